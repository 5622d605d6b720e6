"""Open a hand-in that may come from anybody: nothing is unpacked before all of it is known to be harmless."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from pathlib import Path

from debatekit.course.manifest import Assignment
from debatekit.errors import HandInError
from debatekit.rounds.notebook_file import LARGEST
from debatekit.rounds.receipt import FILE, Receipt, describe, read_receipt
from debatekit.rounds.shown import shown

MOST_MEMBERS = 50
# macOS adds these when a student packs the folder again.
_LITTER = ("__MACOSX", ".DS_Store")


def open_zip(path: Path, assignment: Assignment, course: str) -> tuple[Receipt, dict[str, bytes]]:
    """The receipt and the files (name to content) of a zip made by `hand_in`, verified.

    Raises HandInError with half a sentence for each thing that is wrong: the caller puts the file's name before it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            contents = {name: _read(archive, member) for name, member in _members(archive, assignment).items()}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
        ValueError,
    ):
        raise HandInError("the zip is damaged or locked with a password. Ask for the zip as it was made.") from None
    except OSError as error:
        raise HandInError(f"the zip cannot be read ({error.strerror}).") from None
    return verify(contents, assignment, course)


def open_folder(folder: Path, assignment: Assignment, course: str) -> tuple[Receipt, dict[str, bytes]]:
    """As `open_zip`, for a zip that somebody has unpacked already."""
    contents = {}
    for name in (FILE, assignment.notebook, assignment.answers_file):
        path = folder / name
        if path.is_symlink():
            raise HandInError(f"{name} is a link. Ask for the zip as it was made.")
        if path.is_file():
            contents[name] = read_limited(path)
    return verify(contents, assignment, course)


def read_limited(path: Path) -> bytes:
    """The content of a file of a sane size. Raises HandInError."""
    try:
        if path.stat().st_size > LARGEST:
            raise HandInError(f"{path.name} is larger than {LARGEST // 1_000_000} MB. Ask for a copy without outputs.")
        return path.read_bytes()
    except OSError as error:
        raise HandInError(f"{path.name} cannot be read ({error.strerror}).") from None


def verify(contents: dict[str, bytes], assignment: Assignment, course: str) -> tuple[Receipt, dict[str, bytes]]:
    """Check files against the receipt among them; the receipt itself is not among the files returned."""
    if FILE not in contents:
        raise HandInError(
            f"it has no {FILE}, so it is no hand-in of this kit. If it holds several submissions, unzip it and collect "
            "the folder."
        )
    receipt = read_receipt(contents[FILE])
    files = {name: content for name, content in contents.items() if name != FILE}
    if receipt.course != course:
        raise HandInError(f"it belongs to the course “{shown(receipt.course)}”, not to “{course}”. Collect it there.")
    if receipt.assignment != assignment.id:
        raise HandInError(f"it is a hand-in of “{shown(receipt.assignment)}”. Collect it under that name.")
    for name in sorted(files.keys() | receipt.files.keys()):
        if name not in files:
            raise HandInError(
                f"{shown(name)} is missing from it, though its receipt names it. Ask for the zip as it was made."
            )
        if receipt.files.get(name) != describe(files[name]):
            raise HandInError(
                f"{shown(name)} was changed after the hand-in. Ask the student for the zip as it was made."
            )
    if assignment.notebook not in files:
        raise HandInError(f"{assignment.notebook} is not in it. Ask for a new hand-in.")
    return receipt, files


def _members(archive: zipfile.ZipFile, assignment: Assignment) -> dict[str, zipfile.ZipInfo]:
    """Name to member of what a hand-in may hold, without the one folder that packing again puts around it."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise HandInError(
            f"it holds {len(infos)} files; a hand-in holds three at most. If it holds several submissions, unzip it "
            "and collect the folder."
        )
    members = [
        info for info in infos if not info.is_dir() and not any(part in _LITTER for part in info.filename.split("/"))
    ]
    allowed = (FILE, assignment.notebook, assignment.answers_file)
    tops = {info.filename.split("/")[0] for info in members if info.filename.count("/") == 1}
    top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in info.filename for info in members) else ""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in members:
        name = info.filename.removeprefix(top)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise HandInError(f"“{shown(info.filename)}” in it is a link. Ask for the zip as it was made.")
        if name in allowed and name not in found:
            found[name] = info
        elif FILE not in {other.filename.removeprefix(top) for other in members}:
            continue  # `verify` says that this is no hand-in at all
        else:
            raise HandInError(
                f"it holds “{shown(info.filename)}”, which no hand-in holds. Ask for the zip as it was made."
            )
    return found


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # The stated size may lie, so no more than the limit is ever unpacked.
    with archive.open(member) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise HandInError(
            f"“{shown(member.filename)}” in it is larger than {LARGEST // 1_000_000} MB. "
            "Ask for a copy without outputs."
        )
    return content
