"""Which file the journal is."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

VARIABLE = "DEBATEKIT_HOME"
NAME = "journal.sqlite3"


def journal_path() -> Path:
    """The journal file: in the folder that DEBATEKIT_HOME names, else in the user's data directory.

    While nbgrader executes a submission the journal is a throw-away: a grader's own votes must be neither
    read nor changed by a student's notebook.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return _throw_away() / NAME
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE]) / NAME
    from platformdirs import user_data_path

    return user_data_path("debatekit", appauthor=False) / NAME


@cache
def _throw_away() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="debatekit-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
