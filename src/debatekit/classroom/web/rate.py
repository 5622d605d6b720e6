"""How often is too often: a limit for each of many callers, in bounded memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

_MOST_KEYS = 20_000


class Rate:
    """At most `count` events in any `seconds`, for each key by itself.

    One number a key: the moment at which its allowance will be full again (the generic cell rate algorithm, ITU-T I.371). When more
    than `most_keys` are known, the one that was quiet for longest is forgotten. `clock` gives seconds and never goes back.
    """

    def __init__(self, count: int, seconds: float, *, clock: Callable[[], float] = time.monotonic, most_keys: int = _MOST_KEYS) -> None:
        self._each, self._whole = seconds / count, float(seconds)
        self._clock, self._most = clock, most_keys
        self._full: OrderedDict[Hashable, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full)

    def wait(self, key: Hashable) -> float:
        """Count one event of `key`. 0 when it is allowed; else the seconds until one would be, and it is not counted."""
        now = self._clock()
        full = max(self._full.get(key, now), now) + self._each
        over = full - now - self._whole
        if over > 1e-9:
            return over
        self._full[key] = full
        self._full.move_to_end(key)
        self._forget(now)
        return 0.0

    def spent(self, key: Hashable) -> bool:
        """Whether an event of `key` would be one too many, without counting it."""
        now = self._clock()
        return max(self._full.get(key, now), now) + self._each - now - self._whole > 1e-9

    def _forget(self, now: float) -> None:
        # Two a time: what is full again goes, whoever it was, and never more than the bound is kept.
        for _ in range(2):
            key, full = next(iter(self._full.items()))
            if full > now and len(self._full) <= self._most:
                return
            del self._full[key]
            if not self._full:
                return
