"""A Hub of a few lines: it knows whom a test tells it, and counts what it is asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

ENTRY = "access:services!service=class"


@contextmanager
def made_up_hub() -> Iterator[ThreadingHTTPServer]:
    """A Hub that knows the tokens in `known`, keeps what it is `asked`, and answers while its `gate` is open. The code “good” brings the token “NAME-token” of `signs_in`."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            server = self.server
            server.asked.append(self.headers["Authorization"])
            server.gate.wait(10)
            model = server.known.get(self.headers["Authorization"].removeprefix("Bearer "))
            self.answer(200 if model else 403, model or {"status": 403})

        def do_POST(self):
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.server.forms.append(form)
            good = form["code"] == ["good"] and form["client_secret"] == ["own-token"]
            self.answer(200 if good else 400, {"access_token": f"{self.server.signs_in}-token"} if good else {"error": "invalid_grant"})

        def answer(self, status, found):
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.signs_in = "ada"
    server.known, server.asked, server.forms, server.gate = {"ada-token": model("ada")}, [], [], threading.Event()
    server.gate.set()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def model(name, **more):
    """What a Hub says of an account."""
    return {"name": name, "kind": "user", "admin": False, "groups": [], "scopes": [ENTRY], **more}


def environment(hub, **more):
    """What such a Hub tells a service."""
    return {
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{hub.server_address[1]}/hub/api", "JUPYTERHUB_API_TOKEN": "own-token", "JUPYTERHUB_SERVICE_NAME": "class",
        "JUPYTERHUB_SERVICE_PREFIX": "/services/class/", "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:10480", **more,
    }  # fmt: skip
