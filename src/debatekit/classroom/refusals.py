"""Why the class says no. Each is one sentence; the face that speaks HTTP knows a status for each."""

from __future__ import annotations

from debatekit.errors import ClassError


class NotThere(ClassError):
    """A code, round, poll or text that this class does not have."""


class Changed(NotThere):
    """A code that was this class's until it was changed for a new one."""


class NotAllowed(ClassError):
    """Somebody may not do that, or not so."""


class NotKnown(ClassError):
    """A token or key that this class does not know."""


class JoinAgain(NotKnown):
    """Somebody who has joined, in a way that counts no more since the instructor asks for another."""


class SignInFirst(NotKnown):
    """Whoever asks must sign in first. `where` is the address for that, relative to the class."""

    def __init__(self, sentence: str, where: str) -> None:
        super().__init__(sentence)
        self.where = where


class NotNow(ClassError):
    """The state of the class does not allow it: a closed round, a reset that would delete other than was confirmed."""


class TooEarly(ClassError):
    """A vote whose round is still to come: it can be sent later, unlike one for a round that is closed."""


class TooMany(ClassError):
    """Too often from one place. `wait` is in how many seconds to come again."""

    def __init__(self, sentence: str, wait: float) -> None:
        super().__init__(sentence)
        self.wait = wait


class Busy(ClassError):
    """More than can be written just now, or a database that does not answer. What was sent can be sent again."""
