"""What holds for an exercise of any kind, whatever is in it."""

import json
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from debatekit.arguments.reconstruction import Inference, Reconstruction
from debatekit.errors import BadAnswer
from debatekit.exercises.check import check, fit, legible, missing
from debatekit.exercises.kinds import Bin, Build, BuildClaim, Choose, Find, FindItem, Item, Match, MatchItem, MatchOption, Mistake, Number, Option, Order, OrderItem, Rate, RateItem, Sort, Swap
from debatekit.exercises.sequence import out_of_order
from debatekit.exercises.typed_number import BELOW, FROM

TEXTS = st.text(min_size=1, max_size=8)
IDS = st.text(alphabet="abcdefgh-", min_size=1, max_size=4)
USABLE = st.one_of(st.integers(-10**6, 10**6), st.floats(FROM, 10.0**9), st.floats(-(10.0**9), -FROM), st.just(0))
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, IDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(IDS, TEXTS), inner, max_size=3)),
    max_leaves=6,
)


def ids(least, most=5):
    return st.lists(IDS, min_size=least, max_size=most, unique=True)


def head(kind):
    return {"id": "e", "kind": kind, "title": "T", "prompt": "P", "hints": ("h",)}


@st.composite
def chooses(draw):
    options = draw(ids(2))
    right = draw(st.sampled_from(options))
    return Choose(**head("choose"), options=tuple(Option(id=i, text=i, right=i == right, feedback=f"f-{i}") for i in options))


@st.composite
def sorts(draw):
    bins = draw(ids(2))

    def item(name):
        answer = draw(st.sampled_from(bins))
        return Item(id=name, text=name, answer=answer, why="w", feedback={i: f"f-{i}" for i in bins if i != answer})

    return Sort(**head("sort"), bins=tuple(Bin(id=i, text=i) for i in bins), items=tuple(item(name) for name in draw(ids(2))))


@st.composite
def matches(draw):
    items = draw(ids(2))
    options = draw(ids(len(items), 8))
    answers = draw(st.permutations(options))

    def item(name, answer):
        near = draw(st.lists(st.sampled_from([i for i in options if i != answer]), unique=True))
        return MatchItem(id=name, text=name, answer=answer, why="w", otherwise="o", feedback={i: f"f-{i}" for i in near})

    pairs = zip(items, answers, strict=False)
    return Match(**head("match"), options=tuple(MatchOption(id=i, text=i) for i in options), items=tuple(item(*pair) for pair in pairs))


@st.composite
def numbers(draw):
    answer, tolerance, unit = draw(USABLE), draw(st.sampled_from([0, 0.1, 1, 500])), draw(st.sampled_from(["", "km", "%"]))
    mistakes = draw(st.lists(st.builds(Mistake, value=USABLE, tolerance=st.sampled_from([0, 0.5, 2]), text=TEXTS), max_size=3))
    try:
        return Number(**head("number"), answer=answer, tolerance=tolerance, why="w", otherwise="o", unit=unit, mistakes=tuple(mistakes))
    except ValueError:
        return assume(False)


@st.composite
def finds(draw):
    paragraphs = draw(st.integers(2, 40))
    place = st.integers(1, paragraphs)

    def item(name):
        answers = draw(st.lists(place, min_size=1, max_size=paragraphs - 1, unique=True))
        near = draw(st.lists(place.filter(lambda number: number not in answers), max_size=3, unique=True))
        return FindItem(id=name, text=name, answers=tuple(answers), why="w", otherwise="o", feedback={i: f"f-{i}" for i in near})

    return Find(**head("find"), reading="r", paragraphs=paragraphs, items=tuple(item(name) for name in draw(ids(1))))


