"""The README agrees with the manifest and with the files."""

import re
from pathlib import Path

import pytest

import debatekit
from debatekit.cli import VERBS
from debatekit.course import load_course

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
    with pytest.raises(AttributeError, match="Did you mean dk.poll"):
        debatekit.pol
