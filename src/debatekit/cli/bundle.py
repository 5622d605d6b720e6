"""Make the zip that students get."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "make the student zip: the course without solutions, keys and tests"
EXAMPLE = "python3 course.py bundle --output ~/Desktop"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", metavar="PATH", type=Path, help="a folder, or a file ending in .zip (default: dist/)"
    )
    parser.add_argument("--dry-run", action="store_true", help="list what would be in it")


def run(args: argparse.Namespace) -> int:
    from debatekit.workspace.bundle import make_bundle
    from debatekit.workspace.folders import kit_folder
    from debatekit.workspace.travels import travelling_files, untracked_files

    root = kit_folder()
    forgotten = untracked_files(root)
    if args.dry_run:
        print("\n".join(travelling_files(root)))
    else:
        print(f"Written to {make_bundle(root, args.output)}.")
    if forgotten:
        print(f"Left out, because git does not track them: {', '.join(forgotten)}.")
    return 0
