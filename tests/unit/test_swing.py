"""Paired votes: counted, compared, tested and told. Figures stand here with their source."""

from __future__ import annotations

import ast
import inspect
import re
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatekit.errors import UnknownName
from debatekit.polls import paired_tests, swing, tally
from debatekit.polls.paired_tests import FEW_MOVERS, bowker, chi2_above, exact_mcnemar, mcnemar, stuart_maxwell
from debatekit.polls.swing import in_words, margins_in_words, matrix, oxford, points, possible_switchers
from debatekit.polls.tally import Moves

OPTIONS = ("for", "against", "undecided")
SIDES = ("for", "against")

# The example by which Oxford-style debates are explained (100 voters), and two tables that both have its totals.
BEFORE = {"for": 31, "against": 44, "undecided": 25}
AFTER = {"for": 42, "against": 49, "undecided": 9}
NO_SWITCHER = ((31, 0, 0), (0, 44, 0), (11, 5, 9))
MANY_SWITCHERS = ((16, 15, 0), (24, 20, 0), (2, 14, 9))

# Unaided vision of 7,477 women, right eye by left eye: A. Stuart, Biometrika 40 (1953), 105-110, who tested it in
# Biometrika 42 (1955), 412-416. R's packages coin (`vision`, 11.96) and ordinalTables (19.1065502 and 11.9565696) print these.
VISION = ((1520, 266, 124, 66), (234, 1512, 432, 78), (117, 362, 1772, 205), (36, 82, 179, 492))


def moves(counts, **others):
    return Moves(options=OPTIONS[: len(counts)], counts=tuple(map(tuple, counts)), **others)


def tables(least=2, most=5, top=9):
    return st.integers(least, most).flatmap(lambda k: st.lists(st.lists(st.integers(0, top), min_size=k, max_size=k), min_size=k, max_size=k))


# Counting


def test_pairs_are_counted_and_nobody_is_dropped():
    pairs = [("for", "for"), ("for", "against"), ("undecided", "for"), ("for", None), (None, "against"), (None, None), (None, "for")]
    counted = matrix(pairs, OPTIONS)
    assert counted.counts == ((1, 1, 0), (0, 0, 0), (1, 0, 0))
    assert (counted.paired, counted.only_before, counted.only_after, counted.neither) == (3, 1, 2, 1)
    assert counted.before == {"for": 2, "against": 0, "undecided": 1} and counted.after == {"for": 2, "against": 1, "undecided": 0}
    assert counted.movers == 2 and counted.switchers(SIDES) == 1


@given(st.lists(st.tuples(*[st.sampled_from([*OPTIONS, None])] * 2)))
def test_every_pair_is_somewhere(pairs):
    counted = matrix(pairs, OPTIONS)
    assert counted.paired + counted.only_before + counted.only_after + counted.neither == len(pairs)
    assert sum(count for *_, count in counted.moved()) == sum(None not in pair and pair[0] != pair[1] for pair in pairs)


@pytest.mark.parametrize("pair", [("agianst", "for"), (None, "agianst"), ("agianst", None)])
def test_an_unknown_answer_is_told(pair):
    with pytest.raises(UnknownName, match="Did you mean “against”"):
        matrix([pair], OPTIONS)


@pytest.mark.parametrize(
    "broken", [{"options": ("a", "a"), "counts": ((1, 1), (1, 1))}, {"options": ("a", "b"), "counts": ((1, 1),)}, {"options": ("a",), "counts": ((-1,),)}]
)
def test_an_impossible_table_is_refused(broken):
    with pytest.raises(ValueError, match=r"unique|rows|0 or more"):
        Moves(**broken)


# Points, the Oxford rule, and what totals leave open


@pytest.mark.parametrize(("table", "switchers", "movers"), [(NO_SWITCHER, 0, 16), (MANY_SWITCHERS, 39, 55)])
def test_the_same_totals_hide_none_or_many_who_changed_sides(table, switchers, movers):
    counted = moves(table)
    assert counted.before == BEFORE and counted.after == AFTER
    assert points(counted.before, counted.after) == {"for": 11, "against": 5, "undecided": -16}
    verdict = oxford(counted.before, counted.after, SIDES)
    assert verdict.winner == "for" and verdict.gains == {"for": 11, "against": 5} and verdict.tied == ()
    assert counted.switchers(SIDES) == switchers and counted.movers == movers
    assert possible_switchers(BEFORE, AFTER, SIDES) == (0, 73)


