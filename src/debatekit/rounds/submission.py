"""One submission, whatever it came as: whose, when, its files, and what a person should look at."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from debatekit.course.manifest import Assignment
from debatekit.errors import BadAnswer, HandInError
from debatekit.exercises.answers import answers_of
from debatekit.rounds.arrivals import Arrival
from debatekit.rounds.notebook_file import marked_cells, marking, parse_notebook, to_bytes
from debatekit.rounds.package import open_folder, open_zip, read_limited
from debatekit.rounds.private import without_votes
from debatekit.rounds.receipt import Receipt, describe
from debatekit.rounds.restore import newest, restore_answers
from debatekit.rounds.shown import shown
from debatekit.rounds.stoppers import doubled_cells
from debatekit.rounds.student_id import check_student_id
from debatekit.rounds.student_name import student_from_names


# A clock that is a little fast is nobody's fault.
FAST = timedelta(minutes=5)


@dataclass(frozen=True)
class Submission:
    """`moment` is when it counts as handed in, `files` maps names to contents. `notes` only inform; `warnings` need a
    person."""

    receipt: Receipt
    moment: datetime
    files: dict[str, bytes]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def digests(self) -> dict[str, str]:
        """Name to SHA-256 of what the student made."""
        return {name: describe(content)["sha256"] for name, content in self.files.items()}


def read_submission(
    arrival: Arrival, assignment: Assignment, course: str, handout: dict[str, Any], student: str | None, now: datetime
) -> Submission:
    """The submission in `arrival`; `student` overrules what it says itself. Raises HandInError with half a sentence."""
    if arrival.kind == "problem":
        raise HandInError(arrival.problem)
    if arrival.kind == "notebook":
        receipt, files = _bare(arrival, assignment, course, student)
    else:
        receipt, files = (open_zip if arrival.kind == "zip" else open_folder)(arrival.path, assignment, course)
    notes = []
    student = student or check_student_id(receipt.student)
    if student != receipt.student:
        notes.append(f"handed in as “{shown(receipt.student)}”, collected as “{student}”")
        receipt = replace(receipt, student=student)
    notebook = parse_notebook(files[assignment.notebook], assignment.notebook)
    warnings = _cell_warnings(notebook, handout, assignment)
    files, told = _with_answers(files, notebook, assignment)
    if (clean := without_votes(notebook, handout)) != notebook:
        files[assignment.notebook] = to_bytes(clean)
    if receipt.handed_in_at > now + FAST:
        said = f"{receipt.handed_in_at:%Y-%m-%d %H:%M} UTC"
        warnings.append(f"its clock said {said}, which is yet to come. It counts as handed in when it was collected")
    moment = min(receipt.handed_in_at, now)
    return Submission(receipt, moment, files, (*notes, *told.notes), (*warnings, *told.warnings))


def _bare(
    arrival: Arrival, assignment: Assignment, course: str, student: str | None
) -> tuple[Receipt, dict[str, bytes]]:
    path = arrival.path
    files = {assignment.notebook: read_limited(path)}
    # The answers may have come along, under the notebook's own name or the one that the LMS made of it.
    beside = path.with_name(f"{path.stem}.answers.json")
    if beside.is_file() and not beside.is_symlink():
        files[assignment.answers_file] = read_limited(beside)
    parse_notebook(files[assignment.notebook], path.name)
    receipt = Receipt(
        course=course,
        assignment=assignment.id,
        student=student or student_from_names(path.stem, arrival.parents, assignment.id),
        handed_in_at=datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0),
        files={name: describe(content) for name, content in files.items()},
    )
    return receipt, files


def _cell_warnings(notebook: dict[str, Any], handout: dict[str, Any], assignment: Assignment) -> list[str]:
    mine = {grade_id for grade_id, _ in marked_cells(notebook)}
    given = [
        grade_id
        for grade_id, cell in marked_cells(handout)
        if marking(cell).get("grade") or marking(cell).get("solution")
    ]
    if not mine & set(given):
        raise HandInError(f"this notebook is not “{assignment.id}”: it has none of its cells. Ask for the right one.")
    found = []
    if gone := [grade_id for grade_id in given if grade_id not in mine]:
        found.append(f"cells are missing: {', '.join(gone)}. nbgrader leaves them unmarked; look at them in formgrader")
    if doubled := doubled_cells(notebook):
        found.append(twice(doubled))
    return found


def twice(grade_ids: list[str]) -> str:
    """The warning about doubled cells."""
    return (
        f"cells are there twice: {shown(', '.join(grade_ids))}. nbgrader stops all autograding at such a notebook: "
        "delete the copies in the collected one first"
    )


@dataclass(frozen=True)
class _Told:
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def _with_answers(
    files: dict[str, bytes], notebook: dict[str, Any], assignment: Assignment
) -> tuple[dict[str, bytes], _Told]:
    """The files with the answers that were saved last, from the answers file or the saved outputs."""
    name, files = assignment.answers_file, dict(files)
    saved, filed, damaged = restore_answers(notebook, assignment.id), None, False
    if name in files:
        try:
            filed = json.loads(files[name])
            answers_of(filed, assignment.id)
        except (ValueError, RecursionError, BadAnswer):
            filed, damaged = None, True
    best = newest([document for document in (filed, saved) if document])
    if best is not None and best is not filed:
        files[name] = to_bytes(best)
        return files, _Told(notes=("answers restored from the saved notebook",))
    if damaged:
        # Kept as it came: the marker should see what the student handed in.
        return files, _Told(warnings=(f"{name} cannot be read and the notebook holds no saved answers",))
    if best is None and assignment.exercises:
        return files, _Told(warnings=("no answers came with it: neither a file nor a saved output",))
    return files, _Told()
