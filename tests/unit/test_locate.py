"""Where the course is found."""

from pathlib import Path

import pytest

from debatekit.course.locate import course_root
from debatekit.errors import CourseNotFound


@pytest.fixture
def make(tmp_path):
    def folder(name):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "data/course.yaml").write_text("id: c\n")
        return tmp_path / name

    return folder


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.delenv("DEBATEKIT_COURSE", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def test_above_the_working_directory_comes_first(make, monkeypatch):
    here, named = make("here"), make("named")
    monkeypatch.setenv("DEBATEKIT_COURSE", str(named))
    deep = here / "my-work" / "assignments"
    deep.mkdir(parents=True)
    assert course_root(deep) == here.resolve()


def test_the_variable_comes_next(make, monkeypatch, tmp_path):
    monkeypatch.setenv("DEBATEKIT_COURSE", str(make("named")))
    (tmp_path / "elsewhere").mkdir()
    assert course_root(tmp_path / "elsewhere") == (tmp_path / "named").resolve()


def test_a_submission_cannot_bring_its_own_course(make, monkeypatch):
    submission, ours = make("submission"), make("ours")
    monkeypatch.setenv("DEBATEKIT_COURSE", str(ours))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert course_root(submission) == ours.resolve()


def test_the_installed_course_comes_last(tmp_path):
    # In a checkout that is the checkout itself.
    assert course_root(tmp_path) == Path(__file__).resolve().parents[2]


def test_a_variable_that_points_nowhere_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("DEBATEKIT_COURSE", str(tmp_path))
    with pytest.raises(CourseNotFound, match="DEBATEKIT_COURSE is set to"):
        course_root(tmp_path)
