"""The answer to an exercise in which a map is built: what of it fits, how one part of it is changed, and how it is told in words.

    {"thesis": "a", "reasons": [{"id": "r1", "premises": ["b", "c"], "relation": "supports", "to": "a"}], "unstated": ["c"]}

A reason has an id of its own, which the page makes up and which stays, so that an undercut can name the step that it hits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from debatekit.arguments.reconstruction import MOST, RELATIONS, Reconstruction
from debatekit.errors import BadAnswer

EMPTY: dict[str, Any] = {"thesis": None, "reasons": [], "unstated": []}
LONGEST_ID = 40


def sift(answer: Any, claims: Collection[str]) -> tuple[dict[str, Any], str]:
    """What of an answer fits a map of `claims`, and a sentence on the first thing that does not, or “”."""
    whole = answer if isinstance(answer, Mapping) else {}
    problems = [] if isinstance(answer, Mapping) and answer.keys() <= EMPTY.keys() else ["A map is an answer with a thesis, reasons and what is unstated."]
    thesis, reasons, unstated = (whole.get(key, default) for key, default in EMPTY.items())
    kept = {
        "thesis": thesis if isinstance(thesis, str) and thesis in claims else None,
        "reasons": _that_hang_together([each for each in _list(reasons) if _is_reason(each, claims)], claims),
        "unstated": [*dict.fromkeys(each for each in _list(unstated) if isinstance(each, str) and each in claims)],
    }
    if kept["thesis"] != thesis:
        problems.append(f"{_short(thesis)} is no claim of this map, so it cannot be the thesis.")
    if kept["reasons"] != reasons:
        problems.append(f"A reason should lead from claims of this map to another one, or undercut a reason that is there; a map has {MOST} at most.")
    if kept["unstated"] != unstated:
        problems.append("What is marked as not stated should be a list of claims of this map.")
    return kept, " ".join(problems[:1])


def changed(answer: Any, item: Any, choice: Any) -> dict[str, Any]:
    """`answer` with one part changed: `thesis` to a claim or None, `unstated/<claim>` to True or False, `reason/<id>` to a reason or None."""
    whole = answer if isinstance(answer, Mapping) else {}
    reasons, unstated = ([*raw] if isinstance(raw := whole.get(key), list) else [] for key in ("reasons", "unstated"))
    before = {"thesis": whole.get("thesis"), "reasons": reasons, "unstated": unstated}
    what, _, name = item.partition("/") if isinstance(item, str) else ("", "", "")
    if what == "thesis" and not name:
        return before | {"thesis": choice}
    if what == "unstated" and isinstance(choice, bool):
        return before | {"unstated": [claim for claim in before["unstated"] if claim != name] + [name] * choice}
    if what == "reason" and choice is None:
        return before | {"reasons": _without(before["reasons"], name)}
    if what == "reason" and isinstance(choice, Mapping):
        new, there = {**choice, "id": name}, [_id(reason) for reason in before["reasons"]]
        same = [new if _id(reason) == name else reason for reason in before["reasons"]]
        return before | {"reasons": same if name in there else [*same, new]}
    raise BadAnswer("The page sent a change of the map that is not known here. Run the cell again.")


def in_words(map: Reconstruction, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """A map that fits as lines: (its place in the map, the claims that stand there). Claims are numbered from the thesis down."""
    number = {claim: place for place, claim in enumerate(_from_the_top(map), start=1)}
    premises = {premise for reason in map.reasons for premise in reason.premises}
    steps = map.steps

    def numbers(claims: Sequence[str]) -> str:
        return " and ".join(str(number[claim]) for claim in claims)

    def shown(claims: Sequence[str]) -> str:
        return " ".join(f"{texts[claim]} (not stated)" if claim in map.unstated else texts[claim] for claim in claims)

    lines = [
        (f"{number[claim]}, {'the thesis' if claim == map.thesis else 'which leads nowhere yet'}", shown([claim]))
        for claim in number
        if claim == map.thesis or claim not in premises
    ]
    for reason in sorted(map.reasons, key=lambda reason: min(number[premise] for premise in reason.premises)):
        verb = reason.relation if len(reason.premises) == 1 else f"together {reason.relation.removesuffix('s')}"
        end = f"the step from {numbers(steps[reason.to].premises)}" if reason.to in steps else str(number[reason.to])
        lines.append((f"{numbers(reason.premises)} {verb} {end}", shown(reason.premises)))
    return lines


def _from_the_top(map: Reconstruction) -> list[str]:
    upper = {premise for reason in map.reasons for premise in reason.premises}
    # What hangs in the air comes after the thesis, from its upper end; what runs in a circle has none, and comes last.
    starts = sorted(map.claims(), key=lambda claim: (claim != map.thesis, claim in upper, claim))
    found: dict[str, None] = {}
    for start in starts:
        waiting = [start]
        while waiting:
            place = waiting.pop(0)
            if place not in found:
                found[place] = None
                leading = [reason for reason in map.reasons if reason.to == place]
                waiting += [premise for reason in leading for premise in reason.premises] + [reason.id for reason in leading if reason.id]
    return [claim for claim in found if claim not in map.steps]


def _is_reason(raw: Any, claims: Collection[str]) -> bool:
    if not isinstance(raw, Mapping) or raw.keys() != {"id", "premises", "relation", "to"}:
        return False
    name, premises, relation, to = (raw[key] for key in ("id", "premises", "relation", "to"))
    return (
        isinstance(name, str) and 0 < len(name) <= LONGEST_ID and name not in claims
        and isinstance(premises, list) and bool(premises) and all(isinstance(each, str) and each in claims for each in premises)
        and len(set(premises)) == len(premises)
        and isinstance(relation, str) and relation in RELATIONS and isinstance(to, str) and to != name and (relation == "undercuts" or to in claims)
    )  # fmt: skip


def _that_hang_together(reasons: list[dict[str, Any]], claims: Collection[str]) -> list[dict[str, Any]]:
    alone = {reason["id"]: reason for reason in reversed(reasons)}
    left = [reason for reason in reasons if alone[reason["id"]] is reason]
    while lost := [reason for reason in left if reason["relation"] == "undercuts" and reason["to"] not in {each["id"] for each in left}]:
        left = [reason for reason in left if not any(reason is each for each in lost)]
    return left


def _without(reasons: Sequence[Any], name: str) -> list[Any]:
    left = [reason for reason in reasons if _id(reason) != name]
    # An undercut goes with the step that it hits.
    for other in [_id(reason) for reason in left if isinstance(reason, Mapping) and reason.get("relation") == "undercuts" and reason.get("to") == name]:
        left = _without(left, other)
    return left


def _id(reason: Any) -> Any:
    return reason.get("id") if isinstance(reason, Mapping) else None


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) and len(raw) <= MOST else []


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, (str, int, float, bool)) else "This"
    return text if len(text) <= 60 else f"{text[:59]}…"
