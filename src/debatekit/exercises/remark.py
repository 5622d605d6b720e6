"""What an exercise says about one choice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """Whether the choice is right, and why it is or why it tempts."""

    right: bool
    text: str
