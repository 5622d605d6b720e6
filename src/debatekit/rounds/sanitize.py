"""What nbgrader takes out of a submission before it runs it: votes, for work that came through the exchange."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from debatekit.rounds.private import without_votes


class WithoutVotes(NbGraderPreprocessor):
    """Drop widget states and saved outputs. `hand_in` and `collect` do so for zips; nbgrader_config.py names this class."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        # Every cell is run again in a moment, so no saved output need stay.
        return without_votes(nb, handout=None), resources
