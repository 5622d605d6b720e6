"""Two texts of one question are read, and tested, by the same plan: the same steps, the same minutes, the same kinds of question."""

import json
import re
from pathlib import Path

import pytest

from debatekit.arguments.position import Position
from debatekit.arguments.weighing import Scales
from debatekit.arguments.whatif import effects
from debatekit.course import load_argument, load_course, load_exercise, load_poll, load_reading

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
READ = [lesson for lesson in COURSE.lessons if len(lesson.readings) == 1]
TEST = [lesson for lesson in COURSE.lessons if not lesson.readings and len(lesson.arguments) == 1]
PAIRS = pytest.mark.parametrize("pair", [READ, TEST], ids=["read", "test"])
PLACES = [(pair, place) for pair in (READ, TEST) for place in range(len(pair[0].exercises))]


def words(texts) -> int:
    return sum(len(re.findall(r"\w+", text)) for text in texts)


def cells_of(lesson) -> list:
    return json.loads((ROOT / "lessons" / f"{lesson.id}.ipynb").read_text(encoding="utf-8"))["cells"]


def both(pair, measure):
    return [measure(cells_of(lesson)) for lesson in pair]


@PAIRS
def test_each_text_has_a_lesson_of_its_own(pair):
    assert [lesson.arguments[0] for lesson in pair] == list(COURSE.readings)
    assert len(pair) == 2


def test_the_texts_are_as_long_as_their_guides():
    assert [lesson.readings[0] for lesson in READ] == list(COURSE.readings)
    assert [len(load_reading(name, ROOT).paragraphs) for name in COURSE.readings] == [12, 18]


@PAIRS
def test_the_plan_is_the_same(pair):
    first, second = both(pair, lambda cells: [(cell["id"], cell["cell_type"]) for cell in cells])
    assert first == second
    first, second = both(pair, lambda cells: [line for cell in cells for line in cell["source"] if line.startswith("## ")])
    assert first == second
    first, second = both(pair, lambda cells: ["".join(cell["source"]).count("**Checkpoint.**") for cell in cells])
    assert first == second
    first, second = both(pair, lambda cells: ["".join(cell["source"]).count("<details>") for cell in cells])
    assert first == second
    assert pair[0].minutes == pair[1].minutes
    kinds = [[load_exercise(name, ROOT).kind for name in lesson.exercises] for lesson in pair]
    assert kinds[0] == kinds[1] and pair[0].tables == pair[1].tables
    assert [use.round for use in pair[0].polls] == [use.round for use in pair[1].polls]
    assert [load_poll(use.id, ROOT).kind for use in pair[0].polls] == [load_poll(use.id, ROOT).kind for use in pair[1].polls]


def test_both_polls_on_a_text_can_be_held_against_surveys():
    assert all(load_poll(lesson.polls[0].id, ROOT).published for lesson in READ)


def test_the_polls_of_a_test_were_in_no_lesson_before():
    earlier = {use.id for lesson in COURSE.lessons[: COURSE.lessons.index(TEST[0])] for use in lesson.polls}
    assert not earlier & {use.id for lesson in TEST for use in lesson.polls}


@PAIRS
def test_neither_gets_more_words(pair):
    first, second = both(pair, lambda cells: words("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"))
    assert abs(first - second) < 0.1 * max(first, second)


@pytest.mark.parametrize("heading", ["For him.", "Against him.", "What stays open.", "Who is not in the picture."])
def test_neither_is_tested_harder_on_the_record(heading):
    """What speaks for the author, what against him and what nobody knows: as long for the one as for the other, and with as many rows to look up."""
    told = [re.search(rf"\*\*{re.escape(heading)}\*\*(.*?)(?=\n\n\*\*|> \*\*Checkpoint|</details>\n\n(?:\*\*|>))", "\n\n".join("".join(cell["source"]) for cell in cells_of(lesson)), re.DOTALL)[1] for lesson in TEST]
    lengths = [words([text]) for text in told]
    assert abs(lengths[0] - lengths[1]) < 0.25 * max(lengths)
    rows = [len(re.findall(r"\b(?:[AB]-[FP]\d{2}|[ERST]\d{2,}[a-z]?)\b", text)) for text in told]
    assert abs(rows[0] - rows[1]) <= 2


def test_the_best_reply_is_as_good_for_either():
    one, two = (load_exercise(lesson.exercises[-1], ROOT) for lesson in TEST)
    assert one.kind == two.kind == "rubric" and one.words == two.words
    assert [(each.id, each.levels) for each in one.criteria] == [(each.id, each.levels) for each in two.criteria]
    assert [each.levels for each in one.exemplars] == [each.levels for each in two.exemplars]
    for first, second in zip(one.exemplars, two.exemplars, strict=True):
        lengths = [words([each.text]) for each in (first, second)]
        assert abs(lengths[0] - lengths[1]) < 0.15 * max(lengths) and all(one.words[0] <= length <= one.words[1] for length in lengths)


# What the folded text of section 6 says of the map: these lead the list, in this order, and the claim that the class votes on moves the thesis little.
LEADING = {"lamear-2021": ["leaving-protects", "no-ideal", "price-grows"], "knights-2020": ["delink", "defences", "let-them", "strike-leaders"]}


@pytest.mark.parametrize("lesson", TEST, ids=lambda lesson: lesson.id)
def test_which_claim_decides_is_as_the_lesson_tells_it(lesson):
    argument = load_argument(lesson.arguments[0], ROOT)
    found = effects(Scales(argument), Position())
    assert list(found)[: len(LEADING[argument.id])] == LEADING[argument.id]
    assert abs(found[load_poll(lesson.polls[0].id, ROOT).target]) < 0.25 * abs(found[LEADING[argument.id][0]])


def shape(build) -> list:
    """How hard a map is to build: its claims, those that do not belong, and the steps of the two maps that come first."""
    maps = [(sorted((reason.relation, len(reason.premises)) for reason in key.reasons), len(key.unstated)) for key in build.reconstructions[:2]]
    return [len(build.claims), sum(bool(claim.why_not) for claim in build.claims), maps]


@pytest.mark.parametrize(("pair", "place"), PLACES, ids=[f"{pair[0].id}-{load_exercise(pair[0].exercises[place], ROOT).kind}" for pair, place in PLACES])
def test_neither_gets_the_harder_exercise(pair, place):
    one, two = (load_exercise(lesson.exercises[place], ROOT) for lesson in pair)
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
    if one.kind == "order":
        assert len(one.swaps) == len(two.swaps)
    if one.kind == "rate":
        # As many points in which an author is borne out as of the other, and as much room to differ from us.
        middles, room = ([how(each) for each in (one, two)] for how in (lambda each: sum(item.from_ + item.to for item in each.items), lambda each: sum(item.to - item.from_ for item in each.items)))
        assert one.steps == two.steps and abs(middles[0] - middles[1]) <= 2 and abs(room[0] - room[1]) <= 1
    if one.kind == "premise":
        assert len(one.given) == len(two.given)


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
