"""An argument as a nested list: the thesis first, under each claim its reasons, under each reason its premises."""

from __future__ import annotations

from dataclasses import dataclass

from debatekit.arguments.argument import Argument, Reason


@dataclass(frozen=True)
class Line:
    """A claim in its place. `number` counts the claims as they come; one that came before is shown `again`, without its reasons."""

    claim: str
    number: int
    again: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Step:
    """A reason in its place, with its premises and with the reasons that undercut it."""

    reason: str
    premises: tuple[Line, ...]
    undercuts: tuple[Step, ...] = ()


def outline(argument: Argument) -> Line:
    """The whole argument, from its thesis down."""
    numbers: dict[str, int] = {}
    shown: set[str] = set()
    leading: dict[str, list[Reason]] = {}
    for reason in argument.reasons:
        leading.setdefault(reason.to, []).append(reason)

    def line(claim: str) -> Line:
        if claim in numbers:
            return Line(claim, numbers[claim], again=True)
        numbers[claim] = len(numbers) + 1
        return Line(claim, numbers[claim], steps=steps(claim))

    def steps(target: str) -> tuple[Step, ...]:
        return tuple(step(reason) for reason in leading.get(target, ()))

    def step(reason: Reason) -> Step:
        shown.add(reason.id)
        return Step(reason.id, tuple(line(premise) for premise in reason.premises), steps(reason.id))

    top = line(argument.thesis)
    assert len(numbers) == len(argument.claims) and len(shown) == len(argument.reasons), "the model lets nothing lead nowhere"
    return top


def numbers(top: Line) -> dict[str, int]:
    """The number of each claim by its id."""
    found = {top.claim: top.number}
    for step in top.steps:
        found |= _in(step)
    return found


def _in(step: Step) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in step.premises:
        found |= numbers(line)
    for undercut in step.undercuts:
        found |= _in(undercut)
    return found


def main_line(argument: Argument) -> list[tuple[str, str]]:
    """The main line in words: the thesis, then each reason of it, as pairs of what it is and what it says."""
    number = numbers(outline(argument))
    texts = {claim.id: claim.text for claim in argument.claims}
    reasons = {reason.id: reason for reason in argument.reasons}
    told = [(f"{number[argument.thesis]}, the thesis", texts[argument.thesis])]
    for name in argument.main_line:
        reason = reasons[name]
        together = _together(reason, number)
        verb = reason.relation if len(reason.premises) == 1 else reason.relation.removesuffix("s")
        target = number[reason.to] if reason.to in number else f"the step from {_together(reasons[reason.to], number)}"
        told.append((f"{together} {verb} {target}", " ".join(texts[premise] for premise in reason.premises)))
    return told


def _together(reason: Reason, number: dict[str, int]) -> str:
    return " and ".join(str(number[premise]) for premise in reason.premises)
