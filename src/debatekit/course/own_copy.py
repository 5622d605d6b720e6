"""Read a reader's own copy of a text: a plain text file, or a page saved from a browser. Nothing of it is kept."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from debatekit.errors import BadCopy, did_you_mean

LARGEST = 2_000_000
PAGES = (".html", ".htm", ".xhtml")
_HOW = "Open it, select all, copy, and paste into an empty text file; save that as plain text (.txt) and give its name."
_OTHER_PROGRAMS = {
    ".pdf": "a PDF", ".docx": "a Word document", ".doc": "a Word document", ".odt": "an OpenDocument text", ".rtf": "an RTF document",
    ".pages": "a Pages document", ".epub": "an e-book", ".mhtml": "a web archive", ".mht": "a web archive", ".webarchive": "a web archive",
}  # fmt: skip
_MAGIC = {b"%PDF": ".pdf", b"{\\rtf": ".rtf", b"\xd0\xcf\x11\xe0": ".doc"}
_CHARSET = re.compile(rb"""<meta[^>]*charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_copy(name: str | os.PathLike[str]) -> str:
    """The text of the file `name`; `~` is the home folder, and a relative path counts from the working directory.

    Raises BadCopy in one sentence.
    """
    if not isinstance(name, (str, os.PathLike)):
        raise BadCopy(f"text= takes the name of a file between quotes, for example text=\"my-copy.txt\", not {type(name).__name__}.")
    if isinstance(name, str) and ("\n" in name or len(name) > 1000 or not name.strip()):
        raise BadCopy(
            "text= takes the name of a file, not the text: what stands in a cell is saved with the notebook. Save your copy as a file "
            "and give its name, for example text=\"my-copy.txt\"."
        )
    path = Path(os.path.expanduser(name))
    content = _content(path)
    kind = _OTHER_PROGRAMS.get(path.suffix.lower()) or next(
        (_OTHER_PROGRAMS[suffix] for magic, suffix in _MAGIC.items() if content.startswith(magic)), None
    )
    if kind:
        raise BadCopy(f"{path} is {kind}, which cannot be read here. {_HOW}")
    is_page = path.suffix.lower() in PAGES
    text = _decoded(path, content, is_page)
    if is_page:
        from debatekit.readings.saved_page import text_of

        text = text_of(text)
    if not text.strip():
        raise BadCopy(f"There is no text in {path}. Save your copy again, and look into the file before you give its name.")
    return text


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            files = [each.name for each in sorted(path.iterdir()) if each.suffix.lower() in (".txt", ".md", *PAGES)]
            hint = f"In it there is: {', '.join(files[:5])}." if files else "Give the name of a file in it."
            raise BadCopy(f"{path} is a folder, not a file. {hint}")
        if path.exists() and not path.is_file():
            raise BadCopy(f"{path} is not a file that can be read. Give the name of a text file.")
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise BadCopy(f"{path} has more than {LARGEST // 1_000_000} MB, which is far more than one article. Save the article alone as plain text.")
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadCopy(_missing(path)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise BadCopy(f"{path} cannot be read ({getattr(error, 'strerror', None) or error}). Give the name of a text file.") from None


def _missing(path: Path) -> str:
    folder = path.parent.absolute()
    if not folder.is_dir():
        return f"There is no folder {folder}, so there is no file {path.name} in it. Look at the path again."
    try:
        files = [each.name for each in folder.iterdir() if each.is_file() and not each.name.startswith(".")]
    except OSError:
        files = []
    near = did_you_mean(path.name, files)
    hint = f"Did you mean “{near}”?" if near else "Give the whole path, or put the file there."
    return f"There is no file “{path.name}” in {folder}. {hint}"


def _decoded(path: Path, content: bytes, is_page: bool) -> str:
    for encoding in _encodings(content, is_page):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _CONTROL.search(text):
            return text
    raise BadCopy(f"{path} is not a text file. {_HOW}")


def _encodings(content: bytes, is_page: bool) -> list[str]:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ["utf-32"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    if b"\0" in content:
        # UTF-16 without a mark: in most languages of the West nearly every second byte is a zero.
        sparse = content.count(0) < 0.4 * len(content)
        return [] if sparse else ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    declared = _CHARSET.search(content[:4000]) if is_page else None
    return ["utf-8-sig", *([declared[1].decode("ascii")] if declared else []), "cp1252"]
