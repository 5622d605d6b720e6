"""A live class in a process of its own, as `course.py class` opens it, and people who vote in it over the same API as phones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from lab import REPOSITORY


class OpenClass:
    """A class kept in `folder`; `at` has its addresses: base, join, screen, console."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.at: dict[str, Any] = {}
        self.start()
        self.people: list[str] = []

    def start(self) -> None:
        """Start it, the second time on the same port and data."""
        command = [sys.executable, "-m", "debatekit", "class", "--json", "--database", f"sqlite:///{self.folder / 'class.sqlite3'}"]
        if self.at:
            command += ["--port", str(self.at["port"])]
        log = self.folder / "log"
        with log.open("a") as errors:
            self.process = subprocess.Popen(command, cwd=REPOSITORY, env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=errors, text=True)
        line = self.process.stdout.readline()
        assert line, log.read_text()
        self.at = json.loads(line)

    def stop(self) -> None:
        """Stop it as Ctrl+C does."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def ask(self, method: str, path: str, key: str | None = None, body: Any = None) -> Any:
        """What the class answers to one request; raises HTTPError when it refuses."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
        request = urllib.request.Request(f"{self.at['base']}/api/{path}", method=method, headers=headers, data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"{}")

    def console(self, method: str, path: str, body: Any = None) -> Any:
        """The same, asked by the instructor."""
        return self.ask(method, f"console/{path}", self.at["console"].partition("key=")[2], body)

    def join(self, number: int) -> None:
        """Let so many people in."""
        with ThreadPoolExecutor(8) as pool:
            joined = pool.map(lambda _: self.ask("POST", "join", body={"code": self.at["code"]}), range(number))
            self.people += [each["token"] for each in joined]

    def open_round(self) -> dict[str, Any]:
        """The round that is open, as soon as there is one."""
        for _ in range(100):
            now = self.console("GET", "state")["now"]
            if now and now["state"] == "open":
                return now
            time.sleep(0.05)
        raise AssertionError("no round is open after 5 s")

    def vote(self, values: list[Any], confidence: int | None = None) -> None:
        """Let people vote in the round that is now, the first person the first value; None is somebody who does not vote."""
        now = self.open_round()
        sided = {option["id"] for option in now["question"].get("options", []) if option.get("asks_confidence", True)}

        def cast(token: str, value: Any) -> None:
            sure = confidence if now["question"]["confidence"] and (not sided or value in sided) else None
            self.ask("PUT", f"votes/{now['round']}", token, {"value": value, "confidence": sure, "n": 1})

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(cast, *zip(*((token, value) for token, value in zip(self.people, values, strict=False) if value is not None), strict=True)))


def faults_of(page: Page) -> list[str]:
    """What axe finds in the whole page, a line each."""
    page.wait_for_timeout(100)
    return [f"{violation['id']}: {node['html'][:140]}: {node['failureSummary'].splitlines()[-1].strip()}" for violation in Axe().run(page).response["violations"] for node in violation["nodes"]]
