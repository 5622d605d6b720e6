"""The exercises that ask the same of each of their items. An answer maps item ids to choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from debatekit.errors import BadAnswer
from debatekit.exercises.exercise import AnyExercise
from debatekit.exercises.remark import Remark
from debatekit.ideas import FromFile


@dataclass(frozen=True, kw_only=True)
class AnyItem(FromFile):
    """One item. `why` says what makes its answer right."""

    id: str
    text: str
    why: str = ""

    def solution(self) -> Any:
        """The right choice, or one of them; None in graded work."""
        raise NotImplementedError

    def remark(self, choice: Any) -> Remark:
        """What is said about a choice that the exercise offers."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class ItemByItem(AnyExercise):
    """Each item takes one of the exercise's choices."""

    choice_word: ClassVar[str]  # what a choice is called here

    def choices(self) -> dict[Any, str]:
        """All choices, each with its words."""
        raise NotImplementedError

    def offered(self) -> str:
        """The choices, listed for somebody who has named another."""
        return ", ".join(sorted(self.choices()))

    def fit(self, answer: Any) -> dict[str, Any]:
        if not isinstance(answer, Mapping):
            raise BadAnswer(f"The answer to “{self.id}” should give each item its {self.choice_word}, not {answer!r}.")
        fitting = self.fitting(answer) or {}
        for item, choice in answer.items():
            if item not in fitting:
                raise BadAnswer(f"“{item}” as {choice!r} does not fit “{self.id}”. The {self.choice_word}s are: {self.offered()}.")
        return dict(answer)

    def fitting(self, answer: Any) -> dict[str, Any] | None:
        if not isinstance(answer, Mapping):
            return None
        items, choices = {item.id for item in self.items}, self.choices()
        # True and 1.0 equal 1, and a list has no place in a dict: the types decide first.
        return {i: c for i, c in answer.items() if i in items and type(c) in (str, int) and c in choices} or None

    def with_choice(self, answer: Any, item: Any, choice: Any) -> dict[str, Any]:
        if not isinstance(item, str):
            raise BadAnswer(f"“{self.id}” was sent a choice without its item. Run the cell again.")
        # What no longer fits stays in the answer: it is a learner's work, and not ours to drop.
        return {**(answer if isinstance(answer, Mapping) else {}), **self.fit({item: choice})}

    def remarks(self, answer: Mapping[str, Any]) -> dict[str, Remark]:
        return {item.id: item.remark(answer[item.id]) for item in self.items if item.id in answer}

    def solution(self) -> dict[str, Any]:
        return {item.id: item.solution() for item in self.items}

    def asked(self, answer: Mapping[str, Any] | None) -> list[tuple[str, str | None]]:
        choices = self.choices()
        return [(item.text, choices[answer[item.id]] if answer and item.id in answer else None) for item in self.items]
