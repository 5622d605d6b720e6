"""A question of fact, asked twice: how many more are right now, and how many went from wrong to right and back. Nobody wins it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from debatekit.polls.swing_rules import Tell

_NOT_TOLD = "How many went from wrong to right, and back, is not told of so few, because it would show how somebody voted."


def right_answers(right: str, before: Mapping[str, int], after: Mapping[str, int], tell: Tell) -> dict[str, Any]:
    """`{"id", "before", "after", "gained", "lost", "words"}` for the answer `right`, in people.

    `before` and `after` are people by option id. `gained` went from a wrong answer to the right one and `lost` back; both are None
    where `tell` does not tell them.
    """
    wrong = [option for option in before if option != right]
    gained, lost = tell(wrong, [right]), tell([right], wrong)
    told = gained is not None and lost is not None
    more = after[right] - before[right]
    first = f"{before[right]} of {sum(before.values())} were right the first time, {after[right]} of {sum(after.values())} the second time"
    # Of other people, a number more or fewer says nothing.
    change = f": {abs(more)} {'more' if more > 0 else 'fewer'}" if more and sum(before.values()) == sum(after.values()) else ""
    moved = f"{gained} went from a wrong answer to the right one, {lost} from the right one to a wrong one." if told else _NOT_TOLD
    return {
        "id": right, "before": before[right], "after": after[right], "gained": gained if told else None, "lost": lost if told else None,
        "words": [f"{first}{change}.", moved],
    }  # fmt: skip