@st.composite
def builds(draw):
    claims = draw(ids(3, 7))
    belonging = claims[: draw(st.integers(2, len(claims)))]
    reasons, left = [], belonging[1:]
    while left:
        premises = tuple(left.pop() for _ in range(min(len(left), draw(st.integers(1, 2)))))
        to = draw(st.sampled_from([belonging[0], *(reason.id for reason in reasons)]))
        relation = draw(st.sampled_from(["supports", "attacks"])) if to == belonging[0] else "undercuts"
        reasons.append(Inference(id=f"step {len(reasons)}", premises=premises, relation=relation, to=to))
    key = Reconstruction(thesis=belonging[0], reasons=tuple(reasons), unstated=tuple(belonging[1 : draw(st.integers(1, 2))]))
    return Build(
        **head("build"), claims=tuple(BuildClaim(id=i, text=i, why_not="" if i in belonging else f"w-{i}") for i in claims), reconstructions=(key,)
    )


@st.composite
def built(draw, exercise):
    """A map of the exercise's claims, sound or not: with circles, repetitions, loose parts."""
    claims, reasons = st.sampled_from([claim.id for claim in exercise.claims]), []
    for place in range(draw(st.integers(0, 5))):
        steps = [reason["id"] for reason in reasons]
        relation = draw(st.sampled_from(["supports", "attacks"] + ["undercuts"] * bool(steps)))
        to = draw(st.sampled_from(steps) if relation == "undercuts" else claims)
        reasons.append({"id": f"r{place} ", "premises": draw(st.lists(claims, min_size=1, max_size=3, unique=True)), "relation": relation, "to": to})
    return {"thesis": draw(st.none() | claims if reasons else claims), "reasons": reasons, "unstated": draw(st.lists(claims, max_size=2, unique=True))}


@st.composite
def orders(draw):
    names = draw(ids(2, 6))
    free = [draw(st.booleans()) for _ in names[:-2]] + [False, False]  # some order is wrong
    wrong = [(later, earlier) for place, earlier in enumerate(names) for later in names[place + 1 :] if not all(free[place : names.index(later)])]
    swaps = draw(st.lists(st.sampled_from(wrong), max_size=3, unique=True))
    return Order(
        **head("order"), first="top", last="bottom", otherwise="o",
        items=tuple(OrderItem(id=name, text=name, why="w", with_next=flag) for name, flag in zip(names, free, strict=True)),
        swaps=tuple(Swap(earlier=a, later=b, text=f"{a} before {b}") for a, b in swaps),
    )  # fmt: skip


@st.composite
def rates(draw):
    steps = draw(st.integers(3, 7))

    def item(name):
        low, high = sorted(draw(st.tuples(st.integers(1, steps), st.integers(1, steps))))
        high -= (low, high) == (1, steps)
        return RateItem(id=name, text=name, from_=low, to=high, why="w", too_low="l" * (low > 1), too_high="h" * (high < steps))

    return Rate(**head("rate"), low="not", high="very", steps=steps, items=tuple(item(name) for name in draw(ids(1))))


EXERCISES = st.one_of(chooses(), sorts(), matches(), numbers(), finds(), builds(), orders(), rates())


@st.composite
def answered(draw):
    """An exercise and an answer to it, whole or in part, right or wrong."""
    exercise = draw(EXERCISES)
    if isinstance(exercise, Number):
        return exercise, draw(st.one_of(USABLE, st.just(exercise.solution()), st.sampled_from([m.value for m in exercise.mistakes] or [0])))
    if isinstance(exercise, Build):
        return exercise, draw(st.one_of(built(exercise), st.just(exercise.solution())))
    if isinstance(exercise, Order):
        names = [item.id for item in exercise.items]
        return exercise, draw(st.lists(st.sampled_from(names), min_size=1, unique=True) | st.permutations(names))
    if isinstance(exercise, Choose):
        return exercise, draw(st.sampled_from([option.id for option in exercise.options]))
    items = draw(st.lists(st.sampled_from([item.id for item in exercise.items]), min_size=1, unique=True))
    return exercise, {item: draw(st.sampled_from(sorted(exercise.choices()))) for item in items}


@given(EXERCISES)
def test_the_solution_solves_and_every_right_choice_says_why(exercise):
    answer = exercise.solution()
    verdict = check(exercise, answer)
    assert verdict.solved and missing(exercise, answer) == []
    assert all(remark.right and remark.text for remark in verdict.remarks.values())
    assert fit(exercise, answer) == exercise.fitting(answer) == answer


