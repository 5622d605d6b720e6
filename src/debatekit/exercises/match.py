"""Match each item with the one option that goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar, Literal

from debatekit.exercises.exercise import texts
from debatekit.exercises.item_by_item import AnyItem, ItemByItem
from debatekit.ideas import Fault, FromFile

LETTERS = 26


@dataclass(frozen=True, kw_only=True)
class MatchOption(FromFile):
    """One thing that an item may go with. The page mixes the options and gives each a letter."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MatchItem(AnyItem):
    """One thing to match. `answer` is an option; `feedback` holds texts for some wrong options, `otherwise` is the text for the rest."""

    answer: str | None = None
    otherwise: str = ""
    feedback: dict[str, str] = field(default_factory=dict)

    def right(self) -> tuple[str, ...]:
        return (self.answer,) if self.answer else ()

    def feedback_on(self, choice: str) -> str:
        return self.feedback.get(choice, self.otherwise)


@dataclass(frozen=True, kw_only=True)
class Match(ItemByItem):
    """Match items with options. The answer maps items to options; an option is right for one item at most, and may be right for none."""

    kind: Literal["match"]
    options: tuple[MatchOption, ...]
    items: tuple[MatchItem, ...]
    choice_word: ClassVar[str] = "option"

    def page(self) -> dict[str, Any]:
        # Whoever writes a match writes the options in the order of their items, which would give them away.
        mixed = sorted(self.options, key=lambda option: sha256(f"{self.id}/{option.id}".encode()).digest())
        return {"options": texts(mixed), "items": texts(self.items)}

    def choices(self) -> dict[str, str]:
        return {option.id: option.text for option in self.options}

    def _check_question(self) -> None:
        self._check_ids("options", self.options)
        self._check_ids("items", self.items)
        if len(self.options) > LETTERS:
            raise Fault(f"“{self.id}” has {len(self.options)} options; at most {LETTERS} can have a letter each. Take some out.", "options")
        if len(self.options) < len(self.items):
            raise Fault(f"“{self.id}” has {len(self.items)} items for {len(self.options)} options. Each item needs an option of its own.", "options")

    def _check_solution(self) -> None:
        super()._check_solution()
        taken: dict[str | None, str] = {}
        for place, item in enumerate(self.items):
            if item.answer in taken:
                raise Fault(
                    f"“{item.answer}” is the answer to both “{taken[item.answer]}” and “{item.id}”. Give each item an option of its own.",
                    "items", place, "answer",
                )  # fmt: skip
            taken[item.answer] = item.id
