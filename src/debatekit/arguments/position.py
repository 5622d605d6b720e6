"""A position on an argument: how true somebody holds each claim and how relevant each reason, and by which semantics to weigh them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from debatekit.arguments.argument import Argument
from debatekit.arguments.semantics import SEMANTICS
from debatekit.errors import BadAnswer, UnknownName

# 0 and 1 are out of reach: the Euler-based semantics cannot move a base score that is either.
LOWEST, HIGHEST = 0.01, 0.99
# A claim is as likely true as not until somebody says otherwise, whatever a fact check found. A step is granted: where its
# premises hold, it carries. Both start alike for every author.
TRUTH, RELEVANCE = 0.5, HIGHEST


@dataclass(frozen=True, kw_only=True)
class Position:
    """`values` holds what was moved from its start, by the id of the claim (truth) or reason (relevance), each from 0.01 to 0.99.

    The claims in `held` are kept at 0: supposed false, whatever speaks for them.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    # On maps as large as an op-ed's DF-QuAD saturates: with it most premises of a main line move the thesis by nothing that one can see.
    semantics: str = "euler"

    def moved(self, argument: Argument, name: str, value: Any) -> Position:
        """With the truth or relevance of `name` set to `value`. Raises UnknownName, or BadAnswer for what is no number from 0.01 to 0.99."""
        _known(argument, name)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not LOWEST <= value <= HIGHEST:
            raise BadAnswer(f"“{name}” cannot be set to {value!r}; choose a number from {LOWEST} to {HIGHEST}.")
        return replace(self, values={**self.values, name: float(value)})

    def supposing_false(self, argument: Argument, name: str, false: bool = True) -> Position:
        """With a claim other than the thesis kept at 0, or let go again. Raises UnknownName."""
        claims = [claim.id for claim in argument.claims if claim.id != argument.thesis]
        if name not in claims:
            raise UnknownName("claim beside the thesis", name, claims)
        return replace(self, held=self.held | {name} if false else self.held - {name})

    def weighed_by(self, semantics: Any) -> Position:
        """With another semantics. Raises UnknownName."""
        if not isinstance(semantics, str) or semantics not in SEMANTICS:
            raise UnknownName("semantics", semantics, SEMANTICS)
        return replace(self, semantics=semantics)

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"values": dict(self.values), "held": sorted(self.held), "semantics": self.semantics}


def fitting(argument: Argument, kept: Any) -> Position:
    """A position from what `plain` gave, perhaps for an earlier version of the map: what no longer fits is left out."""
    position = Position()
    if not isinstance(kept, Mapping):
        return position
    steps = [lambda name=name, value=value: position.moved(argument, name, value) for name, value in _items(kept.get("values"))]
    steps += [lambda name=name: position.supposing_false(argument, name) for name in _list(kept.get("held"))]
    steps.append(lambda: position.weighed_by(kept.get("semantics")))
    for step in steps:
        try:
            position = step()
        except (UnknownName, BadAnswer, TypeError):
            continue
    return position


def of_a_class(argument: Argument, votes: Iterable[tuple[str, float]], least: int = 5) -> Position:
    """The position of a class: for each claim and each reason the mean of the votes on it, where at least `least` were cast.

    `votes` are pairs of an id and a number from 0 to 1; truth and relevance are asked apart, so each vote is on one thing.
    Fewer than `least` votes could tell who said what, so those are left at the start. Raises UnknownName and BadAnswer.
    """
    cast: dict[str, list[float]] = {}
    for vote in votes:
        if not isinstance(vote, (tuple, list)) or len(vote) != 2:
            raise BadAnswer(f"A vote is {vote!r}; give each as a pair of an id and a number from 0 to 1, such as ({argument.thesis!r}, 0.7).")
        name, value = vote
        _known(argument, name)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise BadAnswer(f"A vote on “{name}” is {value!r}; it should be a number from 0 to 1.")
        cast.setdefault(name, []).append(float(value))
    return of_means(argument, {name: (sum(values) / len(values), len(values)) for name, values in cast.items()}, least)


def of_means(argument: Argument, means: Mapping[str, tuple[float, int]], least: int = 5) -> Position:
    """The position of a class that tells for each claim and each reason the mean of its votes, from 0 to 1, and how many there were.

    What has fewer than `least` votes stays at the start, and so does what this version of the map does not have.
    """
    ids = {part.id for part in (*argument.claims, *argument.reasons)}
    return Position(values={name: min(HIGHEST, max(LOWEST, mean)) for name, (mean, count) in means.items() if count >= least and name in ids})


def _known(argument: Argument, name: Any) -> None:
    ids = [part.id for part in (*argument.claims, *argument.reasons)]
    if name not in ids:
        raise UnknownName("claim or reason", name, ids)


def _items(raw: Any) -> list[tuple[Any, Any]]:
    return list(raw.items()) if isinstance(raw, Mapping) else []


def _list(raw: Any) -> list[Any]:
    return list(raw) if isinstance(raw, (list, tuple)) else []
