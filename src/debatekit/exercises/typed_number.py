"""Read a number as a person types it.

A point is decimal. A comma, a space or an apostrophe before exactly three digits separates thousands: `2500`, `2,500`,
`2 500` and `2'500` are all 2500, and `2.500` is two and a half. Nothing else may stand beside the digits but a sign.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from debatekit.errors import BadAnswer

LONGEST = 40
BELOW = 10**15  # here a number has the same digits in Python, in JSON and in the browser
FROM = 1e-6

_SIGNS = dict.fromkeys("−–﹣－", "-") | {"＋": "+", "’": "'"}
_NUMBER = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}([, '])\d{3}(?:\1\d{3})*|(?=\.\d))(?:\.\d*)?")
_COMMA = re.compile(r"[+-]?\d*(?:,\d*)+(?:\.\d*)?")


def parse_number(text: Any) -> int | float:
    """The number that `text` spells, an int where it is whole. Raises BadAnswer with one sentence that says what to type."""
    if not isinstance(text, str) or not text.strip():
        raise BadAnswer("Type a number first, such as 2500 or 0.5.")
    plain = "".join(map(_plain, text.strip())) if len(text) <= LONGEST else ""
    if not _NUMBER.fullmatch(plain):
        if _COMMA.fullmatch(plain):
            raise BadAnswer(f"“{_shown(text)}” can be read in two ways: write a decimal with a point, as in 2.5, and a comma only before three digits, as in 2,500.")
        raise BadAnswer(f"“{_shown(text)}” cannot be read as a number: type digits alone, such as 2500, 2,500 or 0.5.")
    number = whole(float(re.sub(r"[, ']", "", plain)))
    if not usable(number):
        raise BadAnswer(f"“{_shown(text)}” is too large or too small for this box: type a number nearer to what was asked.")
    return number


def usable(number: Any) -> bool:
    """Whether `number` is one that can be typed, kept and shown: finite, and neither huge nor next to nothing."""
    return type(number) in (int, float) and (number == 0 or FROM <= abs(number) < BELOW)


def whole(number: int | float) -> int | float:
    """`number` as an int where it is whole."""
    return int(number) if number == number // 1 else number


def spell(number: int | float) -> str:
    """A usable number in plain digits; `parse_number` reads them back."""
    return f"{Decimal(repr(whole(number))):f}"


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    # Marks of direction come along with pasted text and are seen by nobody.
    return " " if category == "Zs" else "" if category == "Cf" else _SIGNS.get(char, char)


def _shown(text: str) -> str:
    text = "".join(char if char.isprintable() else " " for char in text.strip()[:LONGEST])
    return text if len(text) <= 24 else text[:23] + "…"
