"""The card that follows the class: it shows what is being asked there now, also what is no poll of the course."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from debatekit.attending.news import IN_CLASS
from debatekit.course import load_poll
from debatekit.errors import BadAnswer, CourseKitError
from debatekit.journal.membership import Membership, Memberships
from debatekit.journal.store import CastVote, Journal
from debatekit.polls.class_words import OVER
from debatekit.polls.question import Question, Round, question_from, question_view
from debatekit.polls.widget import PollWidget, show

NOTHING = "Nothing is asked just now."
ASKING = "Your class is being asked what it votes on now."
NO_CLASS = 'You are in no class, so nothing is asked here. Type the link from the screen, dk.join("…/j/ABCDEF"), and press Join on the card that comes; or name a poll of the course, dk.poll("withdraw", round="before").'
NOT_DRAWN = "Your class is asked something that this notebook cannot show. Answer it on the page of the class, with the link that is on the screen."
GONE_ON = "Your class has gone on to another question, so this vote was not kept."


class ClassCard(PollWidget):
    """The question of the class, whichever it is. A poll of the course is the same vote as in its own card; any other is kept as the poll `class:POLL`, round `CODE-NUMBER`."""

    _wants = "now"

    def __init__(self, course: str, journal: Journal) -> None:
        # It has no question yet, so it begins as any widget does.
        super(PollWidget, self).__init__()
        self._course, self._journal, self._surveys = course, journal, ()
        self._question: Question | None = None
        self._round: Round | None = None
        self._attending, self._invitation = None, None
        self.refresh()
        self.attend()
        show(self)

    def look(self) -> dict[str, Any]:
        member = Memberships(self._journal).current(self._course)
        if not member:
            return self._idle(NO_CLASS)
        attendance = self._attendance()
        now, name = attendance.now()
        # What another card heard a while ago may be over.
        if now is None or not attendance.has_asked:
            return self._idle(attendance.trouble or (NOTHING if attendance.has_asked else ASKING))
        if not self._follow(member, now, name):
            return self._idle(NOT_DRAWN)
        view = super().look() | {"follows": True}
        state = now["entry"]["state"]
        if view["screen"] != "vote" or state == "open":
            return view
        shown = self._class(member, True) if state == "revealed" else view["class"]
        return view | {"screen": "over", "class": shown | {"says": "" if state == "revealed" else OVER}}

    def _follow(self, member: Membership, now: dict[str, Any], name: str) -> bool:
        try:
            self._question, self._round = _of_the_course(now, name) or _of_the_class(member, now)
        except CourseKitError:
            self._question = self._round = None
        return self._question is not None

    def _votes(self) -> dict[str, CastVote]:
        votes = super()._votes()
        # Of another time that this was asked, the class's own card is not the place.
        return {name: cast for name, cast in votes.items() if name in {each.id for each in self._question.rounds}}

    def _idle(self, says: str) -> dict[str, Any]:
        self._question = self._round = None
        return {"screen": "idle", "says": says, "notice": None, "class": {"says": "", "live": True, "over": False, "result": None}}

    def act(self, action: dict[str, Any]) -> None:
        if action.get("do") in ("vote", "send") and (not self._question or action.get("asked") != self._what):
            raise BadAnswer(GONE_ON)
        super().act(action)

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # What was asked in class is no part of the notebook.
        return {"screen": "idle", "says": "Run this cell (Shift+Enter) to see what your class is being asked.", "notice": None, "class": None, "turn": picture["turn"], "kept": picture["kept"], "message": ""}

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        return "Asked in class", [], "Run this cell (Shift+Enter) to see what your class is being asked."


def _of_the_course(now: dict[str, Any], name: str) -> tuple[Question, Round] | None:
    if not name:
        return None
    try:
        question = load_poll(now["poll"])
    except CourseKitError:
        return None
    # A round that the class has added, or another wording of the question, is none of the notebook's own.
    if name not in {each.id for each in question.rounds} or question_view(question)["text"] != (now["question"] or {}).get("text"):
        return None
    return question, question.round(name)


def _of_the_class(member: Membership, now: dict[str, Any]) -> tuple[Question, Round]:
    a_round = {"id": f"{member.code.lower()}-{now['round']}", "title": now["title"] or "Vote"}
    question = replace(question_from({**(now["question"] or {}), "rounds": [a_round]}), id=f"{IN_CLASS}{now['poll']}")
    return question, question.rounds[0]
