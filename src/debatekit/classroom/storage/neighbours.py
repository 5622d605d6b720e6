"""Several server processes behind one address tell each other, through PostgreSQL, that the class has changed.

A notice is sent within the transaction of the change, so nobody hears of what is not there. One connection a process listens; when it
breaks it is made again, and then everything is read again, since a notice may have been missed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import sqlalchemy as sa

from debatekit.classroom.storage.store import PATIENCE, Store

CHANNEL = "debatekit_class"
_RETRY_SECONDS = 0.5


def tell(db: sa.Connection, process: str) -> None:
    """Tell the other processes that this transaction of `process` changes the class."""
    if db.dialect.name == "postgresql":
        db.execute(sa.text("SELECT pg_notify(:channel, :process)"), {"channel": CHANNEL, "process": process})


class Neighbours:
    """Calls `changed` whenever another process has changed the class, and after every new connection."""

    def __init__(self, store: Store, process: str, changed: Callable[[], Awaitable[None]]) -> None:
        self._store, self._process, self._changed = store, process, changed

    async def listen(self) -> None:
        """Listen until cancelled; with SQLite there is nobody to listen to."""
        if not self._store.is_postgres:
            return
        import psycopg

        # As the pool reads it, with several hosts and options of the driver; what is said there goes before what is said here.
        _, address = self._store.url.get_dialect()().create_connect_args(self._store.url)
        address = {**PATIENCE, **address, "autocommit": True}
        while True:
            # Whatever goes wrong, here or in reading the class again: a process that stopped listening would show an old class for good.
            with contextlib.suppress(Exception):
                async with await psycopg.AsyncConnection.connect(**address) as db:
                    await db.execute(f"LISTEN {CHANNEL}")
                    await self._changed()
                    async for notice in db.notifies():
                        if notice.payload != self._process:
                            await self._changed()
            await asyncio.sleep(_RETRY_SECONDS)
