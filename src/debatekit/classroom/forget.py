"""Forget: everything, the names alone, or one poll; and leave nothing of it in the files."""

from __future__ import annotations

import re
import time
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import people, retention, settings
from debatekit.classroom.refusals import Busy
from debatekit.classroom.storage.store import Store
from debatekit.classroom.storage.tables import asked, metadata, name, person, poll, presence, roster, setting
from debatekit.errors import CourseKitError, UnknownName

EVERYTHING, NAMES, POLL = "everything", "names", "poll"
_TRIES, _PAUSE, _PATIENCE_SECONDS = 40, 0.05, 2.0
_TRACES = "It is deleted, but the files could not be written anew just now, so traces may be left in them. A class that is running tries again within the hour."


def forget(db: sa.Connection, what: str, of_poll: str = "") -> None:
    """Delete everything but the class's code, keys and settings; or the names alone, with the roster, whose entries are names; or, as
    `poll`, all rounds of the poll `of_poll`. Raises UnknownName for a poll that was never asked."""
    if what == NAMES:
        db.execute(name.delete())
        # Who has somebody's personal code has their token: with the names, what lets one in under a name goes, too.
        db.execute(person.delete().where(person.c.mode == "roster"))
        db.execute(roster.delete())
    elif what == EVERYTHING:
        retention.erase_rounds(db, set(db.execute(sa.select(asked.c.id)).scalars()))
        retention.erase_people(db)
        db.execute(roster.delete())
        db.execute(poll.delete())
        settings.put(db, used=None, people_days=None)
    else:
        rounds = dict(db.execute(sa.select(asked.c.id, asked.c.poll)).all())
        if of_poll not in rounds.values():
            raise UnknownName("poll with votes in this class", of_poll, set(rounds.values()))
        retention.erase_rounds(db, {each for each, asked_poll in rounds.items() if asked_poll == of_poll})
    people.somebody_went(db)


def scrub(store: Store) -> None:
    """Write the database anew, so that what was deleted is in no file of it. Raises Busy when somebody reads it for too long, or the disk is full.

    Backups that were made of it, and PostgreSQL's own log and archive, are not ours to reach.
    """
    try:
        with closing(store.own_connection()) as raw:
            _scrubbed(raw, store)
    except CourseKitError:
        raise
    except Exception as error:
        # The two drivers have no common name for what can go wrong.
        raise Busy(_TRACES) from error


def _scrubbed(raw: Any, store: Store) -> None:
    if store.is_postgres:
        # Votes stand in line behind this, which stands in line behind whoever looks for long, such as a backup.
        raw.execute(f"SET lock_timeout = '{_PATIENCE_SECONDS}s'")
        for table in metadata.tables.values():
            if table not in (setting, presence):
                _write_anew(raw, table.name)
    else:
        _patiently(raw, "VACUUM")
        _empty_the_log(raw)


def _empty_the_log(raw: Any) -> None:
    # Who waits here holds up votes, so never for long at a time.
    raw.execute("PRAGMA busy_timeout = 50")
    # Each page in the log that somebody still reads stays there; so until nobody does.
    for _ in range(_TRIES):
        busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
        time.sleep(_PAUSE)
    raise Busy(_TRACES)


def _write_anew(raw: Any, table: str) -> None:
    """PostgreSQL takes rows along that some older transaction might still look at; then once more, until it says that there are none."""
    left: list[int] = []
    raw.add_notice_handler(lambda notice: left.extend(int(number) for number in re.findall(r"\d+", notice.message_detail or "")[:1]))
    for _ in range(_TRIES):
        left.clear()
        raw.execute(f'VACUUM (FULL, VERBOSE) "{table}"')
        if not any(left):
            return
        time.sleep(_PAUSE)
    raise Busy(_TRACES)


def _patiently(raw: Any, statement: str) -> None:
    import sqlite3

    for left in reversed(range(_TRIES)):
        try:
            raw.execute(statement)
            return
        except sqlite3.OperationalError as error:
            # Only who is in the way goes away; a full disk does not.
            if not left or "locked" not in str(error):
                raise
            time.sleep(_PAUSE)
