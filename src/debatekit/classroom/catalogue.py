"""The questions that a class can be asked: the polls of the course, those written in the console, and those made from a map."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from debatekit.classroom.map_choice import choices, end_of, sentence
from debatekit.classroom.refusals import NotAllowed, NotNow, NotThere
from debatekit.classroom.storage.tables import poll
from debatekit.errors import BadAnswer, CourseKitError, UnknownName
from debatekit.polls.claim_vote import relevance_asked, truth_asked
from debatekit.polls.from_stranger import LONGEST_CLAIM, LONGEST_CLAIM_ASKED
from debatekit.polls.question import Question, question_from

Source = Literal["course", "console", "claim"]
MOST_OWN = 500
EXIT_TICKET = "exit-ticket-"


class Known(NamedTuple):
    """A question and where it comes from; `lesson` is the title of the first lesson that asks it, "" if none does."""

    question: Question
    source: Source
    lesson: str = ""


class Catalogue:
    """All questions by their ids. `root` is the course folder; None for a class without a course."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.title = "Live class"
        # Of what people may share their progress and their exit tickets.
        self.exercises: frozenset[str] = frozenset()
        self.lessons: frozenset[str] = frozenset()
        self._known: dict[str, Known] = {}
        self._maps: list[dict[str, str]] | None = None
        if root is not None:
            self._read_course(root)

    def _read_course(self, root: Path) -> None:
        from debatekit.course.load import load_course, load_poll

        course = load_course(root)
        self.title = course.title
        self.exercises = frozenset(each for part in (*course.lessons, *course.assignments) for each in part.exercises)
        # Notebooks name the lesson of a ticket by the end of its poll's id (`exit-ticket-00`).
        self.lessons = frozenset([each.id for each in course.lessons] + [each.removeprefix(EXIT_TICKET) for each in course.polls if each.startswith(EXIT_TICKET)])
        lessons = {poll.id: lesson.title for lesson in reversed(course.lessons) for poll in lesson.polls}
        self._known = {each: Known(load_poll(each, root), "course", lessons.get(each, "")) for each in course.polls}

    def __iter__(self) -> Iterator[Known]:
        return iter(list(self._known.values()))

    def get(self, poll_id: str) -> Known | None:
        """The question with this id, if there is one."""
        return self._known.get(poll_id)

    def find(self, poll_id: str) -> Question:
        """The question with this id; raises NotThere."""
        if poll_id not in self._known:
            raise NotThere("There is no such poll in this class. Load the page again and choose one of the list.")
        return self._known[poll_id].question

    def refresh(self, db: sa.Connection) -> None:
        """Take in what any console has added, and let go of what was forgotten."""
        of_course = {poll_id: each for poll_id, each in self._known.items() if each.source == "course"}
        own = {poll_id: _own(source, data) for poll_id, source, data in db.execute(sa.select(poll))}
        # Another thread may be looking: the old ones or the new ones, but never half of them.
        self._known = of_course | own

    def add(self, db: sa.Connection, data: dict[str, Any]) -> str:
        """Keep a question written in the console, under an id of its own, which is returned. Raises BadAnswer when it is none."""
        # Not its words: they may still be edited, and an export names it by its id.
        question = _written({"id": "written", **data})
        self.refresh(db)
        name, number = question.id, 2
        while name in self._known:
            name, number = f"{question.id[:54]}-{number}", number + 1
        return self._keep(db, {**asdict(question), "id": name}, "console")

    def rewrite(self, db: sa.Connection, poll_id: str, data: dict[str, Any]) -> None:
        """Put another question in the place of one that was written in the console. Raises BadAnswer when it is none."""
        db.execute(poll.update().where(poll.c.id == poll_id).values(data=_text({**asdict(_written(data)), "id": poll_id})))

    def add_claim(self, db: sa.Connection, argument: str, target: str, kind: str) -> str:
        """Keep a vote on a claim (“truth”) or a reason (“relevance”) of a map; the same one twice is one poll. Returns its id."""
        text, claim = self._asked(argument, target, kind)
        self.refresh(db)
        digest = hashlib.sha256(f"{argument}\n{target}".encode()).hexdigest()[:12]
        name = f"{kind}-{digest}"
        if name in self._known:
            return name
        rounds = [{"id": "first", "title": "First vote"}]
        return self._keep(db, {"id": name, "kind": kind, "text": text, "argument": argument, "target": target, "claim": claim, "rounds": rounds}, "claim")

    def _keep(self, db: sa.Connection, data: dict[str, Any], source: Source) -> str:
        if db.execute(sa.select(sa.func.count()).select_from(poll)).scalar_one() >= MOST_OWN:
            raise NotNow(f"This class has {MOST_OWN} questions of its own, which is the most. Start another class with --name.")
        db.execute(poll.insert().values(id=data["id"], source=source, data=_text(data)))
        return data["id"]

    def maps(self) -> list[dict[str, str]]:
        """The maps of the course by id, title and author, in the order of its readings."""
        if self._maps is None:
            self._maps = list(self._found_maps()) if self.root else []
        return self._maps

    def _found_maps(self) -> Iterator[dict[str, str]]:
        from debatekit.course.argument_map import load_map
        from debatekit.course.load import load_course

        for name in load_course(self.root).readings:
            try:
                reading = load_map(name, self.root).reading
                yield {"id": name, "title": reading.title, "author": reading.author}
            except CourseKitError:
                continue  # a text without a map, or with one that “course.py check” will tell about

    def map(self, argument: str) -> dict[str, Any]:
        """The claims and reasons of a map, to choose from. Raises NotThere."""
        return {"id": argument, **choices(self._load(argument).argument)}

    def _load(self, argument: str) -> Any:
        from debatekit.course.argument_map import load_map

        try:
            if self.root is None:
                raise UnknownName("argument", argument, [])
            return load_map(argument, self.root)
        except UnknownName as error:
            raise NotThere(str(error)) from None

    def _asked(self, argument: str, target: str, kind: str) -> tuple[str, str]:
        """(the question, the words that it is about) of a vote on a claim or a reason. Raises NotThere, NotAllowed."""
        loaded = self._load(argument)
        the_map, author = loaded.argument, loaded.reading.author
        words = {claim.id: claim.text for claim in the_map.claims}
        voices = {claim.id: claim.voice if claim.stated or claim.voice != "author" else "unstated" for claim in the_map.claims}
        if kind == "truth":
            if target not in words:
                raise NotAllowed(f"The map “{argument}” has no claim of that name. Choose one of its list.")
            claim = _cut(words[target])
            return truth_asked(author, claim, voice=voices[target]), claim
        reason = next((each for each in the_map.reasons if each.id == target), None)
        if reason is None:
            raise NotAllowed(f"The map “{argument}” has no reason of that name. Choose one of its list.")
        premises = [words[each] for each in reason.premises]
        voice = "objection" if any(voices[each] == "objection" for each in reason.premises) else "author"
        asked = relevance_asked(author, premises, words[end_of(the_map, reason)], voice=voice, breaks=reason.relation == "undercuts")
        return _cut(asked, LONGEST_CLAIM_ASKED), _cut(sentence(the_map, reason, words))


def _written(data: dict[str, Any]) -> Question:
    if data.get("kind") in ("truth", "relevance"):
        raise BadAnswer("A vote on a claim is made from a map: choose the claim there.")
    return question_from(data)


def _text(data: dict[str, Any]) -> str:
    # Read back before it is kept: whatever is in the table can be read by every later start.
    text = json.dumps(data)
    question_from(json.loads(text))
    return text


# By its text, not by its id: another console may have written it anew.
@lru_cache(maxsize=MOST_OWN)
def _own(source: Source, data: str) -> Known:
    return Known(question_from(json.loads(data)), source)


def _cut(text: str, longest: int = LONGEST_CLAIM) -> str:
    # A map may be wordier than a question.
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
