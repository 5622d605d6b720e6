"""What the game takes for granted, as sliders: each has a name, a question, a range and a default in the middle of it.

They are even on purpose. At the defaults a strike frightens exactly as much as it angers, what a strike at one's own time loses in clarity
it gains in its target, and leaving changes nothing; so no rule is ahead until somebody moves a slider. Whatever moves the wish has a range
of 4 points, and each proposal has three sliders of its own. Tests hold that: over all settings, drawn evenly, each proposal
comes out ahead about as often as the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from debatekit.errors import BadAnswer, UnknownName


@dataclass(frozen=True)
class Assumption:
    """One slider. `unit` follows the number; `lowest` and `highest` say what its ends mean; `group` is where it stands."""

    id: str
    group: str
    name: str
    question: str
    low: float
    high: float
    step: float
    unit: str
    lowest: str
    highest: str

    @property
    def default(self) -> float:
        return (self.low + self.high) / 2

    def shown(self, value: float) -> str:
        """The value as it is told: “2 points”, “50 %”."""
        unit = self.unit.removesuffix("s") if abs(value) == 1 else self.unit
        return f"{f'{value:g}'.replace('-', '−')}\N{NO-BREAK SPACE}{unit}"


GROUPS = {
    "raider": "The raider",
    "strike": "What a strike does to him",
    "own_time": "Only if you strike at your own time",
    "leave": "Only if you leave",
}

ASSUMPTIONS = (
    Assumption("gain", "raider", "Gain", "How much does an attack bring the raider?", 0, 10, 0.5, "points", "nothing: he never attacks unprovoked", "so much that he attacks in every round"),
    Assumption("lethality", "raider", "Lethality", "How likely is an attack to kill?", 0, 20, 1, "%", "no attack kills", "one attack in five kills"),
    Assumption("memory", "raider", "Memory", "How much of his fear and anger is left a round later?", 0, 100, 5, "%", "he thinks of the last round alone", "he never forgets"),
    Assumption("cost", "strike", "Cost", "How much does a strike frighten him off?", 0, 4, 0.25, "points", "he shrugs it off", "it lowers his wish by 4 points"),
    Assumption("provocation", "strike", "Provocation", "How much does a strike anger him and bring him recruits?", 0, 4, 0.25, "points", "nobody is angered", "it raises his wish by 4 points"),
    Assumption("attribution", "own_time", "Attribution", "How surely does he tie such a strike to his own attack?", 0, 100, 5, "%", "he never sees the link, so it does not frighten him", "he always sees it"),
    Assumption("target", "own_time", "Target", "How many times as much does such a strike frighten him, because it hits what he values?", 0, 4, 0.25, "times", "it hits nothing that he values", "four times as much as a prompt strike"),
    Assumption("wait", "own_time", "Wait", "How long is it on average until the target can be hit?", 1, 7, 0.5, "rounds", "it is hit at once", "it takes seven rounds"),
    Assumption("leaving", "leave", "Leaving", "What does it do to his wish to attack that you have left?", -2, 2, 0.25, "points", "he wishes it less", "he wishes it more"),
    Assumption("drawn_back", "leave", "Drawn back", "How likely is it that you have to come back before the end?", 0, 100, 5, "%", "you stay away", "you come back for sure"),
    Assumption("on_return", "leave", "On return", "And his wish once you are back, compared with the start?", -2, 2, 0.25, "points", "he wishes it less", "he wishes it more"),
)  # fmt: skip

BY_ID = {each.id: each for each in ASSUMPTIONS}
NEUTRAL = {each.id: each.default for each in ASSUMPTIONS}


def setting(values: Mapping[str, Any]) -> dict[str, float]:
    """All sliders, those in `values` as given there and the others at their defaults. Raises UnknownName and BadAnswer."""
    return NEUTRAL | {name: _fitting(name, value) for name, value in values.items()}


def _fitting(name: str, value: Any) -> float:
    if not isinstance(name, str) or name not in BY_ID:
        raise UnknownName("assumption", name, BY_ID)
    one = BY_ID[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or not one.low <= value <= one.high:
        raise BadAnswer(f"{name} is {value!r}. It should be a number from {one.low:g} to {one.high:g} ({one.unit}).")
    return float(value)
