"""Which rounds of a poll of the course the class has open, for somebody who names none."""

from __future__ import annotations

from debatekit.attending.line import QUICK_SECONDS, Line, LineDown, Refused
from debatekit.attending.news import entries_of
from debatekit.journal.membership import Membership


def open_rounds(one: Membership, poll: str) -> list[str]:
    """The names of the rounds of `poll` that are open in the class; none when it cannot be asked."""
    try:
        answer = Line(one.address, one.token, seconds=QUICK_SECONDS).get("api", "course-votes")
    except (LineDown, Refused):
        return []
    return [name for what, entry in entries_of(answer).items() for at, _, name in (what.partition("/"),) if at == poll and entry["state"] == "open"]
