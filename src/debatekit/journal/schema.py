"""The tables of the journal, as the steps by which they came: a record of any earlier version becomes one of today."""

from __future__ import annotations

import sqlite3

# A step that has been published never changes; what is new is a step at the end.
_STEPS = (
    """
    CREATE TABLE vote (
        course TEXT NOT NULL, poll TEXT NOT NULL, round TEXT NOT NULL,
        value TEXT NOT NULL, confidence INTEGER, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
        PRIMARY KEY (course, poll, round)
    );
    CREATE TABLE attempt (
        id INTEGER PRIMARY KEY,
        course TEXT NOT NULL, exercise TEXT NOT NULL,
        answer TEXT NOT NULL, right INTEGER NOT NULL, total INTEGER NOT NULL, hints INTEGER NOT NULL, at TEXT NOT NULL
    );
    CREATE INDEX attempt_of ON attempt (course, exercise, id);
    CREATE TABLE notice_read (notice TEXT PRIMARY KEY, at TEXT NOT NULL)
    """,
    """
    CREATE TABLE opened (
        course TEXT NOT NULL, what TEXT NOT NULL, first_at TEXT NOT NULL,
        PRIMARY KEY (course, what)
    )
    """,
    """
    CREATE TABLE position (
        course TEXT NOT NULL, argument TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (course, argument, name)
    )
    """,
    """
    CREATE TABLE membership (
        course TEXT NOT NULL, address TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, token TEXT NOT NULL,
        name TEXT NOT NULL, shares INTEGER NOT NULL, joined_at TEXT NOT NULL, left_at TEXT,
        PRIMARY KEY (course, address, code)
    );
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        course TEXT NOT NULL, address TEXT NOT NULL, code TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL,
        value TEXT NOT NULL, confidence INTEGER, n INTEGER NOT NULL, state TEXT NOT NULL, says TEXT NOT NULL, at TEXT NOT NULL,
        UNIQUE (course, address, code, kind, what)
    )
    """,
    """
    CREATE TABLE declined (course TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (course, address))
    """,
    """
    CREATE TABLE draft (course TEXT NOT NULL, exercise TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (course, exercise))
    """,
)
VERSION = len(_STEPS)
TABLES = ("vote", "attempt", "notice_read", "opened", "position", "membership", "outbox", "declined", "draft")
# Who holds the token of a class can vote as its owner, so no export has it.
SECRET = ("id", "token")


def version_of(db: sqlite3.Connection) -> int:
    """The version of an open journal; 0 for one without tables."""
    return db.execute("PRAGMA user_version").fetchone()[0]


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Make the tables that are missing, in one transaction; nothing that is there is touched."""
    db.execute("BEGIN IMMEDIATE")
    # Another kernel may have done it between the look and the lock, so the version is asked again.
    for step in _STEPS[version_of(db) :]:
        for statement in step.split(";"):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.commit()