def test_the_most_who_can_change_sides_is_reached():
    assert moves([[0, 31, 0], [42, 0, 2], [0, 18, 7]]).before == BEFORE
    assert moves([[0, 31, 0], [42, 0, 2], [0, 18, 7]]).after == AFTER
    assert moves([[0, 31, 0], [42, 0, 2], [0, 18, 7]]).switchers(SIDES) == 73


def tables_with(before, after):
    """Every 3 by 3 table with these totals, one by one."""
    for a, b, c, d in product(*[range(max([*before, *after]) + 1)] * 4):
        table = [[a, b, before[0] - a - b], [c, d, before[1] - c - d]]
        table.append([after[j] - table[0][j] - table[1][j] for j in range(3)])
        if min(map(min, table)) >= 0:
            yield table


@given(tables(3, 3, top=3), st.sampled_from([SIDES, OPTIONS]))
def test_the_range_of_switchers_is_what_trying_all_tables_finds(table, sides):
    counted = moves(table)
    found = [moves(each).switchers(sides) for each in tables_with([*counted.before.values()], [*counted.after.values()])]
    assert possible_switchers(counted.before, counted.after, sides) == (min(found), max(found))


@given(tables(2, 3, top=60))
def test_the_true_number_of_switchers_is_in_the_range(table):
    counted = moves(table)
    fewest, most = possible_switchers(counted.before, counted.after, SIDES)
    assert fewest <= counted.switchers(SIDES) <= most


def test_the_oxford_rule_tells_ties_and_losses():
    tie = oxford({"for": 31.1, "against": 44.1, "undecided": 24.8}, {"for": 42.1, "against": 55.1, "undecided": 2.8}, SIDES)
    assert tie.winner is None and tie.tied == SIDES
    fall = oxford({"for": 50, "against": 40, "undecided": 10}, {"for": 45, "against": 30, "undecided": 25}, SIDES)
    assert fall.winner is None and fall.tied == () and fall.gains == {"for": -5, "against": -10}
    smaller = oxford({"for": 90, "against": 5, "undecided": 5}, {"for": 91, "against": 9, "undecided": 0}, SIDES)
    assert smaller.winner == "against"


