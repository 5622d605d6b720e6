"""One thing from the outbox on its way to the class, and what its answer means."""

from __future__ import annotations

from typing import Any

from debatekit.attending.line import Line, LineDown, Refused
from debatekit.attending.news import IN_CLASS
from debatekit.journal.membership import Membership
from debatekit.journal.outbox import Letter, Outbox

# What a class answers to somebody whom it does not know, or not any more.
NOT_KNOWN = (401, 403)
# What it answers to one that comes too late, or too early.
CLOSED, TOO_EARLY = 409, 425


def send(line: Line, one: Membership, outbox: Outbox, letter: Letter) -> tuple[str, str, int]:
    """Send one thing: what has become of it, the far side's words, and the number of the vote that stands. Raises LineDown, and Refused when this person is not known there."""
    try:
        if letter.kind == "progress":
            line.put("api", "progress", body={"exercises": outbox.progress() if one.shares else []})
        elif letter.kind == "ticket":
            line.put("api", "tickets", letter.what, body={"text": letter.value})
        else:
            stands = line.put("api", *_place(letter.what), body={"value": letter.value, "confidence": letter.confidence, "n": letter.n})
            return _compared(letter, stands)
    except Refused as refused:
        if refused.status in NOT_KNOWN:
            raise
        return {CLOSED: "closed", TOO_EARLY: "held"}.get(refused.status, "refused"), str(refused), letter.n
    return "sent", "", letter.n


def _place(what: str) -> tuple[str, ...]:
    # A question that is no poll of the course is known by the number of its round alone.
    return ("votes", what.rpartition("-")[2]) if what.startswith(IN_CLASS) else ("course-votes", *what.split("/", 1))


def _compared(letter: Letter, stands: dict[str, Any]) -> tuple[str, str, int]:
    n = stands.get("n")
    if not isinstance(n, int) or isinstance(n, bool) or not 0 < n < 2**31:
        raise LineDown("The class gave an answer that makes no sense. What you sent is kept here and sent again.")
    # Where a token may be in other hands, the class tells no vote, only whether this one stands.
    same = stands["same"] is True if "same" in stands else stands.get("value") == letter.value and stands.get("confidence") == letter.confidence
    # The class keeps the highest number; with equal numbers the first stands.
    return ("sent" if same else "overtaken"), "", max(n, letter.n)
