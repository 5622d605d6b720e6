"""How a reader types a command here: it depends on the system, and on who made the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ON_WINDOWS = os.name == "nt"
PREFIX = Path(sys.prefix)


def own_environment(root: Path) -> bool:
    """Whether we run in the .venv that the course.py in `root` made."""
    return os.path.realpath(PREFIX) == os.path.realpath(root / ".venv")


def verb(*words: str) -> str:
    """A verb of the course: through course.py where it made the environment, else the installed program."""
    made_by_course_py = own_environment(PREFIX.parent) and (PREFIX.parent / "course.py").is_file()
    start = ("py" if ON_WINDOWS else "python3", "course.py") if made_by_course_py else ("debatekit",)
    return " ".join((*start, *words))


def tool(name: str) -> str:
    """A program of this environment: conda and the like have it on the path, a .venv that nobody activated has not."""
    if PREFIX.name != ".venv":
        return name
    return f".venv\\Scripts\\{name}" if ON_WINDOWS else f".venv/bin/{name}"


def repair(root: Path) -> str:
    """The next step when packages of this environment are missing, wrong or broken."""
    if own_environment(root):
        return f"Delete the folder .venv and run “{verb()}”, which makes it again."
    if (PREFIX / "conda-meta").is_dir() and (root / "environment.yml").is_file():
        return "In the course folder, run “conda env update --file environment.yml”."
    if (root / "pyproject.toml").is_file():
        return f"In the course folder, run “{tool('python')} -m pip install --upgrade --editable .”."
    return "Install debatekit again, with the packages that it asks for."


def restore(root: Path) -> str:
    """The next step when a file of the course is missing or harmed."""
    if (root / ".git").exists():
        return "If you never meant to change or lose a file, “git checkout -- FILE” in the course folder brings it back, and discards every change in it."
    if (root / "course.py").is_file():
        return "If you never meant to change or lose a file, unzip the course again and copy it from there."
    return repair(root)
