"""Count paired votes: who answered what before and after, in a square table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from debatekit.errors import UnknownName


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Paired votes, counted.

    `counts[i][j]` is the number of voters (0 or more) who answered `options[i]` before and `options[j]` after. Whoever
    lacks one of the two votes is in no row: `only_before`, `only_after` and `neither` count them.
    """

    options: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    only_before: int = 0
    only_after: int = 0
    neither: int = 0

    def __post_init__(self) -> None:
        size = len(self.options)
        if len(set(self.options)) < size:
            raise ValueError("two options share an id. Ids are unique; rename one.")
        if len(self.counts) != size or any(len(row) != size for row in self.counts):
            raise ValueError(f"{size} options need a table of {size} rows with {size} counts each.")
        if any(count < 0 for row in self.counts for count in row) or min(self.only_before, self.only_after, self.neither) < 0:
            raise ValueError("a number of voters is 0 or more.")

    @property
    def paired(self) -> int:
        """Voters with both votes."""
        return sum(map(sum, self.counts))

    @property
    def before(self) -> dict[str, int]:
        """Paired voters by their answer before, by option id: the sums of the rows."""
        return dict(zip(self.options, map(sum, self.counts), strict=True))

    @property
    def after(self) -> dict[str, int]:
        """Paired voters by their answer after, by option id: the sums of the columns."""
        return dict(zip(self.options, map(sum, zip(*self.counts, strict=True)), strict=True))

    def moved(self) -> list[tuple[str, str, int]]:
        """(from, to, voters) for every change of answer that somebody made, the most frequent first."""
        cells = [
            (old, new, count)
            for old, row in zip(self.options, self.counts, strict=True)
            for new, count in zip(self.options, row, strict=True)
            if count and old != new
        ]
        return sorted(cells, key=lambda cell: -cell[2])

    @property
    def movers(self) -> int:
        """Voters whose two answers differ."""
        return sum(count for _, _, count in self.moved())

    def switchers(self, sides: Collection[str]) -> int:
        """Voters who went from one of `sides` to another of them; to or from “undecided” is no switch of sides.

        Raises UnknownName for a side that is no option.
        """
        known(sides, self.options)
        return sum(count for old, new, count in self.moved() if old in sides and new in sides)


def matrix(pairs: Iterable[tuple[str | None, str | None]], options: Sequence[str]) -> Moves:
    """Count `pairs` of (before, after) option ids; None where that vote is missing.

    Raises UnknownName, with a suggestion, for an answer that is not in `options`: it is never dropped in silence.
    """
    place = {option: index for index, option in enumerate(options)}
    counts = [[0] * len(options) for _ in options]
    lone = {(True, False): 0, (False, True): 0, (False, False): 0}
    for before, after in pairs:
        known([vote for vote in (before, after) if vote is not None], options)
        if before is None or after is None:
            lone[before is not None, after is not None] += 1
        else:
            counts[place[before]][place[after]] += 1
    return Moves(
        options=tuple(options), counts=tuple(map(tuple, counts)),
        only_before=lone[True, False], only_after=lone[False, True], neither=lone[False, False],
    )


def known(names: Iterable[str], options: Iterable[str]) -> None:
    """Raise UnknownName for the first of `names` that is none of `options`."""
    for name in names:
        if name not in options:
            raise UnknownName("answer called", name, options)
