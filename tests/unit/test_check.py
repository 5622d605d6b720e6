"""Checking answers to exercises."""

import pytest

from debatekit.errors import BadAnswer
from debatekit.exercises.check import Remark, check, fit, legible, missing
from debatekit.exercises.kinds import Bin, Choose, Item, Option, Sort

CHOOSE = Choose(
    id="c",
    kind="choose",
    title="C",
    prompt="Which?",
    hints=("h",),
    options=(Option(id="a", text="A", right=True, feedback="yes"), Option(id="b", text="B", feedback="no")),
)
SORT = Sort(
    id="s",
    kind="sort",
    title="S",
    prompt="Sort.",
    hints=("h",),
    bins=(Bin(id="x", text="X"), Bin(id="y", text="Y")),
    items=(
        Item(id="1", text="one", answer="x", why="w1", feedback={"y": "f1"}),
        Item(id="2", text="two", answer="y", why="w2", feedback={"x": "f2"}),
    ),
)


def test_choose():
    assert check(CHOOSE, "a").solved
    assert check(CHOOSE, "b").remarks == {"b": Remark(False, "no")}


def test_sort_remarks_on_each_choice():
    verdict = check(SORT, {"1": "x", "2": "x"})
    assert (verdict.right, verdict.total, verdict.solved) == (1, 2, False)
    assert verdict.remarks == {"1": Remark(True, "w1"), "2": Remark(False, "f2")}


def test_sort_may_be_checked_half_done():
    verdict = check(SORT, {"1": "x"})
    assert (verdict.right, verdict.total) == (1, 2)
    assert missing(SORT, {"1": "x"}) == ["two"]


@pytest.mark.parametrize("exercise", [CHOOSE, SORT])
def test_the_solution_solves(exercise):
    assert check(exercise, exercise.solution()).solved


@pytest.mark.parametrize(("exercise", "answer"), [(CHOOSE, "z"), (CHOOSE, ["a"]), (SORT, {"1": "z"}), (SORT, {"1": ["x"]}), (CHOOSE, {"a": 1}), (SORT, {"9": "x"}), (SORT, "x")])
def test_what_does_not_exist_is_refused(exercise, answer):
    with pytest.raises(BadAnswer):
        fit(exercise, answer)


def test_what_still_fits_is_kept():
    assert SORT.fitting({"1": "x", "2": "gone", "9": "x", "3": ["x"]}) == {"1": "x"}
    assert SORT.fitting("x") is SORT.fitting({"9": "x"}) is CHOOSE.fitting("gone") is None
    assert CHOOSE.fitting("a") == "a"


@pytest.mark.parametrize("exercise", [CHOOSE, SORT])
@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_chosen_is_a_sentence(exercise, nothing):
    with pytest.raises(BadAnswer, match="Nothing is chosen yet"):
        check(exercise, nothing)


def test_graded_work_gives_nothing_away():
    graded = Choose(
        id="g", kind="choose", title="G", prompt="?", graded="01-x", options=(Option(id="a", text="A"), Option(id="b", text="B"))
    )
    with pytest.raises(BadAnswer, match="is graded work"):
        check(graded, "a")


def test_legible():
    assert legible(SORT, {"2": "y"}) == [("one", "no answer yet"), ("two", "Y")]
    assert legible(CHOOSE, None) == [("Which?", "no answer yet")]
