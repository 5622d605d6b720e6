"""Every fault in the parts of a map and in how they hang together, each with its place and a sentence.

It reads the models as well as bare parts that look like them, where None stands for what is missing or of the wrong sort; that is told
elsewhere. So `Argument`, which raises the first fault, and the lint of a course, which tells all, say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from debatekit.arguments.chains import leading
from debatekit.arguments.schemes import SCHEMES

Hint = Callable[..., str]  # `errors.hint`, or `errors.Hints` where there may be thousands of faults
Faults = Iterator[tuple[tuple[str | int, ...], str]]  # the way from the part to the value that is at fault, and what is wrong


def claim_faults(claim: Any) -> Faults:
    """What is wrong in one claim, whatever stands around it."""
    if claim.paragraphs == ():
        yield ("paragraphs",), f"“{claim.id}” needs the numbers of its paragraphs."
    if claim.stated is False and not claim.note:
        yield ("stated",), f"“{claim.id}” is not stated, so it needs a note that argues from its paragraph why the author needs it."


def reason_faults(reason: Any, hint: Hint) -> Faults:
    """As `claim_faults`, for a reason."""
    if reason.premises == ():
        yield ("premises",), f"the reason “{reason.id}” has no premise. Name the claim it starts from."
    met: set[str] = set()
    for place, premise in enumerate(reason.premises or ()):
        if premise in met:
            yield ("premises", place), f"the reason “{reason.id}” names the premise “{premise}” twice. Take one away."
        elif premise == reason.to:
            yield ("premises", place), f"the reason “{reason.id}” leads from “{premise}” to itself. Name another claim."
        met.add(premise)
    if reason.paragraphs == ():
        yield ("paragraphs",), f"“{reason.id}” needs the numbers of its paragraphs."
    if reason.scheme is not None and reason.scheme not in SCHEMES:
        yield ("scheme",), f"“{reason.scheme}” is no scheme." + hint(reason.scheme, SCHEMES, f"Known: {', '.join(sorted(SCHEMES))}.")


def map_faults(whole: Any, hint: Hint) -> Faults:
    """What is wrong in how the parts of a whole map are joined by their ids."""
    claims = {claim.id: None for claim in whole.claims if claim.id is not None}
    reasons = {reason.id: None for reason in whole.reasons if reason.id is not None}
    met: set[str] = set()
    for key, parts in (("claims", whole.claims), ("reasons", whole.reasons)):
        for place, part in enumerate(parts):
            if part.id in met:
                yield (key, place, "id"), f"“{part.id}” is there twice. Ids are unique; rename one."
            met |= {part.id} - {None}
    if whole.thesis is not None and whole.thesis not in claims:
        yield ("thesis",), f"the thesis is “{whole.thesis}”, but there is no such claim.{hint(whole.thesis, claims)}"
    for place, reason in enumerate(whole.reasons):
        for index, premise in enumerate(reason.premises or ()):
            if premise not in claims and premise not in reason.premises[:index]:
                sentence = f"the reason “{reason.id}” starts from “{premise}”, but there is no such claim.{hint(premise, claims)}"
                yield ("reasons", place, "premises", index), sentence
        wanted, what = (reasons, "reason") if reason.relation == "undercuts" else (claims, "claim")
        if reason.to is not None and (reason.to not in wanted or reason.to == reason.id):
            sentence = f"the reason “{reason.id}” leads to “{reason.to}”, but there is no such {what}.{hint(reason.to, wanted)}"
            yield ("reasons", place, "to"), sentence
    for place, name in enumerate(whole.main_line or ()):
        if name not in reasons:
            yield ("main_line", place), f"the main line names the reason “{name}”, but there is none.{hint(name, reasons)}"


def steps_of(whole: Any) -> list[tuple[str, tuple[str, ...], str]]:
    """The reasons of a map as `chains` reads them; those that have no id or lead nowhere are none."""
    return [(reason.id, reason.premises or (), reason.to) for reason in whole.reasons if reason.id is not None and reason.to is not None]


def loose_faults(whole: Any) -> Faults:
    """What leads nowhere in a map whose thesis is there. It often follows from a fault of `map_faults`, so it is told after them."""
    if whole.thesis is None or all(claim.id != whole.thesis for claim in whole.claims):
        return
    reasons = {reason.id for reason in whole.reasons} - {None}
    reached = leading(whole.thesis, steps_of(whole))
    for place, claim in enumerate(whole.claims):
        if claim.id is not None and claim.id not in reached:
            yield ("claims", place), f"“{claim.id}” leads nowhere: no chain of reasons links it to the thesis. Join it, or take it away."
    for place, reason in enumerate(whole.reasons):
        # One that leads to a loose claim is loose because of it; that is told.
        if reason.relation == "undercuts" and reason.id is not None and reason.id not in reached and reason.to in reasons:
            yield ("reasons", place, "to"), f"the reason “{reason.id}” leads nowhere: what it undercuts carries no claim in the end."

