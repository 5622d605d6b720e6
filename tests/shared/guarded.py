"""One request through a guard, without a line."""

import asyncio


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def echo(scope, receive, send):
    """An app that says how long the body was, with a status the path may ask for."""
    message = await receive()
    path = scope["path"]
    status = int(path.rpartition("=")[2]) if "=" in path else 200
    body = b"%d" % len(message.get("body", b""))
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"%d" % len(body)), (b"server", b"secret"), (b"cache-control", b"public")]})
    await send({"type": "http.response.body", "body": body})


def ask(guard, path="/api/state", method="GET", headers=(), parts=(), client="203.0.113.7", pause=0.0):
    """(status, headers, body) of one request whose body comes in `parts`, `pause` seconds apart."""
    sent, waiting = [], list(parts) or [b""]

    async def receive():
        if pause:
            await asyncio.sleep(pause)
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    given = {name.lower(): value for name, value in dict(headers).items()}
    given.setdefault("host", "localhost:8765")
    if parts and "content-length" not in given:
        given["transfer-encoding"] = "chunked"
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "client": (client, 50000),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    asyncio.run(guard(scope, receive, send))
    start = sent[0]
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, b"".join(each.get("body", b"") for each in sent[1:])
