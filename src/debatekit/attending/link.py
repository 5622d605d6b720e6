"""A join link, taken apart: where the class is, and its code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from debatekit.errors import BadAnswer

EXAMPLE = 'dk.join("http://192.168.0.10:8765/j/ABCDEF")'
_CODE = re.compile(r"[A-Z2-9]{6}")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True)
class Link:
    """`address` is scheme, host, port and prefix without a slash at the end; `code` has six letters."""

    address: str
    code: str


def link_of(text: object) -> Link:
    """The link that somebody typed; "host:8765/j/abcdef" will do. Raises BadAnswer with what to type."""
    typed = text.strip() if isinstance(text, str) else ""
    if "#key=" in typed or "/console" in typed or "/screen" in typed:
        raise BadAnswer("That is an address for the teacher's own pages. Use the join link that the class sees; it ends in /j/ and six letters.")
    address, slash, code = typed.partition("/j/")
    code = re.split(r"[/?#]", code)[0].upper()
    if not slash or not _CODE.fullmatch(code):
        raise BadAnswer(f"A join link ends in /j/ and the six letters of the class, for example {EXAMPLE}. Copy it from the screen in class.")
    return Link(address_of(address), code)


def address_of(text: str) -> str:
    """The address of a class server in one spelling. Raises BadAnswer for what is no http or https address."""
    whole = text if "://" in text else f"http://{text}"
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
