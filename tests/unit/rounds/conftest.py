"""What the tests of hand-in and collecting share: the hand-out in a student's folder, and the example students."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPOSITORY / "tests" / "rounds"))

from course_copy import ASSIGNMENT, NOW, example_students, fill_in  # noqa: E402


@pytest.fixture
def assignment():
    """01-claims, as the manifest has it."""
    from debatekit.course import load_course

    return next(each for each in load_course(REPOSITORY).assignments if each.id == ASSIGNMENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the fresh hand-out, just saved."""
    folder = tmp_path / "my work é" / ASSIGNMENT
    shutil.copytree(REPOSITORY / "assignments" / ASSIGNMENT, folder)
    return folder


@pytest.fixture
def answered(folder: Path) -> Path:
    """The same folder, answered by the example student who gets everything right."""
    fill_in(folder, example_students()["example-full"])
    os.utime(folder / f"{ASSIGNMENT}.ipynb", (NOW.timestamp(), NOW.timestamp()))
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A grader's course folder, with nothing collected yet."""
    root = tmp_path / "course"
    for name in ("data", "assignments"):
        shutil.copytree(REPOSITORY / name, root / name)
    return root


@pytest.fixture
def make_zip(answered: Path, assignment, tmp_path: Path) -> Callable[..., Path]:
    """Make a hand-in: `make_zip("ab123", minute=5)` returns its path in a folder of incoming files."""
    from debatekit.rounds.hand_in import hand_in

    incoming = tmp_path / "incoming"
    incoming.mkdir()

    def make(student: str = "ab123", minute: int = 0) -> Path:
        receipt = hand_in(assignment, answered, student, now=NOW.replace(minute=minute))
        return receipt.path.rename(incoming / receipt.path.name)

    make.incoming = incoming
    return make


@pytest.fixture(autouse=True)
def no_surprises(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither nbgrader's environment nor the machine's time zone plays a part."""
    for name in ("NBGRADER_EXECUTION", "DEBATEKIT_COURSE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Asia/Baghdad")
    set_zone = getattr(time, "tzset", lambda: None)  # Windows has none
    set_zone()
    yield
    monkeypatch.undo()
    set_zone()
