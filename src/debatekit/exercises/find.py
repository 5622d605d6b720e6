"""Find the paragraph of a reading where something stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from debatekit.exercises.exercise import texts
from debatekit.exercises.item_by_item import AnyItem, ItemByItem
from debatekit.exercises.remark import Remark


@dataclass(frozen=True, kw_only=True)
class FindItem(AnyItem):
    """One thing to find. Any paragraph in `answers` is right; `feedback` holds texts for some others, `otherwise` is the text for the rest."""

    answers: tuple[int, ...] = ()
    otherwise: str = ""
    feedback: dict[int, str] = field(default_factory=dict)

    def solution(self) -> int | None:
        return self.answers[0] if self.answers else None

    def remark(self, choice: int) -> Remark:
        return Remark(True, self.why) if choice in self.answers else Remark(False, self.feedback.get(choice, self.otherwise))


@dataclass(frozen=True, kw_only=True)
class Find(ItemByItem):
    """Find paragraphs of the text `reading`, which has `paragraphs` of them. The answer maps items to paragraph numbers, from 1."""

    kind: Literal["find"]
    reading: str
    paragraphs: int
    items: tuple[FindItem, ...]
    choice_word: ClassVar[str] = "paragraph"

    def page(self) -> dict[str, Any]:
        return {"reading": self.reading, "paragraphs": self.paragraphs, "items": texts(self.items)}

    def choices(self) -> dict[int, str]:
        return {number: f"paragraph {number}" for number in range(1, self.paragraphs + 1)}

    def offered(self) -> str:
        return f"1 to {self.paragraphs}"

    def with_choice(self, answer: Any, item: Any, choice: Any) -> dict[str, Any]:
        # A page may send every number with a point.
        return super().with_choice(answer, item, int(choice) if isinstance(choice, float) and choice.is_integer() else choice)

    def _check_question(self) -> None:
        self._check_ids("items", self.items, least=1)
        if not 2 <= self.paragraphs <= 999:
            raise ValueError(f"“{self.id}” says that its reading has {self.paragraphs} paragraphs; it should be a number from 2 to 999.")

    def _check_that_it_gives_nothing_away(self) -> None:
        for item in self.items:
            if item.answers or item.why or item.otherwise or item.feedback:
                raise ValueError(f"“{self.id}” is graded: move the answers to “{item.id}” to the assignment's key.")

    def _check_solution(self) -> None:
        paragraphs = set(self.choices())
        for item in self.items:
            wrong = paragraphs - set(item.answers)
            if not item.answers or not set(item.answers) <= paragraphs or len(set(item.answers)) < len(item.answers):
                raise ValueError(
                    f"the answers to “{item.id}” are {list(item.answers)}; they should be one or more different numbers from 1 to {self.paragraphs}."
                )
            if not wrong:
                raise ValueError(f"every paragraph is an answer to “{item.id}”. Ask for something that stands in some of them only.")
            stray = sorted(set(item.feedback) - wrong)
            if stray:
                raise ValueError(f"“{item.id}” has a feedback text for paragraph {stray[0]}; feedback is for wrong paragraphs from 1 to {self.paragraphs}.")
            if not all(item.remark(choice).text for choice in wrong):
                raise ValueError(f"“{item.id}” needs an “otherwise”: a remark on every wrong paragraph that has no feedback of its own.")
            if not item.why:
                raise ValueError(f"“{item.id}” needs a “why”: what makes its answer right.")
