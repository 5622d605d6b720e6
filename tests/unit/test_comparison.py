"""Two rounds compared: what is told, and that no subtraction of it shows a group of fewer than five."""

import json
from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from debatekit.polls.comparison import compare
from debatekit.polls.pooling import pool
from debatekit.polls.question import Vote, question_from

THREE = [{"text": "For", "id": "for"}, {"text": "Against", "id": "against"}, {"text": "Undecided", "id": "undecided", "asks_confidence": False}]
CHOICE = question_from({"kind": "choice", "text": "So?", "options": THREE})
LIKERT = question_from({"kind": "likert", "text": "Agree?", "labels": ["no", "perhaps", "yes"]})
SLIDER = question_from({"kind": "slider", "text": "How many?", "low": 0, "high": 10})
FOR, AGAINST, UNDECIDED = OPTIONS = ("for", "against", "undecided")
NONE = None


def pairs(cells):
    """`{(before, after): people}` as pairs of votes."""
    vote = lambda value: None if value is None else Vote(value=value)  # noqa: E731
    return [(vote(before), vote(after)) for (before, after), count in cells.items() for _ in range(count)]


def told(cells, question=CHOICE):
    shown = compare(question, pairs(cells))
    assert json.loads(json.dumps(shown)) == shown
    return shown


def names(shown):
    return [rule["name"] for rule in shown["rules"]]


ROOM = {(FOR, FOR): 10, (FOR, AGAINST): 2, (AGAINST, FOR): 5, (AGAINST, AGAINST): 7, (UNDECIDED, FOR): 3, (UNDECIDED, UNDECIDED): 5}


def test_a_room_in_which_every_group_is_large_enough():
    shown = told(ROOM)
    assert (shown["kind"], shown["paired"], shown["only_before"], shown["only_after"], shown["withheld"], shown["no_vote"]) == ("flows", 32, 0, 0, "", False)
    assert shown["before"] == {FOR: 12, AGAINST: 12, UNDECIDED: 8} and shown["after"] == {FOR: 18, AGAINST: 9, UNDECIDED: 5}
    assert shown["options"] == [{"id": FOR, "text": "For"}, {"id": AGAINST, "text": "Against"}, {"id": UNDECIDED, "text": "Undecided"}]
    assert shown["groups"][0] == {"from": [FOR], "count": 12, "to": {FOR: 10, AGAINST: 2, UNDECIDED: 0}}
    assert shown["ends"][0] == {"id": FOR, "of": [FOR], "count": 18}
    assert names(shown) == ["Oxford rule", "Largest share", "Net movers", "Conversion rate", "Undecided won"]
    assert "a chi-square test is used from 25 on" in shown["words"][0]


@pytest.mark.parametrize("cells", [{}, {(FOR, AGAINST): 4, (FOR, NONE): 20, (NONE, FOR): 20}])
def test_fewer_than_five_are_not_told(cells):
    shown = told(cells)
    assert shown.keys() == {"kind", "paired", "only_before", "only_after", "withheld", "words"} and "So few votes in both rounds" in shown["withheld"]


def test_small_answers_are_counted_together_at_both_ends():
    shown = told({(FOR, FOR): 8, (FOR, AGAINST): 3, (AGAINST, AGAINST): 9, (UNDECIDED, FOR): 2, (AGAINST, UNDECIDED): 1})
    # Two were undecided first, and one is last: they join the smaller side.
    assert [group["from"] for group in shown["groups"]] == [[FOR], [AGAINST, UNDECIDED]]
    assert shown["groups"][1] == {"from": [AGAINST, UNDECIDED], "count": 12, "to": {"for+undecided": 3, AGAINST: 9}}
    assert shown["ends"][0] == {"id": "for+undecided", "of": [FOR, UNDECIDED], "count": 11}
    assert shown["options"][3] == {"id": "for+undecided", "text": "For or Undecided"}
    # Who came over from one side to the other is then not known, so no rule rests on it.
    assert names(shown) == ["Oxford rule", "Largest share"] and shown["words"] == []


def test_no_word_of_no_vote_where_no_picture_shows_it():
    shown = told({(FOR, FOR): 9, (FOR, NONE): 2})
    assert len(shown["groups"]) == 1 and "2 voted only in the first round: counted in that round, because" in shown["words"][1]