@given(answered())
def test_what_fits_goes_through_json_and_is_checked(pair):
    exercise, answer = pair
    kept = json.loads(json.dumps(fit(exercise, answer), allow_nan=False))
    assert kept == answer and fit(exercise, kept) == kept
    verdict = check(exercise, kept)
    assert 0 <= verdict.right <= verdict.total and all(remark.text for remark in verdict.remarks.values())
    if not isinstance(exercise, Build):
        assert len(verdict.remarks) == verdict.total - len(missing(exercise, kept)) and verdict.total == len(legible(exercise, kept))
    assert all(words for _, words in legible(exercise, kept))


@given(EXERCISES, JUNK)
def test_anything_at_all_fits_or_is_a_sentence(exercise, junk):
    try:
        answer = fit(exercise, junk)
    except BadAnswer as error:
        assert str(error).endswith(".")
    else:
        assert answer is None or check(exercise, answer).total
    part = exercise.fitting(junk)
    assert part is None or fit(exercise, part) == part
    legible(exercise, junk), missing(exercise, junk)


@given(answered(), JUNK, JUNK)
def test_one_more_choice_of_any_sort_leaves_an_answer_or_a_sentence(pair, item, choice):
    exercise, answer = pair
    try:
        more = exercise.with_choice(answer, item, choice)
    except BadAnswer as error:
        assert str(error).endswith(".")
    else:
        assert fit(exercise, more) == more


def choices_in(exercise, answer):
    if isinstance(exercise, Build):
        reasons = [(f"reason/{reason['id']}", {key: reason[key] for key in ("premises", "relation", "to")}) for reason in answer["reasons"]]
        return [("thesis", answer["thesis"]), *reasons, *((f"unstated/{claim}", True) for claim in answer["unstated"])]
    return [*answer.items()] if isinstance(answer, dict) else [(None, answer)]


@given(answered())
def test_choices_made_one_by_one_make_the_answer(pair):
    exercise, answer = pair
    made = None
    for item, choice in choices_in(exercise, answer):
        made = exercise.with_choice(made, item, choice)
    assert made == answer


@given(answered())
def test_the_page_knows_no_solution(pair):
    exercise, _ = pair
    page = exercise.page()
    assert set(page) <= {"options", "bins", "items", "unit", "paragraphs", "claims", "first", "last", "low", "high", "steps"}
    for part in (*page.get("options", ()), *page.get("bins", ()), *page.get("items", ()), *page.get("claims", ())):
        assert set(part) <= {"id", "text", "about"}


@given(matches())
def test_the_options_of_a_match_are_mixed_and_stay_so(exercise):
    shown = [option["id"] for option in exercise.page()["options"]]
    assert sorted(shown) == sorted(exercise.choices())
    turned = Match(**head("match"), options=exercise.options[::-1], items=exercise.items)
    assert [option["id"] for option in turned.page()["options"]] == shown


@given(orders())
def test_items_are_mixed_and_never_lie_in_order_at_first(exercise):
    shown = [item["id"] for item in exercise.page()["items"]]
    assert sorted(shown) == sorted(exercise.solution()) and not check(exercise, shown).solved


@given(orders(), st.data())
def test_an_item_is_right_when_every_pair_that_it_is_part_of_is(exercise, data):
    answer = data.draw(st.permutations(exercise.solution()))
    free = {item.id: item.with_next for item in exercise.items}
    right = exercise.solution()

    def fine(one, other):
        first, second = sorted((one, other), key=right.index)
        return answer.index(first) < answer.index(second) or all(free[each] for each in right[right.index(first) : right.index(second)])

    told = check(exercise, answer).remarks
    assert {each: told[each].right for each in right} == {each: all(fine(each, other) for other in right if other != each) for each in right}
    # A mistake that tempts is told wherever it was made.
    made = [swap.text for swap in exercise.swaps if answer.index(swap.earlier) < answer.index(swap.later)]
    assert not made or any(remark.text.endswith(tuple(made)) for remark in told.values())
    assert {remark.text for remark in told.values()} & {swap.text for swap in exercise.swaps} <= set(made)


