"""What if a claim were false? Which claims decide, how much each contributes, and what it would take for the thesis to fall."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial, sqrt
from random import Random

from debatekit.arguments.position import Position
from debatekit.arguments.weighing import Scales

EXACT = 10
SAMPLES = 200
# Where reasons run in a ring, each step of a sample takes a whole fixed point.
SAMPLES_IN_A_RING = 20
# Every pair of more claims than this would take too long to try.
PAIRS = 200
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Contribution:
    """What a claim adds to the strength of the thesis, on average over all orders in which the claims could come in; `error` is a standard error."""

    claim: str
    share: float
    error: float


def effects(scales: Scales, position: Position) -> dict[str, float]:
    """By how much the thesis would change if a claim were false: its strength with that claim held at 0, less its strength now.

    The claim is held and not deleted: without a premise, its reason would look stronger. The strongest effect comes first.
    """
    thesis = scales.thesis
    now = scales.strengths(position)[thesis]
    found = {name: scales.strengths(position, [name])[thesis] - now for name in _players(scales, position)}
    return dict(sorted(found.items(), key=lambda item: -abs(item[1])))


def contributions(scales: Scales, position: Position, *, samples: int | None = None, seed: int = 1) -> list[Contribution]:
    """The Shapley value of each claim (Shapley 1953): exact for up to 10 claims beside the thesis, sampled beyond, in `samples` pairs
    of orders (two or more; 200, or 20 where reasons run in a ring).

    A coalition is a set of claims; all others are held at 0. The values add up to what all claims together do to the thesis.
    The largest comes first. A sample is an order of the claims and the same order reversed, which makes the error smaller.
    """
    players = _players(scales, position)
    if len(players) <= EXACT:
        found = [Contribution(name, share, 0.0) for name, share in _exact(scales, position, players).items()]
    else:
        found = _sampled(scales, position, players, samples or (SAMPLES_IN_A_RING if scales.net.ring else SAMPLES), Random(seed))
    return sorted(found, key=lambda each: -abs(each.share))


def _exact(scales: Scales, position: Position, players: list[str]) -> dict[str, float]:
    worth = {
        frozenset(inside): scales.strengths(position, set(players) - set(inside))[scales.thesis]
        for size in range(len(players) + 1) for inside in combinations(players, size)
    }  # fmt: skip
    total = factorial(len(players))
    shares = dict.fromkeys(players, 0.0)
    for inside, value in worth.items():
        for name in players:
            # Each coalition counts with the share of orders in which it is what came before the claim, or what stands once it has come.
            before = len(inside) - (name in inside)
            share = factorial(before) * factorial(len(players) - before - 1) / total
            shares[name] += share * value if name in inside else -share * value
    return shares


def _sampled(scales: Scales, position: Position, players: list[str], samples: int, random: Random) -> list[Contribution]:
    sums = dict.fromkeys(players, 0.0)
    squares = dict.fromkeys(players, 0.0)
    for _ in range(samples):
        order = list(players)
        random.shuffle(order)
        one, other = _added(scales, position, order), _added(scales, position, order[::-1])
        for name in players:
            mean = (one[name] + other[name]) / 2
            sums[name] += mean
            squares[name] += mean * mean
    found = []
    for name in players:
        mean = sums[name] / samples
        spread = max(0.0, squares[name] / samples - mean * mean) * samples / (samples - 1)
        found.append(Contribution(name, mean, sqrt(spread / samples)))
    return found


def _added(scales: Scales, position: Position, order: list[str]) -> dict[str, float]:
    """What each claim adds to the thesis when it comes in, in this order, from nothing on."""
    weights, net, thesis = scales.weights(position), scales.net, scales.thesis
    held = {scales.place[name] for name in (*position.held, *order)}
    values = net.solve(weights, held, semantics=position.semantics)
    added = {}
    for name in order:
        before = values[thesis]
        held.discard(scales.place[name])
        if net.ring:
            values = net.solve(weights, held, semantics=position.semantics)
        else:
            net.resolve(values, scales.place[name], weights, held, semantics=position.semantics)
        added[name] = values[thesis] - before
    return added


def to_fall(scales: Scales, position: Position) -> list[list[str]]:
    """Sets of claims; were all claims of one of them false, would let the thesis fall: what is for it would no longer outweigh what is against it.

    That is so when its strength is no higher than its own truth in this position. Every single claim that does it is given; if none
    does, every pair (in maps of up to 200 claims); if none does, one larger set: the most harmful claim is taken again and again, and what
    turns out not to be needed is put back, so each of its claims is needed, though a smaller set may have been missed. [] when the thesis
    has fallen already. Some set always does it: with every other claim at 0 no reason is left.
    """
    thesis = scales.thesis
    start = scales.weights(position)[thesis]

    def stands(held: list[str] | tuple[str, ...]) -> float:
        return scales.strengths(position, held)[thesis]

    def falls(held: list[str] | tuple[str, ...]) -> bool:
        return stands(held) <= start + _ROUNDING

    if falls([]):
        return []
    players = _players(scales, position)
    for size in (1, 2) if len(players) <= PAIRS else (1,):
        if found := [list(some) for some in combinations(players, size) if falls(some)]:
            return found
    chosen: list[str] = []
    while not falls(chosen):
        chosen.append(min((name for name in players if name not in chosen), key=lambda name: stands([*chosen, name])))
    for name in list(chosen):
        without = [other for other in chosen if other != name]
        if falls(without):
            chosen = without
    return [chosen]


def _players(scales: Scales, position: Position) -> list[str]:
    argument = scales.argument
    return [claim.id for claim in argument.claims if claim.id != argument.thesis and claim.id not in position.held]
