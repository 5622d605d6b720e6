"""What was told stays as it was told: nobody's vote comes out by comparing what is shown with what was shown before, or with another part of it; on both databases."""

import csv
import io
import json

import pytest
import sqlalchemy as sa

from debatekit.classroom import desk, looking, mine, people, rounds, sharing
from debatekit.classroom.export import export_csv
from debatekit.classroom.notice import sentences
from debatekit.classroom.refusals import NotNow, TooEarly
from debatekit.classroom.settings import Settings
from debatekit.classroom.storage.tables import vote
from debatekit.classroom.storage.vote_lines import Row
from debatekit.classroom.storage.writer import Joined
from debatekit.classroom.web.reach import in_the_clear

TOKENS = [first + second * 15 for first in "ABCD" for second in "ABCDEFGH"]
KINDS = {"choice": {"options": [{"id": "a", "text": "One"}, {"id": "b", "text": "Two"}]}, "slider": {"low": 0, "high": 10}, "text": {}, "points": {"options": [{"id": "a", "text": "Bread"}, {"id": "b", "text": "Roses"}]}}


@pytest.fixture
def room(opened):
    room = opened()
    for token in TOKENS:
        room.writer.send(Joined(room.identity.person(token))).result()
    return room


def write(room, kind):
    poll = room.change(room.catalogue.add, {"kind": kind, "text": f"About {kind}?", **KINDS[kind]})
    room.look(room.catalogue.refresh)
    return poll


def cast(room, this, who, value):
    poll = room.look(rounds.find, this).poll
    room.writer.send(Row(this, room.identity.voter(poll, TOKENS[who]), 1, json.dumps(value), None)).result()


def hold(room, poll, votes, show="reveal"):
    """A new round of a poll with these votes, by person; `show` is how it ends."""
    there = [each.id for each in room.look(rounds.all_rounds).values() if each.poll == poll]
    this = room.change(desk.again, room.catalogue, there[-1], None) if there else room.change(desk.open_poll, room.catalogue, poll, None, None)
    for who, value in votes.items():
        cast(room, this, who, value)
    room.change(rounds.close, this)
    if show:
        room.change(getattr(looking, show), room.tallies, this)
    return this


def compare(room, *pair):
    room.change(desk.set_screen, room.tallies, {"compare": list(pair)})
    return room.look(room.tallies.comparison, *(room.look(rounds.find, each) for each in pair))


def erase(room, who):
    room.change(people.erase, room.identity, room.catalogue, TOKENS[who])
    room.tallies.forget()


def texts(room, this):
    return room.look(room.tallies.texts, room.look(rounds.find, this))


def exported(room):
    table, left_out = room.look(export_csv, lambda poll: known.question if (known := room.catalogue.get(poll)) else None)
    return list(csv.DictReader(io.StringIO(table))), left_out


def test_a_third_round_does_not_tell_what_one_person_voted_in_the_first(room):
    poll = write(room, "slider")
    first = hold(room, poll, {who: (who * 7) % 11 for who in range(20)})
    second, third = (hold(room, poll, dict.fromkeys(range(people), 5)) for people in (14, 15))
    shown = compare(room, first, second)
    with pytest.raises(NotNow, match="side by side, the two comparisons would show"):
        compare(room, first, third)
    assert compare(room, first, second) == shown
    # The same people as in the first comparison: nothing to subtract.
    assert compare(room, second, third)["paired"] == 14
    # Six more in the next: that is a group.
    assert compare(room, first, hold(room, poll, dict.fromkeys(range(20), 5)))["paired"] == 20


def test_votes_that_were_deleted_are_not_told_by_voting_again(room):
    poll = write(room, "slider")
    first, second = (hold(room, poll, {who: who % 11 for who in range(count)}) for count in (20, 14))
    compare(room, first, second)
    room.change(rounds.reset, second, 14)
    room.change(desk.open_round, second, None)
    for who in range(15):
        cast(room, second, who, 5)
    room.change(looking.reveal, room.tallies, second)
    with pytest.raises(NotNow, match="deleted since"):
        compare(room, first, second)
    # Once both are new, nothing is left to subtract from.
    room.change(rounds.reset, first, 20)
    for who in range(15):
        room.change(desk.open_round, first, None)
        cast(room, first, who, 5)
    room.change(looking.reveal, room.tallies, first)
    assert compare(room, first, second)["paired"] == 15


