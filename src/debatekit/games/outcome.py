"""Many runs of one rule, and what they have in common: the middle run, and the band in which 8 of 10 lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import NamedTuple

from debatekit.games.dice import Dice
from debatekit.games.play import Run, play
from debatekit.games.rules import RULES

# Below this difference in attacks, on average over the runs, two rules are called alike.
ALIKE = 1.0


class Spread(NamedTuple):
    """The middle of many numbers, and the ends of the band that leaves out the lowest and the highest tenth."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """All runs of one rule at one setting."""

    rule: str
    rounds: int
    runs: tuple[Run, ...]

    @property
    def attacks(self) -> list[int]:
        return [len(run.attacks) for run in self.runs]

    @property
    def deadly(self) -> list[int]:
        return [run.deadly for run in self.runs]

    @property
    def strikes(self) -> list[int]:
        return [run.strikes for run in self.runs]

    def mean(self) -> float:
        """The number of attacks, on average over the runs."""
        return fmean(self.attacks)

    def so_far(self) -> list[Spread]:
        """For each round the attacks up to it."""
        columns: list[list[int]] = [[] for _ in range(self.rounds)]
        for run in self.runs:
            came, total = set(run.attacks), 0
            for now, column in enumerate(columns):
                total += now in came
                column.append(total)
        return [spread(column) for column in columns]

    def by_deadly(self) -> list[int]:
        """How many runs have no attack that kills, how many have one, and so on."""
        deadly = self.deadly
        return [deadly.count(number) for number in range(max(deadly) + 1)]


def spread(numbers: Iterable[float]) -> Spread:
    """Median and band; there must be a number."""
    ordered = sorted(numbers)
    last = len(ordered) - 1
    return Spread(ordered[round(0.1 * last)], median(ordered), ordered[round(0.9 * last)])


def outcome(rule: str, values: Mapping[str, float], dice: Sequence[Dice]) -> Outcome:
    """All runs of a rule, one for each throw of `dice`."""
    return Outcome(rule, len(dice[0].attack), tuple(play(rule, values, each) for each in dice))


def fewest(means: Mapping[str, float]) -> list[str]:
    """The rules with the fewest attacks, all that are alike, in the order of the rules. `means` has one number for each rule."""
    least = min(means.values())
    return [rule for rule in RULES if means[rule] <= least + ALIKE]
