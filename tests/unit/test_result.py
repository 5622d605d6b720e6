"""What a class is told of its votes, kind by kind."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatekit.errors import BadAnswer
from debatekit.polls.question import Vote, question_from
from debatekit.polls.result import check_hands, result
from debatekit.polls.wilson import wilson

THREE = ["Yes", "No", {"text": "Undecided", "asks_confidence": False}]
CHOICE = question_from({"kind": "choice", "text": "So?", "options": THREE, "confidence": True})
FACT = question_from({"kind": "choice", "text": "Which?", "options": [{"text": "This", "right": True}, "That"]})
SEVERAL = question_from({"kind": "several", "text": "Which?", "options": ["A", "B", "C"]})
LIKERT = question_from({"kind": "likert", "text": "Agree?", "labels": ["no", "perhaps", "yes"]})
SLIDER = question_from({"kind": "slider", "text": "How many?", "low": 0, "high": 10})
CHANCE = question_from({"kind": "probability", "text": "How likely?"})
TRUTH = question_from({"kind": "truth", "text": "How true?", "argument": "m", "target": "c"})
RANKING = question_from({"kind": "ranking", "text": "Which first?", "options": ["A", "B", "C"]})
POINTS = question_from({"kind": "points", "text": "How many for each?", "options": ["A", "B", "C"], "total": 10})
TEXT = question_from({"kind": "text", "text": "Why?"})
ALL = [CHOICE, FACT, SEVERAL, LIKERT, SLIDER, CHANCE, TRUTH, RANKING, POINTS, TEXT]
VALUES = {
    "choice": "a", "several": ["a", "c"], "likert": 2, "slider": 3, "probability": 40, "truth": 40, "ranking": ["b"], "points": {"a": 4, "c": 6},
    "text": "Because.",
}  # fmt: skip
EMPTY = {"kind", "voters", "hands", "withheld", "words"}


def votes(*values, confidence=None):
    return [Vote(value=value, confidence=confidence) for value in values]


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
@pytest.mark.parametrize("number", [0, 1, 4])
def test_fewer_than_five_are_not_told(question, number):
    told = result(question, number * votes(VALUES[question.kind]))
    assert told.keys() == EMPTY and (told["voters"], told["words"]) == (number, [])
    assert told["withheld"].startswith({0: "Nobody has voted.", 1: "Only 1 person has voted.", 4: "Only 4 people have voted."}[number])


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
def test_five_are_told_as_plain_data(question):
    told = result(question, 5 * votes(VALUES[question.kind]))
    assert told["withheld"] == "" and told["voters"] == 5 and len(told.keys() - EMPTY) == 1
    assert json.loads(json.dumps(told)) == told
    caveats = dict.fromkeys(("choice", "several", "likert"), "one of them is 20 points of 100") | dict.fromkeys(("ranking", "points", "text"))
    caveat = caveats.get(question.kind, "one answer more can move the mean")
    # Where nothing is in percent of the class there is nothing to warn of.
    assert told["words"] == [] if caveat is None else caveat in told["words"][0]


def test_rows_have_shares_and_from_twenty_on_an_interval():
    told = result(CHOICE, votes(*"aaab"))
    assert "rows" not in told
    few = result(CHOICE, votes(*19 * "a"))["rows"][0]
    assert few == {"id": "a", "text": "Yes", "count": 19, "share": 1, "low": None, "high": None, "hands": 0}
    rows = result(CHOICE, votes(*12 * "a", *8 * "b"))["rows"]
    assert [(row["id"], row["count"], row["share"]) for row in rows] == [("a", 12, 0.6), ("b", 8, 0.4), ("c", 0, 0)]
    assert (rows[0]["low"], rows[0]["high"]) == wilson(12, 20) and rows[2]["low"] == 0


def test_hands_count_for_shares_and_stand_apart():
    told = result(CHOICE, votes(*"aaaab"), {"a": 5, "b": 10, "c": 0})
    assert (told["voters"], told["hands"]) == (5, 15)
    assert [(row["count"], row["hands"], row["share"]) for row in told["rows"]] == [(4, 5, 0.45), (1, 10, 0.55), (0, 0, 0)]
    assert told["rows"][0]["low"] == wilson(9, 20)[0]


def test_hands_stand_alone_beside_fewer_than_five_votes():
    told = result(CHOICE, votes(*"aaab"), {"a": 2, "b": 6})
    assert "show of hands alone" in told["withheld"]
    assert [(row["count"], row["hands"], row["share"]) for row in told["rows"]] == [(0, 2, 0.25), (0, 6, 0.75), (0, 0, 0)]
    # Not so where hands cannot be counted once a person.
    assert "rows" not in result(SEVERAL, votes(["a"]), {"a": 2}) and result(SEVERAL, 5 * votes(["a"]), {"a": 2})["hands"] == 0


@pytest.mark.parametrize(
    ("question", "hands", "says"),
    [
        (CHOICE, {"z": 1}, "for each of: a, b, c."), (CHOICE, [1, 2], "for each of"), (CHOICE, {"a": -1}, "not -1"), (CHOICE, {"a": True}, "not True"),
        (CHOICE, {"a": 10**30}, "not so large a number"), (LIKERT, {1: 2}, "for each of: 1, 2, 3."), (TEXT, {}, "a choice or a Likert question"),
    ],
)  # fmt: skip
def test_hands_that_do_not_fit_are_told(question, hands, says):
    with pytest.raises(BadAnswer) as caught:
        check_hands(question, hands)
    assert says in str(caught.value)


def test_hands_that_fit():
    assert check_hands(LIKERT, {"3": 4, "1": 0}) == {"1": 0, "3": 4}


def test_the_right_answer_is_marked():
    rows = result(FACT, votes(*"aaabb"))["rows"]
    assert rows[0]["right"] is True and "right" not in rows[1]


def test_sureness_is_told_of_five_or_more():
    sure = votes(*"aaaaa", confidence=50)[:4] + votes("a", confidence=75) + votes(*"bbbb", confidence=90) + votes(*"ccccc")
    assert result(CHOICE, sure + votes("b", confidence=90))["confidence"] == {"a": 55, "b": 90}
    assert "confidence" not in result(CHOICE, sure[5:])
    # One answer's alone would be read as that of the class, unless nobody else was asked.
    assert "confidence" not in result(CHOICE, sure)
    assert result(CHOICE, sure[:5] + sure[9:])["confidence"] == {"a": 55}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([0, 25, 50, 75, 100])), min_size=5, max_size=24))
def test_how_sure_all_are_is_told_of_five_or_more_and_never_beside_a_part_of_them(cast):
    told = result(CHOICE, [Vote(value=value, confidence=None if value == "c" else sure) for value, sure in cast])
    asked = [sure for value, sure in cast if value != "c"]
    assert not {"sure", "confidence"} <= told.keys()
    assert ("sure" in told or "confidence" in told) == (len(asked) >= 5)
    if "sure" in told:
        assert told["sure"] == round(sum(asked) / len(asked))


def test_how_sure_people_are_of_numbers_is_told_of_all():
    chance = question_from({"kind": "probability", "text": "How likely?", "confidence": True})
    assert result(chance, votes(1, 2, 3, 4, 5, confidence=75))["sure"] == 75
    assert "sure" not in result(chance, votes(1, 2, 3, 4, confidence=75))


def test_several_count_people_and_not_crosses():
    rows = result(SEVERAL, votes(["a", "b"], ["a"], [], ["a", "c"], ["b"]))["rows"]
    assert [(row["count"], row["share"]) for row in rows] == [(3, 0.6), (2, 0.4), (1, 0.2)]


def test_steps_of_a_likert_question_are_named_by_their_number():
    rows = result(LIKERT, votes(1, 1, 3, 3, 3))["rows"]
    assert [(row["id"], row["text"], row["count"]) for row in rows] == [("1", "no", 2), ("2", "perhaps", 0), ("3", "yes", 3)]


def test_numbers():
    told = result(SLIDER, votes(1, 2, 3, 4, 10))["numbers"]
    assert (told["mean"], told["median"], told["lower"], told["upper"], told["low"], told["high"]) == (4, 3, 2, 4, 0, 10)
    # From 0 to 10 there are eleven steps, and a bin for each.
    assert [one["count"] for one in told["bins"]] == [0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1] and told["bins"][3] == {"low": 3, "high": 3, "count": 1}
    bins = result(CHANCE, votes(0, 9, 10, 99, 100))["numbers"]["bins"]
    assert [(one["low"], one["high"]) for one in bins[:2]] == [(0, 10), (10, 20)] and [one["count"] for one in bins] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]


@given(st.lists(st.integers(0, 40), min_size=5, max_size=50), st.sampled_from([0.1, 0.25, 0.5, 1, 3]))
def test_every_vote_is_in_one_bin(places, step):
    question = question_from({"kind": "slider", "text": "?!", "low": -1, "high": -1 + 40 * step, "step": step})
    told = result(question, votes(*[-1 + place * step for place in places]))
    assert told["voters"] == sum(one["count"] for one in told["numbers"]["bins"]) == len(places)
    numbers = told["numbers"]
    assert numbers["low"] - 1e-9 <= numbers["lower"] <= numbers["median"] <= numbers["upper"] <= numbers["high"] + 1e-9


def test_points_and_texts():
    told = result(POINTS, votes({"a": 10}, {"a": 5, "b": 5}, {"b": 10}, {"b": 10}, {"b": 10}))["points"]
    assert [(one["mean"], one["share"]) for one in told] == [(3, pytest.approx(0.3)), (7, pytest.approx(0.7)), (0, 0)]
    assert result(TEXT, 6 * votes("So."))["texts"] == 6


def test_rankings_are_counted_three_ways():
    told = result(RANKING, votes(*5 * [["b", "a"]]))["ranking"]
    assert told["borda"][0]["id"] == told["condorcet"]["winner"] == told["runoff"]["winner"] == "b" and len(told["words"]) == 3


def test_an_answer_that_is_no_longer_offered_is_not_counted_and_said():
    told = result(CHOICE, votes(*"aaabbz"))
    assert told["voters"] == 5 and "1 vote is not counted" in told["words"][1]
    assert "rows" not in result(CHOICE, votes(*"aabbzzzz"))
