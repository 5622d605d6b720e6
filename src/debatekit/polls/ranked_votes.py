"""Three ways to count rankings, which need not name the same winner.

    borda(ballots, options)      points for places
    duels(ballots, options)      every option against every other; condorcet_winner, smith_set and circle read them
    runoff(ballots, options)     the last drops out until one has more than half

A ballot lists option ids, best first, each at most once. Options that it leaves out share the place after its last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

Ballots = Sequence[Sequence[str]]


def borda(ballots: Ballots, options: Sequence[str]) -> dict[str, Fraction]:
    """Points by option id: on each ballot one for every option below, and half a point for every option that shares the place.

    Source: J.-C. de Borda, Mémoire sur les élections au scrutin, Histoire de l'Académie royale des sciences 1781; options without a
    place share what is left, so that every ballot gives out the same number of points.
    """
    points = dict.fromkeys(options, Fraction(0))
    for ballot in ballots:
        left = len(options) - len(ballot)
        for place, option in enumerate(ballot):
            points[option] += len(options) - 1 - place
        for option in options:
            if option not in ballot:
                points[option] += Fraction(left - 1, 2)
    return points


@dataclass(frozen=True)
class Duel:
    """`for_a` ballots have `a` above `b`, `for_b` the other way; on all others they share a place."""

    a: str
    b: str
    for_a: int
    for_b: int


def duels(ballots: Ballots, options: Sequence[str]) -> list[Duel]:
    """Every two options, one to one. Source: M. de Condorcet, Essai sur l'application de l'analyse (1785)."""
    wins = {(a, b): 0 for a in options for b in options}
    for ballot in ballots:
        below = set(options)
        for option in ballot:
            below.discard(option)
            for other in below:
                wins[option, other] += 1
    return [Duel(a, b, wins[a, b], wins[b, a]) for a, b in combinations(options, 2)]


def condorcet_winner(fought: Sequence[Duel], options: Sequence[str]) -> str | None:
    """The option that beats every other one to one; None when there is none."""
    beaten = _beaten(fought, options)
    return next((option for option in options if len(beaten[option]) == len(options) - 1), None)


def smith_set(fought: Sequence[Duel], options: Sequence[str]) -> tuple[str, ...]:
    """The smallest group whose every member beats everybody outside it.

    Source: J. H. Smith, Econometrica 41 (1973), 1027-1041. It is one option alone exactly when there is a Condorcet winner.
    """
    beaten = _beaten(fought, options)
    # Whoever is not beaten by a member must be a member; the smallest such group begins with who beats most.
    group = {max(options, key=lambda option: len(beaten[option]))}
    while more := {other for member in group for other in options if other not in group and other not in beaten[member]}:
        group |= more
    return tuple(option for option in options if option in group)


def circle(fought: Sequence[Duel], options: Sequence[str]) -> tuple[str, ...]:
    """Options of the Smith set that beat each other in a circle, each the next and the last the first, as a shortest one; () when none do."""
    top, beaten = smith_set(fought, options), _beaten(fought, options)
    for start in top:
        paths = [(start,)]
        reached = {start}
        while paths:
            longer = [(*path, other) for path in paths for other in top if other in beaten[path[-1]] and (other == start or other not in reached)]
            if found := next((path[:-1] for path in longer if path[-1] == start), None):
                return found
            reached |= {path[-1] for path in longer}
            paths = list({path[-1]: path for path in reversed(longer)}.values())
    return ()


def _beaten(fought: Sequence[Duel], options: Sequence[str]) -> dict[str, set[str]]:
    beaten: dict[str, set[str]] = {option: set() for option in options}
    for duel in fought:
        if duel.for_a != duel.for_b:
            winner, loser = (duel.a, duel.b) if duel.for_a > duel.for_b else (duel.b, duel.a)
            beaten[winner].add(loser)
    return beaten


@dataclass(frozen=True)
class Count:
    """One round of a run-off: ballots by option still in, ballots that name none of them, who drops out, and by which tie rule ("" for none)."""

    counts: dict[str, int]
    exhausted: int
    dropped: tuple[str, ...]
    tie: str = ""


TIES = {
    "together": "Those who shared the last place dropped out together, because all their ballots were fewer than those of the next.",
    "first-round": "Of those who shared the last place, those with the fewest first places in the first round dropped out.",
    "all": "All who shared the last place dropped out, because the first places in the first round were equal, too.",
}


def runoff(ballots: Ballots, options: Sequence[str]) -> tuple[list[Count], str | None]:
    """Instant run-off: (rounds, winner); the winner is None when the last ones tie.

    Each ballot counts for its highest option that is still in. When one has more than half of the ballots that count, it wins;
    else the last drops out. Nothing is drawn by lot: those who share the last place drop out together if all their ballots are
    fewer than those of the next option (then no order among them changes who wins); else those of them who had the fewest first
    places in the first round; if these were equal, too, all of them. `TIES` says so in words, by the name in `Count.tie`.
    """
    left, rounds = list(options), []
    while left:
        counts = dict.fromkeys(left, 0)
        for ballot in ballots:
            if choice := next((option for option in ballot if option in counts), None):
                counts[choice] += 1
        valid = sum(counts.values())
        winner = next((option for option in left if 2 * counts[option] > valid), None)
        dropped, tie = ((), "") if winner or not valid else _dropped(counts, rounds)
        rounds.append(Count(counts, len(ballots) - valid, dropped, tie))
        if winner or not dropped:
            return rounds, winner
        left = [option for option in left if option not in dropped]
    return rounds, None


def _dropped(counts: dict[str, int], rounds: list[Count]) -> tuple[tuple[str, ...], str]:
    fewest = min(counts.values())
    last = tuple(option for option in counts if counts[option] == fewest)
    if len(last) == 1:
        return last, ""
    above = [count for count in counts.values() if count > fewest]
    if above and fewest * len(last) < min(above):
        return last, "together"
    first = rounds[0].counts if rounds else counts
    fewest_first = min(first[option] for option in last)
    weakest = tuple(option for option in last if first[option] == fewest_first)
    return (weakest, "first-round") if len(weakest) < len(last) else (last, "all")
