"""Read a notebook as the plain JSON it is: it may come from anybody, so nothing in it is taken for granted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from debatekit.errors import HandInError

LARGEST = 20_000_000  # bytes; a notebook with a dozen pictures has a tenth of it


def parse_notebook(raw: bytes, name: str) -> dict[str, Any]:
    """The notebook in `raw`; `name` is for the message. Raises HandInError when it is none or too large."""
    if len(raw) > LARGEST:
        raise HandInError(
            f"{name} is larger than {LARGEST // 1_000_000} MB. Clear the outputs of its cells and save it again."
        )
    try:
        notebook = json.loads(raw)
    except (ValueError, RecursionError):
        raise HandInError(
            f"{name} is damaged: it is not readable as a notebook. Open it in JupyterLab and save it again."
        ) from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise HandInError(f"{name} is not a notebook. Take the file that JupyterLab saved.")
    return notebook


def to_bytes(data: Any) -> bytes:
    """The bytes of a notebook or another JSON file, laid out as JupyterLab does."""
    # Half a surrogate pair, which no UTF-8 file may hold, becomes its own JSON escape.
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def cells(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells that are cells."""
    return (cell for cell in notebook["cells"] if isinstance(cell, dict))


def source(cell: dict[str, Any]) -> str:
    """The text of a cell."""
    text = cell.get("source", "")
    return "".join(part for part in text if isinstance(part, str)) if isinstance(text, list) else str(text)


def outputs(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """The saved outputs of a cell."""
    saved = cell.get("outputs")
    return [output for output in saved if isinstance(output, dict)] if isinstance(saved, list) else []


def marking(cell: dict[str, Any]) -> dict[str, Any]:
    """nbgrader's metadata of a cell: `grade_id`, `grade`, `solution`, `locked` and so on; {} if it has none."""
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) and isinstance(about.get("grade_id"), str) else {}


def marked_cells(notebook: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """(grade_id, cell) of every cell that nbgrader knows, in order; a copied cell appears twice."""
    return [(marking(cell)["grade_id"], cell) for cell in cells(notebook) if marking(cell)]
