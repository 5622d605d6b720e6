"""What a learner writes in words of their own: kept as it is, judged by nobody but its writer, and no part of a notebook."""

from __future__ import annotations

from typing import Any

from debatekit.errors import BadAnswer

LONGEST = 20_000
WORDS = 3  # fewer are no sentence

# What stands in a saved notebook where the words would be.
ELSEWHERE = "(written; kept in your record, not in this notebook)"


def own_text(text: Any) -> str:
    """`text` if it can be kept. Raises BadAnswer, which does not repeat it."""
    if not isinstance(text, str):
        raise BadAnswer("The page sent something that is no text. Run the cell again.")
    if len(text) > LONGEST:
        raise BadAnswer(f"Your text has {len(text):,} characters, and {LONGEST:,} can be kept. Make it shorter.")
    return text


def is_own_text(text: Any) -> bool:
    """Whether `text` is one that can be kept."""
    return isinstance(text, str) and len(text) <= LONGEST


def is_written(text: Any) -> bool:
    """Whether there is a sentence, however short."""
    return is_own_text(text) and len(text.split()) >= WORDS
