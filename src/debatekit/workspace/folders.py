"""Which folder is the course that we were started for, and where a learner works."""

from __future__ import annotations

import os
from pathlib import Path

from debatekit.course.locate import VARIABLE, course_root

WORK = "my-work"
PACKAGE = Path(__file__).resolve().parents[1]


def kit_folder() -> Path:
    """The folder of the course.py that started us; else the course above the working directory."""
    # course.py names its own folder, so that it opens itself even when it is called from inside another course.
    return course_root(os.environ.get(VARIABLE) or None)


def is_installed(root: Path) -> bool:
    """Whether the course in `root` came inside the installed package."""
    return root.resolve().is_relative_to(PACKAGE)


def work_folder(root: Path) -> Path:
    """Where a learner reads, runs and answers."""
    # The package's own folder goes with the next upgrade.
    return (Path.cwd() if is_installed(root) else root) / WORK
