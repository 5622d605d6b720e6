"""The widget of an argument: its map as a picture and as an outline. All of it is known to the page; nothing is kept."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from debatekit.arguments.argument import BASES, KINDS, RELATIONS
from debatekit.arguments.fact_check import VERDICTS, FactCheck
from debatekit.arguments.outline import main_line, numbers, outline
from debatekit.arguments.schemes import SCHEMES
from debatekit.course.argument_map import ArgumentMap
from debatekit.dates import day_in_words
from debatekit.widgets.widget import CourseWidget


class ArgumentWidget(CourseWidget, front_end=Path(__file__)):
    """The argument of one reading, with the fact checks that its claims name."""

    def __init__(self, parts: ArgumentMap) -> None:
        super().__init__()
        self._argument, self._reading, self._checks = parts.argument, parts.reading, parts.checks
        self.refresh()

    def look(self) -> dict[str, Any]:
        argument, reading = self._argument, self._reading
        top = outline(argument)
        number = numbers(top)
        return {
            "id": argument.id,
            "heading": f"How {reading.author} argues",
            "source": f"“{reading.title}” ({reading.outlet}, {day_in_words(reading.date)}).",
            "thesis": argument.thesis,
            "main_line": list(argument.main_line),
            "claims": [{**_plain(claim), "number": number[claim.id]} for claim in argument.claims],
            "reasons": [_plain(reason) for reason in argument.reasons],
            "outline": _plain(top),
            "kinds": KINDS,
            "bases": BASES,
            "relations": RELATIONS,
            "schemes": {reason.scheme: SCHEMES[reason.scheme] for reason in argument.reasons},
            "verdicts": VERDICTS,
            "checks": {name: _shown(check) for name, check in self._checks.items()},
        }

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        note = "This is the main line. Run this cell (Shift+Enter) to see the whole map."
        return f"How {self._reading.author} argues", main_line(self._argument), note


def _plain(part: Any) -> Any:
    """A dataclass as JSON has it."""
    return asdict(part, dict_factory=lambda pairs: {key: list(value) if isinstance(value, tuple) else value for key, value in pairs})


def _shown(check: FactCheck) -> dict[str, Any]:
    # What rests on a weak source does not reach the page at all.
    return {"id": check.id, "weak": True} if check.is_weak else {"weak": False, **_plain(check)}
