"""A student hands in again after the work is marked: the newer one is graded, and nothing is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from course_copy import ASSIGNMENT, NOW, CourseCopy, example_students, fill_in

pytestmark = pytest.mark.slow


def test_the_newer_one_is_graded_and_the_mark_is_flagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbgrader.api import Gradebook

    course = CourseCopy(tmp_path / "place")
    for name, value in course.env("grader").items():
        monkeypatch.setenv(name, value)
    course.run("debatekit", "handout", ASSIGNMENT)
    students = example_students()

    _hand_in(course, replace(students["example-wrong"], id="ab123"), minute=0)
    assert "ab123: collected" in course.run("debatekit", "collect", ASSIGNMENT, str(course.place / "incoming"))
    course.run("nbgrader", "autograde", ASSIGNMENT)
    with Gradebook(course.gradebook) as gradebook:
        grade = gradebook.find_grade("one-step-apart", ASSIGNMENT, ASSIGNMENT, "ab123")
        grade.manual_score, grade.needs_manual_grade = 7, False
        gradebook.db.commit()

    _hand_in(course, replace(students["example-full"], id="ab123"), minute=30)
    assert "ab123: replaced" in course.run("debatekit", "collect", ASSIGNMENT, str(course.place / "incoming"))
    course.run("nbgrader", "autograde", ASSIGNMENT)
    with Gradebook(course.gradebook) as gradebook:
        assert gradebook.find_grade("test-sort-kinds", ASSIGNMENT, ASSIGNMENT, "ab123").score == 6
        grade = gradebook.find_grade("one-step-apart", ASSIGNMENT, ASSIGNMENT, "ab123")
        assert (grade.manual_score, grade.needs_manual_grade) == (7, True)
    assert len(list((course.root / "grading" / "earlier" / "ab123" / ASSIGNMENT).iterdir())) == 1


def _hand_in(course: CourseCopy, student, minute: int) -> None:
    from debatekit.course import load_course
    from debatekit.rounds.hand_in import hand_in

    folder = course.place / "students" / f"{student.id}-{minute}"
    shutil.copytree(course.root / "assignments" / ASSIGNMENT, folder)
    fill_in(folder, student)
    receipt = hand_in(load_course(course.root).assignments[0], folder, student.id, now=NOW.replace(minute=minute))
    (course.place / "incoming").mkdir(exist_ok=True)
    shutil.copy(receipt.path, course.place / "incoming")
