"""The map of an argument: its outline, its fact checks, what its widget tells the page."""

import json
import sqlite3

import pytest
from guides import guide, save

from debatekit.arguments.argument import Argument, Claim, Reason
from debatekit.arguments.fact_check import VERDICTS, FactCheck
from debatekit.arguments.outline import main_line, numbers, outline
from debatekit.arguments.schemes import SCHEMES
from debatekit.arguments.widget import ArgumentWidget, forget_positions
from debatekit.course.argument_map import load_map
from debatekit.course.checks import load_checks
from debatekit.errors import BadCourseFile, JournalError, UnknownName
from debatekit.journal.store import Journal

ARGUMENT = """\
id: t
thesis: top
main_line: [why]
claims:
  - {id: top, text: It is so., kind: policy, paragraphs: [1], basis: none_given}
  - id: one
    text: One thing.
    kind: fact
    paragraphs: [2]
    basis: press
    checks:
      - T-1
      - T-2
  - {id: two, text: Another., kind: value, paragraphs: [2], basis: none_given, stated: false, note: It needs it.}
  - {id: but, text: But no., kind: forecast, paragraphs: [2], basis: none_given, voice: objection}
reasons:
  - {id: why, premises: [one, two], relation: supports, to: top, scheme: sign, paragraphs: [2]}
  - {id: no, premises: [but], relation: attacks, to: top, scheme: sign, paragraphs: [2]}
  - {id: cut, premises: [one], relation: undercuts, to: no, scheme: sign, paragraphs: [2]}
"""

MANIFEST = """\
id: c
title: C
question: Q?
tables: [{id: claims_check, about: One claim., columns: {claim_id: text}}]
"""
HEADER = "claim_id,reading,claim,verdict,evidence,source_1,source_2,source_quality\n"
SOUND = HEADER + "T-1,t,One thing.,supported,It is.,https://example.org/a,https://example.org/b,official\nT-2,t,Secret words.,contradicted,Secret evidence.,https://example.org/c,,other\n"


@pytest.fixture
def course(tmp_path):
    """Writes a course of one reading; a text that is given takes the place of the sound one."""

    def write(argument=ARGUMENT, checks=SOUND, manifest=MANIFEST):
        save(tmp_path, "t", guide("t", (("thesis", "It is so."), ("evidence", "Because."))))
        for name, text in {"readings/t/argument.yaml": argument, "tables/claims_check.csv": checks}.items():
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_text(text, encoding="utf-8")
        (tmp_path / "data/course.yaml").write_text(manifest, encoding="utf-8")
        return tmp_path

    return write


def claim(an_id, **more):
    return Claim(id=an_id, text=f"Text of {an_id}.", kind="fact", paragraphs=(1,), basis="none_given", **more)


def reason(an_id, premises, to, relation="supports"):
    return Reason(id=an_id, premises=tuple(premises), relation=relation, to=to, scheme="sign", paragraphs=(1,))


def argument(claims, *reasons):
    return Argument(id="t", thesis="t", claims=tuple(map(claim, claims)), reasons=reasons, main_line=(reasons[0].id,))


def test_the_outline_shows_a_claim_whole_once():
    shared = argument("tabcd", reason("1", "a", "t"), reason("2", "bc", "a"), reason("3", "bd", "t"), reason("4", "d", "b"))
    top = outline(shared)
    first, third = top.steps
    b = first.premises[0].steps[0].premises[0]
    assert (b.claim, b.again, b.steps[0].premises[0].claim) == ("b", False, "d")
    assert [(line.claim, line.number, line.again, line.steps) for line in third.premises] == [("b", 3, True, ()), ("d", 4, True, ())]
    assert numbers(top) == {"t": 1, "a": 2, "b": 3, "d": 4, "c": 5}


def test_an_undercut_stands_under_the_reason_that_it_hits():
    top = outline(argument("tabc", reason("1", "a", "t"), reason("2", "b", "1", "undercuts"), reason("3", "c", "2", "undercuts")))
    (step,) = top.steps
    assert step.undercuts[0].premises[0].claim == "b" and step.undercuts[0].undercuts[0].premises[0].claim == "c"
    assert set(numbers(top)) == set("tabc")


def test_claims_that_speak_for_each_other_end_in_a_reference():
    top = outline(argument("ta", reason("1", "a", "t"), reason("2", "t", "a")))
    assert [step.premises[0].again for step in top.steps[0].premises[0].steps] == [True]


def test_the_main_line_in_words():
    told = main_line(argument("tab", reason("1", "ab", "t"), reason("2", "a", "1", "undercuts")))
    assert told == [("1, the thesis", "Text of t."), ("2 and 3 support 1", "Text of a. Text of b.")]
    told = main_line(argument("tabc", reason("1", "c", "2", "undercuts"), reason("2", "ab", "t")))
    assert told[1] == ("4 undercuts the step from 2 and 3", "Text of c.")


