"""Which votes fit which question, what a page may know of it, and questions made by strangers."""

import json
import time
from dataclasses import asdict, replace
from typing import Annotated, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from debatekit.course.build import Misfit, build
from debatekit.errors import BadAnswer, UnknownName
from debatekit.polls.from_stranger import slug
from debatekit.polls.question import (
    Choice, Item, Likert, Option, Points, Probability, Published, Question, Ranking, Relevance, Round, Several, Slider, Text, Truth, Vote, question_from, question_view,
)  # fmt: skip
from debatekit.polls.text import one_paragraph

ROUNDS = (Round(id="before", title="Before"), Round(id="after", title="After"))
CHOICE = Choice(
    id="q", kind="choice", text="?", rounds=ROUNDS, confidence=True, options=(Option(id="a", text="A"), Option(id="b", text="B"))
)
LIKERT = Likert(id="l", kind="likert", text="?", rounds=ROUNDS)
SLIDER = Slider(id="s", kind="slider", text="?", rounds=ROUNDS, low=0, high=1, step=0.1, unit="m")
CHANCE = Probability(id="p", kind="probability", text="?", rounds=ROUNDS)
THREE = tuple(Item(id=name, text=name.upper()) for name in "abc")
SEVERAL = Several(id="v", kind="several", text="?", rounds=ROUNDS, options=THREE, least=1, most=2)
RANKING = Ranking(id="r", kind="ranking", text="?", rounds=ROUNDS, options=THREE)
POINTS = Points(id="o", kind="points", text="?", rounds=ROUNDS, options=THREE, total=10)
TEXT = Text(id="t", kind="text", text="?", rounds=ROUNDS, longest=20)
TRUTH = Truth(id="u", kind="truth", text="?", rounds=ROUNDS, argument="m", target="c")
RELEVANCE = Relevance(id="w", kind="relevance", text="?", rounds=ROUNDS, argument="m", target="r")
ALL = [CHOICE, LIKERT, SLIDER, CHANCE, SEVERAL, RANKING, POINTS, TEXT, TRUTH, RELEVANCE]


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
        (SEVERAL, Vote(value=["a", "c"])),
        (RANKING, Vote(value=["c", "a"])),
        (POINTS, Vote(value={"a": 0, "b": 3, "c": 7})),
        (TEXT, Vote(value="So it is.")),
        (TRUTH, Vote(value=0)),
        (RELEVANCE, Vote(value=100)),
    ],
)
def test_what_fits(question, vote):
    assert question.check(vote) == vote
    assert question.fits(vote.value)


@pytest.mark.parametrize(
    ("question", "sent", "kept"),
    [
        (SEVERAL, ["c", "a"], ["a", "c"]),
        (POINTS, {"b": 10}, {"a": 0, "b": 10, "c": 0}),
        (TEXT, "  so\n\tit  is \n", "so it is"),
        (TEXT, "\u202eso\x00 \u200b it\ud800", "so it"),
        (TEXT, "e\u0301t\u00e9", "\u00e9t\u00e9"),
        (TEXT, "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
    ],
)
def test_a_vote_is_kept_in_its_normal_form(question, sent, kept):
    vote = question.check(Vote(value=sent))
    assert vote == Vote(value=kept) and list(vote.value) == list(kept)
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
        (SEVERAL, Vote(value=[]), "Choose 1 to 2 of: a, b, c, each once."),
        (SEVERAL, Vote(value=["a", "b", "c"]), "that list is no answer"),
        (SEVERAL, Vote(value=["a", "a"]), "each once"),
        (SEVERAL, Vote(value=["a", ["b"]]), "each once"),
        (SEVERAL, Vote(value="ab"), "'ab' is no answer"),
        (SEVERAL, Vote(value={"a": 1}), "that is no answer"),
        (replace(SEVERAL, least=2), Vote(value=["a"]), "Choose 2 of"),
        (RANKING, Vote(value=[]), "the best first, each once: a, b, c."),
        (replace(RANKING, first="most dangerous"), Vote(value=[]), "the most dangerous first, each once"),
        (RANKING, Vote(value=["a", "b", "a"]), "each once"),
        (RANKING, Vote(value=["a", "z"]), "each once"),
        (RANKING, Vote(value=[1]), "each once"),
        (POINTS, Vote(value={"a": 9}), "Share out 10 points in whole numbers, all of them"),
        (POINTS, Vote(value={"a": 11, "b": -1}), "Share out 10"),
        (POINTS, Vote(value={"a": 10.0}), "Share out 10"),
        (POINTS, Vote(value={"a": 9, "b": True}), "Share out 10"),
        (POINTS, Vote(value={"a": 10, "z": 0}), "Share out 10"),
        (POINTS, Vote(value=["a"]), "Share out 10"),
        (TEXT, Vote(value=" \n"), "one paragraph of 1 to 20 characters"),
        (TEXT, Vote(value=21 * "x"), "of 1 to 20"),
        (TEXT, Vote(value="\u200d\u200b"), "of 1 to 20"),
        (TEXT, Vote(value=7), "7 is no answer"),
        (TRUTH, Vote(value=101), "101 is no answer"),
        (RELEVANCE, Vote(value=False), "False is no answer"),
        (LIKERT, Vote(value=10**5000), "so large a number is no answer"),
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
        lambda: replace(CHOICE, options=tuple(replace(option, right=True) for option in CHOICE.options)),
        lambda: replace(SLIDER, low=float("nan")),
        lambda: replace(SLIDER, step=float("nan")),
        lambda: replace(SLIDER, high=float("inf")),
        lambda: replace(SLIDER, high=10**400),
        lambda: replace(SLIDER, step=1e-9),
        lambda: replace(SEVERAL, options=THREE[:1]),
        lambda: replace(SEVERAL, options=THREE[:1] * 2),
        lambda: replace(SEVERAL, least=-1),
        lambda: replace(SEVERAL, least=4),
        lambda: replace(SEVERAL, most=0),
        lambda: replace(SEVERAL, most=4),
        lambda: replace(SEVERAL, least=2, most=1),
        lambda: replace(RANKING, first=" "),
        lambda: replace(RANKING, options=tuple(Item(id=str(i), text="?") for i in range(13))),
        lambda: replace(POINTS, options=THREE[:1]),
        lambda: replace(POINTS, total=0),
        lambda: replace(POINTS, total=1001),
        lambda: replace(TEXT, longest=0),
        lambda: replace(TEXT, longest=2001),
    ],
)
def test_an_impossible_question_is_refused(broken):
    with pytest.raises(ValueError, match=r"needs|has|stays|is how many|may have"):
        broken()


