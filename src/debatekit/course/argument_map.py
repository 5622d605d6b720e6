"""Load an argument with what belongs to it: the guide to its text and the fact checks that it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from debatekit.arguments.argument import Argument
from debatekit.arguments.fact_check import FactCheck
from debatekit.course.checks import checks_of
from debatekit.course.load import load_argument, load_reading
from debatekit.course.locate import course_root
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile
from debatekit.readings.reading import Reading


@dataclass(frozen=True, kw_only=True)
class ArgumentMap:
    """An argument, the guide to the text that it is read from, and its fact checks by their ids."""

    argument: Argument
    reading: Reading
    checks: dict[str, FactCheck]


def load_map(name: str, root: Path | None = None) -> ArgumentMap:
    """The map of the text called `name`. Raises as `load_argument` does, and BadCourseFile where it points to what is not there."""
    root = root or course_root()
    argument, reading = load_argument(name, root), load_reading(name, root)
    last = len(reading.paragraphs)
    for where in ("claims", "reasons"):
        for place, part in enumerate(getattr(argument, where)):
            for index, number in enumerate(part.paragraphs):
                if not 1 <= number <= last:
                    file = YamlFile(root / "data" / "readings" / name / "argument.yaml")
                    line = file.line([where, place, "paragraphs", index])
                    raise BadCourseFile(file.path, line, f"“{part.id}” points to paragraph {number}; the text has paragraphs 1 to {last}.")
    return ArgumentMap(argument=argument, reading=reading, checks=checks_of(argument, root))
