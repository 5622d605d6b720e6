"""What every kind of exercise has: a heading, a ladder of hints, and the questions that each kind answers about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from debatekit.exercises.remark import Remark
from debatekit.ideas import Fault, FromFile, repeated


@dataclass(frozen=True, kw_only=True)
class AnyExercise(FromFile):
    """One exercise. A *self-check* carries its solution and remarks; a *graded* one names its assignment and carries neither."""

    # Kinds in which one writes or predicts differ from the others in this:
    keeps_drafts: ClassVar[bool] = False  # an answer is kept in the learner's record as it is made, before any check
    has_own_words: ClassVar[bool] = False  # an answer holds what the learner wrote, which is no part of a notebook
    checked_once: ClassVar[bool] = False  # what has been checked stays as it was
    has_solution: ClassVar[bool] = True
    is_forecast: ClassVar[bool] = False  # an answer says how likely something is

    id: str
    title: str
    prompt: str
    hints: tuple[str, ...] = ()
    graded: str | None = None

    def __post_init__(self) -> None:
        if self.graded and self.hints:
            raise Fault(f"“{self.id}” is graded, so it gives no hints. Remove them.", "hints")
        if not self.graded and not self.hints:
            raise Fault(f"“{self.id}” needs at least one hint, the gentlest first.", "hints")
        self._check_question()
        if self.graded:
            self._check_that_it_gives_nothing_away()
        else:
            self._check_solution()

    def page(self) -> dict[str, Any]:
        """What the page may know before a check: texts, and nothing of the solution."""
        raise NotImplementedError

    def uncovered(self, answer: Any, checked: Any) -> dict[str, Any]:
        """What the page may know besides, once there is this `answer`, and `checked` is what has been checked of it (None for nothing)."""
        return {}

    def public(self, answer: Any) -> Any:
        """`answer` as it may be saved with a notebook."""
        return answer

    def fit(self, answer: Any) -> Any:
        """The answer if all of it exists here, whole or in part; raises BadAnswer with one sentence if not."""
        raise NotImplementedError

    def fitting(self, answer: Any) -> Any:
        """What of a kept answer still fits; None when nothing does."""
        raise NotImplementedError

    def with_choice(self, answer: Any, item: Any, choice: Any) -> Any:
        """`answer` with one more choice, as the page sent it. Raises BadAnswer when the choice does not fit."""
        raise NotImplementedError

    def check_ready(self, answer: Any) -> None:
        """Raise BadAnswer with one sentence if this answer cannot be checked yet."""

    def remarks(self, answer: Any) -> dict[str, Remark]:
        """A remark on each choice of an answer that fits."""
        raise NotImplementedError

    def score(self, answer: Any, remarks: dict[str, Remark]) -> tuple[int, int]:
        """How much of an answer that fits is right, of how much; `remarks` are those on it."""
        return sum(remark.right for remark in remarks.values()), len(self.asked(None))

    def told(self, right: int, total: int) -> str:
        """A score in words."""
        return f"{right} of {total} right."

    def told_of(self, answer: Any, right: int, total: int) -> str:
        """The score of a certain answer in words."""
        return self.told(right, total)

    def solution(self) -> Any:
        """A right and complete answer; of a self-check only, and of kinds that have one."""
        raise NotImplementedError

    def solved(self, answer: Any) -> Any:
        """What is shown to whoever gives up with this answer; of a self-check only."""
        return self.solution()

    def others(self, answer: Any) -> list[Any]:
        """The other right answers, if this one is right and there is more than one; of a self-check only."""
        return []

    def same(self, one: Any, other: Any) -> bool:
        """Whether two answers that fit say the same."""
        return one == other

    def said(self) -> list[str]:
        """All that the file says of answers; of a self-check only."""
        raise NotImplementedError

    def tries(self) -> list[Any]:
        """Answers, right ones and wrong ones, to try its remarks on; of a self-check only."""
        raise NotImplementedError

    def asked(self, answer: Any) -> list[tuple[str, str | None]]:
        """An answer that fits in words, as (asked, chosen) pairs; None is what has no answer."""
        raise NotImplementedError

    def in_record(self, answer: Any) -> list[tuple[str, str | None]]:
        """A kept answer as its learner's own printed record tells it: like `asked`, with what has come of it."""
        return self.asked(answer)

    def _check_question(self) -> None:
        raise NotImplementedError

    def _check_that_it_gives_nothing_away(self) -> None:
        raise NotImplementedError

    def _check_solution(self) -> None:
        raise NotImplementedError

    def _check_ids(self, what: str, parts: Sequence[Any], least: int = 2) -> None:
        ids = [part.id for part in parts]
        twice = repeated(ids)
        if len(ids) < least or twice:
            raise Fault(f"“{self.id}” needs {'two' if least == 2 else 'one'} or more {what} with ids of their own.", what, *twice[:1])


def texts(parts: Sequence[Any]) -> list[dict[str, str]]:
    """The ids and texts of options or items, as the page may know them."""
    return [{"id": part.id, "text": part.text} for part in parts]
