"""The stream of states as an answer of HTTP: server-sent events, read with fetch because that can carry a token."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from debatekit.classroom.pulse import Topic
from debatekit.errors import CourseKitError

# Whoever reads nothing for so long is gone.
_PATIENCE_SECONDS = 45.0


class EventStream(Response):
    """Sends what a topic says until the reader goes or the topic closes. While the reader is slow nothing is fetched for him.

    Where it is given, `still` is asked before each part, a sign of life included, and the stream ends when it raises CourseKitError.
    """

    media_type = "text/event-stream"

    def __init__(self, topic: Topic, who: Any, still: Callable[[], Awaitable[object]] | None = None) -> None:
        super().__init__(headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._topic, self._who, self._still = topic, who, still

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sending = asyncio.current_task()
        gone = asyncio.create_task(_gone(receive))
        gone.add_done_callback(lambda task: None if task.cancelled() or sending is None else sending.cancel())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            with contextlib.suppress(TimeoutError):
                # Closed at once, not when the memory is tidied: until then whoever has gone would count among those who are here.
                async with contextlib.aclosing(self._topic.follow(self._who)) as parts:
                    async for part in parts:
                        if not await self._may_go_on():
                            break
                        async with asyncio.timeout(_PATIENCE_SECONDS):
                            await send({"type": "http.response.body", "body": part, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except asyncio.CancelledError:
            if not (gone.done() and not gone.cancelled()):
                raise
        finally:
            gone.cancel()

    async def _may_go_on(self) -> bool:
        try:
            if self._still is not None:
                await self._still()
        except CourseKitError:
            return False
        return True


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
