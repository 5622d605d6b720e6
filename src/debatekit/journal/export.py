"""Write the journal to a file of the learner's: as data, or as a page to print."""

from __future__ import annotations

import json
import os
from pathlib import Path

from debatekit.errors import JournalError
from debatekit.journal.store import Journal


# The ending by which an export is known, and kept out of whatever is handed in.
SUFFIX = ".debatekit-record.json"
PAGE_SUFFIX = ".debatekit-record.html"


def export_to(journal: Journal, path: Path) -> Path:
    """Write the whole record as JSON; returns the absolute path. Never overwrites; raises JournalError.

    The name always ends in SUFFIX.
    """
    path = Path(path)
    if not path.name.endswith(SUFFIX):
        path = path.with_name(path.name.removesuffix(".json") + SUFFIX)
    record = journal.export()
    try:
        with open(path, "x", encoding="utf-8", opener=_private) as file:
            json.dump(record, file, ensure_ascii=False, indent=1)
            file.write("\n")
    except FileExistsError:
        raise JournalError(f"{path} exists already. Give another name, for example “my-record-2”.") from None
    except OSError as error:
        raise JournalError(f"The record was not written to {path} ({error.strerror}). Give a folder you can write to.") from None
    return path.resolve()


def write_page(page: str, folder: Path, name: str) -> Path:
    """Write a page to print into `folder` under `name`, with a number behind it when that is taken; returns the absolute path. Raises JournalError."""
    number, taken = 1, True
    while taken:
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}{PAGE_SUFFIX}"
        try:
            with open(path, "x", encoding="utf-8", opener=_private) as file:
                file.write(page)
            taken = False
        except FileExistsError:
            number += 1
        except OSError as error:
            raise JournalError(f"The page was not written to {path} ({error.strerror}). Make {folder} a folder that you can write to.") from None
    return path.resolve()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
