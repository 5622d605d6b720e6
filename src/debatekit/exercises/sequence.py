"""What has to move so that a sequence is in order?"""

from __future__ import annotations

from collections.abc import Sequence, Set


def out_of_order(names: Sequence[str], ranks: Sequence[int], suspects: Set[str] = frozenset()) -> list[str]:
    """As few of `names` as can be such that the ranks of all others never fall; `suspects` are rather named than others."""
    best: list[tuple[tuple[int, int], list[int]]] = []  # for each place the best run that ends there, with its worth
    for here, (name, rank) in enumerate(zip(names, ranks, strict=True)):
        worth, run = max((best[there] for there in range(here) if ranks[there] <= rank), default=((0, 0), []), key=lambda one: one[0])
        best.append(((worth[0] + 1, worth[1] + (name not in suspects)), [*run, here]))
    _, stays = max(best, default=((0, 0), []), key=lambda one: one[0])
    return [name for here, name in enumerate(names) if here not in stays]
