"""Turn a widget's front end, plain ES modules beside it, into the one text that anywidget takes."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

_IMPORT = re.compile(r"""(?P<head>\bfrom\s+)(?P<quote>["'])(?P<path>\.{1,2}/[^"']+\.mjs)(?P=quote)""")


@cache
def module(path: Path) -> str:
    """The text of an ES module with its relative imports inlined.

    anywidget runs the text from a blob, where a relative address means nothing; each imported module
    becomes a `data:` address, which every browser can import. Absolute imports are left alone.
    """

    def inline(match: re.Match) -> str:
        text = module((path.parent / match["path"]).resolve())
        encoded = base64.b64encode(text.encode()).decode()
        return f'{match["head"]}"data:text/javascript;base64,{encoded}"'

    return _IMPORT.sub(inline, path.read_text(encoding="utf-8"))


@cache
def style(path: Path) -> str:
    """The shared style sheet followed by the widget's own."""
    shared = Path(__file__).with_name("base.css")
    return shared.read_text(encoding="utf-8") + path.read_text(encoding="utf-8")
