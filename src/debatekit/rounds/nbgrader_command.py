"""Run one nbgrader command in the course folder, as a grader would type it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LOG_LINE = re.compile(r"\[(?P<app>\w+) \| (?P<level>\w+)\] (?P<text>.*)")


@dataclass(frozen=True)
class Ran:
    """A finished command: its exit code and all that it printed."""

    exit_code: int
    text: str

    @property
    def reason(self) -> str:
        """The most telling line of a failure: the first error that nbgrader logged, or the last line."""
        lines = [_COLOUR.sub("", line).strip() for line in self.text.splitlines() if line.strip()]
        raised = [line for line in lines if re.match(r"[\w.]*(Error|Exception): ", line)]
        logged = [
            found["text"]
            for line in lines
            if (found := _LOG_LINE.match(line)) and found["level"] in ("ERROR", "CRITICAL")
        ]
        return next(iter([*raised, *logged, *reversed(lines)]), "nbgrader said nothing")


def nbgrader(root: Path, *arguments: str) -> Ran:
    """Run `nbgrader` with the interpreter of this process in `root`."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root, env=os.environ | {"PYTHONUTF8": "1"}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    return Ran(done.returncode, done.stdout)
