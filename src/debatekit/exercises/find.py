"""Find the paragraph of a reading where something stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from debatekit.exercises.exercise import texts
from debatekit.exercises.item_by_item import AnyItem, ItemByItem
from debatekit.ideas import Fault


@dataclass(frozen=True, kw_only=True)
class FindItem(AnyItem):
    """One thing to find. Any paragraph in `answers` is right; `feedback` holds texts for some others, `otherwise` is the text for the rest."""

    answers: tuple[int, ...] = ()
    otherwise: str = ""
    feedback: dict[int, str] = field(default_factory=dict)

    def right(self) -> tuple[int, ...]:
        return self.answers

    def feedback_on(self, choice: int) -> str:
        return self.feedback.get(choice, self.otherwise)


@dataclass(frozen=True, kw_only=True)
class Find(ItemByItem):
    """Find paragraphs of the text `reading`, which has `paragraphs` of them. The answer maps items to paragraph numbers, from 1."""

    kind: Literal["find"]
    reading: str
    paragraphs: int
    items: tuple[FindItem, ...]
    choice_word: ClassVar[str] = "paragraph"

    def page(self) -> dict[str, Any]:
        return {"paragraphs": self.paragraphs, "items": texts(self.items)}

    def choices(self) -> dict[int, str]:
        return {number: f"paragraph {number}" for number in range(1, self.paragraphs + 1)}

    def offered(self) -> str:
        return f"1 to {self.paragraphs}"

    def _check_question(self) -> None:
        self._check_ids("items", self.items, least=1)
        if not 2 <= self.paragraphs <= 999:
            raise Fault(f"“{self.id}” says that its reading has {self.paragraphs} paragraphs; it should be a number from 2 to 999.", "paragraphs")

    def _check_answer(self, place: int, item: FindItem) -> None:
        answers, paragraphs = item.answers, set(self.choices())
        if not answers or not set(answers) <= paragraphs or len(set(answers)) < len(answers):
            raise Fault(
                f"the answers to “{item.id}” are {list(answers)}; they should be one or more different numbers from 1 to {self.paragraphs}.",
                "items", place, "answers",
            )  # fmt: skip
        if set(answers) == paragraphs:
            raise Fault(f"every paragraph is an answer to “{item.id}”. Ask for something that stands in some of them only.", "items", place, "answers")