def test_few_who_voted_once_stay_in_the_table():
    shown = told(ROOM | {(FOR, NONE): 1, (NONE, AGAINST): 2})
    assert (shown["only_before"], shown["only_after"], shown["no_vote"]) == (1, 2, True)
    assert shown["before"][FOR] == 13 and shown["after"][AGAINST] == 11
    assert [group["from"] for group in shown["groups"]] == [[FOR], [AGAINST], [UNDECIDED, "no-vote"]]
    assert [end["of"] for end in shown["ends"]] == [[FOR], [AGAINST], [UNDECIDED, "no-vote"]]
    assert {"id": "no-vote", "text": "no vote"} in shown["options"] and {"id": "undecided+no-vote", "text": "Undecided or no vote"} in shown["options"]
    assert sum(group["count"] for group in shown["groups"]) == 35
    assert "1 voted only in the first round and 2 voted only in the second round: counted as “no vote” in the other one" in shown["words"][0]
    # Sides are still whole at both ends, so who came over is known; the undecided alone are not.
    assert names(shown) == ["Oxford rule", "Largest share", "Net movers", "Conversion rate"]


def test_five_who_voted_once_are_left_out():
    shown = told(ROOM | {(FOR, NONE): 5, (NONE, AGAINST): 6})
    assert shown["no_vote"] is False and sum(group["count"] for group in shown["groups"]) == shown["paired"] == 32
    assert shown["before"][FOR] == 17 and [group["from"] for group in shown["groups"]] == [[FOR], [AGAINST], [UNDECIDED]]


def test_of_so_few_nothing_but_totals_is_left():
    shown = told({(FOR, FOR): 3, (FOR, AGAINST): 1, (AGAINST, AGAINST): 2})
    assert len(shown["groups"]) == len(shown["ends"]) == 1 and names(shown) == ["Oxford rule", "Largest share"]
    assert "In a class of 6 one person is 17 points of 100" in shown["words"][0]
    # Said once: with the rules, or where there are none alone.
    assert "is not told of so few" in shown["rules_left_out"] and not any("not told of so few" in sentence for sentence in shown["words"])
    assert "is not told of so few" in told({(1, 1): 3, (1, 2): 1, (2, 2): 2}, LIKERT)["words"][1]


FEW_AGAIN = {(FOR, FOR): 2, (FOR, NONE): 4, (AGAINST, AGAINST): 3, (AGAINST, NONE): 1, (UNDECIDED, UNDECIDED): 2}


def test_where_only_totals_can_be_told_it_is_said_that_others_voted():
    shown = told(FEW_AGAIN)
    assert shown["totals"] == {"before": {FOR: 6, AGAINST: 4, UNDECIDED: 2}, "after": {FOR: 2, AGAINST: 3, UNDECIDED: 2}, "paired": False}
    assert shown["caution"] == "12 voted the first time and 7 the second time, 7 of them both times. Most of this may be who voted, not who changed."
    assert "“Net movers”, “Conversion rate” and “Undecided won”" in shown["rules_left_out"]
    one_late = told({(FOR, AGAINST): 9, (NONE, AGAINST): 1})
    assert "Part of this may be" in one_late["caution"]
    same_people = told({(FOR, FOR): 3, (FOR, AGAINST): 1, (AGAINST, AGAINST): 2})
    assert same_people["caution"] == "" and same_people["totals"]["paired"] is True


def test_totals_of_those_who_voted_both_times_are_told_where_the_table_tells_them():
    shown = told(ROOM | {(FOR, NONE): 25})
    assert shown["before"][FOR] == 37 and shown["caution"] == ""
    assert shown["totals"] == {"before": {FOR: 12, AGAINST: 12, UNDECIDED: 8}, "after": {FOR: 18, AGAINST: 9, UNDECIDED: 5}, "paired": True}
    # By all votes “for” would seem to have lost.
    assert shown["rules"][0]["winner"] == FOR and "of the votes of those who voted both times grew most" in shown["rules"][0]["says"]
    pooled = told(ROOM | {(UNDECIDED, AGAINST): 1, (FOR, NONE): 25, (UNDECIDED, UNDECIDED): 0})
    assert pooled["totals"]["paired"] is False and "53 voted the first time and 28 the second time" in pooled["caution"]


