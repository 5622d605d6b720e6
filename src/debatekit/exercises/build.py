"""Build a map of an argument from claims that are given, some of which do not belong."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from debatekit.arguments.reconstruction import Reconstruction, agreement, check_key, read
from debatekit.errors import BadAnswer, hint
from debatekit.exercises.exercise import AnyExercise, texts
from debatekit.exercises.map_answer import changed, in_words, sift
from debatekit.exercises.map_checks import CHECKS, Finding, findings
from debatekit.exercises.remark import Remark
from debatekit.ideas import Fault, FromFile


@dataclass(frozen=True, kw_only=True)
class BuildClaim(FromFile):
    """One claim to place. One that stands in no reconstruction does not belong, and `why_not` says why it tempts."""

    id: str
    text: str
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class Build(AnyExercise):
    """Build a map: what is the thesis, and which claims, held together or apart, support, attack or undercut what?

    `reconstructions` are the maps that count as right; `feedback` replaces the text of a check by its name. `map_answer` says what an answer is.
    """

    kind: Literal["build"]
    claims: tuple[BuildClaim, ...]
    reconstructions: tuple[Reconstruction, ...] = ()
    feedback: dict[str, str] = field(default_factory=dict)

    def page(self) -> dict[str, Any]:
        # Whoever writes the claims writes them in the order of the argument, which would give it away.
        mixed = sorted(self.claims, key=lambda claim: sha256(f"{self.id}/{claim.id}".encode()).digest())
        return {"claims": texts(mixed)}

    def fit(self, answer: Any) -> dict[str, Any] | None:
        kept, problem = sift(answer, self._texts())
        if problem:
            raise BadAnswer(problem)
        return kept if any(kept.values()) else None  # a map that was emptied again

    def fitting(self, answer: Any) -> dict[str, Any] | None:
        kept, _ = sift(answer, self._texts())
        return kept if any(kept.values()) else None

    def with_choice(self, answer: Any, item: Any, choice: Any) -> dict[str, Any]:
        # Only the change has to fit: what no longer does is a learner's work, and not ours to drop.
        self.fit(changed(self.fitting(answer), item, choice))
        return changed(answer, item, choice)

    def remarks(self, answer: dict[str, Any]) -> dict[str, Remark]:
        return {found.name: Remark(False, self._sentence(found)) for found in findings(read(answer), self.reconstructions)}

    def score(self, answer: dict[str, Any], remarks: dict[str, Remark]) -> tuple[int, int]:
        # Cut and not rounded: 100 is only what agrees in full.
        return int(agreement(read(answer), self.reconstructions) * 100), 100

    def told(self, right: int, total: int) -> str:
        return f"The map and the nearest one that counts as right agree in {right} of {total} parts."

    def solution(self) -> dict[str, Any]:
        return _as_answer(self.reconstructions[0])

    def others(self, answer: dict[str, Any]) -> list[dict[str, Any]]:
        agreements = [agreement(read(answer), [key]) for key in self.reconstructions]
        return [_as_answer(key) for key, how_far in zip(self.reconstructions, agreements, strict=True) if how_far < 1] if 1 in agreements else []

    def same(self, one: Any, other: Any) -> bool:
        # An undo may put a reason at another place of the list.
        return one == other or agreement(read(one), [read(other)]) == 1

    def said(self) -> list[str]:
        return [*self.feedback.values(), *(claim.why_not for claim in self.claims if claim.why_not)]

    def tries(self) -> list[dict[str, Any]]:
        return [self.solution(), *({"thesis": claim.id} for claim in self.claims)]

    def asked(self, answer: dict[str, Any] | None) -> list[tuple[str, str | None]]:
        map = read(answer)
        missing = [("the thesis", None)] * (map.thesis is None) + [("the reasons", None)] * (not map.reasons)
        return [*missing, *in_words(map, self._texts())]

    def _texts(self) -> dict[str, str]:
        return {claim.id: claim.text for claim in self.claims}

    def _sentence(self, found: Finding) -> str:
        lesson, named = self.feedback.get(found.name, CHECKS[found.name]), [claim for claim in self.claims if claim.id in found.claims]
        if named and found.name == "claim that does not belong":
            return " ".join([lesson, *(f"“{claim.text}” {claim.why_not}" for claim in named)])
        if named:
            more = f", and {len(named) - 2} more" if len(named) > 2 else ""
            return f"{lesson} Look at {' and '.join(f'“{claim.text}”' for claim in named[:2])}{more}"
        return lesson if found.count < 2 else f"{lesson} There are {found.count} of this sort."

    def _check_question(self) -> None:
        self._check_ids("claims", self.claims)

    def _check_that_it_gives_nothing_away(self) -> None:
        for key in ("reconstructions", "feedback"):
            if getattr(self, key):
                raise Fault(f"“{self.id}” is graded: move its {key} to the assignment's key.", key)
        for place, claim in enumerate(self.claims):
            if claim.why_not:
                raise Fault(f"“{self.id}” is graded: move what tempts in “{claim.id}” to the assignment's key.", "claims", place, "why_not")

    def _check_solution(self) -> None:
        if not self.reconstructions:
            raise Fault(f"“{self.id}” needs one or more reconstructions: the maps that count as right.", "reconstructions")
        for place, key in enumerate(self.reconstructions):
            check_key(key, [*self._texts()], "reconstructions", place)
            if agreement(key, self.reconstructions[:place]) == 1:
                raise Fault(f"this reconstruction of “{self.id}” says the same as one before it. Take it out.", "reconstructions", place)
        used = set().union(*(key.claims() for key in self.reconstructions))
        for place, claim in enumerate(self.claims):
            if claim.id in used and claim.why_not:
                raise Fault(f"“{claim.id}” stands in a reconstruction, so it needs no “why_not”. Take it out.", "claims", place, "why_not")
            if claim.id not in used and not claim.why_not:
                raise Fault(f"“{claim.id}” stands in no reconstruction, so it needs a “why_not”: why it tempts and does not belong.", "claims", place)
        known = f"There is: {', '.join(CHECKS)}."
        for name in self.feedback:
            if name not in CHECKS:
                raise Fault(f"“{name}” is no check of a map.{hint(name, CHECKS, known)}", "feedback", name)


def _as_answer(key: Reconstruction) -> dict[str, Any]:
    reasons = [
        {"id": reason.id or f"r{place}", "premises": list(reason.premises), "relation": reason.relation, "to": reason.to}
        for place, reason in enumerate(key.reasons, start=1)
    ]
    return {"thesis": key.thesis, "reasons": reasons, "unstated": list(key.unstated)}
