"""The README agrees with the manifest and with the files."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

import debatekit
from debatekit.arguments.argument import BASES, KINDS, RELATIONS, Argument, Claim, Reason
from debatekit.arguments.schemes import SCHEMES
from debatekit.clashes.clash import RELATIONS as MEETINGS
from debatekit.clashes.clash import Clash, Clashes
from debatekit.cli import VERBS
from debatekit.course import load_course
from debatekit.glossary.term import Glossary, Term
from debatekit.polls.question import Choice, Likert, Option, Probability, Published, Round, Slider
from debatekit.readings.reading import JOBS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COURSE = load_course(ROOT)
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("guide/*.md"), *ROOT.glob("data/*.md")])


def test_the_lesson_table_is_the_manifest():
    rows = re.findall(r"\| \[(\d+) ([^\]\n]+)\]\(lessons/(\S+?)\.ipynb\) \| (\d+) \| (.+?) \|", README)
    assert [(name, title, int(minutes), after) for _, title, name, minutes, after in rows] == [
        (lesson.id, lesson.title, lesson.minutes, lesson.after) for lesson in COURSE.lessons
    ]


def test_the_assignment_table_is_the_manifest():
    rows = re.findall(r"\| \[(\d+) ([^\]\n]+)\]\(assignments/(\S+?)/\S+\) \| (\d+) \| (\d+) \|", README)
    assert [(name, title, int(minutes), int(points)) for _, title, name, minutes, points in rows] == [
        (each.id, each.title, each.minutes, each.points) for each in COURSE.assignments
    ]


def test_every_verb_and_every_name_is_told():
    assert not [verb for verb in VERBS if f"`{verb}`" not in README]
    assert not [name for name in debatekit.__all__ if f"dk.{name}(" not in README]


def test_an_author_finds_every_key_and_word_of_readings_maps_clashes_and_polls():
    dictionary = (ROOT / "data/README.md").read_text(encoding="utf-8")
    steps = {name: f"{scheme.step} | {' '.join(scheme.questions)}" for name, scheme in SCHEMES.items()}
    for meanings in (JOBS, KINDS, BASES, RELATIONS, MEETINGS, steps):
        assert not [name for name, meaning in meanings.items() if f"| `{name}` | {meaning} |" not in dictionary]
    for title, shapes in (("map of an argument", (Argument, Claim, Reason)), ("clashes", (Clash, Clashes)), ("polls", (Choice, Likert, Slider, Probability, Option, Published, Round)), ("glossary", (Glossary, Term))):
        section = re.search(rf"^#+ The {title}\n(.*?)(?=^## |\Z)", dictionary, re.DOTALL | re.MULTILINE)[1]
        keys = {field.name for shape in shapes for field in fields(shape)}
        assert not [key for key in keys if not re.search(rf"`{key}\b", section)]


def test_every_room_has_its_floor():
    named = set(re.findall(r"`(\w+)(?:/|\.py)`", re.search(r"\| Floor \|.*?\n\n", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)[0]))
    rooms = {path.stem for path in (ROOT / "src/debatekit").iterdir() if not path.name.startswith("__")}
    assert rooms <= named and named - {"widget"} <= rooms


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere_and_nothing_is_left_to_fill_in(page):
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", text):
        assert (page.parent / link.split("#")[0]).exists(), link
    assert not re.search(r"\b(FIGURES|TODO|FIXME|XXX)\b", text)


def test_public_names_are_there():
    for name in debatekit.__all__:
        assert getattr(debatekit, name).__doc__
    assert sorted(debatekit.__all__) == debatekit.__all__
    # A room of that name would take its place as soon as something in it is imported.
    assert not [name for name in debatekit.__all__ if (ROOT / "src/debatekit" / name).exists()]
    with pytest.raises(AttributeError, match="Did you mean dk.poll"):
        debatekit.pol
