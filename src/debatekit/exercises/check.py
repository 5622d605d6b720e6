"""Check an answer: does it fit, is it complete, and what is there to say about it?

What an answer is depends on the kind: an option's id for `choose`, a number for `number`, a map for `build` (see
`map_answer`), a list of item ids for `order`, and for the others a dict from item ids to bins (`sort`), options (`match`), paragraph numbers
(`find`) or steps (`rate`).
Each kind answers for itself; here stands what holds for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.kinds import Exercise
from debatekit.exercises.remark import Remark

Answer = str | int | float | list[str] | Mapping[str, Any]

NO_ANSWER = "no answer yet"


@dataclass(frozen=True)
class Verdict:
    """The outcome of a self-check: `right` of `total`, and a remark for each choice by its item (by its option for
    `choose`, by “number” for `number`; for `build` by the name of the check that found something)."""

    right: int
    total: int
    remarks: dict[str, Remark]

    @property
    def solved(self) -> bool:
        return self.right == self.total


def fit(exercise: Exercise, answer: Any) -> Answer | None:
    """The answer if every choice in it exists in the exercise (it may be incomplete); None for no answer.

    Raises BadAnswer with one sentence if not.
    """
    return None if answer is None or answer == {} else exercise.fit(answer)


def missing(exercise: Exercise, answer: Answer | None) -> list[str]:
    """The texts of what still has no answer; empty when the answer is complete."""
    return [asked for asked, chosen in exercise.asked(exercise.fitting(answer)) if chosen is None]


def check(exercise: Exercise, answer: Answer | None) -> Verdict:
    """Check a self-check's answer. Raises BadAnswer when the exercise is graded, or nothing was chosen."""
    if exercise.graded:
        raise BadAnswer(f"“{exercise.id}” is graded work: it is checked when your assignment is marked.")
    answer = fit(exercise, answer)
    if answer is None:
        raise BadAnswer("Nothing is chosen yet. Choose first, then check.")
    remarks = exercise.remarks(answer)
    return Verdict(*exercise.score(answer, remarks), remarks)


def legible(exercise: Exercise, answer: Answer | None) -> list[tuple[str, str]]:
    """The answer in words, as (asked, chosen) pairs; what has no answer is “no answer yet”."""
    return [(asked, NO_ANSWER if chosen is None else chosen) for asked, chosen in exercise.asked(exercise.fitting(answer))]
