"""What the builder accepts, the schema accepts, with the same result; and the course's own files need no more."""

import subprocess
import sys
from dataclasses import dataclass, field
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from debatekit.course.build import Misfit, build
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
