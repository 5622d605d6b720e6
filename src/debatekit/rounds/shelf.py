"""Put submissions where nbgrader looks for them, and keep every earlier one.

grading/submitted/<student>/<assignment>/          the latest
grading/earlier/<student>/<assignment>/<time>/     the others
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from debatekit.rounds import receipt as receipts
from debatekit.rounds import timestamp
from debatekit.rounds.receipt import describe
from debatekit.rounds.submission import Submission

Done = Literal["collected", "replaced", "kept as earlier", "already here"]

# nbgrader's `release_feedback` stops at the first submission without one. Nobody learns it, so nobody fetches by it.
_SECRET = "submission_secret.txt"


class Shelf:
    """The submissions of one assignment under `grading`. With `dry_run` it only says what it would do."""

    def __init__(self, grading: Path, assignment: str, *, dry_run: bool = False) -> None:
        self._grading, self._assignment, self._dry_run = Path(grading), assignment, dry_run
        self._would_hold: dict[str, list[tuple[datetime, dict[str, str]]]] = {}

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
        student, moment = submission.receipt.student, submission.receipt.handed_in_at
        present = self._current(student)
        held = [*self._held(student), *self._would_hold.get(student, [])]
        if any(submission.digests.items() <= digests.items() for _, digests in held):
            return "already here"
        newest = max((when for when, _ in held), default=None)
        done: Done = "collected" if newest is None else "replaced" if moment >= newest else "kept as earlier"
        if self._dry_run:
            self._would_hold.setdefault(student, []).append((moment, submission.digests))
            return done
        draft = self._write(submission)
        try:
            if done == "kept as earlier":
                os.rename(draft, self._free_place(student, moment))
            else:
                self._swap(draft, present, student)
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

    def _held(self, student: str) -> list[tuple[datetime, dict[str, str]]]:
        earlier = self._earlier(student)
        folders = [self._current(student), *(earlier.iterdir() if earlier.is_dir() else ())]
        return [(timestamp.handed_in_at(folder), _digests(folder)) for folder in folders if folder.is_dir()]

    def _write(self, submission: Submission) -> Path:
        # Beside its place, so that moving it there is one step; a crash leaves a draft and no half submission.
        self._grading.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".collecting-", dir=self._grading))
        draft.chmod(0o755)
        receipt = submission.receipt
        extra = {
            receipts.FILE: receipt.to_json(),
            timestamp.FILE: timestamp.stamp(receipt.handed_in_at).encode(),
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


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: describe(path.read_bytes())["sha256"] for path in folder.iterdir() if path.is_file()}
