"""What counts as done: a vote cast, an exercise checked, a text opened, a matrix begun. One idea for a learner's own card and for what a class is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

Kind = Literal["reading", "poll", "exercise", "matrix"]
# passed: the round is over, because a later one has a vote, so nothing is left to do. begun: written and not checked yet.
State = Literal["left", "begun", "done", "passed"]
Score = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing to do in a lesson. `round` and `later`, the rounds that close it, belong to a poll. It stands in `section`, in the cell `cell`."""

    kind: Kind
    id: str
    title: str
    round: str = ""
    later: tuple[str, ...] = ()
    section: str = ""
    cell: str = ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a learner's record holds of a course: no vote and no answer, only that there is one, and of each exercise how its latest check came out."""

    voted: AbstractSet[tuple[str, str]] = frozenset()
    scores: Mapping[str, Score]
    drafts: AbstractSet[str] = frozenset()
    opened: AbstractSet[str] = frozenset()

    def state(self, part: Part) -> State:
        """How this part stands. An exercise counts once it has been checked, solved or not: to try is what teaches."""
        if part.kind == "poll":
            over = any((part.id, later) in self.voted for later in part.later)
            return "done" if (part.id, part.round) in self.voted else "passed" if over else "left"
        if part.kind == "reading":
            return "done" if part.id in self.opened else "left"
        if part.kind == "matrix":
            # It is never finished; whoever has given it a number has used it.
            return "done" if f"matrix/{part.id}" in self.drafts else "left"
        return "done" if part.id in self.scores else "begun" if part.id in self.drafts else "left"

    def score(self, part: Part) -> Score | None:
        """How many were right at the latest check, of how many."""
        return self.scores.get(part.id) if part.kind == "exercise" else None


@dataclass(frozen=True, kw_only=True)
class LessonProgress:
    """One lesson: its parts in order, each with how it stands."""

    id: str
    title: str
    minutes: int
    parts: tuple[tuple[Part, State], ...]

    @property
    def done(self) -> int:
        """How many parts leave nothing to do."""
        return sum(state in ("done", "passed") for _, state in self.parts)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.parts)

    @property
    def is_begun(self) -> bool:
        return any(state in ("done", "begun") for _, state in self.parts)

    @property
    def next(self) -> Part | None:
        """The first part that is left."""
        return next((part for part, state in self.parts if state in ("left", "begun")), None)


def where_next(lessons: Iterable[LessonProgress]) -> LessonProgress | None:
    """The lesson to go on with: the first that was begun and not finished, else the first that is left. None when all is done."""
    left = [lesson for lesson in lessons if not lesson.is_done]
    return next((lesson for lesson in left if lesson.is_begun), next(iter(left), None))
