"""What chance decides, thrown before the game: the same dice for every rule and every setting, so that a difference between two is no luck."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

ROUNDS, RUNS, SEED = 40, 200, 1


@dataclass(frozen=True)
class Dice:
    """The throws of one run: for each round one for each question, and for the whole run whether and when one is drawn back. All lie from 0 up to 1."""

    attack: tuple[float, ...]
    kill: tuple[float, ...]
    link: tuple[float, ...]
    wait: tuple[float, ...]
    drawn_back: float
    when: float


@lru_cache(maxsize=8)
def throw(seed: int = SEED, runs: int = RUNS, rounds: int = ROUNDS) -> tuple[Dice, ...]:
    """The dice of `runs` runs. The same seed gives the same dice, and a run has the same ones however many follow."""
    # Python's own generator: its numbers for a seed are the same on every system and in every version.
    dice = random.Random(seed).random

    def one() -> Dice:
        attack, kill, link, wait = (tuple(dice() for _ in range(rounds)) for _ in range(4))
        return Dice(attack, kill, link, wait, dice(), dice())

    return tuple(one() for _ in range(runs))
