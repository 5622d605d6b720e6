"""Write the journal to a file of the learner's."""

from __future__ import annotations

import json
from pathlib import Path

from debatekit.errors import JournalError
from debatekit.journal.store import Journal


def export_to(journal: Journal, path: Path) -> Path:
    """Write the whole record as JSON; returns the absolute path. Never overwrites; raises JournalError."""
    record = journal.export()
    try:
        with open(path, "x", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False, indent=1)
            file.write("\n")
    except FileExistsError:
        raise JournalError(f"{path} exists already. Give another name, for example “my-record-2.json”.") from None
    except OSError as error:
        raise JournalError(f"The record was not written to {path} ({error.strerror}). Give a folder you can write to.") from None
    return Path(path).resolve()
