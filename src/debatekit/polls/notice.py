"""The one screen before the first vote: what is kept, where, and who sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Notice:
    """A text to confirm once. A new wording that says something else gets a new id."""

    id: str
    title: str


NOTICE = Notice(id="votes-stay-here-3", title="What happens to your votes")
# For those who are in a class. Joining another class brings it again.
CLASS_NOTICE = Notice(id="votes-go-to-class-1", title="Your votes now go to your class")


def points(journal: Path) -> list[str]:
    """The notice, point by point; `journal` is where all of it is kept."""
    return [
        "What is kept of a vote: your answer, how sure you are, and when you voted. Your name is not asked.",
        "What else is kept: your attempts at exercises and what you write in them, the positions that you save on a map, what you weigh in a matrix, and when you first opened a text or looked at what pollsters found.",
        f"Where: in one file on this computer, {journal}.",
        "Who sees it: only people who can open your files here. Nothing is sent to your teacher or to anyone else.",
        "Your votes are opinions. They never count towards a mark, and they are never in work you hand in.",
        "You can change a vote until you vote in a later round, or look at what pollsters found. To erase all of it, run dk.finish(erase=True).",
    ]


def invited_points(journal: Path, told: Sequence[str]) -> list[str]:
    """What somebody reads whom a class asks in: what the class says of itself, `told`, and what that means for what is kept here."""
    return [
        *told,
        f"Kept here: your own copy of it all, in one file, {journal}. If the line is down, your vote waits there and is sent later.",
        "Not sent: what you voted before you join, your attempts at exercises and what you write in them, the positions that you save on a map, what you weigh in a matrix, and what you opened. dk.join() lets you share your progress.",
        "Undone: dk.leave() ends it at any time, and dk.finish(erase=True) erases everything, here and in the class.",
    ]


def class_points(journal: Path, title: str, shares: bool) -> list[str]:
    """The notice for a member of the class `title`; `shares` whether exercise progress and exit tickets go there, too."""
    return [
        f"Each vote that you cast from now on goes to your class “{title}”: your answer, and how sure you are. What you voted before you joined is not sent.",
        "Your name does not go with it, and nobody in class is shown who voted what. A result is shown when your teacher reveals it, and never for fewer than five people.",
        "Your exercise progress and exit tickets go to your class as well, because you have chosen to share them; dk.join() lets you change that."
        if shares
        else "Your attempts at exercises and what you write in them, the positions that you save on a map, what you weigh in a matrix and what you opened stay here. Nothing else is sent.",
        f"Your own copy of it all stays in one file on this computer, {journal}. If the line is down, your vote waits there and is sent later.",
        "Your votes are opinions. They never count towards a mark, and they are never in work you hand in.",
        "To vote alone again, run dk.leave(). To erase everything, here and in the class, run dk.finish(erase=True).",
    ]
