"""A map that a student builds in graded work: from the widget to the answers file, through real nbgrader, to exact marks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from course_copy import NOW, CourseCopy

pytestmark = pytest.mark.slow

NAME = "02-map"
EXERCISE = """\
id: own-map
kind: build
graded: 02-map
title: Build a map
prompt: Build it.
claims:
  - {id: walk, text: "Walk to work."}
  - {id: health, text: "Walking is good for you."}
  - {id: near, text: "Work is near."}
  - {id: rain, text: "It rains a lot."}
  - {id: coat, text: "You have a coat."}
  - {id: moon, text: "The Moon is round."}
"""
MAPS = [
    {
        "thesis": "walk",
        "reasons": [
            {"premises": ["health", "near"], "relation": "supports", "to": "walk"},
            {"id": "wet", "premises": ["rain"], "relation": "attacks", "to": "walk"},
            {"premises": ["coat"], "relation": "undercuts", "to": "wet"},
        ],
    },
    {
        "thesis": "walk",
        "reasons": [
            {"premises": ["health"], "relation": "supports", "to": "walk"},
            {"premises": ["near"], "relation": "supports", "to": "walk"},
            {"id": "wet", "premises": ["rain"], "relation": "attacks", "to": "walk"},
            {"premises": ["coat"], "relation": "undercuts", "to": "wet"},
        ],
    },
]
TEST = f'''"""Compares your map with more than one that counts as right."""
own = dk.answers("{NAME}").get("own-map")
print("This can be marked.")
### BEGIN HIDDEN TESTS
from debatekit.arguments.reconstruction import marks
maps = {MAPS!r}
marks(own, maps, 5)
### END HIDDEN TESTS
'''


def _cell(name: str, source: str, **about: object) -> dict:
    nbgrader = {"grade": False, "locked": True, "schema_version": 3, "solution": False, "task": False, **about, "grade_id": name}
    return {"cell_type": "code", "id": name, "metadata": {"nbgrader": nbgrader}, "source": source, "outputs": [], "execution_count": None}


def _with_the_assignment(course: CourseCopy) -> None:
    (course.root / "data/exercises/own-map.yaml").write_text(EXERCISE, encoding="utf-8")
    manifest = course.root / "data/course.yaml"
    text = manifest.read_text(encoding="utf-8").replace("\nexercises:\n", "\nexercises:\n  - own-map\n")
    more = f"  - {{id: {NAME}, title: Build, minutes: 9, points: 5, exercises: [own-map]}}\n"
    manifest.write_text(text.rstrip() + "\n" + more, encoding="utf-8")
    cells = [_cell("start", "import debatekit as dk"), _cell("build", 'dk.exercise("own-map")'), _cell("test-map", TEST, grade=True, points=5)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (course.root / "solutions" / NAME).mkdir()
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (course.root / "solutions" / NAME / f"{NAME}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def _build(folder: Path, steps: list[tuple[str, object]]) -> None:
    """What the page of a student does."""
    from debatekit.course import load_exercise
    from debatekit.exercises.widget import GradedWidget

    widget = GradedWidget(load_exercise("own-map"), folder)
    for item, choice in steps:
        widget._receive(widget, {"do": "answer", "item": item, "choice": choice, "seq": 1, "from": "page"}, [])
        assert widget.picture["message"] == ""


def _reason(premises: list[str], relation: str, to: str) -> dict:
    return {"premises": premises, "relation": relation, "to": to}


RIGHT = [
    ("thesis", "walk"), ("reason/r1", _reason(["health"], "supports", "walk")), ("reason/r2", _reason(["near"], "supports", "walk")),
    ("reason/r3", _reason(["rain"], "attacks", "walk")), ("reason/r4", _reason(["coat"], "undercuts", "r3")),
]  # fmt: skip
# The thesis and one of the four links of the second map, and nothing wrong: 2 * 1.25 / (1.25 + 4.25).
HALF = RIGHT[:2]
RING = {"thesis": "walk", "reasons": [{"id": "a", **_reason(["walk"], "undercuts", "b")}, {"id": "b", **_reason(["walk"], "undercuts", "a")}] * 20}


def test_a_map_goes_from_the_page_to_exact_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbgrader.api import Gradebook

    from debatekit.course import load_course
    from debatekit.rounds.hand_in import hand_in

    course = CourseCopy(tmp_path / "place")
    for name, value in course.env("grader").items():
        monkeypatch.setenv(name, value)
    _with_the_assignment(course)
    monkeypatch.chdir(course.root)  # for the widget
    monkeypatch.setenv("DEBATEKIT_COURSE", str(course.root))  # for the hand-in, outside the course
    course.run("debatekit", "handout", NAME)
    handed_out = (course.root / "assignments" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert "marks(" not in handed_out and "undercuts" not in handed_out

    incoming = course.place / "incoming"
    incoming.mkdir()
    for student, work in {"right": RIGHT, "half": HALF, "ring": RING, "giant": {"reasons": [{"x": 1}] * 5000, "thesis": "walk"}, "nothing": None}.items():
        folder = course.place / "students" / student
        shutil.copytree(course.root / "assignments" / NAME, folder)
        if isinstance(work, list):
            _build(folder, work)
        elif work:
            document = {"format": 1, "assignment": NAME, "saved_at": "2026-09-01T08:00:00+00:00", "answers": {"own-map": work}}
            (folder / f"{NAME}.answers.json").write_text(json.dumps(document), encoding="utf-8")
        receipt = hand_in(load_course(course.root).assignments[-1], folder, student, now=NOW)
        shutil.copy(receipt.path, incoming)
    assert "nothing: collected" in course.run("debatekit", "collect", NAME, str(incoming), expect=1)  # nothing came with it
    course.run("nbgrader", "autograde", NAME)
    with Gradebook(course.gradebook) as gradebook:
        scores = {student: gradebook.find_grade("test-map", NAME, NAME, student).auto_score for student in ("right", "half", "ring", "giant", "nothing")}
    # The key weighs 4.25: its thesis and four links. A thesis alone is 2 * 0.25 / (0.25 + 4.25) of it, beside forty wrong links 2 * 0.25 / (40.25 + 4.25).
    assert scores == {"right": 5, "half": 2.27, "ring": 0.05, "giant": 0.55, "nothing": 0}
