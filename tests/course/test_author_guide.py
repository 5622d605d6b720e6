"""The example in the guide for authors is a course that works."""

import re
from pathlib import Path

from debatekit.course.argument_map import load_map
from debatekit.course.map_lint import lint

PAGE = (Path(__file__).parents[2] / "guide/author.md").read_text(encoding="utf-8")
MANIFEST = 'id: mine\ntitle: Mine\nquestion: "What now?"\nreadings: [sunday-2024]\n'


def the_course_of_the_page(folder: Path) -> Path:
    for name, text in [("data/course.yaml", MANIFEST), *re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_example_is_a_map_without_fault(tmp_path):
    root = the_course_of_the_page(tmp_path)
    assert [str(fault) for fault in lint("sunday-2024", root)] == []
    parts = load_map("sunday-2024", root)
    assert (len(parts.argument.claims), len(parts.argument.reasons), len(parts.reading.paragraphs)) == (3, 1, 2)


def test_the_slip_that_the_page_speaks_of_is_told_as_it_says(tmp_path):
    root = the_course_of_the_page(tmp_path)
    path = root / "data/readings/sunday-2024/argument.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[free, would-come]", "[free]"), encoding="utf-8")
    assert ["“would-come” leads nowhere: no chain of reasons links it to the thesis" in str(fault) for fault in lint("sunday-2024", root)] == [True]
