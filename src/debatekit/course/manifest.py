"""The manifest of a course, `data/course.yaml`: what there is, in teaching order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from debatekit.dates import is_day
from debatekit.ideas import Fault, FromFile, repeated


@dataclass(frozen=True, kw_only=True)
class PollUse(FromFile):
    """A poll as a lesson asks it: which question, in which round."""

    id: str
    round: str


@dataclass(frozen=True, kw_only=True)
class Lesson(FromFile):
    """One notebook of lessons/. `minutes` counts teaching and exercises together."""

    id: str
    title: str
    minutes: int
    after: str
    polls: tuple[PollUse, ...] = ()
    exercises: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    matrices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table(FromFile):
    """One CSV of data/tables/. `about` says what a row is; `columns` names every column with its kind.

    `dated_by` is the column that says when a row happened: rows after the end of the record are provisional, and so are
    the `provisional_columns`, whose cells are about what came later. `caution` is told to whoever loads the table.
    """

    id: str
    about: str
    columns: dict[str, Literal["text", "integer", "number", "date", "partial_date"]]
    dated_by: str | None = None
    provisional_columns: tuple[str, ...] = ()
    caution: str | None = None

    def __post_init__(self) -> None:
        named = [(("dated_by",), self.dated_by)] if self.dated_by else []
        named += [(("provisional_columns", place), name) for place, name in enumerate(self.provisional_columns)]
        for path, name in named:
            if name not in self.columns:
                raise Fault(f"the table “{self.id}” names a column “{name}” that it does not have. Put it among its columns, or name another.", *path)
        if self.dated_by and self.columns[self.dated_by] not in ("date", "partial_date"):
            raise Fault(f"the rows of “{self.id}” are dated by “{self.dated_by}”, which is no date. Name a column with dates.", "dated_by")


@dataclass(frozen=True, kw_only=True)
class Assignment(FromFile):
    """One graded notebook. `exercises` are its graded widgets; `words` bounds the hand-marked text."""

    id: str
    title: str
    minutes: int
    points: int
    exercises: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    words: tuple[int, int] | None = None

    @property
    def notebook(self) -> str:
        """The file name of the notebook."""
        return f"{self.id}.ipynb"

    @property
    def answers_file(self) -> str:
        """The file name of the answers that the widgets write beside the notebook."""
        return f"{self.id}.answers.json"


@dataclass(frozen=True, kw_only=True)
class Course(FromFile):
    """A whole course. `record_ends` is its last day: what happened later is provisional."""

    id: str
    title: str
    question: str
    record_ends: str | None = None
    readings: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    polls: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    assignments: tuple[Assignment, ...] = field(default=())

    def __post_init__(self) -> None:
        for name in ("readings", "lessons", "polls", "exercises", "tables", "assignments"):
            ids = [getattr(entry, "id", entry) for entry in getattr(self, name)]
            for place in repeated(ids):
                raise Fault(f"“{ids[place]}” is listed twice under {name}. Ids are unique; rename or remove one.", name, place)
        if self.record_ends is not None and not is_day(self.record_ends):
            raise Fault(f"record_ends is “{self.record_ends}”; it should be a day such as 2024-12-31.", "record_ends")
