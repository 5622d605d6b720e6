"""The rounds of a class, from open over closed to revealed: every function is one change in the transaction `db`, made by the instructor or the clock."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from debatekit.classroom import retention, settings
from debatekit.classroom.refusals import NotNow, NotThere
from debatekit.classroom.storage.tables import asked, comparison, shown, vote
from debatekit.classroom.storage import dead_rows
from debatekit.classroom.storage.vote_lines import TOLERANCE
from debatekit.ideas import counted
from debatekit.polls.question import Question
from debatekit.polls.result import check_hands

_LOOKED = (
    "You have seen the result of this round: opened for one more vote, it would show you how that person voted. "
    "Use “vote again”, which makes a new round."
)
# One way to write each number, in our own digits.
_FURTHER = re.compile(r"again-([1-9][0-9]?)")
_MOST = 99
# A result may be long, and only whoever shows it needs it.
_COLUMNS = [column for column in asked.c if column is not asked.c.result]
NO_TEXT = '""'
_COUNTING = {2: "Second vote", 3: "Third vote", 4: "Fourth vote", 5: "Fifth vote"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A poll asked once. `nth` counts from 1 within the poll; `ends_at` in seconds since 1970; `hands` are a show of hands by answer;
    `changed` is the revision in which the state, the hands or somebody's erasure last touched it; `looked`: its result has been looked at and stands;
    `live`: the console has opened it."""

    id: int
    poll: str
    name: str
    title: str
    nth: int
    state: str
    ends_at: float | None
    hands: Mapping[str, int]
    changed: int
    looked: bool
    live: bool

    @property
    def is_over(self) -> bool:
        """Whether another round is the next one to ask; this one may still be opened again when its result told nothing."""
        return self.looked or self.state == "revealed"


def all_rounds(db: sa.Connection) -> dict[int, Asked]:
    """Every round by its id, oldest first."""
    rows = db.execute(sa.select(*_COLUMNS).order_by(asked.c.id)).mappings()
    return {row["id"]: _read(row) for row in rows}


def find(db: sa.Connection, round_id: int) -> Asked:
    """The round with this id; raises NotThere."""
    row = db.execute(sa.select(*_COLUMNS).where(asked.c.id == round_id)).mappings().first()
    if row is None:
        raise NotThere("There is no such round in this class. Load the page again.")
    return _read(row)


def open_poll(db: sa.Connection, question: Question, name: str | None, seconds: float | None, clock: float) -> int:
    """Open a round of a poll and put it on the phones: the round called `name`, else the first not looked at yet, else a further one.

    Returns its id. The round that was on the phones is closed. Raises NotNow for one that was looked at.
    """
    there = {each.name: each for each in all_rounds(db).values() if each.poll == question.id}
    if name is None:
        name = next((each.id for each in question.rounds if each.id not in there or not there[each.id].is_over), None) or _again(question, there)
    round_id = there[name].id if name in there else begin_round(db, question, name)
    open_round(db, round_id, seconds, clock)
    return round_id


def begin_round(db: sa.Connection, question: Question, name: str) -> int:
    """Make a round that is open and not on the phones, as the first vote from a notebook does. Raises NotThere for a name that the poll has not."""
    names = [each.id for each in question.rounds]
    if name in names:
        nth, title = names.index(name) + 1, question.round(name).title
    elif (further := _FURTHER.fullmatch(name)) and int(further[1]) > len(names):
        nth = int(further[1])
        title = _COUNTING.get(nth, f"Vote {nth}")
    else:
        raise NotThere(f"The poll “{question.id}” has no round of that name. It has: {', '.join(names)}.")
    clock = time.time()
    row = {"poll": question.id, "name": name, "title": title, "nth": nth, "state": "open", "ends_at": None, "hands": "{}", "changed": settings.next_revision(db)}
    round_id = db.execute(asked.insert().values(**row)).inserted_primary_key[0]
    retention.promise(db, round_id, clock)
    return round_id


def open_round(db: sa.Connection, round_id: int, seconds: float | None, clock: float) -> None:
    """Open a round, for `seconds` or until it is closed, and put it on the phones. The round that was there is closed."""
    this = find(db, round_id)
    if this.looked:
        raise NotNow(_LOOKED)
    before = settings.read(db).now
    if before is not None and before != round_id:
        close(db, before)
    # A result of fewer than five said nothing, so more may vote.
    _set(db, round_id, state="open", ends_at=clock + seconds if seconds else None, result=None, live=True)
    settings.put(db, now=round_id, show="question", blank=False)
    retention.promise(db, round_id, clock)


def go_live(db: sa.Connection, round_id: int) -> None:
    """A round that a notebook began is held in class now."""
    _set(db, round_id, live=True)


def close(db: sa.Connection, round_id: int) -> None:
    """Take no more votes. A round that is closed or revealed stays as it is."""
    if find(db, round_id).state == "open":
        _set(db, round_id, state="closed", ends_at=None)
        dead_rows.lay_out_anew(db, round_id)


def keep(db: sa.Connection, round_id: int, result: Mapping[str, object]) -> None:
    """Let `result` stand as what a round has said, whatever becomes of its votes. One that is withheld stands until the round is opened again."""
    _set(db, round_id, looked=not result["withheld"], result=json.dumps(result))


