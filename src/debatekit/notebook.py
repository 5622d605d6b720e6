"""What a student types: `import debatekit as dk`, then one of these. Each shows something or says why it cannot."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debatekit.errors import BadAnswer, BadCopy, BadCourseFile, JournalError, UnknownName

if TYPE_CHECKING:
    import pandas

    from debatekit.arguments.widget import ArgumentWidget
    from debatekit.exercises.widget import GradedWidget, SelfCheckWidget
    from debatekit.polls.widget import PollWidget
    from debatekit.readings.widget import ReadingWidget


def poll(name: str, round: str | None = None) -> PollWidget:
    """Show a poll of the course in one of its rounds, for example `dk.poll("withdraw", round="before")`.

    A vote can be changed until one in a later round exists. Some polls name published surveys: after the second vote the card
    offers to show them, and whoever looks keeps that vote.
    """
    from debatekit.course import course_id, load_poll
    from debatekit.course.surveys import surveys_of
    from debatekit.journal import open_journal
    from debatekit.polls.widget import PollWidget

    question = load_poll(name)
    if round is None:
        raise BadAnswer(f"Say in which round you ask: dk.poll({name!r}, round={question.rounds[0].id!r}).")
    try:
        surveys = surveys_of(question)
    except BadCourseFile:
        surveys = None  # a vote needs none of them
    widget = PollWidget(course_id(), question, round, journal := open_journal(), surveys)
    _tell_of_damage(journal)
    return widget


def exercise(name: str) -> SelfCheckWidget | GradedWidget:
    """Show an exercise of the course, for example `dk.exercise("everyday-kinds")`."""
    from debatekit.course import course_id, load_exercise
    from debatekit.exercises.widget import GradedWidget, SelfCheckWidget
    from debatekit.journal import open_journal

    idea = load_exercise(name)
    if idea.graded:
        return GradedWidget(idea, Path.cwd())
    widget = SelfCheckWidget(course_id(), idea, journal := open_journal())
    _tell_of_damage(journal)
    return widget


def reading(name: str, text: str | os.PathLike[str] | None = None) -> ReadingWidget:
    """Show the guide to a text, for example `dk.reading("knights-2020")`.

    `text` names a file with your own copy of it (plain text, or a page saved from the browser), which then stands beside
    the guide. The copy is not saved with the notebook, and is refused where it would be handed in: in the folder of an assignment.
    """
    from debatekit.course import course_id, load_fingerprints, load_reading
    from debatekit.course.own_copy import read_copy
    from debatekit.journal import open_journal
    from debatekit.readings.widget import ReadingWidget

    idea = load_reading(name)
    copy, fingerprints, remarks = None if text is None else read_copy(text), None, []
    if copy is not None:
        _keep_out_of_assignments(text)
        try:
            fingerprints = load_fingerprints(name)
        except BadCourseFile as error:
            remarks.append(f"Your copy is not shown. {error}")
    journal, noted = open_journal(), True
    try:
        journal.note_opened(course_id(), f"reading/{name}")
    except JournalError as error:
        noted = False
        remarks.append(f"That you opened this text was not noted. {error}")
    _tell_of_damage(journal)
    return ReadingWidget(idea, copy, fingerprints, name=Path(text).name if text else "", remarks=remarks, noted=noted)


def argument(name: str) -> ArgumentWidget:
    """Show the map of the argument in one reading, for example `dk.argument("lamear-2021")`."""
    from debatekit.arguments.widget import ArgumentWidget
    from debatekit.course.argument_map import load_map

    return ArgumentWidget(load_map(name))


def table(name: str, *, provisional: bool = False, weak_sources: bool = False) -> pandas.DataFrame:
    """A table of the course as a DataFrame, for example `dk.table("events")`. A blank is unknown, never zero.

    `provisional=True` adds what happened after the course's record ends, marked so; `weak_sources=True` adds the rows
    that rest on a weak source. data/README.md says what every column means.
    """
    from debatekit.course import load_table

    frame = load_table(name, provisional=provisional, weak_sources=weak_sources)
    if caution := frame.attrs.get("caution"):
        print(caution)
    _show_whole_sentences()
    return frame


def answers(assignment: str) -> dict[str, Any]:
    """Your answers to the exercises of an assignment so far: exercise id to answer."""
    from debatekit.journal.answers_file import read_answers

    _assignment(assignment)
    return read_answers(Path.cwd(), assignment)


def hand_in(assignment: str, student: str = "") -> Any:
    """Check your work on an assignment and pack it into one zip to hand in, with a receipt."""
    idea = _assignment(assignment)
    if os.environ.get("NBGRADER_EXECUTION"):
        return None  # the work is handed in already, and is being marked
    from debatekit.rounds.hand_in import hand_in as pack

    return pack(idea, Path.cwd(), student)


def export_record(path: str | None = None) -> None:
    """Write your own record (votes, attempts, what you opened first) to a file in your home folder, or to `path`. It never overwrites one."""
    from debatekit.journal import open_journal
    from debatekit.journal.export import SUFFIX, export_to

    # Not beside the notebook: what lies there is handed in with it.
    written = export_to(open_journal(), Path(path) if path else Path.home() / f"my{SUFFIX}")
    print(f"Your record is in {written}. It holds your votes, so share it only if you want to.")


def finish(*, erase: bool = False) -> None:
    """Erase your votes, your attempts and what you opened first from this computer: `dk.finish(erase=True)`. Handed-in work stays."""
    from debatekit.journal import open_journal

    journal = open_journal()
    if not erase:
        print(f"Your votes, your attempts and what you opened first are in {journal.path}. To erase them for good, run dk.finish(erase=True).")
        return
    journal.erase()
    if "debatekit.polls.widget" in sys.modules:
        # Polls that are on the page forget, too.
        sys.modules["debatekit.polls.widget"].refresh_polls()
    print("Your votes, your attempts and what you opened first are erased from this computer. Your notebooks and graded answers are still here.")


def _keep_out_of_assignments(text: str | os.PathLike[str]) -> None:
    """Refuse a copy in the folder of an assignment: nbgrader's `submit` sends that folder whole, whatever is in it."""
    from debatekit.course import load_course

    path = os.path.expanduser(text)
    # A link counts where it lies as well: what is handed in is the text that it points to.
    folders = {*Path(os.path.abspath(path)).parents, *Path(path).resolve().parents}
    for name in (assignment.id for assignment in load_course().assignments):
        if any(folder.name == name and any(folder.glob("*.ipynb")) for folder in folders):
            raise BadCopy(
                f"“{text}” lies in the folder of the assignment {name}, and nbgrader hands in that folder whole. "
                "Move your copy to the folder lessons, or anywhere else, and give its path."
            )


def _assignment(name: str):
    from debatekit.course import load_course

    assignments = {assignment.id: assignment for assignment in load_course().assignments}
    if name not in assignments:
        raise UnknownName("assignment", name, assignments)
    return assignments[name]


def _show_whole_sentences() -> None:
    import pandas as pd

    cut = "display.max_colwidth"
    # pandas cuts a text after 50 signs, in the middle of what a reader came for. Whoever has chosen otherwise keeps that.
    if pd.get_option(cut) == 50:
        pd.set_option(cut, None)


def _tell_of_damage(journal) -> None:
    if journal.kept_aside:
        print(f"Your record was damaged, so a new one was begun. The old file is kept as {journal.kept_aside}.")
