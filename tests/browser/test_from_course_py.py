"""The whole way of a newcomer: clone, one command, the first lesson, a vote; and the clone is as clean as before."""

import subprocess
import sys

import pytest

from lab import Lab, Notebook, copy_of_the_course, git_status, open_lab

QUESTION = "It is July 2021"


@pytest.mark.slow
def test_from_clone_to_vote(page, tmp_path):
    course = copy_of_the_course(tmp_path / "Kurs für Übung")
    python = getattr(sys, "_base_executable", sys.executable)
    options = open_lab()[3:]
    lab = Lab([python, "course.py", *options], course, tmp_path / "home")
    try:
        page.goto(lab.address)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        lesson = Notebook(page)
        assert page.locator(".jp-Notebook h1").first.inner_text().startswith("Start here")
        lesson.run_all()
        lesson.bring(page.locator(".dk-poll", has_text="What happens to your votes")).get_by_role("button").click()
        poll = lesson.poll(QUESTION)
        poll.get_by_text("Yes, withdraw them all").click()
        poll.get_by_text("A guess").click()
        poll.get_by_role("button", name="Vote").click()
        poll.get_by_text("You answered: Yes, withdraw them all.").first.wait_for()
        lesson.save()
        page.reload()
        lesson.restart_kernel()
        lesson.run_all()
        lesson.poll(QUESTION).get_by_text("You answered: Yes, withdraw them all.").first.wait_for()
        assert page.faults == []
    finally:
        lab.stop()
    assert git_status(course) == ""
    done = subprocess.run(
        [python, "course.py", "test", "-q", "tests/course", "tests/notebooks"], cwd=course, env=lab.env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert git_status(course) == ""