@pytest.mark.parametrize(
    ("reasons", "problem"),
    [
        ([reason("1", "a", "t"), reason("2", "a", "3", "undercuts"), reason("3", "t", "2", "undercuts")], "the reason “2” leads nowhere"),
        ([reason("1", "a", "t"), reason("2", "a", "2", "undercuts")], "there is no such reason"),
    ],
)
def test_a_reason_that_carries_no_claim_is_refused(reasons, problem):
    with pytest.raises(ValueError, match=problem):
        argument("ta", *reasons)


@pytest.mark.parametrize(("premises", "problem"), [("t", "leads from “t” to itself"), ("aa", "names the premise “a” twice")])
def test_a_step_goes_from_different_claims_to_another(premises, problem):
    with pytest.raises(ValueError, match=problem):
        reason("1", premises, "t")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("premises: [but]", "premises: [bat]", 18, "the reason “no” starts from “bat”, but there is no such claim. Did you mean “but”?"),
        ("undercuts, to: no", "undercuts, to: noo", 19, "the reason “cut” leads to “noo”, but there is no such reason. Did you mean “no”?"),
        ("{id: cut,", "{id: why,", 19, "“why” is there twice"),
        ("main_line: [why]", "main_line:\n  - why\n  - whynot", 5, "the main line names the reason “whynot”, but there is none"),
        ("premises: [one], relation: undercuts, to: no", "premises: [but], relation: undercuts, to: cut", 19, "the reason “cut” leads to “cut”"),
        ("stated: false, note: It needs it.", "stated: false", 14, "“two” is not stated, so it needs a note"),
        ("stated: false, note: It needs it.", "stated: 'no', note: It needs it.", 14, "claims[3].stated should be true or false, not 'no'"),
        ("to: no, scheme: sign", "to: no, scheme: expert opinon", 19, "“expert opinon” is no scheme. Did you mean “expert opinion”?"),
        ("to: no, scheme: sign", "to: no, scheme: 7", 19, "reasons[3].scheme should be text, not 7. Put quotes around it."),
    ],
)
def test_a_map_with_a_fault_is_told_with_its_line(course, old, new, line, problem):
    assert old in ARGUMENT
    with pytest.raises(BadCourseFile) as error:
        load_map("t", course(ARGUMENT.replace(old, new)))
    assert problem in str(error.value) and error.value.line == line


def shown(root, *votes):
    """The widget of the map, with a journal of its own."""
    return ArgumentWidget(load_map("t", root), "c", Journal(root / "journal.sqlite3"), votes)


def test_the_page_knows_the_map_and_what_its_words_mean(course):
    seen = shown(course()).fixed
    assert [(one["id"], one["number"]) for one in seen["claims"]] == [("top", 1), ("one", 2), ("two", 3), ("but", 4)]
    assert seen["heading"] == "How A. Writer argues" and "1 May 2024" in seen["source"]
    assert seen["checks"]["T-1"]["sources"] == ["https://example.org/a", "https://example.org/b"]
    assert seen["checks"]["T-1"]["meaning"] == VERDICTS["supported"]
    assert seen["schemes"] == {"sign": {"step": SCHEMES["sign"].step, "questions": list(SCHEMES["sign"].questions)}}
    assert json.loads(json.dumps(seen)) == seen


def test_a_check_on_a_weak_source_never_reaches_the_page(course):
    widget = shown(course())
    assert widget.fixed["checks"]["T-2"] == {"id": "T-2", "weak": True}
    assert "Secret" not in json.dumps(widget.fixed) and "Secret" not in json.dumps(widget._fallback())


def test_the_saved_map_tells_the_main_line(course):
    text = shown(course())._fallback()["text/plain"]
    assert text.startswith("How A. Writer argues\n- 1, the thesis: It is so.\n- 2 and 3 support 1: One thing. Another.")


def test_a_wrong_action_is_a_sentence(course):
    widget = shown(course())
    widget._receive(widget, {"do": "fly"}, [])
    assert widget.picture["message"].endswith("Run the cell again.")


def test_a_course_without_checks_shows_none(course):
    root = course(checks=None, manifest="id: c\ntitle: C\nquestion: Q?\n")
    assert load_checks(root) == {} == load_map("t", root).checks


def test_checks_that_got_lost_are_missed(course):
    with pytest.raises(BadCourseFile, match=r"claims_check\.csv: the manifest lists this table of fact checks, but its file is missing"):
        load_map("t", course(checks=None))
    with pytest.raises(BadCourseFile, match="“T-1”, which claims_check.csv does not have") as error:
        load_map("t", course(checks=HEADER))
    assert error.value.path.name == "argument.yaml"


