"""Which files of a course leave it, in a student bundle or a built package. hatch_build.py reads this file by itself,
so it imports nothing but the standard library."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

# Whatever is not named here stays behind, so a new private folder is private from its first day.
FILES = (
    "course.py", "pyproject.toml", "hatch_build.py", "requirements.lock", "environment.yml", "nbgrader_config.py",
    "README.md", "LICENSE", "CITATION.cff", "CHANGELOG.md",
)  # fmt: skip
PICTURES = (".png", ".svg", ".jpg", ".jpeg")
# By ending: a learner's record or answers are .json, and lie beside the notebook that they were made with. The one .json of
# data/ and the one .md of lessons/ are known by their whole names.
FOLDERS = {
    "src": (".py", ".mjs", ".css", ".html", ".json", *PICTURES),
    "data": (".yaml", ".csv", ".md", "/fingerprints.json", *PICTURES),
    "lessons": (".ipynb", "/glossary.md", *PICTURES),
    "assignments": (".ipynb", *PICTURES),
}
NEVER = {"solutions", "key", "keys", "grading", "tests", "my-work"}


def travelling_files(root: Path) -> list[str]:
    """The files that travel, sorted: allowed by name and, in a git checkout, tracked by git."""
    tracked = _tracked(root)
    names = _walk(root) if tracked is None else tracked
    return sorted(name for name in names if is_allowed(name) and (root / name).is_file())


def untracked_files(root: Path) -> list[str]:
    """Files that would travel if git tracked them: most often a lesson that someone forgot to add."""
    tracked = _tracked(root)
    if tracked is None:
        return []
    return sorted(
        name for name in _walk(root) if is_allowed(name) and name not in tracked and not _is_ignored(root, name)
    )


def is_allowed(name: str) -> bool:
    """Whether a path, relative to the course, may travel."""
    steps = PurePosixPath(name).parts
    hidden = any(step.startswith((".", "__pycache__")) for step in steps)
    # On Windows a backslash would lead out of the folder.
    if hidden or "\\" in name or NEVER & {step.lower() for step in steps}:
        return False
    return name in FILES if len(steps) == 1 else name.endswith(FOLDERS.get(steps[0], ()))


def _walk(root: Path) -> list[str]:
    found = [path for path in root.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (root / folder).rglob("*") if path.is_file() and not path.is_symlink()]
    return [path.relative_to(root).as_posix() for path in found]


def _tracked(root: Path) -> set[str] | None:
    """The paths that git tracks; None when `root` is not a checkout of its own or git is not there."""
    # A bundle unzipped inside someone's repository is not that repository's.
    listing = _git(root, "ls-files", "-z") if (root / ".git").exists() else None
    return None if listing is None else {name for name in listing.split("\0") if name}


def _is_ignored(root: Path, name: str) -> bool:
    return _git(root, "check-ignore", "-q", "--", name) is not None


def _git(root: Path, *words: str) -> str | None:
    try:
        result = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, encoding="utf-8", timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return result.stdout if result.returncode == 0 else None
