"""The front end as one text: relative imports become data addresses."""

import base64
import re
from pathlib import Path

from debatekit.widgets.front_end import module, style

SOURCE = Path(__file__).parents[2] / "src/debatekit"


def test_relative_imports_are_inlined():
    text = module(SOURCE / "polls/widget.mjs")
    assert not re.search(r'from\s+"\.', text)
    inlined = [base64.b64decode(found).decode() for found in re.findall(r"base64,([A-Za-z0-9+/=]+)", text)]
    assert any("export function h(" in each for each in inlined)
    assert any("export function odds(" in each for each in inlined)


def test_an_import_of_an_import_is_inlined_too(tmp_path):
    (tmp_path / "c.mjs").write_text("export const c = 1;\n")
    (tmp_path / "b.mjs").write_text('export { c } from "./c.mjs";\n')
    (tmp_path / "a.mjs").write_text("import { c } from './b.mjs';\nimport d from \"https://example.org/d.mjs\";\n")
    text = module(tmp_path / "a.mjs")
    b = base64.b64decode(re.search(r"base64,([A-Za-z0-9+/=]+)", text)[1]).decode()
    assert "./c.mjs" not in b and "data:text/javascript" in b
    assert "https://example.org/d.mjs" in text


def test_nothing_is_fetched_from_the_network():
    for file in SOURCE.rglob("*"):
        if file.suffix in (".mjs", ".css"):
            addresses = set(re.findall(r"https?://[^\s\"'`]+", file.read_text(encoding="utf-8")))
            # The name of SVG looks like an address, but nobody goes there.
            assert addresses <= {"http://www.w3.org/2000/svg"}, file


def test_every_colour_has_a_dark_twin():
    css = style(SOURCE / "polls/widget.css")
    light, dark = css.split('[data-jp-theme-light="false"]')[:2]
    own = set(re.findall(r"(--dk-[\w-]+): #", light))
    assert own and own == set(re.findall(r"(--dk-[\w-]+): #", dark.split("}")[0]))


def test_no_two_widgets_style_the_same_class():
    """Style sheets of all widgets of a notebook meet on one page: a class of one would dress up another."""
    classes = {file.parent.name: set(re.findall(r"\.(dk-[a-z-]+)", file.read_text(encoding="utf-8"))) for file in SOURCE.glob("*/widget.css")}
    shared = set(re.findall(r"\.(dk-[a-z-]+)", (SOURCE / "widgets/base.css").read_text(encoding="utf-8")))
    assert len(classes) >= 4
    for name, mine in classes.items():
        for other, theirs in classes.items():
            assert name == other or not (mine & theirs) - shared, f"{name} and {other} both style {sorted((mine & theirs) - shared)}"
