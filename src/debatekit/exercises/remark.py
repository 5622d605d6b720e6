"""What an exercise says about one choice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """Whether the choice is right, and why it is or why it tempts. One that `waits` becomes right once others are."""

    right: bool
    text: str
    waits: bool = False
