"""A course of its own for a test: a copy of the course files in a temporary folder, with an exchange of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ruamel.yaml import YAML

REPOSITORY = Path(__file__).resolve().parents[2]
STUDENTS = Path(__file__).parent / "students"
ASSIGNMENT = "01-claims"
COURSE = "stay-or-leave"
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class ExampleStudent:
    """What one example student does, and what it earns."""

    id: str
    answers: dict
    cells: dict[str, str]
    scores: dict[str, float]
    comment: str
    total: float


def example_students() -> dict[str, ExampleStudent]:
    """Every example student by id."""
    files = sorted(STUDENTS.glob("*.yaml"))
    return {file.stem: ExampleStudent(id=file.stem, **YAML(typ="safe", pure=True).load(file)) for file in files}


def fill_in(folder: Path, student: ExampleStudent) -> None:
    """Answer the hand-out in `folder` as `student` does: cells in the notebook, sorting in the answers file."""
    path = folder / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in student.cells:
            cell["source"] = student.cells[grade_id]
        if cell["id"] == "hand-in":
            cell["source"] = f'dk.hand_in("{ASSIGNMENT}", student="{student.id}")'
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    document = {
        "format": 1,
        "assignment": ASSIGNMENT,
        "saved_at": "2026-09-01T08:00:00+00:00",
        "answers": student.answers,
    }
    (folder / f"{ASSIGNMENT}.answers.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


class CourseCopy:
    """`root` is the grader's course folder, `exchange` nbgrader's exchange, both under `place`."""

    def __init__(self, place: Path) -> None:
        self.place, self.root, self.exchange = place, place / "course", place / "exchange"
        self.root.mkdir(parents=True)
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        shutil.copy(REPOSITORY / "nbgrader_config.py", self.root)
        for folder in ("data", "solutions", "assignments"):
            shutil.copytree(REPOSITORY / folder, self.root / folder)

    @property
    def gradebook(self) -> str:
        return f"sqlite:///{self.root / 'grading' / 'gradebook.db'}"

    def env(self, person: str) -> dict[str, str]:
        """An environment of `person`'s own: nobody's settings, caches or journal are touched."""
        own = self.place / "homes" / person
        own.mkdir(parents=True, exist_ok=True)
        places = {
            name: str(own / name.lower())
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "XDG_DATA_HOME")
        }
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DEBATEKIT_", "NBGRADER_", "JUPYTER_"))
        }
        return kept | places | {"HOME": str(own)} | {
            "PYTHONPATH": str(self.place), "DEBATEKIT_EXCHANGE": str(self.exchange), "PYTHONUTF8": "1",
        }  # fmt: skip

    def run(self, *command: str, person: str = "grader", folder: Path | None = None, expect: int = 0) -> str:
        """Run a module (`nbgrader …` or `debatekit …`) as `person` in `folder`; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder or self.root,
            env=self.env(person),
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
        )
        assert done.returncode == expect, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def student_folder(self, student: str) -> Path:
        """A folder of the student's own, outside the course."""
        folder = self.place / "students" / student
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def as_student(self, student: str, *command: str) -> str:
        """Run an nbgrader command as a student, who has the exchange and the course's name and nothing else."""
        return self.run(
            "nbgrader", *command, f"--Exchange.root={self.exchange}", f"--course={COURSE}",
            person=student, folder=self.student_folder(student),
        )  # fmt: skip

    def copy_of_handout(self, student: str) -> Path:
        """The hand-out as a student gets it without the exchange; returns its folder."""
        folder = self.student_folder(student) / ASSIGNMENT
        shutil.copytree(self.root / "assignments" / ASSIGNMENT, folder)
        return folder
