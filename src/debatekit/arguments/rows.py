"""Write and read an argument as one table (CSV): a row for the whole, one for each claim, one for each reason. Any spreadsheet opens it.

Names in one cell are parted by semicolons. The columns are written with commas between them, and read with semicolons or tabs, too.
A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any

from debatekit.arguments.argument import Argument, Claim, Reason
from debatekit.arguments.settle import Imported, settle
from debatekit.arguments.sketch import CLAIM_KEYS, REASON_KEYS, Sketch, check_size
from debatekit.ideas import Fault

COLUMNS = (
    "row", "id", "text", "kind", "basis", "premises", "relation", "to", "scheme", "paragraphs", "stated", "voice", "checks", "note", "main_line",
)  # fmt: skip
_STEP_KEYS, _LISTS = ("premises", "relation", "to", "scheme"), ("premises", "checks")
# A spreadsheet takes what begins so for a formula, and would run it.
_FORMULA = re.compile(r"['=+\-@\t\r]")


def write_rows(argument: Argument) -> str:
    """The whole argument; `read_rows` makes an equal one of it. In the row `whole` the thesis stands under `to`."""
    place: dict[str, list[str]] = {}
    for number, name in enumerate(argument.main_line, 1):
        place.setdefault(name, []).append(str(number))
    rows: list[dict[str, Any]] = [{"row": "whole", "id": argument.id, "to": argument.thesis, "note": argument.note}]
    rows += [{"row": "claim"} | _cells(claim) for claim in argument.claims]
    rows += [{"row": "reason"} | _cells(reason) | {"main_line": ";".join(place.get(reason.id, ()))} for reason in argument.reasons]
    text = StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS)  # its lines end as RFC 4180 has it
    table.writeheader()
    table.writerows({key: _guarded(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def read_rows(text: str) -> Imported:
    """The map that `text` holds. Raises Fault for what is no such table, is too large, or holds no claim."""
    check_size(text)
    text = text.removeprefix("\ufeff")
    # A spreadsheet parts the columns by what its country does not use in numbers; our own heads hold none of the three.
    between = max(",;\t", key=text.partition("\n")[0].count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
    sketch, order, header = Sketch(), {}, None
    try:
        for values in lines:
            if header is None:
                header = [value.strip() for value in values]
                _check_header(sketch, header)
            elif any(values):
                if len(values) != len(header):
                    sketch.remark(lines.line_num, f"this row has {len(values)} values for {len(header)} columns. Look at its quotes.")
                _take(sketch, lines.line_num, {key: _bare(value) for key, value in zip(header, values, strict=False) if value}, order)
    except csv.Error as error:
        raise Fault(f"line {lines.line_num}: this is no CSV ({error}). Look at its quotes.") from None
    if order:
        sketch.main_line = [order[number] for number in sorted(order)]
    elif sketch.id:
        sketch.main_line = []
    return settle(sketch)


def _check_header(sketch: Sketch, header: list[str]) -> None:
    for column in ("row", "id"):
        if column not in header:
            raise Fault(f"the column “{column}” is missing. A table of an argument has {', '.join(COLUMNS)}.")
    for column in header:
        if column not in COLUMNS:
            sketch.remark(1, f"the column “{column[:60]}” has no counterpart; left out.")


def _take(sketch: Sketch, line: int, row: dict[str, str], order: dict[int, str]) -> None:
    what, name = row.get("row", "").strip().lower(), row.get("id")
    if what == "whole":
        sketch.id, sketch.thesis, sketch.note = (row.get(key, "") for key in ("id", "to", "note"))
        return
    there = [key for key in (*CLAIM_KEYS, *_STEP_KEYS) if key in row]
    fields: dict[str, Any] = {key: _names(row[key]) if key in _LISTS else row[key] for key in there}
    if "paragraphs" in fields:
        fields["paragraphs"] = [int(number) if re.fullmatch(r"\d{1,6}", number.strip()) else number for number in re.split("[;,]", fields["paragraphs"])]
    if "stated" in fields:
        fields["stated"] = {"yes": True, "true": True, "no": False, "false": False}.get(fields["stated"].strip().lower(), fields["stated"])
    if what == "claim":
        # A blank cell is a blank text only where a name says that the row was written so.
        sketch.claim(line, name, row.get("text", ""), {"text": row.get("text", "")} | fields if name or "text" in row else fields)
    elif what == "reason":
        kept = sketch.reason(line, name, "", {key: value for key, value in fields.items() if key in (*REASON_KEYS, *_STEP_KEYS)})
        for number in row.get("main_line", "").split(";"):
            if re.fullmatch(r"\s*\d{1,6}\s*", number):
                order[int(number)] = kept
    else:
        sketch.remark(line, f"“{what[:40]}” is no sort of row; there are whole, claim and reason. Left out.")


def _cells(part: Claim | Reason) -> dict[str, Any]:
    cells = {key: getattr(part, key) for key in COLUMNS if hasattr(part, key)}
    cells["paragraphs"] = ";".join(map(str, part.paragraphs))
    for key in _LISTS:
        if key in cells:
            cells[key] = ";".join(re.sub(r"[\\;]", r"\\\g<0>", name) for name in cells[key])
    if "stated" in cells:
        cells["stated"] = "" if cells["stated"] else "no"
        cells["voice"] = "" if cells["voice"] == "author" else cells["voice"]
    return cells


def _names(cell: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", name, flags=re.DOTALL) for name in re.findall(r"(?:[^\\;]|\\.)+", cell, re.DOTALL)]


def _guarded(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _bare(value: str) -> str:
    return value[1:] if value.startswith("'") and _FORMULA.match(value[1:]) else value
