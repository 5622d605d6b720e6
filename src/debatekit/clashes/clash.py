"""A clash: claims of two arguments, and how they stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from debatekit.ideas import Fault, FromFile, repeated

Relation = Literal["contradict", "agree", "talk_past", "one_fact_two_readings", "shared_assumption"]

LABELS: dict[str, str] = {
    "contradict": "They contradict each other",
    "agree": "They agree",
    "talk_past": "They talk past each other",
    "one_fact_two_readings": "They read one fact in two ways",
    "shared_assumption": "They share an assumption",
}

RELATIONS: dict[str, str] = {
    "contradict": "they answer one question, and both answers cannot be right; where the dates differ, the note says so",
    "agree": "both say so, whatever they make of it",
    "talk_past": "the words are near each other, but the question, the time or the people meant are not",
    "one_fact_two_readings": "both take the same thing for a fact, and draw different lessons from it",
    "shared_assumption": "both need it, and neither says it",
}


@dataclass(frozen=True, kw_only=True)
class Clash(FromFile):
    """One place where the arguments meet: `about` what in a few words, and in `note` where exactly they part or meet.

    `left` and `right` are ids of claims. Of a shared assumption, which nobody states, `text` says what it is, and `left_needs` and `right_needs`
    are the paragraphs that need it. `checks` are ids of fact checks that bear on the whole, beyond those that its claims name.
    """

    id: str
    relation: Relation
    about: str
    note: str
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    text: str = ""
    left_needs: tuple[int, ...] = ()
    right_needs: tuple[int, ...] = ()
    checks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ours = self.relation == "shared_assumption"
        for side, needs in (("left", "left_needs"), ("right", "right_needs")):
            if ours and not getattr(self, needs):
                raise Fault(f"“{self.id}” is a shared assumption, so {needs} should name the paragraphs that need it.", "relation")
            if not ours and not getattr(self, side):
                raise Fault(f"“{self.id}” names no claim on the {side}. Name one, or make it a shared assumption.", "relation")
            if not ours and getattr(self, needs):
                raise Fault(f"“{self.id}” is no shared assumption, so its claims say where they stand. Take {needs} away.", needs)
            for place in repeated(getattr(self, side)):
                raise Fault(f"“{self.id}” names the claim “{getattr(self, side)[place]}” twice. Take one away.", side, place)
        if ours != bool(self.text):
            raise Fault(f"“{self.id}” {'is a shared assumption, so it needs a text that says' if ours else 'has a text; only a shared assumption does. Take it away, or say'} what both need.", "text" if self.text else "relation")


@dataclass(frozen=True, kw_only=True)
class Clashes(FromFile):
    """All of them, for two arguments. `left` and `right` are the ids of their readings; the left column is always the same author's."""

    left: str
    right: str
    clashes: tuple[Clash, ...]

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise Fault(f"left and right are both “{self.left}”. Name two readings.", "right")
        ids = [clash.id for clash in self.clashes]
        for place in repeated(ids):
            raise Fault(f"“{ids[place]}” is there twice. Ids are unique; rename one.", "clashes", place, "id")


assert set(RELATIONS) == set(LABELS) == set(get_args(Relation))
