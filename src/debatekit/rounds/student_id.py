"""Which student ids can be used: as a folder's name on any system, and by nbgrader."""

from __future__ import annotations

import re
import unicodedata

from debatekit.errors import HandInError
from debatekit.rounds.shown import shown

LONGEST = 80
_OTHERS = " -_.@'"
_WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def check_student_id(text: object) -> str:
    """The id, tidied at its ends and in one Unicode form. Raises HandInError with one sentence.

    Letters and digits of any script, spaces and - _ . @ ' are fine.
    """
    student = unicodedata.normalize("NFC", str(text or "")).strip()
    if not student:
        raise HandInError('Type your student id between the quotes, as in student="ab123", and run the cell again.')
    for sign in student:
        if sign in "+*":
            raise HandInError(
                f"A student id cannot hold “{sign}”, because nbgrader uses it itself: leave it out of "
                f"“{shown(student)}”, and write the id the same way every time."
            )
        if sign not in _OTHERS and unicodedata.category(sign)[0] not in "LNM":
            name = f"“{sign}”" if sign.isprintable() else f"the sign U+{ord(sign):04X}"
            raise HandInError(f"A student id cannot hold {name}. Use letters, digits, spaces and - _ . @ '")
    if not student[0].isalnum() or student.endswith("."):
        raise HandInError(
            f"A student id starts with a letter or digit and does not end with a full stop; “{student}” does not fit."
        )
    if len(student) > LONGEST or _WINDOWS_DEVICE.fullmatch(student):
        raise HandInError(f"“{student[:LONGEST]}” cannot be a folder's name on every computer. Use another student id.")
    return student
