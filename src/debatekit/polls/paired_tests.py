"""Could a shift between two votes of the same people be chance? Three tests for paired votes, in plain Python.

    stuart_maxwell(counts)   did the totals of the answers change?
    bowker(counts)           did as many go from A to B as from B to A, for every two answers?
    mcnemar(counts)          both, when there are two answers only
    exact_mcnemar(there, back)   the same from first principles, for few movers

`counts` is a square table of whole numbers: rows are the answers before, columns the answers after, in one order.
Who stayed (the diagonal) plays no part in any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb, erfc, exp, lgamma, log, sqrt

# Fewer movers than this, and the chi-square curve is no good stand-in for counting. Source: IBM SPSS Statistics, command
# NPAR TESTS, subcommand MCNEMAR: the binomial is used “if fewer than 25 cases change values”. With more than two answers
# the movers are spread over more cells, so it is a least number there.
FEW_MOVERS = 25

Counts = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Chi2:
    """A test result: the statistic, its degrees of freedom, and p from 0 to 1. p is None when nothing moved."""

    statistic: float
    df: int
    p: float | None


def bowker(counts: Counts) -> Chi2:
    """Bowker's test of symmetry.

    The sum of (n_ij - n_ji)² / (n_ij + n_ji) over every two answers i < j. Source: A. H. Bowker, Journal of the American
    Statistical Association 43 (1948), 572-574. Two answers between which nobody moved add nothing, and no degree of
    freedom either, as in J. M. Hoenig and others, Canadian Journal of Fisheries and Aquatic Sciences 52 (1995), 364-368.
    (statsmodels counts k(k-1)/2 degrees of freedom always, which is the same when every two answers have movers.)
    Raises ValueError when `counts` is not square or holds anything but whole numbers of 0 or more.
    """
    size = _square(counts)
    both_ways = [(counts[i][j], counts[j][i]) for i, j in combinations(range(size), 2)]
    terms = [Fraction((there - back) ** 2, there + back) for there, back in both_ways if there + back]
    return _result(sum(terms, Fraction(0)), len(terms))


def stuart_maxwell(counts: Counts) -> Chi2:
    """The Stuart-Maxwell test of marginal homogeneity.

    d' S⁻¹ d, where d_i is the row total minus the column total of answer i, S_ii = row total + column total - 2 n_ii and
    S_ij = -(n_ij + n_ji), for all answers but one. Sources: A. Stuart, Biometrika 42 (1955), 412-416; A. E. Maxwell,
    British Journal of Psychiatry 116 (1970), 651-655.

    S cannot be inverted when movement falls apart into groups of answers, such as an answer that nobody left or joined.
    Each group then gives up one answer of its own; the degrees of freedom are the answers that are left, the rank of S.
    Raises ValueError as `bowker`.
    """
    size = _square(counts)
    shift = [Fraction(sum(counts[i]) - sum(row[i] for row in counts)) for i in range(size)]
    traffic = [[0 if i == j else counts[i][j] + counts[j][i] for j in range(size)] for i in range(size)]
    statistic, df = Fraction(0), 0
    for group in _groups(traffic):
        kept = group[1:]
        spread = [[Fraction(sum(traffic[i]) if i == j else -traffic[i][j]) for j in kept] for i in kept]
        here = [shift[i] for i in kept]
        statistic += sum((a * b for a, b in zip(here, _solve(spread, here), strict=True)), Fraction(0))
        df += len(kept)
    return _result(statistic, df)


def mcnemar(counts: Counts) -> Chi2:
    """McNemar's test for two answers, without a correction for continuity: (b - c)² / (b + c), one degree of freedom.

    Source: Q. McNemar, Psychometrika 12 (1947), 153-157. It is Bowker's and the Stuart-Maxwell test of a 2 by 2 table.
    Raises ValueError when the table is not 2 by 2.
    """
    if _square(counts) != 2:
        raise ValueError("McNemar's test is for two answers; with more use stuart_maxwell or bowker.")
    return bowker(counts)


def exact_mcnemar(there: int, back: int) -> float | None:
    """Two-sided p when `there` people went one way and `back` the other; None when nobody moved.

    If each mover were as likely to go either way, `there` would be the heads of a fair coin: twice the chance of a split
    at least this uneven, at most 1. Source: F. Mosteller, Biometrics 8 (1952), 220-226.
    """
    movers = there + back
    if not movers:
        return None
    tail = sum(comb(movers, k) for k in range(min(there, back) + 1))
    return min(1.0, float(Fraction(2 * tail, 2**movers)))


def chi2_above(x: float, df: int) -> float:
    """The chance that a chi-square variable with `df` (1, 2, ...) degrees of freedom exceeds x >= 0.

    Finite sums. Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.4.4 for odd df, written here
    with erfc and the gamma function, and 26.4.5 for even df. Raises ValueError for any other `x` or `df`.
    """
    if df < 1 or x < 0:
        raise ValueError("chi-square needs one or more degrees of freedom and a statistic of 0 or more.")
    half = x / 2
    if not half:
        return 1.0
    powers = [step + (0.5 if df % 2 else 0) for step in range(df // 2)]
    # Each term is half^power e^-half / gamma(power + 1); by logarithms, because the parts alone can be too large.
    return (erfc(sqrt(half)) if df % 2 else 0) + sum(exp(power * log(half) - half - lgamma(power + 1)) for power in powers)


def _result(statistic: Fraction, df: int) -> Chi2:
    return Chi2(float(statistic), df, chi2_above(float(statistic), df) if df else None)


def _square(counts: Counts) -> int:
    size = len(counts)
    if any(len(row) != size for row in counts):
        raise ValueError("the table needs as many columns as rows: the same answers before and after.")
    if any(not isinstance(count, int) or count < 0 for row in counts for count in row):
        raise ValueError("a table of votes holds whole numbers of 0 or more.")
    return size


def _groups(traffic: list[list[int]]) -> list[list[int]]:
    """Answers that are joined by movement, directly or over others."""
    left, groups = set(range(len(traffic))), []
    while left:
        reached = [min(left)]
        for i in reached:
            left.discard(i)
            reached += [j for j in sorted(left) if traffic[i][j] and j not in reached]
        groups.append(reached)
    return groups


def _solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """x with matrix · x = right, exactly, by elimination. A group's matrix is positive definite: no pivot is 0."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        rows[i] = [value / pivot[i] for value in pivot]
        for j, row in enumerate(rows):
            if j != i and row[i]:
                rows[j] = [a - row[i] * b for a, b in zip(row, rows[i], strict=True)]
    return [row[-1] for row in rows]
