"""Hand in: check the work on an assignment and pack it into one zip with a receipt."""

from __future__ import annotations

import ast
import io
import os
import re
import tempfile
import warnings
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from debatekit.course import course_root, load_course, load_exercise
from debatekit.course.manifest import Assignment
from debatekit.errors import BadAnswer, HandInError
from debatekit.journal.answers_file import answers_path, read_document
from debatekit.rounds.checks import answer_findings, cell_findings, word_findings
from debatekit.rounds.notebook_file import cells, parse_notebook, source, to_bytes
from debatekit.rounds.private import without_votes
from debatekit.rounds.receipt import FILE, Receipt, describe
from debatekit.rounds.student_id import check_student_id

# Whoever saves and then runs the cell, as the notebook says, takes less.
STALE_SECONDS = 5
SAVE = "To save it, press Ctrl+S (on a Mac: Cmd+S); then run this cell again."
_OF_INTEREST = {".py", ".csv", ".xlsx", ".txt"}


def hand_in(assignment: Assignment, folder: Path, student: str, *, now: datetime | None = None) -> Receipt | None:
    """Pack the notebook of `assignment` and its answers in `folder` into a zip there; `now` is for tests.

    The receipt lists what is worth a second look; only what leaves nothing to hand in stops it: no student
    id, no notebook, a notebook that cannot be read, a folder that cannot be written (HandInError). Votes
    are never in the zip. Returns None, and does nothing, while nbgrader runs the notebook.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    folder, now = Path(folder), (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    student, root = check_student_id(student), course_root(folder)
    raw = _read_notebook(folder, assignment)
    notebook = parse_notebook(raw, assignment.notebook)
    findings = _save_findings(folder / assignment.notebook, notebook, student, now)
    handout = _handout(root, assignment)
    if handout:
        findings += cell_findings(notebook, handout) + word_findings(notebook, handout, assignment.words)
    contents = {assignment.notebook: to_bytes(without_votes(notebook, handout))}
    document = None
    try:
        document = read_document(folder, assignment.id)
        findings += answer_findings([load_exercise(name, root) for name in assignment.exercises], document["answers"])
        if document["answers"]:
            contents[assignment.answers_file] = answers_path(folder, assignment.id).read_bytes()
    except BadAnswer as error:
        findings.append(f"Your answers are not in the zip. {error}")
    findings += _other_files(folder, assignment)
    receipt = Receipt(
        course=load_course(root).id,
        assignment=assignment.id,
        student=student,
        handed_in_at=now,
        files={name: describe(content) for name, content in contents.items()},
        findings=tuple(findings),
        answers=document if document and document["answers"] else None,
    )
    path = _write(folder, _stem(receipt), _zip(contents | {FILE: receipt.to_json()}, now))
    return replace(receipt, path=path)


def _read_notebook(folder: Path, assignment: Assignment) -> bytes:
    try:
        return (folder / assignment.notebook).read_bytes()
    except FileNotFoundError:
        raise HandInError(
            f"There is no {assignment.notebook} in {folder}. Open the notebook of that name and run its last cell."
        ) from None
    except OSError as error:
        raise HandInError(f"{folder / assignment.notebook} cannot be read ({error.strerror}).") from None


def _handout(root: Path, assignment: Assignment) -> dict | None:
    path = root / "assignments" / assignment.id / assignment.notebook
    return parse_notebook(path.read_bytes(), assignment.notebook) if path.is_file() else None


def _save_findings(path: Path, notebook: dict, student: str, now: datetime) -> list[str]:
    """The file on the disk may be older than what the learner sees, and the file is what is handed in."""
    asking = [given for cell in cells(notebook) for given in _students_given(source(cell))]
    if asking and all(isinstance(given, ast.Constant) and _tidy(given.value) != student for given in asking):
        return [f"This notebook is not saved since you typed your id. {SAVE}"]
    age = int((now - datetime.fromtimestamp(path.stat().st_mtime, UTC)).total_seconds())
    if age >= STALE_SECONDS:
        ago = f"{age} seconds" if age < 120 else f"{age // 60} minutes"
        return [f"This is your notebook as it was saved {ago} ago; what you typed since is not in it. {SAVE}"]
    return []


def _students_given(text: str) -> list[ast.expr]:
    """What a cell gives as `student` wherever it calls `hand_in`; nothing of a cell that is not plain Python."""
    if "hand_in" not in text:
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's remarks on a learner's text are not for now
            calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    mine = [call for call in calls if "hand_in" in (getattr(call.func, "attr", ""), getattr(call.func, "id", ""))]
    return [word.value for call in mine for word in call.keywords if word.arg in ("student", None)]


def _tidy(student: object) -> str | None:
    try:
        return check_student_id(student)
    except HandInError:
        return None


def _other_files(folder: Path, assignment: Assignment) -> list[str]:
    # Only a number: names of a learner's own files have no place in a receipt.
    others = sum(path.suffix.lower() in _OF_INTEREST and path.is_file() for path in folder.iterdir())
    if not others:
        return []
    files = "1 other file in this folder stays" if others == 1 else f"{others} other files in this folder stay"
    return [f"{files} with you: only {assignment.notebook} and its answers are handed in."]


def _stem(receipt: Receipt) -> str:
    student = re.sub(r"[ ']+", "_", receipt.student)
    return f"{receipt.assignment}-{student}-{receipt.handed_in_at:%Y%m%dT%H%M%SZ}"


def _zip(contents: dict[str, bytes], now: datetime) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _write(folder: Path, stem: str, content: bytes) -> Path:
    """Write a new file in one step; an earlier hand-in is never overwritten."""
    draft = None
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{stem[:40]}-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(draft, 0o644)
        for turn in range(1, 1000):
            path = folder / (f"{stem}.zip" if turn == 1 else f"{stem}-{turn}.zip")
            if not path.exists():
                try:
                    os.link(draft, path)  # unlike a rename, it refuses to replace a file of another kernel
                except FileExistsError:
                    continue
                except OSError:
                    os.replace(draft, path)  # a file system without links, as on a memory stick
                return path
        raise HandInError(f"{folder} already holds a thousand hand-ins of this second. Wait a moment and try again.")
    except OSError as error:
        raise HandInError(
            f"The zip could not be written in {folder} ({error.strerror}). Free some space or make it writable."
        ) from None
    finally:
        if draft and os.path.exists(draft):
            os.unlink(draft)
