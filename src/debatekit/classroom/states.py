"""What each face may know of the class: the student, the screen and the console.

Nothing of a result is in what a student gets before the reveal, and nobody gets more than the number of votes before the instructor looks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import retention, rounds, settings, sharing
from debatekit.classroom.catalogue import Catalogue
from debatekit.classroom.rounds import Asked
from debatekit.classroom.settings import Settings
from debatekit.classroom.storage.tables import person, roster, vote
from debatekit.classroom.tallies import Tallies
from debatekit.polls.points import Points
from debatekit.polls.question import Question, question_view


@dataclass(frozen=True)
class Board:
    """The class at one moment: its settings and rounds, and the public state without the seconds that are left."""

    settings: Settings
    rounds: Mapping[int, Asked]
    public: dict[str, Any]

    @property
    def now(self) -> Asked | None:
        """The round that is on the phones."""
        return self.rounds.get(self.settings.now) if self.settings.now is not None else None

    @property
    def ends_at(self) -> float | None:
        """When the round on the phones ends by itself, in seconds since 1970."""
        return self.now.ends_at if self.now and self.now.state == "open" else None


def read_board(db: sa.Connection, catalogue: Catalogue, tallies: Tallies) -> Board:
    """The class as the database has it."""
    catalogue.refresh(db)
    its, all_rounds = settings.read(db), rounds.all_rounds(db)
    board = Board(its, {key: each for key, each in all_rounds.items() if catalogue.get(each.poll)}, {})
    public = {"class": class_view(its), "blank": its.blank, "now": _now(db, board, catalogue, tallies)}
    return Board(board.settings, board.rounds, public)


def class_view(its: Settings) -> dict[str, Any]:
    """What everybody may know of the class itself."""
    return {"title": its.title, "mode": its.mode, "erase_days": its.erase_days, "ask_names": its.ask_names, "door": its.door}


def round_view(this: Asked, clock: float) -> dict[str, Any]:
    """A round as plain data; `clock` in seconds since 1970."""
    left = max(0.0, round(this.ends_at - clock, 1)) if this.state == "open" and this.ends_at else None
    return {"id": this.id, "poll": this.poll, "name": this.name, "title": this.title, "nth": this.nth, "state": this.state, "seconds_left": left}


def _now(db: sa.Connection, board: Board, catalogue: Catalogue, tallies: Tallies) -> dict[str, Any] | None:
    this = board.now
    if this is None:
        return None
    view = {"round": this.id, "poll": this.poll, "title": this.title, "nth": this.nth, "question": question_view(catalogue.find(this.poll)), "state": this.state}
    revealed = this.state == "revealed"
    return {
        **view, "seconds_left": None,
        "result": tallies.result(db, this) if revealed else None,
        "texts": [each["text"] for each in tallies.texts(db, this) if each["shown"]] if revealed else [],
        "comparison": _comparison(db, board, this, tallies) if revealed else None,
    }  # fmt: skip


def _comparison(db: sa.Connection, board: Board, this: Asked, tallies: Tallies) -> dict[str, Any] | None:
    pair = [board.rounds[each] for each in board.settings.compare or () if each in board.rounds]
    if len(pair) != 2 or this not in pair or any(each.state != "revealed" for each in pair):
        return None
    return tallies.comparison(db, *pair)


def screen_state(db: sa.Connection, board: Board, join: Mapping[str, Any], here: int) -> dict[str, Any]:
    """The public state, and what the projected page needs besides."""
    votes = rounds.count(db, board.now.id) if board.now else 0
    return {**board.public, "votes": votes, "here": here, "join": dict(join), "show": board.settings.show}


def console_state(db: sa.Connection, screen: Mapping[str, Any], board: Board, catalogue: Catalogue, tallies: Tallies, clock: float, modes: Collection[str]) -> dict[str, Any]:
    """The state of the screen, and what the instructor sees and sets; `modes` are those that can be chosen."""
    its, days = board.settings, retention.dates(db)
    joined = dict(db.execute(sa.select(person.c.mode, sa.func.count()).group_by(person.c.mode)).all())
    return {
        **screen,
        "polls": [
            {
                "id": each.question.id, "text": each.question.text, "kind": each.question.kind, "source": each.source, "lesson": each.lesson, "answers": _answers(each.question),
                "rounds": [{"name": r.id, "title": r.title} for r in each.question.rounds],
                **({"total": each.question.total} if isinstance(each.question, Points) else {}),
            }
            for each in catalogue
        ],
        "rounds": [{**_console_round(db, each, counted, catalogue, tallies, clock), "erased_on": days.get(each.id)} for each, counted in _counted(db, board)],
        "texts": tallies.texts(db, board.now) if board.now else [],
        "people": {"count": sum(joined.values()), "joined": joined, "online": screen["here"], "names": sharing.names(db), "listed": db.execute(sa.select(sa.func.count()).select_from(roster)).scalar_one()},
        "progress": sharing.by_exercise(db),
        "shared": sharing.how_many(db),
        "tickets": sharing.tickets(db),
        "settings": {**class_view(its), "erase_days_choices": retention.CHOICES, "modes": list(modes)},
        "compare": list(its.compare) if its.compare else None,
        # From the root of the class; behind the # it reaches no server and no log.
        "links": {"screen": f"screen#key={its.screen_key}"},
        "maps": catalogue.maps(),
    }  # fmt: skip


def _answers(question: Question) -> list[str]:
    """The answers to choose from, as texts, for whoever chooses the poll; none for a number or a text."""
    view = question_view(question)
    return [*view.get("labels", ()), *(option["text"] for option in view.get("options", ()))]


def _counted(db: sa.Connection, board: Board) -> list[tuple[Asked, int]]:
    counts = dict(db.execute(sa.select(vote.c.round, sa.func.count()).group_by(vote.c.round)).all())
    return [(each, counts.get(each.id, 0)) for each in board.rounds.values()]


def _console_round(db: sa.Connection, this: Asked, votes: int, catalogue: Catalogue, tallies: Tallies, clock: float) -> dict[str, Any]:
    question = catalogue.find(this.poll)
    result = tallies.result(db, this)
    return {**round_view(this, clock), "looked": this.looked, "votes": votes, "text": question.text, "hands": dict(this.hands), "result": result, "hint": _hint(result)}


def _hint(result: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What peer instruction advises: for a question of fact only, whose right answer is known."""
    from debatekit.polls.peer_instruction import hint

    right = [row["share"] for row in (result or {}).get("rows", []) if row.get("right")]
    return hint(sum(right)) if right else None
