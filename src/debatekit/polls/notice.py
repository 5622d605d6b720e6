"""The one screen before the first vote: what is kept, where, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Notice:
    """A text to confirm once. A new wording that says something else gets a new id."""

    id: str
    title: str


NOTICE = Notice(id="votes-stay-here-2", title="What happens to your votes")


def points(journal: Path) -> list[str]:
    """The notice, point by point; `journal` is where all of it is kept."""
    return [
        "What is kept of a vote: your answer, how sure you are, and when you voted. Your name is not asked.",
        "What else is kept: your attempts at exercises, and when you first opened a text or looked at what pollsters found.",
        f"Where: in one file on this computer, {journal}.",
        "Who sees it: only people who can open your files here. Nothing is sent to your teacher or to anyone else.",
        "Your votes are opinions. They never count towards a mark, and they are never in work you hand in.",
        "You can change a vote until you vote in a later round, or look at what pollsters found. To erase all of it, run dk.finish(erase=True).",
    ]
