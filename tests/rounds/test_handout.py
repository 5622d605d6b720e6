"""The hand-out: up to date, free of solutions, impossible to pass as it is, and never lost."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from course_copy import ASSIGNMENT, COURSE, REPOSITORY, CourseCopy, example_students, fill_in
from nbclient import NotebookClient
from ruamel.yaml import YAML
from traitlets.config import PyFileConfigLoader

from debatekit.course import load_course
from debatekit.errors import BadCourseFile, CourseKitError
from debatekit.rounds.handout import make_handout

NOTEBOOK = f"{ASSIGNMENT}.ipynb"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook that knows the assignment: making one takes nbgrader four seconds."""
    course = CourseCopy(tmp_path_factory.mktemp("first") / "place")
    assert "up to date" in course.run("debatekit", "handout", ASSIGNMENT)
    return course.root / "grading" / "gradebook.db"


@pytest.fixture
def course(tmp_path: Path, gradebook: Path, monkeypatch: pytest.MonkeyPatch) -> CourseCopy:
    course = CourseCopy(tmp_path / "place")
    (course.root / "grading").mkdir()
    shutil.copy(gradebook, course.root / "grading")
    for name, value in course.env("grader").items():
        monkeypatch.setenv(name, value)
    return course


def test_the_committed_handout_is_what_nbgrader_makes_of_the_source(course: CourseCopy) -> None:
    assert make_handout(course.root, _assignment()) == "up to date"


def test_a_missing_handout_is_made(course: CourseCopy) -> None:
    shutil.rmtree(course.root / "assignments" / ASSIGNMENT)
    assert make_handout(course.root, _assignment()) == "made"
    assert _read(course.root) == _read(REPOSITORY)


def test_a_failure_leaves_the_old_handout(course: CourseCopy) -> None:
    _edit_source(course, lambda cells: cells[-1].update(source="### BEGIN HIDDEN TESTS"))
    with pytest.raises(CourseKitError, match="Hidden test region|No end hidden tests"):
        make_handout(course.root, _assignment())
    assert _read(course.root) == _read(REPOSITORY)
    assert [path.name for path in (course.root / "assignments").iterdir() if path.name != ".keep"] == [ASSIGNMENT]


def test_a_file_that_nobody_declared_is_not_handed_out(course: CourseCopy) -> None:
    (course.root / "solutions" / ASSIGNMENT / "answers.json").write_text("{}")
    with pytest.raises(CourseKitError, match=r"would hold answers\.json, which is not declared"):
        make_handout(course.root, _assignment())
    assert _read(course.root) == _read(REPOSITORY)


def test_a_copy_without_sources_says_so(course: CourseCopy) -> None:
    shutil.rmtree(course.root / "solutions")
    with pytest.raises(BadCourseFile, match="A copy of the course for students has none"):
        make_handout(course.root, _assignment())


@pytest.mark.parametrize("written", ['"a.course"', "'a.course'  # in quotes", "a.course"])
def test_nbgrader_knows_the_course_by_the_id_that_the_loader_reads(
    course: CourseCopy, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())  # the settings change it
    path = course.root / "data" / "course.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"id: {COURSE}", f"id: {written}", 1), encoding="utf-8")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config()
    assert config.CourseDirectory.course_id == load_course(course.root).id == "a.course"


@pytest.mark.slow
def test_new_cells_after_submissions_fail_and_lose_nothing(course: CourseCopy) -> None:
    folder = course.root / "grading" / "submitted" / "example-full" / ASSIGNMENT
    shutil.copytree(course.root / "assignments" / ASSIGNMENT, folder)
    fill_in(folder, example_students()["example-full"])
    course.run("nbgrader", "autograde", ASSIGNMENT)
    _edit_source(
        course,
        lambda cells: cells.pop(next(i for i, cell in enumerate(cells) if cell["id"] == "test-what-latest-says")),
    )
    with pytest.raises(CourseKitError, match="there are submissions associated with it"):
        make_handout(course.root, _assignment())
    assert _read(course.root) == _read(REPOSITORY)


def test_the_source_passes_with_its_key(course: CourseCopy) -> None:
    folder = course.root / "solutions" / ASSIGNMENT
    shutil.copy(folder / "key" / "answers.json", folder / f"{ASSIGNMENT}.answers.json")
    scores = _scores(folder)
    assert scores == {
        "test-sort-complete": (0, 0),
        "test-sort-kinds": (6, 6),
        "test-iraq-rows": (2, 2),
        "test-latest-report": (2, 2),
        "test-what-latest-says": (2, 2),
    }


