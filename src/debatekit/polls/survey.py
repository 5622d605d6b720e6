"""A published survey: what somebody else asked other people, with what is known of it and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from debatekit.dates import in_words

NO_DATE, NO_NUMBER = "date not given", "number not given"


@dataclass(frozen=True, kw_only=True)
class Survey:
    """One question of one survey.

    `start` and `end` are the days of asking, as year, year-month or year-month-day, or "" when not known; `n` is the number
    of people asked, or None. `answers` are (text, percent from 0 to 100); they need not be all that were given.
    """

    id: str
    pollster: str
    start: str
    end: str
    population: str
    n: int | None
    question: str
    answers: tuple[tuple[str, float], ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """When people were asked, as far as known."""
        first, last = _parts(self.start), _parts(self.end)
        if not first or not last:
            return f"until {_day(last)}" if last else f"from {_day(first)}" if first else NO_DATE
        if first == last:
            return _day(first)
        same = next((index for index, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
        # What both share is said once: 3 to 5 January 2020.
        return f"{_day(first[same:], same)} to {_day(last)}"

    @property
    def asked(self) -> str:
        """How many people were asked, as far as known."""
        return NO_NUMBER if self.n is None else f"{self.n:,} people"

    @property
    def rest(self) -> str:
        """A sentence on the percent that `answers` leave out; "" when they are whole, but for rounding."""
        left = 100 - sum(percent for _, percent in self.answers)
        return f"The other {left:g} % are not in the source." if left > len(self.answers) else ""

    def view(self, note: str) -> dict[str, Any]:
        """What a page shows of it, with `note` on how it differs from the question that names it."""
        return {
            "pollster": self.pollster, "when": self.when, "population": self.population, "asked": self.asked,
            "question": self.question, "answers": [{"text": text, "percent": percent} for text, percent in self.answers],
            "rest": self.rest, "notes": list(self.notes), "note": note, "sources": list(self.sources),
        }  # fmt: skip


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-")] if date else []


def _day(parts: list[int], skipped: int = 0) -> str:
    """Year, month and day, or those of them that follow the first `skipped`, as words."""
    return in_words(*([None] * skipped + parts))
