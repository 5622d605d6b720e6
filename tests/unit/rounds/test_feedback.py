"""The feedback page keeps what helps and leaves out what quotes a hidden test."""

from __future__ import annotations

import ast
import html
from pathlib import Path

import nbformat
import pytest
from course_copy import ASSIGNMENT, REPOSITORY
from traitlets.config import Config

from debatekit.rounds.feedback import LEFT_OUT, NothingHidden

CONFIG = Config({"CourseDirectory": {"root": str(REPOSITORY), "release_directory": "assignments"}})
ABOUT = {"nbgrader": {"assignment": ASSIGNMENT, "notebook": ASSIGNMENT}}


def source(folder: str, name: str) -> str:
    return cell(nbformat.read(REPOSITORY / folder / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4), name).source


def cell(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    return next(each for each in notebook.cells if each.id == name)


def fed_back(name: str, *outputs: nbformat.NotebookNode) -> str:
    """The text that stays of a cell's outputs; the source with its hidden tests stands for graded work."""
    notebook = nbformat.read(REPOSITORY / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("x", id="my-own"))
    cell(notebook, name).outputs = list(outputs)
    done, _ = NothingHidden(config=CONFIG).preprocess(notebook, ABOUT)
    return "".join(output.get("text", "") or str(output.get("data", "")) for output in cell(done, name).outputs)


def stream(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("stream", text=text)


TEST = source("solutions", "test-sort-kinds")
_SAID = [node.value for node in ast.walk(ast.parse(TEST)) if isinstance(node, ast.Assign)]
KINDS = next(ast.literal_eval(value) for value in _SAID if isinstance(value, ast.Dict))


@pytest.mark.parametrize(
    "output",
    [
        stream(TEST),
        stream(repr(["import debatekit as dk", TEST])),
        stream(repr(KINDS)),
        stream("\n".join(f"{claim} {kind}" for claim, kind in KINDS.items())),
        stream("".join(f"\x1b[38;5;28m{word}\x1b[39m " for word in TEST.split(" "))),
        nbformat.v4.new_output("display_data", data={"text/html": f"<pre>{html.escape(TEST)}</pre>"}),
        nbformat.v4.new_output("error", ename="E", evalue=TEST, traceback=[]),
    ],
    ids=["print", "repr of In", "the dict", "its items", "coloured", "html", "an error"],
)
@pytest.mark.parametrize("where", ["iraq-rows", "example-rows", "test-iraq-rows"])
def test_an_output_that_quotes_a_hidden_line_is_left_out(where: str, output: nbformat.NotebookNode) -> None:
    assert fed_back(where, output) == LEFT_OUT


def test_a_quotation_in_two_parts_is_left_out_too() -> None:
    half = len(TEST) // 2
    assert fed_back("iraq-rows", stream(TEST[:half]), stream(TEST[half:])) == LEFT_OUT


def test_whatever_a_cell_of_ones_own_shows_is_left_out() -> None:
    assert fed_back("my-own", stream("hello")) == LEFT_OUT


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("iraq-rows", "date country us_troops\n2020-03-11 Iraq 6000"),
        ("test-sort-kinds", "fact: you found 3 of 4\nforecast: you found 0 of 4"),
        ("example-rows", "date country\n2019-10-06 Syria"),
        ("iraq-rows", source("assignments", "test-iraq-rows")),
    ],
)
def test_what_helps_stays(name: str, text: str) -> None:
    assert fed_back(name, stream(text)) == text


def test_without_a_handout_only_tests_could_be_judged_so_nothing_stays(tmp_path: Path) -> None:
    notebook = nbformat.read(REPOSITORY / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    cell(notebook, "iraq-rows").outputs = [stream("hello")]
    config = Config({"CourseDirectory": {"root": str(tmp_path), "release_directory": "assignments"}})
    done, _ = NothingHidden(config=config).preprocess(notebook, ABOUT)
    assert cell(done, "iraq-rows").outputs[0].text == LEFT_OUT


def test_the_state_of_widgets_does_not_carry_it_either() -> None:
    notebook = nbformat.v4.new_notebook(metadata={"widgets": {"state": TEST}})
    done, _ = NothingHidden(config=CONFIG).preprocess(notebook, ABOUT)
    assert "widgets" not in done.metadata
