"""A real JupyterHub on ports of its own, from the example in deploy/jupyterhub, with a proxy from npm and servers from this environment."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy/jupyterhub/jupyterhub_config.py"
PASSWORD = "no-secret-on-loopback"
INSTRUCTOR, STUDENTS, OUTSIDER, TESTER = "ines", ("ada", "ben", "cam", "dee", "eli"), "otto", "a-token-of-the-test-alone"

# What a deployer has and the example leaves alone: who signs in, and where their servers run.
OWN_PART = """
c.JupyterHub.bind_url = "http://127.0.0.1:{proxy}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allowed_users = {users!r}
c.JupyterHub.load_groups = {{"class-instructors": {{"users": [{instructor!r}]}}, "class-students": {{"users": {students!r}}}}}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args = {arguments!r}
c.Spawner.environment.update({own!r})
c.Spawner.http_timeout = 60
# `stop` ends them, and faster.
c.JupyterHub.cleanup_servers = False
c.JupyterHub.cookie_secret_file = {folder!r} + "/cookie_secret"
c.JupyterHub.db_url = "sqlite:///" + {folder!r} + "/hub.sqlite"
# The test starts servers and speaks to kernels as a person's browser would.
c.JupyterHub.services.append({{"name": "tester", "api_token": {tester!r}}})
c.JupyterHub.load_roles.append({{"name": "tester", "services": ["tester"], "scopes": ["admin:servers", "access:servers", "admin:groups"]}})
load_subconfig({example!r})
"""


class RealHub:
    """Started in `folder` for the course in `course`. `address` has no slash at the end; `database` as in the example."""

    def __init__(self, folder: Path, course: Path, database: str = "") -> None:
        proxy = shutil.which("configurable-http-proxy")
        assert proxy, "configurable-http-proxy is not on PATH: npm install --prefix FOLDER configurable-http-proxy, then put FOLDER/node_modules/.bin on PATH"
        (folder / "homes").mkdir(parents=True)
        ports = dict(zip(("proxy", "hub", "api", "service"), free_ports(4), strict=True))
        self.address, self.course, self.folder, self.log = f"http://127.0.0.1:{ports['proxy']}", course, folder, folder / "hub.log"
        self.class_address = f"{self.address}/services/class"
        config = folder / "jupyterhub_config.py"
        config.write_text(
            textwrap.dedent(OWN_PART).format(
                **ports, password=PASSWORD, users={INSTRUCTOR, *STUDENTS, OUTSIDER}, instructor=INSTRUCTOR, students=list(STUDENTS), folder=str(folder),
                homes=str(folder / "homes/{username}"), own={"DEBATEKIT_COURSE": str(course)}, tester=TESTER, example=str(EXAMPLE),
                arguments=["--allow-root"] if os.geteuid() == 0 else [],
            ),
            encoding="utf-8",
        )  # fmt: skip
        binaries = os.pathsep.join((str(Path(sys.executable).parent), str(Path(proxy).parent), os.environ["PATH"]))
        own = {"PATH": binaries, "CLASS_PUBLIC": self.address, "CLASS_COURSE": str(course), "CLASS_PORT": str(ports["service"]), "CLASS_DATABASE": database}
        env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "DEBATEKIT", "CONFIGPROXY"))}
        with self.log.open("w") as log:
                self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "-f", str(config)], cwd=folder, env=env | own, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait_for(f"{self.class_address}/")
        except BaseException:
            self.stop()
            raise

    def _wait_for(self, address: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            try:
                with urllib.request.urlopen(address, timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"no answer at {address} after {seconds:g} s:\n{self.log.read_text()}")

    def stop(self) -> None:
        """Stop all of it: the Hub by its own way first, then whatever it left behind."""
        # The proxy, the class and the servers have process groups of their own, and outlive a Hub that is killed.
        with suppress(psutil.NoSuchProcess):
            whole = [*psutil.Process(self.process.pid).children(recursive=True)]
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
            for one in whole:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_ports(count: int) -> list[int]:
    """Ports that nobody has, all different."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
