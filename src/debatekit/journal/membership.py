"""Which class a learner's votes on a course go to. Everything before joining and after leaving stays here."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from debatekit.journal.store import Journal, _now

# The notice is about one class, so joining another brings it again.
CLASS_NOTICES = "votes-go-to-class-%"
_COLUMNS = "course, address, code, title, token, name, shares, left_at"


@dataclass(frozen=True)
class Membership:
    """One class of one course. `address` is the class server, without a slash at its end; `left` whether the learner has left."""

    course: str
    address: str
    code: str
    title: str
    token: str
    name: str = ""
    shares: bool = False
    left: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        return self.course, self.address, self.code

    def __repr__(self) -> str:
        return f"Membership({self.title!r} at {self.address})"  # without the token


class Memberships:
    """The memberships in a journal. At most one of a course is current."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def current(self, course: str) -> Membership | None:
        """The class that votes go to now."""
        return next((each for each in self.all() if each.course == course and not each.left), None)

    def all(self) -> list[Membership]:
        """Every membership, of all courses, those that were left included, latest first."""
        with self._journal.reading() as db:
            return [_membership(row) for row in db.execute(f"SELECT {_COLUMNS} FROM membership ORDER BY joined_at DESC, rowid DESC")]

    def known(self, course: str, address: str, code: str) -> Membership | None:
        """An earlier membership of this very class."""
        return next((each for each in self.all() if each.key == (course, address, code)), None)

    def elsewhere(self, course: str, address: str, code: str) -> Membership | None:
        """The latest membership of a class with this code at another address, if there is none at this one: the same class, since a laptop's
        address changes from room to room, or somebody who wants the token. The learner says which."""
        if self.known(course, address, code):
            return None
        return next((each for each in self.all() if each.course == course and each.code == code), None)

    def join(self, new: Membership) -> None:
        """Make `new` the current class of its course. What waited for it under an earlier address goes to the new one."""
        with self._journal.transaction() as db:
            now = _now()
            db.execute("DELETE FROM declined WHERE course = ? AND address = ?", (new.course, new.address))
            for (address,) in db.execute("SELECT address FROM membership WHERE course = ? AND code = ? AND token = ?", (new.course, new.code, new.token)).fetchall():
                if address != new.address:
                    db.execute("UPDATE OR REPLACE outbox SET address = ? WHERE course = ? AND address = ? AND code = ?", (new.address, new.course, address, new.code))
                    db.execute("DELETE FROM membership WHERE course = ? AND address = ? AND code = ?", (new.course, address, new.code))
            others = (now, new.course, new.address, new.code)
            if db.execute("SELECT 1 FROM membership WHERE course = ? AND address = ? AND code = ? AND left_at IS NULL", new.key).fetchone() is None:
                db.execute("DELETE FROM notice_read WHERE notice LIKE ?", (CLASS_NOTICES,))
            db.execute("UPDATE membership SET left_at = ? WHERE course = ? AND NOT (address = ? AND code = ?) AND left_at IS NULL", others)
            db.execute(
                "INSERT OR REPLACE INTO membership VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                (*new.key, new.title, new.token, new.name, new.shares, now),
            )

    def may_invite(self, course: str, address: str) -> bool:
        """Whether the class at `address` may still ask the learner in: one that was declined, or left, does not ask again."""
        with self._journal.reading() as db:
            said = "SELECT 1 FROM declined WHERE course = :course AND address = :address UNION SELECT 1 FROM membership WHERE course = :course AND address = :address"
            return db.execute(said, {"course": course, "address": address}).fetchone() is None

    def decline(self, course: str, address: str) -> None:
        """Keep that the learner does not want to be in the class at `address`; joining it undoes that."""
        with self._journal.transaction() as db:
            db.execute("INSERT OR IGNORE INTO declined VALUES (?, ?, ?)", (course, address, _now()))

    def leave(self, one: Membership) -> int:
        """Send nothing more to this class; returns how many votes had not arrived. Those that are held stay so, for whoever comes back. The token stays, to come back as the same person or to be erased there."""
        with self._journal.transaction() as db:
            db.execute("UPDATE membership SET left_at = ? WHERE course = ? AND address = ? AND code = ?", (_now(), *one.key))
            waited = db.execute("SELECT COUNT(*) FROM outbox WHERE course = ? AND address = ? AND code = ? AND kind = 'vote' AND state IN ('waiting', 'held')", one.key).fetchone()[0]
            # The numbers of votes stay: whoever comes back goes on counting.
            db.execute("UPDATE outbox SET state = 'kept' WHERE course = ? AND address = ? AND code = ? AND state = 'waiting'", one.key)
        return waited

    def forget(self, one: Membership) -> None:
        """Keep nothing of this class, as when the class has erased this person."""
        with self._journal.transaction() as db:
            for table in ("membership", "outbox"):
                db.execute(f"DELETE FROM {table} WHERE course = ? AND address = ? AND code = ?", one.key)

    def rename(self, one: Membership, name: str) -> None:
        """Keep the name that the class knows; "" for none."""
        with self._journal.transaction() as db:
            db.execute("UPDATE membership SET name = ? WHERE course = ? AND address = ? AND code = ?", (name, *one.key))

    def share(self, one: Membership, on: bool) -> None:
        """Share exercise progress and exit tickets from now on, or no more."""
        with self._journal.transaction() as db:
            db.execute("UPDATE membership SET shares = ? WHERE course = ? AND address = ? AND code = ?", (on, *one.key))
            if not on:
                db.execute("DELETE FROM outbox WHERE course = ? AND address = ? AND code = ? AND kind IN ('ticket', 'progress')", one.key)


def _membership(row: sqlite3.Row | tuple) -> Membership:
    course, address, code, title, token, name, shares, left_at = row
    return Membership(course, address, code, title, token, name, bool(shares), left_at is not None)
