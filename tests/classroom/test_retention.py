"""What was promised to be gone is gone: by the clock, after a change of mind, and in the file itself."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from debatekit.classroom import clockwork, forget, looking, people, retention, rounds, settings
from debatekit.classroom.refusals import Busy, NotAllowed
from debatekit.classroom.storage import tables
from debatekit.classroom.storage.vote_lines import Row
from debatekit.classroom.storage.writer import Joined
from debatekit.errors import UnknownName
from debatekit.polls.question import Choice, Option, Round

DAY = 86_400
T0 = 1_800_000_000.0
QUESTION = Choice(
    id="dams", kind="choice", text="Build the dam?", rounds=(Round(id="before", title="Before"), Round(id="after", title="After")),
    options=(Option(id="yes", text="Yes"), Option(id="no", text="No")),
)  # fmt: skip


@pytest.fixture
def room(opened):
    return opened(None)


def ask(room, name="before", at=T0):
    return room.change(rounds.open_poll, QUESTION, name, None, at)


def vote(room, round_id, token="A" * 16, value="yes", n=1):
    return room.writer.send(Row(round_id, room.identity.voter("dams", token), n, json.dumps(value), None)).result()


def join(room, token="A" * 16, name="Ines Marker", at=T0):
    who = room.identity.person(token)
    room.writer.send(Joined(who)).result()
    room.change(people.set_name, who, name)
    room.change(people.set_ticket, who, "01", "I liked the ticketword.")
    room.change(retention.used, at)
    return who


def standing(room):
    return set(room.look(rounds.all_rounds))


def test_a_round_says_when_it_goes_and_goes_then(room):
    first = ask(room)
    vote(room, first)
    assert room.look(retention.dates) == {first: "2027-05-15"}
    assert room.look(settings.read).erase_days == 120
    assert not room.change(retention.sweep, T0 + 120 * DAY - 1)
    assert standing(room) == {first}
    assert room.change(retention.sweep, T0 + 120 * DAY)
    assert standing(room) == set() and room.look(retention.dates) == {}
    assert room.look(settings.read).now is None and room.look(settings.read).show == "join"


def test_a_result_that_was_revealed_stays_as_counts_until_the_class_rests(opened):
    room = opened()
    first = room.change(rounds.open_poll, room.catalogue.find("withdraw"), "before", None, T0)
    for number in range(6):
        room.writer.send(Row(first, bytes([number]) * 32, 1, '"stay"', 50)).result()
    room.change(looking.reveal, room.tallies, first)
    result = lambda: room.look(lambda db: room.tallies.result(db, rounds.find(db, first)))
    before = result()
    other = room.change(rounds.open_poll, room.catalogue.find("heard"), "before", None, T0 + 100 * DAY)
    assert room.change(retention.sweep, T0 + 120 * DAY)
    assert standing(room) == {first, other} and room.look(rounds.count, first) == 0
    assert before["voters"] == 6 and result() == before
    assert list(room.look(retention.dates)) == [other]
    assert not room.change(retention.sweep, T0 + 121 * DAY)
    assert room.change(retention.sweep, T0 + 221 * DAY)
    assert standing(room) == set()


def test_a_longer_time_holds_for_later_rounds_only_and_a_shorter_one_for_all(room):
    room.change(retention.change, 30)
    first = ask(room)
    room.change(retention.change, 365)
    second = ask(room, "after", T0 + DAY)
    room.change(retention.sweep, T0 + 30 * DAY)
    assert standing(room) == {second}
    room.change(retention.change, 7)
    third = ask(room, "before", T0 + 5 * DAY)
    room.change(retention.sweep, T0 + 8 * DAY)
    assert first not in standing(room) and standing(room) == {third}


@pytest.mark.parametrize("days", [0, 2, 1000, -1])
def test_only_the_times_on_offer_can_be_chosen(room, days):
    with pytest.raises(NotAllowed, match="1, 7, 30, 120 or 365"):
        room.look(retention.change, days)


def test_a_round_that_is_opened_again_keeps_its_promise_once_it_holds_votes(room):
    first = ask(room)
    room.change(rounds.close, first)
    room.change(rounds.open_round, first, None, T0 + 10 * DAY)
    assert room.look(retention.dates) == {first: "2027-05-25"}
    vote(room, first)
    room.change(rounds.close, first)
    room.change(rounds.open_round, first, None, T0 + 20 * DAY)
    assert room.look(retention.dates) == {first: "2027-05-25"}


def test_a_round_made_by_a_notebook_has_its_promise_too(room):
    made = room.change(rounds.begin_round, QUESTION, "after")
    assert made in room.look(retention.dates)


def test_people_stay_while_the_class_is_in_use_and_go_when_it_is_not(room):
    who = join(room)
    ask(room, at=T0 + 100 * DAY)
    room.change(retention.sweep, T0 + 130 * DAY)
    assert room.look(people.name_of, who) == "Ines Marker"
    assert room.change(retention.sweep, T0 + 221 * DAY)
    assert room.look(people.everybody) == set() and room.look(people.name_of, who) is None
    assert not room.change(retention.sweep, T0 + 222 * DAY)


def test_people_keep_the_shortest_promise_until_all_are_gone(room):
    room.change(retention.change, 7)
    join(room)
    room.change(retention.change, 365)
    room.change(retention.used, T0 + DAY)
    room.change(retention.sweep, T0 + 9 * DAY)
    assert room.look(people.everybody) == set()
    join(room, at=T0 + 10 * DAY)
    room.change(retention.sweep, T0 + 30 * DAY)
    assert len(room.look(people.everybody)) == 1


def test_people_who_came_before_anything_was_noted_are_promised_at_the_first_look(room):
    room.writer.send(Joined(b"x" * 32)).result()
    room.change(retention.sweep, T0)
    room.change(retention.sweep, T0 + 119 * DAY)
    assert room.look(people.everybody) == {b"x" * 32}
    room.change(retention.sweep, T0 + 121 * DAY)
    assert room.look(people.everybody) == set()


def test_the_code_and_the_keys_outlive_it_all(room):
    before = room.look(settings.read)
    join(room)
    ask(room)
    room.change(retention.sweep, T0 + 400 * DAY)
    after = room.look(settings.read)
    assert (after.code, after.console_key, after.screen_key, after.secret) == (before.code, before.console_key, before.screen_key, before.secret)


def test_everybody_is_told_that_somebody_went(room):
    vote(room, ask(room))
    before = room.look(settings.counters)
    room.change(retention.sweep, T0 + 400 * DAY)
    revision, erasures = room.look(settings.counters)
    assert revision > before[0] and erasures > before[1]


# In the file itself


def traces(room, *words):
    """Which of these words stand anywhere in the files of the database."""
    if room.store.is_postgres:
        held = of_postgres(room.store)
    else:
        held = b"".join(path.read_bytes() for path in Path(room.store.url.database).parent.iterdir())
    return [word for word in words if word.encode() in held]


def of_postgres(store):
    """All that PostgreSQL has on the disk of this database, its own catalogues included, after it has looked at every table for its plans."""
    with closing(store.own_connection()) as raw:
        raw.execute("ANALYZE")
        raw.execute("CHECKPOINT")
        # A file that was written anew is taken away by the checkpoint.
        files = "SELECT pg_read_binary_file(pg_relation_filepath(oid), 0, 100000000, true) FROM pg_class WHERE relkind IN ('r', 'i', 't') AND pg_relation_filepath(oid) IS NOT NULL"
        return b"".join(row[0] for row in raw.execute(files) if row[0])


@pytest.fixture
def full(room):
    """A class with a name, a ticket, votes with a word of their own, and a roster."""
    from debatekit.classroom import roster

    who = join(room)
    room.change(roster.add, room.identity, ["Rosa Listed"])
    first = ask(room)
    for number in range(200):
        vote(room, first, f"{number:016}", f"voteword {number} " + "x" * 50)
    room.change(rounds.close, first)
    return room, who, first


def test_forgetting_everything_leaves_nothing_in_the_file(full):
    room, _, _ = full
    words = ("Ines Marker", "ticketword", "voteword", "Rosa Listed")
    assert traces(room, *words) == list(words)
    room.change(forget.forget, forget.EVERYTHING)
    forget.scrub(room.store)
    assert traces(room, *words) == []
    assert standing(room) == set() and room.look(people.everybody) == set()
    # The class can be used at once.
    vote(room, ask(room))


def test_forgetting_works_beside_a_reader_who_rests(full, opened):
    room, _, _ = full
    opened(None).look(rounds.all_rounds)
    room.change(forget.forget, forget.EVERYTHING)
    forget.scrub(room.store)
    assert traces(room, "Ines Marker", "voteword") == []


def test_forgetting_waits_for_whoever_still_looks(full):
    """An older transaction makes PostgreSQL take dead rows along; SQLite cannot empty its log meanwhile."""
    room, _, _ = full
    looking, seen = threading.Event(), threading.Event()

    def look():
        with room.store.reading() as db:
            rounds.all_rounds(db)
            looking.set()
            seen.wait(10)

    reader = threading.Thread(target=look)
    reader.start()
    looking.wait(10)
    room.change(forget.forget, forget.EVERYTHING)
    later = threading.Timer(0.4, seen.set)
    later.start()
    forget.scrub(room.store)
    assert seen.is_set() and traces(room, "Ines Marker", "voteword", "Rosa Listed") == []
    reader.join()
    later.join()


def test_forgetting_names_keeps_votes(full):
    room, who, first = full
    room.change(forget.forget, forget.NAMES)
    forget.scrub(room.store)
    assert traces(room, "Ines Marker", "Rosa Listed", "voteword") == ["voteword"]
    assert room.look(people.name_of, who) is None and room.look(people.is_known, who)
    assert room.look(rounds.count, first) == 200


def test_forgetting_one_poll_keeps_the_others(full):
    room, who, first = full
    other = QUESTION.__class__(**{**vars(QUESTION), "id": "bridges"})
    second = room.change(rounds.open_poll, other, None, None, T0)
    room.change(forget.forget, forget.POLL, "dams")
    forget.scrub(room.store)
    assert standing(room) == {second} and room.look(people.name_of, who) == "Ines Marker"
    assert traces(room, "voteword") == []
    with pytest.raises(UnknownName, match=re.escape("Did you mean “bridges”?")):
        room.look(forget.forget, forget.POLL, "bridge")


def test_who_looks_for_long_keeps_no_vote_waiting_for_the_forgetting(full, monkeypatch):
    """As a backup does. The traces that are left go later, and what says so is a sentence."""
    room, _, _ = full
    monkeypatch.setattr(forget, "_PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(forget, "_TRIES", 3)
    room.change(forget.forget, forget.EVERYTHING)
    said = []

    def scrub():
        with pytest.raises(Busy, match="traces may be left") as refused:
            forget.scrub(room.store)
        said.append(str(refused.value))

    with room.store.reading() as db:
        db.execute(sa.select(sa.func.count()).select_from(tables.vote)).scalar_one()
        scrubbing = threading.Thread(target=scrub)
        scrubbing.start()
        vote(room, ask(room))
        scrubbing.join(5)
        assert len(said) == 1
    forget.scrub(room.store)


def test_a_scrub_that_fails_is_made_good_by_the_clock(room, monkeypatch):
    tried = []

    def busy(store):
        tried.append(store)
        if len(tried) < 3:
            raise Busy("Somebody looks.")

    monkeypatch.setattr(clockwork, "scrub", busy)
    monkeypatch.setattr(retention, "SWEEP_SECONDS", 0.05)

    async def main():
        await room.start()
        with pytest.raises(Busy):
            await room.scrub()
        while len(tried) < 3:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        assert len(tried) == 3
        await room.stop()

    asyncio.run(asyncio.wait_for(main(), 10))
