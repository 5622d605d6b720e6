"""What every assignment keeps to, whoever wrote it."""

from __future__ import annotations

import ast
import json
import re

import pytest
from course_copy import REPOSITORY

SOURCES = sorted((REPOSITORY / "solutions").glob("*/*.ipynb"))
HANDOUTS = sorted((REPOSITORY / "assignments").glob("*/*.ipynb"))


def cells(path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def text(cell: dict) -> str:
    return "".join(cell["source"])


def marking(cell: dict) -> dict:
    return cell["metadata"].get("nbgrader", {})


def test_every_source_has_its_handout_and_the_other_way_round() -> None:
    assert [path.name for path in SOURCES] == [path.name for path in HANDOUTS] != []


def test_grade_ids_are_unique_in_the_course() -> None:
    ids = [marking(cell)["grade_id"] for path in SOURCES for cell in cells(path) if marking(cell)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", [*SOURCES, *HANDOUTS], ids=lambda path: f"{path.parts[-3]}-{path.stem}")
class TestNotebook:
    def test_the_card_comes_first_under_the_one_title(self, path) -> None:
        first, *others = (text(cell) for cell in cells(path) if cell["cell_type"] == "markdown")
        assert re.match(r"# \S", first)
        for row in ("For whom", "Minutes", "You will", "Afterwards you can", "You need", "Data used"):
            assert f"| **{row}** |" in first
        assert not [line for other in others for line in other.splitlines() if line.startswith("# ")]

    def test_it_is_clean(self, path) -> None:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert notebook["metadata"]["kernelspec"]["name"] == "python3"
        assert "widgets" not in notebook["metadata"]
        for cell in notebook["cells"]:
            assert cell["id"] == marking(cell).get("grade_id", cell["id"])
            assert not cell.get("outputs") and not cell.get("execution_count")

    def test_tests_say_what_they_check_and_what_to_do(self, path) -> None:
        tests = [cell for cell in cells(path) if marking(cell).get("grade") and cell["cell_type"] == "code"]
        assert tests
        for cell in tests:
            tree = ast.parse(text(cell))
            assert ast.get_docstring(tree), cell["id"]
            for node in ast.walk(tree):
                assert not isinstance(node, ast.Assert) or node.msg is not None, f"{cell['id']}, line {node.lineno}"


@pytest.mark.parametrize("path", HANDOUTS, ids=lambda path: path.stem)
def test_a_handout_is_unsolved(path) -> None:
    for cell in cells(path):
        about = marking(cell)
        assert "HIDDEN TESTS" not in text(cell) and "SOLUTION" not in text(cell)
        if about.get("solution") and cell["cell_type"] == "code":
            assert text(cell).endswith("# YOUR CODE HERE\n...")
        if about.get("solution") and cell["cell_type"] == "markdown":
            assert text(cell) == "YOUR ANSWER HERE"
