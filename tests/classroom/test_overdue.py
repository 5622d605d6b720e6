"""A clock that is wrong erases nothing unasked, and prolongs nothing for years."""

from __future__ import annotations

import json
import re
import sys

import pytest

from debatekit.classroom import overdue, retention, rounds, settings
from debatekit.classroom.storage.vote_lines import Row
from debatekit.cli import main
from debatekit.polls.question import Choice, Option, Round

DAY = 86_400
T0 = 1_800_000_000.0
QUESTION = Choice(
    id="dams", kind="choice", text="Build the dam?", rounds=(Round(id="before", title="Before"), Round(id="after", title="After")),
    options=(Option(id="yes", text="Yes"), Option(id="no", text="No")),
)  # fmt: skip


@pytest.fixture
def room(opened):
    return opened(None)


def ask(room, name="before", at=T0):
    round_id = room.change(rounds.open_poll, QUESTION, name, None, at)
    room.writer.send(Row(round_id, room.identity.voter("dams", "A" * 16), 1, json.dumps("yes"), None)).result()
    return round_id


def standing(room):
    return set(room.look(rounds.all_rounds))


def hour(room, clock, believed=False):
    """What the class does each hour."""
    if room.change(overdue.may_erase, clock, believed):
        room.change(retention.sweep, clock)
        return True
    return False


def test_a_start_long_after_the_last_use_asks_and_waits_for_a_day(room):
    first = ask(room)
    wrong = T0 + 200 * DAY
    assert not hour(room, wrong) and standing(room) == {first}
    due = room.look(overdue.waiting, wrong)
    assert str(due) == "The clock of the class's computer says that it is 3 August 2027. The votes of 1 round should have been erased by 15 May 2027."
    # To use the class under that clock makes it no truer, nor does another start.
    room.change(retention.used, wrong)
    second = ask(room, "after", wrong)
    assert not hour(room, wrong + 7_200) and standing(room) == {first, second}
    assert hour(room, wrong + DAY, believed=True) and standing(room) == {second}
    assert room.look(overdue.waiting, wrong + DAY) is None


def test_a_yes_erases_at_once(room):
    ask(room)
    assert not hour(room, T0 + 200 * DAY)
    assert room.change(overdue.erase, T0 + 200 * DAY)
    assert standing(room) == set() and room.look(overdue.waiting, T0 + 200 * DAY) is None and room.look(settings.read).doubted is None


def test_a_clock_that_is_put_right_ends_the_question_and_what_was_begun_under_it_counts_from_now(room):
    first = ask(room)
    wrong, right = T0 + 200 * DAY, T0 + 1 * DAY
    assert not hour(room, wrong)
    second = ask(room, "after", wrong)
    assert hour(room, right) and standing(room) == {first, second}
    assert room.look(overdue.waiting, right) is None and room.look(settings.read).used == int(right)
    dates = room.look(retention.dates)
    assert dates[first] == "2027-05-15" and dates[second] == "2027-05-16"
    # A course that meets every week is asked nothing.
    for week in range(1, 20):
        room.change(retention.used, right + week * 7 * DAY)
        assert hour(room, right + week * 7 * DAY)
    assert standing(room) == set()


def test_a_computer_that_has_lost_its_clock_promises_nothing_from_1970(room):
    first = ask(room, at=100.0)
    assert not hour(room, 200.0) and standing(room) == {first}
    assert hour(room, T0) and room.look(retention.dates) == {first: "2027-05-15"}


def test_people_alone_are_asked_about_too(room):
    from debatekit.classroom.storage.writer import Joined

    room.writer.send(Joined(b"p" * 32)).result()
    room.change(retention.used, T0)
    assert not hour(room, T0 + 200 * DAY)
    assert "What is kept of people should have been erased by 15 May 2027." in str(room.look(overdue.waiting, T0 + 200 * DAY))


def test_a_clock_is_believed_after_a_day_beside_one_that_nobody_sets():
    watch = overdue.Watch()
    assert not watch.believes(T0, 5.0) and not watch.believes(T0 + DAY - 60, 5.0 + DAY - 60)
    assert watch.believes(T0 + DAY, 5.0 + DAY)
    assert not watch.believes(T0 + 90 * DAY, 5.0 + DAY + 60), "somebody has set it"
    assert watch.believes(T0 + 91 * DAY, 5.0 + 2 * DAY + 60)
    assert overdue.steady() <= overdue.steady()


@pytest.mark.parametrize(("answer", "left"), [("yes", 0), ("no", 1)])
def test_the_terminal_asks(tmp_path, monkeypatch, capsys, answer, left):
    from debatekit.classroom.service import Classroom

    path = tmp_path / "class.sqlite3"
    room = Classroom(path)
    ask(room)
    room.close()
    monkeypatch.setattr("debatekit.classroom.web.serve.serve", lambda *_, started, **__: started())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda text: print(text) or answer)
    monkeypatch.setattr("time.time", lambda: T0 + 200 * DAY)
    assert main(["class", "--no-browser", "--database", f"sqlite:///{path}"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"says that it is 3 August 2027\.", said) and "Erase them now?" in said
    assert not [line for line in said.splitlines() if len(line) > 79 and "#key" not in line and str(tmp_path) not in line]
    room = Classroom(path)
    assert len(standing(room)) == left
    room.close()
