"""What a class told this kernel, held to shapes and sizes, and kept in memory alone."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from debatekit.errors import ClassError

# “early” is a round that a notebook has begun and that the class is not at yet.
STATES = ("early", "open", "closed", "revealed")
_MOST_ROUNDS, _MOST_TARGETS = 500, 2000
# Begins the poll id, in the journal and the outbox, of a question that is no poll of the course.
IN_CLASS = "class:"


class News:
    """The latest of each thing that was asked: votes by "poll/round", claims by argument."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Know nothing, as before the first question."""
        self.asked: set[str] = set()
        self._votes: dict[str, dict[str, Any]] = {}
        self._claims: dict[str, dict[str, tuple[float, int]]] = {}
        self.now: dict[str, Any] | None = None

    def of_round(self, what: str) -> dict[str, Any] | None:
        """What the class knows of "poll/round"; None when it knows nothing, or was not asked yet."""
        if what.startswith(IN_CLASS):
            return self.now["entry"] if self.now and what.endswith(f"-{self.now['round']}") else None
        return self._votes.get(what)

    def name_of_now(self) -> str:
        """The name of the round that is asked now, if it is one of a poll of the course; else ""."""
        now = self.now
        whats = (what for what, entry in self._votes.items() if now and entry["round"] == now["round"])
        return next((name for poll, _, name in (what.partition("/") for what in whats) if now and poll == now["poll"]), "")

    def of_claims(self, argument: str) -> Mapping[str, tuple[float, int]]:
        """For each claim and reason of an argument that the class has revealed: the mean (0 to 1) and how many votes."""
        return self._claims.get(argument, {})

    def hear_sent(self, what: str, n: int) -> None:
        """The class has just taken a vote, which the last answer does not know."""
        if entry := self.of_round(what):
            entry["voted"], entry["n"] = True, n

    def hear_votes(self, entries: dict[str, dict[str, Any]]) -> bool:
        """Take in all rounds; whether anything is new."""
        changed = entries != self._votes or "votes" not in self.asked
        self._votes = entries
        self.asked.add("votes")
        return changed

    def knows(self, now: dict[str, Any] | None) -> bool:
        """Whether what is asked now was so at the last question, too."""
        known = self.now
        return bool(now and known) and {**now, "entry": _public(now)} == {**known, "entry": _public(known)}

    def hear_now(self, now: dict[str, Any] | None) -> bool:
        """Take in what the class is being asked; whether anything is new."""
        changed = now != self.now or "now" not in self.asked
        self.now = now
        self.asked.add("now")
        return changed

    def hear_claims(self, argument: str, claims: dict[str, tuple[float, int]]) -> bool:
        """Take in the claims of an argument; whether anything is new."""
        changed = claims != self._claims.get(argument)
        self._claims[argument] = claims
        self.asked.add(argument)
        return changed


def entries_of(answer: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The rounds in an answer of the class; what has another shape is left out."""
    found = {}
    for what, entry in list(answer.items())[:_MOST_ROUNDS]:
        if isinstance(entry, dict) and entry.get("state") in STATES:
            found[what] = {"round": _n(entry.get("round")), **_entry(entry, _n(entry.get("n")))}
    return found


def now_of(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the class is being asked, from its public state: round, poll, title, question as plain data, and `entry` as of a round; None when nothing is."""
    from debatekit.attending.line import sentence

    now = answer.get("now")
    if not isinstance(now, dict) or not _n(now.get("round")) or now.get("state") not in STATES or not isinstance(now.get("poll"), str):
        return None
    return {"round": now["round"], "poll": now["poll"][:200], "title": sentence(now.get("title")), "question": _plain(now.get("question")), "entry": _entry(now, 0)}


def number_in(answer: Mapping[str, Any], a_round: int) -> int:
    """The number of one's own vote in a round, from one's own votes by round; 0 for none."""
    votes = answer.get("votes")
    mine = votes.get(str(a_round)) if isinstance(votes, dict) else None
    return _n(mine.get("n")) if isinstance(mine, dict) else 0


def _entry(said: Mapping[str, Any], n: int) -> dict[str, Any]:
    seen = {"state": said["state"], "voted": n > 0, "n": n, "result": None, "comparison": None, "texts": []}
    if said["state"] == "revealed":
        seen |= {"result": _plain(said.get("result")), "comparison": _plain(said.get("comparison")), "texts": _texts(said.get("texts"))}
    return seen


def _public(now: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in now["entry"].items() if key not in ("voted", "n")}


def claims_of(answer: Mapping[str, Any]) -> dict[str, tuple[float, int]]:
    """The means in an answer of the class; what has another shape is left out."""
    votes = answer.get("votes")
    found = {}
    for name, each in list(votes.items())[:_MOST_TARGETS] if isinstance(votes, dict) else []:
        mean, count = (each.get("mean"), each.get("count")) if isinstance(each, dict) else (None, None)
        if _number(mean) and 0 <= mean <= 1 and isinstance(count, int) and not isinstance(count, bool) and count > 0:
            found[name] = (float(mean), count)
    return found


def class_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Title, mode, days and notice of a class, from `about` or `join`. Raises ClassError when that is no class."""
    from debatekit.attending.line import sentence

    about, notice = answer.get("class"), answer.get("notice")
    if not isinstance(about, dict) or not isinstance(notice, list) or not sentence(about.get("title")):
        raise ClassError("What answers there is not a debatekit class. Compare the link with the one on the screen.")
    days = about.get("erase_days")
    return {
        "title": sentence(about["title"]),
        "mode": about.get("mode") if about.get("mode") in ("open", "roster", "sign-in") else "open",
        "erase_days": days if isinstance(days, int) and not isinstance(days, bool) else None,
        "asks_names": about.get("ask_names") is True,
        "notice": [said for each in notice[:20] if (said := sentence(each))],
    }


def _texts(found: Any) -> list[str]:
    return [each for each in found[:_MOST_TARGETS] if isinstance(each, str) and len(each) <= 2000] if isinstance(found, list) else []


def _n(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else 0


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _plain(found: Any) -> dict[str, Any] | None:
    """A picture's data for the page, which draws text as text; none that is as large as no result can be."""
    return found if isinstance(found, dict) and len(json.dumps(found)) < 200_000 else None
