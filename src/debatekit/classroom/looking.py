"""What is looked at stands: from then on no vote is added to a result, and none that is erased is taken out of it.

Either would show how one person voted, by what the result was before. So a result is counted once, when the instructor looks, and a
comparison once, when it is first shown. The votes of somebody who is erased stay in it under a number of nobody's (`people.erase`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import rounds
from debatekit.classroom.export import FEWEST
from debatekit.classroom.refusals import NotNow
from debatekit.classroom.rounds import Asked
from debatekit.classroom.storage.tables import comparison
from debatekit.classroom.tallies import Tallies
from debatekit.polls.overlap import shows_few

_OVERLAP = (
    "“{}” has been compared with another vote already, and nearly the same people voted: side by side, the two comparisons would show "
    "how a few of them voted. So this one is not shown."
)
_DELETED = (
    "“{}” was compared with a vote that has been deleted since. Beside that comparison another one could show how a few people voted, so this one is not shown."
)


def look(db: sa.Connection, tallies: Tallies, round_id: int) -> None:
    """Count a round for the instructor alone. Unless the result says nothing, the round cannot be opened again. Raises NotNow while it is open."""
    this = rounds.find(db, round_id)
    if this.state == "open":
        raise NotNow("This round is still open. Close the vote first, then look at the result.")
    if not this.looked:
        rounds.keep(db, round_id, tallies.count(db, this))


def look_at_closed(db: sa.Connection, tallies: Tallies) -> None:
    """Look at all closed rounds that an export tells of."""
    for each in rounds.all_rounds(db).values():
        if each.state == "closed" and tallies.knows(each.poll) and rounds.count(db, each.id) >= FEWEST:
            look(db, tallies, each.id)


def reveal(db: sa.Connection, tallies: Tallies, round_id: int) -> None:
    """Show the result to everybody; an open round is closed first."""
    rounds.close(db, round_id)
    look(db, tallies, round_id)
    rounds.reveal(db, round_id)


def compare(db: sa.Connection, tallies: Tallies, first: Asked, second: Asked) -> None:
    """Let stand who moved between two revealed rounds of one poll. Raises NotNow when that would show how somebody voted, beside a comparison
    that was shown before: they share a round, and nearly the same people voted in both rounds of each."""
    if tallies.comparison(db, first, second):
        return
    told = tallies.compared(db, first, second)
    if _tells(told):
        _check(db, tallies, first, second)
    db.execute(comparison.insert().values(first=first.id, second=second.id, data=json.dumps(told)))


def _tells(told: Mapping[str, Any]) -> bool:
    return not told.get("withheld") and told.get("kind") != "none"


def _check(db: sa.Connection, tallies: Tallies, first: Asked, second: Asked) -> None:
    there = rounds.all_rounds(db)
    voters = {first.id: tallies.voters(db, first), second.id: tallies.voters(db, second)}
    for shared in (first.id, second.id):
        sets = []
        for pair, told in _told_with(db, shared).items():
            other = pair[0] if pair[1] == shared else pair[1]
            if not _tells(told) or shared in told.get("reset", ()):
                continue
            voters[other] = voters.get(other) or tallies.voters(db, there[other])
            sets.append(voters[shared] & voters[other])
            # Its votes were deleted since, so whom it was about is not known any more.
            if "reset" in told or len(sets[-1]) != told["paired"]:
                raise NotNow(_DELETED.format(there[shared].title))
        if shows_few(sets, voters[first.id] & voters[second.id], voters[shared]):
            raise NotNow(_OVERLAP.format(there[shared].title))


def _told_with(db: sa.Connection, round_id: int) -> dict[tuple[int, int], dict[str, Any]]:
    rows = db.execute(sa.select(comparison).where((comparison.c.first == round_id) | (comparison.c.second == round_id)))
    return {(first, second): json.loads(data) for first, second, data in rows}
