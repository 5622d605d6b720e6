"""Votes on a map: how true a claim is, and how much a reason carries. What a class says of both, the map can work out further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debatekit.polls.scale import Percentage


@dataclass(frozen=True, kw_only=True)
class Truth(Percentage):
    """How true the claim `target` of the map `argument` is, in percent, leaving aside the reasons given for it. `text` asks so, and names
    the author; `claim` has the words of the map alone, for a table."""

    kind: Literal["truth"]
    argument: str
    target: str
    claim: str = ""


@dataclass(frozen=True, kw_only=True)
class Relevance(Percentage):
    """If what the reason `target` of the map `argument` starts from is true: how much it bears on what it leads to, in percent.
    `text` and `claim` as of `Truth`, `claim` with what it leads to."""

    kind: Literal["relevance"]
    argument: str
    target: str
    claim: str = ""


def truth_asked(author: str, claim: str, *, voice: str = "author") -> str:
    """The question of a truth vote. `voice` is “objection” for a view that the author answers, “unstated” for one that the author
    takes for granted."""
    return f"{_SPEAKERS[voice].format(author)}: “{claim}” How true is this, leaving aside the reasons given for it?"


def relevance_asked(author: str, premises: list[str], leads_to: str, *, voice: str = "author", breaks: bool = False) -> str:
    """The question of a relevance vote on the step from `premises` to the claim `leads_to`, or with `breaks` to the step that leads there."""
    how = "how far does it break the step to what follows?" if breaks else "how much does it bear on what follows?"
    return f"{_SPEAKERS[voice].format(author)}: “{' And: '.join(premises)}” If this is true, {how} “{leads_to}”"


_SPEAKERS = {"author": "{}", "objection": "A view that {} answers", "unstated": "What {} takes for granted"}
