"""The answers document of one assignment: what the graded widgets write, and what a grader reads.

    {"format": 1, "assignment": "01-claims", "saved_at": "2026-09-01T08:00:00+00:00",
     "answers": {"claims-kinds": {"item": "bin"}}}
"""

from __future__ import annotations

from typing import Any

from debatekit.errors import BadAnswer

FORMAT = 1
MIME = "application/vnd.debatekit.answers+json"


def document(assignment: str, answers: dict[str, Any], saved_at: str) -> dict[str, Any]:
    """An answers document. `answers` maps exercise ids to answers; `saved_at` is UTC in ISO 8601."""
    return {"format": FORMAT, "assignment": assignment, "saved_at": saved_at, "answers": answers}


def answers_of(raw: Any, assignment: str) -> dict[str, Any]:
    """The answers in a raw document. Raises BadAnswer when it is no such document or of another assignment."""
    if not isinstance(raw, dict) or not isinstance(raw.get("answers"), dict) or not isinstance(raw.get("saved_at"), str):
        raise BadAnswer("this is not an answers document")
    if raw.get("format") != FORMAT:
        raise BadAnswer(f"this answers document has format {raw.get('format')!r}, and this debatekit knows {FORMAT}")
    if raw.get("assignment") != assignment:
        raise BadAnswer(f"these are answers to “{raw.get('assignment')}”, not to “{assignment}”")
    return raw["answers"]
