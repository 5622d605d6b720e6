"""What a saved notebook shows where a widget was: readable without a kernel, and gone while the widget lives."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

# JupyterLab shows "model not found" for a widget whose kernel is gone. The first rule hides the fallback while
# the live widget follows it; the second hides that message, a bare text node, while the fallback stands.
# An untrusted notebook loses this style sheet, but shows no widget output either.
_STYLE = """<style>
.jp-OutputArea-child:has(.dk-saved):has(+ .jp-OutputArea-child .dk-live) { display: none; }
.jp-OutputArea-child:has(.dk-saved) + .jp-OutputArea-child:not(:has(.dk-live)):has(.jupyter-widgets) { display: none; }
.dk-saved { border-left: 3px solid var(--jp-border-color1, #999); padding: 2px 12px; margin: 4px 0; max-width: 46rem; }
.dk-saved p { margin: 4px 0; }
.dk-saved table { margin: 6px 0; }
.dk-saved td { text-align: left; vertical-align: top; }
</style>"""


def saved_html(title: str, pairs: Iterable[tuple[str, str]], note: str) -> str:
    """The fallback as HTML: a title, (asked, chosen) pairs and one note. Every text is escaped."""
    rows = "".join(f"<tr><td>{escape(asked)}</td><td><strong>{escape(chosen)}</strong></td></tr>" for asked, chosen in pairs)
    table = f"<table>{rows}</table>" if rows else ""
    return f'<div class="dk-saved"><p><strong>{escape(title)}</strong></p>{table}<p><em>{escape(note)}</em></p></div>{_STYLE}'


def saved_text(title: str, pairs: Iterable[tuple[str, str]], note: str) -> str:
    """The fallback as plain text, for a terminal, a diff or a screen reader."""
    return "\n".join([title, *(f"- {asked}: {chosen}" for asked, chosen in pairs), note])
