"""Give a number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from debatekit.errors import BadAnswer
from debatekit.exercises.one_answer import OneAnswer
from debatekit.exercises.remark import Remark
from debatekit.exercises.typed_number import parse_number, spell, usable, whole
from debatekit.ideas import Fault, FromFile


@dataclass(frozen=True, kw_only=True)
class Mistake(FromFile):
    """A wrong number that people often give, and what is said about it. `tolerance` is how far off it may still be."""

    value: float
    text: str
    tolerance: float = 0


@dataclass(frozen=True, kw_only=True)
class Number(OneAnswer):
    """Give a number. It is right when it is no further than `tolerance` from `answer`; `unit` follows the box.

    The first of `mistakes` that a wrong number meets gives the remark on it, `otherwise` the remark on any other.
    """

    kind: Literal["number"]
    unit: str = ""
    answer: float | None = None
    tolerance: float = 0
    why: str = ""
    otherwise: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def page(self) -> dict[str, Any]:
        return {"unit": self.unit}

    def fit(self, answer: Any) -> int | float:
        if not usable(answer):
            raise BadAnswer(f"{answer!r:.60} is no answer to “{self.id}”. Give one number, such as 2500 or 0.5.")
        return whole(answer)

    def with_choice(self, answer: Any, item: Any, choice: Any) -> int | float | None:
        if not isinstance(choice, str):
            return self.fit(choice)
        # Whoever types the unit along with the number means no harm; whoever empties the box takes the number back.
        typed = choice.strip().removesuffix(self.unit)
        return parse_number(typed) if typed else None

    def remarks(self, answer: int | float) -> dict[str, Remark]:
        if _within(answer, self.answer, self.tolerance):
            return {"number": Remark(True, self.why)}
        told = (mistake.text for mistake in self.mistakes if _within(answer, mistake.value, mistake.tolerance))
        return {"number": Remark(False, next(told, self.otherwise))}

    def solution(self) -> int | float:
        return whole(self.answer)

    def said(self) -> list[str]:
        return [self.why, self.otherwise, *(mistake.text for mistake in self.mistakes)]

    def tries(self) -> list[int | float]:
        beyond = max([self.answer + self.tolerance, *(mistake.value + mistake.tolerance for mistake in self.mistakes)]) + 1
        return [self.answer, beyond, *(mistake.value for mistake in self.mistakes)]

    def words(self, answer: int | float) -> str:
        return f"{spell(answer)} {self.unit}".strip()

    def _check_question(self) -> None:
        if self.unit != self.unit.strip():
            raise Fault(f"the unit of “{self.id}” has spaces around it. Take them out.", "unit")

    def _check_that_it_gives_nothing_away(self) -> None:
        if self.answer is not None or self.tolerance or self.why or self.otherwise or self.mistakes:
            raise Fault(f"“{self.id}” is graded: move its answer, tolerance and remarks to the assignment's key.")

    def _check_solution(self) -> None:
        if not usable(self.answer):
            raise Fault(f"the answer to “{self.id}” is {self.answer!r:.60}; it should be a number of at most 15 digits before the point.", "answer")
        _check_tolerance(self.id, self.tolerance, "tolerance")
        if not self.why:
            raise Fault(f"“{self.id}” needs a “why”: what makes its answer right.", "why")
        if not self.otherwise:
            raise Fault(f"“{self.id}” needs an “otherwise”: a remark on every wrong number that is not among the mistakes.")
        for i, mistake in enumerate(self.mistakes):
            if not usable(mistake.value):
                raise Fault(f"the mistake {mistake.value!r:.60} of “{self.id}” should be a number of at most 15 digits before the point.", "mistakes", i, "value")
            name = spell(mistake.value)
            _check_tolerance(self.id, mistake.tolerance, "mistakes", i, "tolerance")
            if not mistake.text:
                raise Fault(f"the mistake {name} of “{self.id}” needs a text.", "mistakes", i, "text")
            if _gap(mistake.value, self.answer) <= Fraction(str(mistake.tolerance)) + Fraction(str(self.tolerance)):
                raise Fault(f"the mistake {name} of “{self.id}” overlaps the right answer. Make its tolerance smaller, or take it out.", "mistakes", i)
            for earlier in self.mistakes[:i]:
                if _gap(mistake.value, earlier.value) + Fraction(str(mistake.tolerance)) <= Fraction(str(earlier.tolerance)):
                    raise Fault(
                        f"the mistake {name} of “{self.id}” is never told, because the one at {spell(earlier.value)} covers it. Put it first.",
                        "mistakes", i,
                    )  # fmt: skip


def _gap(one: float, other: float) -> Fraction:
    # In the decimals that were typed: in floats 0.4 is further than 0.1 from 0.3.
    return abs(Fraction(str(one)) - Fraction(str(other)))


def _within(number: float, centre: float, tolerance: float) -> bool:
    return _gap(number, centre) <= Fraction(str(tolerance))


def _check_tolerance(exercise: str, tolerance: float, *path: str | int) -> None:
    if not (usable(tolerance) and tolerance >= 0):
        raise Fault(f"a tolerance of “{exercise}” is {tolerance!r:.60}; it should be 0 or a number above it.", *path)
