"""How many are here, over all server processes of a class."""

from __future__ import annotations

import sqlalchemy as sa

from debatekit.classroom.storage.tables import presence

# A process that has not been heard of for so long is gone, and its people with it.
BEAT_SECONDS, _GONE_SECONDS = 10.0, 30.0


def beat(db: sa.Connection, process: str, here: int, clock: float) -> None:
    """Say how many are here at this process; `clock` in seconds since 1970."""
    db.execute(presence.delete().where((presence.c.process == process) | (presence.c.beat < clock - _GONE_SECONDS)))
    db.execute(presence.insert().values(process=process, here=here, beat=clock))


def elsewhere(db: sa.Connection, process: str, clock: float) -> int:
    """How many are here at other processes."""
    rows = sa.select(sa.func.coalesce(sa.func.sum(presence.c.here), 0)).where(presence.c.process != process, presence.c.beat > clock - _GONE_SECONDS)
    return int(db.execute(rows).scalar_one())
