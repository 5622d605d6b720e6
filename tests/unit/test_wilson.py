"""The Wilson interval, held to published figures and to what it must always be; and the hint for peer instruction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatekit.polls.peer_instruction import hint
from debatekit.polls.wilson import wilson


# R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
)
def test_published_intervals(count, total, low, high):
    assert wilson(count, total) == pytest.approx((low, high), abs=0.00005)


@given(st.integers(1, 10**6).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_within_and_the_ends_mirror(pair):
    count, total = pair
    low, high = wilson(count, total)
    assert 0 <= low <= count / total <= high <= 1
    assert wilson(total - count, total) == pytest.approx((1 - high, 1 - low), abs=1e-9)
    wide = wilson(count, total, 0.99)
    assert wide[0] <= low and high <= wide[1]


def test_more_people_make_it_narrower():
    widths = [high - low for low, high in (wilson(total // 2, total) for total in (4, 20, 100, 1000))]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(("count", "total", "level"), [(0, 0, 0.95), (3, 2, 0.95), (-1, 2, 0.95), (1, 2, 1.0), (1, 2, 0)])
def test_what_is_no_count_is_refused(count, total, level):
    with pytest.raises(ValueError, match="needs one person or more"):
        wilson(count, total, level)


@pytest.mark.parametrize(
    ("share", "band"), [(0, "explain"), (0.349, "explain"), (0.35, "discuss"), (0.5, "discuss"), (0.7, "discuss"), (0.701, "move-on"), (1, "move-on")]
)
def test_the_hint_goes_by_the_share_of_right_answers(share, band):
    told = hint(share)
    assert told["band"] == band


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="from 0 to 1"):
        hint(share)


@pytest.mark.parametrize(("share", "says"), [(0.349, "34.9 %"), (0.35, "35 %"), (0.351, "35.1 %"), (0.36, "36 %"), (14 / 20, "70 %"), (0.702, "70.2 %"), (1, "100 %")])
def test_the_hint_never_contradicts_its_own_figure(share, says):
    # 349 of 1,000 are not “35 %, fewer than 35 %”.
    assert hint(share)["text"].startswith(f"{says} are right")
