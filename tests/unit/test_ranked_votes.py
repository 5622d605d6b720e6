"""Counts of rankings, held to published examples and to what each rule promises. Figures stand here with their source."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatekit.polls.question import question_from
from debatekit.polls.ranked_result import ranked
from debatekit.polls.ranked_votes import Duel, borda, circle, condorcet_winner, duels, runoff, smith_set


def cast(**numbers):
    """Ballots from `abc=5`: five times a, b, c."""
    return [list(order) for order, number in numbers.items() for _ in range(number)]


# Four cities choose a capital, each the nearest first: the example by which textbooks and encyclopedias compare voting rules.
CITIES = ("memphis", "nashville", "chattanooga", "knoxville")
TENNESSEE = [
    *42 * [["memphis", "nashville", "chattanooga", "knoxville"]], *26 * [["nashville", "chattanooga", "knoxville", "memphis"]],
    *15 * [["chattanooga", "knoxville", "nashville", "memphis"]], *17 * [["knoxville", "chattanooga", "nashville", "memphis"]],
]  # fmt: skip


def test_the_capital_of_tennessee():
    assert borda(TENNESSEE, CITIES) == {"memphis": 126, "nashville": 194, "chattanooga": 173, "knoxville": 107}
    fought = duels(TENNESSEE, CITIES)
    assert Duel("memphis", "nashville", 42, 58) in fought and Duel("nashville", "knoxville", 68, 32) in fought and len(fought) == 6
    assert condorcet_winner(fought, CITIES) == "nashville" and smith_set(fought, CITIES) == ("nashville",) and circle(fought, CITIES) == ()
    rounds, winner = runoff(TENNESSEE, CITIES)
    assert winner == "knoxville"
    assert [(each.counts, each.dropped) for each in rounds] == [
        ({"memphis": 42, "nashville": 26, "chattanooga": 15, "knoxville": 17}, ("chattanooga",)),
        ({"memphis": 42, "nashville": 26, "knoxville": 32}, ("nashville",)),
        ({"memphis": 42, "knoxville": 58}, ()),
    ]


def test_bordas_own_example():
    """21 electors, Mémoire sur les élections au scrutin (1781): who has most first places would lose each duel."""
    ballots = cast(abc=1, acb=7, bca=7, cba=6)
    # Borda gives 3, 2 and 1 points: 37, 42 and 47. Ours are one less a ballot.
    assert borda(ballots, "abc") == {"a": 37 - 21, "b": 42 - 21, "c": 47 - 21}
    fought = duels(ballots, "abc")
    assert fought == [Duel("a", "b", 8, 13), Duel("a", "c", 8, 13), Duel("b", "c", 8, 13)]
    assert condorcet_winner(fought, "abc") == "c"


def test_condorcets_paradox():
    """60 voters, Essai sur l'application de l'analyse (1785): a beats b, b beats c, and c beats a."""
    fought = duels(cast(abc=23, bca=17, bac=2, cab=10, cba=8), "abc")
    assert fought == [Duel("a", "b", 33, 27), Duel("a", "c", 25, 35), Duel("b", "c", 42, 18)]
    assert condorcet_winner(fought, "abc") is None and smith_set(fought, "abc") == tuple("abc") and circle(fought, "abc") == tuple("abc")


def test_points_may_pass_over_who_wins_every_duel():
    """81 voters, by Condorcet (1788): a wins every duel, and b has the most points."""
    ballots = cast(abc=30, acb=1, bac=29, bca=10, cab=10, cba=1)
    assert condorcet_winner(duels(ballots, "abc"), "abc") == "a"
    assert borda(ballots, "abc") == {"a": 101, "b": 109, "c": 33}


def test_in_a_runoff_more_support_can_cost_the_victory():
    """17 voters: a wins; two who had b first then put a first, and now c wins."""
    assert runoff(cast(abc=6, cab=5, bca=4, bac=2), "abc")[1] == "a"
    assert runoff(cast(abc=8, cab=5, bca=4), "abc")[1] == "c"


def test_options_without_a_place_share_what_is_left():
    assert borda([["b"]], "abcd") == {"a": 1, "b": 3, "c": 1, "d": 1}
    assert borda([["b", "c"]], "abcd") == {"a": Fraction(1, 2), "b": 3, "c": 2, "d": Fraction(1, 2)}
    assert duels([["b"]], "abc") == [Duel("a", "b", 0, 1), Duel("a", "c", 0, 0), Duel("b", "c", 1, 0)]


@pytest.mark.parametrize(
    ("ballots", "ties", "dropped", "winner"),
    [
        (cast(ab=4, ba=5, c=1, d=1), ["together", ""], [("c", "d"), ()], "b"),
        # b and c share the last place with 2 each, as many as a has.
        (cast(a=2, b=2, c=2), ["all"], [("a", "b", "c")], None),
        # In the second round b and c have 4 each, and b had fewer first places before.
        (cast(a=6, b=3, c=4, db=1), ["", "first-round", ""], [("d",), ("b",), ()], "a"),
        (cast(a=3, b=3), ["together", "all"], [("c", "d"), ("a", "b")], None),
    ],
)
def test_ties_for_the_last_place_are_settled_without_a_lot(ballots, ties, dropped, winner):
    rounds, found = runoff(ballots, "abcd" if any("d" in ballot for ballot in ballots) or len(ties) == 2 else "abc")
    assert ([each.tie for each in rounds], [each.dropped for each in rounds], found) == (ties, dropped, winner)


def test_ballots_that_name_nobody_left_are_counted():
    rounds, winner = runoff(cast(ab=4, b=3, c=2), "abc")
    assert winner == "a" and [each.exhausted for each in rounds] == [0, 2]


BALLOTS = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True), min_size=1, max_size=20)


@given(BALLOTS, st.permutations("abcd"), st.randoms())
def test_names_and_order_of_ballots_do_not_matter(ballots, renamed, chance):
    name = dict(zip("abcd", renamed, strict=True))
    other = [[name[option] for option in ballot] for ballot in ballots]
    chance.shuffle(other)
    # The options keep their order in the question: it must not help anybody.
    points = borda(ballots, "abcd")
    assert borda(other, "abcd") == {name[option]: points[option] for option in "abcd"}
    mine, theirs = duels(ballots, "abcd"), duels(other, "abcd")
    winner = condorcet_winner(mine, "abcd")
    assert condorcet_winner(theirs, "abcd") == (name[winner] if winner else None)
    assert set(smith_set(theirs, "abcd")) == {name[option] for option in smith_set(mine, "abcd")}
    assert bool(circle(mine, "abcd")) == bool(circle(theirs, "abcd"))
    rounds, last = runoff(ballots, "abcd")
    again, last_again = runoff(other, "abcd")
    assert last_again == (name[last] if last else None)
    assert [{name[option]: count for option, count in each.counts.items()} for each in rounds] == [each.counts for each in again]


@given(BALLOTS, st.integers(2, 4))
def test_a_class_of_the_same_people_several_times_decides_the_same(ballots, times):
    many = ballots * times
    assert borda(many, "abcd") == {option: times * points for option, points in borda(ballots, "abcd").items()}
    assert smith_set(duels(many, "abcd"), "abcd") == smith_set(duels(ballots, "abcd"), "abcd")
    assert runoff(many, "abcd")[1] == runoff(ballots, "abcd")[1]


@given(BALLOTS)
def test_what_the_rules_promise(ballots):
    options = "abcd"
    points, fought = borda(ballots, options), duels(ballots, options)
    assert sum(points.values()) == len(ballots) * 6
    winner, top = condorcet_winner(fought, options), smith_set(fought, options)
    # Who wins every duel has more than the mean of the points, so it is never last.
    if winner:
        assert top == (winner,) and points[winner] > sum(points.values()) / 4 and circle(fought, options) == ()
    else:
        assert len(top) > 1
    beats = {(duel.a, duel.b) for duel in fought if duel.for_a > duel.for_b} | {(duel.b, duel.a) for duel in fought if duel.for_b > duel.for_a}
    assert all((member, other) in beats for member in top for other in options if other not in top)
    round_trip = circle(fought, options)
    assert all(step in beats for step in zip(round_trip, (*round_trip[1:], *round_trip[:1]), strict=True)) and set(round_trip) <= set(top)
    rounds, last = runoff(ballots, options)
    assert all(sum(each.counts.values()) + each.exhausted == len(ballots) for each in rounds)
    if last:
        assert 2 * rounds[-1].counts[last] > sum(rounds[-1].counts.values())
    # Who has more than half of the first places wins at once.
    first = [ballot[0] for ballot in ballots]
    for option in options:
        if 2 * first.count(option) > len(first):
            assert (last, len(rounds), winner) == (option, 1, option)


def test_the_counts_are_told_as_plain_data_and_in_words():
    question = question_from({"kind": "ranking", "text": "Which first?", "options": [{"id": city, "text": city.capitalize()} for city in CITIES]})
    told = ranked(question, TENNESSEE)
    assert told["borda"][0] == {"id": "nashville", "text": "Nashville", "points": 194.0}
    assert told["condorcet"]["winner"] == "nashville" and told["condorcet"]["cycle"] == [] and told["runoff"]["winner"] == "knoxville"
    assert told["words"] == [
        "Points for places (Borda): “Nashville” comes first, with 194 points.",
        "Duels (Condorcet): “Nashville” beats every other option one to one.",
        "Instant run-off: “Knoxville” wins after 3 rounds.",
    ]


@pytest.mark.parametrize(
    ("ballots", "says"),
    [
        (cast(abc=2, bca=2, cab=2), "no option beats all others; “A” beats “B” beats “C” beats “A”."),
        (cast(abc=2, bac=2), "because of ties among “A” and “B”."),
        (cast(abc=2, bac=2), "nobody wins, because the last ones tie."),
        (cast(abc=2, bac=2), "“A” and “B” share first place, with 6 points."),
        (cast(a=4, b=3, c=2), "2 of 9 ballots name nobody who was left in the last round"),
        (cast(a=6, b=3, c=1), "“A” wins after 1 round."),
        (cast(ab=4, ba=4, c=1), "the first places in the first round were equal, too"),
    ],
)
def test_paradoxes_and_ties_are_told(ballots, says):
    question = question_from({"kind": "ranking", "text": "Which?", "options": ["A", "B", "C"]})
    assert says in " ".join(ranked(question, ballots)["words"])
