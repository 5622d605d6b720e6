"""What every kind of question has: words, rounds, and a strict look at what comes as a vote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from debatekit.errors import BadAnswer, UnknownName
from debatekit.ideas import Fault, FromFile, repeated

Value = str | int | float | list[str] | dict[str, int]


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
    """One answer to one question. `value` is what its kind says: an option id, a step of a scale (1 is the first), a number,
    a percentage, a list of option ids, points by option id, or a text; `confidence` is 0 to 100 percent, or None where it is not asked."""

    value: Value
    confidence: int | None = None


@dataclass(frozen=True, kw_only=True)
class Item(FromFile):
    """One of the things that a question lists."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AnyQuestion(FromFile):
    """One question. Each kind names its `kind` and says which values fit, in `_normal`."""

    is_forecast: ClassVar[bool] = False  # an answer says how likely something is

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
        """The vote in its normal form, which alone is kept; raises BadAnswer with what to do when it does not fit.

        Takes whatever a stranger may send as value and confidence, and never repeats more than a few letters of it.
        """
        value = self._normal(vote.value)
        if value is None:
            raise BadAnswer(f"{short(vote.value)} is no answer to “{self.id}”. {self._allowed()}")
        asked = self.asks_confidence(value)
        if asked and not whole(vote.confidence, 0, 100):
            raise BadAnswer(f"“{self.id}” also asks how sure you are: a whole number from 0 to 100, not {short(vote.confidence)}.")
        if not asked and vote.confidence is not None:
            raise BadAnswer(f"“{self.id}” does not ask how sure you are.")
        return replace(vote, value=value)

    def fits(self, value: Any) -> bool:
        """Whether `value` is an answer to the question as it is now."""
        return self._normal(value) is not None

    def asks_confidence(self, value: Any) -> bool:
        """Whether the question asks how sure one is of this value."""
        return self.confidence

    def words(self, value: Value) -> str:
        """A value in the words of the question, also one that the question no longer offers."""
        normal = self._normal(value)
        # A course may reword a question after somebody has voted on it.
        return f"an answer that is no longer offered ({short(value, '')})" if normal is None else self._words(normal)

    def _normal(self, value: Any) -> Value | None:
        """The one form in which a fitting value is kept; None for a value that does not fit."""
        raise NotImplementedError

    def _allowed(self) -> str:
        raise NotImplementedError

    def _words(self, value: Any) -> str:
        raise NotImplementedError


def whole(value: Any, low: int, high: int) -> bool:
    """Whether `value` is a whole number from `low` to `high`; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def short(value: Any, quote: str = "'") -> str:
    """A stranger's value for a sentence, however large, deep or odd it is."""
    if isinstance(value, str):
        text = repr(value[:40])[1:-1] + ("…" if len(value) > 40 else "")
        return f"{quote}{text}{quote}"
    if value is None or isinstance(value, (bool, float)):
        return repr(value)
    if isinstance(value, int):
        return repr(value) if abs(value) < 10**15 else "so large a number"
    return "that list" if isinstance(value, (list, tuple)) else "that"


def check_items(items: tuple[Item, ...], least: int, most: int | None, what: str) -> None:
    """Raise Fault unless a question lists enough things, and not too many, each with an id of its own."""
    twice = repeated([item.id for item in items])
    if twice:
        raise Fault(f"{what} needs options with ids of their own. Rename one.", "options", twice[0])
    if len(items) < least or (most is not None and len(items) > most):
        number = f"{least} to {most}" if most is not None else f"{least} or more"
        raise Fault(f"{what} needs {number} options.", "options")
