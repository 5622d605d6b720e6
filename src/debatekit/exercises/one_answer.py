"""The exercises whose answer is one value, as against one value for each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.exercise import AnyExercise


@dataclass(frozen=True, kw_only=True)
class OneAnswer(AnyExercise):
    """The prompt is the only question."""

    def fitting(self, answer: Any) -> Any:
        try:
            return self.fit(answer)
        except BadAnswer:
            return None

    def with_choice(self, answer: Any, item: Any, choice: Any) -> Any:
        return self.fit(choice)

    def asked(self, answer: Any) -> list[tuple[str, str | None]]:
        return [(self.prompt, None if answer is None else self.words(answer))]

    def words(self, answer: Any) -> str:
        """An answer that fits, in words."""
        raise NotImplementedError
