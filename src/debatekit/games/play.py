"""The game itself: a raider who learns from blows, a striker with a rule.

In each round the raider has a wish to attack, a number of points. At 0 or less he never attacks, at 10 always, and between
them a wish of 5 means 5 rounds in 10:

    wish   = gain + anger − fear
    attack   with the chance wish / 10, held between 0 and 1

A strike is felt from the next round on. It adds `provocation` to his anger and `cost` to his fear. Of both, the share `memory` is
left a round later. A strike at one's own time adds to his fear only if he ties it to his own attack, and then `target` times as much.

What can be worked out by hand, and is tested (p(wish) is the chance above; k is lethality, T the number of rounds):

- no answer: each round is a coin with the chance p(gain), so the attacks are binomial: T · p on average;
- until the first attack that kills, such rounds are geometric: 1 / (p · k) on average, and none in T rounds with (1 − p · k) ** T;
- memory 0: the raider knows two states, struck in the last round or not. Tit for tat is then a chain of two states. With
  p1 = p(gain + provocation − cost) after a strike and p0 = p(gain) else, he attacks in the long run in the share p0 / (1 + p0 − p1)
  of the rounds; under the red line in the share p0 / (1 + k · (p0 − p1)); at one's own time with a wait of 1 round in the share
  p0 / (1 + p0 − q), where q is the mean of p with and without the link;
- whatever the memory: if the wish never leaves 0 to 10, it settles on average where tit for tat has the share
  gain / (10 + (cost − provocation) / (1 − memory)) of rounds with an attack.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from debatekit.games.dice import Dice

FULL_WISH = 10


class Run(NamedTuple):
    """What happened in one run: the rounds with an attack, how many of those killed, and how many strikes there were."""

    attacks: tuple[int, ...]
    deadly: int
    strikes: int


def play(rule: str, values: Mapping[str, float], dice: Dice) -> Run:
    """One run of the game under a rule. `values` are all assumptions, as `assumptions.setting` gives them."""
    gain, cost, provocation = values["gain"], values["cost"], values["provocation"]
    memory, lethality = values["memory"] / 100, values["lethality"] / 100
    rounds = len(dice.attack)
    back = 0
    if rule == "leave":
        back = int(dice.when * rounds) if dice.drawn_back < values["drawn_back"] / 100 else rounds
    fear = anger = 0.0
    attacks: list[int] = []
    deadly = strikes = 0
    due: dict[int, list[bool]] = {}
    for now in range(rounds):
        wish = gain + anger - fear
        if rule == "leave":
            wish += values["leaving"] if now < back else values["on_return"]
        fear *= memory
        anger *= memory
        if dice.attack[now] * FULL_WISH < wish:
            attacks.append(now)
            kills = dice.kill[now] < lethality
            deadly += kills
            if rule == "own_time":
                due.setdefault(now + waiting(dice.wait[now], values["wait"]) - 1, []).append(dice.link[now] < values["attribution"] / 100)
            elif rule == "tit_for_tat" or (rule == "red_line" and kills) or (rule == "leave" and now >= back):
                fear += cost
                anger += provocation
                strikes += 1
        if due:
            for linked in due.pop(now, ()):
                fear += cost * values["target"] if linked else 0
                anger += provocation
                strikes += 1
    return Run(tuple(attacks), deadly, strikes)


def waiting(throw: float, mean: float) -> int:
    """How many rounds it is until the target can be hit, 1 meaning in the same round: geometric, `mean` rounds on average."""
    if mean <= 1:
        return 1
    return 1 + int(math.log(1 - throw) / math.log(1 - 1 / mean))
