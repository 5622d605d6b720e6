"""The journal: nothing is lost, and a vote is changed only while its round is open."""

import json
import sqlite3
import subprocess
import sys

import pytest

from debatekit.errors import BadAnswer, JournalError
from debatekit.journal.export import export_to
from debatekit.journal.store import Journal, RoundClosed
from debatekit.polls.question import Choice, Option, Round, Vote

QUESTION = Choice(
    id="q",
    kind="choice",
    text="?",
    rounds=(Round(id="before", title="Before"), Round(id="after", title="After")),
    confidence=True,
    options=(Option(id="yes", text="Yes"), Option(id="no", text="No")),
)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "home" / "journal.sqlite3")


def test_a_vote_survives_and_can_be_changed_within_its_round(journal):
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    journal.cast("c", QUESTION, "before", Vote(value="no", confidence=75))
    again = Journal(journal.path).votes("c", "q")
    assert again["before"].vote == Vote(value="no", confidence=75)
    assert list(again) == ["before"]


def test_a_later_vote_closes_the_earlier_round(journal):
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    before = journal.votes("c", "q")["before"]
    journal.cast("c", QUESTION, "after", Vote(value="no", confidence=75))
    with pytest.raises(RoundClosed, match="“Before” is closed, because you have voted in “After”"):
        journal.cast("c", QUESTION, "before", Vote(value="no", confidence=100))
    assert journal.votes("c", "q")["before"] == before


def test_a_vote_that_does_not_fit_is_not_kept(journal):
    with pytest.raises(BadAnswer):
        journal.cast("c", QUESTION, "before", Vote(value="maybe", confidence=50))
    assert journal.votes("c", "q") == {}


def test_courses_do_not_mix(journal):
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    assert journal.votes("other", "q") == {}


def test_attempts_are_kept_in_order(journal):
    journal.add_attempt("c", "e", {"a": "x"}, right=0, total=1, hints=0)
    journal.add_attempt("c", "e", {"a": "y"}, right=1, total=1, hints=2)
    assert [(attempt.answer, attempt.right, attempt.hints) for attempt in journal.attempts("c", "e")] == [
        ({"a": "x"}, 0, 0),
        ({"a": "y"}, 1, 2),
    ]


