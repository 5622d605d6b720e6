"""What can be put to the vote of a map: its claims and reasons with the numbers and in the order of its outline, by the reasons of the thesis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from debatekit.arguments.argument import Argument, Reason
from debatekit.arguments.outline import Line, Step, numbers, outline

_WAYS = {"supports": "for", "attacks": "against", "undercuts": "against the step to"}
_LEADS = {"supports": "So", "attacks": "Against", "undercuts": "Breaks the step to"}


def choices(argument: Argument) -> dict[str, Any]:
    """`parts` are the reasons of the thesis; each claim and each reason names its `part`, "" for the thesis itself."""
    words = {claim.id: claim.text for claim in argument.claims}
    reasons = {reason.id: reason for reason in argument.reasons}
    top = outline(argument)
    number = numbers(top)
    part_of: dict[str, str] = {argument.thesis: ""}
    listed = []
    for part in top.steps:
        for step in _steps(part):
            listed.append({
                "id": step.reason, "part": part.reason, "way": _way(argument, reasons[step.reason], number),
                "text": sentence(argument, reasons[step.reason], words), "relation": reasons[step.reason].relation,
            })  # fmt: skip
            for line in step.premises:
                # One that is used again stands where it comes first.
                part_of.setdefault(line.claim, part.reason)
    return {
        "parts": [{"id": part.reason, "number": head.number, "text": words[head.claim], "way": _WAYS[reasons[part.reason].relation]} for part in top.steps for head in [_head(part)]],
        "claims": [{"id": each, "number": number[each], "part": part_of[each], "text": words[each]} for each in sorted(words, key=number.__getitem__)],
        "reasons": listed,
    }


def sentence(argument: Argument, reason: Reason, words: Mapping[str, str]) -> str:
    """A reason in words, with the claim that it leads to."""
    return f"{' And: '.join(words[each] for each in reason.premises)} {_LEADS[reason.relation]}: {words[end_of(argument, reason)]}"


def end_of(argument: Argument, reason: Reason) -> str:
    """The claim that a reason leads to; of one that breaks a step, the claim at the end of that step."""
    of = {each.id: each for each in argument.reasons}
    while reason.to in of:
        reason = of[reason.to]
    return reason.to


def _way(argument: Argument, reason: Reason, number: Mapping[str, int]) -> str:
    return f"{' and '.join(str(number[each]) for each in reason.premises)} {_WAYS[reason.relation]} {number[end_of(argument, reason)]}"


def _head(part: Step) -> Line:
    """The premise that a part is known by: the first that stands nowhere before."""
    return next((each for each in part.premises if not each.again), part.premises[0])


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for line in step.premises:
        for each in line.steps:
            yield from _steps(each)
    for each in step.undercuts:
        yield from _steps(each)