def test_a_check_that_is_not_there_is_told_with_its_line(course):
    with pytest.raises(BadCourseFile, match="“T-22”, which claims_check.csv does not have. Did you mean “T-2”") as error:
        load_map("t", course(ARGUMENT.replace("- T-2", "- T-22")))
    assert error.value.path.name == "argument.yaml" and error.value.line == 13


@pytest.mark.parametrize(("old", "new", "line"), [("kind: forecast, paragraphs: [2]", "kind: forecast, paragraphs: [1, 3]", 15), ("scheme: sign, paragraphs: [2]}", "scheme: sign, paragraphs: [0]}", 17)])
def test_a_paragraph_that_is_not_there_is_told_with_its_line(course, old, new, line):
    with pytest.raises(BadCourseFile, match="the text has paragraphs 1 to 2") as error:
        load_map("t", course(ARGUMENT.replace(old, new, 1)))
    assert error.value.line == line


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        (SOUND.replace(",supported,", ",true,"), 2, "“true” is no verdict"),
        (SOUND.replace("T-2", "T-1"), 3, "is there twice"),
        (SOUND.replace("evidence,", "", 1), 1, "“evidence” is missing"),
        (SOUND.replace("It is.", "It is, so they say."), 2, "there are 9 values for 8 columns"),
        (SOUND.replace("It is.", '"It is.'), 2, "a row that begins here is no CSV"),
        ("", 1, "“claim_id” is missing"),
        (SOUND.replace("https://example.org/c", "javascript:alert(1)"), 3, "the source “javascript:alert.1.” should be the address of a page"),
    ],
)
def test_a_table_of_checks_that_is_not_sound_is_told_with_its_line(course, table, line, problem):
    with pytest.raises(BadCourseFile, match=problem) as error:
        load_checks(course(checks=table))
    assert error.value.line == line


def test_a_table_of_checks_that_a_spreadsheet_has_saved(course):
    root = course()
    path = root / "data/tables/claims_check.csv"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert list(load_checks(root)) == ["T-1", "T-2"]
    path.write_bytes(SOUND.replace("It is.", "“It is.”").encode("cp1252"))
    with pytest.raises(BadCourseFile, match="line 2: this is not UTF-8 text. Save the table as “CSV UTF-8”"):
        load_checks(root)


def test_a_map_that_is_not_there(course):
    with pytest.raises(UnknownName, match="There is no argument “tt”. Did you mean “t”"):
        load_map("tt", course())


def test_every_verdict_has_a_meaning():
    for verdict in VERDICTS:
        assert not FactCheck(id="x", claim="c", verdict=verdict, evidence="e", sources=(), source_quality="official").is_weak


def test_check_leaves_the_faults_of_a_map_to_its_lint_and_tells_those_of_the_fact_checks_once(course):
    from debatekit.course.map_lint import lint
    from debatekit.workspace.course_files import faults

    root = course(ARGUMENT.replace("- T-2", "- T-9"))
    assert not [fault for fault in faults(root) if "argument.yaml" in fault] and 13 in [fault.line for fault in lint("t", root)]
    assert len([fault for fault in faults(course(checks=SOUND.replace("supported", "so so"))) if "“so so” is no verdict" in fault]) == 1


def tap(widget, **action):
    """Do what the front end does."""
    widget._receive(widget, action, [])
    return widget.picture


def test_a_slider_moves_the_thesis(course):
    widget = shown(course())
    start = widget.picture["strengths"]["top"]
    assert tap(widget, do="set", id="one", value=0.9)["strengths"]["top"] > start
    assert tap(widget, do="set", id="why", value=0.01)["strengths"]["top"] < start
    fallen = tap(widget, do="suppose", id="two", false=True)
    assert fallen["held"] == ["two"] and fallen["strengths"]["why"] == 0
    assert tap(widget, do="take", position="start")["strengths"]["top"] == start
    assert tap(widget, do="semantics", name="df_quad")["semantics"] == "df_quad"


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ({"do": "set", "id": "one", "value": 1}, "choose a number from 0.01 to 0.99"),
        ({"do": "set", "id": "oen", "value": 0.5}, "no claim or reason “oen”. Did you mean “one”?"),
        ({"do": "suppose", "id": "top", "false": True}, "no claim beside the thesis “top”"),
        ({"do": "semantics", "name": ["euler"]}, "no semantics"),
        ({"do": "take", "position": "saved/x"}, "That position is no longer there"),
        ({"do": "compare", "position": {}}, "That position is no longer there"),
        ({"do": "save", "name": " "}, "Give the position a name"),
        ({"do": "set"}, "Run the cell again"),
    ],
)
def test_what_cannot_be_moved_is_told_and_nothing_changes(course, action, problem):
    widget = shown(course())
    before = widget.picture["strengths"]
    seen = tap(widget, **action)
    assert problem in seen["message"] and seen["strengths"] == before


