"""Take votes out of what nbgrader collects from its exchange, as `hand_in` does for a zip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from debatekit.errors import HandInError
from debatekit.rounds.notebook_file import parse_notebook, to_bytes
from debatekit.rounds.private import without_votes


class CollectWithoutVotes(ExchangeCollect):
    """Clean each notebook as it is collected. nbgrader_config.py names this class."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        super().do_copy(src, dest, log)
        released = Path(self.coursedir.format_path(self.coursedir.release_directory, ".", self.coursedir.assignment_id))
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
