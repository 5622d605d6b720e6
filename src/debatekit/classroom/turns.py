"""Which round of a poll it is time for, when a notebook votes at home or ahead of the class.

In the first round of a poll a notebook may vote until it is closed: that is homework. In a later round it may as long as the class has
not voted on this poll together; once the console has opened a round of it, the later ones wait until the console opens them, and as
long as an earlier one is open in class. Else the vote after the debate would hold votes from before it.
"""

from __future__ import annotations

from collections.abc import Iterable

from debatekit.classroom.refusals import NotThere
from debatekit.classroom.rounds import Asked

_LATER = "It has not come to this round yet. Vote once more when your teacher has opened it."
_EARLIER = "It is still at an earlier vote on this question. Vote once more when your teacher has closed that."


def check(rounds: Iterable[Asked], poll: str, nth: int, is_live: bool) -> None:
    """Raises NotThere, since a closed round is another matter, when it is too early to vote in round `nth` of a poll, which the console has opened (`is_live`) or not. `rounds` are all of the class."""
    in_class = [each for each in rounds if each.poll == poll and each.live]
    if nth > 1 and in_class and not is_live:
        raise NotThere(_LATER)
    if any(each.nth < nth and each.state == "open" for each in in_class):
        raise NotThere(_EARLIER)
