"""PostgreSQL keeps a row that was deleted or changed until it is vacuumed, and such rows lie in the order in which they came: the order of
casting. So tables that were written anew, or from which somebody was erased, are vacuumed at once.

A change notes the tables (`note`) and whoever commits it takes the notes along (`noted`) and clears them (`clear`), because VACUUM runs in no transaction.
SQLite overwrites what is deleted by itself.
"""

from __future__ import annotations

import re
import time
from contextlib import closing, suppress
from typing import Any

import sqlalchemy as sa

from debatekit.classroom.storage.store import Store
from debatekit.classroom.storage.tables import vote

_NOTES = "dead rows"
# Somebody who looks at this moment keeps dead rows alive; nobody looks for long.
_TRIES, _PAUSE = 5, 0.02
_LEFT = re.compile(r"(\d+) (?:are dead but not yet removable|dead row versions cannot be removed)")


def lay_out_anew(db: sa.Connection, round_id: int) -> None:
    """PostgreSQL keeps rows as they came in; write those of a round again in the order of their keys, which says nothing."""
    if db.dialect.name == "postgresql":
        # The sort has all of them before the first is put back.
        gone = vote.delete().where(vote.c.round == round_id).returning(*vote.c).cte("gone")
        db.execute(vote.insert().from_select([each.name for each in vote.c], sa.select(gone).order_by(gone.c.voter)))
        note(db, vote)


def note(db: sa.Connection, *tables: sa.Table) -> None:
    """This change leaves dead rows in `tables`."""
    if db.dialect.name == "postgresql":
        db.info.setdefault(_NOTES, set()).update(each.name for each in tables)


def noted(db: sa.Connection) -> set[str]:
    """The tables that were noted since this was last asked."""
    return db.info.pop(_NOTES, set())


def clear(store: Store, tables: set[str]) -> None:
    """Vacuum `tables`. A server whose user may not do that goes on without; deploy/jupyterhub/README.md says so."""
    if not tables:
        return
    with suppress(Exception), closing(store.own_connection()) as raw:
        raw.execute("SET lock_timeout = '2s'")
        for table in sorted(tables):
            for _ in range(_TRIES):
                if not _vacuum(raw, table):
                    break
                time.sleep(_PAUSE)


def _vacuum(raw: Any, table: str) -> int:
    """How many dead rows are left."""
    left: list[int] = []

    def hear(notice: Any) -> None:
        left.extend(int(found) for found in _LEFT.findall(f"{notice.message_primary} {notice.message_detail or ''}"))

    raw.add_notice_handler(hear)
    try:
        raw.execute(f'VACUUM (VERBOSE) "{table}"')
    finally:
        raw.remove_notice_handler(hear)
    return max(left, default=0)
