"""A drawing of matplotlib as SVG that takes on the page's colours and its font."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_SVG, _XLINK = "http://www.w3.org/2000/svg", "{http://www.w3.org/1999/xlink}href"
_PAGE = "var(--jp-layout-color0, Canvas)"
_FAINT = "color-mix(in srgb, currentColor 28%, transparent)"
# What matplotlib draws if nobody says otherwise, and what stands for it here. The colours of the series are those of Okabe and Ito that
# colour-blind eyes tell apart and that keep a contrast of 3 to 1 on white and on JupyterLab's black.
_COLOURS = {
    "#000000": "currentColor", "#ffffff": _PAGE, "#b0b0b0": _FAINT, "#cccccc": _FAINT,
    "#1f77b4": "#0079bd", "#ff7f0e": "#d55e00", "#2ca02c": "#009068", "#d62728": "#bd6799",
}  # fmt: skip


def page_svg(drawing: str, name: str) -> str:
    """`drawing`, made by matplotlib with its text as text, to stand in a page. `name` begins its ids, which else would meet those of another chart."""
    root = ElementTree.fromstring(drawing)
    _leave_out(root)
    for node in root.iter():
        if "id" in node.attrib:
            node.set("id", f"{name}-{node.get('id')}")
        if _XLINK in node.attrib:
            node.set("href", f"#{name}-{node.attrib.pop(_XLINK).lstrip('#')}")
        if "clip-path" in node.attrib:
            node.set("clip-path", node.get("clip-path").replace("url(#", f"url(#{name}-"))
        if "style" in node.attrib:
            node.set("style", _style(node.get("style")))
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    # Black is left out where it fills, and matplotlib's own style sheet, a rule for every element, would rule the whole page.
    root.set("style", "fill: currentColor; stroke-linejoin: round; stroke-linecap: butt")
    root.set("aria-hidden", "true")
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _leave_out(root: ElementTree.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"):
                parent.remove(child)


def _style(style: str) -> str:
    style = re.sub(r"font-family:[^;]*", "font-family: inherit", style)
    return re.sub(r"#[0-9a-f]{6}", lambda colour: _COLOURS.get(colour[0], colour[0]), style)
