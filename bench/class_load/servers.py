"""The class server and the empty endpoint as processes of their own, on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from class_load.databases import connect

COURSE = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PATIENCE = 30.0


def free_port() -> int:
    with socket.socket() as line:
        line.bind((HOST, 0))
        return line.getsockname()[1]


class Server:
    """A process that answers on a port of its own; `start` waits until it does."""

    def __init__(self, command: list[str], port: int, log: Path, env: dict[str, str] | None = None) -> None:
        self.command, self.port, self.log, self.env = command, port, log, env
        self.process: subprocess.Popen | None = None

    def start(self) -> float:
        """Seconds until the first answer."""
        begin = time.perf_counter()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=COURSE, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | (self.env or {}))
        while not self.answers():
            if self.process.poll() is not None or time.perf_counter() - begin > PATIENCE:
                self.kill()
                raise SystemExit(f"The server did not start: {self.log.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.01)
        return time.perf_counter() - begin

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}/api/about?code=AAAAAA", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def kill(self) -> None:
        """SIGKILL: no goodbye, nothing flushed."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            if self.process.poll() is None:
                self.kill()

    def cpu_s(self) -> float:
        """Seconds of a processor that the process has used: on a busy machine the figure to look at."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mb(self) -> float:
        """The most memory that the process has had so far (VmHWM), in megabytes of 10^6 bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return round(int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6, 1)


@contextlib.contextmanager
def class_server(url: str, folder: Path) -> Iterator[Server]:
    """The verb `class` on the database `url`, with the course of this repository."""
    port = free_port()
    log = folder / "class.log"
    command = [sys.executable, "-m", "debatekit", "class", "--no-browser", "--json", "--port", str(port), "--database", url]
    server = Server(command, port, log, {"DEBATEKIT_CLASS": str(folder), "DEBATEKIT_HOME": str(folder)})
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def empty_server(folder: Path) -> Iterator[Server]:
    """The empty endpoint (`empty.py`)."""
    port = free_port()
    server = Server([sys.executable, str(Path(__file__).with_name("empty.py")), str(port)], port, folder / "empty.log")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def keys(url: str) -> dict[str, str]:
    """The code and the keys of the class in the database `url`, from its own table."""
    line = connect(url)
    found = {name: json.loads(value) for name, value in line.execute("SELECT name, value FROM setting WHERE name IN ('code', 'screen_key', 'console_key')").fetchall()}
    line.close()
    return found


def votes_kept(url: str, round_id: int) -> list[tuple[str, int]]:
    """What the database itself says: each value (JSON) of the round and how many rows have it."""
    line = connect(url)
    found = line.execute(f"SELECT value, count(*) FROM vote WHERE round = {int(round_id)} GROUP BY value").fetchall()
    line.close()
    return found


def load(plan: dict[str, Any]) -> subprocess.Popen:
    """The load program with this plan."""
    return subprocess.Popen([sys.executable, "-m", "class_load.program", json.dumps(plan)], cwd=COURSE / "bench", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def report(plan: dict[str, Any]) -> dict[str, Any]:
    """What the load program says at its end."""
    process = load(plan)
    try:
        out, _ = process.communicate(timeout=600)
    finally:
        if process.poll() is None:
            process.kill()
    if process.returncode:
        raise SystemExit("The load program failed; its reason stands above.")
    return json.loads(out.splitlines()[-1])
