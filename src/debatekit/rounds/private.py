"""Take out of a notebook what must not travel with a submission: a learner's votes and record."""

from __future__ import annotations

import copy
import re
from typing import Any

from debatekit.rounds.notebook_file import cells, source

# These show votes; their saved output, a widget's state or text, may hold one.
_SHOWS_VOTES = re.compile(r"\b(poll|export_record|finish)\s*\(")


def without_votes(notebook: dict[str, Any]) -> dict[str, Any]:
    """A copy without saved widget states and without the outputs of cells that show votes.

    Graded answers do not live there, so nothing that is marked is lost.
    """
    kept = copy.deepcopy(notebook)
    if isinstance(kept.get("metadata"), dict):
        kept["metadata"].pop("widgets", None)
    for cell in cells(kept):
        if cell.get("outputs") and _SHOWS_VOTES.search(source(cell)):
            cell["outputs"] = []
    return kept
