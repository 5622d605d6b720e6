"""The class server as a service that a JupyterHub starts: where it listens, how it is reached, and in how many processes."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from debatekit.classroom import settings as class_settings
from debatekit.classroom.web.addresses import addresses
from debatekit.classroom.web.app import create_app
from debatekit.classroom.web.hub import Hub, hub_routes
from debatekit.classroom.web.hub_line import HubLine, HubSettings
from debatekit.classroom.web.listen import allow_many_lines, listening
from debatekit.classroom.web.qr import outline
from debatekit.classroom.web.reach import Callers
from debatekit.classroom.web.serve import serve
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.workers import run_workers
from debatekit.errors import CourseKitError

INSTRUCTORS = "class-instructors"


def serve_on_hub(where: Path | str, root: Path, *, instructors: Collection[str] = (), workers: int = 1, address: str | None = None) -> None:
    """Serve the class in `where` until the Hub ends it. Whoever is in one of the groups `instructors` gets the console.

    `address` is where phones find the class, if the Hub does not say (its setting `public_url`). Raises CourseKitError.
    """
    settings = HubSettings.of(os.environ)
    public = (address or settings.public).rstrip("/")
    if not public:
        raise CourseKitError("The Hub does not say under which address phones find it. Set c.JupyterHub.public_url, or give the service --address.")
    if workers > 1 and not str(where).startswith("postgresql"):
        raise CourseKitError("Several processes need a PostgreSQL that they share. Add --database postgresql+psycopg://…, or leave --workers out.")
    at = urlsplit(settings.listen)
    with listening(at.hostname or "127.0.0.1", at.port) as line:
        allow_many_lines()
        run_workers(workers, lambda: _one(line, where, root, settings, public, instructors or (INSTRUCTORS,)))


def _one(line: object, where: Path | str, root: Path, settings: HubSettings, public: str, instructors: Collection[str]) -> None:
    classroom = Classroom(where, root)
    # Also of a class that was begun elsewhere: on a Hub there is no other way in.
    if classroom.settings.mode != "sign-in":
        classroom.change(lambda db: class_settings.put(db, mode="sign-in"))
    its = classroom.settings
    at = addresses(host="", port=0, secure=False, given=public, code=its.code, screen_key=its.screen_key, console_key="")
    callers, qr = Callers(), outline(at.join)
    classroom.join = lambda: {"address": at.join, "short": at.short, "code": at.code, "qr": qr[0], "qr_size": qr[1]}
    classroom.reach = lambda: {"address": at.base, "open_to_room": True, "others_seen": callers.others, "addresses": []}
    hub = Hub(classroom, HubLine(settings), instructors)
    # The Hub's proxy passes on whatever name it was called by, and there may be one more proxy before it.
    app = create_app(classroom, prefix=settings.prefix, any_host=True, seen=callers.note, sign_in=hub.no_account, teaches=hub.teaches, more=[hub_routes(hub)])
    try:
        serve(app, line, started=lambda: None, stopping=classroom.end_streams, behind_proxy=True)
    finally:
        hub.line.close()
