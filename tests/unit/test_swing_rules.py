"""Who has won, by rule. The same totals, two tables, and other winners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatekit.errors import UnknownName
from debatekit.polls.swing import oxford
from debatekit.polls.swing_rules import missing, rules, rules_of
from debatekit.polls.tally import Moves

OPTIONS, SIDES = ("for", "against", "undecided"), ("for", "against")
TEXTS = {"for": "For", "against": "Against"}

# The example by which Oxford-style debates are explained: of 100 people 31, 44 and 25 before, 42, 49 and 9 after. Both tables have these totals.
NO_SWITCHER = ((31, 0, 0), (0, 44, 0), (11, 5, 9))
MANY_SWITCHERS = ((16, 15, 0), (24, 20, 0), (2, 14, 9))


def moves(counts):
    return Moves(options=OPTIONS, counts=counts)


def winners(counts):
    return {rule.name: rule.winner for rule in rules_of(moves(counts), SIDES, TEXTS)}


def test_the_same_totals_and_other_winners():
    by_totals = {"Oxford rule": "for", "Largest share": "against"}
    assert winners(NO_SWITCHER) == by_totals | {"Net movers": None, "Conversion rate": None, "Undecided won": "for"}
    assert winners(MANY_SWITCHERS) == by_totals | {"Net movers": "for", "Conversion rate": "for", "Undecided won": "against"}
    for counts in (NO_SWITCHER, MANY_SWITCHERS):
        assert oxford(moves(counts).before, moves(counts).after, SIDES).gains == {"for": 11, "against": 5}


def test_each_rule_asks_and_gives_its_figures():
    assert [rule.says for rule in rules_of(moves(MANY_SWITCHERS), SIDES, TEXTS)] == [
        "Whose share of all votes grew most? “For” went from 31\u00a0% to 42\u00a0%; “Against” went from 44\u00a0% to 49\u00a0%.",
        "Who has most at the end, whoever began with it? “For” has 42\u00a0%; “Against” has 49\u00a0%.",
        "Who won more people from another side than it lost to one? “For” won 24 and lost 15; “Against” won 15 and lost 24.",
        "Who won the larger part of those who began on another side? “For” won 24 of 44, 55\u00a0%; “Against” won 15 of 31, 48\u00a0%.",
        "Who won more of the 25 who began on no side? “For” won 2; “Against” won 14.",
    ]


def test_a_small_side_can_win_the_rate_and_lose_in_people():
    # 5 of 10 and 8 of 40 came over.
    assert winners(((5, 5, 0), (8, 32, 0), (0, 0, 0))) == {
        "Oxford rule": "for", "Largest share": "against", "Net movers": "for", "Conversion rate": "against",
    }  # fmt: skip


def test_a_small_class_is_told_in_people():
    told = [rule.says for rule in rules_of(moves(((4, 1, 0), (2, 3, 0), (0, 0, 2))), SIDES, TEXTS)]
    assert "“For” went from 5 of 12 to 6 of 12" in told[0] and not any("%" in sentence for sentence in told)


def test_ties():
    assert set(winners(((5, 3, 0), (3, 5, 0), (2, 2, 2))).values()) == {"tie", None}
    assert winners(((0, 0, 5), (0, 0, 5), (0, 0, 0)))["Largest share"] is None


def test_what_is_not_told_makes_no_rule():
    told = rules({"for": 6, "against": 6}, {"for": 7, "against": 5}, SIDES, lambda old, new: None)
    assert [rule.name for rule in told] == ["Oxford rule", "Largest share"]


def test_why_rules_are_missing():
    before, after = {"for": 6, "against": 6, "undecided": 2}, {"for": 7, "against": 5, "undecided": 2}
    told = rules(before, after, SIDES, lambda old, new: None)
    assert missing(told, before, SIDES) == (
        "Not here: “Net movers”, “Conversion rate” and “Undecided won”. Who came from which side is not told of so few, because it would show how somebody voted."
    )
    assert missing(rules_of(moves(NO_SWITCHER), SIDES), before, SIDES) == ""
    none_undecided = rules_of(moves(((5, 1, 0), (2, 5, 0), (0, 0, 0))), SIDES)
    assert missing(none_undecided, {"for": 6, "against": 7, "undecided": 0}, SIDES) == "There is no “Undecided won”, because nobody began on no side."
    one_side = rules_of(moves(((5, 1, 0), (0, 0, 0), (2, 2, 2))), SIDES)
    assert missing(one_side, {"for": 6, "against": 0, "undecided": 6}, SIDES) == "There is no “Conversion rate”, because nobody began on another side."


def test_sides_must_be_there():
    with pytest.raises(UnknownName, match="Did you mean “against”"):
        rules_of(moves(NO_SWITCHER), ("for", "agianst"))
    with pytest.raises(ValueError, match="two sides"):
        rules_of(moves(NO_SWITCHER), ("for",))


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3).filter(lambda table: sum(map(sum, table))))
def test_no_rule_prefers_a_side(table):
    """With the sides' names exchanged the other side wins."""
    name = {"for": "against", "against": "for", "tie": "tie", None: None}
    order = (1, 0, 2)
    mirrored = tuple(tuple(table[i][j] for j in order) for i in order)
    mine = winners(tuple(map(tuple, table)))
    assert winners(mirrored) == {rule: name[winner] for rule, winner in mine.items()}
