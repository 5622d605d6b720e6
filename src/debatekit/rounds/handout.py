"""Make the hand-out of an assignment from its source, with nbgrader, without ever losing the one there is.

nbgrader's own `generate_assignment --force` deletes the old hand-out first, and then fails when cells were
added or removed after submissions came in. So it works in a folder of its own here, and the result is swapped in.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import tempfile
from pathlib import Path
from typing import Literal

from debatekit.course.manifest import Assignment
from debatekit.errors import BadCourseFile, CourseKitError
from debatekit.rounds.nbgrader_command import nbgrader

Done = Literal["up to date", "made", "changed"]


def make_handout(root: Path, assignment: Assignment) -> Done:
    """Generate `assignments/<id>` from `solutions/<id>` and enter its cells in the gradebook.

    Raises BadCourseFile when there is no source, CourseKitError when nbgrader fails or would hand out a file
    that nobody declared; the old hand-out is then as it was.
    """
    source = root / "solutions" / assignment.id / assignment.notebook
    if not source.is_file():
        raise BadCourseFile(
            source,
            None,
            "the source of this assignment is missing. A copy of the course for students has none; use your own.",
        )
    target = root / "assignments" / assignment.id
    target.parent.mkdir(exist_ok=True)
    # Beside the hand-outs, so that the swap is a rename within one file system.
    work = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        ran = nbgrader(root, "generate_assignment", assignment.id, f"--CourseDirectory.release_directory={work}")
        fresh = work / assignment.id
        if ran.exit_code or not fresh.is_dir():
            raise CourseKitError(
                f"nbgrader could not make the hand-out of {assignment.id}: {ran.reason} The old one is as it was."
            )
        _refuse_undeclared(fresh, assignment)
        if not target.is_dir():
            os.rename(fresh, target)
            return "made"
        if _equal(fresh, target):
            return "up to date"
        old = work / "old"
        os.rename(target, old)
        try:
            os.rename(fresh, target)
        except OSError:
            os.rename(old, target)
            raise
        return "changed"
    finally:
        shutil.rmtree(work, ignore_errors=True)


def release_handout(root: Path, assignment: Assignment) -> str:
    """Put the hand-out into nbgrader's exchange, over an earlier release. Returns where it is.

    Raises CourseKitError when nbgrader cannot.
    """
    ran = nbgrader(root, "release_assignment", assignment.id, "--force")
    if ran.exit_code:
        raise CourseKitError(
            f"nbgrader could not release {assignment.id}: {ran.reason} "
            "Set DEBATEKIT_EXCHANGE to a folder that every student can write in, or hand the file out another way."
        )
    places = [line.partition("Destination: ")[2].strip() for line in ran.text.splitlines() if "Destination: " in line]
    return places[-1] if places else "the exchange"


def _refuse_undeclared(fresh: Path, assignment: Assignment) -> None:
    extra = sorted(
        path.relative_to(fresh).as_posix()
        for path in fresh.rglob("*")
        if path.is_file() and path.name != assignment.notebook
    )
    if extra:
        raise CourseKitError(
            f"The hand-out of {assignment.id} would hold {', '.join(extra)}, which is not declared. "
            f"Move it to solutions/{assignment.id}/key/ or out of solutions/. The old hand-out is as it was."
        )


def _equal(fresh: Path, target: Path) -> bool:
    names = {path.name for path in fresh.iterdir()}
    if names != {path.name for path in target.iterdir() if path.name != ".ipynb_checkpoints"}:
        return False
    same, _, _ = filecmp.cmpfiles(fresh, target, names, shallow=False)
    return len(same) == len(names)
