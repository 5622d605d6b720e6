"""Collect submissions for marking: one outcome each; what is wrong with one never stops the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from debatekit.course.load import load_course
from debatekit.course.manifest import Assignment
from debatekit.errors import BadCourseFile, HandInError
from debatekit.rounds.arrivals import Arrival, find_arrivals
from debatekit.rounds.notebook_file import parse_notebook
from debatekit.rounds.shelf import Shelf
from debatekit.rounds.student_id import check_student_id
from debatekit.rounds.submission import Submission, read_submission


@dataclass(frozen=True)
class Outcome:
    """What became of one arrival: `done` is one of shelf.Done or `not collected`."""

    path: Path
    done: str
    student: str | None = None
    code: str | None = None
    handed_in_at: str | None = None
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def line(self) -> str:
        """One line for a person."""
        said = "; ".join([*self.notes, *self.warnings])
        if self.student is None:
            return f"! {self.path}: {said}"
        flag = "!" if self.warnings else " "
        receipt = f", receipt {self.code}" if self.code else ""
        return f"{flag} {self.student}: {self.done}{receipt}{f' ({said})' if said else ''}  [{self.path.name}]"

    def as_dict(self) -> dict[str, Any]:
        """The outcome for a program."""
        return {**vars(self), "path": str(self.path), "notes": list(self.notes), "warnings": list(self.warnings)}


def collect(
    assignment: Assignment, paths: list[Path], root: Path, *, student: str | None = None, dry_run: bool = False
) -> list[Outcome]:
    """Collect everything under `paths` into `root`/grading and say what became of each.

    `student` overrules the names, for a single submission. Raises HandInError when it is given for more than
    one, and BadCourseFile when the assignment has no hand-out to compare with.
    """
    student = check_student_id(student) if student else None
    arrivals = list(find_arrivals(paths))
    if student and len(arrivals) > 1:
        raise HandInError(
            f"--student names one student, and there are {len(arrivals)} submissions. Collect that one by itself."
        )
    handout, course = _handout(root, assignment), load_course(root).id
    shelf = Shelf(root / "grading", assignment.id, dry_run=dry_run)
    told = (assignment, course, handout, student)
    outcomes, times = [], []
    for arrival in arrivals:
        found = _read(arrival, *told)
        if isinstance(found, Outcome):
            outcomes.append(found)
        else:
            times.append((found.receipt.handed_in_at, arrival))
    # The oldest first, so that the newest of each student comes to lie on top, whatever the order of the files.
    times.sort(key=lambda pair: pair[0])
    # Each is read a second time here: a whole class at once may not fit into memory.
    return [*(_place(arrival, _read(arrival, *told), shelf) for _, arrival in times), *outcomes]


def _read(arrival: Arrival, *told: Any) -> Submission | Outcome:
    try:
        return read_submission(arrival, *told)
    except HandInError as error:
        return Outcome(arrival.path, "not collected", warnings=(str(error),))
    except OSError as error:
        return Outcome(arrival.path, "not collected", warnings=(f"it cannot be read ({error.strerror}).",))
    except (ValueError, TypeError, RecursionError):
        # Made to break the reader, as nested a thousand deep: whatever it is, the others are still collected.
        return Outcome(
            arrival.path, "not collected", warnings=("what is in it makes no sense. Ask for a new hand-in.",)
        )


def _place(arrival: Arrival, submission: Submission | Outcome, shelf: Shelf) -> Outcome:
    if isinstance(submission, Outcome):
        return submission
    receipt = submission.receipt
    about = {"student": receipt.student, "code": receipt.code, "handed_in_at": receipt.handed_in_at.isoformat()}
    if other := shelf.spelt_otherwise(receipt.student):
        why = f'“{other}” is here already. If they are one student, collect this with --student "{other}"'
        return Outcome(arrival.path, "not collected", **about, notes=submission.notes, warnings=(why,))
    try:
        done = shelf.put(submission)
    except OSError as error:
        place = shelf.place(receipt.student)
        why = f"{place} cannot be written ({error.strerror}). Free some space or change its permissions"
        return Outcome(arrival.path, "not collected", **about, warnings=(why,))
    # What was looked at when it came need not be looked at each time it is found again.
    warnings = () if done == "already here" else submission.warnings
    return Outcome(arrival.path, done, **about, notes=submission.notes, warnings=warnings)


def _handout(root: Path, assignment: Assignment) -> dict[str, Any]:
    path = root / "assignments" / assignment.id / assignment.notebook
    if not path.is_file():
        raise BadCourseFile(
            path, None, f"the hand-out is missing. Make it with “python3 course.py handout {assignment.id}”."
        )
    return parse_notebook(path.read_bytes(), assignment.notebook)
