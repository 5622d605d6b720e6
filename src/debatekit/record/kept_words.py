"""A learner's votes and answers in words, as the page to print tells them: plain data, read from the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from debatekit.course import load_course, load_exercise, load_poll, load_reading
from debatekit.course.matrix import load_matrix
from debatekit.dates import in_words
from debatekit.errors import CourseKitError
from debatekit.exercises.exercise import AnyExercise
from debatekit.ideas import counted
from debatekit.journal.store import Attempt, Journal
from debatekit.matrices.weighing import Weighing, fitting
from debatekit.matrices.words import in_words as weighing_in_words
from debatekit.polls.own_votes import own_votes


@dataclass(frozen=True)
class Answered:
    """One exercise: how the latest check came out, and the answer as (asked, chosen) pairs."""

    title: str
    came: str
    pairs: list[tuple[str, str]]
    is_forecast: bool


@dataclass(frozen=True)
class Polled:
    """One question: a row for each round with its answer, and what the rounds say together."""

    text: str
    rows: list[dict[str, Any]]
    sentence: str
    is_forecast: bool


@dataclass(frozen=True)
class Record:
    """All that the page tells. `lost` are polls and exercises that the course, as it is now, cannot put into words."""

    course: str
    polls: list[Polled]
    exercises: list[tuple[str, list[Answered]]]
    opened: list[tuple[str, str]]
    weighed: list[tuple[str, list[tuple[str, str]]]]
    lost: list[str]


def record_of(journal: Journal, root: Path | None = None) -> Record:
    """The record of the course in `root`."""
    course, lost = load_course(root), []
    polls = list(_polls(journal, course.id, course.polls, lost, root))
    places = [(lesson.title, lesson.exercises) for lesson in course.lessons]
    elsewhere = tuple(name for name in course.exercises if not any(name in names for _, names in places))
    exercises = [(title, list(_exercises(journal, course.id, names, lost, root))) for title, names in [*places, ("Other exercises", elsewhere)]]
    opened = [(_title(what.removeprefix("reading/"), root), day(at)) for what, at in journal.opened(course.id).items() if what.startswith("reading/")]
    return Record(course.title, polls, [(title, found) for title, found in exercises if found], opened, list(_weighed(journal, course.id, [name for lesson in course.lessons for name in lesson.matrices], lost, root)), lost)


def _polls(journal: Journal, course: str, names: tuple[str, ...], lost: list[str], root: Path | None) -> Iterator[Polled]:
    for name in names:
        votes = journal.votes(course, name)
        if not votes:
            continue
        try:
            question = load_poll(name, root)
        except CourseKitError:
            lost.append(name)
            continue
        told = own_votes(question, {which: (cast.vote, day(cast.last_at)) for which, cast in votes.items()})
        if told["rows"]:
            yield Polled(question.text, told["rows"], told["sentence"] if len(told["rows"]) > 1 else "", question.is_forecast)


def _exercises(journal: Journal, course: str, names: tuple[str, ...], lost: list[str], root: Path | None) -> Iterator[Answered]:
    for name in names:
        attempts, draft = journal.attempts(course, name), journal.draft(course, name)
        if not attempts and draft is None:
            continue
        try:
            exercise = load_exercise(name, root)
        except CourseKitError:
            lost.append(name)
            continue
        answer = exercise.fitting(attempts[-1].answer) if attempts else None
        # What was written after the check is one's latest word.
        answer = answer if draft is None or exercise.checked_once and attempts else exercise.fitting(draft)
        # What came of a forecast is told to whoever has checked it, and nobody else.
        words = exercise.in_record(answer) if attempts and answer is not None else exercise.asked(answer)
        pairs = [(asked, chosen) for asked, chosen in words if chosen is not None]
        yield Answered(exercise.title, _came(exercise, attempts), pairs, exercise.is_forecast)


def _weighed(journal: Journal, course: str, names: list[str], lost: list[str], root: Path | None) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for name in dict.fromkeys(names):
        kept = journal.draft(course, f"matrix/{name}")
        if kept is None:
            continue
        try:
            matrix = load_matrix(name, root).matrix
        except CourseKitError:
            lost.append(name)
            continue
        weighing = fitting(matrix, kept)
        if weighing != Weighing():
            yield matrix.title, weighing_in_words(matrix, weighing)


def _came(exercise: AnyExercise, attempts: list[Attempt]) -> str:
    if not attempts:
        return "Not checked yet."
    last = attempts[-1]
    answer = exercise.fitting(last.answer)
    told = exercise.told(last.right, last.total) if answer is None else exercise.told_of(answer, last.right, last.total)
    hints = f", with {counted(last.hints, 'hint')}" if last.hints else ""
    return f"{told} Checked {'once' if len(attempts) == 1 else f'{len(attempts)} times'}{hints}, last on {day(last.at)}."


def _title(name: str, root: Path | None) -> str:
    try:
        reading = load_reading(name, root)
    except CourseKitError:
        return name
    return f"{reading.author}, “{reading.title}”"


def day(moment: str) -> str:
    """A moment of the record as the day that it was here, in words."""
    here = datetime.fromisoformat(moment).astimezone()
    return in_words(here.year, here.month, here.day)
