"""Strengths in a graph of what attacks and supports what: in one pass where it has no ring, by a fixed point where it has one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from debatekit.arguments.semantics import SEMANTICS, Semantics
from debatekit.errors import BadAnswer, NotSettled, UnknownName

ROUNDS = 10_000
# How close to its own answer a ring has to come, and the steps with which it is tried: a small step settles what a large one makes swing.
SETTLED = 1e-12
STEPS = (0.5, 0.1)


@dataclass(frozen=True)
class Node:
    """One node, by the places of others: its base score is its weight times the strengths of its `factors`."""

    factors: tuple[int, ...] = ()
    attackers: tuple[int, ...] = ()
    supporters: tuple[int, ...] = ()

    @property
    def sources(self) -> tuple[int, ...]:
        """All that its strength depends on."""
        return self.factors + self.attackers + self.supporters


class Net:
    """A graph made ready to be worked out many times. `nodes` name each other by their places."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = tuple(nodes)
        sorter: TopologicalSorter[int] = TopologicalSorter({place: node.sources for place, node in enumerate(self.nodes)})
        try:
            sorter.prepare()
        except CycleError:
            pass  # it still hands out what no ring leads to
        order: list[int] = []
        while ready := sorter.get_ready():
            order.extend(ready)
            sorter.done(*ready)
        self.order = tuple(order)
        settled = set(order)
        self.ring = tuple(place for place in range(len(self.nodes)) if place not in settled)

    def solve(self, weights: Sequence[float], held: Collection[int] = (), *, semantics: str = "df_quad", rounds: int = ROUNDS) -> list[float]:
        """The strength of each node, in [0, 1]; those in `held` are kept at 0 whatever speaks for them.

        Raises NotSettled when a ring has not come to rest after `rounds` rounds with each step.
        """
        rule = _rule(semantics)
        values = [0.0] * len(self.nodes)
        for place in self.order:
            values[place] = 0.0 if place in held else self._one(place, weights, values, rule)
        return self._settle(weights, held, rule, values, rounds) if self.ring else values

    def resolve(self, values: list[float], changed: int, weights: Sequence[float], held: Collection[int], *, semantics: str = "df_quad") -> None:
        """Bring `values` up to date after one node was held or let go, where no ring is. Much quicker than `solve`."""
        rule = _rule(semantics)
        for place in self._after[changed]:
            values[place] = 0.0 if place in held else self._one(place, weights, values, rule)

    def _one(self, place: int, weights: Sequence[float], values: Sequence[float], rule: Semantics) -> float:
        node = self.nodes[place]
        base = weights[place]
        for factor in node.factors:
            base *= values[factor]
        if not node.attackers and not node.supporters:
            return base
        return rule(base, [values[each] for each in node.attackers], [values[each] for each in node.supporters])

    def _settle(self, weights: Sequence[float], held: Collection[int], rule: Semantics, values: list[float], rounds: int) -> list[float]:
        inside = [place for place in self.ring if place not in held]
        for step in STEPS:
            for place in inside:
                values[place] = weights[place]
            for _ in range(rounds):
                aims = [self._one(place, weights, values, rule) for place in inside]
                off = max((abs(aim - values[place]) for aim, place in zip(aims, inside, strict=True)), default=0.0)
                if off < SETTLED:
                    return values
                for aim, place in zip(aims, inside, strict=True):
                    values[place] += step * (aim - values[place])
        raise NotSettled(
            f"{len(self.ring)} strengths stand in a ring, or behind one, and do not settle within {rounds} rounds, so there is no number to give. "
            "Take one step out of the ring, or choose another semantics."
        )

    @cached_property
    def _after(self) -> list[tuple[int, ...]]:
        """For each place: itself and all that depends on it, in order."""
        after: list[set[int]] = [{place} for place in range(len(self.nodes))]
        for place in reversed(self.order):
            for source in self.nodes[place].sources:
                after[source] |= after[place]
        rank = {place: number for number, place in enumerate(self.order)}
        return [tuple(sorted(places, key=rank.__getitem__)) for places in after]


def strength(
    base: Mapping[str, float],
    *,
    attacks: Iterable[tuple[str, str]] = (),
    supports: Iterable[tuple[str, str]] = (),
    semantics: str = "df_quad",
    rounds: int = ROUNDS,
) -> dict[str, float]:
    """The strength of each node of a plain graph, in [0, 1].

    `base` gives each node its base score in [0, 1]; `attacks` and `supports` are pairs (from, to). `semantics` is "df_quad",
    "quadratic_energy" or "euler" (debatekit.arguments.semantics has the formulas and their sources). Without a ring the answer
    is exact after one pass; in a ring it is a fixed point, reached in small steps from the base scores.

    Raises UnknownName for a name that `base` does not have, BadAnswer for a base score out of range, NotSettled for a ring
    that does not come to rest.
    """
    for name, score in base.items():
        if isinstance(score, bool) or not isinstance(score, (int, float)) or not 0 <= score <= 1:
            raise BadAnswer(f"The base score of “{name}” is {score!r}; it should be a number from 0 to 1.")
    place = {name: number for number, name in enumerate(base)}
    against: dict[str, list[int]] = {name: [] for name in base}
    behind: dict[str, list[int]] = {name: [] for name in base}
    for into, pairs in ((against, attacks), (behind, supports)):
        for source, target in pairs:
            for name in (source, target):
                if name not in place:
                    raise UnknownName("node", name, base)
            into[target].append(place[source])
    net = Net([Node(attackers=tuple(against[name]), supporters=tuple(behind[name])) for name in base])
    return dict(zip(base, net.solve(list(base.values()), semantics=semantics, rounds=rounds), strict=True))


def _rule(semantics: str) -> Semantics:
    if semantics not in SEMANTICS:
        raise UnknownName("semantics", semantics, SEMANTICS)
    return SEMANTICS[semantics]
