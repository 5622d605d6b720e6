"""The verb `handout`: make the students' copy of an assignment, and release it if asked."""

from __future__ import annotations

import argparse

from debatekit.course import load_course
from debatekit.errors import UnknownName
from debatekit.workspace.folders import kit_folder

SUMMARY = "make the students' copy of an assignment from its source (--release: into nbgrader's exchange too)"
EXAMPLE = "python3 course.py handout 01-claims --release"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="NAME", help="the assignment, for example 01-claims")
    parser.add_argument(
        "--release", action="store_true", help="also put it into nbgrader's exchange, for students on this machine"
    )


def run(args: argparse.Namespace) -> int:
    from debatekit.rounds.handout import make_handout, release_handout

    root = kit_folder()
    known = {assignment.id: assignment for assignment in load_course(root).assignments}
    if args.assignment not in known:
        raise UnknownName("assignment", args.assignment, known)
    assignment = known[args.assignment]
    print(f"nbgrader makes the hand-out of {assignment.id}; this takes some seconds.", flush=True)
    done = make_handout(root, assignment)
    print(f"assignments/{assignment.id}/{assignment.notebook}: {done}.")
    if args.release:
        print(f"Released: {release_handout(root, assignment)}")
    return 0
