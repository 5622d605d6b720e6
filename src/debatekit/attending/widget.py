"""The card of a class in a notebook: what it keeps of whom, then joining, sharing and leaving."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from weakref import WeakSet

from debatekit.attending import enrolment
from debatekit.attending.link import Link
from debatekit.attending.post import post_of
from debatekit.attending.watch import Watch
from debatekit.errors import BadAnswer, ClassError
from debatekit.ideas import counted
from debatekit.journal.membership import Membership, Memberships
from debatekit.journal.outbox import Outbox
from debatekit.journal.store import Journal
from debatekit.polls.notice import CLASS_NOTICE
from debatekit.widgets.widget import CourseWidget

_shown: WeakSet[JoinWidget] = WeakSet()


class JoinWidget(CourseWidget, front_end=Path(__file__)):
    """One class of one course. Nothing is sent before the learner presses Join; `about` is what the class said of itself, None when it could not be asked.
    `why_unknown` says why it knows its member no more, who may join once more.

    The token stays in the journal. A name is in no state that could be saved with the notebook.
    """

    def __init__(self, course: str, journal: Journal, link: Link, about: dict[str, Any] | None, remark: str = "", *, why_unknown: str = "") -> None:
        super().__init__()
        self._course, self._journal, self._link, self._about = course, journal, link, about
        self._is_known = not why_unknown
        self._message = remark or why_unknown
        self._remark = remark
        # It hears when what waits has gone; it asks for nothing itself.
        self._watch = Watch("votes", self._heard)
        post_of(journal, course).watch(self._watch)
        self.refresh()
        _shown.add(self)
        if self.picture["screen"] == "joined":
            # Of another day, perhaps: no poll need be run for it to go.
            post_of(journal, course).wake()

    def _heard(self) -> None:
        if self._message and self._message == self._remark and not post_of(self._journal, self._course).trouble:
            self._message = ""
        self.refresh_or_say_why()

    def look(self) -> dict[str, Any]:
        members = Memberships(self._journal)
        current = members.current(self._course)
        mine = current if self._is_known and current and (current.address, current.code) == (self._link.address, self._link.code) else None
        about = self._about or {"title": mine.title if mine else "", "mode": "open", "asks_names": False, "notice": []}
        view = {
            "screen": "joined" if mine else "ask", "title": about["title"], "address": self._link.address, "mode": about["mode"],
            "asks_names": about["asks_names"], "notice": about["notice"], "name": "", "shares": False, "waiting": "", "other": "", "before": False, "elsewhere": "",
        }  # fmt: skip
        if mine:
            return view | {"name": mine.name, "shares": mine.shares, "waiting": _named(Outbox(self._journal, mine).waiting())}
        known = members.known(self._course, self._link.address, self._link.code)
        elsewhere = members.elsewhere(self._course, self._link.address, self._link.code)
        other = current.title if current and current not in (known, elsewhere) else ""
        return view | {"other": other, "before": known is not None, "elsewhere": elsewhere.address if elsewhere else ""}

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # Notebooks get shared: which class somebody was in before, under which name and what for is not in them.
        kept = {"name": "", "shares": False, "waiting": "", "other": "", "before": False, "elsewhere": ""}
        return picture if all(picture[key] == value for key, value in kept.items()) else picture | kept

    def act(self, action: dict[str, Any]) -> None:
        match action:
            case {"do": "join"}:
                typed = {key: _text(action.get(key)) for key in ("name", "personal_code", "way_back")}
                shown = bool(self._about and self._about["notice"])
                one, self._about = enrolment.join(self._journal, self._course, self._link, **typed, moved=action.get("moved") is True)
                if shown:
                    # It has just been read, on the card with the button.
                    self._journal.mark_read(CLASS_NOTICE.id)
                self._is_known = True
                if action.get("shares") is True:
                    enrolment.share(self._journal, one, True)
                tell_polls()
            case {"do": "share", "on": bool(on)}:
                enrolment.share(self._journal, self._member(), on)
            case {"do": "name", "name": name}:
                enrolment.rename(self._journal, self._member(), _text(name))
            case {"do": "leave", "erase": bool(erase)}:
                self._message = enrolment.leave(self._journal, self._member(), erase)
                tell_polls()
            case _:
                super().act(action)

    def _member(self) -> Membership:
        one = Memberships(self._journal).current(self._course)
        if not one or (one.address, one.code) != (self._link.address, self._link.code):
            raise ClassError("You are not in this class any more. Press Join to come back.")
        return one

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        return "Your class", [], "Run this cell (Shift+Enter) to join it, or to see what it keeps."


def tell_polls() -> None:
    """Let what is on the page know that the learner has joined or left a class."""
    for module in ("debatekit.polls.widget", "debatekit.arguments.widget"):
        if module in sys.modules:
            sys.modules[module].attend()
    for card in list(_shown):
        card.refresh_or_say_why()


def _named(kinds: list[str]) -> str:
    """What waits, in words: “2 votes and your exercise progress”."""
    votes, tickets = kinds.count("vote"), kinds.count("ticket")
    named = [votes and counted(votes, "vote"), tickets and counted(tickets, "exit ticket"), "progress" in kinds and "your exercise progress"]
    return " and ".join(each for each in named if each)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 80:
        raise BadAnswer("That is too long. Give 80 signs at most.")
    return " ".join(value.split())
