"""Clashes: the model, the loader and what the widget tells the page."""

import json

import pytest
from guides import guide, save

from debatekit.clashes.clash import LABELS, RELATIONS, Clash
from debatekit.clashes.widget import ClashWidget
from debatekit.course.clash import load_clash
from debatekit.errors import BadCourseFile

MAP = """\
id: {id}
thesis: top
main_line: [why]
claims:
  - {{id: top, text: Top of {id}., kind: policy, paragraphs: [1], basis: none_given}}
  - {{id: bottom, text: Bottom of {id}., kind: fact, paragraphs: [1, 2], basis: press, checks: [T-1, T-2]}}
  - {{id: silent, text: Silence of {id}., kind: value, paragraphs: [2], basis: none_given, stated: false, note: It needs it.}}
reasons:
  - {{id: why, premises: [bottom, silent], relation: supports, to: top, scheme: sign, paragraphs: [2]}}
"""
CHECKS = """\
claim_id,reading,claim,verdict,evidence,source_1,source_2,source_quality
T-1,boat,One.,partly,It is.,https://example.org/a,,official
T-2,boat,Secret words.,contradicted,Secret evidence.,https://example.org/c,,other
T-3,boat,Two.,supported,So it is.,https://example.org/d,,official
"""
LESSON = "{{id: 0{n}-read-{id}, title: A, minutes: 9, after: read, readings: [{id}]}}"
MANIFEST = f"""\
id: c
title: C
question: Q?
readings: [boat, bridge]
lessons: [{LESSON.format(n=1, id="boat")}, {LESSON.format(n=2, id="bridge")}]
tables: [{{id: claims_check, about: One claim., columns: {{claim_id: text}}}}]
"""
CLASH = """\
left: boat
right: bridge
clashes:
  - id: what
    relation: contradict
    about: What to do
    note: Writer and Writer part.
    left: [top]
    right:
      - top
      - bottom
    checks: [T-3]
  - id: ours
    relation: shared_assumption
    about: What both need
    note: Neither says it.
    text: The river stays.
    left_needs: [1]
    right_needs: [1, 2]
"""


@pytest.fixture
def course(tmp_path):
    """Writes a course of two readings with their maps; a text that is given takes the place of the sound clashes."""

    def write(clash=CLASH):
        for name in ("boat", "bridge"):
            save(tmp_path, name, guide(name, (("thesis", "It is so."), ("evidence", "Because."))))
            (tmp_path / f"data/readings/{name}/argument.yaml").write_text(MAP.format(id=name), encoding="utf-8")
        (tmp_path / "data/tables").mkdir(exist_ok=True)
        (tmp_path / "data/tables/claims_check.csv").write_text(CHECKS, encoding="utf-8")
        (tmp_path / "data/course.yaml").write_text(MANIFEST, encoding="utf-8")
        if clash is not None:
            (tmp_path / "data/clash.yaml").write_text(clash, encoding="utf-8")
        return tmp_path

    return write