def test_a_saved_position_comes_back_in_another_kernel(course):
    root = course()
    widget = shown(root)
    tap(widget, do="set", id="one", value=0.9)
    tap(widget, do="save", name="I believe one")
    assert [each["title"] for each in widget.picture["positions"]] == ["the start", "I believe one"]
    assert "already" in tap(widget, do="save", name="I believe one")["message"]
    again = shown(root)
    assert tap(again, do="compare", position="saved/I believe one")["other"]["values"] == {"one": 0.9}
    assert tap(again, do="take", position="saved/I believe one")["values"] == {"one": 0.9}
    assert again.picture["other"]["strengths"] == again.picture["strengths"]
    gone = tap(again, do="forget", position="saved/I believe one")
    assert [each["id"] for each in gone["positions"]] == ["start"] and gone["other"] is None, "with a position that is gone nothing is compared"
    assert shown(root).picture["positions"] == [{"id": "start", "title": "the start", "own": False}]


def test_what_somebody_holds_true_is_never_saved_with_the_notebook(course):
    widget = shown(course())
    assert "withheld" not in widget.view
    calm = {key: value for key, value in widget.view.items() if key not in ("turn", "kept")}
    tap(widget, do="set", id="one", value=0.9)
    tap(widget, do="save", name="Secret")
    tap(widget, do="compare", position="saved/Secret")
    tap(widget, do="falls")
    seen = {key: value for key, value in widget.view.items() if key not in ("turn", "kept")}
    assert seen == {**calm, "withheld": True}
    assert "Secret" not in json.dumps([widget.view, widget.fixed, widget._fallback()]) and widget.picture["values"] == {"one": 0.9}


def test_a_name_is_never_saved_with_the_notebook_not_even_in_a_complaint(course):
    widget = shown(course())
    tap(widget, do="save", name="Secret")
    assert "“Secret” already" in tap(widget, do="save", name="Secret")["message"] and "Secret" not in json.dumps(widget.view)


def test_only_a_learners_own_position_can_be_deleted(course):
    widget = shown(course())
    tap(widget, do="save", name="the start")
    assert "not yours" in tap(widget, do="forget", position="start")["message"]
    assert [each["id"] for each in widget.picture["positions"]] == ["start", "saved/the start"]


def test_what_is_erased_is_gone_from_the_page(course):
    root = course()
    widget = shown(root)
    tap(widget, do="set", id="one", value=0.9)
    tap(widget, do="save", name="Secret")
    tap(widget, do="compare", position="saved/Secret")
    Journal(root / "journal.sqlite3").erase()
    forget_positions()
    assert "Secret" not in json.dumps(widget.picture) and widget.picture["values"] == {} and widget.picture["other"] is None


def test_a_damaged_position_hides_the_saved_ones_and_not_the_map(course):
    root = course()
    journal = Journal(root / "journal.sqlite3")
    journal.keep_position("c", "t", "mine", {})
    with sqlite3.connect(journal.path) as db:
        db.execute("UPDATE position SET value = '{\"values'")
    db.close()
    widget = ArgumentWidget(load_map("t", root), "c", journal)
    assert "dk.export_record()" in widget.picture["message"] and widget.picture["strengths"]["one"] == 0.5
    assert journal.export()["position"][0]["value"] == '{"values'


def test_a_class_can_be_taken_and_compared(course):
    widget = shown(course(), *[("one", 0.8)] * 5, *[("two", 0.1)] * 4)
    assert [each["title"] for each in widget.picture["positions"]] == ["the start", "the class"]
    assert tap(widget, do="look")["message"] == "Votes of the class that are used: one (5). Fewer than five, so not used: two (4)."
    seen = tap(widget, do="take", position="class")
    assert seen["values"] == {"one": 0.8}
    few = shown(course(), ("one", 0.8), ("two", 0.1))
    assert "used: none." in few.picture["message"] and len(few.picture["positions"]) == 1
    with pytest.raises(UnknownName, match="no claim or reason “on”"):
        shown(course(), ("on", 0.5))


def test_a_locked_journal_hides_the_saved_positions_and_not_the_map(course, tmp_path):
    class Locked(Journal):
        def positions(self, course, argument):
            raise JournalError("Another notebook is writing to your record just now.")

    widget = ArgumentWidget(load_map("t", course()), "c", Locked(tmp_path / "journal.sqlite3"))
    assert widget.picture["message"].startswith("Your saved positions are not shown.") and widget.picture["strengths"]["one"] == 0.5
