"""A class server on a line of this computer, in a thread, and a caller that keeps every byte of what it gets."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import contextmanager

import uvicorn

from debatekit.classroom.web.bounded_http import BoundedProtocol


@contextmanager
def serving(app, classroom=None):
    """The port on which `app` answers."""
    # As `serve.py` does, which wants the main thread for its signals.
    config = uvicorn.Config(app, http=BoundedProtocol, ws="none", lifespan="on" if classroom else "off", log_config=None, access_log=False, server_header=False)
    server = uvicorn.Server(config)
    line = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield line.getsockname()[1]
    finally:
        if classroom:
            classroom.end_streams()
        server.should_exit = True
        thread.join(20)


class Caller:
    """Somebody who asks, with a token or a key or none."""

    def __init__(self, port, token=None):
        self.port, self.token = port, token

    def ask(self, method, path, body=None, **headers):
        """(status, headers without the date, body)."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            given["Content-Type"] = "application/json"
        try:
            line.request(method, path, body, given)
            answer = line.getresponse()
            return answer.status, sorted((name.lower(), value) for name, value in answer.getheaders() if name.lower() != "date"), answer.read()
        finally:
            line.close()

    def do(self, method, path, body=None):
        """The JSON of an answer that says yes."""
        status, _, answer = self.ask(method, path, body)
        assert status < 300, (method, path, status, answer)
        return json.loads(answer)


class Listener:
    """Collects a stream from the first byte on."""

    def __init__(self, port, path, token):
        self.bytes = b""
        self._line = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        try:
            while part := self._line.recv(65536):
                self.bytes += part
        except OSError:
            pass

    def wait_for(self, text, seconds=10):
        """Wait until `text` has come."""
        end = time.monotonic() + seconds
        while text not in self.bytes:
            assert time.monotonic() < end, f"{text!r} has not come"
            time.sleep(0.01)

    def close(self):
        self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join(5)
