"""Every lesson runs from top to bottom in a real kernel, from the repository and from a folder elsewhere."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from debatekit.journal import Journal

ROOT = Path(__file__).parents[2]


def run(path: Path, folder: Path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_lesson_runs_anywhere(path, tmp_path, monkeypatch):
    monkeypatch.setenv("DEBATEKIT_HOME", str(tmp_path / "home"))
    outputs = run(path, tmp_path)
    widgets = [output for output in outputs if "application/vnd.jupyter.widget-view+json" in output.get("data", {})]
    fallbacks = [output for output in outputs if "dk-saved" in output.get("data", {}).get("text/html", "")]
    assert len(widgets) == len(fallbacks) > 0
    assert not [output for output in outputs if output.output_type == "stream" and output.name == "stderr"]


def test_a_mistake_is_a_sentence_and_not_a_stack_trace(tmp_path, monkeypatch):
    monkeypatch.setenv("DEBATEKIT_HOME", str(tmp_path))
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(f"import debatekit as dk\n{line}") for line in (
            'dk.poll("withdrew", round="before")', 'dk.poll("withdraw", round="befor")', 'dk.exercise("everyday-kind")',
            'dk.table("troops")', 'dk.answers("01-claim")', 'dk.poll("withdraw")',
        )],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )  # fmt: skip
    NotebookClient(notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in notebook.cells:
        (error,) = cell.outputs
        assert error.output_type == "error"
        shown = "\n".join(error.traceback)
        assert ("There is no" in shown or "Say in which round" in shown) and "Traceback" not in shown and "File" not in shown
        assert any(words in shown for words in ("Did you mean", "There is:", "round='before'"))
    assert os.path.exists(tmp_path)


def test_a_second_round_leaves_the_first_vote_alone(tmp_path, monkeypatch):
    """Vote before; vote after; run the whole of lesson 00 once more: the first vote is as it was."""
    monkeypatch.setenv("DEBATEKIT_HOME", str(tmp_path))
    journal = Journal(tmp_path / "journal.sqlite3")

    def lesson_with(*lines: str) -> Path:
        notebook = nbformat.read(ROOT / "lessons/00-start-here.ipynb", as_version=4)
        notebook.cells += [nbformat.v4.new_code_cell(line) for line in lines]
        nbformat.write(notebook, tmp_path / "lesson.ipynb")
        return tmp_path / "lesson.ipynb"

    def vote(round_name: str, value: str, sure: int) -> str:
        action = {"do": "vote", "value": value, "confidence": sure, "seq": 1}
        return f'w = dk.poll("withdraw", round="{round_name}"); w._receive(w, {action}, []); print(w.picture["message"])'

    run(lesson_with(vote("before", "leave", 75)), tmp_path)
    first = journal.votes("stay-or-leave", "withdraw")["before"]
    run(lesson_with(vote("after", "stay", 50)), tmp_path)
    outputs = run(lesson_with(vote("before", "stay", 100)), tmp_path)
    votes = journal.votes("stay-or-leave", "withdraw")
    assert votes["before"] == first and first.vote.value == "leave"
    assert votes["after"].vote.value == "stay"
    assert "is closed" in outputs[-1]["text"]


ANSWERS = {
    "01-read-lamear": {"biden": {"E210303"}, "cycle": {"E191227", "E200311a", "E210303"}},
    "02-read-knights": {"march": {"E200311a"}, "december": {"E191227"}},
}


@pytest.mark.parametrize("lesson", ANSWERS)
def test_the_answer_that_folds_open_works_in_the_cell_as_it_is_told(lesson, tmp_path, monkeypatch):
    """Write the two lines of the answer, take away one # at a time, run: the rows that the answer speaks of appear."""
    monkeypatch.setenv("DEBATEKIT_HOME", str(tmp_path / "home"))
    notebook = nbformat.read(ROOT / "lessons" / f"{lesson}.ipynb", as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    (code,) = re.findall(r"```python\n(.*?)```", cells["facts-answer"].source, re.S)
    stub = cells["your-filter"].source.splitlines()
    shown = [line for line in stub if line.startswith("#") and line.endswith("[columns]")]
    assert len(shown) == 2
    runs = ["\n".join([*code.splitlines(), *(line.removeprefix("#") if line == now else line for line in stub)]) for now in shown]
    notebook.cells = [cell for cell in notebook.cells if cell.id in ("imports", "example-filter")] + [nbformat.v4.new_code_cell(run) for run in runs]
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for cell, wanted in zip(notebook.cells[-2:], ANSWERS[lesson].values(), strict=True):
        (output,) = cell.outputs
        assert set(re.findall(r"\bE\d{6}[a-z]?\b", output["data"]["text/plain"])) == wanted
