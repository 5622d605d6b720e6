"""Bring new lessons, and never overwrite what someone changed."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

SUMMARY = "bring new lessons; a file that you changed is never overwritten"
EXAMPLE = "python3 course.py update --from ~/Downloads/debatekit-stay-or-leave-0.2.0.zip"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="bundle", metavar="ZIP", type=Path, help="a newer hand-out to bring over this one"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument("--fetched", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    from debatekit.workspace.folders import kit_folder, work_folder

    root = kit_folder()
    if args.bundle:
        news = _bring_over(root, args.bundle, args.dry_run)
    else:
        news = not (args.fetched or args.dry_run) and _fetch(root)
    if news:
        return _again(root)
    from debatekit.workspace.working_copy import refresh

    _tell(work_folder(root), refresh(root, dry_run=args.dry_run), args.dry_run)
    return 0


def _bring_over(root: Path, path: Path, dry_run: bool) -> bool:
    """Whether anything new was brought."""
    from debatekit.workspace.bundle_update import bring_over
    from debatekit.workspace.bundle_zip import read_bundle

    bundle = read_bundle(path)
    changes = bring_over(root, bundle, dry_run=dry_run)
    print(f"{'Would bring' if dry_run else 'Brought'} version {bundle.version} of the course.")
    _tell(root, changes, dry_run)
    return bool(changes) and not dry_run


def _fetch(root: Path) -> bool:
    """Whether anything new was fetched."""
    from debatekit.workspace.checkout import can_pull, head, pull
    from debatekit.workspace.command import verb
    from debatekit.workspace.folders import is_installed

    if not can_pull(root):
        if is_installed(root):
            print("The course came with the installed package: install a newer debatekit to get a newer course.")
        elif (root / ".git").exists():
            print("This checkout follows no other repository, so nothing was fetched.")
        else:
            print(f"There is no source to fetch from: with a newer zip, say “{verb('update', '--from', 'NEW.zip')}”.")
        return False
    before = head(root)
    reason = pull(root)
    if reason:
        print(f"The newest version could not be fetched ({reason}); going on with the one that is here.")
    moved = head(root) != before
    if moved:
        print("Fetched a newer version of the course.")
    return moved


def _again(root: Path) -> int:
    """The new version may need new packages: course.py sees to that, and comes back to refresh the working copy."""
    from debatekit.workspace.command import own_environment, repair, verb

    if own_environment(root):
        # The Python that .venv was made from: .venv itself may have to be made again.
        start = [getattr(sys, "_base_executable", None) or sys.executable, str(root / "course.py")]
    else:
        # Conda's and the like are their owner's to change, and course.py would make a second environment.
        start = [sys.executable, "-P", "-m", "debatekit"]
        print(f"Should “{verb('check')}” miss a package: {repair(root)}")
    sys.stdout.flush()
    return subprocess.call([*start, "update", "--fetched"], env=dict(os.environ))


def _tell(folder: Path, changes: list, dry_run: bool) -> None:
    if not changes:
        print(f"{folder} is up to date.")
        return
    print(f"In {folder}{', if this were done' if dry_run else ''}:")
    for change in changes:
        print(f"  {change}")