def test_the_handout_passes_none_of_its_own_tests(course: CourseCopy) -> None:
    notebook = _executed(course.root / "assignments" / ASSIGNMENT)
    tests = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    ]
    assert len(tests) == 5
    for cell in tests:
        errors = [output for output in cell.outputs if output.output_type == "error"]
        assert [error.ename for error in errors] == ["AssertionError"], cell.metadata.nbgrader.grade_id
        assert len(errors[0].evalue) > 30, "a sentence that helps"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, None),
        ({"number": 'latest["us_troops"].iloc[0]'}, None),
        ({"number": "6000.0"}, None),
        ({"number": 'latest["us_troops"]'}, "number should be one number, typed without quotes"),
        ({"number": "latest"}, "number should be one number"),
        ({"number": '"6000"'}, "number should be one number"),
        ({"number": "6,000"}, "number should be one number"),
        ({"day": 'latest["date"]'}, "day should be year-month-day"),
        ({"meaning": 'latest["qualifier"]'}, 'meaning should be "exactly", "about" or "at most"'),
    ],
    ids=str,
)
def test_what_the_students_copy_of_a_test_accepts_earns_its_points(given: dict[str, str], sentence: str | None) -> None:
    """A column in place of its one value is told at once, not when the work is marked."""
    from debatekit.course import load_table

    rows = load_table("troop_levels", REPOSITORY)
    latest = rows[(rows["country"] == "Iraq") & (rows["date"] < "2020-07-01")].tail(1)
    written = {"number": "6000", "day": '"2020-03-11"', "meaning": '"at most"'} | given
    names = {name: eval(text, {"latest": latest}) for name, text in written.items()}  # noqa: S307
    for folder in ("assignments", "solutions"):
        notebook = nbformat.read(REPOSITORY / folder / ASSIGNMENT / NOTEBOOK, as_version=4)
        lines = next(cell.source for cell in notebook.cells if cell.id == "test-what-latest-says").splitlines()
        if sentence:
            with pytest.raises(AssertionError, match=sentence):
                exec("\n".join(lines), dict(names))  # noqa: S102
        else:
            exec("\n".join(lines), scope := dict(names))  # noqa: S102
            if folder == "solutions":
                score = next(line for line in lines if line.startswith("0.5 * bool"))
                assert eval(score, scope) == 2  # noqa: S307


def test_the_points_add_up_to_what_the_manifest_says() -> None:
    notebook = json.loads(_read(REPOSITORY))
    points = [
        cell["metadata"]["nbgrader"].get("points", 0) for cell in notebook["cells"] if "nbgrader" in cell["metadata"]
    ]
    assert sum(points) == _assignment().points == 20


def test_the_mark_scheme_fits_the_assignment() -> None:
    scheme = YAML(typ="safe", pure=True).load(REPOSITORY / "solutions" / ASSIGNMENT / "key" / "marking.yaml")
    cells = {cell["id"]: cell["metadata"].get("nbgrader", {}) for cell in json.loads(_read(REPOSITORY))["cells"]}
    best = sum(max(level["points"] for level in criterion["levels"]) for criterion in scheme["criteria"])
    assert best == scheme["points"] == cells[scheme["cell"]]["points"]
    assert tuple(scheme["words"]) == _assignment().words
    assert scheme["assignment"] == ASSIGNMENT


def _assignment():
    return next(each for each in load_course(REPOSITORY).assignments if each.id == ASSIGNMENT)


def _read(root: Path) -> bytes:
    return (root / "assignments" / ASSIGNMENT / NOTEBOOK).read_bytes()


def _edit_source(course: CourseCopy, edit) -> None:
    path = course.root / "solutions" / ASSIGNMENT / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    edit(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _executed(folder: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
    return NotebookClient(
        notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": str(folder)}}
    ).execute()


def _scores(folder: Path) -> dict[str, tuple[float, float]]:
    from nbgrader.utils import determine_grade, is_grade

    cells = [cell for cell in _executed(folder).cells if is_grade(cell) and cell.cell_type == "code"]
    return {cell.metadata.nbgrader.grade_id: determine_grade(cell) for cell in cells}
