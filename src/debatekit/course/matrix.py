"""Load a decision matrix by name, held to the readings that its entries point to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from debatekit.course.load import load_course, load_named, load_reading
from debatekit.course.locate import course_root
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, UnknownName
from debatekit.matrices.matrix import Matrix

FOLDER = Path("data", "matrices")


@dataclass(frozen=True, kw_only=True)
class MatrixBook:
    """A matrix, and the surnames of the authors by reading, in the order of the course."""

    matrix: Matrix
    authors: dict[str, str]


def load_matrix(name: str, root: Path | None = None) -> MatrixBook:
    """The matrix called `name`. Raises UnknownName with a suggestion, or BadCourseFile with the line."""
    root = root or course_root()
    matrix = load_named("matrix", "matrices/*", name, Matrix, root)
    readings = {}
    file = YamlFile(root / FOLDER / f"{name}.yaml")
    for part in ("options", "criteria"):
        for place, entry in enumerate(getattr(matrix, part)):
            for reading, numbers in entry.in_texts.items():
                path = [part, place, "in_texts", reading]
                try:
                    readings.setdefault(reading, load_reading(reading, root))
                except UnknownName as error:
                    raise BadCourseFile(file.path, file.line(path), str(error)) from None
                last = len(readings[reading].paragraphs)
                odd = [number for number in numbers if not 1 <= number <= last]
                if odd:
                    raise BadCourseFile(file.path, file.line(path), f"“{entry.id}” points to paragraph {odd[0]} of {reading}, which has paragraphs 1 to {last}.")
    order = [each for each in load_course(root).readings if each in readings]
    return MatrixBook(matrix=matrix, authors={each: readings[each].author.split()[-1] for each in order})