def test_sides_and_the_right_answer():
    undecided = Option(id="u", text="U", asks_confidence=False)
    question = replace(CHOICE, options=(*CHOICE.options, undecided))
    assert question.sides == ("a", "b") and question.right is None
    assert replace(question, options=(Option(id="x", text="X", right=True), undecided)).right == "x"


# Hostile votes

DEEP = []
for _ in range(500):
    DEEP = [DEEP]
HOSTILE = [
    1_000_000 * "x", 1_000_000 * " ", 1_000_000 * "\u0301", 100_000 * "\ufdfa", "\ud800", "\x00", "\u202e", 1_000_000 * ["a"], 1_000_000 * [1_000_000 * "a"], DEEP, [DEEP],
    {str(i): i for i in range(200_000)}, {"a": DEEP}, {"a": 10**4000}, {1: 2}, {None: None}, {"a": float("nan")}, {"a": 10, "b": float("nan")}, float("nan"), float("inf"),
    -float("inf"), 10**4000, -(10**4000), True, False, None, [], {}, (), ("a",), {"a"}, b"a", 1 + 1j, object(), "__proto__", ["__proto__"], {"__proto__": 10},
]  # fmt: skip


@pytest.mark.parametrize("question", [*ALL, replace(TEXT, longest=2000), replace(SLIDER, confidence=True)], ids=lambda question: question.kind)
def test_hostile_votes_are_refused_quickly_in_a_short_sentence(question):
    start = time.perf_counter()
    for value in HOSTILE:
        for confidence in (None, value):
            try:
                vote = question.check(Vote(value=value, confidence=confidence))
            except BadAnswer as error:
                assert len(str(error)) < 300 and str(error).isprintable()
            else:
                assert question.kind == "text" and len(vote.value) <= question.longest and vote.value.isprintable()
        assert isinstance(question.words(value), str)
    assert time.perf_counter() - start < 5


