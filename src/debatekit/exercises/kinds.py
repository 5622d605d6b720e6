"""The kinds of exercise, as plain models.

A *self-check* carries its solution and a feedback text for every wrong choice. A *graded* exercise names
its assignment and carries neither: the key lives with the assignment, out of a student's reach.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from debatekit.ideas import FromFile


@dataclass(frozen=True, kw_only=True)
class Option(FromFile):
    """One answer to choose. `feedback` says why it tempts or why it holds."""

    id: str
    text: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Bin(FromFile):
    """One kind to sort into; `about` is its meaning in a few words."""

    id: str
    text: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Item(FromFile):
    """One thing to sort. `answer` is a bin; `why` explains it; `feedback` holds a text for each wrong bin."""

    id: str
    text: str
    answer: str | None = None
    why: str = ""
    feedback: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Exercise(FromFile):
    id: str
    title: str
    prompt: str
    hints: tuple[str, ...] = ()
    graded: str | None = None

    def _check_hints(self) -> None:
        if self.graded and self.hints:
            raise ValueError(f"“{self.id}” is graded, so it gives no hints. Remove them.")
        if not self.graded and not self.hints:
            raise ValueError(f"“{self.id}” needs at least one hint, the gentlest first.")


@dataclass(frozen=True, kw_only=True)
class Choose(_Exercise):
    """Choose the one right option."""

    kind: Literal["choose"]
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        self._check_hints()
        _unique(self.id, "options", [option.id for option in self.options])
        right = [option.id for option in self.options if option.right]
        if self.graded:
            if right or any(option.feedback for option in self.options):
                raise ValueError(f"“{self.id}” is graded: move its solution and feedback to the assignment's key.")
        elif len(right) != 1:
            raise ValueError(f"“{self.id}” needs exactly one right option; it has {len(right)}.")
        elif any(not option.feedback for option in self.options):
            raise ValueError(f"“{self.id}” needs a feedback text for every option.")


@dataclass(frozen=True, kw_only=True)
class Sort(_Exercise):
    """Sort items into kinds."""

    kind: Literal["sort"]
    bins: tuple[Bin, ...]
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        self._check_hints()
        _unique(self.id, "bins", [a_bin.id for a_bin in self.bins])
        _unique(self.id, "items", [item.id for item in self.items])
        bins = {a_bin.id for a_bin in self.bins}
        for item in self.items:
            if self.graded:
                if item.answer or item.why or item.feedback:
                    raise ValueError(f"“{self.id}” is graded: move the answer to “{item.id}” to the assignment's key.")
            elif item.answer not in bins:
                raise ValueError(f"the answer to “{item.id}” is {item.answer!r}; it should be one of {', '.join(sorted(bins))}.")
            elif set(item.feedback) != bins - {item.answer}:
                raise ValueError(f"“{item.id}” needs a feedback text for each wrong bin: {', '.join(sorted(bins - {item.answer}))}.")
            elif not item.why:
                raise ValueError(f"“{item.id}” needs a “why”: what makes its answer right.")


Exercise = Choose | Sort


def _unique(exercise: str, what: str, ids: list[str]) -> None:
    if len(ids) < 2 or len(set(ids)) < len(ids):
        raise ValueError(f"“{exercise}” needs two or more {what} with ids of their own.")
