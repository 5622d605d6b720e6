"""An argument as a map: claims, and reasons that lead from one or more of them to another claim or to a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from debatekit.arguments.schemes import SCHEMES
from debatekit.errors import did_you_mean
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
        if not self.paragraphs:
            raise Fault(f"“{self.id}” needs the numbers of its paragraphs.", "paragraphs")
        if not self.stated and not self.note:
            raise Fault(f"“{self.id}” is not stated, so it needs a note that argues from its paragraph why the author needs it.", "stated")


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
        if not self.premises:
            raise Fault(f"the reason “{self.id}” has no premise. Name the claim it starts from.", "premises")
        for place, premise in enumerate(self.premises):
            if premise in self.premises[:place]:
                raise Fault(f"the reason “{self.id}” names the premise “{premise}” twice. Take one away.", "premises", place)
            if premise == self.to:
                raise Fault(f"the reason “{self.id}” leads from “{premise}” to itself. Name another claim.", "premises", place)
        if not self.paragraphs:
            raise Fault(f"the reason “{self.id}” needs the numbers of its paragraphs.", "paragraphs")
        if self.scheme not in SCHEMES:
            near = did_you_mean(self.scheme, SCHEMES)
            hint = f"Did you mean “{near}”?" if near else f"Known: {', '.join(sorted(SCHEMES))}."
            raise Fault(f"“{self.scheme}” is no scheme. {hint}", "scheme")


@dataclass(frozen=True, kw_only=True)
class Argument(FromFile):
    """One author's whole argument; `id` is that of the reading, `thesis` that of the claim all else leads to.

    `main_line` names the reasons that carry the thesis, in the order in which one would tell them.
    """

    id: str
    thesis: str
    claims: tuple[Claim, ...]
    reasons: tuple[Reason, ...]
    main_line: tuple[str, ...]

    def __post_init__(self) -> None:
        claims = [claim.id for claim in self.claims]
        reasons = [reason.id for reason in self.reasons]
        for kind, ids, before in (("claims", claims, []), ("reasons", reasons, claims)):
            for place, an_id in enumerate(ids):
                if an_id in before or an_id in ids[:place]:
                    raise Fault(f"“{an_id}” is there twice. Ids are unique; rename one.", kind, place, "id")
        if self.thesis not in claims:
            raise Fault(f"the thesis is “{self.thesis}”, but there is no such claim.{_near(self.thesis, claims)}", "thesis")
        for place, reason in enumerate(self.reasons):
            for index, premise in enumerate(reason.premises):
                if premise not in claims:
                    raise Fault(
                        f"the reason “{reason.id}” starts from “{premise}”, but there is no such claim.{_near(premise, claims)}",
                        "reasons", place, "premises", index,
                    )  # fmt: skip
            wanted, what = (reasons, "reason") if reason.relation == "undercuts" else (claims, "claim")
            if reason.to not in wanted or reason.to == reason.id:
                raise Fault(
                    f"the reason “{reason.id}” {reason.relation} “{reason.to}”, but there is no such {what}.{_near(reason.to, wanted)}",
                    "reasons", place, "to",
                )  # fmt: skip
        for place, name in enumerate(self.main_line):
            if name not in reasons:
                raise Fault(f"the main line names the reason “{name}”, but there is none.{_near(name, reasons)}", "main_line", place)
        reaching = self._reaching()
        for place, name in enumerate(claims):
            if name not in reaching:
                raise Fault(f"“{name}” leads nowhere: no chain of reasons links it to the thesis.", "claims", place)
        for place, name in enumerate(reasons):
            # Its premises may well lead to the thesis another way.
            if name not in reaching:
                raise Fault(f"the reason “{name}” leads nowhere: what it undercuts carries no claim in the end.", "reasons", place, "to")

    def _reaching(self) -> set[str]:
        """The claims and reasons from which a chain leads to the thesis."""
        reached: set[str] = {self.thesis}
        while True:
            more = {reason.id for reason in self.reasons if reason.to in reached}
            more |= {premise for reason in self.reasons if reason.id in more for premise in reason.premises}
            if more <= reached:
                return reached
            reached |= more


def _near(name: str, known: list[str]) -> str:
    near = did_you_mean(name, known)
    return f" Did you mean “{near}”?" if near else ""


assert set(KINDS) == set(get_args(Kind)) and set(BASES) == set(get_args(Basis)) and set(RELATIONS) == set(get_args(Relation))
