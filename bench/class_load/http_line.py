"""HTTP/1.1 on bare asyncio: one kept-alive line for requests, one for an event stream. Light, so that one core drives a thousand of each."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class LineDown(ConnectionError):
    """The line broke before the whole answer had come: whether the request was done is unknown."""


def request_bytes(method: str, path: str, token: str = "", body: Any = None) -> bytes:
    """A whole request; a body is sent as JSON."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
    if token:
        head += f"Authorization: Bearer {token}\r\n"
    if body is None:
        return f"{head}\r\n".encode()
    content = json.dumps(body, separators=(",", ":")).encode()
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content


class Line(asyncio.Protocol):
    """One request at a time. Connects when it has to; a line that the server closed while idle is simply made anew."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.transport: asyncio.Transport | None = None
        self.waiting: asyncio.Future | None = None
        self.buffer = b""
        self.connections = 0

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer. Raises LineDown, or OSError when there is nobody to connect to."""
        if self.transport is None or self.transport.is_closing():
            await asyncio.get_running_loop().create_connection(lambda: self, self.host, self.port)
            self.connections += 1
        self.buffer = b""
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        try:
            return await self.waiting
        finally:
            self.waiting = None

    async def tell(self, method: str, path: str, token: str = "", body: Any = None) -> tuple[int, Any]:
        """The same with JSON both ways."""
        status, content = await self.ask(request_bytes(method, path, token, body))
        return status, json.loads(content) if content[:1] in (b"{", b"[") else content

    def hang_up(self) -> None:
        if self.transport is not None:
            self.transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0 or self.waiting is None or self.waiting.done():
            return
        length = LENGTH.search(self.buffer, 0, head + 2)
        body = self.buffer[head + 4 :]
        if length is None:
            self.waiting.set_exception(LineDown("an answer without Content-Length"))
            self.transport.abort()
        elif len(body) >= int(length[1]):
            self.waiting.set_result((int(self.buffer[9:12]), body))
            if CLOSES.search(self.buffer, 0, head + 2):
                self.transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        self.transport = None
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_exception(LineDown("the line broke"))


class Stream(asyncio.Protocol):
    """An event stream: `told(data)` gets the bytes of each event's data as it is complete; `lost()` when the stream ends."""

    def __init__(self, host: str, port: int, told: Callable[[bytes], None], lost: Callable[[], None] = lambda: None) -> None:
        self.host, self.port, self.told, self.lost = host, port, told, lost
        self.transport: asyncio.Transport | None = None
        self.raw = b""
        self.text = b""
        self.headed = False
        self.status: asyncio.Future | None = None

    async def open(self, path: str, token: str) -> int:
        """Connect and ask; returns the status. Raises LineDown or OSError."""
        loop = asyncio.get_running_loop()
        self.raw, self.text, self.headed, self.status = b"", b"", False, loop.create_future()
        await loop.create_connection(lambda: self, self.host, self.port)
        self.transport.write(request_bytes("GET", path, token))
        return await self.status

    def hang_up(self) -> None:
        self.lost = lambda: None
        if self.transport is not None:
            self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.raw += data
        if not self.headed:
            head = self.raw.find(b"\r\n\r\n")
            if head < 0:
                return
            self.headed = True
            self.status.set_result(int(self.raw[9:12]))
            self.raw = self.raw[head + 4 :]
        self._unchunk()
        while (end := self.text.find(b"\n\n")) >= 0:
            event, self.text = self.text[:end], self.text[end + 2 :]
            lines = [line[5:].lstrip() for line in event.split(b"\n") if line.startswith(b"data:")]
            if lines:
                self.told(b"\n".join(lines))

    def _unchunk(self) -> None:
        while (size_end := self.raw.find(b"\r\n")) >= 0:
            size = int(self.raw[:size_end], 16)
            if len(self.raw) < size_end + 2 + size + 2:
                return
            self.text += self.raw[size_end + 2 : size_end + 2 + size]
            self.raw = self.raw[size_end + 2 + size + 2 :]

    def connection_lost(self, _: Exception | None) -> None:
        self.transport = None
        if not self.status.done():
            self.status.set_exception(LineDown("the stream broke before it began"))
        self.lost()
