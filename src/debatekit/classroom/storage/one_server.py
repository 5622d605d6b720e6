"""One server for a class in a folder: where that is, and who holds it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from debatekit.errors import CourseKitError

DATABASE = "class.sqlite3"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def class_folder(above: Path, name: str, *, make: bool = False) -> Path:
    """The folder of the class `name` in the folder `above`, made for its owner's eyes only if `make`; raises CourseKitError."""
    if not _NAME.fullmatch(name):
        raise CourseKitError(f"“{name}” cannot be the name of a class: up to 40 letters from a to z, digits, - and _, with a letter or digit first.")
    folder = above / name
    if make:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.name != "nt":
                folder.chmod(0o700)
        except OSError as error:
            raise _cannot_keep(folder, error) from None
    return folder


def lock_of(database: Path) -> Path:
    """The file by which a server holds `database`."""
    return database.with_name(f"{database.name}.lock")


def running_of(database: Path) -> Path:
    """The file in which the server of `database` says where it answers."""
    return database.with_name(f"{database.name}.running")


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Hold the class in the file `database`; raises CourseKitError when a server has it. A server that is killed holds it no longer.

    SQLite's own lock on an empty file does it, on every system in the same way. Two names of one file are one class.
    """
    database = database.resolve()
    try:
        with open(lock_of(database), "ab", opener=_private):
            pass
    except OSError as error:
        raise _cannot_keep(database.parent, error) from None
    with closing(sqlite3.connect(lock_of(database), timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise CourseKitError(f"The class in {database.parent} is running already{_told(database)}. Stop that one first, or start a second class with --name.") from None
        try:
            yield
        finally:
            running_of(database).unlink(missing_ok=True)


def tell(database: Path, address: str) -> None:
    """Let whoever starts a second server know where the first one answers. No key is in it."""
    with open(running_of(database.resolve()), "w", encoding="utf-8", opener=_private) as file:
        json.dump({"address": address}, file)


def _told(database: Path) -> str:
    try:
        return f" at {json.loads(running_of(database).read_text(encoding='utf-8'))['address']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _cannot_keep(folder: Path, error: OSError) -> CourseKitError:
    said = "Make that folder writable, or name another in the environment variable DEBATEKIT_CLASS_FOLDER."
    return CourseKitError(f"The class cannot be kept in {folder} ({error.strerror}). {said}")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
