"""A poll that was made in this class is edited or deleted as long as nobody has voted in it: afterwards its votes would answer another question."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import retention
from debatekit.classroom.catalogue import Catalogue
from debatekit.classroom.refusals import NotAllowed, NotNow, NotThere
from debatekit.classroom.storage.tables import asked, poll, vote

_OF_COURSE = "This poll belongs to the course, so it cannot be changed here. Write one of your own on the spot."
_OF_MAP = "A vote on a claim has the words of its map, so they cannot be changed here. Delete it, or choose another claim."
_GONE = "This poll has just been deleted, from another console. Choose one of the list."
_VOTED = "Somebody has voted in this poll, so it stands as it is. Write the question once more, as you want it."


def read(db: sa.Connection, catalogue: Catalogue, poll_id: str) -> dict[str, Any]:
    """The question as it was written, to be edited. Raises NotThere and NotAllowed."""
    return json.loads(_own(db, catalogue, poll_id, "console"))


def rewrite(db: sa.Connection, catalogue: Catalogue, poll_id: str, data: dict[str, Any]) -> None:
    """Put another question in its place. Raises as `delete`, and BadAnswer."""
    _own(db, catalogue, poll_id, "console")
    _take_back(db, poll_id)
    catalogue.rewrite(db, poll_id, data)


def delete(db: sa.Connection, catalogue: Catalogue, poll_id: str) -> None:
    """Take the poll out of the class. Raises NotThere, NotAllowed for one of the course, and NotNow once somebody has voted."""
    _own(db, catalogue, poll_id, "console", "claim")
    _take_back(db, poll_id)
    db.execute(poll.delete().where(poll.c.id == poll_id))


def _own(db: sa.Connection, catalogue: Catalogue, poll_id: str, *sources: str) -> str:
    row = db.execute(sa.select(poll).where(poll.c.id == poll_id)).first()
    if row is None:
        catalogue.find(poll_id)
        raise NotAllowed(_OF_COURSE) if catalogue.get(poll_id).source == "course" else NotThere(_GONE)
    if row.source not in sources:
        raise NotAllowed(_OF_MAP)
    return row.data


def _take_back(db: sa.Connection, poll_id: str) -> None:
    """Delete the rounds in which nobody has voted. A phone may hold a vote that could not be sent: it must not arrive as an answer to another question."""
    rounds = db.execute(sa.select(asked.c.id, asked.c.looked, asked.c.hands).where(asked.c.poll == poll_id)).all()
    ids = {each.id for each in rounds}
    if any(each.looked or each.hands != "{}" for each in rounds) or db.execute(sa.select(vote.c.round).where(vote.c.round.in_(ids)).limit(1)).first():
        raise NotNow(_VOTED)
    retention.erase_rounds(db, ids)
