"""The verb `collect`: put what students handed in where nbgrader marks it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from debatekit.course import load_course
from debatekit.errors import UnknownName
from debatekit.workspace.command import tool
from debatekit.workspace.folders import kit_folder

SUMMARY = "collect hand-ins for marking: zips, folders of them, bare notebooks"
EXAMPLE = "python3 course.py collect 01-claims ~/Downloads/hand-ins"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="NAME", help="the assignment, for example 01-claims")
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a zip, a notebook, or a folder of them")
    parser.add_argument("--student", metavar="ID", help="whose the one submission is, whatever its name says")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
    parser.add_argument("--json", action="store_true", help="the outcomes as JSON, for a program")


def run(args: argparse.Namespace) -> int:
    from debatekit.rounds.collect import Outcome, collect
    from debatekit.rounds.shown import shown
    from debatekit.rounds.stoppers import stoppers

    def tell(outcome: Outcome) -> None:
        if not args.json:
            print(outcome.line(), flush=True)

    root = kit_folder()
    known = {assignment.id: assignment for assignment in load_course(root).assignments}
    if args.assignment not in known:
        raise UnknownName("assignment", args.assignment, known)
    assignment = known[args.assignment]
    outcomes = collect(assignment, args.paths, root, student=args.student, dry_run=args.dry_run, tell=tell)
    wrong = sum(bool(outcome.warnings) for outcome in outcomes)
    stopped = stoppers(root / "grading", assignment)
    if args.json:
        # Escaped, so that nothing in a name of a student's making reaches a terminal.
        print(json.dumps([outcome.as_dict() for outcome in outcomes], indent=1))
    else:
        would = " (a dry run: nothing was changed)" if args.dry_run else ""
        look = f" {wrong} need{'s' if wrong == 1 else ''} a look: see the lines that start with “!”." if wrong else ""
        print(f"{len(outcomes)} looked at{would}.{look}")
        if stopped:
            print(
                f"! autograding would stop for everybody at {shown(', '.join(stopped))}, where a marked cell is there "
                f"twice. Delete the copies in grading/submitted/<student>/{assignment.id}/{assignment.notebook} first."
            )
        elif not wrong and not args.dry_run:
            print(f"Next: {tool('nbgrader')} autograde {assignment.id}")
    return 1 if wrong or stopped else 0
