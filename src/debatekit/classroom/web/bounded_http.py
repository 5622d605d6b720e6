"""uvicorn's HTTP with a bound on what a caller can make it keep before any of our code is asked.

Its parser collects the head of a request however long it is and however slowly it comes; a lecture hall has one idler too many.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 32_768
HEAD_SECONDS = 10.0


class BoundedProtocol(HttpToolsProtocol):
    """At most MOST_HEAD bytes of head, within HEAD_SECONDS of the first byte, or of the connection."""

    _patience: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._busy() or self.transport.is_closing():
            self._head = 0
            return
        self._head += len(data)
        if self._head > MOST_HEAD:
            self._refuse(431, "Request Header Fields Too Large", "That is more than this class reads of a request. Load the page again.")
        elif self._patience is None:
            self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._be_patient()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._be_patient()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self._refuse(400, "Bad Request", "This is no request that a browser would send.")

    def _unsupported_upgrade_warning(self) -> None:
        pass  # whoever asks for a WebSocket gets the answer of the page; a log that strangers can fill is no use

    def _busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait_for_head(self) -> None:
        self._patience = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _be_patient(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _too_slow(self) -> None:
        self._patience = None
        if not self._busy() and not self.transport.is_closing():
            self.transport.close()

    def _refuse(self, status: int, phrase: str, sentence: str) -> None:
        body = json.dumps({"error": sentence}).encode()
        head: dict[str, Any] = {"content-type": "application/json", "content-length": len(body), "cache-control": "no-store", "connection": "close"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        self.transport.write(f"HTTP/1.1 {status} {phrase}\r\n{lines}\r\n".encode() + body)
        self.transport.close()
