"""The exercises that ask the same of each of their items. An answer maps item ids to choices."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from debatekit.errors import BadAnswer
from debatekit.exercises.exercise import AnyExercise
from debatekit.exercises.remark import Remark
from debatekit.ideas import Fault, FromFile


@dataclass(frozen=True, kw_only=True)
class AnyItem(FromFile):
    """One item. `why` says what makes its answer right."""

    id: str
    text: str
    why: str = ""

    def right(self) -> tuple[Any, ...]:
        """The right choice, or all of them; none in graded work."""
        raise NotImplementedError

    def feedback_on(self, choice: Any) -> str:
        """What is said about a wrong choice that the exercise offers; "" when nothing is."""
        raise NotImplementedError

    def said(self) -> list[str]:
        """All that the file says of a choice for this item."""
        return [self.why, *self.feedback.values(), *([self.otherwise] if hasattr(self, "otherwise") else [])]

    def remark(self, choice: Any) -> Remark:
        """What is said about a choice that the exercise offers."""
        return Remark(True, self.why) if choice in self.right() else Remark(False, self.feedback_on(choice))


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
        # A page may send every number with a point.
        choice = int(choice) if isinstance(choice, float) and choice.is_integer() else choice
        # What no longer fits stays in the answer: it is a learner's work, and not ours to drop.
        return {**(answer if isinstance(answer, Mapping) else {}), **self.fit({item: choice})}

    def remarks(self, answer: Mapping[str, Any]) -> dict[str, Remark]:
        return {item.id: item.remark(answer[item.id]) for item in self.items if item.id in answer}

    def solution(self) -> dict[str, Any]:
        return {item.id: next(iter(item.right()), None) for item in self.items}

    def said(self) -> list[str]:
        return [text for item in self.items for text in item.said()]

    def tries(self) -> list[dict[str, Any]]:
        return [{item.id: choice} for item in self.items for choice in self.choices()]

    def asked(self, answer: Mapping[str, Any] | None) -> list[tuple[str, str | None]]:
        choices = self.choices()
        return [(item.text, choices[answer[item.id]] if answer and item.id in answer else None) for item in self.items]

    def _check_that_it_gives_nothing_away(self) -> None:
        for place, item in enumerate(self.items):
            for key in (each.name for each in fields(item) if each.name not in ("id", "text")):
                if getattr(item, key):
                    raise Fault(f"“{self.id}” is graded: move the answer to “{item.id}” to the assignment's key.", "items", place, key)

    def _check_solution(self) -> None:
        choices = set(self.choices())
        for place, item in enumerate(self.items):
            self._check_answer(place, item)
            wrong = choices - set(item.right())
            for choice in item.feedback:
                if choice not in wrong:
                    raise Fault(
                        f"“{item.id}” has a feedback text for “{choice}”; feedback is for the wrong ones of {self.offered()}.",
                        "items", place, "feedback", choice,
                    )  # fmt: skip
            if not all(item.feedback_on(choice) for choice in wrong):
                raise Fault(self._lacks_feedback(item, wrong), "items", place)
            if not item.why:
                raise Fault(f"“{item.id}” needs a “why”: what makes its answer right.", "items", place)

    def _check_answer(self, place: int, item: Any) -> None:
        """Refuse an item of a self-check whose right choices cannot be."""
        if set(item.right()) <= set(self.choices()) and item.right():
            return
        raise Fault(f"the answer to “{item.id}” is {item.answer!r}; it should be one of {self.offered()}.", "items", place, "answer")

    def _lacks_feedback(self, item: Any, wrong: Set[Any]) -> str:
        return f"“{item.id}” needs an “otherwise”: a remark on every wrong {self.choice_word} that has no feedback of its own."
