"""Read data in YAML's flow form, `{key: value, other: [1, "two"]}`: what Argdown writes in braces. JSON is a part of it.

Not the whole of YAML, and on purpose: no anchors, no tags, no dates. What stands in a file of somebody else becomes texts, whole
numbers, truths, lists and keys, and nothing more.
"""

from __future__ import annotations

import json
import re
from typing import Any

from debatekit.ideas import Fault

_DEEPEST = 20
_SPACE = re.compile(r"\s*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.DOTALL)
_PLAIN = re.compile(r"[^,\[\]{}:\n]+(?::(?!\s)[^,\[\]{}:\n]*)*")
_WORDS = {"true": True, "false": False, "null": None, "~": None}


def read_flow(text: str) -> Any:
    """The one value that `text` holds. Raises Fault."""
    value, end = _value(text, 0, 0)
    if text[end:].strip():
        raise Fault("something follows after the end of the data")
    return value


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    at = _skip(text, at)
    if depth > _DEEPEST:
        raise Fault(f"data are nested more than {_DEEPEST} deep")
    if text.startswith("{", at):
        return _keys(text, at + 1, depth + 1)
    if text.startswith("[", at):
        return _items(text, at + 1, depth + 1)
    return _scalar(text, at)


def _keys(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while not text.startswith("}", at := _skip(text, at)):
        key, at = _scalar(text, at)
        at = _skip(text, at)
        found[str(key)] = None
        if text.startswith(":", at):
            found[str(key)], at = _value(text, at + 1, depth)
        at = _comma(text, at, "}")
    return found, at + 1


def _items(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found = []
    while not text.startswith("]", at := _skip(text, at)):
        value, at = _value(text, at, depth)
        found.append(value)
        at = _comma(text, at, "]")
    return found, at + 1


def _comma(text: str, at: int, close: str) -> int:
    at = _skip(text, at)
    if text.startswith(",", at):
        return at + 1
    if text.startswith(close, at):
        return at
    raise Fault(f"a comma or “{close}” is missing")


def _scalar(text: str, at: int) -> tuple[Any, int]:
    if quoted := _QUOTED.match(text, at):
        word = quoted[0]
        if word[0] == "'":
            return word[1:-1].replace("''", "'"), quoted.end()
        try:
            return json.loads(word, strict=False), quoted.end()
        except ValueError:
            return word[1:-1], quoted.end()
    plain = _PLAIN.match(text, at)
    if not plain or not plain[0].strip() or plain[0][0] in "\"'":
        raise Fault("a value is missing, or its quotes are not closed")
    word = plain[0].strip()
    return int(word) if re.fullmatch(r"-?\d{1,9}", word) else _WORDS.get(word, word), plain.end()


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
