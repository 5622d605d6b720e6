"""The app on a line of this computer, until somebody stops it."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import ssl
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn

from debatekit.classroom.web.bounded_http import BoundedProtocol
from debatekit.errors import CourseKitError

_STOP_SECONDS = 1
# How many lines the system keeps until they are taken, and how many are taken in one go. When no more can be opened, asyncio tries, and tells of it, as often as that.
_WAITING, _TAKEN_AT_ONCE = 2_048, 32
_SAID_AGAIN_SECONDS = 60.0
_NO_MORE_LINES = (errno.EMFILE, errno.ENFILE)


def serve(
    app: Any, line: socket.socket, *, started: Callable[[], None], stopping: Callable[[], None],
    certificate: Path | None = None, key: Path | None = None, behind_proxy: bool = False,
) -> None:  # fmt: skip
    """Serve `app` on `line` until Ctrl+C or an end of the process is asked for, then end within two seconds. Raises CourseKitError.

    `started` is called once it answers; `stopping` first of all at the end, to let go of those who listen. Nothing that was asked is logged.
    """
    config = uvicorn.Config(
        app, http=BoundedProtocol, ws="none", lifespan="on", log_config=None, access_log=False, server_header=False, loop="asyncio",
        # Only a proxy of this computer is believed when it says for whom it asks, and only when there is one.
        proxy_headers=behind_proxy, forwarded_allow_ips="127.0.0.1,::1",
        backlog=_TAKEN_AT_ONCE, timeout_keep_alive=20, timeout_graceful_shutdown=_STOP_SECONDS,
        ssl_certfile=certificate, ssl_keyfile=key,
    )  # fmt: skip
    with _quiet():
        try:
            config.load()
        except (OSError, ssl.SSLError) as error:
            raise CourseKitError(
                f"The certificate cannot be used ({error.strerror or 'certificate and key do not fit'}). "
                "Give --certificate a PEM file with the whole chain, and --key the file of its key, without a password."
            ) from None
        server = _Server(config, started, stopping)
        # uvicorn ends the program without a word when the class cannot begin.
        with _signals(), suppress(SystemExit):
            server.run(sockets=[line])
    if not server.started:
        raise CourseKitError("The class could not begin, because its database or its line went away at that moment. Start it again.")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[], None], stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started, self._when_stopping = started, stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        for line in sockets or ():
            line.listen(_WAITING)
        self._when_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._when_stopping()
        await super().shutdown(sockets)


@contextmanager
def _signals() -> Iterator[None]:
    """uvicorn stops at these and then raises them once more, for whoever was there before; by then there is nothing left to stop."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _OneLine(logging.Handler):
    """A fault of ours, with the place in the program and without its message, in which a vote or a key might stand."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._said: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if not record.exc_info or record.exc_info[1] is None:
            return
        if isinstance(record.exc_info[1], OSError) and record.exc_info[1].errno in _NO_MORE_LINES:
            self._say("The system gives this class no more open lines, so some who come must wait. The class goes on; see “ulimit -n”.")
            return
        frame = traceback.extract_tb(record.exc_info[2])[-1:]
        where = f" in {Path(frame[0].filename).name}, line {frame[0].lineno}" if frame else ""
        self._say(f"A fault in the class server: {record.exc_info[0].__name__}{where}. The class goes on; please report this line.")

    def _say(self, line: str) -> None:
        # The same a thousand times a second would fill a disk.
        now = time.monotonic()
        if now - self._said.get(line, -_SAID_AGAIN_SECONDS) >= _SAID_AGAIN_SECONDS:
            self._said[line] = now
            print(line, file=sys.stderr)


@contextmanager
def _quiet() -> Iterator[None]:
    names = [logging.getLogger(name) for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio")]
    before = [(each, each.handlers[:], each.propagate, each.level) for each in names]
    for each in names:
        each.handlers, each.propagate = ([_OneLine(logging.ERROR)] if each.name in ("uvicorn", "asyncio") else []), each.name == "uvicorn.error"
        each.setLevel(logging.ERROR)
    # A database that goes away is told in a sentence to whoever asked; drivers would tell it again, with a stack.
    drivers, silence = [logging.getLogger(name) for name in ("psycopg", "sqlalchemy")], logging.NullHandler()
    for each in drivers:
        each.addHandler(silence)
        each.propagate = False
    try:
        yield
    finally:
        for each, handlers, propagate, level in before:
            each.handlers, each.propagate = handlers, propagate
            each.setLevel(level)
        for each in drivers:
            each.removeHandler(silence)
            each.propagate = True
