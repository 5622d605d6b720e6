"""The states of a round, and what each step does to the others; on both databases."""

import dataclasses
import json
import threading

import pytest
import sqlalchemy as sa

from debatekit.classroom import desk, looking, mine, people, rounds, settings
from debatekit.classroom.refusals import NotAllowed, NotNow, NotThere
from debatekit.classroom.storage.tables import asked, name, person, progress, ticket, vote
from debatekit.classroom.storage.vote_lines import Row
from debatekit.classroom.storage.writer import Joined
from debatekit.errors import BadAnswer


@pytest.fixture
def room(opened):
    return opened()


def start(room, poll="withdraw", round_name=None, seconds=None):
    return room.change(desk.open_poll, room.catalogue, poll, round_name, seconds)


def cast(room, round_id, token, value="stay", n=1, confidence=50):
    this = room.look(rounds.find, round_id)
    return room.writer.send(Row(round_id, room.identity.voter(this.poll, token), n, json.dumps(value), confidence)).result()


def five_votes(room, round_id):
    for letter in "ABCDE":
        cast(room, round_id, letter * 16)


def state(room, round_id):
    return room.look(rounds.find, round_id).state


def test_open_close_reveal(room):
    this = start(room)
    five_votes(room, this)
    assert state(room, this) == "open" and room.look(settings.read).now == this
    room.change(rounds.close, this)
    room.change(desk.open_round, this, None)
    assert state(room, this) == "open"
    room.change(looking.reveal, room.tallies, this)
    assert state(room, this) == "revealed" and room.look(settings.read).show == "result"
    room.change(rounds.close, this)
    assert state(room, this) == "revealed"
    with pytest.raises(NotNow, match="vote again"):
        room.change(desk.open_round, this, None)
    with pytest.raises(NotNow):
        start(room, round_name="before")
    for step in ((rounds.close,), (looking.look, room.tallies), (looking.reveal, room.tallies), (rounds.find,)):
        with pytest.raises(NotThere):
            room.change(*step, 999)


def test_a_round_that_was_looked_at_is_not_opened_again_until_it_is_reset(room):
    this = start(room)
    five_votes(room, this)
    with pytest.raises(NotNow, match="still open"):
        room.change(looking.look, room.tallies, this)
    room.change(rounds.close, this)
    room.change(looking.look, room.tallies, this)
    assert state(room, this) == "closed" and room.look(rounds.find, this).looked
    for again in ((desk.open_round, this, None), (desk.open_poll, room.catalogue, "withdraw", "before", None)):
        with pytest.raises(NotNow, match="how that person voted"):
            room.change(*again)
    with pytest.raises(NotNow, match="Count hands before"):
        room.change(desk.set_hands, room.catalogue, this, {"stay": 3})
    assert start(room) != this
    room.change(rounds.reset, this, 5)
    assert not room.look(rounds.find, this).looked and room.look(lambda db: room.tallies.result(db, rounds.find(db, this))) is None
    room.change(desk.open_round, this, None)


def test_a_round_that_was_closed_and_not_looked_at_is_asked_again_as_itself(room):
    this = start(room)
    room.change(rounds.close, this)
    room.change(desk.open_round, this, None)
    room.change(rounds.close, this)
    assert start(room) == this


def test_opening_another_closes_the_one_on_the_phones_and_no_other(room):
    first = start(room)
    elsewhere = room.change(rounds.begin_round, room.catalogue.find("heard"), "before")
    second = start(room, "other-side")
    assert (state(room, first), state(room, elsewhere), state(room, second)) == ("closed", "open", "open")


def test_again_goes_through_the_named_rounds_and_then_counts(room):
    question = room.catalogue.find("withdraw")
    first = start(room)
    found = []
    for _ in range(3):
        first = room.change(desk.again, room.catalogue, first, None)
        found.append((room.look(rounds.find, first).name, room.look(rounds.find, first).nth, room.look(rounds.find, first).title))
        room.change(looking.reveal, room.tallies, first)
    assert len(question.rounds) == 2
    assert found == [("after", 2, "After the debate"), ("again-3", 3, "Third vote"), ("again-4", 4, "Fourth vote")]
    assert [each.state for each in room.look(rounds.all_rounds).values()] == ["closed", "revealed", "revealed", "revealed"]


