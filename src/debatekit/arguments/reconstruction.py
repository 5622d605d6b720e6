"""A reconstruction: somebody's map of an argument from claims that were given; and how far two of them agree.

*Agreement* is the overlap (Dice's coefficient, which is F1) of what two maps say: twice the weight of what both say, divided by the
weight of all that each says. What a map says is: its thesis (weight 1/4: it is the easiest to find, and half a link to it tells it again); each claim
of the map that is marked as not stated (1/2); and each link from one premise to its target, worth 1/2 for running there, 1/4 for its relation and 1/4 for
the premises that are held together with it. The link of an undercut runs to a step, which is known by its premises and its conclusion, in equal
shares. A map is compared with each of several acceptable ones, and the best counts.

Counting links between propositions by F1 follows Duthie, Lawrence, Budzynska and Reed, “The CASS technique for evaluating the
performance of argument mining” (2016); an overlap of small statements about a graph is Smatch, Cai and Knight (2013). The weights are ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from math import floor
from typing import Any

from debatekit.arguments.argument import RELATIONS, Relation
from debatekit.arguments.chains import Step, leading, rings
from debatekit.errors import hint
from debatekit.ideas import Fault, FromFile, repeated

THESIS, UNSTATED, LINK, RELATION, TOGETHER = Fraction(1, 4), Fraction(1, 2), Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)
MOST = 40  # reasons in a map, and premises in a reason: far more than anybody builds by hand

End = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Inference(FromFile):
    """One reason: `premises` held together support or attack the claim `to`, or undercut the reason whose `id` is `to`."""

    premises: tuple[str, ...]
    relation: Relation
    to: str
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Reconstruction(FromFile):
    """A map by the ids of its claims. `unstated` are those that its maker says the author needs and does not state."""

    thesis: str | None
    reasons: tuple[Inference, ...]
    unstated: tuple[str, ...] = ()

    def claims(self) -> set[str]:
        """Every claim that stands in the map."""
        steps = self.steps
        used = {premise for reason in self.reasons for premise in reason.premises} | {reason.to for reason in self.reasons if reason.to not in steps}
        return used | ({self.thesis} if self.thesis is not None else set())

    @cached_property
    def steps(self) -> dict[str, Inference]:
        """The reasons that have an id, by it."""
        return {reason.id: reason for reason in self.reasons if reason.id}

    def ends(self, reason: Inference) -> list[End]:
        """Where `reason` leads: `("claim", its id)`, or the links of the step that it undercuts, `("step", premise, conclusion)`.

        The conclusion of a step that itself undercuts one is a digest of that one's links.
        """
        return self._ends(reason, frozenset())

    def _ends(self, reason: Inference, seen: frozenset[str]) -> list[End]:
        steps = self.steps
        if reason.relation != "undercuts" or reason.to not in steps:
            return [("claim", reason.to)]
        step = steps[reason.to]
        if step.relation != "undercuts":
            conclusion: Any = step.to
        else:
            # Undercuts may run in a circle. And a digest, because to compare sets inside of sets takes twice as long with each step down.
            links = [] if step.id in seen else self._ends(step, seen | {step.id})
            conclusion = sha256("\n".join(sorted(map(repr, links))).encode()).digest()
        return [("step", premise, conclusion) for premise in dict.fromkeys(step.premises)]

    def reaching(self) -> set[str]:
        """The claims and ids of reasons from which a chain leads to the thesis."""
        return leading(self.thesis, self._chain()) if self.thesis is not None else set()

    def circle(self) -> set[str]:
        """Claims that lead back to themselves; a reason given for itself through others. Empty only when there is no circle of claims."""
        return self.claims().intersection(each for ring in rings(self._chain()) for each in ring)

    def _chain(self) -> list[Step]:
        # A reason without an id is still a step of its own.
        return [(reason.id or f"#{place}", reason.premises, reason.to) for place, reason in enumerate(self.reasons)]


def agreement(mine: Reconstruction, keys: Iterable[Reconstruction]) -> Fraction:
    """How far `mine` agrees with the nearest of the acceptable `keys`, from 0 to 1."""
    said = _said(mine)
    return max((_overlap(said, _said(key)) for key in keys), default=Fraction(0))


def nearest(mine: Reconstruction, keys: Sequence[Reconstruction]) -> Reconstruction:
    """The first of those keys with which `mine` agrees best."""
    return max(keys, key=lambda key: agreement(mine, [key]))


def check_key(key: Reconstruction, claims: Sequence[str], *path: str | int) -> None:
    """Refuse a reconstruction that could not be anybody's map of `claims`; `path` leads to it in its file."""
    if key.thesis not in claims:
        raise Fault(f"the thesis is “{key.thesis}”, but there is no such claim.{hint(key.thesis, claims)}", *path, "thesis")
    names = [reason.id for reason in key.reasons if reason.id]
    for place, reason in enumerate(key.reasons):
        here = (*path, "reasons", place)
        if reason.id in claims or names.count(reason.id) > 1:
            raise Fault(f"“{reason.id}” is there twice. Ids are unique; rename one.", *here, "id")
        for index, premise in enumerate(reason.premises):
            if premise not in claims:
                raise Fault(f"a reason starts from “{premise}”, but there is no such claim.{hint(premise, claims)}", *here, "premises", index)
        if not reason.premises or repeated(reason.premises):
            raise Fault("a reason needs one or more premises, each of them once.", *here, "premises")
        known, what = (names, "reason with that id") if reason.relation == "undercuts" else (claims, "claim")
        if reason.to not in known:
            raise Fault(f"a reason {reason.relation} “{reason.to}”, but there is no such {what}.{hint(reason.to, known)}", *here, "to")
        if any(set(reason.premises) & set(other.premises) and other.to == reason.to for other in key.reasons[:place]):
            raise Fault("this reason gives again what one before it gives. Take it out.", *here)
    for place, claim in enumerate(key.unstated):
        if claim not in key.claims() or claim in key.unstated[:place]:
            raise Fault(f"“{claim}” is listed as unstated; name claims of this reconstruction there, each of them once.", *path, "unstated", place)
    if circle := sorted(key.circle()):
        raise Fault(f"“{circle[0]}” leads back to itself. A reconstruction has no circle.", *path, "reasons")
    if loose := sorted(key.claims() - key.reaching()):
        raise Fault(f"“{loose[0]}” leads nowhere: no chain of reasons links it to the thesis.", *path, "reasons")


