"""Every lesson runs from top to bottom in a real kernel, from the repository and from a folder elsewhere."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

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
            'dk.table("troops")', 'dk.answers("01-claim")',
        )],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )  # fmt: skip
    NotebookClient(notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in notebook.cells:
        (error,) = cell.outputs
        assert error.output_type == "error"
        shown = "\n".join(error.traceback)
        assert "There is no" in shown and "Traceback" not in shown and "File" not in shown
        assert "Did you mean" in shown or "There is:" in shown
    assert os.path.exists(tmp_path)
