"""Which folder is the course that `course.py` opened, and where in it a learner works."""

from __future__ import annotations

import os
from pathlib import Path

from debatekit.course.locate import VARIABLE, course_root

WORK = "my-work"


def kit_folder() -> Path:
    """The folder of the course.py that started us; else the course above the working directory."""
    # course.py names its own folder, so that it opens itself even when it is called from inside another course.
    return course_root(os.environ.get(VARIABLE) or None)


def work_folder(root: Path) -> Path:
    """Where a learner reads, runs and answers."""
    return root / WORK