@given(st.lists(st.integers(0, 6), max_size=7))
def test_as_few_as_can_be_have_to_move(ranks):
    names = [f"{place}" for place in range(len(ranks))]
    move = out_of_order(names, ranks)
    stays = [rank for name, rank in zip(names, ranks, strict=True) if name not in move]
    assert stays == sorted(stays)
    runs = (run for size in range(len(ranks), 0, -1) for run in combinations(ranks, size) if [*run] == sorted(run))
    assert len(stays) == len(next(runs, ()))


def order(*swaps, **more):
    items = [OrderItem(id=i, text=f"{i.upper()}.", why=f"w-{i}", with_next=i == "b") for i in "abcde"]
    return Order(**head("order"), first="early", last="late", items=tuple(items), swaps=swaps, **{"otherwise": "o"} | more)


def test_an_order_tells_the_mistake_where_something_has_to_move():
    exercise = order(Swap(earlier="e", later="a", text="tempting"))
    told = {each: (remark.right, remark.text) for each, remark in check(exercise, [*"eacbd"]).remarks.items()}
    behind = (False, "In order with all but one other, which has to move.")
    assert told == {"e": (False, "tempting"), "a": behind, "b": behind, "c": behind, "d": behind}
    assert [remark.waits for remark in check(exercise, [*"eacbd"]).remarks.values()] == [False, True, True, True, True]
    assert {remark.text for remark in check(exercise, [*"deabc"]).remarks.values() if remark.waits} == {"In order with all but 2 others, which have to move."}
    assert check(exercise, [*"acbde"]).solved and check(exercise, [*"acbde"]).remarks["c"].text == "w-c"
    both = order(Swap(earlier="e", later="b", text="first"), Swap(earlier="e", later="a", text="second"))
    assert check(both, [*"cdeba"]).remarks["b"].text == "“E” stands before it. first"
    assert [check(both, [*answer]).remarks["e"].text for answer in ("eabcd", "aebcd", "bedca")] == ["first", "first", "second"]
    assert check(order(), [*"bacde"]).remarks["a"].text == "o"
    assert {remark.text for remark in check(order(), [*"edcba"]).remarks.values() if not remark.waits} == {"o"}


def test_an_order_is_legible_place_by_place():
    assert legible(order(), [*"ba"]) == [("1, early", "B."), ("2", "A."), ("3", "no answer yet"), ("4", "no answer yet"), ("5, late", "no answer yet")]
    assert missing(order(), None) == ["P"] and missing(order(), [*"abcde"]) == []


@pytest.mark.parametrize("answer", ["abcde", [*"aab"], [*"abx"], [["a"]], {"a": 1}, 7])
def test_what_is_no_order_is_refused(answer):
    with pytest.raises(BadAnswer, match="List each of these once, in your order: a, b, c, d, e"):
        fit(order(), answer)


def test_a_rating_says_which_range_can_be_defended_and_what_speaks_against_others():
    items = (
        RateItem(id="x", text="X", from_=2, to=3, why="both sides", too_low="low", too_high="high"),
        RateItem(id="y", text="Y", from_=5, to=5, why="top", too_low="deep"),
    )
    exercise = Rate(**head("rate"), low="not at all", high="in full", items=items)
    told = {step: (r.right, r.text) for step in range(1, 6) for r in check(exercise, {"x": step}).remarks.values()}
    fine = (True, "We can defend 2 and 3. both sides")
    assert told == {1: (False, "low"), 2: fine, 3: fine, 4: (False, "high"), 5: (False, "high")}
    assert check(exercise, {"y": 5}).remarks["y"].text == "We can defend 5. top"
    assert legible(exercise, {"x": 1, "y": 2}) == [("X", "1 of 5 (not at all)"), ("Y", "2 of 5")]
    assert exercise.told(1, 2) == "1 of 2 within what we can defend." and exercise.with_choice(None, "x", 4.0) == {"x": 4}


