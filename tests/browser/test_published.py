"""Published surveys on the page: nothing of them before the learner asks, all of it then, none of it saved."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole
from lab import Lab, Notebook, copy_of_the_course, open_lab

pytestmark = pytest.mark.slow

# Where to keep pictures of what the test saw; none are taken without it.
PICTURES = os.environ.get("DEBATEKIT_PICTURES")
POLL = """\
id: bridge
kind: choice
text: "Should the bridge be built?"
options:
  - {id: build, text: "Build it"}
  - {id: leave, text: "Leave the river alone"}
  - {id: undecided, text: "I am undecided", asks_confidence: false}
confidence: true
rounds:
  - {id: before, title: "Before reading"}
  - {id: after, title: "After the debate"}
published:
  - {survey: T01, note: "It asked about a bridge for cars; ours is for everybody."}
  - {survey: T02, note: "It named the price first, and offered no middle answer."}
  - {survey: T03, note: "It asked only people who live beside the river."}
"""
SURVEYS = [
    {"survey_id": "T01", "pollster": "River Research", "field_start": "2020-01-03", "field_end": "2020-01-05", "population": "adults of the county",
     "n": "1000", "question": "Whether to build the bridge", "option": "for it", "percent": "48"},
    {"survey_id": "T01", "pollster": "River Research", "field_start": "2020-01-03", "field_end": "2020-01-05", "population": "adults of the county",
     "n": "1000", "question": "Whether to build the bridge", "option": "against it", "percent": "43"},
    {"survey_id": "T02", "pollster": "Institute for Opinion, for the League of Bridge Builders", "population": "registered voters",
     "question": "Whether the county should pay for a bridge", "option": "yes, even if taxes rise for some years", "percent": "74",
     "notes": "the sponsor takes a side"},
    {"survey_id": "T03", "pollster": "The Daily Ford", "field_start": "2019-06", "field_end": "2019-06", "population": "people beside the river",
     "n": "412", "question": "Whether the bridge would make life better, worse or neither", "option": "better", "percent": "12"},
    {"survey_id": "T03", "pollster": "The Daily Ford", "field_start": "2019-06", "field_end": "2019-06", "population": "people beside the river",
     "n": "412", "question": "Whether the bridge would make life better, worse or neither", "option": "worse", "percent": "61"},
    {"survey_id": "T03", "pollster": "The Daily Ford", "field_start": "2019-06", "field_end": "2019-06", "population": "people beside the river",
     "n": "412", "question": "Whether the bridge would make life better, worse or neither", "option": "neither", "percent": "27"},
]  # fmt: skip
HINTS = ("River Research", "League of Bridge", "Daily Ford", "example.org", "bridge for cars", "beside the river", "taxes rise")
WORK = Path("my-work/lessons/bridge.ipynb")
OFFER = "Show what pollsters found (your vote is then final)"
CELLS = ["import debatekit as dk", 'dk.poll("bridge", round="before")', 'dk.poll("bridge", round="after")']


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The engine with a poll that no course has, surveys of its own, and a notebook that asks it twice."""
    root = copy_of_the_course(tmp_path_factory.mktemp("published") / "course")
    (root / "data/polls/bridge.yaml").write_text(POLL, encoding="utf-8")
    table = root / "data/tables/surveys.csv"
    with open(table, encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames
    with open(table, "a", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        rows.writerows({"source": f"https://www.example.org/{row['survey_id']}", "source_quality": "wire_or_major", **row} for row in SURVEYS)
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [], "execution_count": None} for i, source in enumerate(CELLS)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (root / WORK).parent.mkdir(parents=True, exist_ok=True)
    (root / WORK).write_text(json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}))
    return root


def address(lab) -> str:
    return lab.address.replace("00-start-here", "bridge")


@pytest.fixture
def bridge(lab, page):
    page.goto(address(lab))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook = Notebook(page)
    notebook.wait_until_idle()
    return notebook


def run(notebook):
    notebook.menu("Run", "Run All Cells")
    return notebook.poll("Before reading"), notebook.poll("After the debate")


