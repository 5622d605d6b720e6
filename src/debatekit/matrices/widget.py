"""The widget of a decision matrix: weights and marks, places, and what the first place hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from weakref import WeakSet

from debatekit.course.matrix import MatrixBook
from debatekit.errors import JournalError
from debatekit.journal.store import Journal
from debatekit.matrices.matrix import Entry
from debatekit.matrices.totals import places
from debatekit.matrices.weighing import Weighing, fitting
from debatekit.matrices.words import MEANS_NOT, hanging, of_mark, of_weight, one_digit, outcome
from debatekit.widgets.widget import CourseWidget

# Of the marks that can overturn a first place, as many as one would read.
_MOST_MARKS = 6
_on_the_page: WeakSet[MatrixWidget] = WeakSet()


def kept_as(matrix: str) -> str:
    """The name under which the journal keeps a weighing, beside the drafts of exercises."""
    return f"matrix/{matrix}"


class MatrixWidget(CourseWidget, front_end=Path(__file__)):
    """A learner's weighing of one matrix. Each change is kept in the journal at once, and never in the saved notebook."""

    def __init__(self, book: MatrixBook, course: str, journal: Journal) -> None:
        super().__init__()
        self._matrix, self._authors = book.matrix, book.authors
        self._course, self._journal = course, journal
        self._weighing, self._asked = Weighing(), False
        self._calm = self.look()
        try:
            self._weighing = fitting(self._matrix, journal.draft(course, kept_as(self._matrix.id)))
        except JournalError as error:
            self._message = f"What you marked before is not shown. {error}"
        _on_the_page.add(self)
        self.fixed = {
            "heading": self._matrix.title,
            "note": self._matrix.note,
            "options": [self._entry(entry) for entry in self._matrix.options],
            "criteria": [self._entry(entry) for entry in self._matrix.criteria],
            "means_not": MEANS_NOT,
        }
        self.refresh()

    def look(self) -> dict[str, Any]:
        matrix, weighing = self._matrix, self._weighing
        parts, ranges, still_open = weighing.shares(matrix), weighing.ranges(matrix), weighing.open_marks(matrix)
        where = places(ranges)
        rows = [
            {"id": name, "low": float(low), "high": float(high), "sum": _span(one_digit(low), one_digit(high)), "place": _span(*map(str, where[name])), "open": len(still_open[name])}
            for name, (low, high) in ranges.items()
        ]
        return {
            **weighing.plain(),
            "shares": {name: round(float(100 * part)) for name, part in parts.items()},
            "rows": rows,
            "says": outcome(matrix, weighing),
            "hangs": self._hangs() if self._asked else None,
        }

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # JupyterLab can save a widget's state with the notebook, and notebooks get shared: what somebody weighs is not in it.
        calm = {**picture, **self._calm, "message": ""}
        return picture if picture == calm else calm

    def act(self, action: dict[str, Any]) -> None:
        match action:
            case {"do": "set", "id": str(place), "value": value}:
                what, _, criterion = place.partition("/")
                self._change(lambda now: now.weighted(self._matrix, criterion, value) if what == "weight" else now.marked(self._matrix, what, criterion, value))
            case {"do": "hangs"}:
                self._asked = True
            case {"do": "clear"}:
                self._change(lambda _: Weighing())
            case _:
                super().act(action)

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        pairs = [("Options", "; ".join(entry.name for entry in self._matrix.options)), ("Criteria", "; ".join(entry.name for entry in self._matrix.criteria))]
        return self._matrix.title, pairs, "Your marks and weights are in your own record, and not in this notebook. Run this cell (Shift+Enter) to go on with them."

    def forget(self) -> None:
        """Show nothing of what was erased."""
        self._weighing, self._asked = Weighing(), False
        self.refresh_or_say_why()

    def _change(self, change: Any) -> None:
        new: list[Weighing] = []

        def changed(kept: Any) -> dict[str, Any]:
            new.append(change(fitting(self._matrix, kept)))
            return new[0].plain()

        self._journal.change_draft(self._course, kept_as(self._matrix.id), changed)
        self._weighing, self._asked = new[0], False

    def _hangs(self) -> dict[str, Any]:
        says, by_weight, by_mark = hanging(self._matrix, self._weighing)
        sure = not any(self._weighing.open_marks(self._matrix).values())
        return {"says": says, "weights": [of_weight(self._matrix, turn, sure) for turn in by_weight], "marks": [of_mark(self._matrix, turn, sure) for turn in by_mark[:_MOST_MARKS]]}

    def _entry(self, entry: Entry) -> dict[str, Any]:
        told = [f"{author}, {'paragraph' if len(where) == 1 else 'paragraphs'} {', '.join(map(str, where))}" for author, where in self._where(entry.in_texts)]
        return {"id": entry.id, "name": entry.name, "about": entry.about, "told": f"In the texts: {'; '.join(told)}." if told else "In neither text." if len(self._authors) == 2 else ""}

    def _where(self, in_texts: Mapping[str, tuple[int, ...]]) -> list[tuple[str, tuple[int, ...]]]:
        return [(author, in_texts[reading]) for reading, author in self._authors.items() if reading in in_texts]


def forget_weighings() -> None:
    """Every matrix on the page forgets, since the record has been erased."""
    for widget in list(_on_the_page):
        widget.forget()


def _span(one: str, other: str) -> str:
    return one if one == other else f"{one} to {other}"
