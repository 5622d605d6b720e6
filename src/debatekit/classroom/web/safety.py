"""What every answer of the class server says about itself, and how it refuses.

The strictest that the pages can live with: nothing from elsewhere, nothing within a foreign frame, nothing kept that is not a file of ours.
"""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SAFETY = tuple(
    (name.encode(), value.encode())
    for name, value in {
        "content-security-policy": CONTENT_SECURITY,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }.items()
)
NEVER_KEPT = (b"cache-control", b"no-store")
# The address of a file has a version in it, so what it says never changes.
KEPT_FOR_GOOD = (b"cache-control", b"public, max-age=31536000, immutable")
_OURS = {name for name, _ in SAFETY} | {b"cache-control", b"server"}


def with_safety(send: Send, path: str) -> Send:
    """`send`, with what an answer at `path` says about itself."""

    async def safe(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = KEPT_FOR_GOOD if path.startswith("/static/") and message["status"] == 200 else NEVER_KEPT
            own = [header for header in message.get("headers", ()) if header[0].lower() not in _OURS]
            message = {**message, "headers": [*own, *SAFETY, kept]}
        await send(message)

    return safe


async def refuse(send: Send, status: int, sentence: str, wait: float = 0, close: bool = False) -> None:
    """Answer `{"error": sentence}`; `wait` is in how many seconds to come again, and with `close` the line ends."""
    body = json.dumps({"error": sentence}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if wait:
        headers.append((b"retry-after", str(math.ceil(wait)).encode()))
    if close:
        # The rest of what is being sent is not read.
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
