"""What every map of an argument keeps to, whichever text it is read from."""

from pathlib import Path

import pytest

from debatekit.course import load_course, load_reading
from debatekit.course.argument_map import load_map
from debatekit.course.checks import load_checks

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.parent.name for path in (ROOT / "data/readings").glob("*/argument.yaml"))


@pytest.fixture(params=NAMES)
def parts(request):
    """The map, loaded as a lesson loads it: paragraphs lie within the text and fact checks are in the table."""
    return load_map(request.param, ROOT)


def test_every_reading_has_its_map():
    assert NAMES == sorted(load_course(ROOT).readings)


def test_the_map_shows_what_a_map_can_show(parts):
    reasons, claims = parts.argument.reasons, parts.argument.claims
    assert any(reason.relation == "undercuts" for reason in reasons)
    assert any(len(reason.premises) == 2 for reason in reasons)
    assert any(not claim.stated for claim in claims)
    assert any(claim.voice == "objection" for claim in claims)


def test_every_paragraph_that_claims_something_is_used(parts):
    used = {number for claim in parts.argument.claims for number in claim.paragraphs}
    claiming = {paragraph.number for paragraph in parts.reading.paragraphs if paragraph.job != "question"}
    assert claiming <= used, f"no claim uses {sorted(claiming - used)}"


def test_a_step_stands_where_its_claims_stand(parts):
    reasons = {reason.id: reason for reason in parts.argument.reasons}
    where = {claim.id: set(claim.paragraphs) for claim in parts.argument.claims}
    for reason in reasons.values():
        target = reason.to
        near = set().union(*(where[premise] for premise in reason.premises))
        while target in reasons:
            near |= set(reasons[target].paragraphs)
            target = reasons[target].to
        near |= where[target]
        assert set(reason.paragraphs) <= near, f"{reason.id} names {sorted(set(reason.paragraphs) - near)}, where none of its claims stands"


def test_paragraphs_are_named_once_and_in_order(parts):
    for part in (*parts.argument.claims, *parts.argument.reasons):
        assert list(part.paragraphs) == sorted(set(part.paragraphs)), part.id


def test_the_main_line_reaches_the_thesis(parts):
    argument = parts.argument
    reasons = {reason.id: reason for reason in argument.reasons}
    assert len(argument.main_line) == len(set(argument.main_line)) >= 3
    assert any(reasons[name].to == argument.thesis for name in argument.main_line)


def test_an_objection_is_answered_or_granted_in_the_map(parts):
    """A view that the author takes up is attacked, or what it says against him is undercut."""
    hit = {reason.to for reason in parts.argument.reasons if reason.relation != "supports"}
    for claim in parts.argument.claims:
        if claim.voice == "objection":
            out = {reason.id for reason in parts.argument.reasons if claim.id in reason.premises}
            assert claim.id in hit or out & hit, f"nothing answers {claim.id}"


def test_fact_checks_belong_to_the_same_reading(parts):
    prefix = {name.split("-")[0] for name in parts.checks}
    assert len(prefix) == 1, prefix


def test_facts_of_both_maps_are_checked_alike():
    """The same share of what can be checked points to our checks, give or take a fifth."""
    shares = []
    for name in NAMES:
        facts = [claim for claim in load_map(name, ROOT).argument.claims if claim.kind == "fact" and claim.stated]
        shares.append(sum(bool(claim.checks) for claim in facts) / len(facts))
    assert max(shares) - min(shares) <= 0.2, dict(zip(NAMES, shares, strict=True))


def test_maps_are_cut_equally_fine():
    """Claims to a paragraph: neither text is taken apart more than half as finely again as the other."""
    fine = [len(load_map(name, ROOT).argument.claims) / len(load_reading(name, ROOT).paragraphs) for name in NAMES]
    assert max(fine) <= 1.5 * min(fine), dict(zip(NAMES, fine, strict=True))


def test_headline_and_dek_are_an_editors(parts):
    assert "headline" in parts.argument.note and "editor" in parts.argument.note and "eadline" in parts.reading.counting


def test_an_option_that_is_refused_stands_in_the_map(parts):
    """What an author weighs and does not take is a claim of its own, which speaks against his thesis and is answered."""
    argument = parts.argument
    weighed = {claim.id for claim in argument.claims if claim.kind == "policy"} & {
        premise for reason in argument.reasons if reason.relation == "attacks" and reason.to == argument.thesis for premise in reason.premises
    }
    answered = {reason.to for reason in argument.reasons if reason.relation == "attacks"}
    assert len(weighed) >= 2 and weighed <= answered, weighed


def test_the_table_of_checks_is_sound():
    assert load_checks(ROOT)
