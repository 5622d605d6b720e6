"""The front end as one text: what a module imports comes along, each module once."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from debatekit.widgets.front_end import module, style

SOURCE = Path(__file__).parents[2] / "src/debatekit"
WIDGETS = sorted(SOURCE.glob("*/widget.mjs"))

# Node imports no blobs: here their text is the address.
AS_DATA = """
globalThis.Blob = class { constructor([text], { type }) { this.address = `data:${type},${encodeURIComponent(text)}`; } };
URL.createObjectURL = (blob) => blob.address;
URL.revokeObjectURL = () => {};
const { default: found } = await import(process.argv[1]);
console.log(typeof found === "string" ? found : typeof found.render);
"""


def run(text, folder) -> str:
    """What Node finds as the default export of `text`."""
    (folder / "whole.mjs").write_text(text, encoding="utf-8")
    done = subprocess.run(["node", "--input-type=module", "-e", AS_DATA, (folder / "whole.mjs").as_uri()], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


@node
def test_an_import_of_an_import_works_and_each_module_is_there_once(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/d.mjs").write_text('globalThis.loaded = (globalThis.loaded ?? 0) + 1;\nexport const d = `“d” \\n %s` + \'\' + "";\n', encoding="utf-8")
    (tmp_path / "c.mjs").write_text('import { d } from "./deep/d.mjs";\nexport const c = `c${d}`;\n')
    (tmp_path / "b.mjs").write_text("import { d } from './deep/d.mjs';\nimport { c } from\n  './c.mjs';\nexport const b = `b${c}${d}`;\n")
    (tmp_path / "a.mjs").write_text('import { b } from "./b.mjs";\nimport { c } from "./c.mjs";\nexport default JSON.stringify([b, c, globalThis.loaded]);\n')
    text = module(tmp_path / "a.mjs")
    assert run(text, tmp_path) == '["bc“d” \\n %s“d” \\n %s","c“d” \\n %s",1]'
    assert text.count("globalThis.loaded ??") == 1


def test_an_absolute_import_is_left_alone(tmp_path):
    (tmp_path / "a.mjs").write_text("import d from 'https://example.org/d.mjs';\n")
    assert "https://example.org/d.mjs" in module(tmp_path / "a.mjs")


@node
@pytest.mark.parametrize("file", WIDGETS, ids=lambda file: file.parent.name)
def test_every_widget_loads(file, tmp_path):
    assert run(module(file), tmp_path) == "function"


@pytest.mark.parametrize("file", WIDGETS, ids=lambda file: file.parent.name)
def test_a_front_end_is_hardly_larger_than_its_sources(file):
    """It goes to the page with every widget, and into a notebook that is saved with its widgets."""
    seen = set()

    def sources(path):
        if path not in seen:
            seen.add(path)
            for name in re.findall(r"""\bfrom\s+["'](\.[^"']+)""", path.read_text(encoding="utf-8")):
                sources((path.parent / name).resolve())
        return seen

    whole = sum(len(path.read_text(encoding="utf-8")) for path in sources(file))
    assert whole < len(module(file)) < 1.1 * whole + 1000
    assert len(module(file)) < 100_000


def test_nothing_is_fetched_from_the_network():
    for file in SOURCE.rglob("*"):
        if file.suffix in (".mjs", ".css"):
            addresses = set(re.findall(r"https?://[^\s\"'`]+", file.read_text(encoding="utf-8")))
            # The name of SVG looks like an address, but nobody goes there.
            assert addresses <= {"http://www.w3.org/2000/svg"}, file


def test_a_style_sheet_brings_along_what_it_imports_each_sheet_once(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/c.css").write_text(".c { }\n")
    (tmp_path / "b.css").write_text('@import "./deep/c.css";\n.b { }\n')
    (tmp_path / "a.css").write_text('@import "./deep/c.css";\n@import "./b.css";\n.a { }\n')
    assert style(tmp_path / "a.css").endswith("}\n.c { }\n.b { }\n.a { }\n")
    assert "@import" not in style(SOURCE / "polls/widget.css") and ".dk-scale" in style(SOURCE / "polls/widget.css")


def test_every_colour_has_a_dark_twin():
    css = style(SOURCE / "polls/widget.css")
    light, dark = css.split('[data-jp-theme-light="false"]')[:2]
    own = set(re.findall(r"(--dk-[\w-]+): #", light))
    assert own and own == set(re.findall(r"(--dk-[\w-]+): #", dark.split("}")[0]))


def test_no_two_widgets_style_the_same_class():
    """Style sheets of all widgets of a notebook meet on one page: a class of one would dress up another."""
    classes = {file.parent.name: set(re.findall(r"\.(dk-[a-z-]+)", style(file).removeprefix(style(SOURCE / "widgets/base.css")))) for file in SOURCE.glob("*/widget.css")}
    shared = set(re.findall(r"\.(dk-[a-z-]+)", (SOURCE / "widgets/base.css").read_text(encoding="utf-8")))
    assert len(classes) >= 4
    for name, mine in classes.items():
        for other, theirs in classes.items():
            assert name == other or not (mine & theirs) - shared, f"{name} and {other} both style {sorted((mine & theirs) - shared)}"
