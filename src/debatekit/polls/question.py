"""A poll's question, and which votes fit it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from debatekit.errors import BadAnswer, UnknownName
from debatekit.ideas import Fault, FromFile, repeated


@dataclass(frozen=True, kw_only=True)
class Option(FromFile):
    """One answer of a choice question. `asks_confidence` is false where being sure means nothing, as for “undecided”."""

    id: str
    text: str
    asks_confidence: bool = True


@dataclass(frozen=True, kw_only=True)
class Round(FromFile):
    """One time of asking. A vote can be changed until a vote in a later round exists."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Published(FromFile):
    """A survey, by its id in the table of surveys, that is offered after the second vote. `note` says in one sentence what
    the pollster asked and how that differs from the poll."""

    survey: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Vote:
    """One answer to one question. `value` is an option id, a step of a scale (1 is the first), a number or
    a probability in percent; `confidence` is 0 to 100 percent, or None where it is not asked."""

    value: str | int | float
    confidence: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Question(FromFile):
    id: str
    text: str
    rounds: tuple[Round, ...]
    note: str = ""
    confidence: bool = False
    published: tuple[Published, ...] = ()

    def __post_init__(self) -> None:
        if not self.rounds:
            raise Fault("a poll needs at least one round.", "rounds")
        ids = [each.id for each in self.rounds]
        if twice := repeated(ids):
            raise Fault("two rounds share an id. Ids are unique; rename one.", "rounds", twice[0])
        if self.published and len(ids) < 2:
            raise Fault("published surveys are shown after the second vote, so the poll needs two rounds. Add one, or take “published” away.", "published")
        surveys = [each.survey for each in self.published]
        if twice := repeated(surveys):
            raise Fault("a survey is listed twice under “published”. Take one away.", "published", twice[0])

    def round(self, name: str) -> Round:
        """The round called `name`; raises UnknownName."""
        for each in self.rounds:
            if each.id == name:
                return each
        raise UnknownName(f"round of the poll “{self.id}” called", name, [each.id for each in self.rounds])

    def later_rounds(self, name: str) -> tuple[str, ...]:
        """The ids of the rounds after `name`, in order."""
        ids = [each.id for each in self.rounds]
        return tuple(ids[ids.index(name) + 1 :])

    def check(self, vote: Vote) -> Vote:
        """The vote itself if it fits; raises BadAnswer with one sentence if not."""
        if not self._fits(vote.value):
            raise BadAnswer(f"{vote.value!r} is no answer to “{self.id}”. {self._allowed()}")
        asked = self.asks_confidence(vote.value)
        if asked and not _whole(vote.confidence, 0, 100):
            raise BadAnswer(f"“{self.id}” also asks how sure you are: a whole number from 0 to 100, not {vote.confidence!r}.")
        if not asked and vote.confidence is not None:
            raise BadAnswer(f"“{self.id}” does not ask how sure you are.")
        return vote

    def asks_confidence(self, value: Any) -> bool:
        """Whether the question asks how sure one is of this value."""
        return self.confidence

    def _fits(self, value: Any) -> bool:
        raise NotImplementedError

    def _allowed(self) -> str:
        raise NotImplementedError

    def words(self, value: str | int | float) -> str:
        """A value in the words of the question, also one that the question no longer offers."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Choice(_Question):
    """Pick one option."""

    kind: Literal["choice"]
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        ids = [option.id for option in self.options]
        twice = repeated(ids)
        if len(ids) < 2 or twice:
            raise Fault("a choice needs two or more options with ids of their own.", "options", *twice[:1])

    def _fits(self, value: Any) -> bool:
        return value in [option.id for option in self.options]

    def asks_confidence(self, value: Any) -> bool:
        return self.confidence and all(option.asks_confidence for option in self.options if option.id == value)

    def _allowed(self) -> str:
        return f"Choose one of: {', '.join(option.id for option in self.options)}."

    def words(self, value: str | int | float) -> str:
        return next((option.text for option in self.options if option.id == value), _gone(value))


@dataclass(frozen=True, kw_only=True)
class Likert(_Question):
    """How far one agrees: the value is the step, 1 for the first label."""

    kind: Literal["likert"]
    labels: tuple[str, ...] = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 3 <= len(self.labels) <= 9:
            raise Fault("a Likert question has three to nine labels.", "labels")

    def _fits(self, value: Any) -> bool:
        return _whole(value, 1, len(self.labels))

    def _allowed(self) -> str:
        return f"Choose a step from 1 to {len(self.labels)}."

    def words(self, value: str | int | float) -> str:
        return self.labels[int(value) - 1] if self._fits(value) else _gone(value)


@dataclass(frozen=True, kw_only=True)
class Slider(_Question):
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
        if not self.low < self.high or self.step <= 0 or self.step > self.high - self.low:
            raise Fault("a slider needs low < high and a step above 0 that fits between them.", "low")

    def _fits(self, value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not self.low <= value <= self.high:
            return False
        steps = (value - self.low) / self.step
        return abs(steps - round(steps)) < 1e-6

    def _allowed(self) -> str:
        return f"Choose a number from {self.low:g} to {self.high:g} in steps of {self.step:g}."

    def words(self, value: str | int | float) -> str:
        return f"{value:g}{f' {self.unit}' if self.unit else ''}"


@dataclass(frozen=True, kw_only=True)
class Probability(_Question):
    """How likely something is, in whole percent from 0 to 100."""

    kind: Literal["probability"]

    def _fits(self, value: Any) -> bool:
        return _whole(value, 0, 100)

    def _allowed(self) -> str:
        return "Give a whole number of percent from 0 to 100."

    def words(self, value: str | int | float) -> str:
        return f"{value:g} %"


Question = Choice | Likert | Slider | Probability


def _gone(value: Any) -> str:
    # A course may reword a question after somebody has voted on it.
    return f"an answer that is no longer offered ({value})"


def _whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
