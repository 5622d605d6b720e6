"""Take out of a notebook what must not travel with a submission: a learner's votes and record."""

from __future__ import annotations

import copy
import re
from typing import Any

from debatekit.rounds.notebook_file import cells, marking, source

# In a cell of the hand-out that the student rewrote, these may show a vote. An output too many is made again when the
# work is marked, so the words are wide.
_MAY_SHOW_VOTES = re.compile(r"poll|vote|journal|record|finish|sqlite", re.IGNORECASE)


def without_votes(notebook: dict[str, Any], handout: dict[str, Any] | None) -> dict[str, Any]:
    """A copy without saved widget states, and with the outputs of the hand-out's own cells only.

    What a student's own cell shows cannot be known from its text: `w.view` may be a vote. Graded answers are in the
    outputs of the hand-out's cells, so nothing that is marked is lost. Without a hand-out no output stays.
    """
    given = _names(cells(handout)) if handout else set()
    kept = copy.deepcopy(notebook)
    if isinstance(kept.get("metadata"), dict):
        kept["metadata"].pop("widgets", None)
    for cell in cells(kept):
        if cell.get("outputs") and (not _names([cell]) & given or _MAY_SHOW_VOTES.search(source(cell))):
            cell["outputs"] = []
    return kept


def _names(some_cells: Any) -> set[str]:
    """The ids and grade ids of cells; a hand-out's cell has one of them, whatever the notebook's format."""
    names = [name for cell in some_cells for name in (cell.get("id"), marking(cell).get("grade_id"))]
    return {name for name in names if isinstance(name, str)}
