"""Does the course hold what its manifest says, and nothing that the manifest forgot?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from debatekit.course import load_course, load_exercise, load_fingerprints, load_poll, load_table
from debatekit.course.checks import TABLE, load_checks
from debatekit.course.clash import CLASH, load_clash
from debatekit.course.glossary import GLOSSARY, page_faults
from debatekit.course.manifest import Course
from debatekit.course.matrix import FOLDER, load_matrix
from debatekit.course.surveys import surveys_of
from debatekit.errors import BadCourseFile, CourseKitError

_MAP = "argument.yaml"


def faults(root: Path) -> Iterator[str]:
    """One sentence for each fault, but for those in a map, which `course.map_lint` tells; none when all is well."""
    try:
        course = load_course(root)
    except CourseKitError as error:
        yield str(error)
        return
    tables = [table.id for table in course.tables]
    yield from _loads(lambda name, root: surveys_of(load_poll(name, root), root), course.polls, root)
    yield from _loads(load_exercise, course.exercises, root)
    yield from _loads(load_table, tables, root)
    # The guide of a text is loaded with its fingerprints, since both must speak of the same paragraphs.
    yield from _loads(load_fingerprints, course.readings, root)
    maps = sorted(path.parent.name for path in (root / "data" / "readings").glob(f"*/{_MAP}"))
    yield from _loads(lambda _, root: load_checks(root), [TABLE.stem], root)
    yield from _loads(lambda _, root: load_clash(root), [CLASH.name] if (root / CLASH).is_file() else [], root)
    matrices = sorted(path.stem for path in (root / FOLDER).glob("*.yaml"))
    yield from _loads(load_matrix, matrices, root)
    if (root / GLOSSARY).is_file():
        yield from _told(lambda: page_faults(root))
    yield from _notebooks(course, root)
    yield from _unlisted(root / "data" / "polls", ".yaml", course.polls)
    yield from _unlisted(root / "data" / "exercises", ".yaml", course.exercises)
    yield from _unlisted(root / "data" / "tables", ".csv", tables)
    yield from _unlisted(root / "data" / "readings", "", course.readings)
    yield from _unlisted(root / "lessons", ".ipynb", [lesson.id for lesson in course.lessons])
    for lesson in course.lessons:
        for name in sorted(set(lesson.arguments) - set(maps)):
            yield f"“{lesson.id}” uses the argument “{name}”, but there is no data/readings/{name}/argument.yaml. Write it, or take it out of the lesson."
        for name in sorted(set(lesson.matrices) - set(matrices)):
            yield f"“{lesson.id}” uses the matrix “{name}”, but there is no {FOLDER.as_posix()}/{name}.yaml. Write it, or take it out of the lesson."
    for use in (*course.lessons, *course.assignments):
        listed = {"exercise": (use.exercises, course.exercises), "table": (use.tables, tables)}
        listed["reading"] = (getattr(use, "readings", ()), course.readings)
        listed["poll"] = ([poll.id for poll in getattr(use, "polls", ())], course.polls)
        for what, (used, known) in listed.items():
            for name in sorted(set(used) - set(known)):
                yield f"“{use.id}” uses the {what} “{name}”, which data/course.yaml does not list. Add it there."


def _loads(load: Callable[[str, Path], object], names: tuple[str, ...] | list[str], root: Path) -> Iterator[str]:
    for name in names:
        try:
            load(name, root)
        except CourseKitError as error:
            # Every fault of a map is told by the lint, so not its first one here, too.
            if not isinstance(error, BadCourseFile) or error.path.name != _MAP:
                yield str(error)


def _told(look: Callable[[], Iterator[str]]) -> Iterator[str]:
    try:
        yield from look()
    except CourseKitError as error:
        yield str(error)


def _notebooks(course: Course, root: Path) -> Iterator[str]:
    paths = [root / "lessons" / f"{lesson.id}.ipynb" for lesson in course.lessons]
    paths += [root / "assignments" / assignment.id / assignment.notebook for assignment in course.assignments]
    for path in paths:
        where = path.relative_to(root).as_posix()
        if not path.is_file():
            yield f"{where} is in the manifest, but there is no such file."
            continue
        try:
            if not isinstance(json.loads(path.read_text(encoding="utf-8"))["cells"], list):
                raise ValueError
        except (OSError, ValueError, KeyError, TypeError):
            yield f"{where} is not a notebook that can be read."


def _unlisted(folder: Path, suffix: str, listed: tuple[str, ...] | list[str]) -> Iterator[str]:
    for path in sorted(folder.glob(f"*{suffix}")):
        if path.stem not in listed and not path.name.startswith("."):
            yield f"{path} is not listed in data/course.yaml. List it there, or take it away."
