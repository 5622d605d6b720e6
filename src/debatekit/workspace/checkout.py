"""A course that is a git checkout: fetch its newest version, and go on in one sentence when that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

MINUTES = 5


def can_pull(root: Path) -> bool:
    """Whether `root` itself is a checkout that follows another repository."""
    return bool(
        shutil.which("git")
        and (root / ".git").exists()
        and _git(root, "rev-parse", "--abbrev-ref", "@{upstream}").returncode == 0
    )


def head(root: Path) -> str:
    """The commit that the checkout stands on."""
    return _git(root, "rev-parse", "HEAD").stdout.strip()


def pull(root: Path) -> str | None:
    """`git pull --ff-only`. Returns None when it worked, else git's reason in one line."""
    try:
        result = _git(root, "pull", "--ff-only", "--quiet")
    except subprocess.TimeoutExpired:
        return f"no answer within {MINUTES} minutes"
    if result.returncode == 0:
        return None
    lines = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith(("error:", "fatal:"))), (lines or ["git gave no reason"])[0])


def _git(root: Path, *words: str) -> subprocess.CompletedProcess:
    # It must never wait for a password that nobody is asked for.
    env = os.environ | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}
    return subprocess.run(
        ["git", *words],
        cwd=root,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=MINUTES * 60,
        check=False,
    )
