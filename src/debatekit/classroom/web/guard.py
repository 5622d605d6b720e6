"""What stands between the room and the class server: sizes, patience, rates, and what every answer says about itself.

Plain ASGI, because a vote passes through it. Refusals are JSON, `{"error": sentence}`, like those of the app. A request's body is
read here, whole: it is small by rule, and a reader that has all of it cannot be kept waiting in the middle of a vote.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from debatekit.classroom.identity import TOKEN_LENGTH, tidied
from debatekit.classroom.web.listen import lines_for_streams
from debatekit.classroom.web.rate import Rate
from debatekit.classroom.web.safety import App, Message, Receive, Send, refuse, with_safety

_SAFE = ("GET", "HEAD", "OPTIONS")
_KEYED = ("/api/console/", "/api/screen/")
_HOST = re.compile(rb"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+?))\.?(?::\d{1,5})?")
_AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one caller may do. Bytes and seconds; a pair is (how often, in how many seconds).

    `joins` (of people who are new; see `student.py`), `looks` at the notice before, `wrong` codes and keys, and `unknown` tokens count for an
    address, which a whole lecture hall may share; all others for one token or key. `streams` are those of one person, `own_streams` those of
    the screen and the console, `all_streams` those of all people together.
    """

    body: int = 16_384
    url: int = 2_048
    headers: int = 16_384
    body_seconds: float = 10
    changes: tuple[int, float] = (30, 10)
    reads: tuple[int, float] = (120, 10)
    console: tuple[int, float] = (300, 10)
    joins: tuple[int, float] = (1_500, 10)
    looks: tuple[int, float] = (6_000, 10)
    wrong: tuple[int, float] = (20, 60)
    # More than a hall asks whose class was erased: a thousand phones, three questions each.
    unknown: tuple[int, float] = (3_000, 60)
    streams: int = 4
    own_streams: int = 16
    all_streams: int = field(default_factory=lines_for_streams)