@given(numbers(), st.data())
def test_a_number_is_right_just_within_its_tolerance(exercise, data):
    number = data.draw(USABLE)
    gap = abs(number - exercise.answer)
    assume(abs(gap - exercise.tolerance) > 1e-6 * (1 + abs(number) + abs(exercise.answer)))
    assert check(exercise, number).solved == (gap < exercise.tolerance)


def number(**more):
    return Number(**head("number"), **{"answer": 0.3, "tolerance": 0.1, "why": "w", "otherwise": "o"} | more)


def test_a_tolerance_is_meant_in_the_decimals_that_are_written():
    assert check(number(), 0.4).solved and check(number(), 0.2).solved  # in floats 0.4 lies further away than 0.1
    assert not check(number(), 0.41).solved and not check(number(tolerance=0), 0.30000001).solved


def test_a_mistake_is_told_and_the_first_that_fits():
    exercise = number(mistakes=(Mistake(value=11, text="one half"), Mistake(value=12, tolerance=2, text="nearly half")))
    told = {value: check(exercise, value).remarks["number"].text for value in (11, 12, 10, 15, 0.25)}
    assert told == {11: "one half", 12: "nearly half", 10: "nearly half", 15: "o", 0.25: "w"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("34", 34), ("34 km", 34), ("34km", 34), ("  2,500 km ", 2500), ("", None), ("  ", None), ("km", None), (34, 34), (34.0, 34)],
)
def test_a_number_may_be_typed_with_its_unit_and_taken_back(typed, kept):
    assert number(unit="km").with_choice(5, None, typed) == kept


def test_a_match_may_use_an_option_twice_and_then_one_is_wrong():
    options = tuple(MatchOption(id=i, text=i.upper()) for i in "abc")
    items = (
        MatchItem(id="1", text="one", answer="a", why="w", otherwise="o", feedback={"b": "f"}),
        MatchItem(id="2", text="two", answer="b", why="w", otherwise="o"),
    )
    exercise = Match(**head("match"), options=options, items=items)
    verdict = check(exercise, {"1": "b", "2": "b"})
    assert verdict.right == 1 and verdict.remarks["1"].text == "f"
    assert check(exercise, {"1": "c"}).remarks["1"].text == "o"
    assert legible(exercise, {"2": "c"}) == [("one", "no answer yet"), ("two", "C")]


def test_any_of_several_paragraphs_is_right():
    items = (FindItem(id="x", text="Where?", answers=(7, 2), why="w", otherwise="o", feedback={3: "f"}),)
    exercise = Find(**head("find"), reading="r", paragraphs=9, items=items)
    told = {place: (r.right, r.text) for place in (2, 7, 3, 9) for r in check(exercise, {"x": place}).remarks.values()}
    assert told == {2: (True, "w"), 7: (True, "w"), 3: (False, "f"), 9: (False, "o")}
    assert exercise.solution() == {"x": 7} and legible(exercise, {"x": 7}) == [("Where?", "paragraph 7")]


@pytest.mark.parametrize("choice", ["5", 0, 10, 5.5, True, None, [5]])
def test_what_is_no_paragraph_is_refused(choice):
    exercise = Find(**head("find") | {"hints": (), "graded": "01-x"}, reading="r", paragraphs=9, items=(FindItem(id="x", text="Where?"),))
    with pytest.raises(BadAnswer, match=r"The paragraphs are: 1 to 9\.$"):
        exercise.with_choice(None, "x", choice)
    assert exercise.with_choice(None, "x", 5.0) == {"x": 5}


@pytest.mark.parametrize("answer", [True, "34", float("nan"), float("inf"), 10**400, 1e-9, [34], {"x": 1}])
def test_what_is_no_number_is_refused(answer):
    with pytest.raises(BadAnswer, match="Give one number, such as 2500 or 0.5"):
        fit(number(), answer)
