"""The notebook's line to the class: one question over HTTP, with an end to everything a far side can do wrong.

Time, size and shape of an answer are bounded, no redirect is followed, and whatever goes wrong is one sentence.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlsplit

from debatekit.errors import ClassError
from debatekit.polls.text import one_paragraph

# Somebody waits for an answer to a click; the thread that sends votes has more time.
QUICK_SECONDS, PATIENT_SECONDS = 4.0, 12.0
MOST_BYTES = 1 << 20
_LONGEST_SENTENCE = 300


class LineDown(ClassError):
    """The class cannot be reached just now, or what answers is no class. `wait` is how many seconds the far side asks for, if it does."""

    def __init__(self, sentence: str, wait: float = 0) -> None:
        super().__init__(sentence)
        self.wait = wait


class Refused(ClassError):
    """The class has understood and says no, in its own sentence. `status` is that of HTTP; `join_again` when it knows who asks, and now wants them to join in another way."""

    def __init__(self, status: int, sentence: str, join_again: bool = False) -> None:
        super().__init__(sentence)
        self.status, self.join_again = status, join_again


class Line:
    """The line to the class server at `address`; `token` is who asks, if anybody."""

    def __init__(self, address: str, token: str = "", *, seconds: float = PATIENT_SECONDS) -> None:
        self.address, self._token, self._seconds = address, token, seconds
        self._host = urlsplit(address).hostname or ""

    def get(self, *path: str, **query: str) -> dict[str, Any]:
        """The answer to a question, a JSON object. Raises LineDown and Refused, as all four do."""
        end = "?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items()) if query else ""
        return self._ask("GET", path, None, end)

    def put(self, *path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._ask("PUT", path, body)

    def post(self, *path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._ask("POST", path, body)

    def delete(self, *path: str) -> dict[str, Any]:
        return self._ask("DELETE", path, None)

    def _ask(self, method: str, path: tuple[str, ...], body: dict[str, Any] | None, end: str = "") -> dict[str, Any]:
        address = f"{self.address}/{'/'.join(quote(part, safe='') for part in path)}{end}"
        headers = {"Accept": "application/json", "User-Agent": "debatekit"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310, the scheme is held to http and https by link.py
        status, wait, text = self._exchange(request)
        if status == 429 or status >= 500:
            raise LineDown(f"The class at {self._host} has too much to do just now.", wait)
        found = _object(text)
        if found is None or (status >= 400 and not isinstance(found.get("error"), str)):
            raise LineDown(f"What answers at {self._host} is not a debatekit class. Compare the link with the one on the screen.")
        if status >= 400:
            raise Refused(status, sentence(found["error"]), found.get("join_again") is True)
        return found

    def _exchange(self, request: urllib.request.Request) -> tuple[int, float, bytes]:
        connections: list[Any] = []
        timer = threading.Timer(self._seconds, _cut, [connections])
        timer.daemon = True
        timer.start()
        try:
            with _opener(self._host, connections).open(request, timeout=self._seconds) as answer:
                if 300 <= answer.status < 400:
                    raise LineDown(f"{self._host} sends this link on to another address, which is not followed. Use the link that the class sees on the screen.")
                text = answer.read(MOST_BYTES + 1)
                if len(text) > MOST_BYTES:
                    raise LineDown(f"What answers at {self._host} sends far too much for a class. Compare the link with the one on the screen.")
                return answer.status, _seconds(answer.headers.get("Retry-After")), text
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise LineDown(self._why(error)) from None
        finally:
            timer.cancel()

    def _why(self, error: Exception) -> str:
        cause = error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception) else error
        if isinstance(cause, ssl.SSLError):
            return f"The class at {self._host} does not prove that it is {self._host} (its certificate is not valid), so nothing was sent. Ask your teacher."
        if isinstance(cause, socket.gaierror):
            return f"No computer called {self._host} is found. Check the link, and whether you are online."
        if not self._token and self._host in ("localhost", "127.0.0.1", "::1"):
            return f"The class at {self._host} does not answer. That address means this computer itself; if the class runs on another one, ask your teacher for its link."
        return f"The class at {self._host} does not answer. Check that you are in the same network, and that the class is running."


def sentence(text: Any) -> str:
    """Words from the far side, on one line and not too many."""
    # Twice as much as is shown is enough to know that it is too much.
    plain = one_paragraph(text[: 2 * _LONGEST_SENTENCE], 2 * _LONGEST_SENTENCE) if isinstance(text, str) else ""
    return plain if len(plain) <= _LONGEST_SENTENCE else f"{plain[: _LONGEST_SENTENCE - 1]}…"


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text, parse_constant=lambda _: 1 / 0)
    except (ValueError, RecursionError, ZeroDivisionError):
        return None
    return found if isinstance(found, dict) else None


def _seconds(text: str | None) -> float:
    return min(60.0, float(text)) if text and text.isascii() and text.isdigit() else 0.0


def _cut(connections: list[Any]) -> None:
    # A far side that sends one byte a second never runs into a time-out of its own.
    for connection in connections:
        with suppress(OSError, AttributeError):
            connection.held.shutdown(socket.SHUT_RDWR)


def _is_near(host: str) -> bool:
    """Whether it is this computer or one in the same room's network, which no proxy needs to be asked for and few can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


class _Answers(urllib.request.HTTPErrorProcessor):
    """Every answer is an answer, also one with an error or a redirect."""

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        return response

    https_response = http_response


def _opener(host: str, connections: list[Any]) -> urllib.request.OpenerDirector:
    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            self.held = self.sock
            connections.append(self)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            self.held = self.sock
            connections.append(self)

    class OverHTTP(urllib.request.HTTPHandler):
        def http_open(self, request: urllib.request.Request) -> Any:
            return self.do_open(Plain, request)

    class OverHTTPS(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> Any:
            return self.do_open(Secure, request, context=ssl.create_default_context())

    proxies = urllib.request.ProxyHandler({} if _is_near(host) else None)
    opener = urllib.request.OpenerDirector()
    for handler in (proxies, OverHTTP(), OverHTTPS(), _Answers()):
        opener.add_handler(handler)
    return opener
