"""Drive a real JupyterLab in a real Chromium, as a person would."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Locator, Page

REPOSITORY = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Chromium looks for Google's hosts at every start; these switches keep it to this machine.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def copy_of_the_course(place: Path) -> Path:
    """A clean clone of the working tree as it stands, with a first commit of its own."""

    def git(*command: str, cwd: Path = place) -> str:
        done = subprocess.run(["git", *command], cwd=cwd, check=True, capture_output=True, text=True)
        return done.stdout

    place.mkdir(parents=True)
    for name in git("ls-files", "-co", "--exclude-standard", cwd=REPOSITORY).splitlines():
        if (REPOSITORY / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, place / name)
    git("init", "-q")
    git("add", "-A")
    git("-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-qm", "the course as it stands")
    return place


def git_status(folder: Path) -> str:
    return subprocess.run(["git", "status", "--porcelain"], cwd=folder, check=True, capture_output=True, text=True).stdout


def open_lab(*options: str) -> list[str]:
    """The command that opens the course, on a port that nobody else has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return [sys.executable, "-m", "debatekit", "lab", "--no-browser", "--port", str(port), *options]


class Lab:
    """A JupyterLab started by `command` in `folder`; `address` is the one it printed."""

    def __init__(self, command: Sequence[str], folder: Path, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        own = {name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
        self.home = home
        self.env = {**os.environ, **own, "HOME": str(home), "DEBATEKIT_HOME": str(home / "journal"), "PYTHONUNBUFFERED": "1"}
        self.log = home / "lab.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.address = self._wait_for_address()

    def _wait_for_address(self) -> str:
        for _ in range(1800):
            found = re.search(r"http://127\.0\.0\.1:\d+/\S*", self.log.read_text())
            if found:
                return found[0]
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError("no address after 180 s:\n" + self.log.read_text())

    def stop(self) -> None:
        """Stop it as Ctrl+C does, kernels included."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


class Notebook:
    """The notebook that is open in `page`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait_until_idle(self) -> None:
        # Without this a run sent too early is lost without a word.
        self.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=90_000)
        self.page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for(timeout=90_000)

    def menu(self, *path: str) -> None:
        """Choose from the menu bar, for example `menu("Run", "Run All Cells")`."""
        first, *rest = path
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{first}$")).click()
        for name in rest:
            entry = self.page.locator(".lm-Menu-item", has=self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{name}"))).last
            entry.click()

    def run_all(self) -> None:
        self.wait_until_idle()
        self.menu("Run", "Run All Cells")
        self.bring(self.page.get_by_text("You have run your first cell.", exact=False).locator("visible=true"))
        self.wait_until_idle()

    def save(self) -> None:
        self.page.keyboard.press("Control+s")
        self.page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')", timeout=20_000)

    def saved_with_widgets(self, path: Path) -> dict:
        """The notebook in the file `path`, as soon as the state of its widgets is in it."""
        for _ in range(100):
            # While JupyterLab writes, the file is not whole.
            with suppress(ValueError):
                saved = json.loads(path.read_text(encoding="utf-8"))
                if saved["metadata"].get("widgets"):
                    return saved
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no widget state in {path} after 10 s")

    def restart_kernel(self) -> None:
        self.menu("Kernel", "Restart Kernel…")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.wait_until_idle()

    def bring(self, what: Locator) -> Locator:
        """Scroll until `what` is there: JupyterLab keeps cells that are out of sight out of the page."""
        panel = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"
        move = """([panel, top]) => {
            const view = document.querySelector(panel);
            const end = view.scrollTop + view.clientHeight >= view.scrollHeight - 1;
            view.scrollTop = top || end ? 0 : view.scrollTop + 250;
        }"""
        self.page.evaluate(move, [panel, True])
        deadline = time.monotonic() + 30
        while not what.count() and time.monotonic() < deadline:
            self.page.evaluate(move, [panel, False])
            self.page.wait_for_timeout(60)
        what.first.scroll_into_view_if_needed()
        return what.first

    def poll(self, text: str) -> Locator:
        return self.bring(self.page.locator(".dk-poll", has_text=text))

    def exercise(self, title: str) -> Locator:
        return self.bring(self.page.locator(".dk-exercise", has_text=title))