def cast(poll, answer):
    poll.get_by_text(answer).click()
    poll.get_by_text("Quite sure").click()
    poll.get_by_role("button", name="Vote").click()
    poll.get_by_text("Your vote is kept").first.wait_for()


def ask(poll):
    poll.get_by_role("button", name=OFFER).click()
    poll.get_by_role("heading", name="What published surveys found").wait_for()


def hints(text: str) -> list[str]:
    return [hint for hint in HINTS if hint in text]


def take(page, name: str, what) -> None:
    if PICTURES:
        what.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_surveys_come_when_asked_for_after_the_second_vote_and_are_not_saved(bridge, course, page):
    said = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: said.append(str(frame))))
    page.reload()
    bridge.wait_until_idle()
    first, second = run(bridge)
    first.get_by_role("button", name="I have read this").click()
    cast(first, "Build it")
    second.get_by_text("I am undecided").wait_for()
    assert hints(page.content()) == []
    # Nor has the kernel sent it: whoever opens the browser's tools finds nothing.
    assert "Should the bridge be built" in " ".join(said) and hints(" ".join(said)) == []

    cast(second, "Leave the river alone")
    second.get_by_role("button", name=OFFER).wait_for()
    assert first.get_by_role("button", name=OFFER).count() == 0
    assert hints(page.content()) == [] and hints(" ".join(said)) == []
    # Until then the vote can be changed.
    second.get_by_role("button", name="Change my vote").click()
    second.get_by_text("I am undecided").click()
    second.get_by_role("button", name="Keep the change").click()
    second.get_by_text("I am undecided").first.wait_for()
    take(page, "surveys-offered", second)
    assert hints(page.content()) == [] and hints(" ".join(said)) == []

    second.get_by_role("button", name=OFFER).focus()
    page.keyboard.press("Enter")
    second.get_by_role("heading", name="What published surveys found").wait_for()
    second.get_by_text("Your vote is final, because you have seen what pollsters found.").wait_for()
    assert second.get_by_role("button").count() == 0
    text = " ".join(second.inner_text().split())
    for said_of_it in (
        "These are the answers of other people, to other words, at another time. They are not the right answer.",
        "Adults of the county · 3 to 5 January 2020 · 1,000 people", "Registered voters · date not given · number not given",
        "People beside the river · June 2019 · 412 people", "for it 48 %", "against it 43 %", "The other 9 % are not in the source.",
        "The other 26 % are not in the source.", "number not given Note: The sponsor takes a side. It named the price", "It asked about a bridge for cars; ours is for everybody.",
    ):  # fmt: skip
        assert said_of_it in text, text
    assert [link.get_attribute("href") for link in second.get_by_role("link", name="example.org").all()] == [f"https://www.example.org/{name}" for name in ("T01", "T02", "T03")]
    assert "River Research" in " ".join(said)
    assert hints(first.inner_text()) == []  # the earlier cell goes on showing what it knew

    bridge.menu("Settings", "Save Widget State Automatically")
    bridge.save()
    page.wait_for_timeout(1000)
    page.locator(".jp-CodeCell").first.click()
    page.keyboard.press("Control+s")
    saved = bridge.saved_with_widgets(course / WORK)
    assert hints(json.dumps(saved, ensure_ascii=False)) == []
    assert page.faults == []


def test_surveys_are_readable_by_everybody(lab, page):
    notebook = open_whole(page, address(lab))
    first, second = run(notebook)
    first.get_by_role("button", name="I have read this").click()
    cast(first, "Build it")
    cast(second, "Leave the river alone")
    ask(second)
    for theme in (LIGHT, DARK):
        choose_theme(notebook, theme)
        found = findings(page)
        print(*found, sep="\n")
        assert grave(found) == []
        take(page, f"surveys-{theme.split()[-1].lower()}", second)
    # A phone: nothing is cut off or has to be scrolled sideways.
    page.set_viewport_size({"width": 360, "height": 4000})
    page.locator(".jp-SideBar .lm-TabBar-tab.lm-mod-current").first.click()
    page.wait_for_timeout(500)
    assert second.evaluate("poll => poll.scrollWidth <= poll.clientWidth + 1")
    take(page, "surveys-narrow", second)
