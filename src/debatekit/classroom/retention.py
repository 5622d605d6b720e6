"""How long a class keeps what, and that it goes when it was promised to go.

Votes are erased so many days after their round was opened; a result that was revealed stays, as counts, and goes with what is kept of
people, so many days after the class was last used. The number of days is promised when a round is opened or somebody comes in: a longer one, chosen later, holds for later rounds only, a
shorter one for all. When somebody was here is kept of nobody.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from debatekit.classroom import people, settings
from debatekit.classroom.refusals import NotAllowed
from debatekit.classroom.storage.tables import asked, name, person, progress, ticket, vote
from debatekit.classroom.storage.tables import promise as promises
from debatekit.classroom.storage.tables import shown as shown_texts

CHOICES = (1, 7, 30, 120, 365)
SWEEP_SECONDS = 3600.0
_DAY = 86_400


def promise(db: sa.Connection, round_id: int, clock: float) -> None:
    """Promise for a round that opens at `clock` (seconds since 1970) when it will be erased; one that holds votes keeps its promise."""
    voted = db.execute(sa.select(vote.c.round).where(vote.c.round == round_id).limit(1)).first()
    there = db.execute(sa.select(promises.c.round).where(promises.c.round == round_id)).first()
    if there and voted:
        return
    db.execute(promises.delete().where(promises.c.round == round_id))
    db.execute(promises.insert().values(round=round_id, opened=int(clock), days=settings.read(db).erase_days))
    used(db, clock)


def dates(db: sa.Connection) -> dict[int, str]:
    """The day (UTC, ISO 8601) on which the votes of each round are erased, by its id; not of one whose votes are gone."""
    rows = db.execute(sa.select(promises.c.round, promises.c.opened, promises.c.days))
    return {round_id: datetime.fromtimestamp(opened + days * _DAY, UTC).date().isoformat() for round_id, opened, days in rows}


def used(db: sa.Connection, clock: float) -> None:
    """Note that the class is in use. The first to come hear how long they are kept; that holds until all are gone."""
    now = settings.read(db)
    days = now.erase_days if now.people_days is None else min(now.people_days, now.erase_days)
    settings.put(db, used=int(clock // SWEEP_SECONDS * SWEEP_SECONDS), people_days=days)


def change(db: sa.Connection, days: int) -> None:
    """Choose for how many days from now on. Raises NotAllowed for a number that is not among CHOICES."""
    if days not in CHOICES:
        raise NotAllowed(f"Votes are kept for {', '.join(map(str, CHOICES[:-1]))} or {CHOICES[-1]} days. Choose one of these.")
    now = settings.read(db)
    before = now.people_days
    if before is None and _anybody(db):
        before = now.erase_days  # they came a moment ago, and the clock has not noted it yet
    settings.put(db, erase_days=days, people_days=None if before is None else min(before, days))
    db.execute(promises.update().where(promises.c.days > days).values(days=days))


def sweep(db: sa.Connection, clock: float) -> bool:
    """Erase what was promised to be gone by `clock`; whether there was anything."""
    over = set(db.execute(sa.select(promises.c.round).where(promises.c.opened + promises.c.days * _DAY <= clock)).scalars())
    shown = over & set(db.execute(sa.select(asked.c.id).where(asked.c.state == "revealed")).scalars())
    for table in (vote, shown_texts, promises):
        db.execute(table.delete().where(table.c.round.in_(shown)))
    erase_rounds(db, over - shown)
    if settings.read(db).used is None and _anybody(db):
        used(db, clock)
    now, gone = settings.read(db), False
    if now.used is None or now.used + (now.people_days or now.erase_days) * _DAY <= clock:
        results = set(db.execute(sa.select(asked.c.id).where(asked.c.id.not_in(sa.select(promises.c.round)))).scalars())
        gone = bool(results) or _anybody(db)
        erase_rounds(db, results)
        erase_people(db)
        settings.put(db, used=None, people_days=None)
    if over or gone:
        people.somebody_went(db)
    return bool(over) or gone


def _anybody(db: sa.Connection) -> bool:
    return db.execute(sa.select(person.c.person).limit(1)).first() is not None


def erase_rounds(db: sa.Connection, rounds: set[int]) -> None:
    """Delete rounds with their votes, hands, results, promises and shown texts, as if they had never been asked."""
    if not rounds:
        return
    # Votes, comparisons, promises and shown texts go with their round.
    db.execute(asked.delete().where(asked.c.id.in_(rounds)))
    now = settings.read(db)
    if now.compare and rounds & set(now.compare):
        settings.put(db, compare=None)
    if now.now in rounds:
        settings.put(db, now=None, show="join")


def erase_people(db: sa.Connection) -> None:
    """Delete all who have joined, with names, progress and tickets; not the roster, which the instructor made."""
    for table in (name, progress, ticket, person):
        db.execute(table.delete())
