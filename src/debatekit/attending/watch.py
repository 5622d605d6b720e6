"""Somebody who looks at what the class says, and for how long."""

from __future__ import annotations

import time
from collections.abc import Callable

# A page that is there says so every 20 seconds; nobody looks at one that has been silent for three times that.
LOOK_SECONDS = 60.0
# Whoever does nothing for so long is not waiting for a reveal any more.
IDLE_SECONDS = 2 * 3600.0


class Watch:
    """Somebody who looks. `wants` is "votes", "now" or the id of an argument; `tell` is called in the main loop when there is something new. `answered`: the class
    was asked since the look began, so what is known is not of an hour ago."""

    def __init__(self, wants: str, tell: Callable[[], None]) -> None:
        self.wants, self.tell = wants, tell
        self._seen = self._used = -IDLE_SECONDS
        self.done = self.answered = False

    def use(self) -> None:
        """The learner did something."""
        self._used = self._seen = time.monotonic()

    def see(self) -> None:
        """The page is still there."""
        self._seen = time.monotonic()

    @property
    def looks(self) -> bool:
        now = time.monotonic()
        return not self.done and now - self._seen < LOOK_SECONDS and now - self._used < IDLE_SECONDS