def test_rounds_of_different_size_count_in_percent_of_their_own():
    assert points({"a": 10, "b": 10}, {"a": 30, "b": 10}) == {"a": 25, "b": -25}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: points({"a": 0}, {"a": 1}), "at least one vote"),
        (lambda: points({"a": 1}, {"b": 1}), "different options"),
        (lambda: points({"a": 2, "b": -1}, {"a": 1, "b": 0}), "0 or more"),
        (lambda: oxford(BEFORE, AFTER, ["for"]), "two sides"),
        (lambda: in_words(moves(NO_SWITCHER), ["for"]), "two sides"),
        (lambda: possible_switchers({"a": 1}, {"a": 2}, ["a"]), "do not count the same people"),
        (lambda: possible_switchers({"a": 1.5}, {"a": 1.5}, ["a"]), "whole"),
        (lambda: mcnemar(VISION), "two answers"),
        (lambda: bowker([[1, 2]]), "as many columns"),
        (lambda: stuart_maxwell([[1, 2], [3, -4]]), "0 or more"),
        (lambda: chi2_above(1, 0), "degrees of freedom"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(call, says):
    with pytest.raises(ValueError, match=says):
        call()


@pytest.mark.parametrize("call", [oxford, possible_switchers])
def test_a_side_that_is_no_option_is_told(call):
    with pytest.raises(UnknownName, match="Did you mean “against”"):
        call(BEFORE, AFTER, ("for", "agains"))


# The tests for paired votes


def test_the_published_example():
    result = bowker(VISION)
    assert (result.df, round(result.statistic, 7), round(result.p, 6)) == (6, 19.1065502, 0.003987)
    result = stuart_maxwell(VISION)
    assert (result.df, round(result.statistic, 7), round(result.p, 6)) == (3, 11.9565696, 0.007533)


# statsmodels 0.15.0: SquareTable(table, shift_zeros=False).symmetry() and .homogeneity(), mcnemar(exact=...).
def test_what_statsmodels_says():
    assert bowker(MANY_SWITCHERS).statistic == pytest.approx(18.076923076923077)
    assert bowker(MANY_SWITCHERS).p == pytest.approx(0.0004240703422373654)
    assert stuart_maxwell(MANY_SWITCHERS).statistic == pytest.approx(17.987730061349712)
    assert stuart_maxwell(MANY_SWITCHERS).p == pytest.approx(0.00012416924664560014)
    assert stuart_maxwell(NO_SWITCHER).statistic == pytest.approx(16) and stuart_maxwell(NO_SWITCHER).df == 2
    assert stuart_maxwell([[10, 3, 2], [1, 12, 4], [5, 2, 8]]).p == pytest.approx(0.9481984251856296)
    assert bowker([[10, 3, 2], [1, 12, 4], [5, 2, 8]]).p == pytest.approx(0.3990255182318274)
    assert mcnemar([[59, 6], [16, 19]]).p == pytest.approx(0.0330062576612325)
    assert exact_mcnemar(6, 16) == pytest.approx(0.052478790283203125)


# scipy 1.x, chi2.sf(x, df)
@pytest.mark.parametrize(
    ("x", "df", "p"),
    [
        (0, 1, 1), (3.84, 1, 0.05004352124870519), (1, 2, 0.6065306597126334), (7.5, 3, 0.0575584519726364), (19.11, 6, 0.003981837635222691),
        (250, 4, 6.509689997375721e-53), (30, 31, 0.5172965493148962), (0.01, 10, 0.999999999999974), (500, 9, 5.7494139030446954e-102),
    ],
)  # fmt: skip
def test_the_chi_square_curve(x, df, p):
    assert chi2_above(x, df) == pytest.approx(p, rel=1e-12)


@given(st.floats(0, 1e5), st.integers(1, 900))
def test_the_chi_square_curve_stays_a_chance(x, df):
    assert 0 <= chi2_above(x, df) <= 1 + 1e-9
    assert chi2_above(x, df) <= chi2_above(x, df + 2) + 1e-9


@given(tables(), st.randoms())
def test_the_order_of_answers_changes_nothing(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    mixed = [[table[i][j] for j in order] for i in order]
    assert bowker(mixed) == bowker(table) and stuart_maxwell(mixed) == stuart_maxwell(table)


@given(tables())
def test_before_and_after_may_change_places(table):
    turned = [list(row) for row in zip(*table, strict=True)]
    assert bowker(turned) == bowker(table) and stuart_maxwell(turned) == stuart_maxwell(table)


@given(tables(), st.integers(0, 50))
def test_who_stays_plays_no_part(table, stayers):
    more = [[count + stayers * (i == j) for j, count in enumerate(row)] for i, row in enumerate(table)]
    assert bowker(more) == bowker(table) and stuart_maxwell(more) == stuart_maxwell(table)


@given(tables(2, 2, top=40))
def test_with_two_answers_all_are_mcnemars(table):
    assert bowker(table) == stuart_maxwell(table) == mcnemar(table)
    (_, b), (c, _) = table
    if b + c:
        assert mcnemar(table).statistic == pytest.approx((b - c) ** 2 / (b + c))


@given(tables(2, 4))
def test_an_answer_that_nobody_left_or_joined_changes_nothing(table):
    wider = [[*row, 0] for row in table] + [[0] * len(table) + [7]]
    assert bowker(wider) == bowker(table) and stuart_maxwell(wider) == stuart_maxwell(table)


def test_movement_in_two_separate_groups():
    # Statistics of separate groups add up; the matrix of the textbook cannot be inverted here.
    apart = [[1, 5, 0, 0], [2, 1, 0, 0], [0, 0, 1, 9], [0, 0, 3, 1]]
    result = stuart_maxwell(apart)
    assert result.df == 2 and result.statistic == pytest.approx(9 / 7 + 36 / 12)
    assert bowker(apart) == result


def test_nothing_moved():
    assert bowker([[5, 0], [0, 5]]).p is stuart_maxwell([[5, 0], [0, 5]]).p is exact_mcnemar(0, 0) is None
    assert stuart_maxwell([[5, 0], [0, 5]]).df == 0


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_exact_test_is_a_fair_coin(there, back):
    if there + back:
        assert exact_mcnemar(there, back) == exact_mcnemar(back, there) <= 1
    assert exact_mcnemar(1, 0) == exact_mcnemar(0, 1) == 1
    assert exact_mcnemar(5, 0) == 1 / 16


# Words


def said(table, **others):
    return " ".join(in_words(moves(table, **others), SIDES, {"for": "Yes", "against": "No", "undecided": "Undecided"}))


def test_the_trap_is_told():
    for table, who in ((NO_SWITCHER, "Nobody changed sides."), (MANY_SWITCHERS, "39 people changed sides.")):
        words = said(table)
        assert f"{who} The totals alone would not have told you: they fit as few as 0 and as many as 73." in words
        assert "“Yes”: 31 % before, 42 % after; 11 points more." in words
        assert "The Oxford rule names “Yes”" in words
    assert "From “No” to “Yes”: 24." in said(MANY_SWITCHERS)
    assert "as few as 0 and as many as 73. Only votes kept in pairs can tell." in " ".join(margins_in_words(BEFORE, AFTER, SIDES))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ([[0, 0, 0], [0, 0, 0], [0, 0, 0]], "Nobody voted both times"),
        ([[0, 1, 0], [0, 0, 0], [0, 0, 0]], "Only one person voted both times."),
        ([[0, 1, 0], [0, 0, 0], [0, 3, 0]], "Only 4 people voted both times."),
    ],
)
def test_so_few_votes_are_not_told(table, says):
    words = said(table, only_before=2, only_after=1)
    assert words.startswith(says) and "2 voted only before and 1 voted only after: not counted here" in words
    assert "Yes" not in words and "No”" not in words and "changed" not in words and "Oxford" not in words


