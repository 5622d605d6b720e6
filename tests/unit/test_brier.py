"""The Brier score, against figures that others have published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatekit.forecasts.brier import brier, mean_brier

CHANCES = st.integers(0, 100)


@pytest.mark.parametrize(
    ("probability", "happened", "score"),
    # The examples of rain in the Wikipedia article “Brier score”.
    [(1, True, 0), (1, False, 1), (0.7, True, 0.09), (0.3, True, 0.49), (0.5, True, 0.25), (0.5, False, 0.25)],
)
def test_the_score_of_one_forecast(probability, happened, score):
    assert brier(probability, happened) == pytest.approx(score)


def test_the_mean_is_that_of_the_manual_of_scikit_learn():
    # sklearn.metrics.brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]) gives 0.0375.
    score, count = mean_brier(zip([0.1, 0.9, 0.8, 0.3], [False, True, True, False], strict=True))
    assert (score, count) == (pytest.approx(0.0375), 4)


def test_what_cannot_be_settled_does_not_count():
    assert mean_brier([(0.7, True), (0.9, None)]) == (pytest.approx(0.09), 1)
    assert mean_brier([(0.9, None)]) == mean_brier([]) == (None, 0)


@given(CHANCES, CHANCES)
def test_it_pays_to_say_what_one_believes(believed, said):
    def expected(chance):
        return believed * brier(chance / 100, True) + (100 - believed) * brier(chance / 100, False)

    assert expected(believed) <= expected(said) + 1e-9


@given(CHANCES, st.booleans())
def test_a_score_lies_between_0_and_1_and_is_the_same_the_other_way_round(percent, happened):
    score = brier(percent / 100, happened)
    assert 0 <= score <= 1 and score == pytest.approx(brier(1 - percent / 100, not happened))


@pytest.mark.parametrize("odd", [-0.1, 1.1, 70, float("nan")])
def test_what_is_no_probability_is_refused(odd):
    with pytest.raises(ValueError, match="is no probability"):
        brier(odd, True)
