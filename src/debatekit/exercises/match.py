"""Match each item with the one option that goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar, Literal

from debatekit.exercises.exercise import texts
from debatekit.exercises.item_by_item import AnyItem, ItemByItem
from debatekit.exercises.remark import Remark
from debatekit.ideas import FromFile

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

    def solution(self) -> str | None:
        return self.answer

    def remark(self, choice: str) -> Remark:
        return Remark(True, self.why) if choice == self.answer else Remark(False, self.feedback.get(choice, self.otherwise))


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
            raise ValueError(f"“{self.id}” has {len(self.options)} options; at most {LETTERS} can have a letter each. Take some out.")
        if len(self.options) < len(self.items):
            raise ValueError(f"“{self.id}” has {len(self.items)} items for {len(self.options)} options. Each item needs an option of its own.")

    def _check_that_it_gives_nothing_away(self) -> None:
        for item in self.items:
            if item.answer or item.why or item.otherwise or item.feedback:
                raise ValueError(f"“{self.id}” is graded: move the answer to “{item.id}” to the assignment's key.")

    def _check_solution(self) -> None:
        options, taken = set(self.choices()), {}
        for item in self.items:
            if item.answer not in options:
                raise ValueError(f"the answer to “{item.id}” is {item.answer!r}; it should be one of {', '.join(sorted(options))}.")
            if item.answer in taken:
                raise ValueError(f"“{item.answer}” is the answer to both “{taken[item.answer]}” and “{item.id}”. Give each item an option of its own.")
            taken[item.answer] = item.id
            wrong = options - {item.answer}
            stray = sorted(set(item.feedback) - wrong)
            if stray:
                raise ValueError(f"“{item.id}” has a feedback text for “{stray[0]}”; feedback is for its wrong options: {', '.join(sorted(wrong))}.")
            if not all(item.remark(choice).text for choice in wrong):
                raise ValueError(f"“{item.id}” needs an “otherwise”: a remark on every wrong option that has no feedback of its own.")
            if not item.why:
                raise ValueError(f"“{item.id}” needs a “why”: what makes its answer right.")
