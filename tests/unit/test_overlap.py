"""Comparisons that share a round: one that would show, by subtracting, how a few people voted is seen as such."""

from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatekit.polls.comparison import compare
from debatekit.polls.overlap import MOST, shows_few
from debatekit.polls.question import Vote, question_from

SLIDER = question_from({"kind": "slider", "text": "How sure?", "low": 0, "high": 100})


def people(*numbers):
    return frozenset(str(number).encode() for number in numbers)


def test_what_three_rounds_would_tell_of_ada():
    ada, first, second, third = 14, range(20), range(14), range(15)
    answer = lambda number: (37 * number) % 101  # noqa: E731
    tell = lambda later: compare(SLIDER, [(Vote(value=answer(each)), Vote(value=50) if each in later else None) for each in first])  # noqa: E731
    one, other = tell(second), tell(third)
    assert other["mean_before"] * other["paired"] - one["mean_before"] * one["paired"] == pytest.approx(answer(ada))
    assert shows_few([people(*second)], people(*third), people(*first))
    assert not shows_few([], people(*third), people(*first))


@pytest.mark.parametrize(("apart", "shows"), [(0, False), (1, True), (4, True), (5, False)])
def test_it_counts_how_many_are_in_one_and_not_in_the_other(apart, shows):
    here, everybody = people(*range(20)), people(*range(60))
    assert shows_few([here], people(*range(20 + apart)), everybody) is shows
    assert shows_few([people(*range(20 + apart))], here, everybody) is shows
    # Who came in place of somebody: two that differ by one each.
    assert shows_few([here], people(*range(1, 21)), everybody)


def test_what_only_three_together_would_tell():
    halves = [people(*range(10)), people(*range(10, 20))]
    assert shows_few(halves, people(*range(21)), people(*range(60)))
    # Two that meet in one person, and all the others are in either.
    assert shows_few([people(*range(11))], people(*range(10, 21)), people(*range(21)))
    many = [people(*range(start, start + 10)) for start in range(0, 10 * MOST, 10)]
    assert shows_few(many, people(*range(30, 60)), people(*range(200))) and not shows_few(many[:-1], people(*range(100, 120)), people(*range(200)))
    assert not shows_few(many, many[0], people(*range(200)))


@settings(deadline=None)
@given(st.dictionaries(st.tuples(*[st.booleans()] * 3), st.sampled_from([0, 1, 2, 4, 5, 6, 9])))
def test_no_sum_over_few_follows_from_two_comparisons_of_one_round(sizes):
    # Who is in three sets of people with votes in the first round and in another, in every way.
    sizes = dict.fromkeys(product((False, True), repeat=3), 0) | sizes
    numbered = iter(range(1_000))
    parts = {inside: people(*(next(numbered) for _ in range(count))) for inside, count in sizes.items()}
    sets = [frozenset().union(*(part for inside, part in parts.items() if inside[place])) for place in range(3)]
    everybody = frozenset().union(*parts.values())
    told = []
    for each in sets:
        if not shows_few(told, each, everybody):
            told.append(each)
    used = [inside for inside, part in parts.items() if part]
    vectors = [[Fraction(parts[inside] <= each) for inside in used] for each in told]
    everything = [Fraction(1)] * len(used)
    for some in chain.from_iterable(combinations(used, size) for size in range(1, len(used))):
        few = sum(sizes[inside] for inside in some)
        if 0 < few < 5:
            wanted = [Fraction(inside in some) for inside in used]
            # One set and everybody: those few are in `compare` as “no vote”.
            alone = any(spans([each, everything], wanted) for each in vectors)
            assert alone or not spans([*vectors, everything], wanted), (sizes, some)


def spans(vectors, wanted):
    """Whether `wanted` is a sum of multiples of `vectors`."""
    return rank(vectors) == rank([*vectors, wanted])


def rank(rows):
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((place for place in range(found, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for place in range(found + 1, len(rows)):
            factor = rows[place][column] / rows[found][column]
            rows[place] = [a - factor * b for a, b in zip(rows[place], rows[found], strict=True)]
        found += 1
    return found
