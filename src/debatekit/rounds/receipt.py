"""The receipt of a hand-in: what was in it, when, for whom, and a short code that stands for all of it."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill
from typing import Any

from debatekit.errors import HandInError
from debatekit.exercises.answers import MIME
from debatekit.rounds.notebook_file import to_bytes

FORMAT = 1
FILE = "receipt.json"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One hand-in. `files` maps a name to its `sha256` (hexadecimal) and `size` (bytes); `findings` are sentences.

    `path` (the zip) and `answers` (the answers document) stay with the learner; they are not in receipt.json.
    """

    course: str
    assignment: str
    student: str
    handed_in_at: datetime
    files: dict[str, dict[str, Any]]
    findings: tuple[str, ...] = ()
    path: Path | None = field(default=None, compare=False)
    answers: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def code(self) -> str:
        """Eight signs from the digest of everything but the findings, as `ABCD-2345`."""
        told = {key: value for key, value in self._told().items() if key != "findings"}
        digest = hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).digest()
        text = base64.b32encode(digest)[:8].decode()
        return f"{text[:4]}-{text[4:]}"

    def to_json(self) -> bytes:
        """The text of receipt.json."""
        return to_bytes(self._told() | {"code": self.code})

    def sentences(self) -> list[str]:
        """What the learner is told, a sentence each, findings included."""
        told = []
        if self.path:
            told += [f"Your work is packed in {self.path.name}", "That file is beside this notebook. Now hand it in."]
        told.append(
            f"Receipt {self.code} for {self.student}, {self.assignment}, {self.handed_in_at:%Y-%m-%d %H:%M:%S} UTC."
        )
        if self.findings:
            told += ["Before you hand it in, look at this:", *(f"- {finding}" for finding in self.findings)]
            told.append("If you change anything, run this cell again and hand in the new file.")
        return told

    def text(self) -> str:
        """`sentences()`, a line each, broken where a notebook's output would break inside a word."""
        return "\n".join(
            fill(sentence, 84, subsequent_indent="  ", break_long_words=False) for sentence in self.sentences()
        )

    def _told(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "course": self.course,
            "assignment": self.assignment,
            "student": self.student,
            "handed_in_at": self.handed_in_at.astimezone(UTC).isoformat(timespec="seconds"),
            "files": self.files,
            "findings": list(self.findings),
        }

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        # The answers ride in the saved output, so that a notebook handed in alone still carries them.
        return {"text/plain": self.text(), **({MIME: self.answers} if self.answers else {})}


def describe(content: bytes) -> dict[str, Any]:
    """The entry of one file in `Receipt.files`."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def read_receipt(raw: bytes) -> Receipt:
    """The receipt in the bytes of receipt.json, its code checked. Raises HandInError with one sentence."""
    try:
        told = json.loads(raw)
        version = told["format"]
        if isinstance(version, int) and version > FORMAT:
            raise HandInError(
                "the receipt is from a newer debatekit. Update this course with “course.py update”."
            )
        receipt = Receipt(
            course=_text(told["course"]),
            assignment=_text(told["assignment"]),
            student=_text(told["student"]),
            handed_in_at=_moment(told["handed_in_at"]),
            files={
                _text(name): {"sha256": _text(entry["sha256"]), "size": int(entry["size"])}
                for name, entry in told["files"].items()
            },
            findings=tuple(_text(finding) for finding in told.get("findings", ())),
        )
        code = told["code"]
    except HandInError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise HandInError("its receipt cannot be read. Ask for a new hand-in.") from None
    if code != receipt.code:
        raise HandInError("its receipt was changed after the hand-in. Ask the student for the zip as it was made.")
    return receipt


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)