def test_again_never_takes_up_the_round_it_is_said_of(room):
    found = [start(room)]
    for _ in range(3):
        found.append(room.change(desk.again, room.catalogue, found[-1], None))
    # None of them was revealed: the votes of each are there to compare with.
    assert [room.look(rounds.find, each).name for each in found] == ["before", "after", "again-3", "again-4"]
    assert [state(room, each) for each in found] == ["closed", "closed", "closed", "open"]
    # Said once more of an older one, it takes up the next of those that are waiting.
    assert room.change(desk.again, room.catalogue, found[1], None) == found[2]


@pytest.mark.parametrize("name", ["again-1", "whenever", "again-²", "again-٣", "again-03", "again-1000", "again-", "again-3 "])
def test_a_further_round_has_one_name(room, name):
    with pytest.raises(NotThere):
        room.change(rounds.begin_round, room.catalogue.find("withdraw"), name)


def test_a_round_begun_by_notebooks_becomes_the_one_on_the_phones(room):
    begun = room.change(rounds.begin_round, room.catalogue.find("withdraw"), "before")
    cast(room, begun, "A" * 16)
    assert room.look(settings.read).now is None
    assert start(room) == begun and room.look(rounds.count, begun) == 1
    with pytest.raises(NotThere):
        room.change(rounds.begin_round, room.catalogue.find("withdraw"), "again-1")
    with pytest.raises(NotThere):
        room.change(rounds.begin_round, room.catalogue.find("withdraw"), "whenever")


def test_reset_needs_the_number_of_votes(room):
    this = start(room)
    for token in ("A" * 16, "B" * 16):
        cast(room, this, token)
    room.change(desk.set_hands, room.catalogue, this, {"stay": 3})
    room.change(looking.reveal, room.tallies, this)
    for wrong in (0, 1, 3):
        with pytest.raises(NotNow, match="2 votes"):
            room.change(rounds.reset, this, wrong)
    assert room.look(rounds.count, this) == 2
    room.change(rounds.reset, this, 2)
    found = room.look(rounds.find, this)
    assert (found.state, room.look(rounds.count, this), found.hands, found.ends_at) == ("closed", 0, {}, None)
    room.change(desk.open_round, this, None)
    assert cast(room, this, "A" * 16).n == 1


def test_a_timer_survives_a_restart_and_closes_at_once_when_it_is_over(opened):
    room = opened()
    this = start(room, seconds=60)
    ends = room.look(rounds.find, this).ends_at
    later = opened()
    assert later.board.now.id == this and later.board.ends_at == ends
    later.change(rounds.close_late, ends + 2)
    assert state(room, this) == "closed"


