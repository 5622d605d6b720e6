"""Find the course: above the working directory, in the environment, or installed with the package."""

from __future__ import annotations

import os
from pathlib import Path

from debatekit.errors import CourseNotFound

MANIFEST = Path("data", "course.yaml")
VARIABLE = "DEBATEKIT_COURSE"


def course_root(start: Path | str | None = None) -> Path:
    """The folder that holds `data/course.yaml`.

    Looked for upward from `start` (default: the working directory), then in the environment variable
    DEBATEKIT_COURSE, then beside or inside the installed package. While nbgrader executes a submission the
    working directory is a student's, so there the variable comes first.

    Raises CourseNotFound when there is none, or when the variable names a folder without a manifest.
    """
    above, named = _above(Path(start or Path.cwd())), _named()
    found = (named or above) if os.environ.get("NBGRADER_EXECUTION") else (above or named)
    found = found or _installed()
    if found is None:
        raise CourseNotFound(
            f"No course was found: no folder above {Path(start or Path.cwd())} holds {MANIFEST.as_posix()}. "
            f"Open the notebook inside the course folder, or set {VARIABLE} to that folder."
        )
    return found


def _above(start: Path) -> Path | None:
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / MANIFEST).is_file()), None)


def _named() -> Path | None:
    value = os.environ.get(VARIABLE)
    if not value:
        return None
    if not (Path(value) / MANIFEST).is_file():
        raise CourseNotFound(
            f"{VARIABLE} is set to {value}, but there is no {MANIFEST.as_posix()} in it. "
            "Point it at a course folder or unset it."
        )
    return Path(value).resolve()


def _installed() -> Path | None:
    package = Path(__file__).resolve().parents[1]
    # A built package carries the course in `_course`; a source checkout is two folders up.
    for folder in (package / "_course", package.parents[1]):
        if (folder / MANIFEST).is_file():
            return folder
    return None
