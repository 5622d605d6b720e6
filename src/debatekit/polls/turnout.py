"""Two rounds in which not the same people voted: whose totals stand side by side, and what must be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from debatekit.polls.swing import FEW_VOTES
from debatekit.polls.swing_rules import Tell

_ALL, _BOTH = "all votes", "the votes of those who voted both times"


def totals(before: Mapping[str, int], after: Mapping[str, int], once: tuple[int, int], tell: Tell) -> tuple[dict[str, Any], str]:
    """(`{"before", "after", "paired"}`, whose votes these are in words): people by option id, to hold against each other.

    They are those with both votes where `tell` tells them (then `paired`), else all of both rounds. `once` are the people with one
    vote only, in the first and in the second round.
    """
    if any(once) and not any(0 < each < FEW_VOTES for each in once):
        both = {option: tell([option], before) for option in before}, {option: tell(before, [option]) for option in after}
        if not any(None in each.values() for each in both):
            return {"before": both[0], "after": both[1], "paired": True}, _BOTH
    return {"before": dict(before), "after": dict(after), "paired": not any(once)}, _ALL


def caution(before: Mapping[str, int], after: Mapping[str, int], paired: int, once: tuple[int, int]) -> str:
    """What to say where the totals of whole rounds stand side by side, in two sentences; "" when the same people voted in both."""
    if not any(once):
        return ""
    part = "Most" if 2 * sum(once) >= sum(abs(after[option] - count) for option, count in before.items()) else "Part"
    return f"{paired + once[0]} voted the first time and {paired + once[1]} the second time, {paired} of them both times. {part} of this may be who voted, not who changed."
