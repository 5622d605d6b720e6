"""An argument as a map: claims, and reasons that lead from one or more of them to another claim or to a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from debatekit.arguments.faults import Faults, claim_faults, loose_faults, map_faults, reason_faults
from debatekit.errors import hint
from debatekit.ideas import Fault, FromFile

Kind = Literal["fact", "interpretation", "cause", "forecast", "value", "policy", "definition"]
Basis = Literal["official", "press", "expert", "own_observation", "statistic", "analogy", "none_given"]
Relation = Literal["supports", "attacks", "undercuts"]

KINDS: dict[str, str] = {
    "fact": "says how things are or were; it can be checked",
    "interpretation": "says what something means or shows",
    "cause": "says what brings something about",
    "forecast": "says what will happen, or would",
    "value": "says what is good or bad",
    "policy": "says what should be done",
    "definition": "says what a word is to mean",
}

BASES: dict[str, str] = {
    "official": "what a government or its officers said or published",
    "press": "what newspapers and agencies reported",
    "expert": "what somebody who studies the matter says",
    "own_observation": "what the author has seen for himself",
    "statistic": "a count or a measurement",
    "analogy": "another case that is like this one",
    "none_given": "the text names no source",
}

RELATIONS: dict[str, str] = {
    "supports": "speaks for a claim",
    "attacks": "speaks against a claim",
    "undercuts": "says that a reason does not carry its claim, whether or not the claim is true",
}


@dataclass(frozen=True, kw_only=True)
class Claim(FromFile):
    """One claim in our own words, as strong as the author makes it.

    `paragraphs` say where it stands or, when it is not `stated`, which ones need it; then `note` argues why. `checks` are ids of the
    table of claim checks. `voice` is the author's, or that of a view which the author takes up in order to answer it.
    """

    id: str
    text: str
    kind: Kind
    paragraphs: tuple[int, ...]
    basis: Basis
    stated: bool = True
    voice: Literal["author", "objection"] = "author"
    checks: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        _raise_first(claim_faults(self))


@dataclass(frozen=True, kw_only=True)
class Reason(FromFile):
    """One step: its `premises`, held together, support or attack the claim `to`, or undercut the reason `to`.

    `scheme` is the kind of step, by a name of `SCHEMES`; `note` says what in the text makes us read it so.
    """

    id: str
    premises: tuple[str, ...]
    relation: Relation
    to: str
    scheme: str
    paragraphs: tuple[int, ...]
    note: str = ""

    def __post_init__(self) -> None:
        _raise_first(reason_faults(self, hint))


@dataclass(frozen=True, kw_only=True)
class Argument(FromFile):
    """One author's whole argument; `id` is that of the reading, `thesis` that of the claim all else leads to.

    `main_line` names the reasons that carry the thesis, in the order in which one would tell them. `note` is what to know of the whole map.
    """

    id: str
    thesis: str
    claims: tuple[Claim, ...]
    reasons: tuple[Reason, ...]
    main_line: tuple[str, ...]
    note: str = ""

    def __post_init__(self) -> None:
        _raise_first(map_faults(self, hint))
        _raise_first(loose_faults(self))


def _raise_first(faults: Faults) -> None:
    for path, sentence in faults:
        raise Fault(sentence, *path)


assert set(KINDS) == set(get_args(Kind)) and set(BASES) == set(get_args(Basis)) and set(RELATIONS) == set(get_args(Relation))
