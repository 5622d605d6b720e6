"""How many are here, over all server processes of a class: pages that are open, and notebooks that have asked a moment ago."""

from __future__ import annotations

import time
from collections.abc import Container, Hashable

import sqlalchemy as sa

from debatekit.classroom.storage.tables import presence

# A process that has not been heard of for so long is gone, and its people with it.
BEAT_SECONDS, _GONE_SECONDS = 10.0, 30.0
# A notebook asks every few seconds while somebody looks at it, and holds no line open.
LATELY_SECONDS = 180.0
_NOTEBOOKS = " notebooks"


class Lately:
    """Who has asked a moment ago. It is in memory alone: nobody's hour is kept."""

    def __init__(self) -> None:
        self._until: dict[Hashable, float] = {}

    def note(self, who: Hashable) -> None:
        """Somebody asks."""
        self._until[who] = time.monotonic() + LATELY_SECONDS

    def count(self, known: Container[Hashable], but: Container[Hashable]) -> int:
        """How many of `known` there are, without those in `but`."""
        now = time.monotonic()
        self._until = {who: until for who, until in self._until.items() if until > now and who in known}
        return sum(who not in but for who in self._until)


def beat(db: sa.Connection, process: str, here: int, lately: int, clock: float) -> None:
    """Say how many pages are open at this process, and how many notebooks have asked it; `clock` in seconds since 1970."""
    mine = {process: here, process + _NOTEBOOKS: lately}
    db.execute(presence.delete().where(presence.c.process.in_(mine) | (presence.c.beat < clock - _GONE_SECONDS)))
    db.execute(presence.insert(), [{"process": name, "here": number, "beat": clock} for name, number in mine.items()])


def everywhere(db: sa.Connection, process: str, here: int, lately: int, clock: float) -> int:
    """How many are here at all processes; `here` and `lately` are those of this one."""
    rows = db.execute(sa.select(presence.c.process, presence.c.here).where(presence.c.beat > clock - _GONE_SECONDS))
    found = dict(rows.all()) | {process: here, process + _NOTEBOOKS: lately}
    # A page is open at one process. A notebook asks now this one and now that one, so each of them has soon heard of all notebooks.
    return sum(number for name, number in found.items() if not name.endswith(_NOTEBOOKS)) + max(number for name, number in found.items() if name.endswith(_NOTEBOOKS))
