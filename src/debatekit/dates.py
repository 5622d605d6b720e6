"""Days in words, and which texts are days."""

from __future__ import annotations

import re
from datetime import date

# Spelled out: the names of months in Python's library follow the language of the computer.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def is_day(text: str) -> bool:
    """Whether `text` is a day as year, month and day, such as 2021-06-28."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def in_words(year: int | None = None, month: int | None = None, day: int | None = None) -> str:
    """What is known of a date, as one says it: 28 June 2021, June 2021, 2021."""
    return " ".join(str(part) for part in (day, MONTHS[month - 1] if month else None, year) if part is not None)


def day_in_words(written: str) -> str:
    """A day that is written as 2021-06-28, as one says it."""
    return in_words(*map(int, written.split("-")))
