"""The journal: one SQLite file with a learner's own votes, exercise attempts and drafts, positions on arguments, what was opened first, and for a
member of a class the membership and what waits for the class.

Each call opens the file, does one transaction and closes it, so two kernels can share it. No write-ahead
log: home folders may be on a network, where SQLite's is unsafe.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from debatekit.errors import BadAnswer, JournalError
from debatekit.journal.outbox import held_rounds, put_progress, put_ticket, put_vote
from debatekit.journal.place import journal_path
from debatekit.journal.schema import SECRET, TABLES, VERSION, bring_up_to_date, version_of
from debatekit.polls.question import Question, Vote

WAIT_SECONDS = 5.0
# A poll whose id begins so asks for the exit ticket of the lesson that the rest of the id names, as “exit-ticket-00”.
EXIT_TICKET = "exit-ticket-"


class RoundClosed(JournalError):
    """A vote for a round that a later vote has closed."""


@dataclass(frozen=True)
class CastVote:
    """A vote as it stands in the journal; times are UTC, in ISO 8601."""

    vote: Vote
    first_at: str
    last_at: str


@dataclass(frozen=True)
class Attempt:
    """One checked answer to a self-check. `hints` counts the hints seen by then."""

    answer: Any
    right: int
    total: int
    hints: int
    at: str


class Journal:
    """The journal in the file `path`, made when first used, for its owner's eyes only.

    Every method raises JournalError, in one sentence, when the file cannot be used. A damaged file is kept
    aside under another name and a new one begun; `kept_aside` then holds its path.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.kept_aside: Path | None = None

    # Votes

    def votes(self, course: str, poll: str) -> dict[str, CastVote]:
        """The learner's votes on one poll, by round."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT round, value, confidence, first_at, last_at FROM vote WHERE course = ? AND poll = ?", (course, poll)
            ).fetchall()
        return {row[0]: CastVote(Vote(value=self.loads(row[1]), confidence=row[2]), row[3], row[4]) for row in rows}

    def held_rounds(self, course: str, poll: str) -> set[str]:
        """The rounds of a poll in which a vote is held because it came before its time in class."""
        with self.reading() as db:
            return held_rounds(db, course, poll)

    def cast(self, course: str, question: Question, round_name: str, vote: Vote, *, above: int = 0) -> None:
        """Keep a vote, or change it while its round is open. For a member of a class it goes into the outbox with it, both or neither.

        `above` is the number of this person's vote that the class is known to have, perhaps from another device. Raises BadAnswer when it does not fit, RoundClosed when a vote in a later round exists; one that is held closes nothing.
        """
        vote = question.check(vote)
        question.round(round_name)
        later = question.later_rounds(round_name)
        now = _now()
        with self.transaction() as db:
            voted = {row[0] for row in db.execute("SELECT round FROM vote WHERE course = ? AND poll = ?", (course, question.id))} - held_rounds(db, course, question.id)
            closed_by = next((name for name in later if name in voted), None)
            if closed_by:
                raise RoundClosed(
                    f"The round “{question.round(round_name).title}” is closed, because you have voted in "
                    f"“{question.round(closed_by).title}”. Your earlier vote stays as it was."
                )
            db.execute(
                "INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (course, poll, round) DO UPDATE "
                "SET value = excluded.value, confidence = excluded.confidence, last_at = excluded.last_at",
                (course, question.id, round_name, json.dumps(vote.value), vote.confidence, now, now),
            )
            put_vote(db, course, f"{question.id}/{round_name}", vote, above, now)
            if question.id.startswith(EXIT_TICKET):
                put_ticket(db, course, question.id.removeprefix(EXIT_TICKET), vote.value, now)

    # Exercises

    def attempts(self, course: str, exercise: str) -> list[Attempt]:
        """The attempts at one exercise, oldest first."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT answer, right, total, hints, at FROM attempt WHERE course = ? AND exercise = ? ORDER BY id",
                (course, exercise),
            ).fetchall()
        return [Attempt(self.loads(row[0]), *row[1:]) for row in rows]

    def add_attempt(self, course: str, exercise: str, answer: Any, *, right: int, total: int, hints: int) -> None:
        """Keep one checked answer."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO attempt (course, exercise, answer, right, total, hints, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (course, exercise, json.dumps(answer), right, total, hints, _now()),
            )
            put_progress(db, course, _now())

    def draft(self, course: str, exercise: str) -> Any:
        """The answer to one exercise as it was last left, checked or not; None when nothing was kept as it was made."""
        with self.reading() as db:
            return self._draft(db, course, exercise)

    def change_draft(self, course: str, exercise: str, change: Callable[[Any], Any]) -> Any:
        """Change an answer that is kept as it is made, and return the new one.

        `change` takes the answer that is there now (None when there is none), so two notebooks add to each other's work; what it raises changes nothing.
        """
        with self.transaction() as db:
            answer = change(self._draft(db, course, exercise))
            db.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", (course, exercise, json.dumps(answer), _now()))
        return answer

    def _draft(self, db: sqlite3.Connection, course: str, exercise: str) -> Any:
        row = db.execute("SELECT answer FROM draft WHERE course = ? AND exercise = ?", (course, exercise)).fetchone()
        return self.loads(row[0]) if row else None

    # Notices

    def has_read(self, notice: str) -> bool:
        """Whether the learner has confirmed a notice, such as what is kept of a vote."""
        with self.reading() as db:
            return db.execute("SELECT 1 FROM notice_read WHERE notice = ?", (notice,)).fetchone() is not None

    def mark_read(self, notice: str) -> None:
        """Keep that the learner has confirmed a notice."""
        with self.transaction() as db:
            db.execute("INSERT OR IGNORE INTO notice_read VALUES (?, ?)", (notice, _now()))

    # What was opened

    def note_opened(self, course: str, what: str) -> None:
        """Keep that `what` (for example "reading/ferry") has been opened; only the first time counts."""
        with self.transaction() as db:
            db.execute("INSERT OR IGNORE INTO opened VALUES (?, ?, ?)", (course, what, _now()))

    def opened(self, course: str) -> dict[str, str]:
        """What has been opened in a course and when first, in that order; times are UTC, in ISO 8601."""
        with self.reading() as db:
            return dict(db.execute("SELECT what, first_at FROM opened WHERE course = ? ORDER BY rowid", (course,)))

    # Positions on an argument

    def positions(self, course: str, argument: str) -> dict[str, Any]:
        """The positions that were saved on an argument, by their names, oldest first, as plain data."""
        with self.reading() as db:
            rows = db.execute("SELECT name, value FROM position WHERE course = ? AND argument = ? ORDER BY rowid", (course, argument)).fetchall()
        return {name: self.loads(value) for name, value in rows}

    def keep_position(self, course: str, argument: str, name: str, position: Any) -> None:
        """Save a position under a name of its own. Raises BadAnswer when that name is taken."""
        with self.transaction() as db:
            row = (course, argument, name, json.dumps(position), _now())
            if not db.execute("INSERT OR IGNORE INTO position VALUES (?, ?, ?, ?, ?)", row).rowcount:
                raise BadAnswer(f"You have a position “{name}” already. Choose another name, or delete that one first.")

    def drop_position(self, course: str, argument: str, name: str) -> None:
        """Delete a saved position; one that is not there is no matter."""
        with self.transaction() as db:
            db.execute("DELETE FROM position WHERE course = ? AND argument = ? AND name = ?", (course, argument, name))

    # The whole record

    def export(self) -> dict[str, Any]:
        """Everything in the journal, as plain data in the order it was made."""
        with self.reading() as db:
            record: dict[str, Any] = {"format": "debatekit journal", "version": VERSION, "exported_at": _now()}
            for table in TABLES:
                cursor = db.execute(f"SELECT * FROM {table} ORDER BY rowid")
                names = [column[0] for column in cursor.description if column[0] not in SECRET]
                rows = [dict(zip([c[0] for c in cursor.description], row, strict=True)) for row in cursor]
                record[table] = [{name: _plain(name, row[name]) for name in names} for row in rows]
        return record

    def exists(self) -> bool:
        """Whether there is anything to erase, damaged journals that were kept aside included."""
        return self.path.exists() or bool(self._damaged())

    def erase(self) -> None:
        """Erase everything, kept-aside journals and those of a newer debatekit included.

        A file that another kernel holds open is emptied, so nothing of it can be read either way.
        """
        for path in [self.path, *self._damaged()]:
            if path.exists():
                self._wipe(path)

    def _damaged(self) -> list[Path]:
        return sorted(self.path.parent.glob(f"{self.path.stem}.damaged-*{self.path.suffix}"))

    def _wipe(self, path: Path) -> None:
        try:
            with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as db:
                db.execute("PRAGMA secure_delete = ON")
                tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                with db:
                    for table in tables:
                        db.execute(f'DELETE FROM "{table}"')
                db.execute("VACUUM")
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise self._sentence(error) from None
        try:
            path.unlink()
        except OSError as error:
            if path != self.path:
                raise JournalError(f"{path} could not be erased ({error.strerror}). Delete that file yourself.") from None

    # The file

    def loads(self, text: str) -> Any:
        """JSON out of the record."""
        try:
            return json.loads(text)
        except (ValueError, TypeError):
            raise JournalError(
                f"Something in your record {self.path} cannot be read. Keep a copy with dk.export_record(), then run dk.finish(erase=True) to begin a new one."
            ) from None

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A transaction that only looks."""
        return self.transaction("BEGIN")

    @contextmanager
    def transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """One transaction in a connection of its own: all of it is kept, or nothing. Raises JournalError."""
        try:
            with closing(self._connect()) as db:
                db.execute(begin)
                try:
                    yield db
                except BaseException:
                    db.rollback()
                    raise
                db.commit()
        except sqlite3.Error as error:
            if not (isinstance(error, sqlite3.DatabaseError) and _is_damage(error)):
                raise self._sentence(error) from None
            self._keep_aside()
            raise JournalError(
                f"Your record was damaged. It is kept as {self.kept_aside}; run the cell again to begin a new one."
            ) from None

    def _connect(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # SQLite would make it readable for everybody on this computer.
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            db = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                self._prepare(db)
            except BaseException:
                db.close()
                raise
            return db
        except sqlite3.DatabaseError as error:
            if _is_damage(error) and self.kept_aside is None:
                if self._is_still_damaged():
                    self._keep_aside()
                return self._connect()
            raise self._sentence(error) from None
        except OSError as error:
            raise JournalError(
                f"Your record cannot be kept in {self.path.parent} ({error.strerror}). "
                "Free some space, or set DEBATEKIT_HOME to a folder you can write to and start the course again."
            ) from None

    def _prepare(self, db: sqlite3.Connection) -> None:
        version = version_of(db)
        if version > VERSION:
            raise JournalError(
                f"Your record {self.path} was written by a newer debatekit (format {version}; this one knows {VERSION}). "
                "Bring this copy up to date with “python3 course.py update”. Nothing was changed."
            )
        if version < VERSION:
            bring_up_to_date(db)

    def _is_still_damaged(self) -> bool:
        # Another kernel may have put a new journal here a moment ago.
        try:
            with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS)) as db:
                db.execute("PRAGMA schema_version").fetchone()
            return False
        except sqlite3.DatabaseError as error:
            return _is_damage(error)

    def _keep_aside(self) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}{self.path.suffix}")
        try:
            self.path.rename(aside)
        except OSError as error:
            raise JournalError(
                f"Your record {self.path} is damaged and cannot be moved ({error.strerror}). Close other notebooks, rename "
                "that file, and run the cell again."
            ) from None
        self.kept_aside = aside

    def _sentence(self, error: sqlite3.Error) -> JournalError:
        text = str(error)
        if "locked" in text or "busy" in text:
            return JournalError("Another notebook is writing to your record just now. Wait a moment and try again.")
        if "full" in text:
            return JournalError(f"The disk is full, so nothing was kept in {self.path}. Free some space and try again.")
        if "readonly" in text or "unable to open" in text:
            return JournalError(
                f"Your record {self.path} cannot be written. Make it writable, or set DEBATEKIT_HOME to a folder you can "
                "write to and start the course again."
            )
        return JournalError(f"Your record {self.path} cannot be used ({text}). Nothing was changed.")


def open_journal() -> Journal:
    """The journal of whoever runs this notebook."""
    return Journal(journal_path())


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return "not a database" in str(error) or "malformed" in str(error)


def _plain(name: str, value: Any) -> Any:
    if name not in ("value", "answer"):
        return value
    try:
        return json.loads(value)
    except (ValueError, TypeError):
        return value  # damaged, and still the learner's


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