def test_a_small_class_is_told_in_people():
    words = said([[5, 1, 0], [0, 3, 0], [2, 1, 0]])
    assert "In a class of 12 one person is 8 points of 100" in words and "“Yes”: 6 before, 7 after." in words
    assert "%" not in words and "chi-square" not in words and "p =" not in words and "more in" not in words
    assert "4 of 12 changed the answer. From which answer to which is not told" in words and "From “" not in words
    assert "Fewer than 3 changed sides." in words
    assert "From “No” to “Yes”: 4." in said([[4, 0, 0], [4, 5, 0], [0, 0, 0]]) and "4 people changed sides." in said([[4, 0, 0], [4, 5, 0], [0, 0, 0]])


@pytest.mark.parametrize(
    "table",
    [
        [[5, 0, 0], [0, 0, 0], [0, 0, 0]],  # all say the same: everybody's vote would be known
        [[0, 5, 0], [0, 0, 0], [0, 0, 0]],
        [[5, 0, 0], [0, 1, 0], [0, 0, 0]],  # the one who does not knows all the others' votes
        [[9, 0, 0], [0, 3, 0], [0, 0, 2]],
        [[30, 0, 0], [0, 2, 0], [0, 0, 0]],
        [[0, 15, 0], [0, 10, 0], [0, 3, 0]],  # a large class in which all end with the same answer
    ],
)  # fmt: skip
def test_what_would_show_how_somebody_voted_is_not_told(table):
    counted, words = moves(table), said(table)
    withheld = "How many gave which answer is not told, because the numbers would come close to showing how somebody voted."
    assert withheld in words and "%" not in words and "before," not in words and "as few as" not in words and "From “" not in words
    assert margins_in_words(counted.before, counted.after, SIDES) == [withheld]


def test_one_or_two_who_changed_are_not_told_of_in_a_small_class():
    words = said([[9, 0, 0], [1, 8, 0], [0, 0, 0]])
    assert "“Yes”: 9 before, 10 after." in words and words.endswith("Fewer than 3 of 18 changed the answer.")


