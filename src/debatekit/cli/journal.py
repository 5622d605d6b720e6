"""Show or export a learner's own record."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path

SUMMARY = "show your own record (votes, attempts, positions, what you opened first), or export it"
EXAMPLE = "python3 course.py journal --export ~/my-record"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--export", metavar="FILE", type=Path, help="write the whole record to FILE, which must not exist")
    parser.add_argument("--json", action="store_true", help="print the whole record as JSON")


def run(args: argparse.Namespace) -> int:
    from debatekit.journal import open_journal
    from debatekit.journal.export import export_to

    journal = open_journal()
    if args.export:
        print(f"Written to {export_to(journal, args.export)}.")
        return 0
    record = journal.export()
    if args.json:
        print(json.dumps(record, ensure_ascii=False, indent=1))
        return 0
    # Counts only: a screen in class may be seen by others.
    print(f"Your record: {journal.path}")
    print(f"Votes: {len(record['vote'])}. Attempts at exercises: {len(record['attempt'])}. Saved positions on maps: {len(record['position'])}.")
    for row in record["membership"]:
        print(f"{'Left' if row['left_at'] else 'In'} the class “{row['title']}” at {row['address']} ({row['course']}).")
    for row in record["opened"]:
        kind, _, name = row["what"].partition("/")
        print(f"First opened {_day(row['first_at'])}: the {kind} {name} ({row['course']}).")
    print("Export it with --export FILE, or erase it with “python3 course.py finish”.")
    return 0


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
