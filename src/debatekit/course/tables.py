"""Load a table by name, with the types that the manifest declares."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from debatekit.course.csv_file import read_lines
from debatekit.course.load import load_course
from debatekit.course.locate import course_root
from debatekit.course.manifest import Table
from debatekit.errors import BadCourseFile, UnknownName
from debatekit.ideas import QUALITY, WEAK

if TYPE_CHECKING:
    import pandas

_SHAPES = {
    "text": ("", "text"),
    "integer": (r"-?\d{1,18}", "a whole number"),
    "number": (r"-?\d+(\.\d+)?", "a number"),
    "date": (r"\d{4}-\d\d-\d\d", "a day such as 2021-06-28"),
    "partial_date": (r"\d{4}(-\d\d(-\d\d)?)?", "a date such as 2021, 2021-06 or 2021-06-28"),
}
_PRECISION = {4: "year", 7: "month", 10: "day"}


def load_table(name: str, root: Path | None = None, *, provisional: bool = False, weak_sources: bool = False) -> pandas.DataFrame:
    """The table called `name`, one row as the data dictionary describes it.

    A blank is unknown (`<NA>`), never 0. A `partial_date` becomes the first day of its year or month; the column beside
    it, `<name>_precision`, says `year`, `month` or `day`.

    Rows dated after the end of the record are left out; `provisional=True` adds them, a column `provisional` that marks
    them, and the columns that tell what came later. Rows on a weak source are left out unless `weak_sources=True`.

    Raises UnknownName with a suggestion, or BadCourseFile when the CSV is missing, has other columns or a value of
    another type, in whatever row.
    """
    root = root or course_root()
    course = load_course(root)
    tables = {table.id: table for table in course.tables}
    if name not in tables:
        raise UnknownName("table", name, tables)
    table = tables[name]
    frame = _frame(table, _cells(table, root / "data" / "tables" / f"{name}.csv"))
    kept = ~frame[QUALITY].eq(WEAK).fillna(False).astype(bool) if QUALITY in table.columns and not weak_sources else None
    if course.record_ends and table.dated_by:
        # A row without a date counts as within the record: no year is made up for it.
        later = frame[table.dated_by] > course.record_ends
        if provisional:
            frame["provisional"] = later
        else:
            kept = ~later if kept is None else kept & ~later
    if kept is not None:
        frame = frame[kept].reset_index(drop=True)
    if table.provisional_columns and not provisional:
        frame = frame.drop(columns=list(table.provisional_columns))
    if table.caution:
        frame.attrs["caution"] = table.caution
    return frame


def _cells(table: Table, path: Path) -> dict[str, list[str]]:
    """The cells of each column as they stand in the file, every one of its declared kind or blank."""
    columns = list(table.columns)
    shapes = [(column, kind, re.compile(_SHAPES[kind][0])) for column, kind in table.columns.items()]
    cells: dict[str, list[str]] = {column: [] for column in columns}
    lines = read_lines(path, f"the table “{table.id}” is in the manifest, but its file is missing. Take it again from where you have the course.")
    _, header = next(lines, (1, []))
    if header != columns:
        raise BadCourseFile(path, 1, f"the columns are {', '.join(header)}; the manifest says {', '.join(columns)}. Make them the same.")
    for number, line in lines:
        for value, (column, kind, shape) in zip(line, shapes, strict=True):
            if value and kind != "text":
                _check(path, number, column, value, kind, shape)
            cells[column].append(value)
    return cells


def _check(path: Path, line: int, column: str, value: str, kind: str, shape: re.Pattern[str]) -> None:
    if not shape.fullmatch(value):
        raise BadCourseFile(path, line, f"{column} is {value!r}; it should be {_SHAPES[kind][1]}, or blank when unknown.")
    if kind in ("date", "partial_date"):
        try:
            date.fromisoformat(_first_day(value))
        except ValueError:
            raise BadCourseFile(path, line, f"{column} is {value!r}; there is no such {_PRECISION[len(value)]}.") from None


def _first_day(value: str) -> str:
    return value + "-01-01"[len(value) - 10 :] if len(value) < 10 else value


def _frame(table: Table, cells: dict[str, list[str]]) -> pandas.DataFrame:
    import pandas as pd

    series = {}
    for column, kind in table.columns.items():
        values = [value or None for value in cells[column]]
        if kind == "integer":
            series[column] = pd.array([value and int(value) for value in values], dtype="Int64")
        elif kind == "number":
            series[column] = pd.array([value and float(value) for value in values], dtype="Float64")
        elif kind == "text":
            series[column] = pd.array(values, dtype="string")
        else:
            series[column] = pd.to_datetime([value and _first_day(value) for value in values], format="%Y-%m-%d")
        if kind == "partial_date":
            series[f"{column}_precision"] = pd.array([value and _PRECISION[len(value)] for value in values], dtype="string")
    return pd.DataFrame(series)
