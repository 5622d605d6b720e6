"""Sort items into kinds."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from debatekit.exercises.exercise import texts
from debatekit.exercises.item_by_item import AnyItem, ItemByItem
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

    def right(self) -> tuple[str, ...]:
        return (self.answer,) if self.answer else ()

    def feedback_on(self, choice: str) -> str:
        return self.feedback.get(choice, "")


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

    def _lacks_feedback(self, item: Item, wrong: Set[str]) -> str:
        return f"“{item.id}” needs a feedback text for each wrong bin: {', '.join(sorted(wrong))}."
