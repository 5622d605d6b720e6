"""Say how likely something is, then see whether it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from debatekit.errors import BadAnswer
from debatekit.exercises.exercise import AnyExercise, texts
from debatekit.exercises.remark import Remark
from debatekit.exercises.typed_number import parse_number
from debatekit.forecasts.brier import brier, mean_brier
from debatekit.ideas import Fault, FromFile


@dataclass(frozen=True, kw_only=True)
class Event(FromFile):
    """Something that `happened` (true), or did not (false), or of which nobody can say (null). `why` tells how one knows, or why not."""

    id: str
    text: str
    happened: bool | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Chance(AnyExercise):
    """Give each event a chance. The answer maps items to whole per cents; what has been checked is locked, for a prediction is one only before.

    `lesson_of_it` is said after the reveal, `if_so` and `if_not` of each item: a claim does not happen, it holds.
    """

    kind: Literal["chance"]
    items: tuple[Event, ...]
    lesson_of_it: str
    if_so: str = "It happened."
    if_not: str = "It did not happen."
    keeps_drafts: ClassVar[bool] = True
    checked_once: ClassVar[bool] = True
    has_solution: ClassVar[bool] = False
    is_forecast: ClassVar[bool] = True

    def page(self) -> dict[str, Any]:
        return {"items": texts(self.items), "came": None}

    def uncovered(self, answer: Any, checked: Any) -> dict[str, Any]:
        if not checked:
            return {}
        items = [item for item in self.items if item.id in checked]
        mean, settled = self._mean(checked)
        events = {item.id: {"happened": item.happened, "words": self._words(item), "score": _score(item, checked[item.id])} for item in items}
        return {"came": {"events": events, "mean": mean, "settled": settled, "lesson": self.lesson_of_it}}

    def fit(self, answer: Any) -> dict[str, int]:
        kept = self.fitting(answer)
        if not isinstance(answer, Mapping) or kept != dict(answer):
            raise BadAnswer(f"This does not fit “{self.id}”. Give each item a whole number from 0 to 100.")
        return kept

    def fitting(self, answer: Any) -> dict[str, int] | None:
        if not isinstance(answer, Mapping):
            return None
        items = {item.id for item in self.items}
        return {i: percent for i, percent in answer.items() if i in items and type(percent) is int and 0 <= percent <= 100} or None

    def with_choice(self, answer: Any, item: Any, choice: Any) -> dict[str, int] | None:
        now = self.fitting(answer) or {}
        if not isinstance(item, str) or all(item != each.id for each in self.items):
            raise BadAnswer(f"“{self.id}” was sent a number for nothing that it asks. Run the cell again.")
        if isinstance(choice, str):
            # Whoever types the sign along means no harm; whoever empties the box takes the number back.
            typed = choice.strip().removesuffix("%")
            choice = parse_number(typed) if typed.strip() else None
        if choice is None:
            return {i: percent for i, percent in now.items() if i != item} or None
        if isinstance(choice, float) and choice.is_integer():
            choice = int(choice)
        if type(choice) is not int or not 0 <= choice <= 100:
            raise BadAnswer("A chance is a whole number from 0 (surely not) to 100 (surely).")
        return now | {item: choice}

    def check_ready(self, answer: Any) -> None:
        if left := len(self.items) - len(answer or ()):
            raise BadAnswer(f"Give every item a chance first: {left} of {len(self.items)} {'is' if left == 1 else 'are'} left. Afterwards nothing can be changed.")

    def remarks(self, answer: Mapping[str, int]) -> dict[str, Remark]:
        # A chance is neither right nor wrong; its score says how far off it was.
        return {item.id: Remark(True, item.why) for item in self.items if item.id in answer}

    def said(self) -> list[str]:
        return [*(item.why for item in self.items), self.lesson_of_it]

    def tries(self) -> list[dict[str, int]]:
        return [{item.id: percent for item in self.items} for percent in (0, 50, 100)]

    def told(self, right: int, total: int) -> str:
        return f"{right} of {total} predicted."

    def told_of(self, answer: Mapping[str, int], right: int, total: int) -> str:
        mean, settled = self._mean(answer)
        if mean is None:
            return f"{self.told(right, total)} None of them can be settled."
        return f"{self.told(right, total)} Mean Brier score {mean:.2f} over the {settled} that can be settled (0 is best, 1 is worst)."

    def asked(self, answer: Mapping[str, int] | None) -> list[tuple[str, str | None]]:
        return [(item.text, f"{answer[item.id]} %" if answer and item.id in answer else None) for item in self.items]

    def in_record(self, answer: Mapping[str, int]) -> list[tuple[str, str | None]]:
        return [(item.text, f"{answer[item.id]} %. {self._came(item, answer[item.id])}" if item.id in answer else None) for item in self.items]

    def _words(self, item: Event) -> str:
        return "Nobody can settle it." if item.happened is None else self.if_so if item.happened else self.if_not

    def _came(self, item: Event, percent: int) -> str:
        score = _score(item, percent)
        return self._words(item) + ("" if score is None else f" Brier score {score:.2f}.")

    def _mean(self, answer: Mapping[str, int]) -> tuple[float | None, int]:
        return mean_brier((answer[item.id] / 100, item.happened) for item in self.items if item.id in answer)

    def _check_question(self) -> None:
        self._check_ids("items", self.items, least=1)

    def _check_that_it_gives_nothing_away(self) -> None:
        raise Fault(f"“{self.id}” is of a kind that cannot be graded, for a chance is neither right nor wrong. Take “graded” out.", "graded")

    def _check_solution(self) -> None:
        for place, item in enumerate(self.items):
            if not item.why:
                raise Fault(f"“{item.id}” needs a “why”: how one knows what happened, or why nobody can.", "items", place, "why")
        for key in ("if_so", "if_not"):
            if not getattr(self, key).endswith("."):
                raise Fault(f"the “{key}” of “{self.id}” should be a short sentence, such as “It happened.”", key)
        if not self.lesson_of_it:
            raise Fault(f"“{self.id}” needs a “lesson_of_it”: one or two sentences that are said after the reveal.", "lesson_of_it")


def _score(item: Event, percent: int) -> float | None:
    return None if item.happened is None else brier(percent / 100, item.happened)
