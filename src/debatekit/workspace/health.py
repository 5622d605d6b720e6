"""Pass or fail for each thing a course needs, each failure with its next step."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from debatekit.errors import BadCourseFile, CourseKitError
from debatekit.ideas import counted
from debatekit.workspace.command import own_environment, repair, restore, tool, verb
from debatekit.workspace.folders import is_installed, work_folder

LEAST_FREE_MB = 200
MOST_MAP_FAULTS = 10
_MAP = "argument.yaml"
MEND = "Set it right there; data/README.md says what each key means."

LAB_EXTENSIONS = {
    "nbgrader in JupyterLab": ("@jupyter/nbgrader",),
    "widgets in JupyterLab": ("@jupyter-widgets/jupyterlab-manager", "anywidget"),
}
SERVER_EXTENSIONS = ("formgrader", "validate_assignment", "assignment_list", "course_list")


@dataclass(frozen=True)
class Finding:
    """One line of the check: what was looked at, whether it is well, what was seen and what to do."""

    name: str
    ok: bool
    seen: str
    next_step: str = ""


class Failed(Exception):
    """A check that failed: what was seen, and the next step when it is another than the check's usual one."""

    def __init__(self, seen: str, next_step: str = "") -> None:
        super().__init__(seen)
        self.seen, self.next_step = seen, next_step


def examine(root: Path, journal_folder: Path) -> Iterator[Finding]:
    """Look at everything, one finding at a time. Never raises: what goes wrong is a finding."""
    packages_again = repair(root)
    work, journal, room = (
        "Start it in a folder of your own." if is_installed(root) else "Copy the course into a folder of your own.",
        "Set DEBATEKIT_HOME to a folder that you can write to.",
        f"Make room: notebooks and their saving need about {LEAST_FREE_MB} MB.",
    )
    checks: list[tuple[str, Callable[[], str], str]] = [
        ("Python", python, "Install Python 3.12 and start course.py with it."),
        ("packages", lambda: packages(root), packages_again),
        ("kernel", lambda: kernel(root), packages_again),
        ("nbgrader on the server", nbgrader_on_the_server, packages_again),
        *(
            (name, lambda wanted=wanted: lab_extensions(wanted), packages_again)
            for name, wanted in LAB_EXTENSIONS.items()
        ),
        ("course files", lambda: course_files(root), mend_or_restore(root)),
        *((f"map of {name}", lambda name=name: argument_map(name, root), MEND) for name in texts(root)),
        ("your work folder", lambda: writable(work_folder(root)), work),
        ("your journal", lambda: writable(journal_folder), journal),
        ("disk space", lambda: disk_space(root), room),
    ]
    for name, check, usual_step in checks:
        yield _find(name, check, usual_step, root)


def _find(name: str, check: Callable[[], str], usual_step: str, root: Path) -> Finding:
    try:
        return Finding(name, True, check())
    except Failed as failed:
        seen, next_step = failed.seen, failed.next_step or usual_step
    except BadCourseFile as error:
        seen, next_step = str(error), mend_or_restore(root)
    except CourseKitError as error:
        seen, next_step = str(error), ""  # it says itself what to do
    except Exception as error:  # a check must report what it did not foresee, and let the others have their turn
        seen, next_step = f"{type(error).__name__}: {error}", usual_step
    return Finding(name, False, seen, f"{next_step} Run “{verb('check')}” again afterwards.".lstrip())


def python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Failed(f"Python {version}")
    return version


def packages(root: Path) -> str:
    """Every package: as the lock names it in the course's own .venv, elsewhere in the range that debatekit asks for."""
    from importlib.metadata import PackageNotFoundError, version

    from packaging.specifiers import SpecifierSet

    own = own_environment(root)
    wanted = [(name, f"=={right}") for name, right in locked(root)] if own else list(asked_for())
    wrong = []
    for name, right in wanted:
        try:
            there = version(name)
        except PackageNotFoundError:
            wrong.append(f"{name} {right.removeprefix('==')} is missing")
            continue
        if not SpecifierSet(right).contains(there, prereleases=True):
            wrong.append(f"{name} {there}, not {right.removeprefix('==')}")
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise Failed("; ".join(wrong[:3]) + more)
    return f"{len(wanted)} {'as locked' if own else 'in the versions that debatekit asks for'}"


def asked_for() -> Iterator[tuple[str, str]]:
    """Name and range of each package that debatekit itself asks for."""
    from importlib.metadata import PackageNotFoundError, requires

    from packaging.requirements import Requirement

    try:
        found = requires("debatekit") or []
    except PackageNotFoundError:
        raise Failed("debatekit itself is not installed") from None
    for requirement in map(Requirement, found):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name, str(requirement.specifier)


def locked(root: Path) -> Iterator[tuple[str, str]]:
    """Name and version of each package in the lock that is for this Python and system."""
    from packaging.markers import Marker

    lock = root / "requirements.lock"
    if not lock.is_file():
        raise Failed(f"{lock.name} is missing", restore(root))
    for name, version, marker in re.findall(
        r"^([\w.-]+)==([^\s;]+)[ \t]*(?:;[ \t]*([^\\\n]+))?", lock.read_text(encoding="utf-8"), re.MULTILINE
    ):
        if not marker.strip() or Marker(marker.strip()).evaluate():
            yield name, version


