"""Which round of a poll it is time for, when a notebook votes at home or ahead of the class.

In the first round of a poll a notebook may vote until it is closed: that is homework. In a later round it may as long as the class has
not voted on this poll together; once the console has opened a round of it, the later ones wait until the console opens them, and as
long as an earlier one is open in class. Else the vote after the debate would fill before it. A vote that comes too early is held in
its notebook, which says so, and offers to send it once the round is open: by then its owner may think otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from debatekit.classroom.refusals import TooEarly
from debatekit.classroom.rounds import Asked

_LATER = "Your class has not come to this round yet."
_EARLIER = "Your class is still at an earlier vote on this question."


def why_early(rounds: Iterable[Asked], poll: str, nth: int, is_live: bool) -> str:
    """Why it is too early to vote in round `nth` of a poll, which the console has opened (`is_live`) or not; "" when it is not. `rounds` are all of the class."""
    in_class = [each for each in rounds if each.poll == poll and each.live]
    if nth > 1 and in_class and not is_live:
        return _LATER
    return _EARLIER if any(each.nth < nth and each.state == "open" for each in in_class) else ""


def check(rounds: Iterable[Asked], poll: str, nth: int, is_live: bool) -> None:
    """Raises TooEarly with `why_early`, if anything."""
    if why := why_early(rounds, poll, nth, is_live):
        raise TooEarly(why)
