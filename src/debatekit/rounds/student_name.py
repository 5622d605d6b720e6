"""Whose bare notebook is it? The name of its file, or of the folder it is in, says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from debatekit.errors import HandInError
from debatekit.rounds.student_id import check_student_id

# Moodle names the folder “Name_1234567_assignsubmission_file”; Canvas the file “name_LATE_12_345_01-claims.ipynb”.
_MOODLE = re.compile(r"_\d+_assignsubmission_file_?$")
_CANVAS = re.compile(r"(_LATE)?_\d+_\d+$")
_COPY = re.compile(r"( \(\d+\)|-\d{1,2}|-Copy\d+)$")


def student_from_names(stem: str, parents: Sequence[str], assignment: str) -> str:
    """The student id, from a file's name without its ending and the folders above it, the nearest last.

    `ab123_01-claims`, `01-claims-ab123` and `ab123` name the student themselves; `01-claims` leaves it to the
    folder, of which only those below the collected one count. Raises HandInError when nothing names one.
    """
    name = re.escape(assignment)
    bare = _COPY.sub("", stem) if _COPY.sub("", stem) == assignment else stem
    if bare == assignment:
        folders = [folder for folder in parents if folder != assignment]
        if not folders:
            raise HandInError(
                "nothing says whose it is. Add --student ID, or put it into a folder named for the student."
            )
        return check_student_id(_MOODLE.sub("", folders[-1]))
    if found := re.fullmatch(rf"(.+?)[_ -]+{name}(?: \(\d+\)|-Copy\d+|-\d)?", bare):
        return check_student_id(_CANVAS.sub("", found[1]))
    if found := re.fullmatch(rf"{name}[_ -]+(.+)", bare):
        return check_student_id(found[1])
    return check_student_id(bare)
