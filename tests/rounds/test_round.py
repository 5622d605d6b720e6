"""A whole round with the real tools: nbgrader's own commands, a real exchange, and hand-ins without one."""

from __future__ import annotations

import csv
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from course_copy import ASSIGNMENT, COURSE, REPOSITORY, CourseCopy, example_students, fill_in

STUDENTS = example_students()
# The same work again, handed in without the exchange.
BY_ZIP, BARE = "example-partly-by-zip", "example-full-bare"
WORK_OF = {**{name: name for name in STUDENTS}, BY_ZIP: "example-partly", BARE: "example-full"}

# Saved the record of all votes beside the work, and the notebook with the state of its widgets.
CARELESS, VOTE = "example-full", "Yes, withdraw them all"


def _leave_votes(folder: Path) -> None:
    for name in ("my-record.json", "my-record-2.json", "mine.debatekit-record.json", "my-record-2026-05-01.debatekit-record.html", "journal.sqlite3"):
        (folder / name).write_text(json.dumps({"vote": VOTE}), encoding="utf-8")
    path = folder / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"x": {"vote": VOTE}}}}
    path.write_text(json.dumps(notebook), encoding="utf-8")


# A copy of a text and notes of the student's own, in the folder that nbgrader's `submit` sends whole.
OWN_FILES, OWN_TEXT = ("my-copy.txt", "my-copy.html", "notes.docx", "diary.json"), "nobody but me has this"


def _leave_own_files(folder: Path) -> None:
    for name in OWN_FILES:
        (folder / name).write_text(f"<p>{OWN_TEXT}</p>", encoding="utf-8")
    (folder / "notes").mkdir()
    (folder / "notes" / "my-copy.txt").write_text(OWN_TEXT, encoding="utf-8")


# Tries to read the hidden tests on the feedback page, from cells of its own and from one that is marked.
SPY = "example-wrong"


def _spy(folder: Path) -> None:
    path = folder / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for number, text in enumerate(("for i in In: print(i)", "%history", "globals()", "_ih")):
        notebook["cells"].append({
            "cell_type": "code", "id": f"spy-{number}", "metadata": {}, "execution_count": None, "outputs": [],
            "source": text,
        })  # fmt: skip
    next(each for each in notebook["cells"] if each["id"] == "latest-report")["source"] += "\nprint(In)"
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _through_the_exchange(course: CourseCopy, student: str) -> None:
    course.as_student(student, "fetch_assignment", ASSIGNMENT)
    folder = course.student_folder(student) / ASSIGNMENT
    fill_in(folder, STUDENTS[student])
    if student == CARELESS:
        _leave_votes(folder)
        _leave_own_files(folder)
    if student == SPY:
        _spy(folder)
    course.as_student(student, "submit", ASSIGNMENT, f"--student={student}")


def _by_zip(course: CourseCopy) -> Path:
    folder = course.copy_of_handout(BY_ZIP)
    fill_in(folder, STUDENTS["example-partly"])
    course.run("debatekit_hand_in", person=BY_ZIP, folder=folder)
    return next(folder.glob("*.zip"))


def _bare_notebook(course: CourseCopy) -> Path:
    """The notebook alone, as an LMS passes it on: run and saved, so that its outputs hold the answers."""
    folder = course.copy_of_handout(BARE)
    fill_in(folder, STUDENTS["example-full"])
    notebook = f"{ASSIGNMENT}.ipynb"
    course.run(
        "nbconvert", "--to=notebook", "--execute", "--inplace", "--allow-errors", notebook, person=BARE, folder=folder
    )
    return Path(shutil.copy(folder / notebook, course.place / f"{BARE}_{notebook}"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseCopy:
    """A round that is over: every student handed in, was marked and has fetched the feedback."""
    course = CourseCopy(tmp_path_factory.mktemp("a róund"))
    # `dk.hand_in` as a notebook calls it, without the second that a kernel takes.
    (course.place / "debatekit_hand_in.py").write_text(
        f'import debatekit as dk\nprint(dk.hand_in("{ASSIGNMENT}", student="{BY_ZIP}").text())\n', encoding="utf-8"
    )
    course.run("debatekit", "handout", ASSIGNMENT, "--release")
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(_through_the_exchange, course, student) for student in STUDENTS]
        bare = pool.submit(_bare_notebook, course)
        for each in waiting:
            each.result()
    course.run("nbgrader", "collect", ASSIGNMENT)
    course.collected = course.run("debatekit", "collect", ASSIGNMENT, str(_by_zip(course)), str(bare.result()))
    course.run("nbgrader", "autograde", ASSIGNMENT)
    _mark_by_hand(course)
    course.run("nbgrader", "generate_feedback", ASSIGNMENT)
    course.run("nbgrader", "release_feedback", ASSIGNMENT)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda student: course.as_student(student, "fetch_feedback", ASSIGNMENT), STUDENTS))
    course.run("nbgrader", "export", f"--to={course.place / 'grades.csv'}")
    return course


