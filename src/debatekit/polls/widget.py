"""The poll widget: shows a question of a named round and keeps the vote in the learner's journal."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from weakref import WeakSet

from debatekit.dates import in_words
from debatekit.errors import BadAnswer
from debatekit.journal.store import CastVote, Journal
from debatekit.polls.notice import NOTICE, points
from debatekit.polls.question import Question, Vote
from debatekit.polls.survey import Survey
from debatekit.widgets.widget import CourseWidget


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

    def __init__(self, course: str, question: Question, round_name: str, journal: Journal, surveys: tuple[Survey, ...] | None = ()) -> None:
        super().__init__()
        self._course, self._question, self._journal, self._surveys = course, question, journal, surveys
        self._round = question.round(round_name)
        self.refresh()
        _shown.add(self)

    def look(self) -> dict[str, Any]:
        question = self._question
        votes = self._journal.votes(self._course, question.id)
        mine = votes.get(self._round.id)
        closed = any(name in votes for name in question.later_rounds(self._round.id))
        view = {key: value for key, value in asdict(question).items() if key not in ("rounds", "published")}
        view |= {"round": asdict(self._round), "vote": None, "results": None, "notice": None, **_NO_SURVEYS}
        if closed:
            # Even here an earlier round shows only what it knew: later votes stay with their own cell.
            return view | {"screen": "closed", "results": self._results({self._round.id: mine} if mine else {})}
        if mine:
            results = self._results(votes)
            return view | {"screen": "voted", "vote": asdict(mine.vote), "results": results, **self._pollsters(len(results["rows"]) > 1)}
        if not self._journal.has_read(NOTICE.id):
            return view | {"screen": "notice", "notice": {"title": NOTICE.title, "points": points(self._journal.path)}}
        return view | {"screen": "vote"}

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # JupyterLab can save a widget's state with the notebook, and notebooks get shared: a vote is not in it.
        if picture["screen"] in ("notice", "vote"):
            return picture
        return picture | {"screen": "asking", "vote": None, "results": None, **_NO_SURVEYS}

    def act(self, action: dict[str, Any]) -> None:
        match action:
            case {"do": "read-notice"}:
                self._journal.mark_read(NOTICE.id)
                self._refresh_others()
            case {"do": "vote"}:
                if self._is_final():
                    raise BadAnswer(f"Your vote in “{self._round.title}” is final, because you have seen what pollsters found. It stays as it was.")
                vote = Vote(value=_tidy(action.get("value")), confidence=_tidy(action.get("confidence")))
                self._journal.cast(self._course, self._question, self._round.id, vote)
                self._refresh_others()
            case {"do": "show-surveys"}:
                seen = self.look()
                if not (seen["offers"] or seen["published"]):
                    raise BadAnswer("What pollsters found is shown after your second vote. Vote first.")
                self._journal.note_opened(self._course, self._surveys_here)
                self._refresh_others()
            case _:
                super().act(action)

    def _refresh_others(self) -> None:
        refresh_polls(but=self)

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        # The vote itself is not written into the notebook: a vote is an opinion, and notebooks get shared.
        done = self.picture["screen"] in ("voted", "closed") and self.picture["results"]["rows"]
        note = "You have voted. " if done else "You have not voted yet. "
        return f"Poll ({self._round.title}): {self._question.text}", [], note + "Run this cell (Shift+Enter) to see it."

    def _results(self, votes: dict[str, CastVote]) -> dict[str, Any]:
        rows = []
        for each in self._question.rounds:
            if each.id in votes:
                cast = votes[each.id]
                rows.append({
                    "round": each.title,
                    "value": cast.vote.value,
                    "words": self._question.words(cast.vote.value),
                    "confidence": cast.vote.confidence,
                    "date": _day(cast.last_at),
                })
        return {"rows": rows, "sentence": _sentence(rows)}

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
        return here | ({"published": self._published()} if final else {"offers": True})

    def _published(self) -> list[dict[str, Any]]:
        notes = {each.survey: each.note for each in self._question.published}
        return [
            {
                "pollster": survey.pollster, "when": survey.when, "population": survey.population, "asked": survey.asked,
                "question": survey.question, "answers": [{"text": text, "percent": percent} for text, percent in survey.answers],
                "rest": survey.rest, "notes": list(survey.notes), "note": notes[survey.id], "sources": list(survey.sources),
            }
            for survey in self._surveys
        ]


def refresh_polls(but: PollWidget | None = None) -> None:
    """Let every poll that is on a page show what is true now."""
    for poll in list(_shown):
        if poll is not but:
            poll.refresh_or_say_why()


def _sentence(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "You did not vote in this round."
    if len(rows) == 1:
        return f"You answered: {rows[0]['words']}."
    first, last = rows[0], rows[-1]
    if first["value"] != last["value"]:
        return f"You moved from “{first['words']}” to “{last['words']}”."
    if None not in (first["confidence"], last["confidence"]) and first["confidence"] != last["confidence"]:
        word = "surer" if last["confidence"] > first["confidence"] else "less sure"
        return f"Same answer as before, “{last['words']}”, and you are {word}."
    return f"Same answer as before: “{last['words']}”."


def _tidy(value: Any) -> Any:
    """A whole number as int: JavaScript has one kind of number only."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day(moment: str) -> str:
    local = datetime.fromisoformat(moment).astimezone()
    return in_words(local.year, local.month, local.day)
