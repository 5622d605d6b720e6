"""Feedback on a map: each check has a name, teaches one idea, and never tells the key."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from drawn_maps import CLAIMS, any_map, sound, step
from hypothesis import given
from hypothesis import strategies as st

from debatekit.arguments.reconstruction import Reconstruction, agreement
from debatekit.errors import BadAnswer
from debatekit.exercises.check import check, legible, missing
from debatekit.exercises.kinds import Build, BuildClaim
from debatekit.exercises.map_checks import CHECKS, Finding, findings

# b and c together carry a; d attacks it; e undercuts that; f and g each carry b. h belongs to nobody, and c is not stated.
KEY = Reconstruction(
    thesis="a",
    reasons=(step("bc", "supports", "a"), step("d", "attacks", "a", "r2"), step("e", "undercuts", "r2"), step("f", "supports", "b"), step("g", "supports", "b")),
    unstated=("c",),
)
BUILD = Build(
    id="m", kind="build", title="M", prompt="?", hints=("h",), reconstructions=(KEY,),
    claims=tuple(BuildClaim(id=name, text=f"Claim {name}.", why_not="Nobody says so." if name == "h" else "") for name in CLAIMS),
)  # fmt: skip


def drawn(*changes, **more):
    """The key with some reasons in place of others: `(place, reason)`, where None takes one out."""
    reasons = [*KEY.reasons]
    for place, reason in changes:
        reasons[place : place + 1] = [reason] if reason else []
    return replace(KEY, reasons=tuple(reasons), **more)


EXAMPLES = {
    "thesis missing": (drawn(thesis=None), ()),
    "wrong thesis": (drawn(thesis="b"), ("b",)),
    "circle": (drawn((5, step("b", "supports", "f"))), ("b", "f")),
    "claim that leads nowhere": (drawn((0, step("c", "supports", "a"))), ("b",)),
    "claim that does not belong": (drawn((4, step("h", "supports", "a"))), ("h",)),
    "wrong direction": (drawn((3, step("b", "supports", "f"))), ("b",)),
    "attack drawn as support": (drawn((1, step("d", "supports", "a", "r2"))), ("d",)),
    "support drawn as attack": (drawn((3, step("f", "attacks", "b"))), ("f",)),
    "attack where the author undercuts": (drawn((2, step("e", "attacks", "d"))), ("e",)),
    "undercut where no step is meant": (drawn((1, step("d", "undercuts", "x", "r2")), (0, step("bc", "supports", "a", "x"))), ("d",)),
    "wrong target": (drawn((3, step("f", "supports", "d"))), ("f",)),
    "co-premise split off": (drawn((0, step("b", "supports", "a")), (5, step("c", "supports", "a"))), ("b", "c")),
    "premises joined that carry alone": (drawn((4, None), (3, step("fg", "supports", "b"))), ("f", "g")),
    "reason given twice": (drawn((5, step("d", "attacks", "a"))), ("d",)),
    "claim left over": (drawn((4, None)), ()),
    "unstated premise treated as stated": (drawn(unstated=()), ()),
    "stated claim marked as not stated": (drawn(unstated=("c", "d")), ()),
}


def raw(map):
    reasons = [{"id": r.id or f"n{i}", "premises": [*r.premises], "relation": r.relation, "to": r.to} for i, r in enumerate(map.reasons)]
    return {"thesis": map.thesis, "reasons": reasons, "unstated": [*map.unstated]}


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_finds_what_it_is_named_for(name):
    if name == "one more use":
        keys, mine = (drawn((5, step("g", "supports", "a"))),), KEY
        assert [found.name for found in findings(mine, keys)] == [name]
        return
    mine, claims = EXAMPLES[name]
    found = {each.name: each for each in findings(mine, (KEY,))}
    assert found[name].claims == claims
    assert name in check(BUILD, raw(mine)).remarks


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in ("circle", "wrong thesis", "claim that leads nowhere", "claim that does not belong", "wrong direction", "wrong target", "undercut where no step is meant")])
def test_one_fault_is_told_once(name):
    assert {found.name for found in findings(EXAMPLES[name][0], (KEY,))} == {name}


@given(any_map(), st.lists(sound(), min_size=1, max_size=2))
def test_nothing_is_found_where_all_agrees_and_something_elsewhere(mine, keys):
    assert (findings(mine, keys) == []) == (agreement(mine, keys) == 1)


@given(st.lists(sound(), min_size=1, max_size=2), st.data())
def test_a_key_has_no_fault(keys, data):
    assert findings(data.draw(st.sampled_from(keys)), keys) == []


@given(any_map())
def test_only_what_the_student_has_used_is_named(mine):
    mine = replace(mine, reasons=tuple(reason for reason in mine.reasons if reason.relation != "undercuts"))
    for found in findings(mine, (KEY,)):
        assert set(re.findall(r"Claim (\w)\.", BUILD._sentence(found))) == set(found.claims[:2] if "belong" not in found.name else found.claims) <= mine.claims()


@given(any_map(), st.data())
def test_a_mark_on_a_claim_beside_the_map_is_worth_nothing_and_tells_nothing(mine, data):
    beside = data.draw(st.sets(st.sampled_from(CLAIMS))) - mine.claims()
    marked = replace(mine, unstated=(*(claim for claim in mine.unstated if claim in mine.claims()), *beside))
    bare = replace(marked, unstated=tuple(claim for claim in marked.unstated if claim not in beside))
    assert findings(marked, (KEY,)) == findings(bare, (KEY,)) and agreement(marked, [KEY]) == agreement(bare, [KEY])


def test_a_claim_that_does_not_belong_is_not_what_the_author_says_though_it_is_marked():
    assert [found.name for found in findings(drawn((5, step("h", "supports", "a")), unstated=("c", "h")), (KEY,))] == ["claim that does not belong"]


def test_who_puts_in_more_than_belongs_hears_how_many_and_not_which():
    assert findings(drawn((5, step("h", "supports", "a"))), (KEY,)) == [Finding("claim that does not belong", 1)]
    assert check(BUILD, raw(drawn((5, step("h", "supports", "a"))))).remarks["claim that does not belong"].text == CHECKS["claim that does not belong"]
    few = check(BUILD, raw(drawn((4, step("h", "supports", "a"))))).remarks["claim that does not belong"].text
    assert few.endswith("“Claim h.” Nobody says so.")


def test_an_undercut_of_a_step_that_lacks_a_premise_needs_no_second_use():
    undercut = step("e", "undercuts", "r1")
    key = drawn((0, step("bc", "supports", "a", "r1")), (2, undercut), unstated=())
    assert [found.name for found in findings(replace(key, reasons=(step("b", "supports", "a", "r1"), *key.reasons[1:])), (key,))] == ["claim left over"]


@pytest.mark.parametrize("more", [step("e", "supports", "a"), step("e", "undercuts", "r1")])
def test_an_undercut_may_have_more_to_do_with_the_same_conclusion(more):
    mine = drawn((0, step("bc", "supports", "a", "r1")))
    assert findings(mine, (replace(mine, reasons=(*mine.reasons, more)),)) == [Finding("one more use", 1)]


def test_what_is_marked_wrongly_is_counted():
    text = check(BUILD, raw(drawn(unstated=("c", "d", "e")))).remarks["stated claim marked as not stated"].text
    assert text.endswith("Look for the paragraph. There are 2 of this sort.")


def test_the_texts_teach_and_name_nobody():
    assert all(text[-1] in ".?" and len(text.split()) <= 30 for text in CHECKS.values())
    assert not [text for text in CHECKS.values() if re.search(r"\b(he|his|him|she|her)\b", text, re.I)]


def test_an_exercise_may_use_a_text_of_its_own():
    own = replace(BUILD, feedback={"thesis missing": "What is it all about?"})
    assert check(own, raw(drawn(thesis=None))).remarks["thesis missing"].text == "What is it all about?"


def test_agreement_is_told_in_whole_per_cent_and_full_only_when_it_is():
    assert (check(BUILD, raw(KEY)).right, check(BUILD, raw(KEY)).total) == (100, 100)
    assert 90 <= check(BUILD, raw(drawn(unstated=()))).right < 100
    # Each claim supports all before it: 28 links, so a map that lacks the thesis alone agrees to more than 99.5 %.
    wide = Reconstruction(thesis="a", reasons=tuple(step(one, "supports", two) for one, two in combinations(reversed(CLAIMS), 2)))
    every = replace(BUILD, reconstructions=(wide,), claims=tuple(replace(claim, why_not="") for claim in BUILD.claims))
    assert Fraction(199, 200) < agreement(replace(wide, thesis=None), [wide]) < 1 and check(every, raw(replace(wide, thesis=None))).right == 99
    assert BUILD.told(61, 100) == "The map and the nearest one that counts as right agree in 61 of 100 parts."


def test_whoever_has_one_right_map_may_see_the_others_and_nobody_else():
    second = drawn(unstated=("c", "f"))
    both = replace(BUILD, reconstructions=(KEY, second))
    assert both.others(raw(KEY)) == [replace(BUILD, reconstructions=(second,)).solution()] and both.others(raw(second)) == [BUILD.solution()]
    assert both.others(raw(drawn(thesis=None))) == BUILD.others(raw(KEY)) == []


def test_an_undo_that_puts_a_reason_elsewhere_in_the_list_makes_no_other_map():
    assert BUILD.same(raw(KEY), raw(replace(KEY, reasons=KEY.reasons[::-1]))) and not BUILD.same(raw(KEY), raw(drawn(unstated=())))


def test_a_map_in_words_can_be_read_from_the_thesis_down():
    assert legible(BUILD, raw(KEY)) == [
        ("1, the thesis", "Claim a."),
        ("2 and 3 together support 1", "Claim b. Claim c. (not stated)"),
        ("4 attacks 1", "Claim d."),
        ("5 supports 2", "Claim f."),
        ("6 supports 2", "Claim g."),
        ("7 undercuts the step from 4", "Claim e."),
    ]
    loose = raw(drawn(thesis=None))
    assert legible(BUILD, loose)[0] == ("the thesis", "no answer yet") and ("1, which leads nowhere yet", "Claim a.") in legible(BUILD, loose)
    assert missing(BUILD, None) == ["the thesis", "the reasons"]


def test_the_page_mixes_the_claims():
    assert [claim["id"] for claim in BUILD.page()["claims"]] != [*CLAIMS] == sorted(claim["id"] for claim in BUILD.page()["claims"])


@pytest.mark.parametrize("answer", [{}, {"thesis": None, "reasons": [], "unstated": []}])
def test_a_map_that_was_emptied_again_is_no_answer(answer):
    assert BUILD.fit(answer) is BUILD.fitting(answer) is None
    with pytest.raises(BadAnswer, match="Nothing is chosen yet"):
        check(BUILD, answer)


HOSTILE = [
    7, "a", [], {"thesis": ["a"]}, {"thesis": "z"}, {"reasons": "r"}, {"reasons": [7]}, {"reasons": [{"premises": ["a"]}]}, {"x": 1},
    {"reasons": [{"id": "r", "premises": [], "relation": "supports", "to": "a"}]},
    {"reasons": [{"id": "r", "premises": ["b", "b"], "relation": "supports", "to": "a"}]},
    {"reasons": [{"id": "r", "premises": [["b"]], "relation": "supports", "to": "a"}]},
    {"reasons": [{"id": "r", "premises": ["b"], "relation": ["supports"], "to": "a"}]},
    {"reasons": [{"id": "r", "premises": ["b"], "relation": "supports", "to": {"a": 1}}]},
    {"reasons": [{"id": "r", "premises": ["b"], "relation": "undercuts", "to": "r"}]},
    {"reasons": [{"id": "r", "premises": ["b"], "relation": "undercuts", "to": "a"}]},
    {"reasons": [{"id": "a", "premises": ["b"], "relation": "supports", "to": "a"}]},
    {"reasons": [{"id": "r" * 99, "premises": ["b"], "relation": "supports", "to": "a"}]},
    {"reasons": [{"id": f"r{n}", "premises": ["b"], "relation": "supports", "to": "a"} for n in range(10_000)]},
    {"unstated": ["z"]}, {"unstated": ["a", "a"]}, {"unstated": [{}]},
]  # fmt: skip


@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_map_is_one_sentence(answer):
    with pytest.raises(BadAnswer) as caught:
        BUILD.fit(answer)
    assert str(caught.value).endswith(".") and len(str(caught.value)) < 200
    fitting = BUILD.fitting(answer)
    assert fitting is None or BUILD.fit(fitting) == fitting


def test_circles_are_an_answer_and_end():
    ring = [{"id": f"r{n}", "premises": [one], "relation": "supports", "to": two} for n, (one, two) in enumerate(zip("bcd", "cdb", strict=True))]
    steps = [{"id": "x", "premises": ["e"], "relation": "undercuts", "to": "y"}, {"id": "y", "premises": ["f"], "relation": "undercuts", "to": "x"}]
    answer = {"thesis": "a", "reasons": [*ring, *steps, {"id": "s", "premises": ["g"], "relation": "supports", "to": "g"}], "unstated": []}
    verdict = check(BUILD, answer)
    assert "circle" in verdict.remarks and len(legible(BUILD, answer)) == 7 + 0


def test_a_change_keeps_the_rest_and_what_no_longer_fits():
    old = {"thesis": "gone", "reasons": [{"id": "old", "premises": ["gone"], "relation": "supports", "to": "a"}], "unstated": ["gone"]}
    new = BUILD.with_choice(old, "reason/r", {"premises": ["b"], "relation": "supports", "to": "a"})
    assert [reason["id"] for reason in new["reasons"]] == ["old", "r"] and new["thesis"] == "gone" and new["unstated"] == ["gone"]
    assert BUILD.fitting(new)["reasons"] == new["reasons"][1:]


def test_an_undercut_goes_with_its_step_and_a_change_keeps_its_place():
    answer = raw(KEY)
    names = [reason["id"] for reason in answer["reasons"]]
    turned = BUILD.with_choice(answer, "reason/r2", {"premises": ["d"], "relation": "supports", "to": "a"})
    assert [reason["id"] for reason in turned["reasons"]] == names
    left = BUILD.with_choice(answer, "reason/r2", None)
    assert [reason["id"] for reason in left["reasons"]] == [names[0], *names[3:]]
    with pytest.raises(BadAnswer, match="undercut a reason that is there"):
        BUILD.with_choice(left, "reason/u", {"premises": ["e"], "relation": "undercuts", "to": "r2"})


@pytest.mark.parametrize(("item", "choice"), [("thesis", "z"), ("thesis/a", "a"), ("unstated/z", True), ("unstated/a", "yes"), ("reason/", {}), ("fly", 1), (None, 1), ("reason/r", 7)])
def test_a_change_that_does_not_fit_is_a_sentence(item, choice):
    with pytest.raises(BadAnswer, match=r"\.$"):
        BUILD.with_choice(None, item, choice)
