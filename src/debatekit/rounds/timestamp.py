"""The file `timestamp.txt` of a submission, as nbgrader writes and reads it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

FILE = "timestamp.txt"


def stamp(moment: datetime) -> str:
    """The text of timestamp.txt for a moment."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


def handed_in_at(folder: Path) -> datetime:
    """When the submission in `folder` was handed in; without a readable timestamp.txt, when it was last changed."""
    try:
        day, clock, *zone = (folder / FILE).read_text(encoding="utf-8").split()
        moment = datetime.fromisoformat(f"{day}T{clock}")
        if moment.tzinfo:
            return moment.astimezone(UTC)
        return moment.replace(tzinfo=ZoneInfo(zone[0]) if zone else UTC).astimezone(UTC)
    except (OSError, ValueError, KeyError):
        # ZoneInfoNotFoundError is a KeyError.
        return datetime.fromtimestamp(folder.stat().st_mtime, UTC)
