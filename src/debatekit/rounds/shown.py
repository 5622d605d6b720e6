"""Show what somebody else wrote, as a name in a receipt: it must not steer a terminal or pass for words of ours."""

from __future__ import annotations

LONGEST = 60


def printable(text: str) -> str:
    """The text with every sign that is not for showing, as of ANSI codes, turned into “?”."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def shown(text: str) -> str:
    """The same, and short enough for a line."""
    text = printable(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "…"
