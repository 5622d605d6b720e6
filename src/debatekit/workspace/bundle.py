"""The student bundle: one zip with the course and its engine, and nothing that gives an answer away."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from debatekit import __version__
from debatekit.course.load import load_course
from debatekit.errors import CourseKitError
from debatekit.workspace.command import verb
from debatekit.workspace.keep import digest, write
from debatekit.workspace.secrets import leaks, secrets
from debatekit.workspace.travels import travelling_files

NEEDED = (
    "course.py",
    "pyproject.toml",
    "hatch_build.py",
    "requirements.lock",
    "README.md",
    "LICENSE",
    "data/course.yaml",
)

# What nbgrader's source notebooks hold and hand-outs must not.
MARKERS = ("BEGIN HIDDEN TESTS", "BEGIN SOLUTION", "BEGIN MARK SCHEME")
READ_BY_STUDENTS = ("data", "lessons", "assignments")
STUDENTS_README = "guide/study.md"

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
    contents = {name: (root / name).read_bytes() for name in travelling_files(root)}
    if (root / STUDENTS_README).is_file():
        # The course's own speaks of keys, marking and tests, none of which a student gets.
        contents["README.md"] = (root / STUDENTS_README).read_bytes()
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
