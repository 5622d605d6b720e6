"""A learner's own answers to one question, by round, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from debatekit.polls.question import Question, Vote


def own_votes(question: Question, votes: Mapping[str, tuple[Vote, str]]) -> dict[str, Any]:
    """`votes` are the vote and its day in words, by round: `{"rows": [one a round, in the order of the question], "sentence"}`."""
    rows = [
        {"round": each.title, "value": vote.value, "words": question.words(vote.value), "confidence": vote.confidence, "date": day}
        for each in question.rounds
        if each.id in votes
        for vote, day in [votes[each.id]]
    ]
    return {"rows": rows, "sentence": _sentence(rows)}


def _sentence(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "You did not vote in this round."
    if len(rows) == 1:
        return _ended(f"You answered: {rows[0]['words']}")
    first, last = rows[0], rows[-1]
    if first["value"] != last["value"]:
        return f"You moved from “{first['words']}” to “{last['words']}”."
    if None not in (first["confidence"], last["confidence"]) and first["confidence"] != last["confidence"]:
        word = "surer" if last["confidence"] > first["confidence"] else "less sure"
        return f"Same answer as before, “{last['words']}”, and you are {word}."
    return f"Same answer as before: “{last['words']}”."


def _ended(text: str) -> str:
    # An answer in somebody's own words may have its own full stop.
    return text if text[-1] in ".!?…" else f"{text}."