def test_two_processes_write_one_journal_and_nothing_is_lost(journal):
    program = (
        "import sys; from pathlib import Path; from debatekit.journal.store import Journal\n"
        "j = Journal(Path(sys.argv[1]))\n"
        "for i in range(60): j.add_attempt('c', sys.argv[2], i, right=0, total=1, hints=0)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(journal.path), name]) for name in ("one", "two")]
    assert [process.wait(60) for process in running] == [0, 0]
    for name in ("one", "two"):
        assert [attempt.answer for attempt in journal.attempts("c", name)] == list(range(60))


def test_two_processes_vote_and_each_vote_is_whole(journal):
    program = (
        "import sys; from pathlib import Path; from debatekit.journal.store import Journal\n"
        "from debatekit.polls.question import *\n"
        "q = Choice(id='q', kind='choice', text='?', confidence=True, rounds=(Round(id='r', title='R'),),\n"
        "           options=(Option(id='yes', text='Y'), Option(id='no', text='N')))\n"
        "for i in range(40): Journal(Path(sys.argv[1])).cast('c', q, 'r', Vote(value=sys.argv[2], confidence=int(sys.argv[3])))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(journal.path), *vote]) for vote in (("yes", "25"), ("no", "75"))]
    assert [process.wait(60) for process in running] == [0, 0]
    assert journal.votes("c", "q")["r"].vote in (Vote(value="yes", confidence=25), Vote(value="no", confidence=75))


def test_a_locked_journal_is_one_sentence(journal, monkeypatch):
    journal.mark_read("n")
    monkeypatch.setattr("debatekit.journal.store.WAIT_SECONDS", 0.05)
    other = sqlite3.connect(journal.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(JournalError, match="Another notebook is writing"):
            journal.mark_read("m")
    finally:
        other.close()


def test_a_newer_journal_is_left_alone(journal):
    journal.mark_read("n")
    with sqlite3.connect(journal.path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    content = journal.path.read_bytes()
    with pytest.raises(JournalError, match="written by a newer debatekit .* Nothing was changed"):
        journal.votes("c", "q")
    assert journal.path.read_bytes() == content


def test_a_damaged_journal_is_kept_aside(journal):
    journal.path.parent.mkdir()
    journal.path.write_bytes(b"this was a journal once" * 100)
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    assert journal.kept_aside.read_bytes().startswith(b"this was a journal once")
    assert "before" in journal.votes("c", "q")


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="cannot be kept in .* Free some space, or set DEBATEKIT_HOME"):
        Journal(tmp_path / "file" / "journal.sqlite3").mark_read("n")


def test_export_holds_everything_and_never_overwrites(journal, tmp_path):
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    journal.add_attempt("c", "e", {"a": "x"}, right=0, total=1, hints=0)
    written = export_to(journal, tmp_path / "mine.json")
    assert written.name == "mine.debatekit-record.json" and written.stat().st_mode & 0o077 == 0
    record = json.loads(written.read_text())
    assert record["vote"][0]["value"] == "yes" and record["attempt"][0]["answer"] == {"a": "x"}
    with pytest.raises(JournalError, match="exists already"):
        export_to(journal, tmp_path / "mine.json")


def test_only_its_owner_can_read_it(journal):
    journal.mark_read("n")
    assert journal.path.stat().st_mode & 0o077 == 0
    assert journal.path.parent.stat().st_mode & 0o077 == 0


def damage(path):
    """Spoil every page but the first, so that the file still looks like a database."""
    content = bytearray(path.read_bytes())
    content[4096:] = b"x" * (len(content) - 4096)
    path.write_bytes(content)


def test_damage_inside_is_kept_aside_as_well(journal):
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    damage(journal.path)
    with pytest.raises(JournalError, match="was damaged. It is kept as .* run the cell again"):
        journal.votes("c", "q")
    assert journal.kept_aside.exists()
    assert Journal(journal.path).votes("c", "q") == {}


def test_erase_leaves_no_trace(journal):
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    damage(journal.path)
    with pytest.raises(JournalError):
        journal.votes("c", "q")
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    journal.erase()
    assert list(journal.path.parent.iterdir()) == []
    assert not journal.exists()


@pytest.mark.parametrize("spoil", [damage, lambda path: path.write_bytes(b"no database"), None])
def test_erase_takes_whatever_is_there(journal, spoil):
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    if spoil:
        spoil(journal.path)
    else:
        with sqlite3.connect(journal.path) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()
    journal.erase()
    assert not journal.path.exists()


def test_erase_waits_for_nobody_forever(journal, monkeypatch):
    journal.mark_read("n")
    monkeypatch.setattr("debatekit.journal.store.WAIT_SECONDS", 0.05)
    other = sqlite3.connect(journal.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(JournalError, match="Another notebook is writing"):
            journal.erase()
    finally:
        other.close()


def test_a_damaged_journal_that_cannot_be_moved_is_a_sentence(journal, monkeypatch):
    journal.mark_read("n")
    journal.path.write_bytes(b"this was a journal once" * 100)
    monkeypatch.setattr("pathlib.Path.rename", lambda *_: (_ for _ in ()).throw(PermissionError(13, "open elsewhere")))
    with pytest.raises(JournalError, match="is damaged and cannot be moved .* rename"):
        journal.votes("c", "q")


def test_erase_empties_a_file_that_stays_open(journal, monkeypatch):
    journal.add_attempt("c", "e", "a telling answer", right=0, total=1, hints=0)
    monkeypatch.setattr("pathlib.Path.unlink", lambda *_: (_ for _ in ()).throw(PermissionError("open elsewhere")))
    journal.erase()
    assert b"a telling answer" not in journal.path.read_bytes()
