"""Two texts of one question are read by the same plan: the same steps, the same minutes, the same kinds of question."""

import json
import re
from pathlib import Path

import pytest

from debatekit.course import load_argument, load_course, load_exercise, load_poll, load_reading

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
PAIR = [lesson for lesson in COURSE.lessons if len(lesson.readings) == 1]
NOTEBOOKS = [json.loads((ROOT / "lessons" / f"{lesson.id}.ipynb").read_text(encoding="utf-8"))["cells"] for lesson in PAIR]


def words(texts) -> int:
    return sum(len(re.findall(r"\w+", text)) for text in texts)


def both(measure):
    return [measure(each) for each in NOTEBOOKS]


def test_each_text_has_a_lesson_of_its_own():
    assert [lesson.readings[0] for lesson in PAIR] == list(COURSE.readings)
    assert len(PAIR) == 2
    assert [len(load_reading(name, ROOT).paragraphs) for name in COURSE.readings] == [12, 18]


def test_the_plan_is_the_same():
    first, second = both(lambda cells: [(cell["id"], cell["cell_type"]) for cell in cells])
    assert first == second
    first, second = both(lambda cells: [line for cell in cells for line in cell["source"] if line.startswith("## ")])
    assert first == second
    assert PAIR[0].minutes == PAIR[1].minutes
    kinds = [[load_exercise(name, ROOT).kind for name in lesson.exercises] for lesson in PAIR]
    assert kinds[0] == kinds[1] and PAIR[0].tables == PAIR[1].tables
    assert [use.round for use in PAIR[0].polls] == [use.round for use in PAIR[1].polls]
    assert all(load_poll(lesson.polls[0].id, ROOT).published for lesson in PAIR)


def test_neither_gets_more_words():
    first, second = both(lambda cells: words("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"))
    assert abs(first - second) < 0.1 * max(first, second)


def shape(build) -> list:
    """How hard a map is to build: its claims, those that do not belong, and the steps of the two maps that come first."""
    maps = [(sorted((reason.relation, len(reason.premises)) for reason in key.reasons), len(key.unstated)) for key in build.reconstructions[:2]]
    return [len(build.claims), sum(bool(claim.why_not) for claim in build.claims), maps]


@pytest.mark.parametrize("place", range(len(PAIR[0].exercises)), ids=lambda place: load_exercise(PAIR[0].exercises[place], ROOT).kind)
def test_neither_gets_the_harder_exercise(place):
    one, two = (load_exercise(lesson.exercises[place], ROOT) for lesson in PAIR)
    assert len(one.hints) == len(two.hints)
    for part in ("items", "options", "mistakes"):
        assert abs(len(getattr(one, part, ())) - len(getattr(two, part, ()))) <= 1
    if one.kind == "build":
        assert shape(one) == shape(two)
        # A text allows as many readings as it allows, but neither is left with one.
        assert abs(len(one.reconstructions) - len(two.reconstructions)) <= 1
        lengths = [words(claim.text for claim in each.claims) for each in (one, two)]
        assert abs(lengths[0] - lengths[1]) < 0.15 * max(lengths)
    if one.kind == "sort":
        assert sorted(item.answer for item in one.items) == sorted(item.answer for item in two.items)


def test_the_guides_are_alike():
    readings = [load_reading(name, ROOT) for name in COURSE.readings]
    lengths = [words(paragraph.gist for paragraph in reading.paragraphs) / len(reading.paragraphs) for reading in readings]
    assert abs(lengths[0] - lengths[1]) < 0.15 * max(lengths)
    assert len(readings[0].first) == len(readings[1].first) and len(readings[0].access) == len(readings[1].access)


def test_what_is_supplied_to_each_is_argued_alike():
    """As many unstated premises to a hundred claims, as long a note to the premise: neither author is read more sharply.

    By the hundred, because the longer text has more steps to be unpacked.
    """
    maps = [load_argument(name, ROOT) for name in COURSE.readings]
    unstated = [[claim for claim in each.claims if not claim.stated and claim.voice == "author"] for each in maps]
    shares = [len(supplied) / len(each.claims) for supplied, each in zip(unstated, maps, strict=True)]
    assert abs(shares[0] - shares[1]) < 0.25 * max(shares)
    notes = [words(claim.note for claim in claims) / len(claims) for claims in unstated]
    assert abs(notes[0] - notes[1]) < 0.25 * max(notes)
