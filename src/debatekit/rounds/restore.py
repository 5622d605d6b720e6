"""Find a learner's graded answers in the saved outputs of a notebook that arrived without its answers file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.answers import MIME, answers_of
from debatekit.rounds.notebook_file import cells, outputs


def restore_answers(notebook: dict[str, Any], assignment: str) -> dict[str, Any] | None:
    """The answers document that was saved last, or None when no output holds one.

    Every graded widget, and the hand-in itself, leaves the whole document in its output: the newest
    `saved_at` wins, and the later cell among equals.
    """
    found = [
        document for cell in cells(notebook) for output in outputs(cell) if (document := _document(output, assignment))
    ]
    return newest(reversed(found))


def newest(documents: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The answers document with the latest `saved_at`; the first among equals; None of none."""
    return max(documents, key=_saved_at, default=None)


def _document(output: dict[str, Any], assignment: str) -> dict[str, Any] | None:
    data = output.get("data")
    document = data.get(MIME) if isinstance(data, dict) else None
    try:
        return document if answers_of(document, assignment) else None
    except BadAnswer:
        return None


def _saved_at(document: dict[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(document["saved_at"])
    except (KeyError, TypeError, ValueError):
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
