"""The answers file beside a graded notebook."""

import json
import subprocess
import sys

import pytest

from debatekit.errors import BadAnswer
from debatekit.journal.answers_file import answers_path, read_answers, save_answer


def test_answers_are_kept_one_by_one(tmp_path):
    assert read_answers(tmp_path, "01-x") == {}
    save_answer(tmp_path, "01-x", "one", lambda now: {"a": "b"})
    save_answer(tmp_path, "01-x", "two", lambda now: "c")
    save_answer(tmp_path, "01-x", "one", lambda now: {**now, "d": "e"})
    assert read_answers(tmp_path, "01-x") == {"one": {"a": "b", "d": "e"}, "two": "c"}
    assert [path.name for path in tmp_path.iterdir()] == ["01-x.answers.json"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{broken", "this is not JSON"),
        ("[]", "this is not an answers document"),
        ("[" * 100_000, "this is not JSON"),
        (json.dumps({"format": 1, "assignment": "01-x", "answers": {}}), "this is not an answers document"),
        (json.dumps({"format": 9, "assignment": "01-x", "saved_at": "", "answers": {}}), "has format 9"),
        (json.dumps({"format": 1, "assignment": "02-y", "saved_at": "", "answers": {}}), "answers to “02-y”, not to “01-x”"),
    ],
)
def test_a_file_that_cannot_be_used_is_kept_aside(tmp_path, content, says):
    path = answers_path(tmp_path, "01-x")
    path.write_text(content)
    with pytest.raises(BadAnswer) as caught:
        save_answer(tmp_path, "01-x", "one", lambda now: "a")
    assert says in str(caught.value) and "It is kept as" in str(caught.value)
    assert [kept.read_text() for kept in tmp_path.glob("*unreadable*")] == [content]
    save_answer(tmp_path, "01-x", "one", lambda now: "a")
    assert read_answers(tmp_path, "01-x") == {"one": "a"}


def test_while_grading_a_bad_file_stays_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    answers_path(tmp_path, "01-x").write_text("{broken")
    with pytest.raises(BadAnswer, match="cannot be used: this is not JSON"):
        read_answers(tmp_path, "01-x")
    assert answers_path(tmp_path, "01-x").read_text() == "{broken"


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    save_answer(tmp_path, "01-x", "one", lambda now: "a")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(BadAnswer, match="was not saved in .*No space left"):
        save_answer(tmp_path, "01-x", "one", lambda now: "b")
    assert read_answers(tmp_path, "01-x") == {"one": "a"}
    assert [path.name for path in tmp_path.iterdir()] == ["01-x.answers.json"]


def test_two_processes_add_to_each_others_work(tmp_path):
    program = (
        "import sys; from pathlib import Path; from debatekit.journal.answers_file import save_answer\n"
        "for i in range(30): save_answer(Path(sys.argv[1]), '01-x', 'one', lambda now: {**(now or {}), f'{sys.argv[2]}{i}': 'x'})\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in ("a", "b")]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(read_answers(tmp_path, "01-x")["one"]) == 60
    assert [path.name for path in tmp_path.iterdir()] == ["01-x.answers.json"]


def test_a_turn_left_by_a_crash_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("debatekit.journal.answers_file.TURN_SECONDS", 0.05)
    (tmp_path / ".01-x.answers.json.turn").write_text("")
    save_answer(tmp_path, "01-x", "one", lambda now: "a")
    assert read_answers(tmp_path, "01-x") == {"one": "a"}