def test_notebooks_get_the_comparison_of_the_screen_and_no_other(room):
    def told():
        room.board = room.look(room._board)
        return {name: each.get("comparison") for name, each in room.look(mine.course_votes, room, TOKENS[0], True).items()}

    first, second = (hold(room, "withdraw", {who: "stay" if who % turn else "leave" for who in range(12)}) for turn in (2, 3))
    assert set(told().values()) == {None}
    shown = compare(room, first, second)
    assert told() == {"withdraw/before": None, "withdraw/after": shown}


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_erased_stays_in_what_was_told_and_nothing_says_who(room, kind):
    value = {"choice": lambda who: "ab"[who % 2], "slider": lambda who: who % 11, "text": lambda who: f"Because {who % 9}", "points": lambda who: {"a": who, "b": 100 - who}}[kind]
    poll, other = write(room, kind), write(room, "choice")
    first, second = (hold(room, poll, {who: value(who + turn) for who in range(12)}) for turn in (0, 1))
    elsewhere = hold(room, other, {who: "ab"[who % 2] for who in range(12)}, show="look")
    unseen = hold(room, other, dict.fromkeys(range(12), "a"), show=None)
    compare(room, first, second)

    def seen():
        found = [room.look(rounds.find, each) for each in (first, second, elsewhere)]
        shown = [(room.look(room.tallies.result, each), room.look(room.tallies.count, each), texts(room, each.id), room.look(rounds.count, each.id)) for each in found]
        return shown, room.look(room.tallies.compared, *found[:2]), compare(room, first, second), len(exported(room)[0])

    before = seen()
    keys = [{each for each in voters(room, this)} for this in (first, second, elsewhere)]
    erase(room, 3)
    assert seen() == before
    after = [{each for each in voters(room, this)} for this in (first, second, elsewhere)]
    gone, came = ([now - then for now, then in pairs] for pairs in (zip(keys, after, strict=True), zip(after, keys, strict=True)))
    assert gone == [{room.identity.voter(poll, TOKENS[3])}] * 2 + [{room.identity.voter(other, TOKENS[3])}]
    # One stand-in for all rounds of a poll, so that the pairs stay; another in another poll.
    assert [len(each) for each in came] == [1, 1, 1] and came[0] == came[1] != came[2]
    assert room.look(rounds.count, unseen) == 11
    assert room.look(mine.votes_and_name, room, TOKENS[3], True)["votes"] == {}


def voters(room, this):
    return room.look(lambda db: [bytes(each) for each in db.execute(sa.select(vote.c.voter).where(vote.c.round == this)).scalars()])


def test_a_text_of_somebody_erased_goes_with_the_next_change_and_not_before(room):
    poll, other = write(room, "text"), write(room, "choice")
    this = hold(room, poll, {who: f"Because {who}" for who in range(7)})
    for each in texts(room, this):
        if each["text"] in ("Because 2", "Because 3"):
            room.change(desk.show_text, room.tallies, each["id"], True)
    before = texts(room, this)
    erase(room, 2)
    assert texts(room, this) == before
    room.change(desk.open_poll, room.catalogue, other, None, None)
    assert [each for each in before if each not in texts(room, this)] == [{**each} for each in before if each["text"] == "Because 2"]
    assert len(exported(room)[0]) == 7 and not room.look(lambda db: [each for each in db.execute(sa.select(vote.c.value)).scalars() if "Because 2" in each])
    assert room.look(room.tallies.result, room.look(rounds.find, this))["texts"] == 7


def test_a_result_that_says_nothing_may_be_added_to(room):
    poll = write(room, "choice")
    this = hold(room, poll, dict.fromkeys(range(4), "a"), show="look")
    found = room.look(rounds.find, this)
    assert not found.looked and room.look(room.tallies.result, found)["withheld"]
    room.change(desk.open_round, this, None)
    assert room.look(room.tallies.result, room.look(rounds.find, this)) is None
    cast(room, this, 4, "b")
    room.change(looking.reveal, room.tallies, this)
    assert room.look(rounds.find, this).looked
    for step in ((desk.open_round, this, None), (desk.open_poll, room.catalogue, poll, "first", None)):
        with pytest.raises(NotNow, match="how that person voted"):
            room.change(*step)


