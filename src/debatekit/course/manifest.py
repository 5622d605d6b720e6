"""The manifest of a course, `data/course.yaml`: what there is, in teaching order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from debatekit.ideas import FromFile


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


@dataclass(frozen=True, kw_only=True)
class Table(FromFile):
    """One CSV of data/tables/. `about` says what a row is; `columns` names every column with its type."""

    id: str
    about: str
    columns: dict[str, Literal["text", "integer", "number", "date"]]


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
    """A whole course."""

    id: str
    title: str
    question: str
    readings: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    polls: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    assignments: tuple[Assignment, ...] = field(default=())

    def __post_init__(self) -> None:
        for name in ("readings", "lessons", "polls", "exercises", "tables", "assignments"):
            ids = [getattr(entry, "id", entry) for entry in getattr(self, name)]
            twice = sorted({an_id for an_id in ids if ids.count(an_id) > 1})
            if twice:
                raise ValueError(f"“{twice[0]}” is listed twice under {name}. Ids are unique; rename or remove one.")
