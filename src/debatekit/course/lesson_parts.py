"""What there is to do in each lesson, in the order of its notebook, with the section that each thing stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from debatekit.course.load import load_exercise, load_poll, load_reading
from debatekit.course.locate import course_root
from debatekit.course.manifest import Lesson
from debatekit.course.matrix import load_matrix
from debatekit.errors import CourseKitError
from debatekit.headway.done import Part

_CALL = re.compile(r"\bdk\.(poll|exercise|reading|weigh)\(\s*([\"'])(.+?)\2(?:\s*,\s*round\s*=\s*([\"'])(.+?)\4)?")


def parts_of(lesson: Lesson, root: Path | None = None) -> tuple[Part, ...]:
    """The parts that the manifest names. What the notebook does not tell, since it is missing or cannot be read, has no section and stands last."""
    root = root or course_root()
    named = [_part("reading", name, root) for name in lesson.readings]
    named += [_part("poll", use.id, root, use.round) for use in lesson.polls]
    named += [_part("exercise", name, root) for name in lesson.exercises]
    named += [_part("matrix", name, root) for name in lesson.matrices]
    places = {(kind, name, which): (place, section, cell) for place, (kind, name, which, section, cell) in enumerate(_calls(root / "lessons" / f"{lesson.id}.ipynb"))}
    found = [(places.get((part["kind"], part["id"], part["round"]), (len(places), "", "")), part) for part in named]
    return tuple(Part(**part, section=section, cell=cell) for (_, section, cell), part in sorted(found, key=lambda each: each[0][0]))


def _part(kind: str, name: str, root: Path, which: str = "") -> dict[str, Any]:
    part: dict[str, Any] = {"kind": kind, "id": name, "title": name, "round": which}
    if kind == "poll":
        part |= _told(lambda: _of_poll(name, which, root))
    elif kind == "matrix":
        part |= _told(lambda: {"title": load_matrix(name, root).matrix.title})
    elif kind == "reading":
        part |= _told(lambda: {"title": load_reading(name, root).title})
    else:
        part |= _told(lambda: {"title": load_exercise(name, root).title})
    return part


def _of_poll(name: str, which: str, root: Path) -> dict[str, Any]:
    question = load_poll(name, root)
    return {"title": question.text, "later": question.later_rounds(which)}


def _told(look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return look()
    except CourseKitError:
        return {}  # a file with a fault is told by its own cell, and takes nothing else with it


def _calls(path: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """(kind, name, round, section, cell) for every call of a notebook."""
    section = ""
    try:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
                section = headings[-1].strip() if headings else section
            elif cell["cell_type"] == "code":
                yield from (("matrix" if kind == "weigh" else kind, name, which, section, cell.get("id", "")) for kind, _, name, _, which in _CALL.findall(text))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
