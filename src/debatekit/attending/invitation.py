"""The class that a JupyterHub names for its students: what it says of itself, and whether the learner wants to be in it."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from debatekit.attending.line import QUICK_SECONDS, Line, LineDown
from debatekit.attending.link import address_of
from debatekit.attending.news import class_of
from debatekit.errors import BadAnswer, ClassError
from debatekit.journal.membership import Memberships
from debatekit.journal.store import Journal
from debatekit.polls.class_words import AWAY, NOT_LET_IN, NOT_WELL_NAMED

CLASS, HUB_TOKEN = "DEBATEKIT_CLASS", "JUPYTERHUB_API_TOKEN"
# So long a cell waits for a class that does not answer.
WAIT_SECONDS = 2.0
# The cells of a notebook run one after another, and only the first of them waits.
FRESH_SECONDS = 15.0


@dataclass(frozen=True)
class HubClass:
    """Where the class is, and what shows it who asks. The token goes to that class alone, which the people who run the Hub have set."""

    address: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class Invitation:
    """`about` is what the class says of itself; None when it could not be asked, and then `why` is a sentence."""

    address: str
    about: dict[str, Any] | None
    why: str = ""

    def stands(self, journal: Journal, course: str) -> bool:
        """Whether the learner has still to say yes or no."""
        return Memberships(journal).may_invite(course, self.address)


def hub_class(environment: Mapping[str, str] = os.environ) -> HubClass | None:
    """The class that the environment of a server on a JupyterHub names; None when it names none. Raises ClassError when that is no address."""
    address, token = environment.get(CLASS, "").strip(), environment.get(HUB_TOKEN)
    if not address or not token:
        return None
    try:
        return HubClass(address_of(address), token)
    except BadAnswer:
        raise ClassError(NOT_WELL_NAMED) from None


def invitation(journal: Journal, course: str, environment: Mapping[str, str] = os.environ) -> Invitation | None:
    """What the class of this Hub says to somebody who has not said yes or no; None where there is no such class. It takes WAIT_SECONDS at most."""
    try:
        found = hub_class(environment)
    except ClassError as error:
        return Invitation("", None, str(error))
    if not found or Memberships(journal).current(course) or not Memberships(journal).may_invite(course, found.address):
        return None
    return _asked(found)


_latest: dict[HubClass, tuple[float, Invitation]] = {}  # and when it was heard


def _asked(hub: HubClass) -> Invitation:
    if found := _fresh(hub):
        return found
    answers: queue.SimpleQueue[Invitation] = queue.SimpleQueue()

    def ask() -> None:
        answer = _ask(hub)
        # One that comes too late for this cell is there for the next.
        _latest[hub] = time.monotonic(), answer
        answers.put(answer)

    # In a thread, because to look up a name knows no end.
    threading.Thread(target=ask, name="debatekit-invitation", daemon=True).start()
    try:
        return answers.get(timeout=WAIT_SECONDS)
    except queue.Empty:
        silent = Invitation(hub.address, None, AWAY)
        if _fresh(hub) is None:
            _latest[hub] = time.monotonic(), silent
        return silent


def _fresh(hub: HubClass) -> Invitation | None:
    at, latest = _latest.get(hub, (0.0, None))
    return latest if time.monotonic() - at < FRESH_SECONDS else None


def _ask(hub: HubClass) -> Invitation:
    try:
        return Invitation(hub.address, class_of(Line(hub.address, hub.token, seconds=QUICK_SECONDS).get("api", "about", "hub")))
    except LineDown:
        return Invitation(hub.address, None, AWAY)
    except ClassError as error:
        return Invitation(hub.address, None, NOT_LET_IN.format(error))
