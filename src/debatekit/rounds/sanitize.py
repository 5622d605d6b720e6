"""Take from nbgrader's exchange what `hand_in` puts into a zip, and leave votes and a learner's own files behind."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from debatekit.errors import HandInError
from debatekit.rounds.notebook_file import parse_notebook, to_bytes
from debatekit.rounds.private import without_votes

# Notebooks of other names as well: a student may have renamed the work. The last two are nbgrader's own.
_WORK = ("*.ipynb", "*.answers.json", "timestamp.txt", "submission_secret.txt")


class CollectWithoutVotes(ExchangeCollect):
    """Collect notebooks, their answers and the files of the hand-out, and clean each notebook. nbgrader_config.py names this class."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        released = Path(self.coursedir.format_path(self.coursedir.release_directory, ".", self.coursedir.assignment_id))
        all_files = self.coursedir.include
        # `submit` sent the whole folder: a learner's record or own copy of a text may be in it, under any name.
        self.coursedir.include = [*_WORK, *sorted({glob.escape(path.name) for path in released.rglob("*") if path.is_file()})]
        try:
            super().do_copy(src, dest, log)
        finally:
            self.coursedir.include = all_files
        for path in Path(dest).rglob("*.ipynb"):
            try:
                notebook = parse_notebook(path.read_bytes(), path.name)
                given = released / path.relative_to(dest)
                handout = parse_notebook(given.read_bytes(), given.name) if given.is_file() else None
                if (clean := without_votes(notebook, handout)) != notebook:
                    path.write_bytes(to_bytes(clean))
            except (HandInError, OSError, RecursionError) as error:
                # Autograding says so for this one; the others are still collected.
                self.log.warning("%s was collected as it is: %s", path, error)
