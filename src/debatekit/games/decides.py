"""Which assumption decides? Each slider is moved over its whole range while the others stay, and the game is played again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from debatekit.games.assumptions import ASSUMPTIONS
from debatekit.games.dice import Dice
from debatekit.games.outcome import Spread, fewest, spread
from debatekit.games.play import play
from debatekit.games.rules import RULES


@dataclass(frozen=True)
class Swing:
    """What one slider does: the attacks under the rule at its lowest and highest, and which rules have the fewest there."""

    assumption: str
    at_low: Spread
    at_high: Spread
    fewest_at_low: tuple[str, ...]
    fewest_at_high: tuple[str, ...]

    @property
    def size(self) -> float:
        return abs(self.at_high.middle - self.at_low.middle)

    @property
    def turns(self) -> bool:
        """Whether none of the rules that are ahead at the one end is so at the other."""
        return not set(self.fewest_at_low) & set(self.fewest_at_high)


def swings(rule: str, values: Mapping[str, float], dice: Sequence[Dice]) -> list[Swing]:
    """The swing of every slider under a rule, the largest first.

    One slider at a time: two that do nothing alone may do much together, and this does not see it.
    """
    played: dict[tuple, list[int]] = {}

    def attacks(name: str, setting: Mapping[str, float]) -> list[int]:
        # Most sliders leave most rules alone, and what is the same need not be played again.
        key = (name, *(setting[each] for each in RULES[name].reads))
        if key not in played:
            played[key] = [len(play(name, setting, each).attacks) for each in dice]
        return played[key]

    def at(setting: Mapping[str, float]) -> tuple[Spread, tuple[str, ...]]:
        return spread(attacks(rule, setting)), tuple(fewest({name: fmean(attacks(name, setting)) for name in RULES}))

    found = []
    for one in ASSUMPTIONS:
        (low, ahead_low), (high, ahead_high) = at({**values, one.id: one.low}), at({**values, one.id: one.high})
        found.append(Swing(one.id, low, high, ahead_low, ahead_high))
    return sorted(found, key=lambda each: -each.size)