def test_a_question_of_fact_has_no_winner():
    fact = question_from({"kind": "choice", "text": "Who was it?", "options": [{**option, "right": option["id"] == AGAINST} for option in THREE]})
    shown = told(ROOM, fact)
    assert shown["rules"] == [] and shown["rules_left_out"] == "" and not any("side" in sentence for sentence in shown["words"])
    assert shown["right"] == {
        "id": AGAINST, "before": 12, "after": 9, "gained": 2, "lost": 5,
        "words": [
            "12 of 32 were right the first time, 9 of 32 the second time: 3 fewer.",
            "2 went from a wrong answer to the right one, 5 from the right one to a wrong one.",
        ],
    }  # fmt: skip
    small = told({(FOR, AGAINST): 3, (AGAINST, AGAINST): 4, (AGAINST, FOR): 1}, fact)["right"]
    assert (small["gained"], small["lost"]) == (None, None) and "not told of so few" in small["words"][1]


def test_nobody_moved():
    assert told({(FOR, FOR): 10, (AGAINST, AGAINST): 10})["words"] == ["Nobody changed the answer."]


def test_steps_of_a_scale_join_their_neighbours():
    shown = told({(1, 1): 2, (2, 3): 5, (3, 3): 9, (3, 1): 1, (3, NONE): 1}, LIKERT)
    assert [group["from"] for group in shown["groups"]] == [["1", "2"], ["3"]] and shown["rules"] == []
    assert [end["of"] for end in shown["ends"]] == [["1", "3", "no-vote"]]


def test_an_answer_that_is_no_longer_offered_counts_as_no_vote():
    shown = told({("gone", FOR): 5, (FOR, FOR): 5, (FOR, "gone"): 6, ("gone", "gone"): 2})
    assert (shown["paired"], shown["only_before"], shown["only_after"]) == (5, 6, 5)


def test_names_that_an_option_has_already_are_not_used_again():
    question = question_from({"kind": "choice", "text": "So?", "options": [{"id": "no-vote", "text": "I do not vote"}, {"id": "b", "text": "B"}]})
    shown = told({("no-vote", "b"): 5, ("b", "no-vote"): 5, ("b", NONE): 1}, question)
    assert [option["id"] for option in shown["options"]][:3] == ["no-vote", "b", "no-vote+"]


def test_a_shift():
    shown = told({(2, 4): 3, (5, 5): 2, (6, 1): 1}, SLIDER)
    assert (shown["kind"], shown["up"], shown["same"], shown["down"]) == ("shift", 3, 2, 1)
    assert (shown["mean_before"], shown["mean_after"]) == (pytest.approx(22 / 6), pytest.approx(23 / 6))


def test_a_mean_without_few_would_show_their_answers():
    shown = told({(2, 4): 5, (9, NONE): 1, (NONE, 0): 5}, SLIDER)
    assert shown["mean_before"] == pytest.approx(19 / 6) and shown["mean_after"] == 4
    assert any("The mean of the first round counts all who voted in it" in sentence for sentence in shown["words"])


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ({"kind": "several", "options": ["A", "B"]}, ["a"]), ({"kind": "ranking", "options": ["A", "B"]}, ["a"]), ({"kind": "text"}, "So."),
        ({"kind": "points", "options": ["A", "B"]}, {"a": 100}),
    ],
)  # fmt: skip
def test_other_kinds_are_not_compared(data, value):
    shown = compare(question_from({"text": "?!", **data}), 5 * [(Vote(value=value), Vote(value=value))])
    assert (shown["kind"], shown["paired"], shown["withheld"]) == ("none", 5, "")


# What can be subtracted from what


def subsets(names):
    return chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1))


class Known:
    """The sums of unknown cells that can be worked out from some sums, by adding and subtracting them."""

    def __init__(self, cells):
        self.cells, self.rows = sorted(cells, key=str), []

    def vector(self, starts, ends):
        return [Fraction(before in starts and after in ends) for before, after in self.cells]

    def learn(self, starts, ends):
        row = self.rest(self.vector(starts, ends))
        place = next((place for place, value in enumerate(row) if value), None)
        if place is not None:
            self.rows.append((place, [value / row[place] for value in row]))

    def rest(self, row):
        for place, known in self.rows:
            if row[place]:
                row = [a - row[place] * b for a, b in zip(row, known, strict=True)]
        return row

    def tells(self, starts, ends):
        return not any(self.rest(self.vector(starts, ends)))


