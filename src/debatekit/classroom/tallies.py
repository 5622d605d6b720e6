"""Results of rounds: worked out from the votes once, and then read as they stand."""

from __future__ import annotations

import json
import threading
from typing import Any

import sqlalchemy as sa

from debatekit.classroom.catalogue import Catalogue
from debatekit.classroom.identity import Identity
from debatekit.classroom.rounds import Asked
from debatekit.classroom.storage.tables import asked, comparison, shown, vote
from debatekit.polls.comparison import compare
from debatekit.polls.question import Vote
from debatekit.polls.result import FEW_VOTES, result

_MOST_REMEMBERED = 400


class Tallies:
    """What a class has said. Nothing here looks at who may see it: `states.py` does."""

    def __init__(self, catalogue: Catalogue, identity: Identity) -> None:
        self._catalogue, self._identity = catalogue, identity
        self._remembered: dict[tuple[Any, ...], Any] = {}
        self._lock = threading.Lock()

    def knows(self, poll: str) -> bool:
        """Whether there is such a poll; a course may have lost one that was asked."""
        return self._catalogue.get(poll) is not None

    def is_of_course(self, poll: str) -> bool:
        """Whether a poll is one of the course, which notebooks know."""
        known = self._catalogue.get(poll)
        return known is not None and known.source == "course"

    def count(self, db: sa.Connection, this: Asked) -> dict[str, Any]:
        """The result of a round (`polls/result.py`) by the votes that are there now."""
        return result(self._catalogue.find(this.poll), list(self._votes(db, this).values()), this.hands)

    def result(self, db: sa.Connection, this: Asked) -> dict[str, Any] | None:
        """The result of a round as it stands since it was looked at; None before, or when it said nothing and the round was opened again."""
        return self._read(("result", this.id, this.changed), db, sa.select(asked.c.result).where(asked.c.id == this.id))

    def comparison(self, db: sa.Connection, first: Asked, second: Asked) -> dict[str, Any] | None:
        """Who moved between two rounds of one poll, as it was first shown, with the titles of both; None when it never was, or when one was reset since."""
        rows = sa.select(comparison.c.data).where(comparison.c.first == first.id, comparison.c.second == second.id)
        told = self._read(("comparison", first.id, first.changed, second.id, second.changed), db, rows)
        return told if told and "kind" in told else None

    def compared(self, db: sa.Connection, first: Asked, second: Asked) -> dict[str, Any]:
        """Who moved between two rounds that were looked at (`polls/comparison.py`), by the votes that are there now."""
        question = self._catalogue.find(first.poll)
        before, after = self._votes(db, first), self._votes(db, second)
        pairs: list[tuple[Vote | None, Vote | None]] = [(before.get(voter), after.get(voter)) for voter in sorted(before.keys() | after.keys())]
        told = compare(question, pairs)
        return {**told, "first": first.title, "second": second.title}

    def voters(self, db: sa.Connection, this: Asked) -> frozenset[bytes]:
        """Whose votes count in a round."""
        question = self._catalogue.find(this.poll)
        return frozenset(voter for voter, each in self._votes(db, this).items() if question.fits(each.value))

    def texts(self, db: sa.Connection, this: Asked) -> list[dict[str, Any]]:
        """The free texts of a round that was looked at, `id`, `text` and whether `shown`, in an order that says nothing; none when fewer than five wrote."""
        stands = self.result(db, this) if self._catalogue.find(this.poll).kind == "text" else None
        if stands is None or stands["voters"] < FEW_VOTES:
            return []
        written = sorted(each.value for each in self._votes(db, this).values() if each.value)
        ids = set(db.execute(sa.select(shown.c.id).where(shown.c.round == this.id)).scalars())
        # Of two who wrote the same, the first of these is as good as the other; so a text keeps its place when its writer is erased.
        found = ((self._identity.text_id(this.id, text, place - written.index(text)), text) for place, text in enumerate(written))
        return [{"id": name, "text": text, "shown": name in ids} for name, text in sorted(found)]

    def _votes(self, db: sa.Connection, this: Asked) -> dict[bytes, Vote]:
        rows = db.execute(sa.select(vote.c.voter, vote.c.value, vote.c.confidence).where(vote.c.round == this.id).order_by(vote.c.voter))
        return {bytes(voter): Vote(value=json.loads(value), confidence=confidence) for voter, value, confidence in rows}

    def forget(self) -> None:
        """Keep nothing in memory: somebody was erased."""
        with self._lock:
            self._remembered.clear()

    def _read(self, key: tuple[Any, ...], db: sa.Connection, query: sa.Select[Any]) -> dict[str, Any] | None:
        with self._lock:
            if key in self._remembered:
                return self._remembered[key]
        kept = db.execute(query).scalar()
        if kept is None:
            return None
        with self._lock:
            while len(self._remembered) >= _MOST_REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[key] = found = json.loads(kept)
        return found