class Guard:
    """The app `inner` behind all of that.

    `hosts`: names under which a browser may speak to us, beside this computer's own (`localhost`, 127.0.0.1, [::1]). With `any_host`
    every name will do, as on a network, where a page of strangers gains nothing by a borrowed name: it must bring a token in any case.
    `prefix` is what the path begins with. `seen` is told the address of every caller;
    `knows` says whether it takes no look into the database to know the holder of a token. `clock` gives seconds and never goes back.
    """

    def __init__(
        self,
        inner: App,
        *,
        hosts: Iterable[str] = (),
        any_host: bool = False,
        prefix: str = "",
        limits: Limits | None = None,
        seen: Callable[[str], None] | None = None,
        knows: Callable[[str], bool] = lambda token: True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.inner, self.limits, self.prefix, self.seen, self.knows = inner, limits or Limits(), prefix.rstrip("/"), seen, knows
        self.hosts, self.any_host = _AT_HOME | {host.lower() for host in hosts}, any_host
        limits = self.limits
        self.changes, self.reads, self.console, self.looks, self.wrong, self.unknown = (
            Rate(*each, clock=clock) for each in (limits.changes, limits.reads, limits.console, limits.looks, limits.wrong, limits.unknown)
        )
        self.streams: Counter[int] = Counter()
        self.all_streams = 0

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.inner(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        path = scope["path"]
        if self.prefix and f"{path}/".startswith(f"{self.prefix}/"):
            # A proxy may leave the prefix in or take it out: what is behind us finds its addresses either way.
            path, scope = path[len(self.prefix) :], {**scope, "root_path": self.prefix}
        send = with_safety(send, path)
        headers = _collected(scope["headers"])
        address = caller(scope)
        if self.seen is not None and scope.get("client"):
            self.seen(scope["client"][0])
        refusal = (
            self._too_large(scope, headers) or self._wrong_host(headers) or self._from_elsewhere(scope, headers) or self._too_often(scope["method"], path, headers, address)
        )
        if refusal:
            await refuse(send, *refusal)
            return
        declared = headers.get(b"content-length")
        if b"transfer-encoding" in headers or declared not in (None, b"0"):
            try:
                async with asyncio.timeout(self.limits.body_seconds):
                    receive = await self._whole_body(receive)
            except TimeoutError:
                await refuse(send, 408, f"What was sent did not arrive within {self.limits.body_seconds:g} seconds. Send it again.", close=True)
                return
            except _TooLarge:
                await refuse(send, 413, self._too_long(), close=True)
                return
        if _guesses(scope["method"], path):
            # Joining, 401 is no guess: it sends everybody of a lecture hall to the sign-in.
            send = self._counting_wrong(send, address, (401, 403) if path.startswith(_KEYED) else (403, 404))
        elif path.startswith("/api/"):
            send = self._counting_unknown(send, address)
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._served(scope, receive, noted, path, headers)
        except Exception:
            if not begun:
                await refuse(send, 500, "Something went wrong in the class server. Nothing that was saved is lost; try again.")
            raise

    async def _served(self, scope: MutableMapping[str, Any], receive: Receive, send: Send, path: str, headers: dict[bytes, bytes]) -> None:
        if not path.endswith("/stream"):
            await self.inner(scope, receive, send)
            return
        key, is_own = _token(headers) or hash(caller(scope)), path.startswith(_KEYED)
        if self.streams[key] >= (self.limits.own_streams if is_own else self.limits.streams):
            await refuse(send, 429, "This class is open in too many places at once for one person. Close some of them.", wait=10, close=True)
            return
        # What is left over is for votes, for the database, and for the screen and the console.
        if not is_own and self.all_streams >= self.limits.all_streams:
            await refuse(send, 503, "This class has as many people here as its server can serve at once. The page tries again by itself.", wait=10, close=True)
            return
        self.streams[key] += 1
        self.all_streams += not is_own
        try:
            await self.inner(scope, receive, send)
        finally:
            self.all_streams -= not is_own
            self.streams[key] -= 1
            if not self.streams[key]:
                del self.streams[key]

    # Refusals: (status, sentence) and, where there is one, the seconds to wait.

    def _too_large(self, scope: MutableMapping[str, Any], headers: dict[bytes, bytes]) -> tuple | None:
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > self.limits.url:
            return 414, "That address is longer than any of this class. Use the link as it was given."
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self.limits.headers:
            return 431, "The browser sent too much about itself. Delete the cookies of this site and load the page again."
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit():
            return 400, "The length of what was sent is no number."
        # A number of thousands of digits would take Python a moment.
        if len(declared) > 12 or int(declared) > self.limits.body:
            return 413, self._too_long(), 0, True
        return None

    def _too_long(self) -> str:
        return f"That is more than {self.limits.body // 1024} kB, the most that can be sent at once. Make it shorter."

    def _wrong_host(self, headers: dict[bytes, bytes]) -> tuple | None:
        if self.any_host or _host_name(headers.get(b"host", b"")) in self.hosts:
            return None
        return 421, "This class does not answer under that name. Use the link as it was given, or start the class with --address."

    def _from_elsewhere(self, scope: MutableMapping[str, Any], headers: dict[bytes, bytes]) -> tuple | None:
        """A page of another site must not act for somebody here. Browsers say where a request comes from; programs say nothing."""
        if scope["method"] in _SAFE:
            return None
        site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
        if site in (b"same-origin", b"none") or (site is None and origin is None):
            return None
        # Browsers from before 2023 tell the origin alone.
        if site is None and (host := _host_name(origin.partition(b"://")[2])) and host in {_host_name(headers.get(b"host", b"")), *self.hosts}:
            return None
        return 403, "This came from a page of another site, so nothing was changed. Open the class itself and do it there."

    def _too_often(self, method: str, path: str, headers: dict[bytes, bytes], address: str) -> tuple | None:
        if path == "/api/join":
            return None  # who is new is told from who comes back where the class is known
        if path == "/api/about":
            wait = self.looks.wait(address)
            return (429, "Too many people are joining from this network at once. Wait a few seconds and try again.", wait) if wait else None
        token = _token(headers)
        if token is None:
            return None
        if path.startswith("/api/") and not path.startswith(_KEYED) and self.unknown.spent(address) and not self._is_known(headers):
            return 429, "Too many devices that this class does not know are asking from this network. Wait a minute and try again.", 60
        rate = self.console if path.startswith("/api/console/") else self.reads if method in _SAFE else self.changes
        wait = rate.wait(token)
        return (429, "That was too much in a few seconds. Wait a moment and try again; nothing that was saved is lost.", wait) if wait else None

    def _counting_wrong(self, send: Send, address: str, wrong: tuple[int, ...]) -> Send:
        """A wrong code or key is answered, up to a number in a minute; a right one always is, since the hall next door shares the address."""
        refused = False

        async def counted(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and message["status"] in wrong:
                wait = self.wrong.wait(address)
                if wait:
                    refused = True
                    await refuse(send, 429, "That is not right either, and there have been many from this network. Look at the code or key again, and try in a minute.", wait)
            if not refused:
                await send(message)

        return counted

    def _is_known(self, headers: dict[bytes, bytes]) -> bool:
        written = tidied(_shown(headers[b"authorization"]), TOKEN_LENGTH)
        return written is not None and self.knows(written)

    def _counting_unknown(self, send: Send, address: str) -> Send:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 401:
                self.unknown.wait(address)
            await send(message)

        return counted

    async def _whole_body(self, receive: Receive) -> Receive:
        parts, size, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return _first(message, receive)
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.limits.body:
                raise _TooLarge
            more = message.get("more_body", False)
        return _first({"type": "http.request", "body": b"".join(parts), "more_body": False}, receive)


class _TooLarge(Exception):
    pass


def caller(scope: MutableMapping[str, Any]) -> str:
    """The caller's address; of IPv6 the network's half, because every machine has the other half to itself."""
    host = (scope.get("client") or ("",))[0]
    if ":" not in host:
        return host
    try:
        six = ipaddress.IPv6Address(host.partition("%")[0])
    except ValueError:
        return host
    return str(six.ipv4_mapped or ipaddress.IPv6Address(int(six) >> 64 << 64))


def _first(message: Message, receive: Receive) -> Receive:
    waiting = [message]

    async def read() -> Message:
        return waiting.pop() if waiting else await receive()

    return read


def _collected(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        # Two hosts, lengths or tokens: no one reader may take the first and another the last.
        found[name] = value if name not in found else found[name] + b", " + value
    return found


def _token(headers: dict[bytes, bytes]) -> int | None:
    """A number for the token that came along. Python's hash has a secret of this run in it, and none can be told from it."""
    value = headers.get(b"authorization")
    if value is None:
        return None
    # Read as the class reads it: a token has thousands of spellings, and all are one person.
    written = _shown(value)
    return hash(tidied(written, TOKEN_LENGTH) or written)


def _shown(authorization: bytes) -> str:
    return authorization.decode("latin-1").strip().partition(" ")[2].strip()


def _host_name(host: bytes) -> str:
    """The name in a Host header or behind the :// of an origin, without the port; empty when it is none."""
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2]).decode() if found else ""


def _guesses(method: str, path: str) -> bool:
    """Whether a code, a personal code or a key of the instructor's is tried here."""
    return path in ("/api/join", "/api/join/hub", "/api/about", "/api/about/hub") or path.startswith(_KEYED)
