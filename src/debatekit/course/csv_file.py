"""Read a CSV of the course: one way for every table, with the line of whatever is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from debatekit.errors import BadCourseFile


def read_lines(path: Path, missing: str) -> Iterator[tuple[int, list[str]]]:
    """(line, values) for the header and for every row, each with as many values as the header. Blank lines count for nothing.

    Raises BadCourseFile, with the line, for a file that is not UTF-8 or no CSV, and with the sentence `missing` for none at all.
    """
    text = _text(path, missing)
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    before, columns = 0, 0
    try:
        for values in lines:
            if values:
                columns = columns or len(values)
                if len(values) != columns:
                    raise BadCourseFile(path, lines.line_num, f"there are {len(values)} values for {columns} columns. Put quotes around a text with commas.")
                yield lines.line_num, values
            before = lines.line_num
    except csv.Error as error:
        # A quote that nothing closes is noticed at the end of the file; what is wrong is the row that it began in.
        raise BadCourseFile(path, before + 1, f"a row that begins here is no CSV ({error}). Look at its quotes.") from None


def read_rows(path: Path, what: str, columns: Sequence[str], missing: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) for every row, each value by its column and without spaces around it.

    Raises as `read_lines` does, and when one of `columns` is missing; `what` says what sort of table it is.
    """
    lines = read_lines(path, missing)
    _, header = next(lines, (1, []))
    for column in columns:
        if column not in header:
            raise BadCourseFile(path, 1, f"the column “{column}” is missing. A table of {what} has {', '.join(columns)}.")
    for line, values in lines:
        yield line, dict(zip(header, (value.strip() for value in values), strict=True))


def _text(path: Path, missing: str) -> str:
    try:
        # Whoever saves a CSV from Excel puts a mark before its first letter; utf-8-sig takes it away.
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise BadCourseFile(path, None, missing) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadCourseFile(path, line, "this is not UTF-8 text. Save the table as “CSV UTF-8”.") from None
    except OSError as error:
        raise BadCourseFile(path, None, f"the file cannot be read ({error.strerror}).") from None
