"""Leave a shared computer clean."""

from __future__ import annotations

import argparse
import sys

SUMMARY = "erase your record (votes, attempts, positions, what you opened first) from this computer, for example in a shared lab"
EXAMPLE = "python3 course.py finish --yes"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def run(args: argparse.Namespace) -> int:
    from debatekit.journal import open_journal
    from debatekit.notebook import erase_in_classes

    journal = open_journal()
    if not journal.exists():
        print("There is nothing to erase.")
        return 0
    if not args.yes:
        if not sys.stdin.isatty():
            print("Nothing was erased. Say “python3 course.py finish --yes” to erase without being asked.", file=sys.stderr)
            return 2
        if input(f"Erase your record (votes, attempts, positions, what you opened first) in {journal.path} for good? Type yes: ").strip().lower() != "yes":
            print("Nothing was erased.")
            return 0
    for said in erase_in_classes(journal):
        print(said)
    journal.erase()
    print("Erased. Your notebooks in my-work/ are still here; delete that folder too if the computer is not yours.")
    return 0
