"""Put submissions where nbgrader looks for them, and keep every earlier one.

grading/submitted/<student>/<assignment>/          the latest
grading/earlier/<student>/<assignment>/<time>/     the others
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from debatekit.errors import HandInError
from debatekit.rounds import receipt as receipts
from debatekit.rounds import timestamp
from debatekit.rounds.receipt import describe, read_receipt
from debatekit.rounds.submission import Submission

Done = Literal["collected", "replaced", "kept as earlier", "already here"]

# nbgrader's `release_feedback` stops at the first submission without one. Nobody learns it, so nobody fetches by it.
_SECRET = "submission_secret.txt"


@dataclass(frozen=True)
class _Held:
    """A submission on the shelf. `code` is its receipt's; what came through the exchange has none."""

    moment: datetime
    code: str | None
    digests: dict[str, str]

    def holds(self, submission: Submission) -> bool:
        return submission.digests.items() <= self.digests.items()


class Shelf:
    """The submissions of one assignment under `grading`. With `dry_run` it only says what it would do."""

    def __init__(self, grading: Path, assignment: str, *, dry_run: bool = False) -> None:
        self._grading, self._assignment, self._dry_run = Path(grading), assignment, dry_run
        self._would_hold: dict[str, tuple[_Held, list[_Held]]] = {}

    def spelt_otherwise(self, student: str) -> str | None:
        """A student already here whose id differs from `student` only in capital letters."""
        folder = self._grading / "submitted"
        here = [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
        return next(
            (name for name in [*here, *self._would_hold] if name != student and name.casefold() == student.casefold()),
            None,
        )

    def put(self, submission: Submission) -> Done:
        """Place one submission: the newest by its time of hand-in stays in `submitted`."""
        student, moment = submission.receipt.student, submission.moment
        current, earlier = self._would_hold.get(student) or self._held(student)
        done = _decide(submission, current, earlier)
        if done == "already here":
            return done
        if self._dry_run:
            this = _Held(moment, submission.receipt.code, submission.digests)
            on_top, below = (current, this) if done == "kept as earlier" else (this, current)
            self._would_hold[student] = (on_top, [*earlier, *([below] if below else [])])
            return done
        draft = self._write(submission)
        try:
            if done == "kept as earlier":
                os.rename(draft, self._free_place(student, moment))
            else:
                self._swap(draft, self._current(student), student)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return done

    def place(self, student: str) -> Path:
        """Where the latest submission of `student` is."""
        return self._current(student)

    def _current(self, student: str) -> Path:
        return self._grading / "submitted" / student / self._assignment

    def _earlier(self, student: str) -> Path:
        return self._grading / "earlier" / student / self._assignment

    def _held(self, student: str) -> tuple[_Held | None, list[_Held]]:
        current, earlier = self._current(student), self._earlier(student)
        folders = [folder for folder in (earlier.iterdir() if earlier.is_dir() else ()) if folder.is_dir()]
        return _look(current) if current.is_dir() else None, [_look(folder) for folder in folders]

    def _write(self, submission: Submission) -> Path:
        # Beside its place, so that moving it there is one step; a crash leaves a draft and no half submission.
        self._grading.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".collecting-", dir=self._grading))
        draft.chmod(0o755)
        receipt = submission.receipt
        extra = {
            receipts.FILE: receipt.to_json(),
            timestamp.FILE: timestamp.stamp(submission.moment).encode(),
            _SECRET: secrets.token_hex(64).encode(),
        }
        for name, content in (submission.files | extra).items():
            (draft / name).write_bytes(content)
        return draft

    def _swap(self, draft: Path, present: Path, student: str) -> None:
        present.parent.mkdir(parents=True, exist_ok=True)
        if not present.is_dir():
            os.rename(draft, present)
            return
        aside = self._free_place(student, timestamp.handed_in_at(present))
        os.rename(present, aside)
        try:
            os.rename(draft, present)
        except OSError:
            os.rename(aside, present)
            raise

    def _free_place(self, student: str, moment: datetime) -> Path:
        folder = self._earlier(student)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        names = [name, *(f"{name}-{turn}" for turn in range(2, 1000))]
        return next(folder / each for each in names if not (folder / each).exists())


def _decide(submission: Submission, current: _Held | None, earlier: list[_Held]) -> Done:
    if current is None:
        return "collected"
    # The receipt tells one hand-in from another of the same work: who goes back to a first version is marked on that.
    if submission.receipt.code in [each.code for each in (current, *earlier)] or current.holds(submission):
        return "already here"
    if submission.moment >= current.moment:
        return "replaced"
    return "already here" if any(each.holds(submission) for each in earlier) else "kept as earlier"


def _look(folder: Path) -> _Held:
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    try:
        code = read_receipt(files.get(receipts.FILE, b"")).code
    except HandInError:
        code = None
    digests = {name: describe(content)["sha256"] for name, content in files.items()}
    return _Held(timestamp.handed_in_at(folder), code, digests)
