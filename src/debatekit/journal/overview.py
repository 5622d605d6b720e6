"""What a learner's record holds of one course, without a vote or an answer: that there is one, and how the latest check came out."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from debatekit.headway.done import Kept, Score

if TYPE_CHECKING:
    from debatekit.journal.store import Journal


def kept_of(journal: Journal, course: str) -> Kept:
    """What is kept of `course`, at one moment."""
    with journal.reading() as db:
        return Kept(
            voted=frozenset(db.execute("SELECT poll, round FROM vote WHERE course = ?", (course,))),
            scores=latest_scores(db, course),
            drafts=frozenset(row[0] for row in db.execute("SELECT exercise FROM draft WHERE course = ?", (course,))),
            opened=frozenset(row[0].removeprefix("reading/") for row in db.execute("SELECT what FROM opened WHERE course = ? AND what LIKE 'reading/%'", (course,))),
        )


def latest_scores(db: sqlite3.Connection, course: str) -> dict[str, Score]:
    """How the latest check of each self-check came out, in the order of these checks."""
    latest = "SELECT exercise, right, total FROM attempt WHERE id IN (SELECT MAX(id) FROM attempt WHERE course = ? GROUP BY exercise) ORDER BY id"
    return {exercise: (right, total) for exercise, right, total in db.execute(latest, (course,))}
