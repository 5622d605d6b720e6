"""Errors as sentences: what happened, where, what to do next.

    CourseKitError            everything debatekit raises on purpose
     ├── UnknownName          an id or name that the course does not have
     ├── BadCourseFile        a course file that cannot be read as what it should be
     ├── BadAnswer            an answer or vote that does not fit its question
     ├── BadCopy              a reader's own copy of a text that cannot be read
     ├── BadChart             a chart that cannot be shown as it is
     ├── CourseNotFound       no course folder above, in the environment or installed
     ├── JournalError         the learner's record cannot be read or written
     ├── NotSettled           strengths in a ring of reasons that come to no rest
     ├── HandInError          work that cannot be handed in or collected
     └── ClassError           the class server cannot do what was asked of it
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

# To look for the nearest of a thousand names takes a moment, and what is longer than this is none that anybody has mistyped.
_MOST_HINTS, _LONGEST_NAME = 20, 200


class CourseKitError(Exception):
    """Base of every error raised on purpose. `str(error)` is one clear sentence or two."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this method: a learner sees the sentence, not the stack.
        return [str(self)]


class UnknownName(CourseKitError):
    """An id that the course does not have; suggests the nearest that it has."""

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        known = sorted(str(each) for each in known)
        self.name = name
        there = f"There is: {', '.join(known)}." if known else f"This course has no {kind} yet."
        if len(known) > 20:
            there = f"There are {len(known)}, such as {', '.join(known[:3])}."
        super().__init__(f"There is no {kind} “{name}”.{hint(name, known, there)}")


class BadCourseFile(CourseKitError):
    """A file of the course that does not say what it should.

    `path` is the file, `line` its 1-based line (None when the whole file is meant), `problem` one sentence.
    """

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = Path(path), line, problem
        where = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}")


class BadAnswer(CourseKitError):
    """An answer or vote that does not fit its question."""


class BadCopy(CourseKitError):
    """A reader's own copy of a text that cannot be read."""


class BadChart(CourseKitError):
    """A chart that cannot be shown as it is: nothing drawn, no words for it, bars cut off."""


class CourseNotFound(CourseKitError):
    """No course was found: not above the working directory, not in the environment, not installed."""


class JournalError(CourseKitError):
    """The learner's own record cannot be read or written."""


class NotSettled(CourseKitError):
    """Strengths in a ring of reasons that come to no rest, so that there is no number to give."""


class HandInError(CourseKitError):
    """Work that cannot be handed in or collected as it is."""


class ClassError(CourseKitError):
    """The class server cannot do what was asked of it."""


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The known name nearest to `name`, or None when none is near."""
    if len(name) > _LONGEST_NAME:
        return None
    by_lower = {candidate.lower(): candidate for candidate in known}
    near = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None


def hint(name: object, known: Iterable[str], otherwise: str = "") -> str:
    """The end of a sentence about a name that is not known, with the space before it: “ Did you mean …?”, or `otherwise` when no known one is near."""
    near = did_you_mean(str(name), known)
    said = f"Did you mean “{near}”?" if near else otherwise
    return f" {said}" if said else ""


class Hints:
    """`hint` for the first names that are wrong in one file, and no more for those after them: a file with thousands of them would take an hour."""

    def __init__(self) -> None:
        self._left = _MOST_HINTS

    def __call__(self, name: object, known: Iterable[str], otherwise: str = "") -> str:
        self._left -= 1
        return hint(name, known if self._left >= 0 else (), otherwise)
