"""Collected work at which nbgrader stops all autograding, with words that do not say why: a marked cell twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from debatekit.course.manifest import Assignment
from debatekit.errors import HandInError
from debatekit.rounds.notebook_file import marked_cells, parse_notebook


def doubled_cells(notebook: dict[str, Any]) -> list[str]:
    """The grade ids that are there more than once."""
    count = Counter(grade_id for grade_id, _ in marked_cells(notebook))
    return [grade_id for grade_id, times in count.items() if times > 1]


def stoppers(grading: Path, assignment: Assignment) -> dict[str, list[str]]:
    """Student to doubled grade ids, of all that is collected now, through the exchange too."""
    folders = sorted((grading / "submitted").glob(f"*/{assignment.id}"))
    found = {folder.parent.name: doubled_in(folder, assignment) for folder in folders}
    return {student: ids for student, ids in found.items() if ids}


def doubled_in(folder: Path, assignment: Assignment) -> list[str]:
    """`doubled_cells` of the collected work in `folder`; none when it cannot be read: it fails, and stops nobody."""
    try:
        return doubled_cells(parse_notebook((folder / assignment.notebook).read_bytes(), assignment.notebook))
    except (OSError, HandInError):
        return []
