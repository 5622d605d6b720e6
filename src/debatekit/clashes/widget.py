"""The widget of the clashes: claims of two arguments side by side, and how they stand to each other. Nothing is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from debatekit.arguments.argument import Claim
from debatekit.arguments.fact_check import FactCheck
from debatekit.arguments.outline import numbers, outline
from debatekit.clashes.clash import LABELS, RELATIONS, Clash
from debatekit.course.argument_map import ArgumentMap
from debatekit.course.clash import ClashBook
from debatekit.dates import day_in_words
from debatekit.widgets.widget import CourseWidget


class ClashWidget(CourseWidget, front_end=Path(__file__)):
    """The clashes of two arguments. What they do with each other is told once a reader has guessed, or asks for it."""

    def __init__(self, book: ClashBook) -> None:
        super().__init__()
        self._book = book
        self._heading = f"Where {_surname(book.left)} and {_surname(book.right)} meet, and where they do not"
        self.fixed = self._all()
        self.refresh()

    def look(self) -> dict[str, Any]:
        return {}

    def _all(self) -> dict[str, Any]:
        book = self._book
        sides = {"left": book.left, "right": book.right}
        number = {side: numbers(outline(there.argument)) for side, there in sides.items()}
        claims = {side: {claim.id: claim for claim in there.argument.claims} for side, there in sides.items()}
        known = book.left.checks | book.right.checks | book.checks

        def shown(clash: Clash) -> dict[str, Any]:
            on = {side: [claims[side][name] for name in getattr(clash, side)] for side in sides}
            named = [*clash.checks, *(name for side in sides for claim in on[side] for name in claim.checks)]
            return {
                "id": clash.id, "relation": clash.relation, "about": clash.about, "note": clash.note, "text": clash.text,
                "needs": {"left": list(clash.left_needs), "right": list(clash.right_needs)},
                "checks": [known[name].shown() for name in dict.fromkeys(named) if name in known],
            } | {side: [_claim(claim, number[side][claim.id], known) for claim in on[side]] for side in sides}  # fmt: skip

        return {
            "heading": self._heading,
            "before": _before(book.lessons),
            "sides": {side: {"name": _surname(there), "date": day_in_words(there.reading.date), "reading": there.reading.id} for side, there in sides.items()},
            "labels": LABELS,
            "relations": RELATIONS,
            "clashes": [shown(clash) for clash in book.clashes.clashes],
        }

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        # What they do with each other is for the reader to guess first, also in a notebook that was saved and is opened again.
        places = [(str(number), clash.about) for number, clash in enumerate(self._book.clashes.clashes, 1)]
        return self._heading, places, f"{_before(self._book.lessons)} Run this cell (Shift+Enter) to see the claims side by side."


def _before(lessons: tuple[str, ...]) -> str:
    numbered = [lesson.partition("-")[0] for lesson in lessons]
    first = f"lessons {' and '.join(numbered)}" if len(numbered) > 1 else "you have read both texts"
    return f"This shows both arguments, so it is best after {first}."


def _surname(there: ArgumentMap) -> str:
    return there.reading.author.split()[-1]


def _claim(claim: Claim, number: int, checks: dict[str, FactCheck]) -> dict[str, Any]:
    flags = [[check.id, "weak source, not used" if check.is_weak else check.verdict] for check in (checks[name] for name in claim.checks if name in checks)]
    return {"number": number, "text": claim.text, "kind": claim.kind, "paragraphs": list(claim.paragraphs), "stated": claim.stated, "voice": claim.voice, "flags": flags}
