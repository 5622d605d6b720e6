"""Check an answer: does it fit, is it complete, and what is there to say about it?

An answer to `choose` is an option's id; an answer to `sort` maps item ids to bin ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.kinds import Choose, Exercise, Sort

Answer = str | Mapping[str, str]


@dataclass(frozen=True)
class Remark:
    """What the exercise says about one choice."""

    right: bool
    text: str


@dataclass(frozen=True)
class Verdict:
    """The outcome of a self-check: `right` of `total`, and a remark for each choice by its item
    (by its option for `choose`)."""

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
    if answer is None or answer == {}:
        return None
    match exercise:
        case Choose():
            known = [option.id for option in exercise.options]
            if not isinstance(answer, str) or answer not in known:
                raise BadAnswer(f"{answer!r} is no answer to “{exercise.id}”. Choose one of: {', '.join(known)}.")
            return answer
        case Sort():
            if not isinstance(answer, Mapping):
                raise BadAnswer(f"The answer to “{exercise.id}” should give each item its kind, not {answer!r}.")
            items, bins = {item.id for item in exercise.items}, {a_bin.id for a_bin in exercise.bins}
            for item, choice in answer.items():
                if not isinstance(choice, str) or item not in items or choice not in bins:
                    raise BadAnswer(f"“{item}” as {choice!r} does not fit “{exercise.id}”. The kinds are: {', '.join(sorted(bins))}.")
            return dict(answer)


def fitting(exercise: Exercise, answer: Any) -> Answer | None:
    """What of a kept answer still fits the exercise; None when nothing does."""
    if isinstance(exercise, Sort) and isinstance(answer, Mapping):
        items, bins = {item.id for item in exercise.items}, {a_bin.id for a_bin in exercise.bins}
        return {i: c for i, c in answer.items() if i in items and isinstance(c, str) and c in bins} or None
    try:
        return fit(exercise, answer)
    except BadAnswer:
        return None


def with_choice(exercise: Exercise, answer: Any, item: Any, choice: Any) -> Answer:
    """`answer` with one more choice: for `sort` of `item`. Raises BadAnswer when the choice does not fit."""
    if isinstance(exercise, Choose):
        return fit(exercise, choice)
    if not isinstance(item, str):
        raise BadAnswer(f"“{exercise.id}” was sent a choice without its item. Run the cell again.")
    fit(exercise, {item: choice})
    return {**(answer if isinstance(answer, Mapping) else {}), item: choice}


def missing(exercise: Exercise, answer: Answer | None) -> list[str]:
    """The texts of what still has no answer; empty when the answer is complete."""
    match exercise:
        case Choose():
            return [] if answer else [exercise.prompt]
        case Sort():
            return [item.text for item in exercise.items if item.id not in (answer or {})]


def check(exercise: Exercise, answer: Answer | None) -> Verdict:
    """Check a self-check's answer. Raises BadAnswer when the exercise is graded, or nothing was chosen."""
    if exercise.graded:
        raise BadAnswer(f"“{exercise.id}” is graded work: it is checked when your assignment is marked.")
    answer = fit(exercise, answer)
    if answer is None:
        raise BadAnswer("Nothing is chosen yet. Choose first, then check.")
    match exercise:
        case Choose():
            chosen = next(option for option in exercise.options if option.id == answer)
            return Verdict(int(chosen.right), 1, {chosen.id: Remark(chosen.right, chosen.feedback)})
        case Sort():
            remarks = {
                item.id: Remark(True, item.why) if answer[item.id] == item.answer else Remark(False, item.feedback[answer[item.id]])
                for item in exercise.items
                if item.id in answer
            }
            return Verdict(sum(remark.right for remark in remarks.values()), len(exercise.items), remarks)


def solution(exercise: Exercise) -> Answer:
    """The right answer of a self-check."""
    match exercise:
        case Choose():
            return next(option.id for option in exercise.options if option.right)
        case Sort():
            return {item.id: item.answer for item in exercise.items}


def legible(exercise: Exercise, answer: Answer | None) -> list[tuple[str, str]]:
    """The answer in words, as (asked, chosen) pairs; what has no answer is “no answer yet”."""
    none = "no answer yet"
    match exercise:
        case Choose():
            return [(exercise.prompt, next((o.text for o in exercise.options if o.id == answer), none))]
        case Sort():
            bins = {a_bin.id: a_bin.text for a_bin in exercise.bins}
            return [(item.text, bins.get((answer or {}).get(item.id, ""), none)) for item in exercise.items]
