"""Sort items into kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from debatekit.exercises.exercise import texts
from debatekit.exercises.item_by_item import AnyItem, ItemByItem
from debatekit.exercises.remark import Remark
from debatekit.ideas import FromFile


@dataclass(frozen=True, kw_only=True)
class Bin(FromFile):
    """One kind to sort into; `about` is its meaning in a few words."""

    id: str
    text: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Item(AnyItem):
    """One thing to sort. `answer` is a bin; `feedback` holds a text for each wrong bin."""

    answer: str | None = None
    feedback: dict[str, str] = field(default_factory=dict)

    def solution(self) -> str | None:
        return self.answer

    def remark(self, choice: str) -> Remark:
        return Remark(True, self.why) if choice == self.answer else Remark(False, self.feedback[choice])


@dataclass(frozen=True, kw_only=True)
class Sort(ItemByItem):
    """Sort items into kinds. The answer maps items to bins."""

    kind: Literal["sort"]
    bins: tuple[Bin, ...]
    items: tuple[Item, ...]
    choice_word: ClassVar[str] = "kind"

    def page(self) -> dict[str, Any]:
        return {"bins": [{"id": a_bin.id, "text": a_bin.text, "about": a_bin.about} for a_bin in self.bins], "items": texts(self.items)}

    def choices(self) -> dict[str, str]:
        return {a_bin.id: a_bin.text for a_bin in self.bins}

    def _check_question(self) -> None:
        self._check_ids("bins", self.bins)
        self._check_ids("items", self.items)

    def _check_that_it_gives_nothing_away(self) -> None:
        for item in self.items:
            if item.answer or item.why or item.feedback:
                raise ValueError(f"“{self.id}” is graded: move the answer to “{item.id}” to the assignment's key.")

    def _check_solution(self) -> None:
        bins = set(self.choices())
        for item in self.items:
            wrong = bins - {item.answer}
            if item.answer not in bins:
                raise ValueError(f"the answer to “{item.id}” is {item.answer!r}; it should be one of {', '.join(sorted(bins))}.")
            if set(item.feedback) != wrong:
                raise ValueError(f"“{item.id}” needs a feedback text for each wrong bin: {', '.join(sorted(wrong))}.")
            if not item.why:
                raise ValueError(f"“{item.id}” needs a “why”: what makes its answer right.")
