"""The kinds in which one writes or predicts: what is kept, what is locked, and what never gets into a notebook."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatekit.errors import BadAnswer
from debatekit.exercises.check import check, fit, legible, missing
from debatekit.exercises.kinds import Chance, Criterion, Event, Exemplar, Option, Premise, Rubric
from debatekit.exercises.own_text import LONGEST
from debatekit.exercises.widget import SelfCheckWidget
from debatekit.journal.store import Journal

TEXTS = st.text(max_size=20)
IDS = st.text(alphabet="abcdefgh-", min_size=1, max_size=4)
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.sampled_from(["own", "choice", "text", "levels"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(IDS, st.sampled_from(["own", "choice", "text", "levels"])), inner, max_size=3)),
    max_leaves=6,
)


def ids(least):
    return st.lists(IDS, min_size=least, max_size=4, unique=True)


def head(kind):
    return {"id": "e", "kind": kind, "title": "T", "prompt": "P", "hints": ("h",)}


OWN = "The harbour is worth its price."
PREMISE = Premise(
    **head("premise"), given=("It is cold.",), conclusion="Shut the door.",
    options=(Option(id="a", text="option-a", right=True, feedback="secret-a"), Option(id="b", text="option-b", feedback="secret-b")),
)  # fmt: skip
RUBRIC = Rubric(
    **head("rubric"), words=(3, 9), criteria=(Criterion(id="fair", text="Fair?", levels=("no", "half", "yes")), Criterion(id="text", text="Short?", levels=("no", "yes"))),
    exemplars=(
        Exemplar(title="secret-one", text="secret-two", levels={"fair": 3, "text": 2}, why="secret-three"),
        Exemplar(title="secret-four", text="secret-five", levels={"fair": 2, "text": 1}, why="secret-six"),
    ),
)  # fmt: skip
CHANCE = Chance(
    **head("chance"), lesson_of_it="secret-lesson",
    items=(
        Event(id="1", text="one", happened=True, why="secret-1"), Event(id="2", text="two", happened=False, why="secret-2"),
        Event(id="3", text="three", happened=None, why="secret-3"),
    ),
)  # fmt: skip
ALL = [PREMISE, RUBRIC, CHANCE]


@st.composite
def premises(draw):
    options = draw(ids(2))
    right = draw(st.sampled_from(options))
    return Premise(**head("premise"), given=("g",), conclusion="c", options=tuple(Option(id=i, text=i, right=i == right, feedback=f"f-{i}") for i in options))


@st.composite
def rubrics(draw):
    criteria = tuple(Criterion(id=i, text=i, levels=("l",) * draw(st.integers(2, 4))) for i in draw(ids(1)))
    best = {each.id: len(each.levels) for each in criteria}
    worst = dict.fromkeys(best, 1)
    return Rubric(**head("rubric"), criteria=criteria, exemplars=tuple(Exemplar(title="t", text="t", why="w", levels=levels) for levels in (best, worst)))


@st.composite
def chances(draw):
    items = tuple(Event(id=i, text=i, happened=draw(st.sampled_from([True, False, None])), why="w") for i in draw(ids(1)))
    return Chance(**head("chance"), items=items, lesson_of_it="l")


@st.composite
def answered(draw):
    exercise = draw(st.one_of(premises(), rubrics(), chances()))
    if isinstance(exercise, Premise):
        return exercise, draw(st.sampled_from([{"own": ""}, {"own": OWN}, *({"own": OWN, "choice": i} for i in [None, *(option.id for option in exercise.options)])]))
    if isinstance(exercise, Rubric):
        judged = draw(st.lists(st.sampled_from(exercise.criteria), unique_by=lambda each: each.id))
        return exercise, {"text": draw(TEXTS), "levels": {each.id: draw(st.integers(1, len(each.levels))) for each in judged}}
    given_to = draw(st.lists(st.sampled_from([item.id for item in exercise.items]), min_size=1, unique=True))
    return exercise, {item: draw(st.integers(0, 100)) for item in given_to}


@given(answered())
def test_what_fits_goes_through_json_and_is_checked(pair):
    exercise, answer = pair
    kept = json.loads(json.dumps(fit(exercise, answer)))
    assert kept == answer and exercise.fitting(kept) == kept
    verdict = check(exercise, kept)
    assert 0 <= verdict.right <= verdict.total and all(remark.text for remark in verdict.remarks.values())
    assert all(words for _, words in legible(exercise, kept))
    whole = not missing(exercise, kept)
    assert exercise.told_of(kept, verdict.right, verdict.total).endswith(".")
    try:
        exercise.check_ready(kept)
    except BadAnswer as error:
        assert str(error).endswith(".")
    else:
        assert whole and (verdict.solved or isinstance(exercise, Premise))


@given(answered(), JUNK)
def test_anything_at_all_fits_or_is_a_sentence(pair, junk):
    exercise, _ = pair
    try:
        answer = fit(exercise, junk)
    except BadAnswer as error:
        assert str(error).endswith(".")
    else:
        assert answer is None or check(exercise, answer).total
    part = exercise.fitting(junk)
    assert part is None or fit(exercise, part) == part
    legible(exercise, junk), missing(exercise, junk), exercise.public(part), exercise.uncovered(part, part)


@given(answered(), st.one_of(IDS, JUNK, st.sampled_from(["own", "choice", "text", "levels/a"])), JUNK)
def test_one_more_choice_of_any_sort_leaves_an_answer_or_a_sentence(pair, item, choice):
    exercise, answer = pair
    try:
        more = exercise.with_choice(answer, item, choice)
    except BadAnswer as error:
        assert str(error).endswith(".")
    else:
        assert fit(exercise, more) == more


@given(answered())
def test_what_may_be_saved_fits_and_holds_no_word_of_the_learner(pair):
    exercise, answer = pair
    public = exercise.public(answer)
    assert exercise.fitting(public) == public and OWN not in json.dumps(public)


def test_the_right_premise_solves():
    assert check(PREMISE, PREMISE.solution()).solved
    assert not check(PREMISE, {"own": OWN, "choice": "b"}).solved and PREMISE.solved({"own": OWN, "choice": "b"}) == {"own": OWN, "choice": "a"}


@pytest.mark.parametrize(("typed", "kept"), [("70", 70), (" 70 % ", 70), (0, 0), (100.0, 100), ("", None), ("  %", None), (None, None)])
def test_a_chance_may_be_typed_with_its_sign_and_taken_back(typed, kept):
    assert CHANCE.with_choice(None, "1", typed) == ({"1": kept} if kept is not None else None)


@pytest.mark.parametrize("odd", ["101", -1, "0.5", 0.5, "seventy", True, [], "1e3"])
def test_what_is_no_chance_is_refused(odd):
    with pytest.raises(BadAnswer):
        CHANCE.with_choice({"1": 5}, "1", odd)


def test_a_text_that_is_too_long_is_refused_and_not_repeated():
    with pytest.raises(BadAnswer) as caught:
        RUBRIC.with_choice(None, "text", "wordy " * LONGEST)
    assert "20,000 can be kept" in str(caught.value) and "wordy" not in str(caught.value)


# In the widget


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.sqlite3")


def open_(journal, idea):
    return SelfCheckWidget("c", idea, journal)


def tap(widget, **action):
    widget._receive(widget, {"seq": widget.picture["turn"], "from": "page", **action}, [])
    return widget.picture


STEPS = {"premise": [("own", OWN), ("choice", None), ("choice", "b")], "rubric": [("text", OWN), ("levels/fair", 2), ("levels/text", 1)], "chance": [("1", "70"), ("2", 10), ("3", "50 %")]}


@pytest.mark.parametrize("idea", ALL, ids=lambda idea: idea.kind)
def test_nothing_is_told_before_its_time(journal, idea):
    widget = open_(journal, idea)
    secrets = {"premise": "option-"}.get(idea.kind, "secret")
    for place, (item, choice) in enumerate(STEPS[idea.kind]):
        if idea.kind != "premise" or place < 2:
            assert secrets not in json.dumps([widget.picture, widget.view, widget._fallback()]) and '"happened"' not in json.dumps(widget.picture)
        assert tap(widget, do="answer", item=item, choice=choice)["message"] == ""
    assert "secret" not in json.dumps([widget.picture, widget._fallback()])
    assert "secret" in json.dumps(tap(widget, do="check"))


@pytest.mark.parametrize("idea", ALL, ids=lambda idea: idea.kind)
def test_a_check_too_early_is_a_sentence_and_changes_nothing(journal, idea):
    widget = open_(journal, idea)
    for item, choice in STEPS[idea.kind][:-1]:
        view = tap(widget, do="check")
        assert view["message"].endswith(".") and view["checked"] is None
        tap(widget, do="answer", item=item, choice=choice)
    assert tap(widget, do="check")["checked"] is None and journal.attempts("c", idea.id) == []


@pytest.mark.parametrize("idea", ALL, ids=lambda idea: idea.kind)
def test_work_goes_on_where_it_was_left_checked_or_not(journal, idea):
    for item, choice in STEPS[idea.kind]:
        widget = open_(journal, idea)
        now = tap(widget, do="answer", item=item, choice=choice)["answer"]
        assert open_(journal, idea).picture["answer"] == now
    tap(widget, do="check")
    again = open_(journal, idea).picture
    assert again["answer"] == now == again["checked"]["answer"] and len(journal.attempts("c", idea.id)) == 1


@pytest.mark.parametrize("idea", [PREMISE, RUBRIC], ids=lambda idea: idea.kind)
def test_own_words_are_in_the_record_and_not_in_the_notebook(journal, idea):
    widget = open_(journal, idea)
    for item, choice in STEPS[idea.kind]:
        tap(widget, do="answer", item=item, choice=choice)
        assert OWN in json.dumps(widget.picture)
        assert OWN not in json.dumps([widget.view, widget._fallback()]) and widget.view["withheld"]
    tap(widget, do="check")
    again = open_(journal, idea)
    for each in (widget, again):
        assert OWN not in json.dumps([each.view, each._fallback()]) and "kept in your record" in each._fallback()["text/plain"]
    record = journal.export()
    assert OWN in json.dumps(record["draft"]) and OWN in json.dumps(record["attempt"])
    assert any(words == OWN for _, words in legible(idea, journal.attempts("c", idea.id)[0].answer))
    journal.erase()
    assert journal.draft("c", idea.id) is None


def test_an_own_premise_stays_as_it_was_before_the_options_were_seen(journal):
    widget = open_(journal, PREMISE)
    assert "Write a sentence of your own first" in tap(widget, do="answer", item="choice", choice=None)["message"]
    assert tap(widget, do="answer", item="own", choice="Too short")["options"] == []
    assert "of your own first" in tap(widget, do="answer", item="choice", choice=None)["message"]
    tap(widget, do="answer", item="own", choice=OWN)
    shown = tap(widget, do="answer", item="choice", choice=None)["options"]
    assert {option["id"] for option in shown} == {"a", "b"} and all(set(option) == {"id", "text"} for option in shown)
    view = tap(widget, do="answer", item="own", choice="Something better now.")
    assert "stays as you wrote it" in view["message"] and view["answer"]["own"] == OWN
    tap(widget, do="answer", item="choice", choice="b")
    tap(widget, do="check")
    tap(widget, do="hint")
    view = tap(widget, do="reveal")
    assert view["revealed"] and view["answer"] == {"own": OWN, "choice": "a"}
    assert open_(journal, PREMISE).picture["answer"] == {"own": OWN, "choice": "b"}  # shown, not solved


@pytest.mark.parametrize("idea", [RUBRIC, CHANCE], ids=lambda idea: idea.kind)
def test_what_has_no_solution_reveals_none(journal, idea):
    widget = open_(journal, idea)
    for item, choice in STEPS[idea.kind]:
        tap(widget, do="answer", item=item, choice=choice)
    tap(widget, do="check")
    tap(widget, do="hint")
    assert "is not known here" in tap(widget, do="reveal")["message"] and not widget.picture["revealed"]


def test_a_text_may_be_changed_and_judged_again(journal):
    widget = open_(journal, RUBRIC)
    for item, choice in STEPS["rubric"]:
        tap(widget, do="answer", item=item, choice=choice)
    assert tap(widget, do="check")["checked"]["remarks"]["fair"]["text"] == "One level higher would be: “yes”"
    tap(widget, do="answer", item="text", choice=OWN + " Indeed.")
    assert len(tap(widget, do="answer", item="levels/fair", choice=3)["exemplars"]) == 2
    assert "Changed since the last check." in widget._fallback()["text/plain"]
    tap(widget, do="check")
    assert [attempt.answer["levels"]["fair"] for attempt in journal.attempts("c", "e")] == [2, 3]


def test_a_prediction_is_locked_once_it_is_checked(journal):
    early, widget = open_(journal, CHANCE), open_(journal, CHANCE)
    for item, choice in STEPS["chance"]:
        tap(widget, do="answer", item=item, choice=choice)
    view = tap(widget, do="check")
    assert view["came"]["mean"] == pytest.approx((0.09 + 0.01) / 2) and view["came"]["settled"] == 2
    assert view["came"]["events"]["3"] == {"happened": None, "words": "Nobody can settle it.", "score": None}
    # Here, in a notebook that was open before, and in one that is opened after a restart.
    for each in (widget, early, open_(journal, CHANCE)):
        view = tap(each, do="answer", item="1", choice=100)
        assert "stays as it was" in view["message"] and view["answer"] == {"1": 70, "2": 10, "3": 50} == view["checked"]["answer"]
        tap(each, do="check")
    assert len(journal.attempts("c", "e")) == 1
    assert "Mean Brier score 0.05 over the 2 that can be settled" in widget._fallback()["text/plain"]


def test_two_notebooks_that_check_at_once_keep_the_first_prediction(journal):
    widget = open_(journal, CHANCE)
    for item, choice in STEPS["chance"]:
        tap(widget, do="answer", item=item, choice=choice)
    journal.add_attempt("c", "e", {"1": 0, "2": 0, "3": 0}, right=3, total=3, hints=0)
    assert tap(widget, do="check")["answer"] == {"1": 0, "2": 0, "3": 0}
    assert len(journal.attempts("c", "e")) == 1


def test_an_item_that_is_new_since_can_still_be_predicted(journal):
    widget = open_(journal, CHANCE)
    for item, choice in STEPS["chance"]:
        tap(widget, do="answer", item=item, choice=choice)
    tap(widget, do="check")
    more = Chance(**head("chance"), lesson_of_it="l", items=(*CHANCE.items, Event(id="4", text="four", happened=True, why="secret-4")))
    widget = open_(journal, more)
    assert "secret-4" not in json.dumps(widget.picture) and set(widget.picture["came"]["events"]) == {"1", "2", "3"}
    assert tap(widget, do="answer", item="4", choice="90")["message"] == ""
    assert tap(widget, do="check")["came"]["settled"] == 3
    assert tap(widget, do="answer", item="4", choice="99")["answer"]["4"] == 90


def test_two_notebooks_add_to_each_others_draft(journal):
    first, second = open_(journal, RUBRIC), open_(journal, RUBRIC)
    tap(first, do="answer", item="text", choice=OWN)
    tap(second, do="answer", item="levels/fair", choice=1)
    tap(first, do="answer", item="levels/text", choice=2)
    assert journal.draft("c", "e") == {"text": OWN, "levels": {"fair": 1, "text": 2}}
