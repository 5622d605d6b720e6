"""How far a share could lie from the one that was counted, had these people been drawn by lot from many more."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def wilson(count: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """The Wilson score interval, (low, high) from 0 to 1, for `count` of `total` people; `level` is above 0 and below 1.

    Without a correction for continuity. Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212;
    it is method 3 in R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, who recommends it. Unlike a share plus or minus an
    error it stays between 0 and 1, and serves small groups. Raises ValueError for numbers that are no count.
    """
    if total < 1 or not 0 <= count <= total or not 0 < level < 1:
        raise ValueError("an interval needs one person or more, a count among them, and a level between 0 and 1.")
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    share = count / total
    middle, spread = share + z2 / (2 * total), sqrt(z2 * (share * (1 - share) / total + z2 / (4 * total**2)))
    scale = 1 + z2 / total
    # Where nobody or everybody is counted, the end is the share itself, and rounding must not move it.
    low = 0.0 if count == 0 else (middle - spread) / scale
    high = 1.0 if count == total else (middle + spread) / scale
    return low, high
