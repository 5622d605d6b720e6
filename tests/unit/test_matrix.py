"""A decision matrix: closed forms, properties, and that no number of a learner's reaches a saved notebook."""

import json
from fractions import Fraction

import pytest
from guides import guide, save
from hypothesis import given
from hypothesis import strategies as st

from debatekit.course.matrix import MatrixBook, load_matrix
from debatekit.errors import BadAnswer, BadCourseFile, UnknownName
from debatekit.journal import Journal
from debatekit.matrices.hangs import turns_of_marks, turns_of_weights
from debatekit.matrices.matrix import Entry, Matrix
from debatekit.matrices.totals import leader, may_lead, places, range_of, shares
from debatekit.matrices.weighing import Weighing, fitting
from debatekit.matrices.widget import MatrixWidget, forget_weighings
from debatekit.matrices.words import hanging, in_words, outcome


def entries(*ids):
    return tuple(Entry(id=each, name=each.title(), about=f"About {each}.") for each in ids)


MATRIX = Matrix(id="trip", title="How to go", note="N.", options=entries("train", "bike", "car"), criteria=entries("time", "price", "fun"))
# Train leads bike by 1.2: by 5 in time, which is 3/5 of the whole, and bike leads by 4.5 in price, 2/5.
TWO = {"train": {"time": 8, "price": 3}, "bike": {"time": 4, "price": 6}}
PARTS = shares({"time": 6, "price": 4})


def weighing(weights, marks):
    return Weighing(weights=weights, marks=marks)


def test_a_weighted_mean_and_its_places():
    ranges = {name: range_of(marks, PARTS) for name, marks in TWO.items()}
    assert ranges == {"train": (6, 6), "bike": (Fraction(24, 5), Fraction(24, 5))}
    assert places(ranges) == {"train": (1, 1), "bike": (2, 2)} and leader(ranges) == "train"


def test_an_open_mark_is_a_range_and_no_zero():
    low, high = range_of({"time": 8}, PARTS)
    assert (low, high) == (Fraction(24, 5), Fraction(44, 5))
    ranges = {"train": (low, high), "bike": (Fraction(5), Fraction(5))}
    assert places(ranges) == {"train": (1, 2), "bike": (1, 2)}
    assert leader(ranges) is None and may_lead(ranges) == ["train", "bike"]


def test_who_is_level_shares_a_place():
    ranges = {"a": (Fraction(5),) * 2, "b": (Fraction(5),) * 2, "c": (Fraction(1),) * 2}
    assert places(ranges) == {"a": (1, 1), "b": (1, 1), "c": (3, 3)} and leader(ranges) is None


def test_one_weight_turns_the_first_place_where_two_lines_cross():
    turns = turns_of_weights("train", TWO, PARTS)
    # The lead is 4t − 3(1 − t) for a share t of time: level at 3/7. The same point, told of price, is 4/7.
    assert {(turn.criterion, turn.to, turn.ahead) for turn in turns} == {("time", Fraction(3, 7), "bike"), ("price", Fraction(4, 7), "bike")}


def test_one_mark_turns_the_first_place_by_the_lead_over_its_share():
    turns = {(turn.option, turn.criterion): turn.to for turn in turns_of_marks("train", TWO, PARTS)}
    # Lead 6/5: by 2 points in time, by 3 in price. The train's price could only sink to 0, where the two are level.
    assert turns == {("train", "time"): 6, ("bike", "time"): 6, ("bike", "price"): 9}


def test_who_is_better_in_all_is_firm():
    sure = weighing({"time": 5, "price": 5, "fun": 5}, {"train": {"time": 10, "price": 10, "fun": 10}, "bike": {"time": 0, "price": 0, "fun": 0}})
    says, by_weight, by_mark = hanging(MATRIX, sure)
    assert says[0].startswith("Your first place is firm") and not by_weight and not by_mark


def test_with_one_weight_alone_there_is_nothing_to_rescale():
    assert turns_of_weights("train", TWO, shares({"time": 6})) == []


NUMBERS = st.integers(0, 10)
MARKS = st.fixed_dictionaries({name: st.dictionaries(st.sampled_from(["time", "price", "fun"]), NUMBERS, min_size=1) for name in ("train", "bike", "car")})
WEIGHTS = st.fixed_dictionaries({name: st.integers(1, 10) for name in ("time", "price", "fun")})


def first_at(marks, parts):
    return leader({name: range_of(given, parts) for name, given in marks.items()})


