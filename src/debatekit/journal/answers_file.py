"""The answers file beside a graded notebook: read, change, never lose."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.answers import answers_of, document


def answers_path(folder: Path, assignment: str) -> Path:
    """`01-claims.answers.json` in `folder`."""
    return Path(folder) / f"{assignment}.answers.json"


def read_document(folder: Path, assignment: str) -> dict[str, Any]:
    """The whole answers document; an empty one when there is no file.

    A file that cannot be understood is kept under another name, never overwritten, and BadAnswer says so once.
    """
    path = answers_path(folder, assignment)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        answers_of(raw, assignment)
        return raw
    except FileNotFoundError:
        return document(assignment, {}, "")
    except OSError as error:
        raise BadAnswer(f"{path} cannot be read ({error.strerror}). Close other programs that use it and run the cell again.") from None
    except (ValueError, RecursionError, BadAnswer) as error:
        why = str(error) if isinstance(error, BadAnswer) else "this is not JSON"
        if os.environ.get("NBGRADER_EXECUTION"):
            raise BadAnswer(f"{path.name} cannot be used: {why}.") from None
        aside = path.with_name(f"{path.stem}.unreadable-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.json")
        path.rename(aside)
        raise BadAnswer(
            f"{path.name} cannot be used: {why}. It is kept as {aside.name}; run the cell again to start a new one."
        ) from None


def read_answers(folder: Path, assignment: str) -> dict[str, Any]:
    """Exercise id to answer; empty when nothing was answered yet. Raises as `read_document` does."""
    return read_document(folder, assignment)["answers"]


def save_answer(folder: Path, assignment: str, exercise: str, answer: Any) -> dict[str, Any]:
    """Set one exercise's answer (None removes it) and return the new document.

    The file is replaced in one step, so a crash leaves the old or the new one. Raises BadAnswer in one sentence.
    """
    answers = dict(read_answers(folder, assignment))
    if answer is None:
        answers.pop(exercise, None)
    else:
        answers[exercise] = answer
    new = document(assignment, answers, datetime.now(UTC).isoformat(timespec="seconds"))
    path = answers_path(folder, assignment)
    handle, draft = None, None
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.stem}-", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(new, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; a grader must be able to read this one.
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except OSError as error:
        if draft and os.path.exists(draft):
            os.unlink(draft)
        raise BadAnswer(f"Your answer was not saved in {path} ({error.strerror}). Free some space or make the folder writable.") from None
    return new
