"""Load a table by name, with the types that the manifest declares."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from debatekit.course.load import load_course
from debatekit.course.locate import course_root
from debatekit.errors import BadCourseFile, UnknownName

if TYPE_CHECKING:
    import pandas

_DTYPES = {"text": "string", "integer": "Int64", "number": "Float64", "date": "string"}


def load_table(name: str, root: Path | None = None) -> pandas.DataFrame:
    """The table called `name`, one row as the data dictionary describes it.

    Integers are nullable (a blank is unknown, never 0); dates become timestamps, a year or month alone its
    first day. Raises UnknownName with a suggestion, or BadCourseFile when the CSV is missing, has other
    columns or a value of another type.
    """
    import pandas as pd

    root = root or course_root()
    tables = {table.id: table for table in load_course(root).tables}
    if name not in tables:
        raise UnknownName("table", name, tables)
    columns = tables[name].columns
    path = root / "data" / "tables" / f"{name}.csv"
    try:
        _check_lines(path, list(columns))
        frame = pd.read_csv(path, dtype="string", encoding="utf-8")
    except FileNotFoundError:
        raise BadCourseFile(
            path, None, f"the table “{name}” is in the manifest, but its file is missing. Take it again from where you have the course."
        ) from None
    except (ValueError, csv.Error) as error:
        raise BadCourseFile(path, None, f"this is not a readable CSV ({str(error).splitlines()[0]}). Save it as UTF-8 with commas.") from None
    for column, kind in columns.items():
        for row, value in _misfits(frame[column], kind):
            # The header is line 1, so the first row stands on line 2.
            raise BadCourseFile(path, row + 2, f"{column} is {value!r}; it should be {_WORDS[kind]}, or blank when unknown.")
        if kind == "date":
            days = pd.to_datetime(frame[column], format="ISO8601", errors="coerce")
            for row in frame.index[days.isna() & frame[column].notna()]:
                raise BadCourseFile(path, row + 2, f"{column} is {frame[column][row]!r}; there is no such day.")
            frame[column] = days
        else:
            frame[column] = frame[column].astype(_DTYPES[kind])
    return frame


def _check_lines(path: Path, columns: list[str]) -> None:
    with open(path, encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        if header != columns:
            raise BadCourseFile(path, 1, f"the columns are {', '.join(header)}; the manifest says {', '.join(columns)}. Make them the same.")
        for line in lines:
            if line and len(line) != len(columns):
                raise BadCourseFile(
                    path, lines.line_num, f"there are {len(line)} values for {len(columns)} columns. Put quotes around a text with commas."
                )


_WORDS = {"integer": "a whole number", "number": "a number", "date": "a date such as 2021, 2021-06 or 2021-06-28", "text": "text"}
_PATTERNS = {"integer": r"-?\d{1,18}", "number": r"-?\d+(\.\d+)?", "date": r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"}


def _misfits(column: pandas.Series, kind: str):
    if kind in _PATTERNS:
        present = column.dropna()
        yield from present[~present.str.fullmatch(_PATTERNS[kind])].items()
