"""The console's key on its way to the browser that the class server opens, past everybody who may look at this computer's programs.

What a program is started with can be read by others, and a browser keeps addresses. So the browser is given a file, for its owner's eyes,
and in the file stands the address of the console with a ticket that serves once, and for a minute; the page changes it for the key.
"""

from __future__ import annotations

import html
import os
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from debatekit.classroom.identity import new_key, same
from debatekit.classroom.refusals import NotAllowed
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.routes.bodies import TicketOfBrowser, answers

SECONDS = 60.0
_PREFIX = "debatekit-console-"
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url={address}">
<title>To the console of the class</title></head>
<body><p>This page leads to the console of the class, once and for a minute. <a href="{address}">Go there</a>. After that, use the link that the class server printed.</p></body></html>
"""


class FirstKey:
    """One ticket at a time, and the file that holds it."""

    def __init__(self) -> None:
        self._ticket, self._until = "", 0.0
        self._file: Path | None = None

    def written(self, console: str, folder: Path | None) -> Path:
        """A file that leads to the address `console`, in `folder` or one of its own; raises OSError."""
        self.forget()
        for left in folder.glob(f"{_PREFIX}*.html") if folder else ():
            left.unlink()  # of a server that was killed
        self._ticket, self._until = new_key(), time.monotonic() + SECONDS
        number, name = tempfile.mkstemp(".html", _PREFIX, folder)  # 0600, for nobody else
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(_PAGE.format(address=html.escape(f"{console}#ticket={self._ticket}")))
        self._file = Path(name)
        late = threading.Timer(SECONDS, self.forget)
        late.daemon = True
        late.start()
        return self._file

    def takes(self, ticket: str) -> bool:
        """Whether `ticket` is the one that was written; it is none from then on."""
        fits = bool(self._ticket) and same(ticket, self._ticket) and time.monotonic() < self._until
        if fits:
            self.forget()
        return fits

    def forget(self) -> None:
        """Let neither ticket nor file serve anybody."""
        self._ticket = ""
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink()
            self._file = None


def first_key_routes(first: FirstKey, classroom: Classroom) -> APIRouter:
    """The address at which the console's page changes its ticket for the key."""
    routes = APIRouter(prefix="/api/console", tags=["console"], responses=answers(403))

    @routes.post("/key")
    async def key(body: TicketOfBrowser) -> Response:
        """The key of the console, for the ticket that this browser was given by the class server itself."""
        if not first.takes(body.ticket):
            raise NotAllowed("This way to the console serves once, and for a minute. Use the link to the console that the class server printed.")
        return JSONResponse({"key": classroom.settings.console_key})

    return routes
