"""The answers file beside a graded notebook: read, change, never lose."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.answers import answers_of, document


TURN_SECONDS = 5


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
        try:
            path.rename(aside)
        except OSError:
            raise BadAnswer(
                f"{path.name} cannot be used: {why}. Rename or move that file yourself, then run the cell again."
            ) from None
        raise BadAnswer(
            f"{path.name} cannot be used: {why}. It is kept as {aside.name}; run the cell again to start a new one."
        ) from None


def read_answers(folder: Path, assignment: str) -> dict[str, Any]:
    """Exercise id to answer; empty when nothing was answered yet. Raises as `read_document` does."""
    return read_document(folder, assignment)["answers"]


def save_answer(folder: Path, assignment: str, exercise: str, change: Callable[[Any], Any]) -> dict[str, Any]:
    """Change one exercise's answer and return the new document.

    `change` takes the answer that the file holds now (None when there is none) and returns the new one, so two
    kernels add to each other's work. The file is replaced in one step: a crash leaves the old or the new one.
    Raises BadAnswer in one sentence, also what `change` raises.
    """
    path = answers_path(folder, assignment)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with _alone(path):
            answers = dict(read_answers(folder, assignment))
            answers[exercise] = change(answers.get(exercise))
            new = document(assignment, answers, datetime.now(UTC).isoformat(timespec="seconds"))
            with open(draft, "x", encoding="utf-8") as file:
                json.dump(new, file, ensure_ascii=False, indent=1)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
    except OSError as error:
        raise BadAnswer(f"Your answer was not saved in {path} ({error.strerror}). Free some space or make the folder writable.") from None
    finally:
        draft.unlink(missing_ok=True)
    return new


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Our turn to change the file. A turn is a file of its own; one older than a few seconds was left by a crash."""
    turn = path.with_name(f".{path.name}.turn")
    while True:
        try:
            os.close(os.open(turn, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            try:
                if time.time() - turn.stat().st_mtime > TURN_SECONDS:
                    turn.unlink(missing_ok=True)
            except FileNotFoundError:
                continue
            time.sleep(0.01)
    try:
        yield
    finally:
        turn.unlink(missing_ok=True)