def test_tickets_come_from_five_on_and_in_no_order_of_people(room):
    room.change(people.set_ticket, room.identity.person(TOKENS[0]), "01", "Alone")
    written = {who: f"Ticket {(who * 7) % 20:02}" for who in range(20)}
    for who, text in written.items():
        key = room.identity.person(TOKENS[who])
        room.change(people.set_name, key, f"Name {who:02}")
        room.change(people.set_ticket, key, "00", text)
        if who == 3:
            assert room.look(sharing.tickets) == []
    assert room.look(sharing.tickets) == [{"lesson": "00", "text": f"Ticket {place:02}"} for place in range(20)]
    assert room.look(sharing.names) == [f"Name {place:02}" for place in range(20)]


def test_a_vote_from_a_notebook_waits_for_the_class(room):
    import asyncio

    from debatekit.polls.question import Vote

    def vote_at_home(who, name, value="stay"):
        async def cast_it():
            room.writer.answer_on(asyncio.get_running_loop())
            try:
                return await room.vote_in_course(TOKENS[who], "withdraw", name, Vote(value=value, confidence=50), 1)
            finally:
                room.writer.answer_on(None)

        return asyncio.run(cast_it())

    def act(*what):
        made = room.change(*what)
        room.board = room.look(room._board)
        return made

    def state(name):
        return room.look(mine.course_votes, room, TOKENS[0], True)[f"withdraw/{name}"]["state"]

    # Homework, all of it: the class has not voted on this together.
    before, after = vote_at_home(0, "before").round, vote_at_home(0, "after").round
    # The console opens the first: later rounds wait, though a notebook had begun one.
    assert act(desk.open_poll, room.catalogue, "withdraw", "before", None) == before
    vote_at_home(1, "before")
    with pytest.raises(TooEarly, match="not come to this round yet"):
        vote_at_home(1, "after")
    act(rounds.close, before)
    with pytest.raises(TooEarly, match="not come to this round yet"):
        vote_at_home(1, "after")
    assert (state("before"), state("after")) == ("closed", "early")
    # Opened and taken off the phones: at home after the debate.
    assert act(desk.again, room.catalogue, before, None) == after
    act(desk.put_now, None)
    vote_at_home(1, "after")
    assert state("after") == "open"
    act(desk.open_round, before, None)
    assert (state("before"), state("after")) == ("open", "early")
    with pytest.raises(TooEarly, match="still at an earlier vote"):
        vote_at_home(2, "after")
    vote_at_home(2, "before")
    act(rounds.close, before)
    vote_at_home(2, "after")


def test_further_rounds_end_somewhere_and_take_the_next_free_number(room):
    poll = write(room, "choice")
    question = room.catalogue.find(poll)
    first = hold(room, poll, {})
    far = room.change(rounds.begin_round, question, "again-99")
    assert room.look(rounds.find, room.change(desk.again, room.catalogue, first, None)).name == "again-99"
    room.change(looking.reveal, room.tallies, far)
    assert room.look(rounds.find, room.change(desk.again, room.catalogue, first, None)).name == "again-2"
    with pytest.raises(NotNow, match="99 times"):
        room.change(desk.again, room.catalogue, far, None)


def test_the_notice_says_what_stays_and_who_could_read_along():
    its = Settings(secret="", screen_key="", console_key="", code="", title="")
    assert any("stay in the count, tied to nobody" in each for each in sentences(its))
    assert sum("records the Wi-Fi could read along" in each for each in sentences(its, True)) == 1 and not any("Wi-Fi" in each for each in sentences(its))
    found = [in_the_clear(each) for each in ("http://192.168.1.7:8765/j/ABCDEF", "https://192.168.1.7:8765", "http://127.0.0.1:8765", "http://localhost/", "http://[::1]:8765/", "")]
    assert found == [True, False, False, False, False, False]