def _mark_by_hand(course: CourseCopy) -> None:
    """What formgrader does when a grader types a score and a comment."""
    from nbgrader.api import Gradebook

    with Gradebook(course.gradebook) as gradebook:
        for student, work in WORK_OF.items():
            grade = gradebook.find_grade("one-step-apart", ASSIGNMENT, ASSIGNMENT, student)
            assert grade.needs_manual_grade, student
            grade.manual_score = STUDENTS[work].scores["one-step-apart"]
            grade.needs_manual_grade = False
            gradebook.find_comment("one-step-apart", ASSIGNMENT, ASSIGNMENT, student).manual_comment = STUDENTS[
                work
            ].comment
        gradebook.db.commit()


def test_every_cell_of_every_student_has_exactly_the_expected_score(course: CourseCopy) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(course.gradebook) as gradebook:
        found = {
            student: {
                grade.name: grade.score
                for grade in gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student).grades
            }
            for student in WORK_OF
        }
    assert found == {student: STUDENTS[work].scores for student, work in WORK_OF.items()}


def test_the_export_holds_the_totals(course: CourseCopy) -> None:
    with (course.place / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert rows == {student: (STUDENTS[work].total, 20) for student, work in WORK_OF.items()}


def test_wrong_answers_lose_exactly_their_points(course: CourseCopy) -> None:
    full, wrong = STUDENTS["example-full"].scores, STUDENTS["example-wrong"].scores
    assert {cell: full[cell] - wrong[cell] for cell in full if full[cell] != wrong[cell]} == {"test-sort-kinds": 6}


def test_the_release_holds_the_notebook_and_nothing_else(course: CourseCopy) -> None:
    outbound = course.exchange / COURSE / "outbound"
    assert _files(outbound) == [f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"]
    assert _files(course.root / "assignments") == [f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"]


@pytest.mark.parametrize("place", ["course/assignments", "exchange", "students", "course/grading"])
def test_nothing_of_the_key_gets_out(course: CourseCopy, place: str) -> None:
    names = {path.name for path in (REPOSITORY / "solutions" / ASSIGNMENT / "key").iterdir()}
    for file in (course.place / place).rglob("*"):
        assert file.name not in names | {"key"}, file
        assert "where-people-part" not in _text(file), file


@pytest.mark.parametrize("place", ["course/assignments", "exchange", "students", "course/grading/feedback"])
def test_students_never_see_a_hidden_test_or_a_solution(course: CourseCopy, place: str) -> None:
    files = [file for file in (course.place / place).rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert "HIDDEN TESTS" not in _text(file), file
        assert "right_kinds" not in _text(file), file
        assert "even a long calm would not quite" not in _text(file), file


def test_autograding_keeps_the_students_own_answers(course: CourseCopy) -> None:
    for student, work in WORK_OF.items():
        copy = course.root / "grading" / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.answers.json"
        assert json.loads(copy.read_text(encoding="utf-8"))["answers"] == STUDENTS[work].answers


def test_a_learners_record_is_not_collected_and_no_vote_is_marked(course: CourseCopy) -> None:
    collected = course.root / "grading" / "submitted" / CARELESS / ASSIGNMENT
    assert {path.name for path in collected.rglob("*") if path.is_file()} == {
        f"{ASSIGNMENT}.ipynb", f"{ASSIGNMENT}.answers.json", "timestamp.txt", "submission_secret.txt",
    }  # fmt: skip
    for place in ("submitted", "autograded", "feedback"):
        files = _files(course.root / "grading" / place)
        assert files and not [file for file in files if VOTE in _text(course.root / "grading" / place / file)]


def test_a_students_own_files_are_not_collected(course: CourseCopy) -> None:
    sent = [file for file in _files(course.exchange) if OWN_TEXT in _text(course.exchange / file)]
    assert len(sent) == len(OWN_FILES) + 1  # `submit` sends the folder whole
    files = _files(course.root)
    assert files and not [file for file in files if OWN_TEXT in _text(course.root / file)]


def test_handing_in_does_nothing_while_it_is_graded(course: CourseCopy) -> None:
    assert not list((course.root / "grading" / "autograded").rglob("*.zip"))


def test_feedback_comes_back_with_score_and_comment(course: CourseCopy) -> None:
    for student in STUDENTS:
        page = next((course.student_folder(student) / ASSIGNMENT / "feedback").rglob("*.html")).read_text(
            encoding="utf-8"
        )
        assert f"(Score: {float(STUDENTS[student].total)} / 20.0)" in page
        assert STUDENTS[student].comment in page


def test_the_answers_of_the_bare_notebook_were_restored(course: CourseCopy) -> None:
    assert f"{BARE}: collected" in course.collected
    assert "answers restored from the saved notebook" in course.collected
    assert f"{BY_ZIP}: collected, receipt " in course.collected


def test_feedback_for_the_others_is_there_to_be_sent(course: CourseCopy) -> None:
    for student in (BY_ZIP, BARE):
        assert (course.root / "grading" / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").is_file()


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", errors="replace") if file.is_file() else ""
