"""The modules of a page as one script: it does what they do, and exports what they export."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from debatekit.widgets.one_script import script

SOURCE = Path(__file__).parents[2] / "src/debatekit"
PAGES = sorted(SOURCE.glob("classroom/pages/*.mjs")) + [SOURCE / "polls/results.mjs", SOURCE / "polls/draft.mjs"]

node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


def exports(file: Path) -> dict[str, str]:
    """What Node finds in the module at `file`: the names, each with its kind."""
    program = "const found = await import(process.argv[1]); console.log(JSON.stringify(Object.fromEntries(Object.entries(found).map(([name, value]) => [name, typeof value === 'string' ? value : typeof value]))));"
    done = subprocess.run(["node", "--input-type=module", "-e", program, file.as_uri()], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@node
def test_names_stay_apart_and_each_module_runs_once_and_in_its_turn(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/d.mjs").write_text('globalThis.loaded = (globalThis.loaded ?? "") + "d";\nconst own = "d";\nexport const d = own;\nexport async function later() {}\n')
    (tmp_path / "c.mjs").write_text('import { d } from "./deep/d.mjs";\nglobalThis.loaded += "c";\nconst own = "c";\nexport function c() {\n  return own + d;\n}\nexport { later } from "./deep/d.mjs";\n')
    (tmp_path / "b.mjs").write_text('globalThis.loaded += "b";\n')
    (tmp_path / "a.mjs").write_text('import { d as own } from "./deep/d.mjs";\nimport { c, later } from "./c.mjs";\nimport "./b.mjs";\nexport const a = `${c()} ${own} ${typeof later} ${globalThis.loaded}`;\nexport class K {}\n')
    (tmp_path / "whole.mjs").write_text(script(tmp_path / "a.mjs"))
    assert exports(tmp_path / "whole.mjs") == exports(tmp_path / "a.mjs") == {"K": "function", "a": "cd d function dcb"}


@node
def test_an_address_beside_a_module_stays_the_same(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/late.mjs").write_text("export const late = 'late';\n")
    (tmp_path / "deep/d.mjs").write_text('export const beside = String(new URL("./x.css", import.meta.url));\nexport function late() {\n  return import("./late.mjs");\n}\n')
    (tmp_path / "a.mjs").write_text('import { beside, late } from "./deep/d.mjs";\nconst found = { late };\nexport const address = beside;\nexport const ask = found.late;\n')
    (tmp_path / "whole.mjs").write_text(script(tmp_path / "a.mjs") + 'if ((await ask()).late !== "late") throw new Error();\n')
    assert exports(tmp_path / "whole.mjs")["address"] == (tmp_path / "deep/x.css").as_uri()


@node
def test_lines_of_comment_stay_behind_and_what_only_looks_like_one_does_not(tmp_path):
    (tmp_path / "a.mjs").write_text('// First.\n/** A * b,\n * c. **/\nexport const a = "// a"; // beside\n/** One line. */\nexport const b = 4 /* two */ / 2;\n  // Set in.\nexport const c = "/** c */";\n')
    whole = script(tmp_path / "a.mjs")
    (tmp_path / "whole.mjs").write_text(whole)
    assert exports(tmp_path / "whole.mjs") == {"a": "// a", "b": "number", "c": "/** c */"}
    assert not any(word in whole for word in ("First", "A *", "One line", "Set in"))


@pytest.mark.parametrize("line", ["export default 1;", "export * from './b.mjs';", "import * as b from './b.mjs';", "export let a = 1;"])
def test_what_cannot_be_put_into_one_script_is_refused(tmp_path, line):
    (tmp_path / "b.mjs").write_text("")
    (tmp_path / "a.mjs").write_text(f"{line}\n")
    with pytest.raises(ValueError, match="a.mjs has"):
        script(tmp_path / "a.mjs")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_every_script_of_the_class_can_be_sent_whole(file):
    assert "import.meta" not in script(file) or "new URL(" in script(file)


@node
@pytest.mark.parametrize("file", [SOURCE / "polls/draft.mjs", SOURCE / "polls/results.mjs", SOURCE / "classroom/pages/line.mjs"], ids=lambda file: file.name)
def test_the_whole_exports_what_its_module_exports(file, tmp_path):
    (tmp_path / "whole.mjs").write_text(script(file), encoding="utf-8")
    assert exports(tmp_path / "whole.mjs").keys() == exports(file).keys()
