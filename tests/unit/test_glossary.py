"""The glossary: what a term may be, the page made of it, and where a text uses one first."""

import shutil
from pathlib import Path

import pytest

from debatekit.course.glossary import load_glossary, page_faults
from debatekit.errors import BadCourseFile
from debatekit.glossary.page import page
from debatekit.glossary.term import Glossary, Term
from debatekit.glossary.uses import faults, uses
from debatekit.ideas import Fault
from debatekit.workspace.travels import is_allowed
from debatekit.workspace.working_copy import originals

REPOSITORY = Path(__file__).parents[2]
FERRY = Glossary(
    terms=(
        Term(id="ferry", term="ferry", names=("ferries",), text="A ship that goes to and fro."),
        Term(id="car-ferry", term="car ferry", text="A ferry for cars."),
        Term(id="is", term="IS", text="The Island Service. It runs the ferry.", sources=("https://example.org/is",)),
        Term(id="sign", term="sign", everyday=True, text="What one infers something from."),
    )
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The [ferry](glossary.md#ferry) is late. The ferry is old.", ""),
        ("# The ferry\n\nOne of the [ferries](glossary.md#ferry).\n", ""),
        ("`ferry` and ```\nferry\n``` and [a page](ferry.md) and the [ferry](glossary.md#ferry)", ""),
        ("The ferry, later the [ferry](glossary.md#ferry).", "first use of “ferry” is no link"),
        ("The Ferry.", "Write [Ferry](glossary.md#ferry)"),
        ("The [ferry](glossary.md#ferry), again the [ferry](glossary.md#ferry).", "linked again"),
        ("The [car\nferry](glossary.md#car-ferry) is late.", ""),
        ("The car\nferry is late.", "first use of “car-ferry”"),
        ("This is no island, it is a rock.", ""),
        ("The IS is late.", "first use of “is”"),
        ("He would sign it. A [sign](glossary.md#sign) of rain.", ""),
        ("A [sign](glossary.md#sign) and a [sign](glossary.md#sign).", "linked again"),
        ("A [boat](glossary.md#boat).", "does not have"),
        ("## A [ferry](glossary.md#ferry)\n\nNo more.", "a heading takes none"),
    ],
)
def test_a_text_links_a_term_at_its_first_use_and_not_again(text, said):
    found = faults(text, FERRY)
    assert len(found) == bool(said) and said in "".join(found)


def test_the_longest_name_is_the_one_that_is_used():
    assert [(use.id, use.linked) for use in uses("A car ferry, a ferry, a [fine ferry](glossary.md#car-ferry).", FERRY)] == [("car-ferry", False), ("ferry", False), ("car-ferry", True)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": "Red Line"}, "small letters"),
        ({"text": "One. Two. Three. Four."}, "4 sentences"),
        ({"text": ""}, "0 sentences"),
        ({"sources": ("ferry.org",)}, "https://"),
    ],
)
def test_what_is_no_term_is_refused(changed, said):
    with pytest.raises(Fault, match=said):
        Term(**{"id": "ferry", "term": "ferry", "text": "A ship."} | changed)


def test_no_two_terms_share_a_name():
    with pytest.raises(Fault, match="“boat” and of “ferry”"):
        Glossary(terms=(Term(id="ferry", term="ferry", text="A ship."), Term(id="boat", term="boat", names=("Ferry",), text="A small ship.")))


def test_the_page_has_an_anchor_and_the_rests_of_each_term():
    text = page(FERRY)
    assert [text.index(f'<a id="{name}"></a>') for name in ("car-ferry", "ferry", "is", "sign")] == sorted(text.index(f'<a id="{name}"></a>') for name in ("car-ferry", "ferry", "is", "sign"))
    assert "## IS\n\nThe Island Service. It runs the ferry. [source](https://example.org/is)" in text


@pytest.fixture
def course(tmp_path):
    for name in ("data/course.yaml", "data/glossary.yaml", "data/tables", "lessons"):
        where = tmp_path / name
        where.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy)(REPOSITORY / name, where)
    return tmp_path


def test_a_row_that_is_not_there_is_told_with_its_line_and_the_nearest(course):
    file = course / "data/glossary.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("rows: [E191227]", "rows: [E19122]"), encoding="utf-8")
    with pytest.raises(BadCourseFile, match=r"line \d+: “k1” rests on “E19122”, which no table has. Did you mean “E19122"):
        load_glossary(course)


@pytest.mark.parametrize(("row", "said"), [("B-F10", "weak source"), ("E260117", "after the end of the record")])
def test_a_row_that_no_lesson_may_use_is_refused(course, row, said):
    file = course / "data/glossary.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("rows: [E191227]", f"rows: [{row}]"), encoding="utf-8")
    with pytest.raises(BadCourseFile, match=said):
        load_glossary(course)


def test_a_page_that_is_old_and_a_link_that_leads_nowhere_are_told(course):
    assert list(page_faults(course)) == []
    lesson = course / "lessons/00-start-here.ipynb"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("glossary.md#op-ed", "glossary.md#op-edd"), encoding="utf-8")
    (course / "lessons/glossary.md").write_text("old", encoding="utf-8")
    old, link = page_faults(course)
    assert "course.py glossary" in old and "Did you mean “op-ed”" in link


def test_the_page_goes_wherever_lessons_go_and_no_other_page_does():
    assert is_allowed("lessons/glossary.md") and not is_allowed("lessons/my-notes.md")
    assert "lessons/glossary.md" in originals(REPOSITORY)
