"""Load the fact checks of a course, and find those that an argument names."""

from __future__ import annotations

from pathlib import Path

from debatekit.arguments.argument import Argument
from debatekit.arguments.fact_check import FactCheck
from debatekit.course.csv_file import read_rows
from debatekit.course.load import load_course
from debatekit.course.locate import course_root
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, hint

TABLE = Path("data", "tables", "claims_check.csv")
_COLUMNS = ("claim_id", "claim", "verdict", "evidence", "source_1", "source_2", "source_quality")


def load_checks(root: Path | None = None) -> dict[str, FactCheck]:
    """Every fact check by its id; none when the manifest lists no such table. Raises BadCourseFile with the line."""
    root = root or course_root()
    if not _is_listed(root):
        return {}
    path, checks = root / TABLE, {}
    # Not as a DataFrame: a map needs a few texts, and pandas takes longer to import than the whole lesson to open.
    for line, row in read_rows(path, "fact checks", _COLUMNS, "the manifest lists this table of fact checks, but its file is missing. Restore it."):
        name = row["claim_id"]
        if name in checks:
            raise BadCourseFile(path, line, f"“{name}” is there twice. Ids are unique; rename one.")
        try:
            checks[name] = FactCheck(
                id=name, claim=row["claim"], verdict=row["verdict"], evidence=row["evidence"],
                sources=tuple(row[column] for column in ("source_1", "source_2") if row[column]), source_quality=row["source_quality"],
            )  # fmt: skip
        except ValueError as error:
            raise BadCourseFile(path, line, str(error)) from None
    return checks


def checks_of(argument: Argument, root: Path | None = None) -> dict[str, FactCheck]:
    """The fact checks that `argument` names; none when the manifest lists no table of them.

    Raises as `load_checks` does, and BadCourseFile with the line of an id that the table does not have.
    """
    root = root or course_root()
    if not _is_listed(root):
        return {}
    known = load_checks(root)
    for place, claim in enumerate(argument.claims):
        for index, name in enumerate(claim.checks):
            if name not in known:
                file = YamlFile(root / "data" / "readings" / argument.id / "argument.yaml")
                line = file.line(["claims", place, "checks", index])
                raise BadCourseFile(file.path, line, f"the claim “{claim.id}” names the fact check “{name}”, which {TABLE.name} does not have.{hint(name, known)}")
    return {name: known[name] for claim in argument.claims for name in claim.checks}


def _is_listed(root: Path) -> bool:
    return TABLE.stem in (table.id for table in load_course(root).tables)
