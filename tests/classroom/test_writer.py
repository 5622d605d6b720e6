"""Group commit: what is answered is on the disk, the highest n stands, and nothing is counted that came after the close."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from debatekit.classroom import desk, rounds
from debatekit.classroom.refusals import Busy, NotNow
from debatekit.classroom.storage.tables import vote
from debatekit.classroom.storage.vote_lines import Row
from debatekit.classroom.storage.writer import Joined
from debatekit.errors import ClassError


@pytest.fixture
def room(opened):
    return opened()


def opened_round(room, seconds=None):
    return room.change(desk.open_poll, room.catalogue, "withdraw", None, seconds)


def row(round_id, who, n=1, value='"stay"'):
    return Row(round_id, who.to_bytes(32), n, value, 50)


def kept(room, round_id):
    with room.store.reading() as db:
        return {int.from_bytes(each.voter): (each.n, each.value) for each in db.execute(sa.select(vote).where(vote.c.round == round_id))}


def test_the_highest_n_stands_whatever_comes_when(room):
    this = opened_round(room)
    assert room.writer.send(row(this, 1, 2, '"leave"')).result().n == 2
    old = room.writer.send(row(this, 1, 1, '"stay"')).result()
    same = room.writer.send(row(this, 1, 2, '"undecided"')).result()
    assert (old.n, old.value, same.n, same.value) == (2, '"leave"', 2, '"leave"')
    assert room.writer.send(row(this, 1, 3)).result().n == 3
    assert kept(room, this) == {1: (3, '"stay"')}


def test_two_votes_of_one_person_in_one_batch(room):
    this = opened_round(room)
    waiting = threading.Event()
    room.writer.send(_waits(waiting))
    futures = [room.writer.send(row(this, 1, n, f'"{n}"')) for n in (1, 3, 2, 3)] + [room.writer.send(row(this, 2))]
    waiting.set()
    assert [(each.result().n, each.result().value) for each in futures] == [(3, '"3"')] * 4 + [(1, '"stay"')]
    assert kept(room, this) == {1: (3, '"3"'), 2: (1, '"stay"')}


def _waits(event):
    from debatekit.classroom.storage.writer import Change

    return Change(lambda db: event.wait(5))


def test_a_closed_round_takes_nothing_and_the_batch_goes_on(room):
    first = opened_round(room)
    room.change(rounds.close, first)
    second = room.change(desk.open_poll, room.catalogue, "other-side", None, None)
    waiting = threading.Event()
    room.writer.send(_waits(waiting))
    futures = [room.writer.send(each) for each in (row(second, 1), row(first, 1), row(777, 1), row(second, 2))]
    waiting.set()
    assert futures[0].result().n == futures[3].result().n == 1
    for refused in futures[1:3]:
        with pytest.raises(NotNow, match="closed"):
            refused.result()
    assert kept(room, first) == {} and set(kept(room, second)) == {1, 2}


def test_one_that_the_database_refuses_takes_no_other_with_it(room):
    this = opened_round(room)
    waiting = threading.Event()
    room.writer.send(_waits(waiting))
    bad = Row(this, b"x" * 32, None, '"stay"', 1)  # type: ignore[arg-type]
    futures = [room.writer.send(row(this, 1)), room.writer.send(bad), room.writer.send(row(this, 2))]
    waiting.set()
    assert futures[0].result().n == futures[2].result().n == 1
    with pytest.raises(ClassError):
        futures[1].result()
    assert set(kept(room, this)) == {1, 2}


def test_a_timer_takes_votes_for_one_second_more(room, monkeypatch):
    this = opened_round(room, seconds=10)
    begun = room.look(rounds.find, this).ends_at - 10  # on a busy machine it has been open for a while
    monkeypatch.setattr("debatekit.classroom.storage.writer.time.time", lambda: begun + 10.9)
    assert room.writer.send(row(this, 1)).result().n == 1
    monkeypatch.setattr("debatekit.classroom.storage.writer.time.time", lambda: begun + 11.2)
    with pytest.raises(NotNow):
        room.writer.send(row(this, 2)).result()
    room.change(rounds.close_late, begun + 10.5)
    assert room.look(rounds.find, this).state == "open"
    room.change(rounds.close_late, begun + 11.2)
    assert room.look(rounds.find, this).state == "closed"


def test_a_thousand_votes_and_a_close_in_the_middle(room):
    this = opened_round(room)
    answered, refused, closing = [], [], threading.Event()

    def cast(who):
        future = room.writer.send(row(this, who))
        if who == 500:
            closing.set()
        try:
            answered.append(int.from_bytes(future.result(20).voter))
        except NotNow:
            refused.append(who)

    def close():
        closing.wait()
        room.change(rounds.close, this)

    closer = threading.Thread(target=close)
    closer.start()
    with ThreadPoolExecutor(40) as pool:
        list(pool.map(cast, range(1, 1001)))
    closer.join()
    assert sorted(answered + refused) == list(range(1, 1001))
    assert set(kept(room, this)) == set(answered)
    assert room.look(rounds.count, this) == len(answered)
    with pytest.raises(NotNow):
        room.writer.send(row(this, 5000)).result()


def test_two_processes_count_nothing_after_the_close_of_either(opened):
    one, other = opened(), opened()
    this = opened_round(one)
    answered, refused, going = [], [], threading.Event()

    def cast(room, start):
        for who in range(start, start + 300):
            try:
                answered.append(int.from_bytes(room.writer.send(row(this, who)).result(20).voter))
            except NotNow:
                refused.append(who)
            if len(answered) > 100:
                going.set()

    threads = [threading.Thread(target=cast, args=(room, start)) for room in (one, other) for start in ((1, 1001) if room is one else (2001, 3001))]
    for each in threads:
        each.start()
    going.wait(20)
    other.change(rounds.close, this)
    for each in threads:
        each.join()
    assert set(kept(one, this)) == set(answered) and len(answered) + len(refused) == 1200 and refused


def test_votes_cast_in_any_order_by_many_threads_end_at_the_highest_n(room):
    this = opened_round(room)
    rows = [row(this, who, n, f'"{n}"') for who in range(20) for n in range(1, 11)]
    random.Random(5).shuffle(rows)
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda each: room.writer.send(each).result(20), rows))
    assert all(result.n >= sent.n for result, sent in zip(results, rows, strict=True))
    assert kept(room, this) == {who: (10, '"10"') for who in range(20)}


def test_too_much_is_refused_and_not_kept(room, monkeypatch):
    monkeypatch.setattr("debatekit.classroom.storage.writer.MOST_WAITING", 3)
    this, waiting = opened_round(room), threading.Event()
    room.writer.send(_waits(waiting))
    time.sleep(0.05)
    futures = [room.writer.send(row(this, who)) for who in range(3)]
    with pytest.raises(Busy):
        room.writer.send(row(this, 9))
    waiting.set()
    assert [each.result().n for each in futures] == [1, 1, 1]
    assert set(kept(room, this)) == {0, 1, 2}


def test_a_database_that_goes_away_answers_busy_and_comes_back(room):
    this = opened_round(room)
    assert room.writer.send(row(this, 1)).result().n == 1
    room.writer._lines._db.close()
    with pytest.raises(Busy):
        room.writer.send(row(this, 2)).result()
    assert room.writer.send(row(this, 2)).result().n == 1
    assert set(kept(room, this)) == {1, 2}


def test_a_writer_that_stops_writes_what_waits_first(room):
    this = opened_round(room)
    futures = [room.writer.send(row(this, who)) for who in range(50)] + [room.writer.send(Joined(b"p" * 32))]
    room.writer.stop()
    assert all(each.done() and each.exception() is None for each in futures)
    with pytest.raises(Busy):
        room.writer.send(row(this, 99))


def test_no_order_of_casting_is_left_in_postgresql(opened, where):
    if not str(where).startswith("postgres"):
        # SQLite's table is a tree by key: there is no other order in it.
        assert "WITHOUT ROWID" in opened().look(lambda db: db.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'vote'").scalar())
        return
    room = opened()
    this = opened_round(room)
    for who in (9, 3, 7, 1, 5):
        room.writer.send(row(this, who)).result()
    room.change(rounds.close, this)
    with room.store.reading() as db:
        laid_out = [int.from_bytes(each) for each in db.execute(sa.text("SELECT voter FROM vote ORDER BY ctid")).scalars()]
        beginnings = set(db.execute(sa.text("SELECT xmin::text FROM vote")).scalars())
    assert laid_out == [1, 3, 5, 7, 9] and len(beginnings) == 1


def test_a_slip_of_ours_leaves_nobody_waiting(room, monkeypatch):
    this = opened_round(room)
    with monkeypatch.context() as slip:
        slip.setattr(room.writer, "_told", lambda rounds: 1 / 0)
        with pytest.raises(Busy):
            room.writer.send(row(this, 1)).result(5)
    assert room.writer.send(row(this, 1)).result(5).n == 1