EVERYTHING = (*OPTIONS, NONE)
CELLS = [cell for cell in product(EVERYTHING, repeat=2) if cell != (NONE, NONE)]
ROOMS = st.fixed_dictionaries({cell: st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 9]) for cell in CELLS})


@settings(deadline=None, max_examples=60)
@example(ROOM | {(FOR, NONE): 1, (NONE, AGAINST): 2})
# Five who came late say “undecided” all. The one who ended with “against” hides behind no vote from everybody but them.
@example({(AGAINST, UNDECIDED): 5, (AGAINST, NONE): 4, (UNDECIDED, AGAINST): 1, (NONE, UNDECIDED): 5})
@example({(FOR, FOR): 2, (FOR, NONE): 5, (AGAINST, AGAINST): 9, (UNDECIDED, NONE): 2, (UNDECIDED, UNDECIDED): 1})
@given(ROOMS)
def test_no_subtraction_shows_a_group_of_fewer_than_five(room):
    room = dict.fromkeys(CELLS, 0) | room
    people = lambda starts, ends: sum(room[cell] for cell in CELLS if cell[0] in starts and cell[1] in ends)  # noqa: E731
    shown = told(room)
    if shown["withheld"]:
        return
    # Where nobody is, everybody sees it in the totals.
    used = [cell for cell in CELLS if people([cell[0]], EVERYTHING) and people(EVERYTHING, [cell[1]])]
    public, all_shown = Known(used), Known(used)
    totals = [*(([name], EVERYTHING) for name in EVERYTHING), *((EVERYTHING, [name]) for name in EVERYTHING), (OPTIONS, OPTIONS)]
    as_named = {"no-vote": NONE}
    ends = {end["id"]: [as_named.get(name, name) for name in end["of"]] for end in shown["ends"]}
    flows = [([as_named.get(name, name) for name in group["from"]], ends[end], count) for group in shown["groups"] for end, count in group["to"].items()]
    for starts, finish in totals:
        public.learn(starts, finish)
        all_shown.learn(starts, finish)
    for starts, finish, count in flows:
        assert people(starts, finish) == count
        all_shown.learn(starts, finish)
    # Where people with one vote are left out, few of those with both must not be told apart either. How few they are is no secret:
    # it parts an answer, which has five people or more, into those with one vote and those with both.
    left = [EVERYTHING if any(NONE in flow[place] for flow in flows) else OPTIONS for place in (0, 1)]
    for few, many, place in product(subsets(EVERYTHING), subsets(EVERYTHING), (0, 1)):
        starts, finish = (few, many) if place == 0 else (many, few)
        everybody, with_both = (people(few, where) if place == 0 else people(where, few) for where in (EVERYTHING, left[1 - place]))
        there = {cell[1 - place] for cell in used} & set(left[1 - place])
        if 0 < everybody < 5 or (0 < with_both < 5 and set(many) <= set(left[1 - place]) and not there <= set(many)):
            assert not all_shown.tells(starts, finish) or public.tells(starts, finish), (starts, finish, room, shown["groups"])


@settings(deadline=None)
@given(ROOMS)
def test_what_is_told_adds_up(room):
    shown = told(room)
    if shown["withheld"]:
        return
    assert len(shown["groups"]) == 1 or all(group["count"] >= 5 for group in shown["groups"])
    assert len(shown["ends"]) == 1 or all(end["count"] >= 5 for end in shown["ends"])
    for end in shown["ends"]:
        assert sum(group["to"][end["id"]] for group in shown["groups"]) == end["count"]
    for group in shown["groups"]:
        assert sum(group["to"].values()) == group["count"]
    assert {option["id"] for option in shown["options"]} >= {end["id"] for end in shown["ends"]} | {name for group in shown["groups"] for name in group["from"]}
    assert shown["before"] == {name: sum(count for cell, count in room.items() if cell[0] == name) for name in OPTIONS}


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 9), min_size=1), st.integers(1, 8))
def test_pooling_loses_nobody(sizes, least):
    groups = pool(sizes, least, lambda one, other: abs(ord(one[0]) - ord(other[0])))
    assert sorted(chain.from_iterable(groups)) == sorted(sizes)
    assert len(groups) == 1 or all(sum(sizes[name] for name in group) >= least for group in groups)
    assert groups == pool(sizes, least, lambda one, other: abs(ord(one[0]) - ord(other[0])))
