"""The table of votes: tidy, without names, nothing that a spreadsheet runs, nothing that joins what must not be joined."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict

import pytest

from debatekit.classroom import rounds
from debatekit.classroom.export import COLUMNS, export_csv, save
from debatekit.classroom.service import Classroom
from debatekit.classroom.storage.vote_lines import Row
from debatekit.errors import ClassError
from debatekit.polls.question import question_from

KINDS = {
    "choice": {"options": [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}], "confidence": True},
    "several": {"options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}, {"id": "c", "text": "C"}]},
    "ranking": {"options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}, {"id": "c", "text": "C"}]},
    "points": {"options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}], "total": 10},
    "text": {},
    "slider": {"low": -10, "high": 10},
}
ROUNDS = [{"id": "before", "title": "Before"}, {"id": "after", "title": "After"}]
QUESTIONS = {kind: question_from({"id": f"q-{kind}", "kind": kind, "text": "Well?", "rounds": ROUNDS, **more}) for kind, more in KINDS.items()}


@pytest.fixture
def room(tmp_path):
    classroom = Classroom(tmp_path / "class.sqlite3")
    yield classroom
    classroom.close()


def ask(room, kind, values, name="before", close=True, confidence=None):
    question = QUESTIONS[kind]
    round_id = room.change(rounds.open_poll, question, name, None, 1e9)
    for number, value in enumerate(values):
        row = Row(round_id, room.identity.voter(question.id, f"token{number}"), 1, json.dumps(value), confidence)
        room.writer.send(row).result()
    if close:
        room.change(rounds.close, round_id)
    return round_id


def exported(room, looked=True):
    by_id = {question.id: question for question in QUESTIONS.values()}
    for each in room.look(rounds.all_rounds).values() if looked else ():
        if each.state == "closed" and room.look(rounds.count, each.id) >= 5:
            room.change(rounds.keep, each.id, {"withheld": ""})
    text, left_out = room.look(export_csv, by_id.get)
    return list(csv.DictReader(io.StringIO(text, newline=""))), left_out, text


def test_rounds_of_one_poll_can_be_paired_and_nothing_else(room):
    for name in ("before", "after"):
        ask(room, "choice", ["yes", "no"] * 10, name, confidence=70)
    ask(room, "slider", [-3] * 20)
    rows, left_out, text = exported(room)
    assert left_out == [] and text.splitlines()[0] == ",".join(COLUMNS)
    by_round = defaultdict(dict)
    for row in rows:
        by_round[row["poll"], row["round"]][row["voter"]] = row["value"]
    assert by_round["q-choice", "before"] == by_round["q-choice", "after"]
    assert len(by_round["q-choice", "before"]) == 20
    assert not set(by_round["q-choice", "before"]) & set(by_round["q-slider", "before"])
    assert {row["confidence"] for row in rows} == {"70", ""}
    assert {row["nth"] for row in rows if row["round"] == "after"} == {"2"}
    again = {row["voter"] for row in exported(room)[0]}
    assert len(again & {row["voter"] for row in rows}) < 5


def test_rounds_in_which_few_voted_twice_are_not_joined(room):
    ask(room, "choice", ["yes", "no"] * 10, "before", confidence=70)
    ask(room, "choice", ["yes", "no"] * 9 + ["yes"], "after", confidence=70)
    rows, left_out, _ = exported(room)
    voters = [{row["voter"] for row in rows if row["round"] == name} for name in ("before", "after")]
    assert not voters[0] & voters[1] and [len(each) for each in voters] == [20, 19]
    assert len(left_out) == 1 and "fewer than twenty people voted in both of two rounds" in left_out[0] and "“Well?”" in left_out[0]


def test_a_row_can_be_read_without_the_course(room):
    QUESTIONS["fact"] = question_from({"id": "q-fact", "kind": "choice", "text": "Which?", "options": [{"text": "This", "right": True}, "That"], "rounds": ROUNDS})
    QUESTIONS["likert"] = question_from({"id": "q-likert", "kind": "likert", "text": "Agree?", "labels": ["no", "so so", "yes"], "rounds": ROUNDS})
    claim = {"id": "q-truth", "kind": "truth", "text": "A. Writer: “It rains.” How true is this?", "argument": "a-map", "target": "c", "claim": "It rains.", "rounds": ROUNDS}
    QUESTIONS["truth"] = question_from(claim)
    try:
        this = ask(room, "fact", ["a", "b"] * 3)
        room.change(rounds.set_hands, this, QUESTIONS["fact"], {"a": 3, "b": 9})
        ask(room, "likert", [3] * 5)
        ask(room, "truth", [40] * 5)
        ask(room, "several", [["a", "c"]] * 5)
        rows = exported(room)[0]
    finally:
        for kind in ("fact", "likert", "truth"):
            del QUESTIONS[kind]

    def told(poll, *columns):
        return {tuple(row[column] for column in columns) for row in rows if row["poll"] == poll}

    assert told("q-fact", "source", "value", "answer", "right") == {
        ("vote", "a", "This", "1"), ("vote", "b", "That", "0"), ("hands", "3", "This", "1"), ("hands", "9", "That", "0"),
    }  # fmt: skip
    assert told("q-likert", "question", "round_title", "value", "answer", "right") == {("Agree?", "Before", "3", "yes", "")}
    assert told("q-truth", "question", "argument", "claim", "value", "answer") == {(claim["text"], "a-map", "It rains.", "40", "")}
    assert told("q-several", "option", "value", "answer") == {("a", "1", "A"), ("b", "0", "B"), ("c", "1", "C")}


def test_no_token_number_or_order_of_casting_is_in_it(room):
    ask(room, "slider", list(range(-10, 11)))
    rows, _, text = exported(room)
    values = [int(row["value"]) for row in rows]
    assert values != sorted(values) and sorted(values) == list(range(-10, 11))
    assert "token" not in text
    voters = [int(row["voter"]) for row in rows]
    assert voters == sorted(voters) and min(voters) >= 100_000


def test_votes_of_many_parts_have_a_row_for_each_option(room):
    ask(room, "several", [["a", "c"]] * 5)
    ask(room, "points", [{"a": 10}] * 5)
    ask(room, "ranking", [["c", "a"]] * 5)
    rows = exported(room)[0]

    def of_one(kind):
        mine = [row for row in rows if row["kind"] == kind]
        return {row["option"]: row["value"] for row in mine if row["voter"] == mine[0]["voter"]}

    assert of_one("several") == {"a": "1", "b": "0", "c": "1"}
    assert of_one("points") == {"a": "10", "b": "0"}
    assert of_one("ranking") == {"a": "2", "b": "", "c": "1"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|cmd"])
def test_what_a_spreadsheet_would_run_is_text(room, text):
    ask(room, "text", [text] * 5)
    assert {row["value"] for row in exported(room)[0]} == {f"'{text}"}


def test_texts_stay_as_they_are_and_negative_numbers_are_numbers(room):
    ask(room, "text", ['Café, "quoted"; a = b'] * 5)
    ask(room, "slider", [-5] * 5)
    assert {row["value"] for row in exported(room)[0]} == {'Café, "quoted"; a = b', "-5"}


def test_hands_come_last_and_are_no_votes(room):
    round_id = ask(room, "choice", ["yes"] * 5)
    room.change(rounds.set_hands, round_id, QUESTIONS["choice"], {"yes": 3, "no": 9})
    ask(room, "text", ["Well."] * 5)
    rows = exported(room)[0]
    assert [row["source"] for row in rows] == ["vote"] * 10 + ["hands"] * 2
    assert {(row["option"], row["value"], row["voter"]) for row in rows[-2:]} == {("yes", "3", ""), ("no", "9", "")}


def test_open_rounds_and_small_ones_are_left_out_and_that_is_said(room):
    ask(room, "choice", ["yes"] * 4)
    ask(room, "text", ["Well."] * 9, close=False)
    rows, left_out, _ = exported(room)
    assert rows == []
    # An exit ticket was never on the phones, so nobody would guess which is meant.
    assert left_out[0].startswith("1 open round left out: “Well?” (") and "Close it first" in left_out[0]
    assert ["1 open round" in left_out[0], "1 round with fewer than five" in left_out[1]] == [True, True]


def test_a_closed_round_that_nobody_looked_at_is_left_out_and_that_is_said(room):
    ask(room, "choice", ["yes"] * 5)
    rows, left_out, _ = exported(room, looked=False)
    assert rows == [] and ["1 closed round left out whose result nobody has looked at" in each for each in left_out] == [True]


def test_a_question_that_is_gone_does_not_take_its_votes_along(room):
    ask(room, "ranking", [["c", "a"]] * 5)
    text, _ = room.look(export_csv, lambda poll: None)
    assert len(text.splitlines()) == 1 + 5 * 2


def test_a_file_is_never_written_over(tmp_path):
    path = save("a,b\r\n", tmp_path / "votes.csv")
    assert path.read_bytes() == b"\xef\xbb\xbfa,b\r\n"
    with pytest.raises(ClassError, match="is there already"):
        save("x", tmp_path / "votes.csv")
    with pytest.raises(ClassError, match="No such file"):
        save("x", tmp_path / "nowhere" / "votes.csv")
