"""What a student types: `import debatekit as dk`, then one of these. Each shows something or says why it cannot."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debatekit.errors import BadAnswer, BadCopy, BadCourseFile, CourseKitError, JournalError, UnknownName

if TYPE_CHECKING:
    import pandas

    from debatekit.arguments.widget import ArgumentWidget
    from debatekit.attending.widget import JoinWidget
    from debatekit.charts.chart import Chart
    from debatekit.clashes.widget import ClashWidget
    from debatekit.exercises.widget import GradedWidget, SelfCheckWidget
    from debatekit.games.widget import GameWidget
    from debatekit.headway.done import Part
    from debatekit.journal import Journal
    from debatekit.matrices.widget import MatrixWidget
    from debatekit.polls.widget import PollWidget
    from debatekit.readings.widget import ReadingWidget
    from debatekit.record.progress_card import ProgressCard


def poll(name: str | None = None, round: str | None = None) -> PollWidget:
    """Show a poll of the course in one of its rounds, for example `dk.poll("withdraw", round="before")`.

    In a class `dk.poll()` shows what the class is being asked, whatever that is, and `dk.poll("withdraw")` the round of that poll that is open.

    A vote can be changed until one in a later round exists. Some polls name published surveys: after the second vote the card
    offers to show them, and whoever looks keeps that vote.
    """
    from debatekit.course import course_id, load_poll
    from debatekit.course.surveys import surveys_of
    from debatekit.journal import open_journal
    from debatekit.polls.widget import PollWidget

    if name is None:
        return _class_card()
    question = load_poll(name)
    if round is None:
        round = _open_round(name, [each.id for each in question.rounds])
    try:
        surveys = surveys_of(question)
    except BadCourseFile:
        surveys = None  # a vote needs none of them
    widget = PollWidget(course_id(), question, round, journal := open_journal(), surveys)
    _tell_of_damage(journal)
    return widget


def _class_card() -> PollWidget:
    from debatekit.course import course_id
    from debatekit.journal import open_journal
    from debatekit.journal.membership import Memberships

    course, journal = course_id(), open_journal()
    if not Memberships(journal).current(course):
        raise BadAnswer(
            # Without http://, of which JupyterLab would make a link that leads nowhere.
            'You are in no class, so nothing is asked. Is the card of your class above? Press Join in it, and run this cell again. Else type the link from the screen, dk.join("…/j/ABCDEF"), or name a poll of the course, for example dk.poll("withdraw", round="before").'
        )
    from debatekit.attending.class_card import ClassCard

    return ClassCard(course, journal)


def _open_round(name: str, rounds: list[str]) -> str:
    """The one round of a poll that the class has open. Raises BadAnswer when there is not one."""
    from debatekit.course import course_id
    from debatekit.journal import open_journal
    from debatekit.journal.membership import Memberships

    found: list[str] = []
    if one := Memberships(open_journal()).current(course_id()):
        from debatekit.attending.open_rounds import open_rounds

        found = [each for each in open_rounds(one, name) if each in rounds]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadAnswer(f"More than one round is open in your class. Say which: {' or '.join(f'dk.poll({name!r}, round={each!r})' for each in found)}.")
    raise BadAnswer(f"Say in which round you ask: dk.poll({name!r}, round={rounds[0]!r}).")


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


def argument(name: str, votes: Iterable[tuple[str, float]] = ()) -> ArgumentWidget:
    """Show the map of the argument in one reading, for example `dk.argument("lamear-2021")`, and try it: what if a claim were false?

    `votes` are those of a class: pairs of the id of a claim (how true?) or of a reason (how relevant?) and a number from 0 to 1.
    """
    from debatekit.arguments.widget import ArgumentWidget
    from debatekit.course import course_id
    from debatekit.course.argument_map import load_map
    from debatekit.journal import open_journal

    widget = ArgumentWidget(load_map(name), course_id(), journal := open_journal(), votes)
    _tell_of_damage(journal)
    return widget


def clash() -> ClashWidget:
    """Show where the two arguments of the course meet: `dk.clash()`. It shows both, so it is best after the lessons that read one each."""
    from debatekit.clashes.widget import ClashWidget
    from debatekit.course.clash import load_clash

    return ClashWidget(load_clash())


def game(rule: str = "tit_for_tat", *, seed: int = 1, **assumptions: float) -> GameWidget:
    """Play deterrence as a game, with a slider for each assumption: `dk.game()`, or from another start `dk.game("leave", provocation=3)`.

    The rules are tit_for_tat, red_line, own_time, no_answer and leave. `dk.game().table()` gives every run as a row of a DataFrame, at the
    sliders as they stand. The same `seed` gives the same dice.
    """
    from debatekit.games.trial import Trial
    from debatekit.games.widget import GameWidget

    return GameWidget(Trial(rule, assumptions, seed))


def weigh(name: str) -> MatrixWidget:
    """Weigh the courses of action by what matters to you, for example `dk.weigh("options")`: no mark and no weight is given, and an open mark is never 0.

    It says which option comes first by your numbers, and what that hangs on. Your numbers are kept in your own record, not in the notebook.
    """
    from debatekit.course import course_id
    from debatekit.course.matrix import load_matrix
    from debatekit.journal import open_journal
    from debatekit.matrices.widget import MatrixWidget

    widget = MatrixWidget(load_matrix(name), course_id(), journal := open_journal())
    _tell_of_damage(journal)
    return widget


def join(link: str = "") -> JoinWidget | None:
    """Show the card of a live class, `dk.join("http://host:8765/j/ABCDEF")`: what it keeps and who sees it; then join, share or leave.

    Joined once, each `dk.poll` of this course goes to the class, from every notebook of yours. `dk.join()` shows the class that you are
    in; on a JupyterHub with a class of its own it joins that one, also after you chose to vote alone.
    """
    from debatekit.attending import enrolment
    from debatekit.attending.line import LineDown
    from debatekit.attending.link import Link, link_of
    from debatekit.attending.widget import JoinWidget, tell_polls
    from debatekit.course import course_id
    from debatekit.journal import open_journal
    from debatekit.journal.membership import Memberships

    course, journal = course_id(), open_journal()
    if link:
        place = link_of(link)
        one = Memberships(journal).current(course)
        is_here = one and (one.address, one.code) == (place.address, place.code)
        why_unknown = enrolment.why_unknown(one) if is_here else ""
        return JoinWidget(course, journal, place, enrolment.about(place), why_unknown=why_unknown)
    one = Memberships(journal).current(course)
    try:
        if (not one or enrolment.is_by_hub(one)) and (joined := enrolment.join_by_hub(journal, course)):
            tell_polls()
            return JoinWidget(course, journal, Link(joined[0].address, joined[0].code), joined[1])
        if not one:
            print('You are in no class; your polls stay on this computer. To join one, type the link from the screen: dk.join("…/j/ABCDEF").')
            return None
        # First as its member, who needs no hint at a wrong address.
        place, why_unknown = Link(one.address, one.code), enrolment.why_unknown(one)
        return JoinWidget(course, journal, place, enrolment.about(place), why_unknown=why_unknown)
    except LineDown as error:
        if not one:
            raise
        return JoinWidget(course, journal, Link(one.address, one.code), None, f"{error} What you vote meanwhile waits here.")


def leave(*, erase: bool = False) -> None:
    """Leave the class: polls stay on this computer again. `dk.leave(erase=True)` also asks the class to erase what it has of you."""
    from debatekit.course import course_id
    from debatekit.journal import open_journal
    from debatekit.journal.membership import Memberships

    course, journal = course_id(), open_journal()
    one = Memberships(journal).current(course)
    if not one:
        print("You are in no class.")
        return
    from debatekit.attending import enrolment
    from debatekit.attending.widget import tell_polls

    print(enrolment.leave(journal, one, erase))
    tell_polls()


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


def chart(drawn: Any, alt: str = "", data: pandas.DataFrame | None = None) -> Chart:
    """Show what you drew with matplotlib or a table's `plot`, in the colours of the page: `dk.chart(ax, alt="What it shows, in words")`.

    `alt` says it for those who cannot see it. `data` is a table that folds open below the chart; there a blank reads “unknown”.
    """
    from debatekit.charts.chart import Chart

    return Chart(drawn, alt, data)


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
    """Write your own record (votes, attempts, positions, what you opened first, which class you are in) to a file in your home folder, or to `path`. It never overwrites one."""
    from debatekit.journal import open_journal
    from debatekit.journal.export import SUFFIX, export_to

    # Not beside the notebook: what lies there is handed in with it.
    written = export_to(open_journal(), Path(path) if path else Path.home() / f"my{SUFFIX}")
    print(f"Your record is in {written}. It holds your votes and positions, so share it only if you want to.")


def progress() -> ProgressCard:
    """Show what you have done of the course, what is left and where to go on: `dk.progress()`. No vote and no answer is in it."""
    from debatekit.course import load_course
    from debatekit.course.lesson_parts import parts_of
    from debatekit.headway.done import LessonProgress
    from debatekit.journal import open_journal
    from debatekit.journal.overview import kept_of
    from debatekit.record.progress_card import ProgressCard

    course, journal = load_course(), open_journal()
    kept = kept_of(journal, course.id)
    lessons = [
        LessonProgress(id=lesson.id, title=lesson.title, minutes=lesson.minutes, parts=tuple((part, kept.state(part)) for part in parts_of(lesson))) for lesson in course.lessons
    ]
    _tell_of_damage(journal)
    return ProgressCard(lessons, kept.score, _told, Path.cwd())


def _told(part: Part, score: tuple[int, int]) -> str:
    """A score of an exercise, in the words of its kind."""
    from debatekit.course import load_exercise

    try:
        return load_exercise(part.id).told(*score)
    except CourseKitError:
        return "checked"  # its own cell tells what is wrong with its file


def print_record() -> None:
    """Write your votes round by round, your answers, texts and forecasts as one page to print, to your home folder: `dk.print_record()`. It never overwrites one."""
    from datetime import datetime

    from debatekit.dates import in_words
    from debatekit.journal import open_journal
    from debatekit.journal.export import write_page
    from debatekit.record.kept_words import record_of
    from debatekit.record.printed_page import printed_page

    today = datetime.now()
    page = printed_page(record_of(open_journal()), in_words(today.year, today.month, today.day))
    # Not beside the notebook: what lies there is handed in with it.
    written = write_page(page, Path.home(), f"my-record-{today:%Y-%m-%d}")
    print(f"Your record to print is in {written}. Open it in your browser. It holds your votes, your answers and what you wrote: keep it to yourself, and do not hand it in.")


def finish(*, erase: bool = False) -> None:
    """Erase your votes, attempts, positions and what you opened first from this computer, and what your class has of you: `dk.finish(erase=True)`. Handed-in work stays."""
    from debatekit.journal import open_journal

    journal = open_journal()
    if not erase:
        print(f"Your votes, attempts, positions and what you opened first are in {journal.path}. To erase them for good, and what your class has of you, run dk.finish(erase=True).")
        return
    for said in erase_in_classes(journal):
        print(said)
    journal.erase()
    if "debatekit.attending.widget" in sys.modules:
        sys.modules["debatekit.attending.widget"].tell_polls()
    if "debatekit.polls.widget" in sys.modules:
        # Polls that are on the page forget, too.
        sys.modules["debatekit.polls.widget"].refresh_polls()
    if "debatekit.arguments.widget" in sys.modules:
        sys.modules["debatekit.arguments.widget"].forget_positions()
    if "debatekit.matrices.widget" in sys.modules:
        sys.modules["debatekit.matrices.widget"].forget_weighings()
    print("Your votes, attempts, positions and what you opened first are erased from this computer. Your notebooks and graded answers are still here.")


def erase_in_classes(journal: Journal) -> list[str]:
    """Ask the classes in the journal to erase this person; returns what there is to say. A journal that cannot be read names none, and must be erased all the same."""
    from debatekit.journal.membership import Memberships

    try:
        if not journal.path.exists() or not Memberships(journal).all():
            return []
        from debatekit.attending import enrolment

        return enrolment.erase_in_classes(journal)
    except JournalError:
        return []


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