@given(MARKS, WEIGHTS)
def test_just_before_a_turn_the_first_stays_first_and_just_beyond_it_is_not(marks, weights):
    parts = shares(weights)
    first = first_at(marks, parts)
    if first is None:
        return
    for turn in turns_of_weights(first, marks, parts):
        assert 0 <= turn.to < 1
        step = (turn.stands - turn.to) / 10**6
        for share, holds in ((turn.to + step, True), (turn.to - step, False)):
            moved = {name: share if name == turn.criterion else part * (1 - share) / (1 - turn.stands) for name, part in parts.items()}
            assert sum(moved.values()) == 1
            assert (first_at(marks, moved) == first) is holds
    for turn in turns_of_marks(first, marks, parts):
        step = (turn.stands - turn.to) / 10**6
        for mark, holds in ((turn.to + step, True), (turn.to - step, False)):
            moved = {name: given | ({turn.criterion: mark} if name == turn.option else {}) for name, given in marks.items()}
            assert (first_at(moved, parts) == first) is holds


@given(MARKS, WEIGHTS, st.sampled_from(["time", "price", "fun"]), st.integers(0, 999))
def test_where_no_turn_is_told_the_first_stays_first(marks, weights, criterion, thousandths):
    parts = shares(weights)
    first = first_at(marks, parts)
    if first is None:
        return
    share, now = Fraction(thousandths, 1000), parts[criterion]
    between = any(min(now, turn.to) <= share <= max(now, turn.to) or (turn.to - now) * (share - turn.to) > 0 for turn in turns_of_weights(first, marks, parts) if turn.criterion == criterion)
    moved = {name: share if name == criterion else part * (1 - share) / (1 - now) for name, part in parts.items()}
    if not between and share > 0:
        assert first_at(marks, moved) == first


@given(MARKS, WEIGHTS, st.integers(2, 5))
def test_only_proportions_of_weights_count(marks, weights, times):
    assert shares(weights) == shares({name: weight * times for name, weight in weights.items()})


@given(MARKS, WEIGHTS)
def test_whatever_the_open_marks_are_the_result_lies_in_the_range(marks, weights):
    parts = shares(weights)
    for given_marks in marks.values():
        low, high = range_of(given_marks, parts)
        for filled in (0, 3, 10):
            exact = range_of({name: given_marks.get(name, filled) for name in parts}, parts)
            assert exact[0] == exact[1] and low <= exact[0] <= high


def test_what_was_not_given_has_no_place_and_is_told():
    assert "weight first" in outcome(MATRIX, Weighing())[0]
    one = weighing({"time": 5}, {"train": {"time": 5}, "bike": {"price": 3}})
    assert list(one.ranges(MATRIX)) == ["train"] and "at least two" in outcome(MATRIX, one)[0]
    two = weighing({"time": 5, "price": 5}, {"train": {"time": 5}, "bike": {"time": 6}})
    said = outcome(MATRIX, two)
    assert "unknown, and not 0" in said[0] and said[1] == "Not counted, because without a weight: Fun."


def test_with_marks_open_a_turn_is_what_may_come():
    sure = weighing({"time": 9, "price": 1}, {"train": {"time": 10}, "bike": {"time": 1, "price": 10}})
    says, by_weight, _ = hanging(MATRIX, sure)
    assert "“Bike” may come first" in says[0] and by_weight


def test_a_first_place_may_be_sure_with_marks_still_open():
    sure = weighing({"time": 9, "price": 1}, {"train": {"time": 10}, "bike": {"time": 1, "price": 10}})
    assert outcome(MATRIX, sure)[0] == "“Train” comes first, whatever the open mark may be."


@pytest.mark.parametrize("value", [11, -1, 2.5, True, "5", [1]])
def test_what_is_no_mark_is_refused(value):
    with pytest.raises(BadAnswer, match="whole number from 0 to 10"):
        Weighing().weighted(MATRIX, "time", value)
    with pytest.raises(UnknownName):
        Weighing().marked(MATRIX, "boat", "time", 3)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["weights", "marks", "time", "train", "x"]), inner, max_size=4), max_leaves=12))
def test_of_what_was_kept_only_what_fits_is_taken(kept):
    there = fitting(MATRIX, kept)
    assert fitting(MATRIX, json.loads(json.dumps(there.plain()))) == there


# The widget


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.sqlite")


def widget(journal):
    return MatrixWidget(MatrixBook(matrix=MATRIX, authors={}), "c", journal)


