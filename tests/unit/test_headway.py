"""What counts as done, where to go on, and that the card and the class share one idea of it."""

import json

import pytest

from debatekit.course.lesson_parts import parts_of
from debatekit.course.manifest import Lesson, PollUse
from debatekit.headway.done import Kept, LessonProgress, Part, where_next
from debatekit.journal.membership import Membership
from debatekit.journal.outbox import Outbox
from debatekit.journal.overview import kept_of
from debatekit.journal.store import Journal
from debatekit.polls.question import Choice, Option, Round, Vote

BEFORE = Part(kind="poll", id="q", title="?", round="before", later=("after",))
AFTER = Part(kind="poll", id="q", title="?", round="after")
SORT = Part(kind="exercise", id="sort", title="Sort")
TEXT = Part(kind="reading", id="ferry", title="The ferry")


@pytest.mark.parametrize(
    ("part", "kept", "state"),
    [
        (BEFORE, {}, "left"),
        (BEFORE, {"voted": {("q", "before")}}, "done"),
        (AFTER, {"voted": {("q", "before")}}, "left"),
        (BEFORE, {"voted": {("q", "after")}}, "passed"),
        (SORT, {}, "left"),
        (SORT, {"drafts": {"sort"}}, "begun"),
        (SORT, {"drafts": {"sort"}, "scores": {"sort": (0, 9)}}, "done"),
        (TEXT, {}, "left"),
        (TEXT, {"opened": {"ferry"}}, "done"),
    ],
)
def test_what_counts_as_done(part, kept, state):
    assert Kept(**{"scores": {}} | kept).state(part) == state


def lesson(name: str, *states: str) -> LessonProgress:
    return LessonProgress(id=name, title=name, minutes=45, parts=tuple((SORT, state) for state in states))


@pytest.mark.parametrize(
    ("lessons", "name"),
    [
        ([lesson("00", "left"), lesson("01", "left")], "00"),
        ([lesson("00", "done"), lesson("01", "left")], "01"),
        # Whoever begins with the second of two goes on with it.
        ([lesson("00", "done"), lesson("01", "left"), lesson("02", "done", "left")], "02"),
        ([lesson("00", "passed"), lesson("01", "passed", "begun")], "01"),
        ([lesson("00", "done"), lesson("01")], None),
    ],
)
def test_where_to_go_on(lessons, name):
    found = where_next(lessons)
    assert (found.id if found else None) == name


def test_a_lesson_counts_what_leaves_nothing_to_do():
    one = lesson("00", "done", "passed", "begun", "left")
    assert one.done == 2 and one.is_begun and not one.is_done and one.next is SORT
    assert not lesson("00", "left", "passed").is_begun


def test_the_card_and_the_class_count_the_same_checks(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite3")
    for right in (9, 3):
        journal.add_attempt("c", "sort", {}, right=right, total=9, hints=0)
    journal.add_attempt("other", "sort", {}, right=1, total=9, hints=0)
    told = Outbox(journal, Membership("c", "http://host", "ABCDEF", "", "")).progress()
    assert kept_of(journal, "c").scores == {"sort": (3, 9)} == {each["id"]: (each["right"], each["total"]) for each in told}


def test_the_record_is_read_without_votes_and_answers(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite3")
    question = Choice(id="q", kind="choice", text="?", rounds=(Round(id="before", title="Before"),), options=(Option(id="yes", text="Yes"), Option(id="no", text="No")))
    journal.cast("c", question, "before", Vote(value="yes"))
    journal.note_opened("c", "reading/ferry")
    journal.note_opened("c", "surveys/q")
    journal.change_draft("c", "essay", lambda _: {"text": "My secret."})
    kept = kept_of(journal, "c")
    assert kept == Kept(voted={("q", "before")}, scores={}, drafts={"essay"}, opened={"ferry"})
    assert "secret" not in repr(kept) and "yes" not in repr(kept)


def write(root, *cells):
    (root / "lessons").mkdir(parents=True, exist_ok=True)
    cells = [{"cell_type": kind, "id": f"cell-{place}", "source": text} for place, (kind, text) in enumerate(cells)]
    (root / "lessons/00-ferry.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


FERRY = Lesson(id="00-ferry", title="The ferry", minutes=30, after="", polls=(PollUse(id="q", round="before"),), exercises=("sort", "lost"), readings=("ferry",))


def test_parts_stand_in_the_order_of_the_notebook_with_their_sections(tmp_path):
    write(
        tmp_path, ("markdown", "# The ferry"), ("markdown", "## 1. Read\n\ntext"), ("code", "dk.reading('ferry', text=\"my.txt\")"), ("code", 'dk.exercise("sort")'),
        ("markdown", "### Aside\n\n## 2. Vote"), ("code", 'dk.poll("q", round="after")'), ("code", 'dk.poll("q", round="before")'),
    )  # fmt: skip
    found = [(part.kind, part.id, part.section, part.cell) for part in parts_of(FERRY, tmp_path)]
    assert found == [("reading", "ferry", "1. Read", "cell-2"), ("exercise", "sort", "1. Read", "cell-3"), ("poll", "q", "2. Vote", "cell-6"), ("exercise", "lost", "", "")]


@pytest.mark.parametrize("text", [None, "no notebook", "[]", '{"cells": [{"cell_type": "code"}]}'])
def test_without_its_notebook_a_lesson_still_has_its_parts(tmp_path, text):
    (tmp_path / "lessons").mkdir()
    if text is not None:
        (tmp_path / "lessons/00-ferry.ipynb").write_text(text, encoding="utf-8")
    assert {(part.kind, part.id, part.section) for part in parts_of(FERRY, tmp_path)} == {("poll", "q", ""), ("exercise", "sort", ""), ("exercise", "lost", ""), ("reading", "ferry", "")}
