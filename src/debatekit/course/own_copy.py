"""Read a reader's own copy of a text: a plain text file, or a page saved from a browser. Nothing of it is kept."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from debatekit.errors import BadCopy, hint

# A saved page is mostly not text. Of the text itself, an article has a tenth of this; to recognise it takes a second or two.
LARGEST, LONGEST = 2_000_000, 200_000
PAGES = (".html", ".htm", ".xhtml")
# What a copy is kept in; a near miss may be named when it is one of these.
_NAMED = (".txt", ".md", *PAGES)
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

    Raises BadCopy in one sentence. What it says may be saved with a notebook, so it names the file as it was typed, and no other
    but a near miss beside the notebook.
    """
    if not isinstance(name, (str, os.PathLike)):
        raise BadCopy(f"text= takes the name of a file between quotes, for example text=\"my-copy.txt\", not {type(name).__name__}.")
    if isinstance(name, str) and ("\n" in name or len(name) > 1000 or not name.strip()):
        raise BadCopy(
            "text= takes the name of a file, not the text: what stands in a cell is saved with the notebook. Save your copy as a file "
            "and give its name, for example text=\"my-copy.txt\"."
        )
    typed, path = Path(name), Path(os.path.expanduser(name))
    content = _content(typed, path)
    kind = _OTHER_PROGRAMS.get(path.suffix.lower()) or next(
        (_OTHER_PROGRAMS[suffix] for magic, suffix in _MAGIC.items() if content.startswith(magic)), None
    )
    if kind:
        raise BadCopy(f"{typed} is {kind}, which cannot be read here. {_HOW}")
    is_page = path.suffix.lower() in PAGES
    text = _decoded(typed, content, is_page)
    if is_page:
        from debatekit.readings.saved_page import text_of

        text = text_of(text)
    if len(text) > LONGEST:
        raise BadCopy(f"The text in {typed} has more than {LONGEST:,} characters, which is far more than one article. Save the article alone as plain text.")
    if not text.strip():
        raise BadCopy(f"There is no text in {typed}. Save your copy again, and look into the file before you give its name.")
    return text


def _content(typed: Path, path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadCopy(f"{typed} is a folder, not a file. Give the name of the file in it.")
        if path.exists() and not path.is_file():
            raise BadCopy(f"{typed} is not a file that can be read. Give the name of a text file.")
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise BadCopy(f"{typed} has more than {LARGEST // 1_000_000} MB, which is far more than one article. Save the article alone as plain text.")
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadCopy(_missing(typed, path)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise BadCopy(f"{typed} cannot be read ({getattr(error, 'strerror', None) or error}). Give the name of a text file.") from None


def _missing(typed: Path, path: Path) -> str:
    if not path.parent.is_dir():
        return f"There is no folder {typed.parent}, so there is no file {path.name} in it. Look at the path again."
    here = []
    if path.parent.resolve() == Path.cwd():
        here = [each.name for each in Path.cwd().iterdir() if each.suffix.lower() in _NAMED and not each.name.startswith(".")]
    return f"There is no file “{typed}”.{hint(path.name, here, 'Give the whole path, or put the file beside this notebook.')}"


def _decoded(typed: Path, content: bytes, is_page: bool) -> str:
    for encoding in _encodings(content, is_page):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _CONTROL.search(text):
            return text
    raise BadCopy(f"{typed} is not a text file. {_HOW}")


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
