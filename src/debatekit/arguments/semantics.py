"""Three gradual semantics: how strong something is, given its base score and the strengths of what attacks and supports it.

Every number lies between 0 and 1. With nothing for or against it, each keeps its base score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import exp, prod

Semantics = Callable[[float, Iterable[float], Iterable[float]], float]

# exp(700) still fits into a float, and lifts any base score to 1 within its last digit.
_HUGE = 700.0


def df_quad(base: float, attackers: Iterable[float], supporters: Iterable[float]) -> float:
    """DF-QuAD: each further attacker or supporter takes its share of what the others left (Rago et al., KR 2016)."""
    v = prod(1 - each for each in attackers) - prod(1 - each for each in supporters)
    return base + (1 - base) * v if v > 0 else base + base * v


def quadratic_energy(base: float, attackers: Iterable[float], supporters: Iterable[float]) -> float:
    """Quadratic energy: strengths are added up, and their square sets how far the base score moves (Potyka, KR 2018)."""
    energy = sum(supporters) - sum(attackers)
    h = energy * energy / (1 + energy * energy)
    return base + (1 - base) * h if energy > 0 else base - base * h


def euler(base: float, attackers: Iterable[float], supporters: Iterable[float]) -> float:
    """Euler-based: strengths are added up in an exponent; attackers alone push no lower than the base score's square (Amgoud and Ben-Naim, 2017)."""
    energy = sum(supporters) - sum(attackers)
    return 1 - (1 - base * base) / (1 + base * exp(min(energy, _HUGE)))


SEMANTICS: dict[str, Semantics] = {"df_quad": df_quad, "quadratic_energy": quadratic_energy, "euler": euler}
