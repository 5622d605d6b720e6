"""The reading widget: the guide to a text, and beside it the reader's own copy, which is never saved with the notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from debatekit.dates import day_in_words
from debatekit.readings.fingerprint import passages, words
from debatekit.readings.reading import JOBS, Reading
from debatekit.readings.recognise import recognise
from debatekit.widgets.widget import CourseWidget

_START, _LETTERS = 12, 120
# Of a wrong file a page shows enough to see that it is the wrong one.
_MOST = 30


class ReadingWidget(CourseWidget, front_end=Path(__file__)):
    """The guide to `reading`; with the text of a `copy` and its `fingerprints` each paragraph stands beside what is said of it.

    `name` is how the reader called the file; `remarks` are sentences on what did not work, shown at the top; `noted` says that
    the opening of the text stands in the reader's record.
    """

    def __init__(
        self, reading: Reading, copy: str | None = None, fingerprints: Mapping[int, Sequence[int]] | None = None,
        *, name: str = "", remarks: Sequence[str] = (), noted: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._reading, self._remarks, self._noted = reading, list(remarks), noted
        self._copy = _beside(reading, copy, fingerprints, name) if copy is not None and fingerprints else None
        self.refresh()

    def look(self) -> dict[str, Any]:
        reading = self._reading
        view = {key: getattr(reading, key) for key in ("id", "author", "role", "title", "outlet", "url", "thesis", "counting")}
        return view | {
            "date": day_in_words(reading.date),
            "first": list(reading.first),
            "access": list(reading.access),
            "sections": {str(section.before): section.title for section in reading.sections},
            "jobs": JOBS,
            "paragraphs": [
                {"number": each.number, "job": each.job, "also": list(each.also), "gist": each.gist} for each in reading.paragraphs
            ],
            "copy": self._copy,
            "remarks": self._remarks,
            "noted": self._noted,
        }  # fmt: skip

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # The text belongs to its author, and notebooks get shared. A remark may name a path on the reader's computer.
        if picture["copy"] is None and not picture["remarks"]:
            return picture
        return picture | {"copy": None, "remarks": []}

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        reading = self._reading
        pairs = [("Published", f"{reading.outlet}, {day_in_words(reading.date)}"), ("Read it at", reading.url)]
        return f"Reading: {reading.author}, “{reading.title}”", pairs, "Run this cell (Shift+Enter) to see the guide, paragraph by paragraph."


def _beside(reading: Reading, copy: str, fingerprints: Mapping[int, Sequence[int]], name: str) -> dict[str, Any]:
    found = recognise(passages(copy), fingerprints)
    # What the guide prints itself, such as a headline, is no riddle when it stands in the copy.
    printed = {_bare(text) for text in (reading.title, reading.author, reading.outlet, *(section.title for section in reading.sections))}
    unknown = [text for text in found.unknown if words(text) and _bare(text) not in printed]
    return {
        "name": name,
        "paragraphs": {str(number): {"text": each.text, "whole": each.whole} for number, each in found.paragraphs.items()},
        "unknown": [_start(text) for text in unknown[:_MOST]],
        "repeats": [{"number": number, "text": _start(text)} for number, text in found.repeats[:_MOST]],
        "left_over": len(unknown) + len(found.repeats),
    }


def _bare(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text))


def _start(text: str) -> str:
    whole = " ".join(text.split())
    start = " ".join(whole.split(" ", _START)[:_START])[:_LETTERS]
    return start + (" …" if len(start) < len(whole) else "")
