"""Several comparisons that share a round: whether one more would show, beside those already told, how a few people voted.

A comparison tells sums over the people who voted in both of its rounds: how many of them had answered what, or their mean times
their number. Subtract one such sum from another, and what is left is a sum over the people who are in one set and not in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import product

from debatekit.polls.swing import FEW_VOTES

# Each one more makes five times as many sums to try; nobody compares one vote with five others.
MOST = 3
_TIMES = (-2, -1, 0, 1, 2)


def shows_few(told: Sequence[Set[bytes]], new: Set[bytes], everybody: Set[bytes]) -> bool:
    """Whether a sum over the people in `new` would show one over one to four people.

    `told` are the sets of people whose sums are known already, `everybody` who voted in the shared round, whose sum is known as well.
    Tries what adding and subtracting each of them up to twice leaves. More than three different sets are taken for too many.
    """
    if new in told:
        return False
    known = list({frozenset(each): each for each in told}.values())
    if len(known) >= MOST:
        return True
    sets = [*known, everybody, new]
    # People who are in the same sets are never told apart, so they count together.
    alike = Counter(tuple(person in each for each in sets) for person in set().union(*sets))
    for times in product(_TIMES, repeat=len(sets) - 1):
        # Beside the sum of all alone, `comparison.py` looks after few who are missing.
        if any(times[:-1]):
            left = sum(count for inside, count in alike.items() if sum(each for each, is_in in zip((*times, 1), inside, strict=True) if is_in))
            if 0 < left < FEW_VOTES:
                return True
    return False
