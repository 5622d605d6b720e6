"""What a student reads on the feedback page where a test failed: the test's sentence, without the code around it."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor


class SentencesOnly(NbGraderPreprocessor):
    """Cut every error in a marked cell down to its last line.

    A traceback quotes the lines around the failing one, and those may be hidden tests.
    nbgrader_config.py names this class.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], index: int) -> tuple[Any, dict[str, Any]]:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources
