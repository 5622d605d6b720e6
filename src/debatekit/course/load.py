"""Load the manifest, a poll or an exercise by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from debatekit.course.locate import MANIFEST, course_root
from debatekit.course.manifest import Course
from debatekit.course.schema import parse
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, UnknownName
from debatekit.exercises.kinds import Exercise
from debatekit.polls.question import Question


def load_course(root: Path | None = None) -> Course:
    """The manifest. Raises CourseNotFound, or BadCourseFile with the line."""
    path = (root or course_root()) / MANIFEST
    return _read_course(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _read_course(path: Path, _changed: int) -> Course:
    # Every widget of a lesson asks for the manifest; it is read again only when the file has changed.
    return parse(YamlFile(path), Course)


def course_id(root: Path | None = None) -> str:
    """The course's id alone, which every poll and exercise needs; the manifest is not checked for it."""
    file = YamlFile((root or course_root()) / MANIFEST)
    if not isinstance(file.data, dict) or not isinstance(file.data.get("id"), str):
        raise BadCourseFile(file.path, 1, "the key “id” is missing, or it is no text. Add it.")
    return file.data["id"]


def load_poll(name: str, root: Path | None = None) -> Question:
    """The poll called `name`. Raises UnknownName with a suggestion, or BadCourseFile with the line."""
    return _load("poll", "polls", name, Question, root)


def load_exercise(name: str, root: Path | None = None) -> Exercise:
    """The exercise called `name`. Raises UnknownName with a suggestion, or BadCourseFile with the line."""
    return _load("exercise", "exercises", name, Exercise, root)


def _load(what: str, folder: str, name: str, union: Any, root: Path | None) -> Any:
    place = (root or course_root()) / "data" / folder
    known = {path.stem: path for path in place.glob("*.yaml")}
    if name not in known:
        raise UnknownName(what, name, known)
    file = YamlFile(known[name])
    idea = parse(file, union)
    if idea.id != name:
        raise BadCourseFile(file.path, file.line(["id"]), f"the id is “{idea.id}” but the file is “{name}.yaml”. Make them the same.")
    return idea
