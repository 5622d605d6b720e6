"""Who is in the class: who has joined, and what of theirs they share under a name or none. Every function is one change in the transaction `db`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import settings
from debatekit.classroom.catalogue import Catalogue
from debatekit.classroom.identity import Identity
from debatekit.classroom.storage import dead_rows
from debatekit.classroom.storage.tables import asked, name, person, progress, roster, ticket, vote
from debatekit.errors import BadAnswer

MOST_TICKETS = 30


def is_known(db: sa.Connection, who: bytes) -> bool:
    """Whether this person has joined."""
    return db.execute(sa.select(person.c.person).where(person.c.person == who)).first() is not None


def mode_of(db: sa.Connection, who: bytes) -> str | None:
    """The mode in which this person was let in; None for somebody who has not joined."""
    return db.execute(sa.select(person.c.mode).where(person.c.person == who)).scalar()


def modes(db: sa.Connection) -> dict[bytes, str]:
    """All who have joined, and the mode in which each was let in."""
    return dict(db.execute(sa.select(person.c.person, person.c.mode)).all())


def everybody(db: sa.Connection) -> set[bytes]:
    """All who have joined."""
    return set(db.execute(sa.select(person.c.person)).scalars())


def entry_of(db: sa.Connection, identity: Identity, personal_code: str) -> str | None:
    """Whom this personal code was handed to."""
    return db.execute(sa.select(roster.c.entry).where(roster.c.code == identity.code_key(personal_code))).scalar()


def set_name(db: sa.Connection, who: bytes, called: str) -> None:
    """Keep a name, or forget it when it is empty."""
    db.execute(name.delete().where(name.c.person == who))
    if called and is_known(db, who):
        db.execute(name.insert().values(person=who, name=called))


def name_of(db: sa.Connection, who: bytes) -> str | None:
    """The name that somebody gave, if any."""
    return db.execute(sa.select(name.c.name).where(name.c.person == who)).scalar()


def set_progress(db: sa.Connection, who: bytes, exercises: Iterable[Mapping[str, Any]]) -> None:
    """Keep how far somebody is, in place of what was there."""
    db.execute(progress.delete().where(progress.c.person == who))
    rows = {each["id"]: {"person": who, "exercise": each["id"], "right": each["right"], "total": each["total"]} for each in exercises}
    if rows and is_known(db, who):
        db.execute(progress.insert(), list(rows.values()))


def set_ticket(db: sa.Connection, who: bytes, lesson: str, text: str) -> None:
    """Keep somebody's exit ticket of a lesson, or take it back when it is empty."""
    db.execute(ticket.delete().where(ticket.c.person == who, ticket.c.lesson == lesson))
    if text and is_known(db, who):
        if db.execute(sa.select(sa.func.count()).select_from(ticket).where(ticket.c.person == who)).scalar_one() >= MOST_TICKETS:
            raise BadAnswer(f"The class keeps at most {MOST_TICKETS} exit tickets of one person. Take another back first.")
        db.execute(ticket.insert().values(person=who, lesson=lesson, text=text))


def erase(db: sa.Connection, identity: Identity, catalogue: Catalogue, token: str) -> None:
    """Delete a person, and all votes, name, progress and tickets of theirs.

    Votes whose result was looked at stay in it, under a number that is nobody's, the same in all rounds of one poll: a result, a
    comparison or an export that were one vote less would show how this person had voted. Free texts go with the next change of a round.
    """
    who = identity.person(token)
    for table in (name, progress, ticket, person):
        db.execute(table.delete().where(table.c.person == who))
    nobody: dict[str, bytes] = {}
    for round_id, poll, looked in db.execute(sa.select(asked.c.id, asked.c.poll, asked.c.looked)).all():
        mine = sa.and_(vote.c.round == round_id, vote.c.voter == identity.voter(poll, token))
        if not looked:
            db.execute(vote.delete().where(mine))
            continue
        known = catalogue.get(poll)
        n = 1 if known and known.question.kind != "text" else 0
        if db.execute(vote.update().where(mine).values(voter=nobody.setdefault(poll, secrets.token_bytes(32)), n=n)).rowcount:
            dead_rows.lay_out_anew(db, round_id)
    dead_rows.note(db, vote, name, progress, ticket, person)
    somebody_went(db)


def somebody_went(db: sa.Connection) -> None:
    """Tell all processes to forget whom they know and what they have counted; whoever deletes people or votes calls this."""
    db.execute(asked.update().values(changed=settings.next_revision(db)))
    settings.put(db, erasures=settings.read(db).erasures + 1)