@pytest.mark.parametrize("total", [1, 4])
def test_totals_of_so_few_votes_are_not_told(total):
    for before, after in (({"for": total, "against": 0}, {"for": 0, "against": total}), ({"for": 12, "against": 9}, {"for": total, "against": 0})):
        (words,) = margins_in_words(before, after, SIDES)
        assert words.startswith(f"Only {'one person' if total == 1 else '4 people'} voted in one of the rounds. So few votes would show")
    with pytest.raises(ValueError, match="at least one vote"):
        margins_in_words({"for": 0, "against": 0}, {"for": 1, "against": 1}, SIDES)


@given(tables(2, 3, top=6))
def test_no_small_class_reads_of_one_or_two_who_share_an_answer_or_a_change(table):
    counted, words = moves(table), said(table)
    told = [int(number) for number in re.findall(r"(\d+) before|(\d+) after|”: (\d+)\.|(\d+) people changed", words) for number in number if number]
    if counted.paired < 20:
        assert not {1, 2} & set(told) and "One person changed" not in words
        alike = max([*counted.before.values(), *counted.after.values()])
        assert "before," not in words or counted.paired - alike >= 3


def test_nobody_and_everybody_moved():
    still = said([[12, 0, 0], [0, 12, 0], [0, 0, 6]])
    assert "Nobody changed the answer." in still and "Oxford" not in still and "p =" not in still
    assert "All 30 changed the answer." in said([[0, 15, 0], [15, 0, 0], [0, 0, 0]])


def test_few_movers_get_the_exact_test_or_none():
    assert "Too few changed sides to see a lean: if each of the 4 who changed sides had tossed a coin, all would go the same way in about 12 of 100 classes." in said(
        [[10, 1, 0], [3, 9, 0], [2, 2, 6]]
    )
    exact = said([[10, 0, 0], [8, 9, 0], [2, 2, 6]])
    assert f"Only 12 changed the answer; a chi-square test is used from {FEW_MOVERS} on." in exact
    assert "8 to 0" in exact and "about 8 of 1,000 classes (exact binomial test, p = 0.008)" in exact and "chi-square 1" not in exact
    assert "chance alone may have done it" in said([[10, 4, 0], [8, 9, 0], [2, 2, 6]])


def test_a_test_is_no_verdict():
    words = said(MANY_SWITCHERS)
    assert "Stuart-Maxwell test: chi-square 17.99, 2 degrees of freedom, p < 0.001" in words
    assert "nor which case is better, nor who argued better" in words


@given(tables(3, 3, top=30), st.integers(0, 5), st.integers(0, 5))
def test_words_are_found_for_every_class(table, before, after):
    words = said(table, only_before=before, only_after=after)
    assert words.endswith(".") and not re.search(r"\bwon\b|\bNone\b|(^| )-?0 points|(^| )1 people|(^| )1 points", words)
    counted = moves(table)
    alike = max(max(counted.before.values()), max(counted.after.values()))
    assert ("%" in words) == (counted.paired >= 20 and counted.paired - alike >= 3)
    assert ("Stuart-Maxwell" in words) == (counted.paired >= 20 and counted.movers >= FEW_MOVERS)


def test_totals_of_different_size_are_told():
    words = " ".join(margins_in_words({"for": 10, "against": 10}, {"for": 15, "against": 10}, SIDES))
    assert "Not the same number of people voted both times" in words and "as few as" not in words


def test_it_is_plain_python():
    for module in (tally, swing, paired_tests):
        tree = ast.parse(inspect.getsource(module))
        names = {(node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0] for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))}
        assert names <= {"__future__", "collections", "dataclasses", "fractions", "itertools", "math", "debatekit"}


def test_all_orders_of_three_answers_say_the_same():
    for order in permutations(range(3)):
        mixed = Moves(options=tuple(OPTIONS[i] for i in order), counts=tuple(tuple(MANY_SWITCHERS[i][j] for j in order) for i in order))
        assert mixed.switchers(SIDES) == 39 and oxford(mixed.before, mixed.after, SIDES).winner == "for"
        assert sorted(mixed.moved()) == sorted(moves(MANY_SWITCHERS).moved())
