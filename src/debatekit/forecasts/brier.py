"""The Brier score of forecasts of what happens or does not.

Glenn W. Brier, “Verification of Forecasts Expressed in Terms of Probability”, Monthly Weather Review 78 (1950), pages 1 to 3. He adds
up the squares over both classes, “happens” and “does not”, so his figures run from 0 to 2. Ours are half of his, as is usual today for
forecasts with two outcomes: 0 is best, 1 is worst, and whoever always says one half gets 0.25.
"""

from __future__ import annotations

from collections.abc import Iterable


def brier(probability: float, happened: bool) -> float:
    """The score of one forecast: the square of its distance from what came. Raises ValueError for what is no probability."""
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability!r} is no probability: it should be a number from 0 to 1.")
    return (probability - happened) ** 2


def mean_brier(forecasts: Iterable[tuple[float, bool | None]]) -> tuple[float | None, int]:
    """The mean score of (probability, happened) pairs, and how many it is of. What cannot be settled is None and does not count."""
    scores = [brier(probability, happened) for probability, happened in forecasts if happened is not None]
    return (sum(scores) / len(scores) if scores else None), len(scores)
