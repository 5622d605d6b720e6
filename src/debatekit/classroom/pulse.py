"""Live updates: the newest state of one face, and everybody who waits for the next one.

A topic holds one text for all its readers, however many, and a reader who is slow finds the newest when he comes back: nothing piles up.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncGenerator
from typing import Any

# A line that carries nothing for long is cut by some proxies.
BEAT_SECONDS = 15.0


class Topic:
    """The state of one face as plain data; `ends_at`, in seconds since 1970, is when the round in it ends by itself, or None."""

    def __init__(self) -> None:
        self.data: dict[str, Any] | None = None
        self.readers: Counter[Any] = Counter()
        self._ends_at: float | None = None
        self._changed = asyncio.Event()
        self._version = 0
        self._closed = False
        self._text: tuple[tuple[int, float | None], bytes] = ((-1, None), b"")

    def publish(self, data: dict[str, Any], ends_at: float | None = None) -> None:
        """Give all readers a new state, if it is one. `data` is kept and must not be changed any more."""
        if data == self.data and ends_at == self._ends_at:
            return
        self.data, self._ends_at = data, ends_at
        self._version += 1
        self._wake()

    def body(self) -> bytes:
        """The state as JSON: the same bytes for everybody who asks at the same moment."""
        left = None if self._ends_at is None else max(0.0, round(self._ends_at - time.time(), 1))
        key = (self._version, left)
        if key != self._text[0]:
            data = self.data or {}
            if left is not None and data.get("now"):
                data = {**data, "now": {**data["now"], "seconds_left": left}}
            self._text = (key, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        return self._text[1]

    async def follow(self, who: Any) -> AsyncGenerator[bytes, None]:
        """The state now and whenever it changes, as server-sent events, with a sign of life in between; ends when the topic is closed."""
        self.readers[who] += 1
        seen = -1
        try:
            while not self._closed:
                if self._version != seen:
                    seen = self._version
                    yield b"event: state\ndata: " + self.body() + b"\n\n"
                    continue
                try:
                    async with asyncio.timeout(BEAT_SECONDS):
                        await self._changed.wait()
                except TimeoutError:
                    pass
                if self._version == seen and not self._closed:
                    yield b":\n\n"
        finally:
            self.readers[who] -= 1
            if not self.readers[who]:
                del self.readers[who]

    def stir(self) -> None:
        """Give everybody a sign of life now, before which it is asked whether they still may listen."""
        self._wake()

    def close(self) -> None:
        """End all streams; their readers come back by themselves when there is a server again."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        # One event a version: whoever waits for the last one need not be counted.
        waiting, self._changed = self._changed, asyncio.Event()
        waiting.set()
