"""Pick one option, or pick several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from debatekit.ideas import Fault, repeated
from debatekit.polls.any_question import AnyQuestion, Item, check_items


@dataclass(frozen=True, kw_only=True)
class Option(Item):
    """One answer of a choice question. `asks_confidence` is false where being sure means nothing, as for “undecided”;
    `right` marks the right answer of a question of fact."""

    asks_confidence: bool = True
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice(AnyQuestion):
    """Pick one option: the value is its id. The options that ask for confidence are the sides of the question."""

    kind: Literal["choice"]
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        ids = [option.id for option in self.options]
        twice = repeated(ids)
        if len(ids) < 2 or twice:
            raise Fault("a choice needs two or more options with ids of their own.", "options", *twice[:1])
        right = [place for place, option in enumerate(self.options) if option.right]
        if len(right) > 1:
            raise Fault("a question of fact has one right answer. Keep “right” on one option.", "options", right[1], "right")

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the options that are a side; “undecided” is none."""
        return tuple(option.id for option in self.options if option.asks_confidence)

    @property
    def right(self) -> str | None:
        """The id of the right answer; None where there is no right answer to find."""
        return next((option.id for option in self.options if option.right), None)

    def asks_confidence(self, value: Any) -> bool:
        return self.confidence and all(option.asks_confidence for option in self.options if option.id == value)

    def _normal(self, value: Any) -> str | None:
        return value if isinstance(value, str) and any(option.id == value for option in self.options) else None

    def _allowed(self) -> str:
        return f"Choose one of: {', '.join(option.id for option in self.options)}."

    def _words(self, value: str) -> str:
        return next(option.text for option in self.options if option.id == value)


@dataclass(frozen=True, kw_only=True)
class Several(AnyQuestion):
    """Pick from `least` to `most` options (None: all of them): the value is a list of their ids, kept in the order of the options."""

    kind: Literal["several"]
    options: tuple[Item, ...]
    least: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_items(self.options, 2, None, "a choice of several")
        if not 0 <= self.least <= len(self.options):
            raise Fault("“least” is how many options one picks at least: 0 or more, and no more than there are.", "least")
        if not max(1, self.least) <= self._most <= len(self.options):
            raise Fault("“most” is how many options one may pick: 1 or more, not below “least”, and no more than there are.", "most")

    @property
    def _most(self) -> int:
        return len(self.options) if self.most is None else self.most

    def _normal(self, value: Any) -> list[str] | None:
        if not isinstance(value, list) or not self.least <= len(value) <= self._most:
            return None
        picked = [option.id for option in self.options if option.id in value]
        return picked if len(picked) == len(value) else None

    def _allowed(self) -> str:
        number = f"{self.least}" if self.least == self._most else f"{self.least} to {self._most}"
        return f"Choose {number} of: {', '.join(option.id for option in self.options)}, each once."

    def _words(self, value: list[str]) -> str:
        return "; ".join(option.text for option in self.options if option.id in value) or "none of them"
