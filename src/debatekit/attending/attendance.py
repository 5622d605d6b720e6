"""What one widget has to do with the class: it looks for news, and says what has become of a vote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from debatekit.attending.post import post_of
from debatekit.attending.watch import Watch
from debatekit.journal.membership import Membership
from debatekit.journal.outbox import Outbox
from debatekit.journal.store import Journal
from debatekit.polls.class_words import JOIN_ONCE_MORE, TRIES_AGAIN, before_a_vote, of_a_vote


class Attendance:
    """`wants` is "votes", "now" for what the class is being asked, or the id of an argument whose claims the class votes on; `tell` is called in the main loop when there is news."""

    def __init__(self, journal: Journal, course: str, wants: str, tell: Callable[[], None]) -> None:
        self._journal = journal
        self._post = post_of(journal, course)
        self._watch = Watch(wants, tell)
        self._post.watch(self._watch)

    def use(self) -> None:
        """The learner did something here: look for news, and send what waits."""
        self._watch.use()
        self._post.wake()

    def see(self) -> None:
        """The page says that it is still there."""
        was_looking = self._watch.looks
        self._watch.see()
        if not was_looking and self._watch.looks:
            self._post.wake()

    def rest(self) -> None:
        """Nobody looks here any more."""
        self._watch.done = True

    def number(self, what: str) -> int:
        """The number of this person's vote that the class is known to have; 0 for none."""
        entry = self._post.news.of_round(what)
        return entry["n"] if entry else 0

    def now(self) -> tuple[dict[str, Any] | None, str]:
        """What the class is being asked, and the name of that round if it belongs to a poll of the course."""
        return self._post.news.now, self._post.news.name_of_now()

    @property
    def trouble(self) -> str:
        """Why the class cannot be asked just now, or does not know the learner, and what comes next; "" when all is well."""
        trouble = self._post.trouble
        return trouble and f"{trouble} {JOIN_ONCE_MORE if self._post.refused else TRIES_AGAIN}"

    @property
    def has_asked(self) -> bool:
        """Whether the class has said what it is being asked since this widget was made."""
        return self._watch.answered and "now" in self._post.news.asked

    def of_round(self, member: Membership, what: str, voted: bool, words: Callable[[Any], str], closed: bool = False, compares: bool = False) -> dict[str, Any]:
        """What a poll shows of its class: a sentence, and once the learner has voted and the class has revealed it the result. `live` asks the page to say that it is there, `over` is whether the class takes no other vote, and `sends` whether the vote came too early and can go now. `words` tells an answer in words. `closed`: the learner has gone on to a later round. `compares`: who moved may be shown here, some time after the result."""
        entry = self._post.news.of_round(what)
        letter = Outbox(self._journal, member).of("vote", what)
        revealed = bool(entry and entry["state"] == "revealed")
        follows = self._watch.wants == "now"
        self._watch.done = revealed and not follows and not (compares and not entry["comparison"])
        over = bool(entry and entry["voted"] and entry["state"] in ("closed", "revealed") and letter and letter.state in ("sent", "overtaken"))
        if voted:
            begun_anew = bool(entry and letter and letter.state == "sent" and not entry["voted"])
            chose = words(letter.value) if letter else ""
            says = of_a_vote(letter and letter.state, letter.says if letter else "", chose, trouble=self._post.trouble, refused=self._post.refused, begun_anew=begun_anew, counts=bool(entry and entry["voted"]), state_of_round=entry and entry["state"], closed=closed)
        else:
            says = before_a_vote(entry and entry["state"])
        sends = bool(voted and not closed and entry and entry["state"] == "open" and letter and letter.state == "held")
        shown = {"title": member.title, "says": says, "live": not self._watch.done, "over": over, "sends": sends, "result": None, "comparison": None, "texts": []}
        # Nobody sees what others answered before having answered.
        return shown | ({name: entry[name] for name in ("result", "comparison", "texts")} if voted and revealed and entry["result"] else {})

    def of_claims(self, argument: str) -> Mapping[str, tuple[float, int]]:
        """What the class holds of an argument: for each claim and reason the mean and how many votes."""
        return self._post.news.of_claims(argument)