@given(st.text(), st.integers(1, 40))
def test_one_paragraph_stays_as_it_is(text, longest):
    clean = one_paragraph(text, longest)
    assert one_paragraph(clean, longest) == clean and len(clean) <= longest
    assert clean == clean.strip() and "\n" not in clean and "  " not in clean
    clean.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 103) | st.floats(-1, 101) | st.sampled_from([*"abcz", "before", "so"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcz"), inner, max_size=4),
)


@given(st.sampled_from(ALL), JSON, st.none() | st.integers(-1, 101))
def test_whatever_is_kept_is_normal_and_survives_a_file(question, value, confidence):
    try:
        vote = question.check(Vote(value=value, confidence=confidence))
    except BadAnswer:
        assert "no longer offered" in question.words(value) or question.fits(value)
        return
    assert question.check(Vote(**json.loads(json.dumps(asdict(vote))))) == vote
    assert question.words(vote.value) == question.words(value) != ""


@pytest.mark.parametrize(
    ("question", "value", "says"),
    [
        (CHOICE, "a", "A"), (CHOICE, "gone", "an answer that is no longer offered (gone)"), (LIKERT, 5, "Strongly agree"), (SLIDER, 0.5, "0.5 m"),
        (SLIDER, 7, "an answer that is no longer offered (7)"), (CHANCE, 50, "50 %"), (SEVERAL, ["c", "a"], "A; C"), (replace(SEVERAL, least=0), [], "none of them"),
        (RANKING, ["c", "a"], "1. C; 2. A"), (RANKING, ["z"], "an answer that is no longer offered (that list)"), (POINTS, {"b": 4, "a": 6}, "A: 6; B: 4"),
        (TEXT, "So it is.", "So it is."), (TRUTH, 70, "70 %"), (RELEVANCE, 0, "0 %"),
    ],
)  # fmt: skip
def test_values_in_words(question, value, says):
    assert question.words(value) == says


# What a page may know


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
def test_a_view_names_no_right_answer_and_no_pollster(question):
    if isinstance(question, Choice):
        question = replace(question, options=(Option(id="a", text="A", right=True), Option(id="b", text="B")), published=(Published(survey="S1", note="n"),))
    view = question_view(question)
    assert not {"rounds", "published"} & view.keys() and {"id", "text", "kind", "note", "confidence"} <= view.keys()
    assert "right" not in json.dumps(view) and "S1" not in json.dumps(view)
    assert all({"id", "text"} <= option.keys() for option in view.get("options", ()))


# Questions of strangers

STRANGERS = [
    {"kind": "choice", "text": "Was it  so?\n", "options": ["Yes", "No", {"text": "Undecided", "asks_confidence": False}], "confidence": True},
    {"kind": "choice", "text": "Which?", "options": [{"id": "x", "text": "X", "right": True}, "Y"], "note": "A fact."},
    {"kind": "several", "text": "Which?", "options": ["A", "B"], "least": 1, "most": None},
    {"kind": "likert", "text": "Agree?", "labels": ["no", "perhaps", "yes"]},
    {"kind": "slider", "text": "How many?", "low": -1.5, "high": 10, "step": 0.5, "unit": "km", "low_label": "few", "high_label": ""},
    {"kind": "probability", "text": "How likely?"},
    {"kind": "ranking", "text": "Which first?", "options": ["A", "B", "C"], "first": "most dangerous"},
    {"kind": "points", "text": "How many each?", "options": ["A", "B"], "total": 10},
    {"kind": "text", "text": "Why?", "longest": 100, "rounds": [{"id": "now", "title": "Now"}, {"id": "then", "title": "Then"}]},
    {"kind": "truth", "text": "How true?", "argument": "lamear-2021", "target": "c1"},
    {"kind": "relevance", "text": "How much?", "argument": "lamear-2021", "target": "r1", "id": "claim-7"},
]


@pytest.mark.parametrize("data", STRANGERS, ids=lambda data: data["kind"])
def test_a_stranger_makes_a_question_that_can_be_kept_as_plain_data(data):
    question = question_from(data)
    assert question.kind == data["kind"] and question.rounds[0].id in ("first", "now")
    assert question_from(json.loads(json.dumps(asdict(question)))) == question == question_from(asdict(question))


def test_ids_are_made_where_there_are_none():
    question = question_from(STRANGERS[0])
    assert (question.id, question.text, [option.id for option in question.options]) == ("was-it-so", "Was it so?", ["a", "b", "c"])
    assert [option.id for option in question_from(STRANGERS[1]).options] == ["x", "b"]
    assert (slug("¿Qué más? ÄÖ"), slug("何?"), slug("-" * 400), slug(100 * "word ")) == ("que-mas-ao", "poll", "poll", "word-word-word-word-word-word-word-word")


OK = {"kind": "choice", "text": "So?", "options": ["A", "B"]}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "A question is keys and values"),
        ({}, "one of these kinds: choice, several, likert"),
        ({"kind": ["choice"]}, "not that list."),
        ({"kind": "choice", "options": ["A", "B"]}, "needs a “text”"),
        ({"kind": "choice", "text": "So?"}, "needs “options”"),
        ({"kind": "slider", "text": "So?"}, "needs “low” and “high”"),
        ({"kind": "truth", "text": "So?"}, "needs “argument” and “target”"),
        (OK | {"txt": 1}, "has no 'txt'. It may have: id, text"),
        (OK | {"labels": ["a", "b", "c"]}, "has no 'labels'"),
        (OK | {"published": [{"survey": "S1", "note": "n"}]}, "Only a poll of the course"),
        (OK | {"text": ""}, "“text” should be a text of 1 to 300 characters, not ''."),
        (OK | {"text": 301 * "x"}, "not 301 characters"),
        (OK | {"text": 5}, "not 5."),
        (OK | {"note": 301 * "x"}, "“note” should be a text of 0 to 300"),
        (OK | {"confidence": 1}, "“confidence” should be true or false, not 1."),
        (OK | {"id": "A b"}, "small letters, digits and hyphens, at most 60"),
        (OK | {"id": 61 * "x"}, "at most 60, not 61 characters"),
        (OK | {"rounds": []}, "“rounds” should be a list of 1 to 9"),
        (OK | {"rounds": [{"id": "x"}]}, "“rounds 1” should have id and title"),
        (OK | {"rounds": 2 * [{"id": "x", "title": "X"}]}, "Two rounds share an id"),
        (OK | {"options": "ab"}, "“options” should be a list of 1 to 12"),
        (OK | {"options": 13 * ["x"]}, "1 to 12"),
        (OK | {"options": ["x"]}, "A choice needs two or more options"),
        (OK | {"options": ["x", ""]}, "“option 2” should be a text of 1 to 120"),
        (OK | {"options": ["x", 121 * "y"]}, "not 121 characters"),
        (OK | {"options": ["x", ["y"]]}, "“option 2” should have text, and may have only: id, text, asks_confidence, right."),
        (OK | {"options": ["x", {"text": "y", "right": 1}]}, "“right” should be true or false"),
        (OK | {"options": ["x", {"text": "y", "id": "<b>"}]}, "id of option 2"),
        (OK | {"options": ["x", {"text": "y", "id": "a"}]}, "ids of their own"),
        ({"kind": "ranking", "text": "So?", "options": [{"text": "x", "right": True}, "y"]}, "may have only: id, text."),
        ({"kind": "likert", "text": "So?", "labels": ["a", "b"]}, "A Likert question has three to nine labels."),
        ({"kind": "likert", "text": "So?", "labels": ["a", "b", 81 * "c"]}, "“labels 3” should be a text of 1 to 80"),
        ({"kind": "slider", "text": "So?", "low": "0", "high": 1}, "“low” should be a number, not '0'."),
        ({"kind": "slider", "text": "So?", "low": 0, "high": float("nan")}, "A slider needs low < high"),
        ({"kind": "slider", "text": "So?", "low": 0, "high": 10**400}, "A slider stays between"),
        ({"kind": "points", "text": "So?", "options": ["A", "B"], "total": 10.5}, "“total” should be a whole number"),
        ({"kind": "text", "text": "So?", "longest": True}, "“longest” should be a whole number"),
        ({"kind": "truth", "text": "So?", "argument": "m\n", "target": "c"}, "“argument” should be a name of the course"),
    ],
)
def test_what_a_stranger_gets_wrong_is_told(data, says):
    with pytest.raises(BadAnswer) as caught:
        question_from(data)
    assert says in str(caught.value)


