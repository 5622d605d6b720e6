"""Two server processes at one address, as on a Hub: what comes in through one shows on the streams of the other, and one that dies is replaced."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import psutil
import pytest
from made_up_hub import environment, made_up_hub, model
from real_hub import free_ports

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="a Hub is no Windows program")]
COURSE = Path(__file__).parents[2]
STUDENTS = ("ada", "ben", "cam", "dee", "eli")


class Listener(threading.Thread):
    """A stream on a connection of its own; `state` is what came last."""

    def __init__(self, address, key):
        super().__init__(daemon=True)
        self.address, self.key, self.state = address, key, None
        self.start()

    def run(self):
        try:
            with httpx.stream("GET", self.address, headers={"Authorization": f"Bearer {self.key}"}, timeout=60, verify=False) as answer:
                for line in answer.iter_lines():
                    if line.startswith("data: "):
                        self.state = json.loads(line.removeprefix("data: "))
        except httpx.HTTPError:
            self.state = None


def wait_until(true, seconds=30):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def served(where, tmp_path):
    """(the parent process, the address of the class) on the made-up Hub."""
    with made_up_hub() as hub:
        hub.known.update({f"{name}-token": model(name) for name in STUDENTS})
        hub.known["ines-token"] = model("ines", groups=["class-instructors"])
        hub.signs_in = "ines"
        (port,) = free_ports(1)
        own = environment(hub, JUPYTERHUB_SERVICE_URL=f"http://127.0.0.1:{port}", JUPYTERHUB_PUBLIC_URL="http://127.0.0.1:1/services/class/")
        command = [sys.executable, "-m", "debatekit", "class", "--hub", "--workers", "2", "--database", str(where)]
        log = tmp_path / "log"
        with log.open("w") as file:
            process = subprocess.Popen(command, cwd=COURSE, env={**os.environ, **own}, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        address = f"http://127.0.0.1:{port}/services/class"
        try:
            wait_until(lambda: process.poll() is not None or answers(address))
            assert process.poll() is None, log.read_text()
            yield process, address
        finally:
            # They end with the one that began them, and by themselves.
            children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
            process.terminate()
            process.wait(20)
            _, left = psutil.wait_procs(children, timeout=10)
            for one in left:
                one.kill()
            assert not left
        assert process.returncode == 0 and not log.read_text()


def answers(address):
    try:
        return httpx.get(f"{address}/", verify=False).status_code == 200
    except httpx.HTTPError:
        return False


def console_key(address):
    with httpx.Client(base_url=address, verify=False) as http:
        state = parse_qs(urlsplit(http.get("/hub/sign-in?to=console").headers["location"]).query)["state"][0]
        back = http.get("/oauth_callback", params={"code": "good", "state": state})
        return parse_qs(urlsplit(back.headers["location"]).fragment)["key"][0]


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_two_processes_are_one_class(served):
    process, address = served
    key = console_key(address)
    ask = lambda method, path, token, body=None: httpx.request(
        method, f"{address}/api/{path}", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=30, verify=False
    )
    tokens = [ask("POST", "join/hub", f"{name}-token", {}).json()["token"] for name in STUDENTS]
    workers = psutil.Process(process.pid).children()
    assert len(workers) == 2

    # Connections go to either; many enough for both to have some.
    listeners = []

    def both_listen():
        listeners.extend(Listener(f"{address}/api/{path}", token) for path, token in (("stream", tokens[0]), ("console/stream", key)))
        wait_until(lambda: all(each.state for each in listeners))
        return all(len([1 for line in worker.net_connections("tcp") if line.status == psutil.CONN_ESTABLISHED and line.laddr.port == port]) >= 2 for worker in workers)

    port = urlsplit(address).port
    for _ in range(8):
        if both_listen():
            break
    else:
        raise AssertionError("all connections went to one process")
    students, consoles = listeners[::2], listeners[1::2]

    round_id = ask("POST", "console/rounds", key, {"poll": "withdraw", "round": "before"}).json()["id"]
    wait_until(lambda: all(each.state["now"] and each.state["now"]["round"] == round_id for each in students))
    for number, token in enumerate(tokens):
        assert ask("PUT", f"votes/{round_id}", token, {"value": "leave", "confidence": 50, "n": 1}).status_code == 200
        wait_until(lambda: all(each.state["votes"] == number + 1 for each in consoles))  # noqa: B023
    ask("POST", f"console/rounds/{round_id}/reveal", key)
    wait_until(lambda: all((each.state["now"]["result"] or {}).get("voters") == 5 for each in students))

    # One is killed: another takes its place, and every vote is there.
    os.kill(workers[0].pid, signal.SIGKILL)
    wait_until(lambda: len(psutil.Process(process.pid).children()) == 2 and workers[0].pid not in {each.pid for each in psutil.Process(process.pid).children()})
    for _ in range(6):
        assert ask("GET", "console/state", key).json()["votes"] == 5


def test_several_processes_need_a_database_that_they_share(tmp_path):
    with made_up_hub() as hub:
        own = environment(hub, JUPYTERHUB_PUBLIC_URL="http://127.0.0.1:1/services/class/", DEBATEKIT_CLASS_FOLDER=str(tmp_path))
        done = subprocess.run(
            [sys.executable, "-m", "debatekit", "class", "--hub", "--workers", "2"], cwd=COURSE, env={**os.environ, **own}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode == 1 and "--database" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_process_that_began_them(how):
    code = "import time; from debatekit.classroom.web.workers import run_workers; run_workers(2, lambda: time.sleep(60))"
    parent = subprocess.Popen([sys.executable, "-c", code])
    wait_until(lambda: len(psutil.Process(parent.pid).children()) == 2)
    workers = psutil.Process(parent.pid).children()
    parent.send_signal(how)
    assert parent.wait(20) == (0 if how == signal.SIGTERM else -signal.SIGKILL)
    _, left = psutil.wait_procs(workers, timeout=20)
    for one in left:
        one.kill()
    assert not left
