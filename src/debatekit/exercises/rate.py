"""Rate items on a scale, and then see what speaks for which rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from debatekit.exercises.exercise import texts
from debatekit.exercises.item_by_item import AnyItem, ItemByItem
from debatekit.exercises.remark import Remark
from debatekit.ideas import Fault

FEWEST, MOST = 3, 7


@dataclass(frozen=True, kw_only=True)
class RateItem(AnyItem):
    """One thing to rate. The ratings `from_` to `to` are those that we can defend, and `why` has the reasons on both sides.

    `too_low` and `too_high` say what speaks against a rating beyond them.
    """

    from_: int = 0
    to: int = 0
    too_low: str = ""
    too_high: str = ""
    feedback: ClassVar[dict[int, str]] = {}  # no rating has a text for itself alone

    def right(self) -> tuple[int, ...]:
        return tuple(range(self.from_, self.to + 1)) if self.from_ else ()

    def feedback_on(self, choice: int) -> str:
        return self.too_low if choice < self.from_ else self.too_high

    def said(self) -> list[str]:
        return [text for text in (self.why, self.too_low, self.too_high) if text]

    def remark(self, choice: int) -> Remark:
        given = super().remark(choice)
        return Remark(True, f"We can defend {_span(self.from_, self.to)}. {given.text}") if given.right else given


@dataclass(frozen=True, kw_only=True)
class Rate(ItemByItem):
    """Rate items in `steps` steps, from `low`, which is 1, to `high`. The answer maps items to steps.

    “Right” means no more than that we can defend the rating.
    """

    kind: Literal["rate"]
    low: str
    high: str
    steps: int = 5
    items: tuple[RateItem, ...]
    choice_word: ClassVar[str] = "rating"

    def page(self) -> dict[str, Any]:
        return {"low": self.low, "high": self.high, "steps": self.steps, "items": texts(self.items)}

    def choices(self) -> dict[int, str]:
        ends = {1: f" ({self.low})", self.steps: f" ({self.high})"}
        return {step: f"{step} of {self.steps}{ends.get(step, '')}" for step in range(1, self.steps + 1)}

    def offered(self) -> str:
        return f"1 to {self.steps}"

    def told(self, right: int, total: int) -> str:
        return f"{right} of {total} within what we can defend."

    def solution(self) -> dict[str, int]:
        return {item.id: (item.from_ + item.to) // 2 for item in self.items}

    def _check_question(self) -> None:
        self._check_ids("items", self.items, least=1)
        if not FEWEST <= self.steps <= MOST:
            raise Fault(f"“{self.id}” has a scale of {self.steps} steps; it should have {FEWEST} to {MOST}.", "steps")
        for key in ("low", "high"):
            if not getattr(self, key).strip():
                raise Fault(f"“{self.id}” needs a “{key}”: what the {key} end of the scale means.", key)

    def _check_answer(self, place: int, item: RateItem) -> None:
        if not 1 <= item.from_ <= item.to <= self.steps:
            raise Fault(f"“{item.id}” goes from {item.from_} to {item.to}; that should be a part of 1 to {self.steps}.", "items", place)
        if (item.from_, item.to) == (1, self.steps):
            raise Fault(f"every rating of “{item.id}” counts as one that we can defend. Make its range smaller.", "items", place)
        for key, end, told in (("too_low", "from", item.from_ > 1), ("too_high", "to", item.to < self.steps)):
            if getattr(item, key) and not told:
                raise Fault(f"the “{key}” of “{item.id}” is never told, because its “{end}” is at that end of the scale. Take it out.", "items", place, key)

    def _lacks_feedback(self, item: RateItem, wrong: Any) -> str:
        lacking = " and ".join(f"“{key}”" for key, told in (("too_low", item.from_ > 1), ("too_high", item.to < self.steps)) if told and not getattr(item, key))
        return f"“{item.id}” needs {lacking}: what speaks against a rating there."


def _span(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} {'and' if high == low + 1 else 'to'} {high}"
