"""Load the manifest, a poll, an exercise, a reading or the map of its argument by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debatekit.course.locate import MANIFEST, course_root
from debatekit.course.manifest import Course
from debatekit.course.schema import parse
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, UnknownName

if TYPE_CHECKING:
    from debatekit.arguments.argument import Argument
    from debatekit.exercises.find import Find
    from debatekit.exercises.kinds import Exercise
    from debatekit.exercises.premise import Premise
    from debatekit.polls.claim_vote import Relevance, Truth
    from debatekit.polls.question import Question
    from debatekit.readings.reading import Reading

# The models are imported by the functions that build them: making all their classes takes longer than loading a table.


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
    """The poll called `name`. Raises UnknownName with a suggestion, or BadCourseFile with the line.

    A vote on a claim or a reason is also held to the map that it names.
    """
    from debatekit.polls.question import Question

    root = root or course_root()
    question = load_named("poll", "polls/*", name, Question, root)
    if question.kind in ("truth", "relevance"):
        _check_target(question, root)
    return question


def _check_target(question: Truth | Relevance, root: Path) -> None:
    path, key = root / "data" / "polls" / f"{question.id}.yaml", "argument"
    try:
        argument = load_argument(question.argument, root)
        what, there = ("claim", argument.claims) if question.kind == "truth" else ("reason", argument.reasons)
        key, known = "target", [each.id for each in there]
        if question.target not in known:
            raise UnknownName(f"{what} of the map “{argument.id}” called", question.target, known)
    except UnknownName as error:
        raise BadCourseFile(path, YamlFile(path).line([key]), str(error)) from None


def load_exercise(name: str, root: Path | None = None) -> Exercise:
    """The exercise called `name`. Raises UnknownName with a suggestion, or BadCourseFile with the line.

    An exercise that asks for paragraphs is also held to the guide of their text.
    """
    from debatekit.exercises.kinds import Exercise

    root = root or course_root()
    exercise = load_named("exercise", "exercises/*", name, Exercise, root)
    if exercise.kind in ("find", "premise") and exercise.reading:
        _check_paragraphs(exercise, root)
    return exercise


def _check_paragraphs(exercise: Find | Premise, root: Path) -> None:
    path = root / "data" / "exercises" / f"{exercise.id}.yaml"
    try:
        there = len(load_reading(exercise.reading, root).paragraphs)
    except UnknownName as error:
        raise BadCourseFile(path, YamlFile(path).line(["reading"]), str(error)) from None
    if exercise.kind == "premise":
        odd = [number for number in exercise.paragraphs if not 1 <= number <= there]
        if odd:
            raise BadCourseFile(path, YamlFile(path).line(["paragraphs"]), f"“{exercise.reading}” has no paragraph {odd[0]}: it has {there}. Set the number right.")
    elif exercise.paragraphs != there:
        problem = f"the guide to “{exercise.reading}” has {there} paragraphs, not {exercise.paragraphs}. Set the number right, and look at the answers again."
        raise BadCourseFile(path, YamlFile(path).line(["paragraphs"]), problem)


def load_reading(name: str, root: Path | None = None) -> Reading:
    """The guide to the text called `name`. Raises UnknownName with a suggestion, or BadCourseFile with the line."""
    from debatekit.readings.reading import Reading

    return load_named("reading", "readings/*/reading", name, Reading, root)


def load_argument(name: str, root: Path | None = None) -> Argument:
    """The map of the argument in the text called `name`. Raises UnknownName with a suggestion, or BadCourseFile with the line."""
    from debatekit.arguments.argument import Argument

    return load_named("argument", "readings/*/argument", name, Argument, root)


def load_named(what: str, pattern: str, name: str, shape: Any, root: Path | None) -> Any:
    """The file of data/ that `pattern` finds under `name`, as `shape`. Raises UnknownName with a suggestion, or BadCourseFile with the line."""
    place = (root or course_root()) / "data"
    # A poll or an exercise is a file; what belongs to a text lies in the folder of that text.
    known = {(path.parent.name if path.parent.parent.name == "readings" else path.stem): path for path in place.glob(f"{pattern}.yaml")}
    if name not in known:
        raise UnknownName(what, name, known)
    file = YamlFile(known[name])
    idea = parse(file, shape)
    if idea.id != name:
        raise BadCourseFile(file.path, file.line(["id"]), f"the id is “{idea.id}” but it is filed as “{name}”. Make them the same.")
    return idea
