"""Collecting: where things go, whose they are, and that an earlier submission is never lost."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from course_copy import ASSIGNMENT, NOW

from debatekit.cli import main
from debatekit.errors import HandInError
from debatekit.exercises.answers import MIME
from debatekit.rounds.collect import collect

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
ANSWERS = f"{ASSIGNMENT}.answers.json"
PLACED = {NOTEBOOK, ANSWERS, "receipt.json", "timestamp.txt", "submission_secret.txt"}


def submitted(course: Path, student: str = "ab123") -> Path:
    return course / "grading" / "submitted" / student / ASSIGNMENT


def earlier(course: Path, student: str = "ab123") -> list[str]:
    return sorted(path.name for path in (course / "grading" / "earlier" / student / ASSIGNMENT).glob("*"))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def change_answer(answered: Path, kind: str) -> None:
    document = json.loads((answered / ANSWERS).read_text())
    document["answers"]["claims-kinds"]["british-aircraft"] = kind
    (answered / ANSWERS).write_text(json.dumps(document))


def test_a_zip_is_put_where_nbgrader_looks(assignment, make_zip: Callable, answered: Path, course: Path) -> None:
    path = make_zip()
    (outcome,) = collect(assignment, [path], course)
    assert (outcome.done, outcome.student, outcome.warnings) == ("collected", "ab123", ())
    assert names(submitted(course)) == PLACED
    assert (submitted(course) / "timestamp.txt").read_text() == "2026-09-01 12:00:00.000000 UTC"
    assert (submitted(course) / ANSWERS).read_bytes() == (answered / ANSWERS).read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert outcome.code == json.loads(archive.read("receipt.json"))["code"]


def test_nbgrader_reads_the_time(assignment, make_zip: Callable, course: Path) -> None:
    from nbgrader.utils import parse_utc

    collect(assignment, [make_zip()], course)
    assert parse_utc((submitted(course) / "timestamp.txt").read_text()) == NOW.replace(tzinfo=None)


@pytest.mark.parametrize("together", [True, False])
def test_the_newest_lies_on_top_and_the_others_are_kept(
    assignment, make_zip: Callable, answered: Path, course: Path, together: bool
) -> None:
    middle, newest, oldest = 20, 40, 10
    paths = []
    for minute, kind in ((middle, "fact"), (newest, "value"), (oldest, "forecast")):
        change_answer(answered, kind)
        paths.append(make_zip(minute=minute))
    if together:
        done = [outcome.done for outcome in collect(assignment, [make_zip.incoming], course)]
        assert done == ["collected", "replaced", "replaced"]
    else:
        done = [collect(assignment, [path], course)[0].done for path in paths]
        assert done == ["collected", "replaced", "kept as earlier"]
    assert '"british-aircraft": "value"' in (submitted(course) / ANSWERS).read_text()
    assert earlier(course) == ["20260901T121000Z", "20260901T122000Z"]


def test_collecting_again_changes_nothing(assignment, make_zip: Callable, course: Path) -> None:
    path = make_zip()
    collect(assignment, [path], course)
    before = {file: file.stat().st_mtime_ns for file in (course / "grading").rglob("*")}
    (outcome,) = collect(assignment, [path], course)
    assert outcome.done == "already here"
    assert {file: file.stat().st_mtime_ns for file in (course / "grading").rglob("*")} == before


def test_who_goes_back_to_a_first_version_is_marked_on_it(
    assignment, make_zip: Callable, answered: Path, course: Path
) -> None:
    done = []
    for minute, kind in ((0, "fact"), (10, "value"), (20, "fact")):
        change_answer(answered, kind)
        done.append(collect(assignment, [make_zip(minute=minute)], course)[0].done)
    assert done == ["collected", "replaced", "replaced"]
    assert '"british-aircraft": "fact"' in (submitted(course) / ANSWERS).read_text()
    before = sorted((course / "grading").rglob("*"))
    for _ in range(2):
        again = collect(assignment, [make_zip.incoming], course)
        assert {outcome.done for outcome in again} == {"already here"}
    assert sorted((course / "grading").rglob("*")) == before


def test_two_of_the_same_second_do_not_push_each_other_out(
    assignment, make_zip: Callable, answered: Path, course: Path
) -> None:
    first = make_zip()
    first.rename(first.with_name("first.zip"))
    change_answer(answered, "value")
    make_zip()
    collect(assignment, [make_zip.incoming], course)
    assert {outcome.done for outcome in collect(assignment, [make_zip.incoming], course)} == {"already here"}
    assert len(earlier(course)) == 1


def test_a_clock_in_the_future_does_not_win_for_ever(
    assignment, make_zip: Callable, answered: Path, course: Path
) -> None:
    from debatekit.rounds.hand_in import hand_in

    early = hand_in(assignment, answered, "ab123", now=NOW.replace(year=2099)).path
    early = early.rename(make_zip.incoming / early.name)
    (outcome,) = collect(assignment, [early], course)
    assert outcome.done == "collected"
    assert outcome.warnings[0].startswith("its clock said 2099-09-01 12:00 UTC, which is yet to come")
    assert not (submitted(course) / "timestamp.txt").read_text().startswith("2099")
    change_answer(answered, "value")
    late = hand_in(assignment, answered, "ab123").path
    late.rename(make_zip.incoming / late.name)
    for _ in range(2):
        done = [outcome.done for outcome in collect(assignment, [make_zip.incoming], course)]
        assert '"british-aircraft": "value"' in (submitted(course) / ANSWERS).read_text()
    assert done == ["already here", "already here"]
    assert len(earlier(course)) == 1


def test_a_doubled_cell_is_told_until_it_is_cured(
    assignment, answered: Path, course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """nbgrader stops at it for everybody, also when it came through the exchange."""
    monkeypatch.chdir(course)
    good = json.loads((answered / NOTEBOOK).read_text())
    twin = next(cell for cell in good["cells"] if cell["id"] == "what-latest-says") | {"id": "a-copy"}
    (answered / NOTEBOOK).write_text(json.dumps(good | {"cells": [*good["cells"], twin]}))
    shutil.copytree(answered, submitted(course, "by-exchange"))
    command = ["collect", ASSIGNMENT, str(answered / NOTEBOOK), "--student", "ab123"]
    for done in ("collected", "already here"):
        assert main(command) == 1
        out = capsys.readouterr().out
        assert f"! ab123: {done}, receipt " in out and "(cells are there twice: what-latest-says." in out
        assert "autograding would stop for everybody at ab123, by-exchange" in out
        assert "Next:" not in out
    for student in ("ab123", "by-exchange"):
        (submitted(course, student) / NOTEBOOK).write_text(json.dumps(good))
    assert main(command) == 0
    assert "Next: " in capsys.readouterr().out
    assert json.loads((submitted(course) / NOTEBOOK).read_text()) == good


def test_each_is_told_as_soon_as_it_is_done(assignment, make_zip: Callable, course: Path) -> None:
    make_zip("ab123"), make_zip("cd456", minute=1)
    seen = []
    collect(
        assignment,
        [make_zip.incoming, Path("/nowhere")],
        course,
        tell=lambda outcome: seen.append((outcome.student, submitted(course, "cd456").exists())),
    )
    assert seen == [(None, False), ("ab123", False), ("cd456", True)]


def test_the_course_that_course_py_named_is_the_one_collected_into(
    make_zip: Callable, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(course, other)
    monkeypatch.chdir(other)
    monkeypatch.setenv("DEBATEKIT_COURSE", str(course))
    assert main(["collect", ASSIGNMENT, str(make_zip())]) == 0
    assert submitted(course).is_dir() and not (other / "grading").exists()


def test_the_next_step_is_one_that_works_here(
    make_zip: Callable, course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course)
    monkeypatch.setattr("debatekit.workspace.command.ON_WINDOWS", True)
    monkeypatch.setattr("debatekit.workspace.command.PREFIX", course / ".venv")
    assert main(["collect", ASSIGNMENT, str(make_zip())]) == 0
    assert f"Next: .venv\\Scripts\\nbgrader autograde {ASSIGNMENT}" in capsys.readouterr().out


def test_a_submission_from_the_exchange_is_kept_too(
    assignment, make_zip: Callable, answered: Path, course: Path
) -> None:
    submitted(course).mkdir(parents=True)
    (submitted(course) / NOTEBOOK).write_text("from the exchange")
    (submitted(course) / "timestamp.txt").write_text("2026-08-31 23:00:00.123456 America/New_York")
    assert collect(assignment, [make_zip()], course)[0].done == "replaced"
    assert earlier(course) == ["20260901T030000Z"]
    assert (
        course / "grading/earlier/ab123" / ASSIGNMENT / "20260901T030000Z" / NOTEBOOK
    ).read_text() == "from the exchange"


def test_a_dry_run_says_the_same_and_changes_nothing(
    assignment, make_zip: Callable, answered: Path, course: Path
) -> None:
    make_zip(minute=10)
    change_answer(answered, "value")
    make_zip(minute=20)
    tried = collect(assignment, [make_zip.incoming], course, dry_run=True)
    assert not (course / "grading").exists()
    assert tried == collect(assignment, [make_zip.incoming], course)


def test_a_zip_that_was_unpacked_or_packed_again(assignment, make_zip: Callable, course: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(make_zip("unpacked")) as archive:
        archive.extractall(tmp_path / "downloads" / "some folder")
    again = tmp_path / "downloads" / "again.zip"
    with zipfile.ZipFile(make_zip("packed again")) as archive, zipfile.ZipFile(again, "w") as new:
        new.writestr("01-claims-folder/", b"")
        for name in archive.namelist():
            new.writestr(f"01-claims-folder/{name}", archive.read(name))
            new.writestr(f"__MACOSX/01-claims-folder/._{name}", b"litter")
        new.writestr("01-claims-folder/.DS_Store", b"litter")
    outcomes = collect(assignment, [tmp_path / "downloads"], course)
    assert {outcome.student: outcome.done for outcome in outcomes} == {
        "unpacked": "collected",
        "packed again": "collected",
    }
    assert names(submitted(course, "packed again")) == PLACED


def with_saved_answers(answered: Path, saved_at: str = "2026-09-01T09:00:00+00:00", kind: str = "value") -> None:
    """Put an answers document into the saved output of the widget's cell, as running it does."""
    document = json.loads((answered / ANSWERS).read_text()) | {"saved_at": saved_at}
    document["answers"]["claims-kinds"]["british-aircraft"] = kind
    notebook = json.loads((answered / NOTEBOOK).read_text())
    cell = next(each for each in notebook["cells"] if each["id"] == "claims-sort")
    cell["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": {MIME: document, "text/plain": "12 sentences"}}
    ]
    (answered / NOTEBOOK).write_text(json.dumps(notebook))


