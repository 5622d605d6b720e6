"""What a student reads on the feedback page: what each test said, without the hidden part of any test."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from debatekit.rounds.notebook_file import cells, marking, parse_notebook, source

LEFT_OUT = "The output of this cell is left out here."
# Shorter lines, as a lone bracket, are in many an honest output.
_TELLING = 12
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class SentencesOnly(NbGraderPreprocessor):
    """Cut every error in a marked cell down to its last line.

    A traceback quotes the lines around the failing one, and those may be hidden tests.
    nbgrader_config.py names this class.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], index: int) -> tuple[Any, dict[str, Any]]:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources


class NothingHidden(NbGraderPreprocessor):
    """Leave out the outputs of a student's own cells, and every output that quotes a hidden line.

    A student's code runs beside the hidden tests and can print them, as `In` or `%history` do. Before
    ClearHiddenTests, because it needs them; nbgrader_config.py names this class.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        nb.metadata.pop("widgets", None)  # its outputs may be there too
        given = self._handout(resources)
        hidden = _hidden_lines(nb, given)
        for cell in nb.cells:
            if cell.cell_type == "code" and cell.outputs:
                mine = cell.get("id") in given or marking(cell).get("grade_id") in given
                said = _said(cell.outputs)
                if not mine or any(line in said for line in hidden):
                    cell.outputs = [_note()]
        return nb, resources

    def _handout(self, resources: dict[str, Any]) -> dict[str, str]:
        """Id and grade id to text of the cells that students have; {} when there is no hand-out."""
        about, course = resources["nbgrader"], CourseDirectory(config=self.config)
        folder = Path(course.format_path(course.release_directory, ".", about["assignment"]))
        path = folder / f"{about['notebook']}.ipynb"
        if not path.is_file():
            return {}
        given = {}
        for cell in cells(parse_notebook(path.read_bytes(), path.name)):
            given |= dict.fromkeys((cell.get("id"), marking(cell).get("grade_id")), source(cell))
        given.pop(None, None)
        return given


def _hidden_lines(nb: Any, given: dict[str, str]) -> set[str]:
    """What stands in the tests and not in the students' copy of them."""
    tests = [cell for cell in nb.cells if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)]
    hidden = set()
    for cell in tests:
        public = given.get(marking(cell).get("grade_id"), "").splitlines()
        hidden |= {_signs(line) for line in source(cell).splitlines()} - {_signs(line) for line in public}
    return {line for line in hidden if len(line) >= _TELLING}


def _said(outputs: list[Any]) -> str:
    parts = [output.get(part) for output in outputs for part in ("text", "data", "evalue", "traceback")]
    return _signs(_COLOUR.sub("", html.unescape("".join(_texts(parts)))))


def _texts(part: Any) -> list[str]:
    """Every text in a part of an output, as HTML beside plain text."""
    if isinstance(part, dict):
        return [text for value in part.values() for text in _texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in _texts(value)]
    return [part] if isinstance(part, str) else []


def _signs(text: str) -> str:
    """Letters and digits only: quotes, spaces and line ends differ with the way of printing."""
    return re.sub(r"[\W_]+", "", text)


def _note() -> Any:
    from nbformat.v4 import new_output

    return new_output("stream", name="stderr", text=LEFT_OUT)
