"""Open a bundle that came from somewhere, and trust none of it before it is checked."""

from __future__ import annotations

import json
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from debatekit.errors import CourseKitError
from debatekit.workspace.bundle import MANIFEST
from debatekit.workspace.keep import digest
from debatekit.workspace.travels import is_allowed

MOST_FILES = 5_000
MOST_BYTES = 300 * 2**20
# Windows opens a device, not a file, under these names.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True)
class Bundle:
    """A checked bundle: which course, which version, and its files by path."""

    course: str
    version: str
    files: dict[str, bytes]


def read_bundle(path: Path) -> Bundle:
    """The bundle in the zip at `path`. Raises CourseKitError for anything that make_bundle would not have written."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path)
    except FileNotFoundError:
        raise CourseKitError(f"There is no file {path}. Look where your browser saved the hand-out.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError):
        raise CourseKitError(f"{path} is not a whole zip file. Download it again.") from None
    except OSError as error:
        raise CourseKitError(f"{path} cannot be read ({error.strerror}). Download it again.") from None


def _read(archive: zipfile.ZipFile, path: Path) -> Bundle:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    # Judged by what the directory of the zip says, before a byte is unpacked; ZipFile then reads no more than that.
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _refusal(path, "it is far larger than a course")
    tops = {entry.filename.partition("/")[0] for entry in entries}
    if len(tops) != 1:
        raise _refusal(path, "its files are not in one folder")
    files: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename.partition("/")[2]
        _refuse_bad_name(path, name, entry)
        if name.lower() in {known.lower() for known in files}:
            raise _refusal(path, f"it holds “{name}” twice")
        files[name] = archive.read(entry)
    about = _about(path, files.pop(MANIFEST, None))
    if {name: digest(content) for name, content in files.items()} != about["files"]:
        raise _refusal(path, f"its files are not those that its {MANIFEST} lists")
    return Bundle(about["course"], about["version"], files)


def _refuse_bad_name(path: Path, name: str, entry: zipfile.ZipInfo) -> None:
    steps = name.split("/")
    outside = (
        name.startswith("/")
        or any(sign in name for sign in '\\:*?"<>|\0')
        or not all(steps)
        or {".", ".."} & set(steps)
    )
    if outside or any(step.split(".")[0].lower() in DEVICES or step[-1] in ". " for step in steps):
        raise _refusal(path, f"“{entry.filename}” would be written outside the course")
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        raise _refusal(path, f"“{name}” is a link, not a file")
    if name != MANIFEST and not is_allowed(str(PurePosixPath(name))):
        raise _refusal(path, f"“{name}” does not belong in a student bundle")


def _about(path: Path, content: bytes | None) -> dict:
    try:
        about = json.loads(content or b"")
        if about["format"] != 1:
            raise CourseKitError(
                f"{path} was made by a newer debatekit. Unzip it into a folder of its own and start it there."
            )
        return {"course": str(about["course"]), "version": str(about["version"]), "files": dict(about["files"])}
    except (ValueError, KeyError, TypeError):
        raise _refusal(path, f"it has no {MANIFEST} that can be read") from None


def _refusal(path: Path, reason: str) -> CourseKitError:
    return CourseKitError(
        f"{path} is not a bundle of this kit: {reason}. Nothing was changed; ask who gave it to you for another."
    )
