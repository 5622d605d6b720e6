"""What waits to be sent to the class, and what has become of it: one row for each thing, which always holds its latest state.

A vote and its row are written in one transaction. `n` counts the votes of this person in this round, so that a vote that is sent twice,
or by two kernels, changes nothing: the class keeps the highest.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from debatekit.journal.overview import latest_scores

if TYPE_CHECKING:
    from debatekit.journal.membership import Membership
    from debatekit.journal.store import Journal
    from debatekit.polls.question import Vote

# waiting → sent: the class has it; overtaken: it has another one of this person, from another device; held: it came too early, and goes
# when the learner says so; closed, refused: it came too late or does not fit, and stays here; kept: the learner left before it went.
STATES = ("waiting", "sent", "overtaken", "held", "closed", "refused", "kept")


@dataclass(frozen=True)
class Letter:
    """One thing for the class. `kind` is "vote" (`what` is poll/round), "progress" (`what` is "") or "ticket" (`what` is the lesson)."""

    kind: str
    what: str
    value: Any
    confidence: int | None
    n: int
    state: str
    says: str = ""


def put_vote(db: sqlite3.Connection, course: str, what: str, vote: Vote, above: int, now: str) -> None:
    """Put a vote into the outbox of the class that the learner is in, if any, inside the caller's transaction."""
    if found := _class_of(db, course):
        _put(db, found[:3], "vote", what, vote.value, vote.confidence, now, above)


def put_ticket(db: sqlite3.Connection, course: str, lesson: str, text: Any, now: str) -> None:
    """Put an exit ticket into the outbox, if the learner shares them with a class."""
    found = _class_of(db, course)
    if found and found[3]:
        _put(db, found[:3], "ticket", lesson, text, None, now)


def put_progress(db: sqlite3.Connection, course: str, now: str) -> None:
    """Say that there is new progress in the exercises, if the learner shares it; it is counted when it is sent."""
    found = _class_of(db, course)
    if found and found[3]:
        _put(db, found[:3], "progress", "", None, None, now)


def held_rounds(db: sqlite3.Connection, course: str, poll: str) -> set[str]:
    """The rounds of a poll in which a vote is held because it came before its time in class."""
    found = _class_of(db, course)
    if not found:
        return set()
    whats = db.execute("SELECT what FROM outbox WHERE course = ? AND address = ? AND code = ? AND kind = 'vote' AND state = 'held'", found[:3])
    return {name for (what,) in whats for at, _, name in (what.partition("/"),) if at == poll}


def _class_of(db: sqlite3.Connection, course: str) -> tuple | None:
    return db.execute("SELECT course, address, code, shares FROM membership WHERE course = ? AND left_at IS NULL", (course,)).fetchone()


def _put(db: sqlite3.Connection, key: tuple, kind: str, what: str, value: Any, confidence: int | None, now: str, above: int = 0) -> None:
    old = db.execute("SELECT n FROM outbox WHERE course = ? AND address = ? AND code = ? AND kind = ? AND what = ?", (*key, kind, what)).fetchone()
    n = max(old[0] if old else 0, above) + 1
    # Anew, and so at the end of the queue: the order is that of casting.
    db.execute(
        "INSERT OR REPLACE INTO outbox (course, address, code, kind, what, value, confidence, n, state, says, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', '', ?)",
        (*key, kind, what, json.dumps(value), confidence, n, now),
    )


class Outbox:
    """The outbox of one membership."""

    def __init__(self, journal: Journal, one: Membership) -> None:
        self._journal, self._key = journal, one.key

    def next(self) -> Letter | None:
        """The oldest thing that waits."""
        return next(iter(self._letters("AND state = 'waiting'")), None)

    def waiting(self) -> list[str]:
        """The kinds of what waits, the oldest first."""
        return [letter.kind for letter in self._letters("AND state = 'waiting'")]

    def of(self, kind: str, what: str) -> Letter | None:
        """One thing and what has become of it."""
        return next(iter(self._letters("AND kind = ? AND what = ?", kind, what)), None)

    def settle(self, letter: Letter, state: str, says: str = "", n: int | None = None) -> bool:
        """Keep what became of `letter`; whether that was still its latest state. `n` is the number of the vote that the class has."""
        # Another kernel may have sent it a moment later, when the round was open.
        only = "AND state = 'waiting'" if state == "held" else ""
        with self._journal.transaction() as db:
            changed = db.execute(
                f"UPDATE outbox SET state = ?, says = ?, n = MAX(n, ?) WHERE course = ? AND address = ? AND code = ? AND kind = ? AND what = ? AND n = ? {only}",
                (state, says, n or letter.n, *self._key, letter.kind, letter.what, letter.n),
            )
            return changed.rowcount == 1

    def release(self, what: str, above: int = 0) -> None:
        """Let the vote that is held in poll/round go; one that is not held is no matter. `above` as for a vote that is cast."""
        with self._journal.transaction() as db:
            # A new number, so that a late answer to the first sending changes nothing.
            db.execute(
                "UPDATE outbox SET state = 'waiting', says = '', n = MAX(n, ?) + 1 WHERE course = ? AND address = ? AND code = ? AND kind = 'vote' AND what = ? AND state = 'held'",
                (above, *self._key, what),
            )

    def progress(self) -> list[dict[str, Any]]:
        """The latest attempt at each self-check of the course, as counts: `{"id", "right", "total"}`."""
        with self._journal.reading() as db:
            return [{"id": exercise, "right": right, "total": total} for exercise, (right, total) in latest_scores(db, self._key[0]).items()]

    def tickets(self) -> list[str]:
        """The lessons whose exit tickets have gone to the class, or may have: the answer to one that waits may have got lost."""
        return [letter.what for letter in self._letters("AND kind = 'ticket' AND state IN ('sent', 'waiting')")]

    def report_progress(self) -> None:
        """Let the progress go to the class, as when the learner begins to share it."""
        from debatekit.journal.store import _now

        with self._journal.transaction() as db:
            put_progress(db, self._key[0], _now())

    def _letters(self, where: str, *values: str) -> list[Letter]:
        with self._journal.reading() as db:
            rows = db.execute(
                f"SELECT kind, what, value, confidence, n, state, says FROM outbox WHERE course = ? AND address = ? AND code = ? {where} ORDER BY id", (*self._key, *values)
            ).fetchall()
        return [Letter(kind, what, self._journal.loads(value), *rest) for kind, what, value, *rest in rows]
