"""A weighted mean of marks, and places by it. A mark that is open is unknown: it makes a range, from the worst mark to the best.

All numbers are fractions, so that what is level is level.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

LOWEST, HIGHEST = 0, 10
Range = tuple[Fraction, Fraction]


def shares(weights: Mapping[str, int]) -> dict[str, Fraction]:
    """What part of the whole each criterion with a weight above 0 has; empty when none has."""
    total = sum(weights.values())
    return {name: Fraction(weight, total) for name, weight in weights.items() if weight}


def range_of(marks: Mapping[str, int], parts: Mapping[str, Fraction]) -> Range:
    """The weighted mean with every open mark at its worst, and with every open mark at its best."""
    low, high = (sum((part * marks.get(name, end) for name, part in parts.items()), Fraction()) for end in (LOWEST, HIGHEST))
    return low, high


def places(ranges: Mapping[str, Range]) -> dict[str, tuple[int, int]]:
    """The best and the worst place that each may take. Who is level shares the better place."""
    return {
        name: (
            1 + sum(other_low > high for other, (other_low, _) in ranges.items() if other != name),
            1 + sum(other_high > low for other, (_, other_high) in ranges.items() if other != name),
        )
        for name, (low, high) in ranges.items()
    }


def may_lead(ranges: Mapping[str, Range]) -> list[str]:
    """Those that may stand first, alone or level with others."""
    return [name for name, (best, _) in places(ranges).items() if best == 1]


def leader(ranges: Mapping[str, Range]) -> str | None:
    """The one that stands first alone, whatever the open marks turn out to be; None when there is none, or nobody to compare with."""
    sure = [name for name, (low, _) in ranges.items() if all(low > high for other, (_, high) in ranges.items() if other != name)]
    return sure[0] if sure and len(ranges) > 1 else None
