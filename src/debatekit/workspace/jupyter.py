"""How JupyterLab is started for a course: where, on which port, with which defaults."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from debatekit.errors import CourseKitError

HOST = "127.0.0.1"
# Two, so that a learner's page that is still open never talks to the author's server, which holds the originals.
USUAL_PORTS = {"learner": 8888, "author": 8988}
# Defaults that suit a newcomer; what a user has chosen in JupyterLab's own settings goes before them. A learner's
# JupyterLab leaves out the debugger and nbgrader's tools for graders, an author's shows everything.
SETTINGS = Path(__file__).with_name("lab-settings")


def choose_port(wanted: int | None, usual: int = USUAL_PORTS["learner"]) -> int:
    """`wanted` when it is free; without a wish `usual` or the next free one."""
    if wanted is not None:
        if not is_free(wanted):
            raise CourseKitError(
                f"Port {wanted} cannot be used: another program may have it. Choose another with --port, "
                "or leave --port out and a free one is found."
            )
        return wanted
    for port in range(usual, usual + 100):
        if is_free(port):
            return port
    raise CourseKitError(f"Ports {usual} to {port} are all taken. Name a free one with --port.")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":
            # As the server itself does: a port that was closed a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
        return True


def server_options(folder: Path, page: str, port: int, *, browser: bool, author: bool = False) -> list[str]:
    """The options of a JupyterLab that shows `folder`, opens at `page` and listens on this machine only."""
    options = {
        "ServerApp.root_dir": folder,
        "ServerApp.ip": HOST,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": browser,
        "LabApp.default_url": f"/lab/tree/{page}" if page else "/lab",
        "LabApp.app_settings_dir": SETTINGS / ("author" if author else "learner"),
        # Its banner and its routine notes would bury our one line with the address.
        "Application.log_level": "ERROR",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options["ServerApp.allow_root"] = True
    return [f"--{name}={value}" for name, value in options.items()]


def let_jupyter_find_settings_of(root: Path) -> None:
    """nbgrader's menus read nbgrader_config.py from Jupyter's configuration path, wherever JupyterLab is opened."""
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(root), *([before] if before else [])])
