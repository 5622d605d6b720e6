"""A claim of a map put to the vote is asked as a question, with whose view it is."""

from pathlib import Path

import pytest

from debatekit.classroom.catalogue import Catalogue
from debatekit.classroom.refusals import NotAllowed
from debatekit.classroom.service import Classroom
from debatekit.course.argument_map import load_map
from debatekit.polls.claim_vote import relevance_asked, truth_asked
from debatekit.polls.question import question_view

REPOSITORY = Path(__file__).parents[2]
MAPS = ("lamear-2021", "knights-2020")


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    classroom = Classroom(tmp_path_factory.mktemp("class") / "class.sqlite3", REPOSITORY)
    yield classroom
    classroom.close()


def test_the_question_names_the_author_and_asks():
    assert truth_asked("A. Writer", "It rains.") == "A. Writer: “It rains.” How true is this, leaving aside the reasons given for it?"
    assert truth_asked("A. Writer", "It rains.", voice="objection").startswith("A view that A. Writer answers: “It rains.”")
    assert truth_asked("A. Writer", "It rains.", voice="unstated").startswith("What A. Writer takes for granted: “It rains.”")
    asked = relevance_asked("A. Writer", ["It rains.", "You go out."], "You get wet.")
    assert asked == "A. Writer: “It rains. And: You go out.” If this is true, how much does it bear on what follows? “You get wet.”"
    assert "how far does it break the step to what follows?" in relevance_asked("A. Writer", ["Here is an umbrella."], "You get wet.", breaks=True)


@pytest.mark.parametrize("name", MAPS)
def test_every_claim_and_reason_of_the_course_can_be_asked(room, name):
    catalogue: Catalogue = room.catalogue
    found = catalogue.map(name)
    ids = {each["id"] for each in found["reasons"]}
    for kind, listed in (("truth", found["claims"]), ("relevance", found["reasons"])):
        for part in (listed[0], max(listed, key=lambda each: len(each["text"]))):
            poll = room.change(catalogue.add_claim, name, part["id"], kind)
            room.look(catalogue.refresh)
            question = catalogue.find(poll)
            assert "?" in question.text and "…" not in question.text and question.claim == part["text"]
            assert question_view(question)["text"] == question.text
    # A step that breaks another one is told by the claim at its end, never by an id.
    assert not any(each["text"].rsplit(": ", 1)[-1] in ids for each in found["reasons"])


@pytest.mark.parametrize("name", MAPS)
def test_they_have_the_numbers_and_the_order_of_the_outline(room, name):
    argument = load_map(name, REPOSITORY).argument
    found = room.catalogue.map(name)
    claims, parts = found["claims"], [each["id"] for each in found["parts"]]
    assert [each["number"] for each in claims] == list(range(1, len(argument.claims) + 1))
    assert claims[0]["id"] == argument.thesis and [each["id"] for each in claims if each["part"] == ""] == [argument.thesis]
    # So each part of the list has numbers that follow one another, and no part stands before one of lower numbers.
    assert [parts.index(each["part"]) for each in claims[1:]] == sorted(parts.index(each["part"]) for each in claims[1:])
    assert sorted(each["id"] for each in found["reasons"]) == sorted(each.id for each in argument.reasons)
    assert parts == [each.id for each in argument.reasons if each.to == argument.thesis] and {each["part"] for each in found["reasons"]} == set(parts)


def test_a_reason_is_told_by_numbers(room):
    ways = {each["id"]: each["way"] for each in room.catalogue.map("lamear-2021")["reasons"]}
    assert (ways["r-strategy"], ways["o-strike"], ways["u-iran"]) == ("2 and 8 for 1", "12 against 1", "10 against the step to 1")


def test_what_is_not_in_the_map_is_refused(room):
    for kind, what in (("truth", "claim"), ("relevance", "reason")):
        with pytest.raises(NotAllowed, match=f"no {what} of that name"):
            room.change(room.catalogue.add_claim, MAPS[0], "nowhere", kind)
