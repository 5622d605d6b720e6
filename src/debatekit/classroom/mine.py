"""What one person may read of the class beyond the public state: own votes, and what is revealed of the polls of the course and of maps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from debatekit.classroom import people, turns
from debatekit.classroom.rounds import Asked
from debatekit.classroom.storage.tables import comparison, vote
from debatekit.polls.question import Question, question_view

if TYPE_CHECKING:
    from debatekit.classroom.service import Classroom

FEW_VOTES = 5


def votes_and_name(db: sa.Connection, classroom: Classroom, token: str, is_alone: bool) -> dict[str, Any]:
    """One's own votes by round, each with its question, and the name that one gave. Without `is_alone`, somebody else may have the token,
    such as a teacher with the list of personal codes: then that there is a vote is told, and not which."""
    # Looked up once: another thread may be reading the class again, and a round may be gone from it.
    listed = [(each, known.question) for each in classroom.board.rounds.values() if (known := classroom.catalogue.get(each.poll))]
    found = _own(db, classroom, token, [each for each, _ in listed], is_alone)
    told = {str(each.id): {**found[each.id], **_asked(each, question)} for each, question in listed if each.id in found}
    return {"votes": told, "name": people.name_of(db, classroom.identity.person(token))}


def _asked(this: Asked, question: Question) -> dict[str, Any]:
    # For a second phone, which has not seen the questions.
    return {"title": this.title, "nth": this.nth, "state": this.state, "question": question_view(question)}


def course_votes(db: sa.Connection, classroom: Classroom, token: str, is_alone: bool) -> dict[str, Any]:
    """By “poll/round”, all rounds of polls of the course: their state, “early” when one is open and takes no votes yet, one's own vote, and once revealed the result; and who moved, if the screen has shown it. `is_alone` as in `votes_and_name`."""
    listed = [each for each in classroom.board.rounds.values() if (known := classroom.catalogue.get(each.poll)) and known.source == "course"]
    own = _own(db, classroom, token, listed, is_alone)
    # Those that the screen has shown, and no others: what several tell together was looked at then.
    compared = {(first, second) for first, second in db.execute(sa.select(comparison.c.first, comparison.c.second))}
    nothing = {"value": None, "confidence": None, "n": 0} if is_alone else {"n": 0}
    told = {}
    for each in listed:
        view = {"round": each.id, "state": _state(classroom, each), **own.get(each.id, nothing)}
        if each.state == "revealed":
            view["result"] = classroom.tallies.result(db, each)
            view["texts"] = [text["text"] for text in classroom.tallies.texts(db, each) if text["shown"]]
            before = [other for other in listed if (other.id, each.id) in compared]
            moved = [found for other in before if (found := classroom.tallies.comparison(db, other, each))]
            if moved:
                view["comparison"] = moved[-1]
        told[f"{each.poll}/{each.name}"] = view
    return told


def _state(classroom: Classroom, this: Asked) -> str:
    is_early = this.state == "open" and this.id != classroom.settings.now and turns.why_early(classroom.board.rounds.values(), this.poll, this.nth, this.live)
    return "early" if is_early else this.state


def claims(db: sa.Connection, classroom: Classroom, argument: str) -> dict[str, Any]:
    """Means, from 0 to 1, of the revealed votes on claims and reasons of a map, in polls of the course or made from the map; of several
    rounds on one, the last that can be told counts."""
    found, version = {}, 0
    listed = [each for each in classroom.board.rounds.values() if each.state == "revealed"]
    # Within a poll `nth` counts: a notebook may have begun the second round before the first. Of two polls the one with the newest round comes last.
    newest = {each.poll: each.id for each in listed}
    for each in sorted(listed, key=lambda each: (newest[each.poll], each.nth)):
        known = classroom.catalogue.get(each.poll)
        if known is None or known.question.kind not in ("truth", "relevance") or known.question.argument != argument:
            continue
        result = classroom.tallies.result(db, each)
        version = max(version, each.changed)
        if result["voters"] >= FEW_VOTES and not result["withheld"]:
            found[known.question.target] = {"mean": result["numbers"]["mean"] / 100, "count": result["voters"]}
    return {"votes": found, "version": version}


def _own(db: sa.Connection, classroom: Classroom, token: str, listed: list[Asked], is_alone: bool) -> dict[int, dict[str, Any]]:
    # Nobody is the same voter in two polls, so any round with any of these is one's own. Round by round would be too long a sentence for SQLite.
    voters = {classroom.identity.voter(poll, token) for poll in {each.poll for each in listed}}
    mine = sa.and_(vote.c.round.in_([each.id for each in listed]), vote.c.voter.in_(voters))
    rows = db.execute(sa.select(vote).where(mine))
    return {row.round: {"value": json.loads(row.value), "confidence": row.confidence, "n": row.n} if is_alone else {"n": row.n} for row in rows}
