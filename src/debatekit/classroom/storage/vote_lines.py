"""How a batch of votes reaches the disk: the one place where SQL is written for each driver, because it decides how many votes a second are kept.

A batch is one transaction. In it, what the rounds are is looked at and the votes are laid over those that stand, the higher `n`
winning; a round that closes waits for the batch or goes before it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from debatekit.classroom.storage.store import LOCK, Store

# A vote that was under way when the time ran out still counts.
TOLERANCE = 1.0


class Row(NamedTuple):
    """A vote as it is kept; `value` is JSON."""

    round: int
    voter: bytes
    n: int
    value: str
    confidence: int | None


class Lines(Protocol):
    """`keep` commits all rows whose round is open at `now` (seconds since 1970) and returns the ids of these rounds, and what stands
    where a row did not win. `join` commits persons with the mode in which each was let in. Both raise what the driver raises, and then nothing is kept. `tidy` lets go of traces of
    the order in which rows came."""

    def keep(self, rows: Sequence[Row], now: float) -> tuple[set[int], dict[tuple[int, bytes], Row]]: ...
    def join(self, persons: Iterable[tuple[bytes, str]]) -> None: ...
    def tidy(self) -> None: ...
    def close(self) -> None: ...


def lines_to(store: Store) -> Lines:
    """A connection for batches to this database."""
    return PostgresLines(store) if store.is_postgres else SqliteLines(store)


@lru_cache(maxsize=1024)
def _upsert(rows: int) -> str:
    return (
        f"INSERT INTO vote (round, voter, n, value, confidence) VALUES {', '.join(['(?, ?, ?, ?, ?)'] * rows)} ON CONFLICT (round, voter) DO UPDATE "
        "SET n = excluded.n, value = excluded.value, confidence = excluded.confidence WHERE excluded.n > vote.n"
    )


class SqliteLines:
    """`Lines` to SQLite."""

    def __init__(self, store: Store) -> None:
        self._db: sqlite3.Connection = store.own_connection()

    def keep(self, rows: Sequence[Row], now: float) -> tuple[set[int], dict[tuple[int, bytes], Row]]:
        db, rounds = self._db, {row[0] for row in rows}
        db.execute("BEGIN IMMEDIATE")
        try:
            marks = ", ".join("?" * len(rounds))
            found = db.execute(f"SELECT id FROM asked WHERE id IN ({marks}) AND state = 'open' AND (ends_at IS NULL OR ends_at >= ?)", (*rounds, now - TOLERANCE))
            taken = {each[0] for each in found}
            fitting = rows if len(taken) == len(rounds) else [row for row in rows if row[0] in taken]
            # One statement: between two of them Python would hand its lock to whoever reads requests, and wait for it as often as there are votes.
            done = db.execute(_upsert(len(fitting)), [cell for row in fitting for cell in row]).rowcount if fitting else 0
            standing = {} if done == len(fitting) else self._standing(fitting)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        return taken, standing

    def _standing(self, rows: Sequence[Row]) -> dict[tuple[int, bytes], Row]:
        looked = (self._db.execute("SELECT round, voter, n, value, confidence FROM vote WHERE round = ? AND voter = ?", row[:2]).fetchone() for row in rows)
        return {(each[0], each[1]): Row(*each) for each in looked}

    def join(self, persons: Iterable[tuple[bytes, str]]) -> None:
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            new = list(persons)
            db.execute(f"INSERT INTO person (person, mode) VALUES {', '.join(['(?, ?)'] * len(new))} ON CONFLICT DO NOTHING", [cell for each in new for cell in each])
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def tidy(self) -> None:
        # The log has one page after the other as votes came. Not for long where somebody still reads it: the next time will do.
        self._db.execute("PRAGMA busy_timeout = 20")
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        # Also when that failed: votes wait for their turn longer than this does.
        self._db.execute("PRAGMA busy_timeout = 5000")

    def close(self) -> None:
        self._db.close()


_OPEN = "SELECT id FROM asked WHERE id = ANY(%s) AND state = 'open' AND (ends_at IS NULL OR ends_at >= %s)"
_ROWS = "unnest(%s::int[], %s::bytea[], %s::int[], %s::text[], %s::int[]) AS new (round, voter, n, value, confidence)"
_KEEP = (
    f"INSERT INTO vote (round, voter, n, value, confidence) SELECT new.* FROM {_ROWS} WHERE new.round IN ({_OPEN}) ON CONFLICT (round, voter) DO UPDATE "
    "SET n = excluded.n, value = excluded.value, confidence = excluded.confidence WHERE excluded.n > vote.n"
)
_STANDING = "SELECT vote.* FROM vote JOIN unnest(%s::int[], %s::bytea[]) AS sent (round, voter) USING (round, voter)"


class PostgresLines:
    """`Lines` to PostgreSQL: the whole batch goes there and comes back once."""

    def __init__(self, store: Store) -> None:
        self._db: Any = store.own_connection()

    def keep(self, rows: Sequence[Row], now: float) -> tuple[set[int], dict[tuple[int, bytes], Row]]:
        columns = [list(column) for column in zip(*rows, strict=True)]
        rounds, from_then = list(set(columns[0])), now - TOLERANCE
        with closing(self._db.cursor()) as opened, closing(self._db.cursor()) as kept:
            # What goes in one pipeline is one transaction, kept or undone as a whole when its end is answered; BEGIN and COMMIT of our own
            # would be two more messages each way and half as long again for a single vote.
            with self._db.pipeline():
                self._share()
                opened.execute(_OPEN, (rounds, from_then))
                kept.execute(_KEEP, (*columns, rounds, from_then))
            taken, done = {each[0] for each in opened.fetchall()}, kept.rowcount
        count = len(rows) if len(taken) == len(rounds) else sum(row[0] in taken for row in rows)
        standing = {} if done == count else {(row[0], row[1]): Row(row[0], row[1], *row[2:]) for row in self._db.execute(_STANDING, columns[:2])}
        return taken, standing

    def _share(self) -> None:
        self._db.execute("SELECT pg_advisory_xact_lock_shared(%s)", (LOCK,))

    def join(self, persons: Iterable[tuple[bytes, str]]) -> None:
        # In order, as votes are: two processes to which the same people come back must not wait for each other.
        columns = [list(column) for column in zip(*sorted(persons), strict=True)]
        with self._db.pipeline():
            self._share()
            self._db.execute("INSERT INTO person (person, mode) SELECT * FROM unnest(%s::bytea[], %s::text[]) ON CONFLICT DO NOTHING", columns)

    def tidy(self) -> None:
        pass  # `rounds.close` lays a round out anew

    def close(self) -> None:
        self._db.close()
