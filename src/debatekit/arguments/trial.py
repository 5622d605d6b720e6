"""A trial of an argument: one moves a claim or a reason and sees at once what follows, asks what decides, and compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from debatekit.arguments.argument import Argument
from debatekit.arguments.position import HIGHEST, LOWEST, RELEVANCE, TRUTH, Position
from debatekit.arguments.weighing import Scales
from debatekit.arguments.whatif import EXACT, contributions, effects, to_fall
from debatekit.errors import BadAnswer, NotSettled

LIMITS = {"lowest": LOWEST, "highest": HIGHEST, "truth": TRUTH, "relevance": RELEVANCE}

SEMANTICS_IN_WORDS: dict[str, dict[str, str]] = {
    "euler": {
        "name": "Sums, gently (Euler-based)",
        "words": "Reasons for count as plus, reasons against as minus, and the sum moves the claim little by little. Attacks alone push no claim far down: from 0.50 to no lower than 0.25.",
    },
    "quadratic_energy": {
        "name": "Sums (quadratic energy)",
        "words": "The same sum, but its square moves the claim: small sums do little, large ones much.",
    },
    "df_quad": {
        "name": "Shares (DF-QuAD)",
        "words": "Each further reason takes its share of what is still open. With many reasons the number nears 0 or 1 and hardly moves any more: it saturates.",
    },
}

# More sets than this nobody reads.
_MOST_SETS = 6


class Trial:
    """One learner's trial; `position` is where it stands."""

    def __init__(self, argument: Argument) -> None:
        self.argument = argument
        self.position = Position()
        self._scales = Scales(argument)
        self._other: tuple[str, str, Position] | None = None
        self._asked: dict[str, Any] | None = None
        self._asked_of: Position | None = None

    def set(self, name: Any, value: Any) -> None:
        """Set the truth of a claim or the relevance of a reason. Raises UnknownName and BadAnswer."""
        self.position = self.position.moved(self.argument, name, value)

    def suppose_false(self, name: Any, false: bool) -> None:
        """Keep a claim at 0, or let it go. Raises UnknownName."""
        self.position = self.position.supposing_false(self.argument, name, false)

    def weigh_by(self, semantics: Any) -> None:
        """Take another semantics, also for what it is compared with. Raises UnknownName."""
        self.position = self.position.weighed_by(semantics)

    def take(self, position: Position) -> None:
        """Stand where `position` stands; the semantics stays."""
        self.position = position.weighed_by(self.position.semantics)

    def compare(self, which: str, title: str, position: Position) -> None:
        """Lay the trial beside another position, which has an id and a title."""
        self._other = (which, title, position)

    @property
    def compared_with(self) -> str | None:
        """The id of the position that it is laid beside."""
        return self._other[0] if self._other else None

    def stop_comparing(self, which: str | None = None) -> None:
        """Lay it beside none; with `which`, only if it is compared with that."""
        if self._other and which in (None, self._other[0]):
            self._other = None

    def ask_what_decides(self) -> None:
        """For each claim: the effect on the thesis if it were false, and its Shapley-style share with a standard error."""
        effect = effects(self._scales, self.position)
        rows = [
            {"claim": each.claim, "effect": effect[each.claim], "share": each.share, "error": each.error}
            for each in contributions(self._scales, self.position)
        ]
        rows.sort(key=lambda row: -abs(row["effect"]))
        self._keep({"what": "decides", "rows": rows, "exact": len(rows) <= EXACT})

    def ask_what_it_takes(self) -> None:
        """Sets of claims that, all false, would let the thesis fall; and for each semantics how many there are, of how many claims."""
        ways = {name: to_fall(self._scales, self.position.weighed_by(name)) for name in SEMANTICS_IN_WORDS}
        sizes = {name: {"sets": len(sets), "claims": len(sets[0]) if sets else 0} for name, sets in ways.items()}
        self._keep({"what": "falls", "semantics": self.position.semantics, "sets": ways[self.position.semantics][:_MOST_SETS], "ways": sizes})

    def look(self) -> dict[str, Any]:
        """The trial as plain data: the position, all strengths, and what was asked; `stale` when the position has moved since.

        `began` is the strength of the thesis before anything was moved, by the same semantics.
        """
        strengths, trouble = self._weigh(self.position)
        start, _ = self._weigh(Position(semantics=self.position.semantics))
        seen = {**self.position.plain(), "strengths": strengths, "trouble": trouble, "other": None, "asked": None}
        seen["began"] = start[self.argument.thesis] if start else None
        if self._other:
            which, title, position = self._other
            other, _ = self._weigh(position.weighed_by(self.position.semantics))
            seen["other"] = {"id": which, "name": title, "strengths": other, "values": dict(position.values), "held": sorted(position.held)}
        if self._asked:
            seen["asked"] = {**self._asked, "stale": self._asked_of != self.position}
        return seen

    def _weigh(self, position: Position) -> tuple[Mapping[str, float] | None, str]:
        try:
            return self._scales.weigh(position), ""
        except NotSettled as error:
            return None, str(error)

    def _keep(self, found: dict[str, Any]) -> None:
        self._asked, self._asked_of = found, self.position


def name_of(raw: Any) -> str:
    """A name to keep a position under. Raises BadAnswer for none and for one too long."""
    name = " ".join(raw.split()) if isinstance(raw, str) else ""
    if not name or len(name) > 60:
        raise BadAnswer("Give the position a name of 1 to 60 signs, then save it again.")
    return name
