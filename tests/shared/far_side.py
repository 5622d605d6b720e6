"""A class server that says what a test wants it to say, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "ABCDEFGHJKLMNPQR"
NOTICE = {"class": {"title": "Room 4", "mode": "open", "erase_days": 30, "ask_names": False}, "notice": ["Your answers are kept.", "They are erased after 30 days."]}


class Asked:
    """One request as it came."""

    def __init__(self, method: str, path: str, token: str, body: Any) -> None:
        self.method, self.path, self.token, self.body = method, path, token, body

    def __repr__(self) -> str:
        return f"{self.method} {self.path} {self.body}"


class FarSide:
    """Answers on a port of its own; `answer(asked)` gives a status and JSON, or a function that writes to the line as it likes. `all` holds what came."""

    def __init__(self, answer: Callable[[Asked], Any], port: int = 0) -> None:
        self.all: list[Asked] = []
        side = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                asked = Asked(self.command, self.path, (self.headers.get("Authorization") or "").removeprefix("Bearer "), body)
                side.all.append(asked)
                found = answer(asked)
                if callable(found):
                    self.close_connection = True
                    found(self)
                    return
                status, data = found
                raw = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_PUT = do_POST = do_DELETE = any

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_: Any) -> None:
                pass  # whoever asked has hung up

        self._server = Server(("127.0.0.1", port), Handler)
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.link = f"{self.address}/j/ABCDEF"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def votes(self) -> list[tuple[str, Any, int]]:
        """The votes that came: poll/round, value and number."""
        return [(each.path.partition("course-votes/")[2], each.body["value"], each.body["n"]) for each in self.all if each.method == "PUT" and "course-votes" in each.path]

    def stop(self) -> None:
        """Fall silent: nobody listens on the port any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class GoodClass:
    """The answers of a class that works; `rounds` is what it says of its rounds, `closed` those that take no vote."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.rounds: dict[str, dict[str, Any]] = {}
        self.closed: set[str] = set()
        self.claims: dict[str, Any] = {}
        self.erased = 0
        self.about = json.loads(json.dumps(NOTICE))

    def __call__(self, asked: Asked) -> Any:
        path = asked.path.partition("?")[0].removeprefix("/api/")
        if path == "about":
            return 200, self.about
        if path == "join":
            return 201, {"token": asked.body.get("token") or TOKEN, "way_back": "ABCD-EFGH-JKLM-NPQR", **self.about}
        if not asked.token:
            return 401, {"error": "Join first."}
        if asked.method == "DELETE":
            self.erased += 1
            return 200, {}
        if path == "course-votes":
            return 200, {what: {"round": 1, "state": "open", "value": None, "confidence": None, "n": 0, **self.kept.get(what, {}), **said} for what, said in self.rounds.items()}
        if path.startswith("course-votes/"):
            what = path.removeprefix("course-votes/")
            if what in self.closed:
                return 409, {"error": "That round is closed."}
            if asked.body["n"] > self.kept.get(what, {"n": 0})["n"]:
                self.kept[what] = asked.body
            return 200, self.kept[what]
        if path.startswith("claims/"):
            return 200, {"votes": self.claims, "version": 1}
        return 200, {}
