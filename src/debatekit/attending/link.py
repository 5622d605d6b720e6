"""A join link, taken apart: where the class is, and its code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from debatekit.errors import BadAnswer
from debatekit.ideas import counted

EXAMPLE = 'dk.join("http://192.168.0.10:8765/j/ABCDEF")'
_CODE = re.compile(r"[A-HJ-NP-Z2-9]{6}")
_BROKEN_SCHEME = re.compile(r"https?(:/|//)")
_PRIVATE = re.compile(r"#key=|/(console|screen)\b")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True)
class Link:
    """`address` is scheme, host, port and prefix without a slash at the end; `code` has six characters, as `_CODE` says."""

    address: str
    code: str


def link_of(text: object) -> Link:
    """The link that somebody typed; "host:8765/j/abc def" will do. Raises BadAnswer with what to type."""
    typed = text.strip() if isinstance(text, str) else ""
    if _PRIVATE.search(typed):
        raise BadAnswer(f"That is the private link of the teacher's own pages; take it out of this notebook. The link that students join with stands on the screen in class, for example {EXAMPLE}.")
    address, slash, end = typed.partition("/j/")
    code = re.sub(r"[\s-]", "", re.split(r"[/?#]", end)[0]).upper()
    if not slash or not code:
        raise BadAnswer(_no_code(typed))
    if len(code) != 6:
        raise BadAnswer(f"The code at the end of that link, {_shown(code)}, has {counted(len(code), 'character')}; it must have 6. Look at the screen in class once more.")
    if not _CODE.fullmatch(code):
        raise BadAnswer(f"{_shown(code)} is no code of a class: a code has letters and the digits 2 to 9, and never I or O. Look at the screen in class once more.")
    return Link(address_of(address), code)


def _no_code(typed: str) -> str:
    if not typed:
        return f"That is no link. Type the one that stands on the screen in class, for example {EXAMPLE}."
    if len(re.sub(r"[\s-]", "", typed)) == 16 and not re.search(r"[.:/]", typed):
        return f"That looks like the way back of a phone. Type the link here, for example {EXAMPLE}; the card then asks for the way back."
    if _CODE.fullmatch(typed.upper()):
        return f"The code alone does not say where the class is. Type the whole link from the screen, for example {EXAMPLE}."
    return f"That link does not say which class: /j/ and the code of the class are missing at its end. Copy the whole link from the screen, for example {EXAMPLE}."


def _shown(code: str) -> str:
    return f"“{code if len(code) <= 20 else code[:20] + '…'}”"


def address_of(text: str) -> str:
    """The address of a class server in one spelling. Raises BadAnswer for what is no http or https address."""
    whole = text if "://" in text or _BROKEN_SCHEME.match(text) else f"http://{text}"
    try:
        parts = urlsplit(whole)
        port = parts.port
    except ValueError:
        parts, port = None, None
    if not parts or parts.scheme not in ("http", "https") or parts.username is not None or not parts.hostname:
        raise BadAnswer(f"A join link begins with http:// or https:// and the name of a computer, for example {EXAMPLE}.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if not _HOST.fullmatch(host) or not re.fullmatch(r"[A-Za-z0-9._~/-]{0,200}", parts.path) or parts.query or parts.fragment:
        raise BadAnswer(f"That join link has signs that no address has. Copy it once more, for example {EXAMPLE}.")
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
