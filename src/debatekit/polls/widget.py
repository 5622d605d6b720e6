"""The poll widget: shows a question of a named round and keeps the vote in the learner's journal."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from debatekit.dates import in_words
from debatekit.errors import BadAnswer
from debatekit.journal.membership import Membership, Memberships
from debatekit.journal.outbox import Outbox
from debatekit.journal.store import CastVote, Journal
from debatekit.polls.notice import CLASS_NOTICE, NOTICE, class_points, invited_points, points
from debatekit.polls.own_votes import own_votes
from debatekit.polls.question import Question, Vote, question_view
from debatekit.polls.survey import Survey
from debatekit.widgets.widget import CourseWidget

if TYPE_CHECKING:
    from debatekit.attending.attendance import Attendance
    from debatekit.attending.invitation import Invitation

# One vote can close another poll's round, and the notice is read once for all: what is shown follows.
_shown: WeakSet[PollWidget] = WeakSet()

# `offers`: whether the learner may ask for the surveys; `final`: whether they have been seen, so that the vote stays as it is.
_NO_SURVEYS = {"published": None, "offers": False, "final": False, "remark": ""}
# It names no survey: whoever reads it may still change the vote.
_FAULT = "What pollsters found cannot be shown: the course's table of surveys has a fault, which “python3 course.py check” names."


class PollWidget(CourseWidget, front_end=Path(__file__)):
    """One question in one round. Nothing of an earlier vote reaches the page before this round's vote.

    `surveys` are those that the question publishes, in its order; None when a fault in their table hides them. After the second
    vote they are offered. Nothing of them reaches the page before the learner asks, and from then on that vote is final.
    """

    _wants = "votes"

    def __init__(self, course: str, question: Question, round_name: str, journal: Journal, surveys: tuple[Survey, ...] | None = ()) -> None:
        super().__init__()
        self._course, self._question, self._journal, self._surveys = course, question, journal, surveys
        self._round = question.round(round_name)
        self._attending: Attendance | None = None
        self._invitation = _invitation(journal, course)
        self.refresh()
        self.attend()
        show(self)

    def look(self) -> dict[str, Any]:
        question = self._question
        member = Memberships(self._journal).current(self._course)
        votes = self._votes()
        mine = votes.get(self._round.id)
        later = votes.keys() & question.later_rounds(self._round.id)
        held = self._journal.held_rounds(self._course, question.id)
        # A vote before its time does not take from its owner the round that the class is at.
        closed = bool(later - held)
        view = question_view(question)
        view |= {"round": asdict(self._round), "vote": None, "results": None, "notice": None, **_NO_SURVEYS, "class": None, "alone": ""}
        if closed:
            # Even here an earlier round shows only what it knew: later votes stay with their own cell.
            results = self._results({self._round.id: mine} if mine else {})
            return view | {"screen": "closed", "results": results, "class": self._class(member, bool(mine), closed=True)}
        if not member and self._invitation and self._invitation.stands(self._journal, self._course):
            if self._invitation.about:
                return view | {"screen": "invited", "notice": self._invited(self._invitation.about)}
            view["alone"] = self._invitation.why
        # Who has just joined a class reads what that means before anything else.
        if (member or not mine) and (unread := self._unread(member)):
            return view | {"screen": "notice", "notice": unread}
        view["class"] = self._class(member, bool(mine))
        if mine:
            results = self._results({name: cast for name, cast in votes.items() if name not in later})
            view |= {"screen": "voted", "vote": asdict(mine.vote), "results": results, **self._pollsters(len(results["rows"]) > 1)}
            # A vote that may still be changed before it counts comes before what pollsters found.
            view["offers"] = view["offers"] and self._round.id not in held
            # Who has seen what the others answered keeps what was answered before.
            return view | {"final": view["final"] or self._has_seen_class(view)}
        return view | {"screen": "vote"}

    def _votes(self) -> dict[str, CastVote]:
        return self._journal.votes(self._course, self._question.id)

    def _has_seen_class(self, view: dict[str, Any]) -> bool:
        return bool(view["class"] and view["class"]["result"])

    def _unread(self, member: Membership | None) -> dict[str, Any] | None:
        notice = CLASS_NOTICE if member else NOTICE
        if self._journal.has_read(notice.id):
            return None
        said = class_points(self._journal.path, member.title, member.shares) if member else points(self._journal.path)
        return {"id": notice.id, "title": notice.title, "points": said}

    def _invited(self, about: dict[str, Any]) -> dict[str, Any]:
        return {"id": CLASS_NOTICE.id, "title": f"Your class “{about['title']}” votes together", "points": invited_points(self._journal.path, about["notice"])}

    def _class(self, member: Membership | None, voted: bool, closed: bool = False) -> dict[str, Any] | None:
        return self._attendance().of_round(member, self._what, voted, self._question.words, closed, self._round != self._question.rounds[0]) if member else None

    def _attendance(self) -> Attendance:
        if not self._attending:
            # Whoever is in no class needs nothing that speaks HTTP.
            from debatekit.attending.attendance import Attendance

            self._attending = Attendance(self._journal, self._course, self._wants, self.refresh_or_say_why)
            # At once: whoever comes to the question by reading a notice runs no cell after that.
            self._attending.use()
        return self._attending

    def attend(self) -> None:
        """Take part in the class, if the learner is in one: send what waits, and look for news."""
        if self._attending:
            self._attending.use()

    @property
    def _what(self) -> str:
        return f"{self._question.id}/{self._round.id}"

    @property
    def _above(self) -> int:
        return self._attending.number(self._what) if self._attending else 0

    def _receive(self, widget: Any, content: Any, buffers: Any) -> None:
        if isinstance(content, dict) and content.get("do") == "here":
            # A page that is still there changes nothing.
            if self._attending:
                self._attending.see()
            return
        super()._receive(widget, content, buffers)

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # JupyterLab can save a widget's state with the notebook, and notebooks get shared: neither a vote is in it, nor which class somebody is in.
        calm: dict[str, Any] = {"class": None, "alone": ""}
        if picture["notice"] and picture["notice"]["id"] != NOTICE.id:
            calm |= {"screen": "notice", "notice": {"id": NOTICE.id, "title": NOTICE.title, "points": []}}
        elif picture["screen"] not in ("notice", "vote"):
            calm |= {"screen": "asking", "vote": None, "results": None, **_NO_SURVEYS}
        return picture if all(picture[key] == value for key, value in calm.items()) else picture | calm

    def act(self, action: dict[str, Any]) -> None:
        match action:
            case {"do": "read-notice"}:
                # The one that was shown: another notebook may have joined a class meanwhile.
                if self.picture["notice"]:
                    self._journal.mark_read(self.picture["notice"]["id"])
                self._refresh_others()
            case {"do": "join" | "alone" as do}:
                self._answer_class(do == "join")
            case {"do": "vote"}:
                if self._is_final():
                    raise BadAnswer(f"Your vote in “{self._round.title}” is final, because you have seen what pollsters found. It stays as it was.")
                if self._has_seen_class(self.picture):
                    raise BadAnswer(f"Your vote in “{self._round.title}” is final, because you have seen what your class answered. It stays as it was.")
                if self.picture["class"] and self.picture["class"]["over"]:
                    raise BadAnswer("Voting is over in your class, so your vote stays as it was.")
                vote = Vote(value=_tidy(action.get("value")), confidence=_tidy(action.get("confidence")))
                self._journal.cast(self._course, self._question, self._round.id, vote, above=self._above)
                self.attend()
                self._refresh_others()
            case {"do": "send"}:
                if member := Memberships(self._journal).current(self._course):
                    Outbox(self._journal, member).release(self._what, self._above)
                self.attend()
                self._refresh_others()
            case {"do": "show-surveys"}:
                seen = self.look()
                if not (seen["offers"] or seen["published"]):
                    raise BadAnswer("What pollsters found is shown after your second vote. Vote first.")
                self._journal.note_opened(self._course, self._surveys_here)
                self._refresh_others()
            case _:
                super().act(action)

    def _answer_class(self, joins: bool) -> None:
        from debatekit.attending import enrolment
        from debatekit.attending.widget import tell_polls

        if joins:
            enrolment.join_by_hub(self._journal, self._course)
            # It has just been read, on the card with the button.
            self._journal.mark_read(CLASS_NOTICE.id)
        elif Memberships(self._journal).current(self._course):
            raise BadAnswer("You have joined a class in another notebook meanwhile, so your votes go there. To vote alone, run dk.leave().")
        elif self._invitation:
            Memberships(self._journal).decline(self._course, self._invitation.address)
            self._message = "You vote for yourself alone. To join the class after all, run dk.join()."
        tell_polls()

    def _refresh_others(self) -> None:
        refresh_polls(but=self)

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        # The vote itself is not written into the notebook: a vote is an opinion, and notebooks get shared.
        done = self.picture["screen"] in ("voted", "closed") and self.picture["results"]["rows"]
        note = "You have voted. " if done else "You have not voted yet. " if self.picture["screen"] == "vote" else ""
        return f"Poll ({self._round.title}): {self._question.text}", [], note + "Run this cell (Shift+Enter) to see it."

    def _results(self, votes: dict[str, CastVote]) -> dict[str, Any]:
        return own_votes(self._question, {name: (cast.vote, _day(cast.last_at)) for name, cast in votes.items()})

    @property
    def _surveys_here(self) -> str:
        return f"surveys/{self._question.id}/{self._round.id}"

    def _is_final(self) -> bool:
        return self._surveys_here in self._journal.opened(self._course)

    def _pollsters(self, has_voted_twice: bool) -> dict[str, Any]:
        final = self._is_final()
        here = _NO_SURVEYS | {"final": final}
        if not has_voted_twice or self._surveys == ():
            return here
        if self._surveys is None:
            return here | {"remark": _FAULT}
        notes = {each.survey: each.note for each in self._question.published}
        return here | ({"published": [survey.view(notes[survey.id]) for survey in self._surveys]} if final else {"offers": True})


def show(poll: PollWidget) -> None:
    """Let `poll` follow what the others change."""
    _shown.add(poll)


def attend() -> None:
    """Let every poll that is on a page take part in the class that the learner has just joined."""
    refresh_polls()
    for poll in list(_shown):
        poll.attend()


def _invitation(journal: Journal, course: str) -> Invitation | None:
    # Where no Hub names a class, nothing is loaded that speaks HTTP.
    if not os.environ.get("DEBATEKIT_CLASS"):
        return None
    from debatekit.attending.invitation import invitation

    return invitation(journal, course)


def refresh_polls(but: PollWidget | None = None) -> None:
    """Let every poll that is on a page show what is true now."""
    for poll in list(_shown):
        if poll is not but:
            poll.refresh_or_say_why()


def _tidy(value: Any) -> Any:
    """Whole numbers as int, wherever they stand: JavaScript has one kind of number only."""
    if isinstance(value, list):
        return [_tidy(each) for each in value]
    if isinstance(value, dict):
        return {key: _tidy(each) for key, each in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day(moment: str) -> str:
    local = datetime.fromisoformat(moment).astimezone()
    return in_words(local.year, local.month, local.day)
