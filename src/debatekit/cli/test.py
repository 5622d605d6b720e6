"""Run the kit's own tests."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

SUMMARY = "run the tests of the kit and of this course"
EXAMPLE = "python3 course.py test tests/unit -x"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also the slow tests; every other word goes to pytest")
    parser.set_defaults(takes_rest=True)


def run(args: argparse.Namespace) -> int:
    from debatekit.errors import CourseKitError
    from debatekit.workspace.folders import kit_folder

    root = kit_folder()
    if not (root / "tests").is_dir():
        raise CourseKitError("This copy has no tests: a student bundle leaves them out. Clone the course to run them.")
    try:
        import pytest
    except ImportError:
        raise CourseKitError(f"pytest is missing. {_how_to_get_pytest(root)}") from None
    os.chdir(root)
    # Tests look for courses from folders of their own, and must not be pointed back to this one.
    os.environ.pop("DEBATEKIT_COURSE", None)
    return int(pytest.main([*(["-m", ""] if args.all else []), *_shared_out(args.rest), *args.rest]))


def _shared_out(words: list[str]) -> list[str]:
    """The whole suite runs on several cores, by file; a test that somebody names runs in this process, where it can be debugged."""
    if any(Path(word.partition("::")[0]).exists() for word in words):
        return []
    # More than four browsers at once starve each other. The order stays as tests/conftest.py makes it.
    return ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]


def _how_to_get_pytest(root: Path) -> str:
    from debatekit.workspace.command import own_environment, tool, verb

    if own_environment(root):
        return f"Run the tests with “{verb('test')}”, which installs it."
    return f"In the course folder, run “{tool('python')} -m pip install --editable .[test]”."
