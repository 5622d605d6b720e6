"""Questions whose answer is a step or a number: Likert, slider, probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from debatekit.ideas import Fault
from debatekit.polls.any_question import AnyQuestion, whole

# Beyond these a number with a binary fraction no longer tells one step from the next.
_FAR, _MOST_STEPS = 10**12, 10**6


@dataclass(frozen=True, kw_only=True)
class Likert(AnyQuestion):
    """How far one agrees: the value is the step, 1 for the first label."""

    kind: Literal["likert"]
    labels: tuple[str, ...] = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 3 <= len(self.labels) <= 9:
            raise Fault("a Likert question has three to nine labels.", "labels")

    def _normal(self, value: Any) -> int | None:
        return value if whole(value, 1, len(self.labels)) else None

    def _allowed(self) -> str:
        return f"Choose a step from 1 to {len(self.labels)}."

    def _words(self, value: int) -> str:
        return self.labels[value - 1]


@dataclass(frozen=True, kw_only=True)
class Slider(AnyQuestion):
    """A number between `low` and `high` in steps of `step`; `unit` follows the number."""

    kind: Literal["slider"]
    low: float
    high: float
    step: float = 1
    unit: str = ""
    low_label: str = ""
    high_label: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        # Comparisons are written so that a number that is none (.nan in YAML) is refused as well.
        in_order = self.low < self.high and self.step > 0
        if in_order and not (-_FAR <= self.low and self.high <= _FAR):
            raise Fault(f"a slider stays between {-_FAR:,} and {_FAR:,}.", "high")
        if not (in_order and self.step <= self.high - self.low):
            raise Fault("a slider needs low < high and a step above 0 that fits between them.", "low")
        if self.high - self.low > _MOST_STEPS * self.step:
            raise Fault(f"a slider has at most {_MOST_STEPS:,} steps. Make the step larger.", "step")

    def _normal(self, value: Any) -> float | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not self.low <= value <= self.high:
            return None
        steps = (value - self.low) / self.step
        return value if abs(steps - round(steps)) < 1e-6 else None

    def _allowed(self) -> str:
        return f"Choose a number from {self.low:.12g} to {self.high:.12g} in steps of {self.step:.12g}."

    def _words(self, value: float) -> str:
        return f"{value:.12g} {self.unit}".rstrip()


@dataclass(frozen=True, kw_only=True)
class Percentage(AnyQuestion):
    """A whole number of percent from 0 to 100."""

    def _normal(self, value: Any) -> int | None:
        return value if whole(value, 0, 100) else None

    def _allowed(self) -> str:
        return "Give a whole number of percent from 0 to 100."

    def _words(self, value: int) -> str:
        return f"{value} %"


@dataclass(frozen=True, kw_only=True)
class Probability(Percentage):
    """How likely something is, in percent."""

    kind: Literal["probability"]
    is_forecast: ClassVar[bool] = True
