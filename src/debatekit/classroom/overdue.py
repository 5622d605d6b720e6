"""Whether a clock may be believed before anything is erased by it.

A computer whose clock is wrong when it starts would erase a class that nobody wanted to lose, and one whose clock was wrong last week
has made promises that begin in some other year. So after a long pause the instructor is asked first; what is due is erased unasked only
when the server has run for a day beside a clock that nobody set meanwhile. A promise that cannot have begun yet begins now.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from debatekit.classroom import retention, settings
from debatekit.classroom.storage.tables import person
from debatekit.classroom.storage.tables import promise as promises
from debatekit.dates import in_words
from debatekit.ideas import counted

_DAY = 86_400
# 1 January 2026. No class was held before this was written, so a computer that says so has lost its clock.
WRITTEN = 1_767_225_600
# Classes meet every week or two. After more than that, to ask is no burden.
LONG_PAUSE = 21 * _DAY
_SET_SECONDS = 3_600


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """What a clock says is due: the day it says it is, the first day (UTC) by which something was promised to be gone, and of how many rounds."""

    today: date
    promised: date
    rounds: int

    def __str__(self) -> str:
        what = f"The votes of {counted(self.rounds, 'round')}" if self.rounds else "What is kept of people"
        return f"The clock of the class's computer says that it is {_spelt(self.today)}. {what} should have been erased by {_spelt(self.promised)}."


def find(db: sa.Connection, clock: float) -> Overdue | None:
    """What should have been gone at `clock` (seconds since 1970), if the class was last used so long before that the clock may be wrong."""
    its = settings.read(db)
    kept = db.execute(sa.select(promises.c.opened, promises.c.days)).all()
    votes = [due for opened, days in kept if (due := opened + days * _DAY) <= clock]
    anybody = its.used is not None and db.execute(sa.select(person.c.person).limit(1)).first() is not None
    others = [due for due in [(its.used or 0) + (its.people_days or its.erase_days) * _DAY] if anybody and due <= clock]
    last = its.doubted if its.doubted is not None else max([its.used or 0, *(opened for opened, _ in kept)])
    if not (votes or others) or clock - last <= LONG_PAUSE:
        return None
    return Overdue(today=_day(clock), promised=_day(min(votes + others)), rounds=len(votes))


def waiting(db: sa.Connection, clock: float) -> Overdue | None:
    """What waits for the instructor's answer."""
    return find(db, clock) if settings.read(db).doubted is not None else None


def may_erase(db: sa.Connection, clock: float, believed: bool) -> bool:
    """Whether what is due may go unasked. If not, that is remembered: a class that is used under a wrong clock must not make it right."""
    if clock < WRITTEN:
        return False
    _begin_again(db, clock)
    its = settings.read(db)
    doubt = None if believed else find(db, clock)
    if (doubt is None) != (its.doubted is None):
        last = max([its.used or 0, *db.execute(sa.select(promises.c.opened)).scalars()])
        settings.put(db, doubted=None if doubt is None else last)
    return doubt is None


def erase(db: sa.Connection, clock: float) -> bool:
    """The instructor says that the clock is right; whether there was anything."""
    settings.put(db, doubted=None)
    return retention.sweep(db, clock)


def _begin_again(db: sa.Connection, clock: float) -> None:
    """Promises made while the clock was wrong for sure count from now, so that none is kept for years."""
    wrong = (promises.c.opened > clock + _DAY) | (promises.c.opened < WRITTEN)
    db.execute(promises.update().where(wrong).values(opened=int(clock)))
    used = settings.read(db).used
    if used is not None and not WRITTEN <= used <= clock + _DAY:
        settings.put(db, used=int(clock))


class Watch:
    """A clock beside one that nobody can set. It is believed after a day in which the two went alike."""

    def __init__(self) -> None:
        self._began: tuple[float, float] | None = None

    def believes(self, clock: float, steady: float) -> bool:
        """`clock` in seconds since 1970, `steady` in seconds since whenever."""
        if self._began is None or abs((clock - self._began[0]) - (steady - self._began[1])) > _SET_SECONDS:
            self._began = (clock, steady)
        return steady - self._began[1] >= _DAY


def steady() -> float:
    """Seconds that nobody can set, and that go on while the computer sleeps, where the system has such."""
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if kind is None else time.clock_gettime(kind)


def _day(clock: float) -> date:
    return datetime.fromtimestamp(clock, UTC).date()


def _spelt(day: date) -> str:
    return in_words(day.year, day.month, day.day)
