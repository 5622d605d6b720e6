"""The student bundle: one zip with the course and its engine, and nothing that gives an answer away."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path, PurePosixPath

from debatekit import __version__
from debatekit.course.load import load_course
from debatekit.errors import CourseKitError
from debatekit.workspace.command import verb
from debatekit.workspace.keep import digest, write
from debatekit.workspace.secrets import leaks, secrets

# What may travel. Whatever is not named here stays behind, so a new private folder is private from its first day.
FILES = (
    "course.py", "pyproject.toml", "hatch_build.py", "requirements.lock", "environment.yml", "nbgrader_config.py",
    "README.md", "LICENSE", "CITATION.cff", "CHANGELOG.md",
)  # fmt: skip
FOLDERS = ("src", "data", "lessons", "assignments", "guide")
NEEDED = (
    "course.py",
    "pyproject.toml",
    "hatch_build.py",
    "requirements.lock",
    "README.md",
    "LICENSE",
    "data/course.yaml",
)
NEVER = {"solutions", "key", "keys", "grading", "tests", "my-work"}

# What nbgrader's source notebooks hold and hand-outs must not.
MARKERS = ("BEGIN HIDDEN TESTS", "BEGIN SOLUTION", "BEGIN MARK SCHEME")
READ_BY_STUDENTS = ("data", "lessons", "assignments", "guide")

MANIFEST = "bundle.json"
# The first moment a zip can hold: the same course gives the same bytes on any day.
EPOCH = (1980, 1, 1, 0, 0, 0)


def make_bundle(root: Path, output: Path | None = None) -> Path:
    """Write the student bundle of the course in `root` and return its path.

    `output` is a file, or a folder; by default `dist/` in the course. Raises CourseKitError when something
    is missing or would give an answer away.
    """
    course = load_course(root)
    top = f"debatekit-{course.id}-{__version__}"
    output = Path(output) if output else root / "dist"
    if output.suffix.lower() != ".zip":
        output = output / f"{top}.zip"
    contents = {name: (root / name).read_bytes() for name in bundle_files(root)}
    _refuse_gaps(contents)
    _refuse_answers(root, contents)
    about = {
        "format": 1,
        "course": course.id,
        "version": __version__,
        "files": {name: digest(content) for name, content in contents.items()},
    }
    contents[MANIFEST] = (json.dumps(about, indent=1, sort_keys=True) + "\n").encode()
    write(output, _zip(top, contents))
    return output


def bundle_files(root: Path) -> list[str]:
    """The files that travel, sorted: allowed by name and, in a git checkout, tracked by git."""
    return sorted(name for name in _candidates(root) if is_allowed(name) and (root / name).is_file())


def untracked_files(root: Path) -> list[str]:
    """Files that would travel if git tracked them: most often a lesson that someone forgot to add."""
    tracked = _tracked(root)
    if tracked is None:
        return []
    return sorted(
        name for name in _walk(root) if is_allowed(name) and name not in tracked and not _is_ignored(root, name)
    )


def is_allowed(name: str) -> bool:
    """Whether a path, relative to the course, may be in a bundle."""
    steps = PurePosixPath(name).parts
    if NEVER & {step.lower() for step in steps} or any(step.startswith((".", "__pycache__")) for step in steps):
        return False
    return name in FILES if len(steps) == 1 else steps[0] in FOLDERS and not name.endswith((".pyc", ".part"))


def _candidates(root: Path) -> list[str]:
    tracked = _tracked(root)
    return _walk(root) if tracked is None else sorted(tracked)


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


def _refuse_gaps(contents: dict[str, bytes]) -> None:
    missing = [name for name in NEEDED if name not in contents]
    if missing:
        raise CourseKitError(
            f"A bundle needs {', '.join(missing)}, which is missing here or not tracked by git. Add it and try again."
        )


def _refuse_answers(root: Path, contents: dict[str, bytes]) -> None:
    for name, secret in leaks(contents, secrets(root)):
        raise CourseKitError(
            f"{name} repeats what only solutions/ may say ({secret}…), so no bundle was made. Take it out of that file."
        )
    for name, content in contents.items():
        if not name.startswith(tuple(f"{folder}/" for folder in READ_BY_STUDENTS)):
            continue
        found = next((marker for marker in MARKERS if marker.encode() in content), None)
        if found:
            raise CourseKitError(
                f"{name} holds “{found}”, which belongs to solutions/ and gives answers away, so no bundle was made. "
                f"Generate the hand-out again with “{verb('handout')}”, or take that cell out."
            )


def _zip(top: str, contents: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(f"{top}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Fixed too, else Windows and POSIX would give different bytes.
            entry.create_system = 3
            entry.external_attr = (0o100755 if name == "course.py" else 0o100644) << 16
            archive.writestr(entry, contents[name])
    return memory.getvalue()
