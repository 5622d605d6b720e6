"""What a first place hangs on: how far one weight, or one mark, has to move until another course comes first.

Moving the share of one criterion and rescaling the others in proportion moves every lead along a straight line, so each turn is a crossing of two lines and
needs no search. Open marks are taken at their worst for whoever leads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from debatekit.matrices.totals import HIGHEST, LOWEST

Marks = Mapping[str, Mapping[str, int]]
Parts = Mapping[str, Fraction]


@dataclass(frozen=True)
class Turn:
    """Beyond `to` for the share or the mark that is at `stands`, `ahead` comes first. `option` is None for a share."""

    option: str | None
    criterion: str
    stands: Fraction
    to: Fraction
    ahead: str

    @property
    def distance(self) -> Fraction:
        return abs(self.to - self.stands)


def turns_of_weights(first: str, marks: Marks, parts: Parts) -> list[Turn]:
    """For each criterion the nearest turn below its share and the nearest above, where there are any; the nearest of all first."""
    found: list[Turn] = []
    for name, share in parts.items():
        if share == 1:
            continue  # without any other weight there is nothing to rescale
        below, above = [], []
        for other in marks:
            if other == first:
                continue
            gaps = _gaps(first, other, marks, parts)
            # The lead at a share t of this criterion is rest + t (gap - rest).
            rest = (sum(part * gaps[each] for each, part in parts.items()) - share * gaps[name]) / (1 - share)
            if rest < 0:
                below.append(Turn(None, name, share, rest / (rest - gaps[name]), other))
            elif gaps[name] < 0:
                above.append(Turn(None, name, share, rest / (rest - gaps[name]), other))
        if below:
            found.append(max(below, key=lambda turn: turn.to))
        if above:
            found.append(min(above, key=lambda turn: turn.to))
    return sorted(found, key=lambda turn: turn.distance)


def turns_of_marks(first: str, marks: Marks, parts: Parts) -> list[Turn]:
    """For each single mark that can overturn the first place by itself: from where on, and who is ahead then; the nearest first."""
    leads = {other: _lead(first, other, marks, parts) for other in marks if other != first}
    nearest = min(leads, key=leads.__getitem__)
    found = []
    for option, given in marks.items():
        for name in given.keys() & parts.keys():
            now = Fraction(given[name])
            if option == first:
                to, ahead = now - leads[nearest] / parts[name], nearest
            else:
                to, ahead = now + leads[option] / parts[name], option
            # At the very end of the scale the two would only be level.
            if LOWEST < to < HIGHEST:
                found.append(Turn(option, name, now, to, ahead))
    places = {name: place for place, name in enumerate(parts)}
    return sorted(found, key=lambda turn: (turn.distance, turn.option != first, places[turn.criterion]))


def _gaps(first: str, other: str, marks: Marks, parts: Parts) -> dict[str, Fraction]:
    return {name: Fraction(marks[first].get(name, LOWEST) - marks[other].get(name, HIGHEST)) for name in parts}


def _lead(first: str, other: str, marks: Marks, parts: Parts) -> Fraction:
    gaps = _gaps(first, other, marks, parts)
    return sum((part * gaps[name] for name, part in parts.items()), Fraction())