def put(there, place, value):
    there._receive(there, {"do": "set", "id": place, "value": value, "seq": 1, "from": "p"}, [])


def filled(there):
    for place, value in {"weight/time": 6, "weight/price": 4, "train/time": 8, "train/price": 3, "bike/time": 4, "bike/price": 6}.items():
        put(there, place, value)
    return there


def test_a_weighing_is_kept_in_the_record_and_not_with_the_notebook(journal):
    there = filled(widget(journal))
    assert there.picture["says"][0] == "“Train” comes first."
    assert [row["place"] for row in there.picture["rows"]] == ["1", "2"]
    assert there.view["weights"] == {} and there.view["marks"] == {} and there.view["rows"] == [] and there.view["hangs"] is None and "first" in there.view["says"][0]
    assert "Train” comes" not in str(there._fallback()) and "Train” comes" not in json.dumps(there.view)
    again = widget(journal)
    assert again.picture["marks"] == TWO and again.picture["weights"] == {"time": 6, "price": 4}


def test_two_notebooks_add_to_each_others_marks(journal):
    one, other = widget(journal), widget(journal)
    put(one, "weight/time", 3)
    put(other, "train/time", 4)
    assert journal.draft("c", "matrix/trip") == {"weights": {"time": 3}, "marks": {"train": {"time": 4}}}
    put(other, "train/time", None)
    assert journal.draft("c", "matrix/trip")["marks"] == {}


def test_what_it_hangs_on_is_told_when_asked_and_goes_with_the_next_move(journal):
    there = filled(widget(journal))
    there._receive(there, {"do": "hangs", "seq": 9, "from": "p"}, [])
    assert there.picture["hangs"]["says"][0].startswith("Your first place hangs on little. Mark of “Train” for “Time”: now 8; below 6")
    put(there, "bike/time", 3)
    assert there.picture["hangs"] is None


def test_a_wrong_message_gets_a_sentence_and_changes_nothing(journal):
    there = filled(widget(journal))
    for place, value in (("weight/time", 99), ("boat/time", 1), ("train", 1), ("weight/nothing", 2)):
        put(there, place, value)
        assert there.picture["message"]
    assert there.picture["marks"] == TWO


def test_clearing_and_erasing_leave_nothing(journal):
    there = filled(widget(journal))
    there._receive(there, {"do": "clear", "seq": 9, "from": "p"}, [])
    assert there.picture["rows"] == []
    filled(there)
    journal.erase()
    forget_weighings()
    assert there.picture["marks"] == {} and widget(journal).picture["weights"] == {}


def test_the_record_to_print_says_it_in_words():
    told = dict(in_words(MATRIX, weighing({"time": 6, "price": 4}, TWO)))
    assert told == {"Weights": "Time 6, Price 4", "Train": "Time 8, Price 3", "Bike": "Time 4, Price 6", "What comes of it": "“Train” comes first. Not counted, because without a weight: Fun."}


# The file

FILE = """\
id: trip
title: T
note: N
options:
  - {id: a, name: A, about: A., in_texts: {boat: [1]}}
  - {id: b, name: B, about: B.}
criteria:
  - {id: c, name: C, about: C.}
  - {id: d, name: D, about: D.}
"""


@pytest.fixture
def course(tmp_path):
    save(tmp_path, "boat", guide("boat", (("news", "One."), ("thesis", "Two."))))
    (tmp_path / "data/matrices").mkdir()
    (tmp_path / "data/course.yaml").write_text("id: c\ntitle: C\nquestion: Q?\nreadings: [boat]\n", encoding="utf-8")

    def write(text):
        (tmp_path / "data/matrices/trip.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_matrix_loads_with_the_authors_of_its_texts(course):
    assert list(load_matrix("trip", course(FILE)).authors) == ["boat"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("[1]", "[3]", "line 5: “a” points to paragraph 3"), ("boat:", "boot:", "Did you mean “boat”"), ("id: b", "id: a", "line 6: “a” is there twice"), ("  - {id: d, name: D, about: D.}\n", "", "two criteria or more"), ("about: C.", "about: C., mark: 5", "“mark” is not a key here")],
)
def test_a_file_that_does_not_fit_says_so_with_its_line(course, old, new, said):
    with pytest.raises(BadCourseFile, match=said):
        load_matrix("trip", course(FILE.replace(old, new)))


def test_a_name_that_is_not_there_gets_a_hint(course):
    with pytest.raises(UnknownName, match="Did you mean “trip”"):
        load_matrix("tripp", course(FILE))
