"""The rule that an update never overwrites what someone changed, and how a new file is put beside theirs."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from debatekit.errors import CourseKitError

Action = Literal["add", "replace", "put beside", "remove", "put aside"]


@dataclass(frozen=True)
class Change:
    """One file that an update brings or takes. `path` is where it goes or was; `changed` is the reader's own file:
    the one that it stands beside, or the one that was put aside to `path`."""

    action: Action
    path: str
    changed: str | None = None

    def __str__(self) -> str:
        if self.action == "put beside":
            return f"{self.changed}: yours is kept, the new version is beside it as “{self.path.rpartition('/')[2]}”"
        if self.action == "put aside":
            return f"{self.changed}: no longer in the course, yours is kept as “{self.path}”"
        if self.action == "remove":
            return f"{self.path}: no longer in the course, removed"
        return f"{self.path}: {'new' if self.action == 'add' else 'brought up to date'}"


def decide(new: str, now: str | None, copied: str | None, offered: str | None) -> Action | None:
    """What to do about one file; None when there is nothing to do.

    All four are hashes: of the new version, of the file in place (None: there is none), of the file as we once
    put it there, and of the version last offered to the reader (None: we know nothing of it).
    """
    if now is None:
        return "add"
    if now == new:
        return None
    if now == copied:
        return "replace"
    return None if new == offered else "put beside"


def names_beside(path: str, word: str = "new") -> Iterator[str]:
    """`a/b.ipynb` as `a/b (new).ipynb`, then `a/b (new 2).ipynb` and so on."""
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    number = 1
    while True:
        yield f"{folder}{slash}{stem} ({word}{f' {number}' if number > 1 else ''}){dot}{suffix}"
        number += 1


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str | None:
    """The hash of the file at `path`, or None when there is none."""
    try:
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CourseKitError(f"{path} cannot be read ({error.strerror}). Move it away and try again.") from None


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, wholly or not at all. Of several at once, each writes whole and the last one stays."""
    part = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: two first starts at the same moment would take each other's.
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        part.write_bytes(content)
        _put(part, path)
    except OSError as error:
        if part:
            part.unlink(missing_ok=True)
        raise CourseKitError(
            f"{path} cannot be written ({error.strerror}). Free some space or take the course to a folder of your own, "
            "then try again; nothing was lost."
        ) from None


def take_away(path: Path, aside: Path | None) -> None:
    """Remove the file at `path`, or move it to `aside`."""
    try:
        if aside is None:
            path.unlink()
        else:
            aside.parent.mkdir(parents=True, exist_ok=True)
            os.rename(path, aside)
    except OSError as error:
        raise CourseKitError(
            f"{path} cannot be moved ({error.strerror}). Close what has it open and try again; nothing was lost."
        ) from None


def _put(part: Path, path: Path) -> None:
    # Windows refuses for the moment in which another program has the file open.
    for pause in (0.05, 0.2):
        try:
            return os.replace(part, path)
        except PermissionError:
            time.sleep(pause)
    os.replace(part, path)