def test_a_sound_file_brings_its_maps_checks_and_lessons(course):
    book = load_clash(course())
    assert [clash.id for clash in book.clashes.clashes] == ["what", "ours"]
    assert (book.left.argument.id, book.right.argument.id) == ("boat", "bridge")
    assert list(book.checks) == ["T-3"] and book.lessons == ("01-read-boat", "02-read-bridge")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("      - bottom", "      - botom", 11, "“what” names “botom”, which the map of bridge does not have. Did you mean “bottom”?"),
        ("left: [top]", "left: [zzz]", 8, "“what” names “zzz”, which the map of boat does not have."),
        ("checks: [T-3]", "checks: [T-33]", 12, "“what” names “T-33”, which the table claims_check does not have. Did you mean “T-3”?"),
        ("right: bridge", "right: brigde", 2, "There is no argument “brigde”. Did you mean “bridge”?"),
        ("right: bridge", "right: boat", 2, "left and right are both “boat”. Name two readings."),
        ("relation: contradict", "relation: contradicts", 5, "Did you mean “contradict”?"),
        ("    left: [top]\n", "", 5, "“what” names no claim on the left. Name one, or make it a shared assumption."),
        ("left: [top]", "left: [top, top]", 8, "“what” names the claim “top” twice. Take one away."),
        ("left: [top]", "left: [top]\n    left_needs: [1]", 9, "“what” is no shared assumption, so its claims say where they stand. Take left_needs away."),
        ("left: [top]", "left: [top]\n    text: So.", 9, "“what” has a text; only a shared assumption does."),
        ("    text: The river stays.\n", "", 14, "“ours” is a shared assumption, so it needs a text"),
        ("    left_needs: [1]\n", "", 14, "“ours” is a shared assumption, so left_needs should name the paragraphs that need it."),
        ("right_needs: [1, 2]", "right_needs: [1, 3]", 19, "“ours” points to paragraph 3 of bridge, which has paragraphs 1 to 2."),
        ("id: ours", "id: what", 13, "“what” is there twice. Ids are unique; rename one."),
        ("about: What to do", "abuot: What to do", 6, "“abuot” is not a key here. Did you mean “about”?"),
    ],
)
def test_a_fault_is_told_with_its_line(course, old, new, line, problem):
    assert CLASH.count(old) == 1
    with pytest.raises(BadCourseFile) as error:
        load_clash(course(CLASH.replace(old, new)))
    assert problem in str(error.value) and (error.value.path.name, error.value.line) == ("clash.yaml", line)


def test_a_course_without_clashes_is_well_and_says_so_when_asked(course):
    from debatekit.workspace.course_files import faults

    root = course(None)
    assert not [fault for fault in faults(root) if "clash.yaml" in fault]
    with pytest.raises(BadCourseFile, match="clash.yaml: the file is missing"):
        load_clash(root)


def test_check_tells_of_a_clash_with_a_fault(course):
    from debatekit.workspace.course_files import faults

    assert not [fault for fault in faults(course()) if "clash.yaml" in fault]
    assert [fault for fault in faults(course(CLASH.replace("checks: [T-3]", "checks: [T-4]"))) if "clash.yaml, line 12" in fault]


def test_the_page_knows_each_claim_with_its_number_and_its_flags_in_words(course):
    widget = ClashWidget(load_clash(course()))
    seen = widget.fixed
    what, ours = seen["clashes"]
    assert [(claim["number"], claim["text"]) for claim in what["right"]] == [(1, "Top of bridge."), (2, "Bottom of bridge.")]
    assert what["right"][1]["flags"] == [["T-1", "partly"], ["T-2", "weak source, not used"]]
    assert [check["id"] for check in what["checks"]] == ["T-3", "T-1", "T-2"]
    assert ours["needs"] == {"left": [1], "right": [1, 2]} and ours["text"] == "The river stays."
    assert seen["before"] == "This shows both arguments, so it is best after lessons 01 and 02."
    assert seen["labels"].keys() == seen["relations"].keys() and json.loads(json.dumps(seen)) == seen


def test_a_check_on_a_weak_source_never_reaches_the_page(course):
    widget = ClashWidget(load_clash(course()))
    assert "Secret" not in json.dumps(widget.fixed) and "Secret" not in json.dumps(widget._fallback())


def test_the_saved_clashes_can_be_read(course):
    text = ClashWidget(load_clash(course()))._fallback()["text/plain"]
    assert "- 1: What to do\n" in text and "contradict" not in text and "part." not in text, "what they do with each other is guessed first"
    assert "best after lessons 01 and 02" in text


def test_a_wrong_action_is_a_sentence(course):
    widget = ClashWidget(load_clash(course()))
    widget._receive(widget, {"do": "fly"}, [])
    assert widget.picture["message"].endswith("Run the cell again.")


def test_every_relation_has_words():
    for relation in RELATIONS:
        assert LABELS[relation].startswith("They ")
        claims = {"text": "So.", "left_needs": (1,), "right_needs": (1,)} if relation == "shared_assumption" else {"left": ("a",), "right": ("b",)}
        assert Clash(id="x", relation=relation, about="A", note="N", **claims).relation == relation