def test_two_consoles_at_once_leave_one_round_on_the_phones(opened):
    one, other = opened(), opened()
    ready, made, faults = threading.Barrier(2), [], []

    def press(room):
        ready.wait()
        for poll in ("withdraw", "other-side") * 5:
            try:
                made.append(room.change(desk.open_poll, room.catalogue, poll, None, None))
            except Exception as error:
                faults.append(error)

    threads = [threading.Thread(target=press, args=(room,)) for room in (one, other)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not faults and set(made) == {1, 2}
    states = [each.state for each in one.look(rounds.all_rounds).values()]
    assert sorted(states) == ["closed", "open"]
    assert state(one, one.look(settings.read).now) == "open"
    assert one.look(settings.read).revision == other.look(settings.read).revision


def test_hands_are_counted_for_answers_of_the_question(room):
    this = start(room)
    room.change(desk.set_hands, room.catalogue, this, {"stay": 4, "leave": 2})
    assert room.look(rounds.find, this).hands == {"stay": 4, "leave": 2}
    with pytest.raises(BadAnswer):
        room.change(desk.set_hands, room.catalogue, this, {"maybe": 1})
    room.change(desk.set_hands, room.catalogue, this, {})
    assert room.look(rounds.find, this).hands == {}


def test_only_revealed_rounds_of_one_poll_are_compared(room):
    first = start(room)
    second = room.change(desk.again, room.catalogue, first, None)
    other = start(room, "other-side")
    for wrong in ([first, other], [first, first]):
        with pytest.raises(NotAllowed):
            room.change(desk.set_screen, room.tallies, {"compare": wrong})
    room.change(looking.reveal, room.tallies, second)
    with pytest.raises(NotNow):
        room.change(desk.set_screen, room.tallies, {"compare": [first, second]})
    room.change(looking.reveal, room.tallies, first)
    room.change(desk.set_screen, room.tallies, {"compare": [second, first]})
    assert room.look(settings.read).compare == (first, second) and room.look(settings.read).show == "comparison"
    room.change(rounds.reset, first, 0)
    assert room.look(settings.read).compare is None


def test_what_is_stored_joins_no_vote_to_a_person(room):
    token = "A" * 16
    who = room.identity.person(token)
    room.writer.send(Joined(who)).result()
    room.change(people.set_name, who, "Mira")
    room.change(people.set_progress, who, [{"id": "claims-kinds", "right": 2, "total": 3}])
    room.change(people.set_ticket, who, "00-start-here", "I learned what a premise is.")
    first, second, other = start(room), start(room, round_name="after"), start(room, "other-side")
    for this, value, sure in ((first, "stay", 50), (second, "leave", 60), (other, 3, None)):
        room.change(desk.open_round, this, None)
        cast(room, this, token, value, confidence=sure)
    with room.store.reading() as db:
        votes = db.execute(sa.select(vote)).mappings().all()
        everything = "".join(str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]) for table in (vote, person, name) for row in db.execute(sa.select(table)))
    assert {column.name for column in vote.columns} == {"round", "voter", "n", "value", "confidence"}
    assert token not in everything and token.lower() not in everything
    keys = {each["round"]: bytes(each["voter"]) for each in votes}
    assert keys[first] == keys[second] != keys[other]
    assert who not in keys.values() and not any(key[:8] in who for key in keys.values())
    assert {column.name for column in person.columns} == {"person", "mode"}


def test_erasing_leaves_nothing_of_one_and_all_of_others(room):
    tokens = ["A" * 16, "B" * 16]
    this = start(room)
    for token in tokens:
        who = room.identity.person(token)
        room.writer.send(Joined(who)).result()
        cast(room, this, token)
        room.change(people.set_name, who, f"Name {token[0]}")
        room.change(people.set_progress, who, [{"id": "x", "right": 1, "total": 1}])
        room.change(people.set_ticket, who, "lesson", "text")
    before = room.look(settings.read)
    room.change(people.erase, room.identity, room.catalogue, tokens[0])
    with room.store.reading() as db:
        left = {table.name: db.execute(sa.select(table)).all() for table in (vote, person, name, progress, ticket)}
    assert {table: len(rows) for table, rows in left.items()} == dict.fromkeys(left, 1)
    assert left["name"][0].name == "Name B"
    after = room.look(settings.read)
    assert after.erasures == before.erasures + 1 and room.look(rounds.find, this).changed > before.revision


def test_own_votes_of_many_rounds_are_found_though_the_class_is_read_again_meanwhile(room, monkeypatch):
    question, token = room.catalogue.find("withdraw"), "A" * 16

    def many(db):
        for number in range(1100):
            row = {"poll": question.id, "name": f"made-{number}", "title": "One of many", "nth": number, "state": "closed", "hands": "{}", "changed": 0}
            round_id = db.execute(asked.insert().values(**row)).inserted_primary_key[0]
            if number % 100 == 0:
                db.execute(vote.insert().values(round=round_id, voter=room.identity.voter(question.id, token), n=1, value='"stay"'))

    room.change(many)
    full = room.look(room._board)
    empty = dataclasses.replace(full, rounds={})
    boards = iter([full])
    monkeypatch.setattr(type(room), "board", property(lambda self: next(boards, empty), lambda self, value: None), raising=False)
    found = room.look(mine.votes_and_name, room, token, True)
    assert len(found["votes"]) == 11 and {each["title"] for each in found["votes"].values()} == {"One of many"}
