"""Load published surveys by their ids, and find those that a poll names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from debatekit.course.csv_file import read_rows
from debatekit.course.load import load_course
from debatekit.course.locate import course_root
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, UnknownName
from debatekit.ideas import WEAK
from debatekit.polls.question import Question
from debatekit.polls.survey import Survey
from debatekit.web_address import is_web_address

TABLE = Path("data", "tables", "surveys.csv")
_COLUMNS = (
    "survey_id", "pollster", "field_start", "field_end", "population", "n", "question", "option", "percent", "source", "source_quality",
)  # fmt: skip
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def surveys_of(question: Question, root: Path | None = None) -> tuple[Survey, ...]:
    """The surveys that `question` publishes after the second vote, in its order.

    Raises BadCourseFile with the line of an id that the table does not have, and as `load_surveys`.
    """
    if not question.published:
        return ()
    root = root or course_root()
    try:
        return load_surveys(root, [each.survey for each in question.published])
    except UnknownName as error:
        file = YamlFile(root / "data" / "polls" / f"{question.id}.yaml")
        place = [each.survey for each in question.published].index(error.name)
        raise BadCourseFile(file.path, file.line(["published", place, "survey"]), str(error)) from None


def load_surveys(root: Path, ids: Iterable[str]) -> tuple[Survey, ...]:
    """The surveys called `ids`, in that order, from the table of surveys.

    Raises UnknownName with a suggestion; BadCourseFile, with the line, for a file that cannot be read, for a row that is
    no answer of a survey, on a weak source or after the end of the course's record. Only the rows of `ids` are judged.
    """
    path, wanted, ends = root / TABLE, list(ids), load_course(root).record_ends
    found: dict[str, Survey] = {}
    known: set[str] = set()
    for line, row in read_rows(path, "surveys", _COLUMNS, "a poll shows published surveys, but this table of them is missing. Restore it."):
        known.add(row["survey_id"])
        if row["survey_id"] in wanted:
            found[row["survey_id"]] = _add(found.get(row["survey_id"]), _survey(path, line, row, ends), path, line)
    for name in wanted:
        if name not in found:
            raise UnknownName("survey", name, known)
    return tuple(found[name] for name in wanted)


def _survey(path: Path, line: int, row: dict[str, str], ends: str | None) -> Survey:
    """The survey with the one answer that this row holds."""

    def bad(problem: str) -> BadCourseFile:
        return BadCourseFile(path, line, f"the survey {row['survey_id']} {problem}")

    if row["source_quality"] == WEAK:
        raise bad(f"rests on a weak source (source_quality is “{WEAK}”), so no poll may show it. Name another survey.")
    for column in ("pollster", "population", "question", "option"):
        if not row[column]:
            raise bad(f"has no {column}. Fill it in.")
    for column in ("field_start", "field_end"):
        if row[column] and not _DATE.fullmatch(row[column]):
            raise bad(f"has {column} {row[column]!r}; it should be a date such as 2021, 2021-06 or 2021-06-28, or blank when unknown.")
    # A year stands before its months and days, so that dates of any precision compare as texts.
    if ends and max(row["field_start"], row["field_end"]) > ends:
        raise bad(f"is from after the end of this course's record ({ends}), so no poll may show it. Name another survey.")
    if not re.fullmatch(r"\d*", row["n"]):
        raise bad(f"has n {row['n']!r}; it should be a whole number, or blank when unknown.")
    if not re.fullmatch(r"\d+(\.\d+)?", row["percent"]) or float(row["percent"]) > 100:
        raise bad(f"has percent {row['percent']!r}; it should be a number from 0 to 100.")
    if not is_web_address(row["source"]):
        raise bad(f"has source {row['source']!r}; it should be the address of a page, which begins with https:// and has no spaces.")
    notes = row.get("notes", "")
    return Survey(
        id=row["survey_id"], pollster=row["pollster"], start=row["field_start"], end=row["field_end"], population=row["population"],
        n=int(row["n"]) if row["n"] else None, question=row["question"], answers=((row["option"], float(row["percent"])),),
        notes=(notes,) if notes else (), sources=(row["source"],),
    )


def _add(before: Survey | None, here: Survey, path: Path, line: int) -> Survey:
    """`before` with the answer of one more of its rows."""
    if before is None:
        return here
    several = {"answers", "notes", "sources"}
    odd = [name for name in vars(here) if name not in several and getattr(here, name) != getattr(before, name)]
    if odd:
        raise BadCourseFile(path, line, f"the survey {here.id} has another {odd[0]} here than in its first row. One id is one question of one survey.")
    merged = {name: tuple(dict.fromkeys((*getattr(before, name), *getattr(here, name)))) for name in ("notes", "sources")}
    return replace(before, answers=before.answers + here.answers, **merged)
