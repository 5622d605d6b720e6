"""Load the clashes of two arguments with what belongs to them: both maps, the fact checks, and the lessons that should come before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from debatekit.arguments.fact_check import FactCheck
from debatekit.clashes.clash import Clashes
from debatekit.course.argument_map import ArgumentMap, load_map
from debatekit.course.checks import TABLE, load_checks
from debatekit.course.load import load_course
from debatekit.course.locate import course_root
from debatekit.course.schema import parse
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, UnknownName, hint

CLASH = Path("data", "clash.yaml")


@dataclass(frozen=True, kw_only=True)
class ClashBook:
    """The clashes, the two maps that they join, their own fact checks by id, and the lessons that read one of the two texts."""

    clashes: Clashes
    left: ArgumentMap
    right: ArgumentMap
    checks: dict[str, FactCheck]
    lessons: tuple[str, ...]


def load_clash(root: Path | None = None) -> ClashBook:
    """The clashes of the course. Raises BadCourseFile with the line of what does not fit, also where it points to what is not there."""
    root = root or course_root()
    file = YamlFile(root / CLASH)
    clashes = parse(file, Clashes)
    maps: dict[str, ArgumentMap] = {}
    for side in ("left", "right"):
        try:
            maps[side] = load_map(getattr(clashes, side), root)
        except UnknownName as error:
            raise BadCourseFile(file.path, file.line([side]), str(error)) from None
        _check_side(file, clashes, side, maps[side])
    known = load_checks(root)
    for place, clash in enumerate(clashes.clashes):
        _all_known(clash.id, clash.checks, known, f"the table {TABLE.stem}", file, "clashes", place, "checks")
    named = {name for clash in clashes.clashes for name in clash.checks}
    lessons = tuple(lesson.id for lesson in load_course(root).lessons if set(lesson.readings) & {clashes.left, clashes.right})
    return ClashBook(clashes=clashes, **maps, checks={name: known[name] for name in sorted(named)}, lessons=lessons)


def _check_side(file: YamlFile, clashes: Clashes, side: str, there: ArgumentMap) -> None:
    claims = [claim.id for claim in there.argument.claims]
    last = len(there.reading.paragraphs)
    for place, clash in enumerate(clashes.clashes):
        _all_known(clash.id, getattr(clash, side), claims, f"the map of {there.argument.id}", file, "clashes", place, side)
        for index, number in enumerate(getattr(clash, f"{side}_needs")):
            if not 1 <= number <= last:
                _fault(file, f"“{clash.id}” points to paragraph {number} of {there.reading.id}, which has paragraphs 1 to {last}.", "clashes", place, f"{side}_needs", index)


def _all_known(clash: str, names: Iterable[str], known: Collection[str], where: str, file: YamlFile, *path: str | int) -> None:
    for index, name in enumerate(names):
        if name not in known:
            _fault(file, f"“{clash}” names “{name}”, which {where} does not have.{hint(name, known)}", *path, index)


def _fault(file: YamlFile, sentence: str, *path: str | int) -> NoReturn:
    raise BadCourseFile(file.path, file.line(path), sentence)