def reveal(db: sa.Connection, round_id: int) -> None:
    """Show the result that stands to everybody. `looking.reveal` is the whole of it."""
    if find(db, round_id).state != "revealed":
        _set(db, round_id, state="revealed")
    if settings.read(db).now == round_id:
        settings.put(db, show="result")


def again(db: sa.Connection, question: Question, round_id: int, seconds: float | None, clock: float) -> int:
    """Ask the same poll once more: in its next named round, else in one called again-2, again-3 and so on. Returns the id of the new round."""
    this = find(db, round_id)
    there = {each.name: each for each in all_rounds(db).values() if each.poll == question.id}
    names = [each.id for each in question.rounds]
    later = names[names.index(this.name) + 1 :] if this.name in names else []
    # Never this round itself: the votes in it are those to compare with.
    name = next((each for each in later if each not in there or not there[each].is_over), None) or _again(question, there, after=this.nth)
    return open_poll(db, question, name, seconds, clock)


def reset(db: sa.Connection, round_id: int, confirm: int) -> None:
    """Delete the votes of a round and set it back to closed. `confirm` is the number of votes that the instructor means to delete."""
    find(db, round_id)
    there = count(db, round_id)
    if there != confirm:
        raise NotNow(f"This would delete {counted(there, 'vote')}, not {confirm}, so nothing was deleted. Look at the number again and confirm that one.")
    db.execute(vote.delete().where(vote.c.round == round_id))
    db.execute(shown.delete().where(shown.c.round == round_id))
    dead_rows.note(db, vote)
    _forget_comparisons(db, round_id)
    _set(db, round_id, state="closed", ends_at=None, hands="{}", looked=False, result=None)
    now = settings.read(db)
    if now.compare and round_id in now.compare:
        settings.put(db, compare=None)
    if now.now == round_id:
        settings.put(db, show="question")


def set_hands(db: sa.Connection, round_id: int, question: Question, counts: Mapping[str, int]) -> None:
    """Add what an instructor counted in the room, by answer; no counts take it back. Raises BadAnswer, and NotNow once the result stands."""
    if find(db, round_id).is_over:
        raise NotNow("The result of this round has been looked at and stands. Count hands before you look, or use “vote again”.")
    counts = check_hands(question, dict(counts)) if counts else {}
    _set(db, round_id, hands=json.dumps({answer: number for answer, number in counts.items() if number}), result=None)


def close_late(db: sa.Connection, clock: float) -> None:
    """Close all rounds whose time is over."""
    late = db.execute(sa.select(asked.c.id).where(asked.c.state == "open", asked.c.ends_at < clock - TOLERANCE)).scalars().all()
    for round_id in late:
        close(db, round_id)


def number_of(db: sa.Connection, round_id: int, voter: bytes) -> int:
    """The `n` of the vote of `voter` that stands; 0 when there is none."""
    return db.execute(sa.select(vote.c.n).where(vote.c.round == round_id, vote.c.voter == voter)).scalar() or 0


def count(db: sa.Connection, round_id: int) -> int:
    """How many have voted in a round."""
    return db.execute(sa.select(sa.func.count()).select_from(vote).where(vote.c.round == round_id)).scalar_one()


def _again(question: Question, there: Mapping[str, Asked], after: int = 0) -> str:
    """The name of a further round: one that nobody has looked at, if there is such a one beyond the number `after`, else a new one."""
    waiting = (each.name for each in there.values() if _FURTHER.fullmatch(each.name) and not each.is_over and each.nth > after)
    taken = {each.nth for each in there.values()}
    free = (f"again-{nth}" for nth in range(max(len(question.rounds), after) + 1, _MOST + 1) if nth not in taken)
    name = next(waiting, None) or next(free, None)
    if name is None:
        raise NotNow(f"This class has voted on this {_MOST} times, which is the most. Write the question once more to go on.")
    return name


def _read(row: sa.RowMapping) -> Asked:
    return Asked(**{**row, "hands": json.loads(row["hands"])})


def let_go(db: sa.Connection) -> None:
    """Delete the free texts of those who were erased. At once, a text that vanishes would show whose it was; so they go with the next change."""
    gone = db.execute(vote.update().where(vote.c.n == 0, vote.c.value != NO_TEXT).values(value=NO_TEXT))
    if gone.rowcount:
        dead_rows.note(db, vote)


def _forget_comparisons(db: sa.Connection, round_id: int) -> None:
    told = db.execute(sa.select(comparison).where((comparison.c.first == round_id) | (comparison.c.second == round_id))).all()
    for first, second, data in told:
        its, pair = json.loads(data), (comparison.c.first == first) & (comparison.c.second == second)
        gone = {*its.get("reset", ()), round_id}
        if its.get("withheld") or gone == {first, second}:
            db.execute(comparison.delete().where(pair))
        else:
            db.execute(comparison.update().where(pair).values(data=json.dumps({"reset": sorted(gone)})))


def _set(db: sa.Connection, round_id: int, **values: object) -> None:
    let_go(db)
    db.execute(asked.update().where(asked.c.id == round_id).values(changed=settings.next_revision(db), **values))
