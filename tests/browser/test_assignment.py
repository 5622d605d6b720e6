"""Assignment 01 as a student does it: sort in the widget, hand in; then collect what came."""

import json
import subprocess
import sys

from debatekit.course import load_exercise

from lab import REPOSITORY, Notebook, git_status

NAME = "01-claims"
KEY = json.loads((REPOSITORY / f"solutions/{NAME}/key/answers.json").read_text(encoding="utf-8"))["answers"]["claims-kinds"]
KINDS = {"fact": "Fact", "forecast": "Forecast", "value": "Value"}


def test_sort_hand_in_and_collect(lab, course, page):
    page.goto(lab.address.replace("lessons/00-start-here", f"assignments/{NAME}/{NAME}"))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook = Notebook(page)
    notebook.wait_until_idle()
    work = course / "my-work/assignments" / NAME
    first = notebook.bring(page.locator(".jp-CodeCell", has_text="import debatekit"))
    first.locator(".jp-InputPrompt").click()
    for _ in range(4):
        page.keyboard.press("Shift+Enter")
    widget = notebook.exercise("Sort")
    for item in load_exercise("claims-kinds", REPOSITORY).items:
        row = widget.locator("ol.dk-items > li", has_text=item.text)
        row.get_by_text(KINDS[KEY[item.id]], exact=True).click()
    widget.locator(".dk-tally").get_by_text(f"12 of 12 answered. Saved in {NAME}.answers.json.").first.wait_for()
    kept = json.loads((work / f"{NAME}.answers.json").read_text(encoding="utf-8"))["answers"]["claims-kinds"]
    assert kept == KEY

    last = notebook.bring(page.locator(".jp-CodeCell", has_text="dk.hand_in("))
    last.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(f'dk.hand_in("{NAME}", student="ab123")')
    notebook.save()
    page.keyboard.press("Shift+Enter")
    notebook.bring(page.get_by_text("Your work is packed in"))
    (package,) = work.glob("*.zip")
    done = subprocess.run(
        [sys.executable, "-m", "debatekit", "collect", NAME, str(package)], cwd=course, env=lab.env, capture_output=True, text=True
    )
    assert "ab123" in done.stdout, done.stdout + done.stderr
    submitted = course / "grading/submitted/ab123" / NAME
    assert json.loads((submitted / f"{NAME}.answers.json").read_text(encoding="utf-8"))["answers"]["claims-kinds"] == kept
    assert page.faults == []
    assert git_status(course) == ""
