"""Collect submissions for marking: one outcome each; what is wrong with one never stops the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from debatekit.course.load import load_course
from debatekit.course.manifest import Assignment
from debatekit.errors import BadCourseFile, HandInError
from debatekit.rounds.arrivals import Arrival, find_arrivals
from debatekit.rounds.notebook_file import parse_notebook
from debatekit.rounds.shelf import Shelf
from debatekit.rounds.shown import printable, shown
from debatekit.rounds.stoppers import doubled_in
from debatekit.rounds.student_id import check_student_id
from debatekit.rounds.submission import Submission, read_submission, twice


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
            return printable(f"! {self.path}: {said}")
        flag = "!" if self.warnings else " "
        receipt = f", receipt {self.code}" if self.code else ""
        about = f" ({said})" if said else ""
        return printable(f"{flag} {self.student}: {self.done}{receipt}{about}  [{self.path.name}]")

    def as_dict(self) -> dict[str, Any]:
        """The outcome for a program."""
        return {**vars(self), "path": str(self.path), "notes": list(self.notes), "warnings": list(self.warnings)}


def collect(
    assignment: Assignment,
    paths: list[Path],
    root: Path,
    *,
    student: str | None = None,
    dry_run: bool = False,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Collect everything under `paths` into `root`/grading and say what became of each; `tell` hears it at once.

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
    told = (assignment, course, handout, student, datetime.now(UTC).replace(microsecond=0))
    problems, times = [], []
    for arrival in arrivals:
        found = _read(arrival, *told)
        if isinstance(found, Outcome):
            problems.append(found)
            tell(found)
        else:
            times.append((found.moment, arrival))
    # The oldest first, so that the newest of each student comes to lie on top, whatever the order of the files.
    times.sort(key=lambda pair: pair[0])
    outcomes = []
    for _, arrival in times:
        # Each is read a second time here: a whole class at once may not fit into memory.
        outcomes.append(_place(arrival, _read(arrival, *told), shelf, assignment))
        tell(outcomes[-1])
    return [*outcomes, *problems]


def _read(arrival: Arrival, *told: Any) -> Submission | Outcome:
    try:
        return read_submission(arrival, *told)
    except HandInError as error:
        return Outcome(arrival.path, "not collected", warnings=(str(error),))
    except OSError as error:
        return Outcome(arrival.path, "not collected", warnings=(f"it cannot be read ({error.strerror}).",))
    except Exception as error:  # noqa: BLE001
        # Made to break the reader, as nested a thousand deep: whatever it is, the others are still collected.
        why = f"what is in it makes no sense ({type(error).__name__}). Ask for a new hand-in."
        return Outcome(arrival.path, "not collected", warnings=(why,))


def _place(arrival: Arrival, submission: Submission | Outcome, shelf: Shelf, assignment: Assignment) -> Outcome:
    if isinstance(submission, Outcome):
        return submission
    receipt = submission.receipt
    about = {"student": receipt.student, "code": receipt.code, "handed_in_at": submission.moment.isoformat()}
    if other := shelf.spelt_otherwise(receipt.student):
        why = f'“{other}” is here already. If they are one student, collect this with --student "{other}"'
        return Outcome(arrival.path, "not collected", **about, notes=submission.notes, warnings=(why,))
    try:
        done = shelf.put(submission)
    except OSError as error:
        place = shelf.place(receipt.student)
        why = f"{place} cannot be written ({error.strerror}). Free some space or change its permissions"
        return Outcome(arrival.path, "not collected", **about, warnings=(why,))
    except Exception as error:  # noqa: BLE001
        why = f"it could not be put in its place ({type(error).__name__}: {shown(str(error))}). Look at it by hand"
        return Outcome(arrival.path, "not collected", **about, warnings=(why,))
    warnings = submission.warnings
    if done == "already here":
        # What was looked at when it came need not be looked at again, but for what would stop everybody's marking.
        ids = doubled_in(shelf.place(receipt.student), assignment)
        warnings = (twice(ids),) if ids else ()
    return Outcome(arrival.path, done, **about, notes=submission.notes, warnings=warnings)


def _handout(root: Path, assignment: Assignment) -> dict[str, Any]:
    path = root / "assignments" / assignment.id / assignment.notebook
    if not path.is_file():
        raise BadCourseFile(
            path, None, f"the hand-out is missing. Make it with “course.py handout {assignment.id}”."
        )
    return parse_notebook(path.read_bytes(), assignment.notebook)