def kernel(root: Path) -> str:
    """The kernel that notebooks name starts, is this Python's, and finds debatekit."""
    from jupyter_client.kernelspec import NoSuchKernel
    from jupyter_client.manager import start_new_kernel

    try:
        manager, client = start_new_kernel(
            kernel_name="python3",
            cwd=str(root),
            startup_timeout=60,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except NoSuchKernel:
        raise Failed("there is no kernel “python3”") from None
    said: list[str] = []

    def hear(message: dict) -> None:
        said.append(message["content"].get("text", ""))

    try:
        reply = client.execute_interactive(
            "import sys, debatekit; print(sys.prefix)", timeout=60, store_history=False, output_hook=hear
        )["content"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    if reply["status"] != "ok":
        raise Failed(f"the kernel cannot import debatekit ({reply['ename']}: {reply['evalue']})")
    prefix = "".join(said).strip()
    if os.path.realpath(prefix) != os.path.realpath(sys.prefix):
        raise Failed(
            f"the kernel “python3” belongs to another Python ({prefix})",
            "Remove that kernel with “jupyter kernelspec remove python3”, outside the course.",
        )
    return "“python3” starts and imports debatekit"


def nbgrader_on_the_server() -> str:
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager

    enabled: dict[str, bool] = {}
    for folder in reversed(jupyter_config_path()):
        enabled.update(ExtensionConfigManager(read_config_path=[folder]).get_jpserver_extensions())
    off = [name for name in SERVER_EXTENSIONS if not enabled.get(f"nbgrader.server_extensions.{name}")]
    if off:
        names = " ".join(f"nbgrader.server_extensions.{name}" for name in off)
        raise Failed(f"{', '.join(off)} not enabled", f"Run “{tool('jupyter')} server extension enable {names}”.")
    return ", ".join(SERVER_EXTENSIONS)


def lab_extensions(wanted: tuple[str, ...]) -> str:
    from jupyter_core.paths import jupyter_path
    from jupyterlab_server.config import get_federated_extensions, get_page_config

    places = jupyter_path("labextensions")
    there = get_federated_extensions(places)
    missing = [name for name in wanted if name not in there]
    if missing:
        raise Failed(f"{', '.join(missing)} not installed")
    # A rule names an extension, or one plugin of it after a colon.
    disabled = {rule.partition(":")[0] for rule in get_page_config(places).get("disabledExtensions", [])}
    off = [name for name in wanted if name in disabled]
    if off:
        raise Failed(f"{off[0]} is disabled", f"Run “{tool('jupyter')} labextension enable {off[0]}”.")
    return ", ".join(f"{name} {there[name].get('version', '')}".strip() for name in wanted)


def course_files(root: Path) -> str:
    """Everything the manifest lists is there and can be read, and everything that is there is listed."""
    from debatekit.workspace.course_files import faults

    # A table that cannot be read is met again by what names its rows.
    found = list(dict.fromkeys(faults(root)))
    if found:
        more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
        raise Failed(found[0] + more)
    return "the manifest and all that it lists"


def mend_or_restore(root: Path) -> str:
    """The next step when a course file is at fault. Its author mends it; only who never touched it wants the old one back."""
    return restore(root) if is_installed(root) else f"{MEND} {restore(root)}"


def texts(root: Path) -> list[str]:
    """The texts that have a guide or a map."""
    return sorted({path.parent.name for file in ("reading.yaml", _MAP) for path in (root / "data" / "readings").glob(f"*/{file}")})


def argument_map(name: str, root: Path) -> str:
    """The map of a text, if it has one, has no fault."""
    from debatekit.course import load_argument
    from debatekit.course.map_lint import lint

    if not (root / "data" / "readings" / name / _MAP).exists():
        return "no map yet"
    faults = [str(fault) for fault in lint(name, root)]
    if faults:
        more = [f"and {len(faults) - MOST_MAP_FAULTS} more"] if len(faults) > MOST_MAP_FAULTS else []
        raise Failed("\n      ".join([*faults[:MOST_MAP_FAULTS], *more]))
    argument = load_argument(name, root)
    return f"{counted(len(argument.claims), 'claim')}, {counted(len(argument.reasons), 'reason')}"


def writable(folder: Path) -> str:
    nearest = next(at for at in (folder, *folder.parents) if at.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=nearest, prefix=".debatekit-"):
            return str(folder)
    except OSError as error:
        raise Failed(f"{nearest} cannot be written ({error.strerror})") from None


def disk_space(root: Path) -> str:
    free = shutil.disk_usage(root).free // 2**20
    if free < LEAST_FREE_MB:
        raise Failed(f"{free} MB free")
    return f"{free / 1024:.1f} GB free" if free >= 1024 else f"{free} MB free"
