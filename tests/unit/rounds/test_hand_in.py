"""Handing in: what is in the zip, what the learner is told, and what never travels."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from course_copy import ASSIGNMENT, NOW

from debatekit.errors import HandInError
from debatekit.exercises.answers import MIME
from debatekit.rounds.hand_in import hand_in
from debatekit.rounds.receipt import FILE, describe, read_receipt

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
ANSWERS = f"{ASSIGNMENT}.answers.json"
STUDENT = "example-full"


def edit(folder: Path, change: Callable[[dict], None]) -> None:
    path = folder / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))


def cell(notebook: dict, name: str) -> dict:
    return next(each for each in notebook["cells"] if each["id"] == name)


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_one_zip_with_notebook_answers_and_receipt(assignment, answered: Path) -> None:
    receipt = hand_in(assignment, answered, STUDENT, now=NOW)
    assert receipt.path == answered / f"{ASSIGNMENT}-{STUDENT}-20260901T120000Z.zip"
    inside = contents(receipt.path)
    assert list(inside) == [NOTEBOOK, ANSWERS, FILE]
    assert json.loads(inside[NOTEBOOK]) == json.loads((answered / NOTEBOOK).read_bytes())
    assert inside[ANSWERS] == (answered / ANSWERS).read_bytes()
    assert read_receipt(inside[FILE]) == receipt
    assert receipt.files == {name: describe(inside[name]) for name in (NOTEBOOK, ANSWERS)}
    assert receipt.findings == ()
    assert stat.S_IMODE(receipt.path.stat().st_mode) == 0o644


def test_the_saved_output_carries_the_answers(assignment, answered: Path) -> None:
    shown = hand_in(assignment, answered, STUDENT, now=NOW)._repr_mimebundle_()
    assert shown[MIME] == json.loads((answered / ANSWERS).read_bytes())
    assert shown["text/plain"].startswith("Your work is packed in")


def test_handing_in_again_keeps_the_earlier_zip(assignment, answered: Path) -> None:
    paths = [hand_in(assignment, answered, STUDENT, now=NOW).path for _ in range(3)]
    assert len(set(paths)) == 3
    assert not [path for path in answered.iterdir() if path.name.startswith(".")]


# Ways to show one's vote in a cell of one's own.
SHOWS_A_VOTE = [
    'dk.poll("withdraw", round="before")',
    'w.view["results"]["sentence"]',
    "show = dk.poll\nshow",
    "from debatekit.journal import open_journal\nopen_journal().export()",
    "!python3 course.py journal --json",
    "mine",
]


@pytest.mark.parametrize("text", SHOWS_A_VOTE)
def test_no_vote_travels(assignment, answered: Path, text: str) -> None:
    """Not in the journal's form, not as a widget's saved state, not as the output of any cell."""
    from debatekit.course import load_course, load_poll
    from debatekit.journal import open_journal
    from debatekit.polls.question import Vote

    open_journal().cast(load_course().id, load_poll("withdraw"), "before", Vote(value="leave", confidence=73))

    def vote_in_the_assignment(notebook: dict) -> None:
        data = {"text/plain": "You answered: Yes, withdraw them all (73 %)"}
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        notebook["cells"].append({
            "cell_type": "code", "id": "mine", "metadata": {}, "execution_count": 1,
            "outputs": [output], "source": [text],
        })  # fmt: skip
        notebook["metadata"]["widgets"] = {
            "application/vnd.jupyter.widget-state+json": {"state": {"x": {"vote": "leave", "confidence": 73}}}
        }

    edit(answered, vote_in_the_assignment)
    inside = contents(hand_in(assignment, answered, STUDENT, now=NOW).path)
    assert set(inside) == {NOTEBOOK, ANSWERS, FILE}
    for name, content in inside.items():
        for trace in (b'"leave"', b"Yes, withdraw", b"You answered", b"confidence"):
            assert trace not in content, (name, trace)


def test_a_vote_in_a_rewritten_cell_of_the_handout_does_not_travel(assignment, answered: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "You answered: Yes, withdraw them all"}
    edit(answered, lambda nb: cell(nb, "example-rows").update(source='dk.poll("heard")', outputs=[output]))
    assert b"You answered" not in contents(hand_in(assignment, answered, STUDENT, now=NOW).path)[NOTEBOOK]


def test_the_outputs_of_the_handouts_own_cells_travel(assignment, answered: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "12 rows"}
    edit(answered, lambda nb: [cell(nb, name).update(outputs=[output]) for name in ("iraq-rows", "example-rows")])
    sent = json.loads(contents(hand_in(assignment, answered, STUDENT, now=NOW).path)[NOTEBOOK])
    assert [each["id"] for each in sent["cells"] if each.get("outputs")] == ["example-rows", "iraq-rows"]


def test_nothing_happens_while_nbgrader_runs_the_notebook(
    assignment, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    before = sorted(folder.iterdir())
    assert hand_in(assignment, folder, "") is None
    assert sorted(folder.iterdir()) == before


def test_a_fresh_handout_is_packed_and_says_what_is_missing(assignment, folder: Path) -> None:
    receipt = hand_in(assignment, folder, STUDENT)
    assert receipt.findings == (
        "This notebook is not saved since you typed your id. "
        "To save it, press Ctrl+S (on a Mac: Cmd+S); then run this cell again.",
        "Not answered yet in the saved notebook: Part 2 (iraq-rows, latest-report, what-latest-says); Part 3 (one-step-apart).",
        "“Sort twelve claims” is not complete. Still to answer: "
        "“British aircraft, too, bombed a militia's missile stores early on Friday. (Knights, paragraph 1)”; "
        "“As president of Iran, Raisi is likely to take more risks than the president before him. (LaMear, paragraph 10)”; "
        "“The right course probably lies between the low road and the high road. (Knights, paragraph 17)” and 9 more.",
    )
    assert list(contents(receipt.path)) == [NOTEBOOK, FILE]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda nb: nb["cells"].remove(cell(nb, "test-what-latest-says")),
            "Missing cells: test-what-latest-says. Take a fresh copy",
        ),
        (
            lambda nb: nb["cells"].append(cell(nb, "what-latest-says")),
            "These cells are there twice: what-latest-says. Delete the copies.",
        ),
        (
            lambda nb: cell(nb, "test-what-latest-says").update(source="2.0"),
            "You changed the text of test-what-latest-says. Your work is marked with the original.",
        ),
        (
            lambda nb: cell(nb, "one-step-apart").update(source="Too short, isn't it?"),
            "Your text in “one-step-apart” has 4 words; 120 to 180 are asked for.",
        ),
        (lambda nb: cell(nb, "one-step-apart").update(source="word " * 181), "has 181 words"),
        (lambda nb: cell(nb, "one-step-apart").update(source="YOUR ANSWER HERE\n"), "Not answered yet in the saved notebook: Part 3 (one-step-apart)."),
    ],
)
def test_what_is_noticed(assignment, answered: Path, change: Callable, sentence: str) -> None:
    edit(answered, change)
    (finding,) = hand_in(assignment, answered, STUDENT, now=NOW).findings
    assert sentence in finding


@pytest.mark.parametrize(("age", "said"), [({"seconds": 40}, "40 seconds"), ({"minutes": 14}, "14 minutes")])
def test_an_old_save_is_noticed(assignment, answered: Path, age: dict, said: str) -> None:
    (finding,) = hand_in(assignment, answered, STUDENT, now=NOW + timedelta(**age)).findings
    assert finding.startswith(f"This is your notebook as it was saved {said} ago; what you typed since is not in it. To save it")


def test_a_save_just_before_is_no_finding(assignment, answered: Path) -> None:
    assert hand_in(assignment, answered, STUDENT, now=NOW + timedelta(seconds=4)).findings == ()


def _not_saved(assignment, folder: Path, text: str, student: str) -> bool:
    edit(folder, lambda nb: cell(nb, "hand-in").update(source=text))
    return any("not saved since you typed your id" in said for said in hand_in(assignment, folder, student).findings)


@pytest.mark.parametrize("student", ["1", "claims", "01-claims", "ab123"])
def test_the_untouched_cell_of_the_handout_is_noticed_whatever_the_id(assignment, answered: Path, student: str) -> None:
    assert _not_saved(assignment, answered, f'dk.hand_in("{ASSIGNMENT}", student="")', student)
    assert _not_saved(assignment, answered, f'dk.hand_in("{ASSIGNMENT}", student="zz999")', student)


@pytest.mark.parametrize(
    "text",
    [
        'dk.hand_in("01-claims", student="ab123")',
        'dk.hand_in("01-claims", student=" ab123 ")',
        'me = "ab123"\ndk.hand_in("01-claims", student=me)',
        'dk.hand_in("01-claims", student=input())',
        'dk.hand_in("01-claims", **mine)',
        '%time dk.hand_in("01-claims", student="zz999")',
        'print("use hand_in(...)", "\\d")',
    ],
)
def test_what_is_saved_or_cannot_be_known_is_not_called_unsaved(assignment, answered: Path, text: str) -> None:
    assert not _not_saved(assignment, answered, text, "ab123")


HOSTILE = [None, 3, "x", [], {}, [[]], {"british-aircraft": []}, {"british-aircraft": {}}, {"british-aircraft": None}, {"": {"a": 1}}]


@pytest.mark.parametrize("answer", HOSTILE, ids=repr)
def test_answers_of_any_shape_are_a_finding_and_no_error(assignment, answered: Path, answer: object) -> None:
    document = json.loads((answered / ANSWERS).read_text())
    document["answers"]["claims-kinds"] = answer
    (answered / ANSWERS).write_text(json.dumps(document))
    (finding,) = hand_in(assignment, answered, STUDENT, now=NOW).findings
    assert finding


@pytest.mark.parametrize("document", [None, 3, [], {}, {"answers": {}}, {"format": [], "answers": {"claims-kinds": 1}}])
def test_an_answers_file_of_any_shape_is_a_finding_and_no_error(assignment, answered: Path, document: object) -> None:
    (answered / ANSWERS).write_text(json.dumps(document))
    (finding,) = hand_in(assignment, answered, STUDENT, now=NOW).findings
    assert finding.startswith("Your answers are not in the zip. ")


def test_other_files_are_counted_and_neither_packed_nor_named(assignment, answered: Path) -> None:
    for name in ("my-diary.txt", "numbers.csv"):
        (answered / name).write_text("mine")
    receipt = hand_in(assignment, answered, STUDENT, now=NOW)
    assert receipt.findings == (
        f"2 other files in this folder stay with you: only {NOTEBOOK} and its answers are handed in.",
    )
    assert "diary" not in receipt.to_json().decode()


def test_a_damaged_answers_file_is_kept_and_the_rest_is_handed_in(assignment, answered: Path) -> None:
    (answered / ANSWERS).write_text("{ half a fi")
    receipt = hand_in(assignment, answered, STUDENT, now=NOW)
    (finding,) = receipt.findings
    assert finding.startswith("Your answers are not in the zip. ")
    assert list(contents(receipt.path)) == [NOTEBOOK, FILE]
    (kept,) = answered.glob("*unreadable*")
    assert kept.read_text() == "{ half a fi"


def test_answers_that_do_not_fit_are_named(assignment, answered: Path) -> None:
    document = json.loads((answered / ANSWERS).read_text())
    document["answers"]["claims-kinds"]["british-aircraft"] = "opinion"
    (answered / ANSWERS).write_text(json.dumps(document))
    (finding,) = hand_in(assignment, answered, STUDENT, now=NOW).findings
    assert "“british-aircraft” as 'opinion' does not fit" in finding


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda path: path.unlink(), f"There is no {NOTEBOOK} in "),
        (lambda path: path.write_text("{"), "is damaged: it is not readable as a notebook"),
        (lambda path: path.write_bytes(b"\xff\x00"), "is damaged"),
        (lambda path: path.write_text("[]"), "is not a notebook"),
        (lambda path: path.write_text("[" * 100_000), "is damaged"),
        (lambda path: path.write_bytes(b" " * 20_000_001), "is larger than 20 MB"),
    ],
)
def test_what_leaves_nothing_to_hand_in(assignment, answered: Path, damage: Callable, sentence: str) -> None:
    damage(answered / NOTEBOOK)
    with pytest.raises(HandInError, match=sentence):
        hand_in(assignment, answered, STUDENT)
    assert not list(answered.glob("*.zip"))


def test_a_full_disk_is_one_sentence_and_leaves_no_half_zip(
    assignment, answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("debatekit.rounds.hand_in.os.link", full)
    monkeypatch.setattr("debatekit.rounds.hand_in.os.replace", full)
    with pytest.raises(HandInError, match="could not be written in .* \\(No space left on device\\). Free some space"):
        hand_in(assignment, answered, STUDENT, now=NOW)
    assert sorted(path.name for path in answered.iterdir()) == [ANSWERS, NOTEBOOK]


def test_without_hard_links_it_works_too(assignment, answered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("debatekit.rounds.hand_in.os.link", never)
    assert hand_in(assignment, answered, STUDENT, now=NOW).path.is_file()