def read(raw: Any) -> Reconstruction:
    """What can be read of an answer, whoever wrote its file; the rest counts as not there.

    `{"thesis": "a", "reasons": [{"id": "r1", "premises": ["b", "c"], "relation": "supports", "to": "a"}], "unstated": ["c"]}`; an undercut's
    `to` is the id of another reason.
    """
    raw = raw if isinstance(raw, dict) else {}
    thesis = raw.get("thesis")
    reasons = (_reason(each) for each in _list(raw.get("reasons")))
    return Reconstruction(
        thesis=thesis if isinstance(thesis, str) else None,
        reasons=tuple(reason for reason in reasons if reason),
        unstated=tuple(dict.fromkeys(each for each in _list(raw.get("unstated")) if isinstance(each, str))),
    )


def marks(answer: Any, keys: Iterable[Any], points: float) -> float:
    """What a map earns of `points`: its agreement with the nearest key, rounded down to hundredths. For the hidden tests of graded work.

    `answer` is what stands in the answers file, and may be anything; `keys` are acceptable maps in the same form. Raises Fault with one
    sentence when there is no key, or a part of one cannot be read: left out, it would lower everybody's marks and nobody would know.
    """
    maps = [_key(raw, f"map {place} of the key") for place, raw in enumerate(keys, start=1)]
    if not maps:
        raise Fault("the key is empty: give it one or more maps that count as right.")
    return floor(agreement(read(answer), maps) * Fraction(str(points)) * 100) / 100


def _key(raw: Any, where: str) -> Reconstruction:
    if not isinstance(raw, dict):
        raise Fault(f"{where} is {raw!r:.60}; a map has a thesis, reasons and what is unstated.")
    _refuse_odd(raw, ("thesis", "reasons", "unstated"), where)
    key = read(raw)
    if not isinstance(reasons := raw.get("reasons", []), list) or len(reasons) > MOST:
        raise Fault(f"the reasons of {where} should be a list of {MOST} at most.")
    known = ", ".join(RELATIONS)
    for place, reason in enumerate(reasons, start=1):
        here = f"reason {place} of {where}"
        if not isinstance(reason, dict):
            raise Fault(f"{here} is {reason!r:.60}; a reason has premises, a relation and what it leads to.")
        _refuse_odd(reason, ("id", "premises", "relation", "to"), here)
        if (relation := reason.get("relation")) not in [*RELATIONS]:
            raise Fault(f"{here} has the relation “{relation}”.{hint(relation, RELATIONS, f'There is: {known}.')}")
        taken = _reason(reason)
        if taken is None or [*taken.premises] != reason["premises"] or taken.id != reason.get("id", ""):
            raise Fault(f"{here} cannot be read: it needs a list of premises, each of them once, the id that it leads to, and an id of its own if an undercut names it.")
    if [*key.unstated] != raw.get("unstated", []):
        raise Fault(f"what is unstated in {where} should be a list of claims, each of them once.")
    try:
        check_key(key, [*key.claims()])
    except Fault as fault:
        raise Fault(f"in {where}, {fault}") from None
    return key


def _refuse_odd(raw: dict, known: Sequence[str], where: str) -> None:
    for name in raw:
        if name not in known:
            raise Fault(f"{where} has “{name}”, which is no part of it.{hint(name, known)}")


def _reason(raw: Any) -> Inference | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("to"), str) or raw.get("relation") not in [*RELATIONS]:
        return None
    premises = tuple(dict.fromkeys(each for each in _list(raw.get("premises")) if isinstance(each, str)))
    name = raw.get("id")
    return Inference(premises=premises, relation=raw["relation"], to=raw["to"], id=name if isinstance(name, str) else "") if premises else None


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) and len(raw) <= MOST else []


def _said(map: Reconstruction) -> dict[tuple, Fraction]:
    said: dict[tuple, Fraction] = defaultdict(Fraction)
    if map.thesis is not None:
        said["thesis", map.thesis] = THESIS
    # A mark says something only where the claim has work to do: else the one that is not stated could be found by trying, without a map.
    for claim in map.claims().intersection(map.unstated):
        said["unstated", claim] = UNSTATED
    for reason in map.reasons:
        together, ends = frozenset(reason.premises), map.ends(reason)
        for premise in together:
            for end in ends:
                said["link", premise, end] += LINK / len(ends)
                said["relation", premise, end, reason.relation] += RELATION / len(ends)
                said["together", premise, end, together] += TOGETHER / len(ends)
    return said


def _overlap(mine: dict[tuple, Fraction], key: dict[tuple, Fraction]) -> Fraction:
    both = sum(min(weight, key[part]) for part, weight in mine.items() if part in key)
    return Fraction(2 * both, total) if (total := sum(mine.values()) + sum(key.values())) else Fraction(0)
