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


def test_what_was_opened_first_is_kept_and_not_changed(journal, monkeypatch):
    assert journal.opened("c") == {}
    for number, what in enumerate(["reading/ferry", "reading/bridge", "reading/ferry"]):
        monkeypatch.setattr("debatekit.journal.store._now", lambda: f"2026-01-0{number + 1}T10:00:00+00:00")
        journal.note_opened("c", what)
    journal.note_opened("other", "reading/mill")
    first = {"reading/ferry": "2026-01-01T10:00:00+00:00", "reading/bridge": "2026-01-02T10:00:00+00:00"}
    assert journal.opened("c") == first and list(journal.opened("c")) == list(first)
    assert [(row["course"], row["what"]) for row in journal.export()["opened"]] == [
        ("c", "reading/ferry"), ("c", "reading/bridge"), ("other", "reading/mill"),
    ]
    journal.erase()
    assert not journal.exists() and journal.opened("c") == {}


def test_positions_keep_their_names_apart(journal):
    journal.keep_position("c", "ferry", "one", {"values": {"a": 0.2}})
    journal.keep_position("c", "mill", "one", {"values": {}})
    with pytest.raises(BadAnswer, match="“one” already"):
        journal.keep_position("c", "ferry", "one", {"values": {"a": 0.9}})
    assert journal.positions("c", "ferry") == {"one": {"values": {"a": 0.2}}}
    assert [(row["argument"], row["value"]) for row in journal.export()["position"]] == [("ferry", {"values": {"a": 0.2}}), ("mill", {"values": {}})]
    journal.drop_position("c", "ferry", "one")
    journal.drop_position("c", "ferry", "none")
    assert journal.positions("c", "ferry") == {} and journal.positions("c", "mill")
    journal.erase()
    assert journal.positions("c", "mill") == {}


# The tables as debatekit first made them. A record of that time must always open, so this text is never brought up to date.
VERSION_1 = """
CREATE TABLE vote (
    course TEXT NOT NULL, poll TEXT NOT NULL, round TEXT NOT NULL,
    value TEXT NOT NULL, confidence INTEGER, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
    PRIMARY KEY (course, poll, round)
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    course TEXT NOT NULL, exercise TEXT NOT NULL,
    answer TEXT NOT NULL, right INTEGER NOT NULL, total INTEGER NOT NULL, hints INTEGER NOT NULL, at TEXT NOT NULL
);
CREATE INDEX attempt_of ON attempt (course, exercise, id);
CREATE TABLE notice_read (notice TEXT PRIMARY KEY, at TEXT NOT NULL);
PRAGMA user_version = 1;
INSERT INTO vote VALUES ('c', 'q', 'before', '"yes"', 50, '2025-01-01T10:00:00+00:00', '2025-01-02T10:00:00+00:00');
INSERT INTO vote VALUES ('c', 'q', 'after', '"no"', NULL, '2025-02-01T10:00:00+00:00', '2025-02-01T10:00:00+00:00');
INSERT INTO attempt (course, exercise, answer, right, total, hints, at) VALUES ('c', 'e', '{"a": "x"}', 1, 2, 1, '2025-01-01T11:00:00+00:00');
INSERT INTO notice_read VALUES ('n', '2025-01-01T09:00:00+00:00');
"""


@pytest.fixture
def old(journal):
    journal.path.parent.mkdir()
    with sqlite3.connect(journal.path) as db:
        db.executescript(VERSION_1)
    db.close()
    return journal


def rows(path):
    db = sqlite3.connect(path)
    tables = ("vote", "attempt", "notice_read")
    found = {table: db.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in tables}
    db.close()
    return found


def test_a_record_of_version_1_loses_nothing(old):
    before = rows(old.path)
    assert old.votes("c", "q")["before"].vote == Vote(value="yes", confidence=50)
    old.note_opened("c", "reading/ferry")
    assert rows(old.path) == before and all(before.values())
    assert list(Journal(old.path).opened("c")) == ["reading/ferry"]
    assert old.export()["version"] == 6 and old.has_read("n")
    old.cast("c", QUESTION, "after", Vote(value="yes", confidence=25))
    assert old.path.stat().st_size and old.kept_aside is None


def test_two_kernels_bring_one_record_up_to_date_at_once(old):
    before = rows(old.path)
    program = (
        "import sys, time; from pathlib import Path; from debatekit.journal.store import Journal\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "Journal(Path(sys.argv[1])).note_opened('c', 'reading/' + sys.argv[2])\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(old.path), str(name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in range(4)
    ]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    assert rows(old.path) == before
    assert sorted(old.opened("c")) == [f"reading/{name}" for name in range(4)]


def test_the_look_and_the_lock_do_not_agree(old):
    """A kernel that saw version 1 finds the tables made when its turn comes."""
    from debatekit.journal.schema import VERSION, bring_up_to_date, version_of

    late = sqlite3.connect(old.path, isolation_level=None)
    assert version_of(late) == 1
    old.note_opened("c", "reading/ferry")
    bring_up_to_date(late)
    assert version_of(late) == VERSION and not late.in_transaction
    late.close()
    assert list(old.opened("c")) == ["reading/ferry"]


def test_a_record_that_cannot_be_brought_up_to_date_stays_as_it_was(old, monkeypatch):
    from debatekit.journal import schema

    monkeypatch.setattr(schema, "_STEPS", (*schema._STEPS, "CREATE TABLE fine (a TEXT); CREATE TABLE vote (broken TEXT)"))
    before = rows(old.path)
    with pytest.raises(JournalError):
        old.note_opened("c", "reading/ferry")
    db = sqlite3.connect(old.path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == 1
    assert {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} == {"vote", "attempt", "notice_read"}
    db.close()
    assert rows(old.path) == before


def test_the_record_in_plain_words(journal, monkeypatch, capsys):
    from debatekit.cli import main

    monkeypatch.setenv("DEBATEKIT_HOME", str(journal.path.parent))
    journal.cast("c", QUESTION, "before", Vote(value="yes", confidence=50))
    journal.note_opened("c", "reading/ferry")
    assert main(["journal"]) == 0
    said = capsys.readouterr().out
    assert "Votes: 1. Attempts at exercises: 0." in said and "yes" not in said
    assert "First opened " in said and ": the reading ferry (c)." in said