@pytest.mark.parametrize("key", sorted({key for data in STRANGERS for key in data} | {"odd", 5}, key=str))
def test_hostile_questions_are_refused_in_a_short_sentence(key):
    for data in STRANGERS:
        for value in HOSTILE:
            try:
                question = question_from({**data, key: value})
            except BadAnswer as error:
                assert len(str(error)) < 300 and str(error).isprintable()
            else:
                assert len(json.dumps(asdict(question))) < 8000


# The builder of course files and the schema that explains what it refuses

SCHEMA = TypeAdapter(Annotated[Question, Field(discriminator="kind")])
SMALL = st.one_of(st.none(), st.booleans(), st.integers(-1, 4), st.floats(-1, 4), st.sampled_from([*"ab", ""]))
KEYS = {
    "low": SMALL, "high": SMALL, "step": SMALL, "least": st.none() | st.integers(-1, 4), "most": SMALL, "total": SMALL, "longest": SMALL, "argument": SMALL, "target": SMALL,
    "labels": st.lists(SMALL, max_size=4), "confidence": SMALL,
    "options": st.lists(st.fixed_dictionaries({"id": st.sampled_from("abc")}, optional={"text": SMALL, "right": SMALL, "asks_confidence": SMALL}), max_size=4),
}  # fmt: skip


@st.composite
def files(draw):
    kind = draw(st.sampled_from([data["kind"] for data in STRANGERS]))
    sound = next(data for data in STRANGERS if data["kind"] == kind)
    whole = {"id": "q", "rounds": [{"id": "r", "title": "R"}], **json.loads(json.dumps(asdict(question_from(sound))))}
    for key in draw(st.lists(st.sampled_from([*KEYS, *whole]), max_size=3)):
        if key in KEYS and draw(st.booleans()):
            whole[key] = draw(KEYS[key])
        else:
            whole.pop(key, None)
    return whole


@settings(deadline=None)
@given(files())
def test_the_builder_never_accepts_a_question_that_the_schema_refuses(data):
    try:
        built = build(Question, data)
    except Misfit:
        return
    assert SCHEMA.validate_python(data) == built and isinstance(built, get_args(Question))
