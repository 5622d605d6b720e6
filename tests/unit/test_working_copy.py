"""my-work/: made once, refreshed, and never at a learner's cost."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from debatekit.errors import CourseKitError
from debatekit.workspace.keep import decide, names_beside, write
from debatekit.workspace.working_copy import RECORD, fill, refresh


@pytest.fixture
def course(tmp_path):
    for name, text in {"lessons/00-start.ipynb": "lesson 0", "assignments/01-claims/01-claims.ipynb": "claims"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    (tmp_path / "lessons" / ".keep").write_text("")
    return tmp_path


@pytest.fixture
def lesson(course):
    return course / "lessons" / "00-start.ipynb"


@pytest.fixture
def mine(course):
    return course / "my-work" / "lessons" / "00-start.ipynb"


def told(changes) -> list[tuple[str, str]]:
    return [(change.action, change.path) for change in changes]


def files(course) -> set[str]:
    work = course / "my-work"
    return {path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file()} - {RECORD}


def test_filling_copies_lessons_and_assignments_and_nothing_hidden(course):
    fill(course)
    assert files(course) == {"lessons/00-start.ipynb", "assignments/01-claims/01-claims.ipynb"}


def test_filling_again_changes_nothing(course, lesson, mine):
    fill(course)
    mine.write_text("my answer")
    lesson.write_text("lesson 0, better")
    assert fill(course) == []
    assert mine.read_text() == "my answer"


def test_a_lesson_that_was_deleted_comes_back_fresh(course, mine):
    fill(course)
    mine.unlink()
    assert told(fill(course)) == [("add", "lessons/00-start.ipynb")]


def test_refresh_brings_what_is_new(course):
    fill(course)
    (course / "lessons" / "01-next.ipynb").write_text("lesson 1")
    assert told(refresh(course)) == [("add", "lessons/01-next.ipynb")]


def test_refresh_replaces_what_the_learner_left_alone(course, lesson, mine):
    fill(course)
    lesson.write_text("lesson 0, better")
    assert told(refresh(course)) == [("replace", "lessons/00-start.ipynb")]
    assert mine.read_text() == "lesson 0, better"


def test_refresh_puts_a_new_version_beside_what_the_learner_changed(course, lesson, mine):
    fill(course)
    mine.write_text("my answer")
    lesson.write_text("lesson 0, better")
    (change,) = refresh(course)
    assert (
        str(change) == "lessons/00-start.ipynb: yours is kept, the new version is beside it as “00-start (new).ipynb”"
    )
    assert mine.read_text() == "my answer"
    assert mine.with_name("00-start (new).ipynb").read_text() == "lesson 0, better"


def test_an_original_that_did_not_change_puts_nothing_beside(course, mine):
    fill(course)
    mine.write_text("my answer")
    assert refresh(course) == []


def test_a_new_version_is_offered_once(course, lesson, mine):
    fill(course)
    mine.write_text("my answer")
    lesson.write_text("lesson 0, better")
    refresh(course)
    mine.with_name("00-start (new).ipynb").unlink()
    assert refresh(course) == []


def test_the_next_version_takes_the_place_of_an_offer_nobody_touched(course, lesson, mine):
    fill(course)
    mine.write_text("my answer")
    for text in ("better", "best"):
        lesson.write_text(text)
        refresh(course)
    assert mine.with_name("00-start (new).ipynb").read_text() == "best"
    assert files(course) == {
        "lessons/00-start.ipynb",
        "lessons/00-start (new).ipynb",
        "assignments/01-claims/01-claims.ipynb",
    }


def test_an_offer_that_the_learner_worked_in_is_kept_too(course, lesson, mine):
    fill(course)
    mine.write_text("my answer")
    lesson.write_text("better")
    refresh(course)
    mine.with_name("00-start (new).ipynb").write_text("my second answer")
    lesson.write_text("best")
    refresh(course)
    assert mine.with_name("00-start (new).ipynb").read_text() == "my second answer"
    assert mine.with_name("00-start (new 2).ipynb").read_text() == "best"


def test_a_learner_who_made_the_same_change_is_up_to_date(course, lesson, mine):
    fill(course)
    lesson.write_text("the same")
    mine.write_text("the same")
    assert refresh(course) == []
    lesson.write_text("newer")
    assert told(refresh(course)) == [("replace", "lessons/00-start.ipynb")]


def test_a_file_of_the_learners_own_is_left_alone(course):
    fill(course)
    own = course / "my-work" / "lessons" / "notes.ipynb"
    own.write_text("mine")
    refresh(course)
    assert own.read_text() == "mine"


def test_a_dry_run_tells_and_does_nothing(course, lesson, mine):
    fill(course)
    lesson.write_text("better")
    before = (course / "my-work" / RECORD).read_bytes()
    assert told(refresh(course, dry_run=True)) == [("replace", "lessons/00-start.ipynb")]
    assert mine.read_text() == "lesson 0"
    assert (course / "my-work" / RECORD).read_bytes() == before


@pytest.mark.parametrize("record", [None, "", "{", "[]", '{"files": {"lessons/00-start.ipynb": "?"}}', '{"files": 3}'])
def test_without_its_record_nothing_is_overwritten(course, lesson, mine, record):
    fill(course)
    mine.write_text("my answer")
    lesson.write_text("better")
    (course / "my-work" / RECORD).unlink()
    if record is not None:
        (course / "my-work" / RECORD).write_text(record)
    assert told(refresh(course)) == [("put beside", "lessons/00-start (new).ipynb")]
    assert mine.read_text() == "my answer"


def test_a_copy_that_was_not_noted_before_a_crash_still_counts_as_a_copy(course, lesson):
    fill(course)
    (course / "my-work" / RECORD).unlink()
    refresh(course)
    lesson.write_text("better")
    assert told(refresh(course)) == [("replace", "lessons/00-start.ipynb")]


def test_what_cannot_be_written_is_one_sentence(course):
    (course / "my-work").write_text("a file in the way")
    with pytest.raises(CourseKitError, match="my-work"):
        fill(course)


def test_several_first_starts_at_once_all_succeed(course):
    for number in range(30):
        (course / "lessons" / f"{number}.ipynb").write_text("x" * 10_000)
    together = Barrier(4)

    def start() -> list:
        together.wait()
        return fill(course)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(start) for _ in range(4)]:
            done.result()
    assert len(files(course)) == 32
    assert fill(course) == []


def test_a_file_that_another_program_has_open_for_a_moment_is_tried_again(tmp_path, monkeypatch):
    refusals = [PermissionError(13, "Permission denied")]
    replace = os.replace

    def refuse_once(*paths) -> None:
        if refusals:
            raise refusals.pop()
        replace(*paths)

    monkeypatch.setattr(os, "replace", refuse_once)
    write(tmp_path / "lesson", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("lesson", b"new")]


def test_the_record_is_readable_json(course):
    fill(course)
    record = json.loads((course / "my-work" / RECORD).read_text())
    assert list(record["files"]) == ["assignments/01-claims/01-claims.ipynb", "lessons/00-start.ipynb"]


@pytest.mark.parametrize(
    ("now", "copied", "offered", "action"),
    [
        (None, None, None, "add"),
        (None, "old", "old", "add"),
        ("new", None, None, None),
        ("old", "old", "old", "replace"),
        ("mine", "old", "old", "put beside"),
        ("mine", "old", "new", None),
        ("mine", None, None, "put beside"),
    ],
)
def test_the_rule(now, copied, offered, action):
    assert decide("new", now, copied, offered) == action


def test_names_beside_keep_folder_and_ending():
    names = names_beside("a.b/c.d.ipynb")
    assert [next(names), next(names)] == ["a.b/c.d (new).ipynb", "a.b/c.d (new 2).ipynb"]
    assert next(names_beside("LICENSE")) == "LICENSE (new)"
