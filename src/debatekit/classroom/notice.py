"""What somebody is told before joining: what is kept, who sees it, and when it is erased."""

from __future__ import annotations

from debatekit.classroom.settings import Settings
from debatekit.ideas import counted

# Who could work out a vote, in each mode.
_MODES = {
    "open": "Cannot be prevented: anyone with the code can join, and somebody with two browsers can vote twice. In a very small class, somebody "
    "who joins several times can narrow down what the others voted.",
    "roster": "One vote each: you join with a personal code. Your teacher has all codes, and could vote in your place; no code shows a vote to "
    "anybody. But whoever has the codes and the server's files, as your teacher may, can work out who voted what.",
    "sign-in": "One vote each: you join with your account, and no account shows a vote to anybody. But whoever has the server's files and knows "
    "your account's name can work out what you voted.",
}


ERASED = (
    "Erased: your votes, your name and what you shared. Votes whose result was already shown stay in the count, tied to nobody; a text of yours "
    "that was shown goes with the next change on the screen."
)
_IN_THE_CLEAR = "Not encrypted: somebody nearby who records the Wi-Fi could read along."


def sentences(its: Settings, in_the_clear: bool = False) -> list[str]:
    """The notice, point by point; what stands before the first colon of a point says what it is about. `in_the_clear`: what is sent crosses a network without https."""
    named = (
        "Not your name: if you give one, it is kept apart from your votes, and your teacher sees it in a list of who is here."
        if its.ask_names
        else "Your name is not asked."
    )
    return [
        f"Kept: your answer, and how sure you are if that is asked. Not when you voted. {named}",
        "Who sees it: nobody is shown who voted what. Your teacher sees counts and averages once a round is closed, and the class once your teacher shows "
        "them; both only if five people or more have voted. A text that you write may be shown to all, without your name.",
        _MODES[its.mode],
        f"Erased: votes {counted(its.erase_days, 'day')} after their round is opened, all else as long after the class was last used. "
        "You can erase what is yours at any time, here; votes whose result was already shown stay in the count, tied to nobody.",
        *([_IN_THE_CLEAR] if in_the_clear else []),
        "Not marked: your votes are opinions, and never count towards a mark.",
    ]
