"""What the builder accepts, the schema accepts, with the same result; and the course's own files need no more."""

import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from debatekit.course.build import Misfit, build
from debatekit.exercises.kinds import Exercise
from debatekit.ideas import FromFile


@dataclass(frozen=True, kw_only=True)
class Part(FromFile):
    id: str
    right: bool = False
    near: dict[str, str] = field(default_factory=dict)
    from_: int = 0


@dataclass(frozen=True, kw_only=True)
class A(FromFile):
    kind: Literal["a"]
    parts: tuple[Part, ...]
    size: float = 1
    words: tuple[int, int] | None = None

    def __post_init__(self):
        if self.size < 0:
            raise ValueError("too small")


@dataclass(frozen=True, kw_only=True)
class B(FromFile):
    kind: Literal["b"]
    count: int


SHAPE = A | B
SCHEMA = TypeAdapter(Annotated[SHAPE, Field(discriminator="kind")])
ANY_EXERCISE = TypeAdapter(Annotated[Exercise, Field(discriminator="kind")])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(-2, 2), st.sampled_from(["a", "b", "1", ""]))
PARTS = st.fixed_dictionaries({}, optional={"id": SCALARS, "right": SCALARS, "near": st.dictionaries(SCALARS, SCALARS, max_size=2), "odd": SCALARS, "from": SCALARS, "from_": SCALARS})
FILES = st.one_of(
    SCALARS,
    st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(["a", "b", "c", None]),
            "parts": st.one_of(SCALARS, st.lists(st.one_of(SCALARS, PARTS), max_size=2)),
            "size": SCALARS,
            "words": st.one_of(SCALARS, st.lists(SCALARS, max_size=3)),
            "count": SCALARS,
        },
    ),
)


@settings(deadline=None)
@given(FILES)
def test_the_builder_never_accepts_more_than_the_schema(data):
    try:
        built = build(SHAPE, data)
    except Misfit:
        return
    assert SCHEMA.validate_python(data) == built


HEAD = {"id": "e", "title": "T", "prompt": "P", "hints": ["h"]}
EXERCISES = [
    HEAD | {
        "kind": "order", "first": "a", "last": "z", "otherwise": "o", "swaps": [{"earlier": "two", "later": "one", "text": "t"}],
        "items": [{"id": "one", "text": "1", "why": "w"}, {"id": "two", "text": "2", "why": "w", "with_next": True}, {"id": "three", "text": "3", "why": "w"}],
    },
    HEAD | {
        "kind": "rate", "low": "a", "high": "z", "steps": 4,
        "items": [{"id": "one", "text": "1", "why": "w", "from": 2, "to": 3, "too_low": "l", "too_high": "h"}],
    },
    HEAD | {
        "kind": "premise", "given": ["g"], "conclusion": "c", "reading": "r", "paragraphs": [1, 2],
        "options": [{"id": "one", "text": "1", "right": True, "feedback": "f"}, {"id": "two", "text": "2", "feedback": "f"}],
    },
    HEAD | {
        "kind": "rubric", "words": [6, 9], "criteria": [{"id": "one", "text": "1", "levels": ["l", "m", "n"]}],
        "exemplars": [{"title": "t", "text": "t", "levels": {"one": 3}, "why": "w"}, {"title": "u", "text": "u", "levels": {"one": 2}, "why": "w"}],
    },
    HEAD | {"kind": "chance", "lesson_of_it": "l", "items": [{"id": "one", "text": "1", "happened": True, "why": "w"}, {"id": "two", "text": "2", "happened": None, "why": "w"}]},
]  # fmt: skip


@st.composite
def nearly(draw):
    """The file of an exercise, with one value that is another, or gone, or with one key more."""
    data = deepcopy(draw(st.sampled_from(EXERCISES)))
    place = data
    while inner := [part for part in (place.values() if isinstance(place, dict) else place) if isinstance(part, dict | list)]:
        if draw(st.booleans()):
            break
        place = draw(st.sampled_from(inner))
    key = draw(st.sampled_from([*place, "from_", "odd"]) if isinstance(place, dict) else st.integers(0, len(place) - 1))
    if draw(st.booleans()):
        place[key] = draw(st.one_of(SCALARS, st.just([]), st.just({}), st.integers(0, 9)))
    elif not isinstance(place, dict) or key in place:
        del place[key]
    return data


@settings(deadline=None, max_examples=300)
@given(nearly())
def test_nor_does_it_of_an_exercise(data):
    try:
        built = build(Exercise, data)
    except Misfit:
        return
    assert ANY_EXERCISE.validate_python(data) == built


def test_a_sound_exercise_is_built():
    assert [build(Exercise, data).kind for data in EXERCISES] == ["order", "rate", "premise", "rubric", "chance"]


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "a", "parts": [{"id": "x", "near": {"y": "z"}}], "size": 2, "words": [1, 2]},
        {"kind": "a", "parts": [{"id": "x", "from": 3}]},
        {"kind": "a", "parts": [], "words": None},
        {"kind": "b", "count": 3},
    ],
)
def test_what_fits_is_built(data):
    assert build(SHAPE, data) == SCHEMA.validate_python(data)


@pytest.mark.parametrize("data", [{"kind": "b", "count": True}, {"kind": "a", "parts": [], "size": -1}, {"kind": "b"}, {"kind": []}, {"kind": "a", "parts": [{"id": "x", "from_": 3}]}])
def test_what_does_not_fit_is_left_to_the_schema(data):
    with pytest.raises(Misfit):
        build(SHAPE, data)
    if data != {"kind": "b", "count": True}:
        with pytest.raises((ValidationError, TypeError)):
            SCHEMA.validate_python(data)


def test_a_lesson_needs_no_explanation():
    program = (
        "import sys; import debatekit.course as c\n"
        "course = c.load_course(); [c.load_poll(p) for p in course.polls]; [c.load_exercise(e) for e in course.exercises]\n"
        "assert 'pydantic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
