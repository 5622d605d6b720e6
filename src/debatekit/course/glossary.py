"""Load the glossary of a course, and hold it and the links to it to what is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from debatekit.course.csv_file import read_rows
from debatekit.course.load import load_course
from debatekit.course.locate import course_root
from debatekit.course.schema import parse
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, hint
from debatekit.glossary.page import PAGE, page
from debatekit.glossary.term import Glossary
from debatekit.glossary.uses import links
from debatekit.ideas import QUALITY, WEAK

GLOSSARY = Path("data", "glossary.yaml")
PLACE = Path("lessons", PAGE)


def load_glossary(root: Path | None = None) -> Glossary:
    """The glossary, its rows held to the tables. Raises BadCourseFile with the line of what does not fit."""
    root = root or course_root()
    file = YamlFile(root / GLOSSARY)
    glossary = parse(file, Glossary)
    rows = _rows(root) if any(term.rows for term in glossary.terms) else {}
    for place, term in enumerate(glossary.terms):
        for index, name in enumerate(term.rows):
            if problem := _problem(name, rows):
                raise BadCourseFile(file.path, file.line(["terms", place, "rows", index]), f"“{term.id}” rests on “{name}”, {problem}")
    return glossary


def page_faults(root: Path) -> Iterator[str]:
    """One sentence for a page that is not what the glossary makes, and for each link of a lesson that leads nowhere."""
    glossary = load_glossary(root)
    try:
        is_there = (root / PLACE).read_text(encoding="utf-8") == page(glossary)
    except (OSError, UnicodeDecodeError):
        is_there = False
    if not is_there:
        yield f"{PLACE.as_posix()} is not what {GLOSSARY.as_posix()} makes. Run “python3 course.py glossary”."
    known = [term.id for term in glossary.terms]
    for lesson in load_course(root).lessons:
        for said, name in links("\n".join(markdown(root / "lessons" / f"{lesson.id}.ipynb"))):
            if name not in known:
                yield f"“{lesson.id}” links “{said}” to “{name}”, which {GLOSSARY.as_posix()} does not have.{hint(name, known)}"


def markdown(path: Path) -> list[str]:
    """The Markdown cells of a notebook, in order; none of one that cannot be read, which is told elsewhere."""
    try:
        return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "markdown"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _rows(root: Path) -> dict[str, str]:
    """Every row of every table by its id, with what speaks against naming it; "" when nothing does."""
    course, found = load_course(root), {}
    for table in course.tables:
        key = next(iter(table.columns))
        for _, row in read_rows(root / "data" / "tables" / f"{table.id}.csv", "rows with ids", (key,), "the manifest lists this table, but its file is missing. Restore it."):
            late = course.record_ends and table.dated_by and row.get(table.dated_by, "") > course.record_ends
            found[row[key]] = "which has a weak source. Name another row." if row.get(QUALITY) == WEAK else "which lies after the end of the record. Name another row." if late else ""
    return found


def _problem(name: str, rows: dict[str, str]) -> str:
    return rows[name] if name in rows else f"which no table has.{hint(name, rows)}"