def test_answers_are_restored_from_a_bare_notebook(assignment, answered: Path, course: Path) -> None:
    with_saved_answers(answered)
    (answered / ANSWERS).unlink()
    (outcome,) = collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert outcome.notes == ("answers restored from the saved notebook",)
    assert json.loads((submitted(course) / ANSWERS).read_text())["answers"]["claims-kinds"]["british-aircraft"] == "value"
    assert names(submitted(course)) == PLACED


@pytest.mark.parametrize(
    ("saved_at", "kept"), [("2026-09-01T09:00:00+00:00", "value"), ("2026-09-01T07:00:00+00:00", "fact")]
)
def test_of_file_and_output_the_newer_counts(
    assignment, answered: Path, course: Path, saved_at: str, kept: str
) -> None:
    with_saved_answers(answered, saved_at)
    collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert json.loads((submitted(course) / ANSWERS).read_text())["answers"]["claims-kinds"]["british-aircraft"] == kept


def test_a_notebook_without_any_answers_is_collected_and_needs_a_look(assignment, answered: Path, course: Path) -> None:
    (answered / ANSWERS).unlink()
    (outcome,) = collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert outcome.done == "collected"
    assert outcome.warnings == ("no answers came with it: neither a file nor a saved output",)


def test_whose_it_is_comes_from_folders_and_names(assignment, answered: Path, course: Path, tmp_path: Path) -> None:
    bulk = tmp_path / "bulk"
    for name in (
        "ab1/01-claims.ipynb",
        "ab2/01-claims/01-claims.ipynb",
        "ab3_01-claims.ipynb",
        "01-claims-ab4.ipynb",
        "ab5.ipynb",
    ):
        (bulk / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(answered / NOTEBOOK, bulk / name)
    shutil.copy(answered / ANSWERS, bulk / "ab1")
    shutil.copy(answered / ANSWERS, bulk / "ab3_01-claims.answers.json")
    outcomes = collect(assignment, [bulk], course)
    assert {outcome.student for outcome in outcomes} == {"ab1", "ab2", "ab3", "ab4", "ab5"}
    assert {outcome.student for outcome in outcomes if not outcome.warnings} == {"ab1", "ab3"}


def test_a_lone_notebook_is_not_given_to_the_folder_it_happens_to_be_in(
    assignment, answered: Path, course: Path
) -> None:
    (outcome,) = collect(assignment, [answered / NOTEBOOK], course)
    assert outcome.done == "not collected"
    assert "Add --student ID" in outcome.warnings[0]


def test_a_notebook_sheds_votes_on_its_way_in(assignment, answered: Path, course: Path) -> None:
    notebook = json.loads((answered / NOTEBOOK).read_text())
    notebook["metadata"]["widgets"] = {"state": "a vote"}
    (answered / NOTEBOOK).write_text(json.dumps(notebook))
    collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert "a vote" not in (submitted(course) / NOTEBOOK).read_text()


def test_half_a_surrogate_pair_travels_all_the_way(
    assignment, make_zip: Callable, answered: Path, course: Path
) -> None:
    notebook = json.loads((answered / NOTEBOOK).read_text())
    notebook["cells"][-1]["source"] += " # \ud83d"
    (answered / NOTEBOOK).write_text(json.dumps(notebook))
    assert collect(assignment, [make_zip()], course)[0].done == "collected"
    assert json.loads((submitted(course) / NOTEBOOK).read_bytes()) == notebook


def test_ids_that_differ_in_capitals_only_are_asked_about(
    assignment, make_zip: Callable, answered: Path, course: Path
) -> None:
    collect(assignment, [make_zip("ab123")], course)
    change_answer(answered, "value")
    path = make_zip("AB123", minute=5)
    (outcome,) = collect(assignment, [path], course)
    assert outcome.done == "not collected"
    assert '“ab123” is here already. If they are one student, collect this with --student "ab123"' in outcome.warnings
    (outcome,) = collect(assignment, [path], course, student="ab123")
    assert (outcome.done, outcome.student) == ("replaced", "ab123")
    assert outcome.notes == ("handed in as “AB123”, collected as “ab123”",)


def test_one_student_for_many_submissions_is_refused(assignment, make_zip: Callable, course: Path) -> None:
    make_zip("ab123")
    make_zip("cd456")
    with pytest.raises(HandInError, match="--student names one student, and there are 2 submissions"):
        collect(assignment, [make_zip.incoming], course, student="ab123")


def test_a_place_that_cannot_be_written_stops_only_that_one(
    assignment, make_zip: Callable, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_zip("ab123")
    make_zip("cd456", minute=1)
    rename = os.rename

    def fails_for_one(source: Path, target: Path) -> None:
        if "ab123" in str(target):
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr("debatekit.rounds.shelf.os.rename", fails_for_one)
    outcomes = {outcome.student: outcome for outcome in collect(assignment, [make_zip.incoming], course)}
    assert outcomes["cd456"].done == "collected"
    assert "cannot be written (No space left on device)" in outcomes["ab123"].warnings[0]
    assert names(course / "grading") == {"submitted"}


def test_a_swap_that_fails_halfway_puts_the_old_one_back(
    assignment, make_zip: Callable, answered: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect(assignment, [make_zip()], course)
    before = (submitted(course) / ANSWERS).read_bytes()
    change_answer(answered, "value")
    path = make_zip(minute=30)
    rename, fail = os.rename, iter([False, True])

    def second_fails(source: Path, target: Path) -> None:
        if next(fail, False):
            raise OSError(5, "Input/output error")
        rename(source, target)

    monkeypatch.setattr("debatekit.rounds.shelf.os.rename", second_fails)
    assert collect(assignment, [path], course)[0].done == "not collected"
    assert (submitted(course) / ANSWERS).read_bytes() == before


def test_the_verb(
    make_zip: Callable, course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course)
    path = str(make_zip())
    assert main(["collect", ASSIGNMENT, path, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["student"], told["done"], told["warnings"]) == ("ab123", "collected", [])
    assert main(["collect", ASSIGNMENT, path, "/nowhere"]) == 1
    out = capsys.readouterr().out
    assert f"  ab123: already here, receipt {told['code']}" in out
    assert "! /nowhere: there is no such file or folder. Look at how it is spelt." in out
    assert "2 looked at. 1 needs a look: see the lines that start with “!”." in out
    assert main(["collect", "01-claim", path]) == 1
    assert "Did you mean “01-claims”?" in capsys.readouterr().err
