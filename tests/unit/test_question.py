"""Which votes fit which question."""

import pytest

from debatekit.errors import BadAnswer, UnknownName
from debatekit.polls.question import Choice, Likert, Option, Probability, Round, Slider, Vote

ROUNDS = (Round(id="before", title="Before"), Round(id="after", title="After"))
CHOICE = Choice(
    id="q", kind="choice", text="?", rounds=ROUNDS, confidence=True, options=(Option(id="a", text="A"), Option(id="b", text="B"))
)
LIKERT = Likert(id="l", kind="likert", text="?", rounds=ROUNDS)
SLIDER = Slider(id="s", kind="slider", text="?", rounds=ROUNDS, low=0, high=1, step=0.1, unit="m")
CHANCE = Probability(id="p", kind="probability", text="?", rounds=ROUNDS)


@pytest.mark.parametrize(
    ("question", "vote"),
    [
        (CHOICE, Vote(value="a", confidence=0)),
        (CHOICE, Vote(value="b", confidence=100)),
        (LIKERT, Vote(value=1)),
        (LIKERT, Vote(value=5)),
        (SLIDER, Vote(value=0.3)),
        (SLIDER, Vote(value=1)),
        (CHANCE, Vote(value=0)),
        (CHANCE, Vote(value=100)),
    ],
)
def test_what_fits(question, vote):
    assert question.check(vote) == vote


@pytest.mark.parametrize(
    ("question", "vote", "says"),
    [
        (CHOICE, Vote(value="c", confidence=5), "'c' is no answer to “q”. Choose one of: a, b."),
        (CHOICE, Vote(value="a"), "also asks how sure you are"),
        (CHOICE, Vote(value="a", confidence=101), "from 0 to 100, not 101"),
        (CHOICE, Vote(value="a", confidence=True), "not True"),
        (CHOICE, Vote(value=["a"], confidence=1), "is no answer"),
        (LIKERT, Vote(value=6), "Choose a step from 1 to 5"),
        (LIKERT, Vote(value=1, confidence=50), "does not ask how sure"),
        (SLIDER, Vote(value=0.35), "from 0 to 1 in steps of 0.1"),
        (SLIDER, Vote(value=float("nan")), "from 0 to 1"),
        (SLIDER, Vote(value=None), "from 0 to 1"),
        (CHANCE, Vote(value=0.5), "whole number of percent"),
        (CHANCE, Vote(value="50"), "whole number of percent"),
    ],
)
def test_what_does_not_fit_is_told(question, vote, says):
    with pytest.raises(BadAnswer) as caught:
        question.check(vote)
    assert says in str(caught.value)


def test_being_undecided_is_not_asked_how_sure():
    undecided = Option(id="u", text="U", asks_confidence=False)
    question = Choice(id="q", kind="choice", text="?", rounds=ROUNDS, confidence=True, options=(*CHOICE.options, undecided))
    assert question.check(Vote(value="u"))
    with pytest.raises(BadAnswer, match="does not ask how sure"):
        question.check(Vote(value="u", confidence=50))


def test_rounds():
    assert CHOICE.later_rounds("before") == ("after",)
    assert CHOICE.later_rounds("after") == ()
    with pytest.raises(UnknownName, match="Did you mean “before”"):
        CHOICE.round("befor")


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Slider(id="s", kind="slider", text="?", rounds=ROUNDS, low=1, high=0),
        lambda: Likert(id="l", kind="likert", text="?", rounds=ROUNDS, labels=("a", "b")),
        lambda: Probability(id="p", kind="probability", text="?", rounds=()),
        lambda: Choice(id="q", kind="choice", text="?", rounds=ROUNDS, options=(Option(id="a", text="A"),)),
    ],
)
def test_an_impossible_question_is_refused(broken):
    with pytest.raises(ValueError, match="needs|has"):
        broken()
