"""nbgrader inside JupyterLab, as an instructor meets it: its menus, and formgrader with the students' scores."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from lab import Lab, copy_of_the_course

sys.path.insert(0, str(Path(__file__).parents[1] / "rounds"))

from course_copy import ASSIGNMENT, CourseCopy, example_students, fill_in

# Where to keep pictures of what the test saw; none are taken without it.
PICTURES = os.environ.get("DEBATEKIT_PICTURES")


class MarkedCourse(CourseCopy):
    """A whole clone, in which the example students are collected and autograded."""

    def __init__(self, place: Path) -> None:
        self.place, self.root, self.exchange = place, place / "course", place / "exchange"
        self.exchange.mkdir(parents=True)
        self.exchange.chmod(0o777)
        copy_of_the_course(self.root)
        for student in example_students().values():
            folder = self.root / "grading" / "submitted" / student.id / ASSIGNMENT
            shutil.copytree(self.root / "assignments" / ASSIGNMENT, folder)
            fill_in(folder, student)
            (folder / "timestamp.txt").write_text("2026-09-01 12:00:00.000000 UTC")
        self.run("debatekit", "handout", ASSIGNMENT, "--release")
        self.run("nbgrader", "autograde", ASSIGNMENT)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory, chromium) -> MarkedCourse:
    return MarkedCourse(tmp_path_factory.mktemp("marked"))


@pytest.fixture
def instructor(marked: MarkedCourse, page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The page of an instructor who has started `course.py --edit`."""
    monkeypatch.setenv("DEBATEKIT_EXCHANGE", str(marked.exchange))
    lab = Lab([sys.executable, "-m", "debatekit", "--edit", "--no-browser"], marked.root, tmp_path / "home")
    try:
        page.set_viewport_size({"width": 1400, "height": 900})
        page.goto(lab.address)
        # It opens no notebook, so there is no kernel to wait for.
        page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^Nbgrader$")).wait_for(timeout=90_000)
        yield page
    finally:
        lab.stop()


def choose(page, *path: str) -> None:
    """Choose from the menu bar."""
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{path[0]}$")).click()
    for name in path[1:]:
        label = page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{name}"))
        page.locator(".lm-Menu-item:not(.lm-mod-hidden)", has=label).last.click()


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_formgrader_shows_the_students_and_their_scores(instructor, marked: MarkedCourse) -> None:
    page = instructor
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^Nbgrader$")).click()
    entries = page.locator(".lm-Menu-item:not(.lm-mod-hidden) .lm-Menu-itemLabel").all_inner_texts()
    assert {"Assignment List", "Formgrader", "Course List"} <= set(entries)
    picture(page, "menu")
    page.keyboard.press("Escape")

    choose(page, "Nbgrader", "Formgrader")
    formgrader = page.frame_locator("iframe[src*=formgrader]")
    row = formgrader.locator("tr", has_text=ASSIGNMENT)
    row.wait_for(timeout=60_000)
    assert re.search(rf"{ASSIGNMENT}\s+\S.*\b3\b", row.inner_text().replace("\n", " "))
    picture(page, "formgrader-assignments")

    formgrader.get_by_role("link", name="Manage Students").click()
    for student in example_students().values():
        row = formgrader.locator("tr", has_text=student.id)
        row.wait_for(timeout=60_000)
        # The text is not marked yet, so its points are still missing from the total.
        assert f"{student.total - student.scores['one-step-apart']:g} / 20" in row.inner_text()
    picture(page, "formgrader-students")

    formgrader.get_by_role("link", name="Manual Grading").click()
    formgrader.get_by_role("link", name=ASSIGNMENT).click()
    formgrader.get_by_role("link", name=ASSIGNMENT).click()
    formgrader.locator("tr", has_text="Submission #").first.wait_for(timeout=60_000)
    picture(page, "formgrader-submissions")
    formgrader.get_by_role("link", name=re.compile("Submission #1")).click()
    formgrader.locator(".nbgrader_cell").first.wait_for(timeout=60_000)
    picture(page, "formgrader-notebook")


def test_the_assignment_list_shows_what_is_released(instructor) -> None:
    page = instructor
    choose(page, "Nbgrader", "Assignment List")
    page.locator("#released_assignments_list", has_text=ASSIGNMENT).wait_for(timeout=60_000)
    picture(page, "assignment-list")
