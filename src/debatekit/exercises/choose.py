"""Choose the one right option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from debatekit.errors import BadAnswer
from debatekit.exercises.exercise import texts
from debatekit.exercises.one_answer import OneAnswer
from debatekit.exercises.remark import Remark
from debatekit.ideas import Fault, FromFile


@dataclass(frozen=True, kw_only=True)
class Option(FromFile):
    """One answer to choose. `feedback` says why it tempts or why it holds."""

    id: str
    text: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Choose(OneAnswer):
    """Choose the one right option. The answer is its id."""

    kind: Literal["choose"]
    options: tuple[Option, ...]

    def page(self) -> dict[str, Any]:
        return {"options": texts(self.options)}

    def fit(self, answer: Any) -> str:
        known = [option.id for option in self.options]
        if not isinstance(answer, str) or answer not in known:
            raise BadAnswer(f"{answer!r} is no answer to “{self.id}”. Choose one of: {', '.join(known)}.")
        return answer

    def remarks(self, answer: str) -> dict[str, Remark]:
        chosen = self._option(answer)
        return {chosen.id: Remark(chosen.right, chosen.feedback)}

    def solution(self) -> str:
        return next(option.id for option in self.options if option.right)

    def said(self) -> list[str]:
        return [option.feedback for option in self.options]

    def tries(self) -> list[str]:
        return [option.id for option in self.options]

    def words(self, answer: str) -> str:
        return self._option(answer).text

    def _option(self, name: str) -> Option:
        return next(option for option in self.options if option.id == name)

    def _check_question(self) -> None:
        self._check_ids("options", self.options)

    def _check_that_it_gives_nothing_away(self) -> None:
        for place, option in enumerate(self.options):
            if option.right or option.feedback:
                raise Fault(f"“{self.id}” is graded: move its solution and feedback to the assignment's key.", "options", place)

    def _check_solution(self) -> None:
        right = [option.id for option in self.options if option.right]
        if len(right) != 1:
            raise Fault(f"“{self.id}” needs exactly one right option; it has {len(right)}.", "options")
        for place, option in enumerate(self.options):
            if not option.feedback:
                raise Fault(f"“{self.id}” needs a feedback text for every option.", "options", place)
