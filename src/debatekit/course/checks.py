"""Load the fact checks of a course, and find those that an argument names."""

from __future__ import annotations

import csv
from pathlib import Path

from debatekit.arguments.argument import Argument
from debatekit.arguments.fact_check import FactCheck
from debatekit.course.locate import course_root
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, did_you_mean

TABLE = Path("data", "tables", "claims_check.csv")
_COLUMNS = ("claim_id", "claim", "verdict", "evidence", "source_1", "source_2", "source_quality")


def load_checks(root: Path | None = None) -> dict[str, FactCheck]:
    """Every fact check by its id; empty when the course has no such table. Raises BadCourseFile with the line."""
    path = (root or course_root()) / TABLE
    if not path.is_file():
        return {}
    # Not as a DataFrame: a map needs a few texts, and pandas takes longer to import than the whole lesson to open.
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        lost = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
        if lost:
            raise BadCourseFile(path, 1, f"the column “{lost[0]}” is missing. A table of fact checks has {', '.join(_COLUMNS)}.")
        checks: dict[str, FactCheck] = {}
        for row in rows:
            text = {column: (row[column] or "").strip() for column in _COLUMNS}
            if text["claim_id"] in checks:
                raise BadCourseFile(path, rows.line_num, f"“{text['claim_id']}” is there twice. Ids are unique; rename one.")
            try:
                checks[text["claim_id"]] = FactCheck(
                    id=text["claim_id"], claim=text["claim"], verdict=text["verdict"], evidence=text["evidence"],
                    sources=tuple(text[name] for name in ("source_1", "source_2") if text[name]), source_quality=text["source_quality"],
                )
            except ValueError as error:
                raise BadCourseFile(path, rows.line_num, str(error)) from None
    return checks


def checks_of(argument: Argument, root: Path | None = None) -> dict[str, FactCheck]:
    """The fact checks that `argument` names; empty when the course has none. Raises BadCourseFile with the line of an unknown id."""
    root = root or course_root()
    known = load_checks(root)
    if not known:
        return {}
    for place, claim in enumerate(argument.claims):
        for index, name in enumerate(claim.checks):
            if name not in known:
                file = YamlFile(root / "data" / "readings" / argument.id / "argument.yaml")
                near = did_you_mean(name, known)
                hint = f" Did you mean “{near}”?" if near else ""
                line = file.line(["claims", place, "checks", index])
                raise BadCourseFile(file.path, line, f"the claim “{claim.id}” names the fact check “{name}”, which {TABLE.name} does not have.{hint}")
    return {name: known[name] for claim in argument.claims for name in claim.checks}
