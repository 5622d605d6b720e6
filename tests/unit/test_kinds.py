"""What holds for an exercise of any kind, whatever is in it."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from debatekit.arguments.reconstruction import Inference, Reconstruction
from debatekit.errors import BadAnswer
from debatekit.exercises.check import check, fit, legible, missing
from debatekit.exercises.kinds import Bin, Build, BuildClaim, Choose, Find, FindItem, Item, Match, MatchItem, MatchOption, Mistake, Number, Option, Sort
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


EXERCISES = st.one_of(chooses(), sorts(), matches(), numbers(), finds(), builds())


@st.composite
def answered(draw):
    """An exercise and an answer to it, whole or in part, right or wrong."""
    exercise = draw(EXERCISES)
    if isinstance(exercise, Number):
        return exercise, draw(st.one_of(USABLE, st.just(exercise.solution()), st.sampled_from([m.value for m in exercise.mistakes] or [0])))
    if isinstance(exercise, Build):
        return exercise, draw(st.one_of(built(exercise), st.just(exercise.solution())))
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
    assert set(page) <= {"options", "bins", "items", "unit", "paragraphs", "claims"}
    for part in (*page.get("options", ()), *page.get("bins", ()), *page.get("items", ()), *page.get("claims", ())):
        assert set(part) <= {"id", "text", "about"}


@given(matches())
def test_the_options_of_a_match_are_mixed_and_stay_so(exercise):
    shown = [option["id"] for option in exercise.page()["options"]]
    assert sorted(shown) == sorted(exercise.choices())
    turned = Match(**head("match"), options=exercise.options[::-1], items=exercise.items)
    assert [option["id"] for option in turned.page()["options"]] == shown


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
