"""Live updates: the newest state for everybody at once, nothing piled up for the slow, and other processes hear of it."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from debatekit.classroom import desk, looking, people, rounds
from debatekit.classroom.web.app import create_app
from debatekit.classroom.identity import new_letters
from debatekit.classroom.pulse import Topic
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.listen import listening
from debatekit.classroom.web.serve import serve
from debatekit.classroom.web.stream import EventStream
from debatekit.errors import CourseKitError
from debatekit.polls.question import Vote

COURSE = Path(__file__).parents[2]


async def read(stream, count):
    found = []
    async for part in stream:
        found.append(part)
        if len(found) == count:
            return found
    return found


def test_all_readers_share_the_same_bytes_and_find_the_newest():
    async def main():
        topic = Topic()
        topic.publish({"a": 1})
        streams = [topic.follow(number) for number in range(1000)]
        first = [await anext(each) for each in streams]
        assert first[0] == b'event: state\ndata: {"a":1}\n\n' and len(set(first)) == 1 and len(topic.readers) == 1000
        for value in range(2, 50):
            topic.publish({"a": value})
        # Nobody has read since: each finds the last one, and only that.
        second = await asyncio.gather(*(anext(each) for each in streams))
        assert set(second) == {b'event: state\ndata: {"a":49}\n\n'}
        waiting = [asyncio.create_task(anext(each, None)) for each in streams]
        await asyncio.sleep(0)
        topic.publish({"a": 49})
        await asyncio.sleep(0.01)
        assert not any(each.done() for each in waiting)
        topic.close()
        assert set(await asyncio.gather(*waiting)) == {None} and not topic.readers

    asyncio.run(main())


def test_a_sign_of_life_and_the_seconds_that_are_left(monkeypatch):
    monkeypatch.setattr("debatekit.classroom.pulse.BEAT_SECONDS", 0.01)

    async def main():
        topic, ends = Topic(), time.time() + 7.5
        topic.publish({"now": {"seconds_left": None}}, ends)
        found = await read(topic.follow(1), 2)
        assert b'"seconds_left":7.' in found[0] and found[1] == b":\n\n"
        topic.publish({"now": {"seconds_left": None}}, ends - 4)
        assert 3 <= json.loads(topic.body())["now"]["seconds_left"] <= 3.5 and topic.data == {"now": {"seconds_left": None}}

    asyncio.run(main())


def test_everybody_is_looked_at_again_when_somebody_went(where):
    """An erased phone learns of it at once, and not with the next sign of life."""

    async def main():
        async with living(where) as room:
            parts = room.student.follow(1)
            assert (await anext(parts)).startswith(b"event: state")
            next_part = asyncio.create_task(anext(parts))
            await room.erase(await joined(room))
            assert await asyncio.wait_for(next_part, 2) == b":\n\n"
            await parts.aclose()

    asyncio.run(main())


def test_a_stream_ends_when_its_reader_goes_and_waits_for_a_slow_one():
    async def main():
        topic, sent, gone, slow = Topic(), [], asyncio.Event(), asyncio.Event()
        topic.publish({"a": 0})

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)
            if message.get("body"):
                await slow.wait()

        answer = asyncio.create_task(EventStream(topic, "x")({"type": "http"}, receive, send))
        await asyncio.sleep(0.01)
        for value in range(1, 100):
            topic.publish({"a": value})
        await asyncio.sleep(0.01)
        assert len(sent) == 2
        slow.set()
        await asyncio.sleep(0.01)
        assert [each["body"] for each in sent[1:]] == [b'event: state\ndata: {"a":0}\n\n', b'event: state\ndata: {"a":99}\n\n']
        headers = dict(sent[0]["headers"])
        assert headers[b"content-type"].startswith(b"text/event-stream") and headers[b"cache-control"] == b"no-store" and b"content-length" not in headers
        gone.set()
        await asyncio.wait_for(answer, 1)
        assert not topic.readers

    asyncio.run(main())


def test_who_goes_while_something_is_sent_is_not_here_any_more():
    async def main():
        topic, gone = Topic(), asyncio.Event()
        topic.publish({"a": 0})

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message.get("body"):
                gone.set()
                await asyncio.Event().wait()

        await asyncio.wait_for(EventStream(topic, "x")({"type": "http"}, receive, send), 1)
        assert not topic.readers

    asyncio.run(main())


def test_a_class_that_cannot_begin_is_not_said_to_be_open():
    opened = []

    async def app(scope, receive, send):
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "the database went away"})

    with listening("127.0.0.1", 0) as line, pytest.raises(CourseKitError, match="could not begin"):
        serve(app, line, started=lambda: opened.append(True), stopping=lambda: None)
    assert opened == []


@asynccontextmanager
async def living(where):
    room = Classroom(where, COURSE)
    app = create_app(room)
    async with app.router.lifespan_context(app):
        yield room


async def until(true, seconds=5.0):
    start = time.perf_counter()
    while not true():
        assert time.perf_counter() - start < seconds, "it did not happen"
        await asyncio.sleep(0.01)
    return time.perf_counter() - start


async def joined(room):
    token = new_letters(16)
    await room.add_person(token)
    return token


def test_students_hear_of_changes_and_never_of_votes(where):
    async def main():
        async with living(where) as room:
            tokens = [await joined(room) for _ in range(5)]
            stream, screen = room.student.follow(tokens[0]), room.screen.follow(None)
            assert b'"now":null' in await anext(stream)
            await room.show()
            await anext(screen)
            this = await room.act(desk.open_poll, room.catalogue, "withdraw", None, None)
            assert b'"state":"open"' in await anext(stream)
            coming = asyncio.create_task(anext(stream))
            for token in tokens:
                await room.vote(token, this, Vote(value="stay", confidence=5), 1)
            counts = []
            while not counts or counts[-1] < 5:
                counts.append(json.loads((await asyncio.wait_for(anext(screen), 3)).split(b"data: ")[1])["votes"])
            assert not coming.done() and len(counts) <= 4
            await room.act(looking.reveal, room.tallies, this)
            assert b'"voters":5' in await asyncio.wait_for(coming, 3)

    asyncio.run(main())


def test_a_timer_closes_for_everybody_by_itself(where):
    async def main():
        async with living(where) as room:
            stream = room.student.follow(1)
            await anext(stream)
            await room.act(desk.open_poll, room.catalogue, "withdraw", None, 0.3)
            start = time.perf_counter()
            assert b'"state":"open"' in await anext(stream)
            assert b'"state":"closed"' in await asyncio.wait_for(anext(stream), 5)
            assert 1.0 < time.perf_counter() - start < 2.5

    asyncio.run(main())


def test_a_timer_that_ended_while_the_server_was_down_closes_at_once(opened, where):
    room = opened()
    this = room.change(rounds.open_poll, room.catalogue.find("withdraw"), None, 30, time.time() - 60)

    async def main():
        async with living(where) as room:
            assert await until(lambda: room.board.rounds[this].state == "closed") < 2

    asyncio.run(main())


def test_two_processes_tell_each_other(where):
    async def main():
        async with living(where) as one, living(where) as other:
            token = await joined(one)
            person = one.identity.person(token)
            assert await other.is_known(person)
            stream = other.student.follow(token)
            await anext(stream)
            this = await one.act(desk.open_poll, one.catalogue, "withdraw", None, None)
            start = time.perf_counter()
            assert b'"state":"open"' in await asyncio.wait_for(anext(stream), 5)
            took = time.perf_counter() - start
            assert took < (0.5 if one.store.is_postgres else 2.5)
            assert (await other.vote(token, this, Vote(value="leave", confidence=5), 1)).n == 1
            assert one.look(rounds.count, this) == 1
            # A poll written at one console can be opened at the other.
            poll = await one.act(one.catalogue.add, {"kind": "probability", "text": "How likely?"})
            await other.act(desk.open_poll, other.catalogue, poll, None, None)
            await until(lambda: one.board.now is not None and one.board.now.poll == poll)
            await one.act(people.erase, one.identity, one.catalogue, token)
            await until(lambda: person not in other._known)
            assert not await other.is_known(person)

    asyncio.run(main())


def test_a_line_to_postgresql_that_breaks_is_made_again(where):
    if not str(where).startswith("postgres"):
        # SQLite has no such line; its processes look once a second, which the test above shows.
        return

    async def main():
        import psycopg

        async with living(where) as one, living(where) as other:
            with psycopg.connect(str(where).replace("+psycopg", ""), autocommit=True) as db:
                await until(lambda: db.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()").fetchone()[0] == 2)
                db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()")
            for _ in range(3):
                try:
                    this = await one.act(desk.open_poll, one.catalogue, "withdraw", None, None)
                    break
                except Exception:
                    await asyncio.sleep(0.1)
            await until(lambda: other.board.now is not None and other.board.now.id == this)
            with psycopg.connect(str(where).replace("+psycopg", ""), autocommit=True) as db:
                await until(lambda: db.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()").fetchone()[0] == 2)
            start = time.perf_counter()
            await one.act(rounds.close, this)
            await until(lambda: other.board.now.state == "closed")
            assert time.perf_counter() - start < 0.8

    asyncio.run(main())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
def test_a_server_with_open_streams_ends_them_and_stops(tmp_path):
    env = {**os.environ, "DEBATEKIT_CLASS_FOLDER": str(tmp_path / "class")}
    server = subprocess.Popen([sys.executable, "-m", "debatekit", "class", "--json", "--port", "0"], cwd=COURSE, env=env, stdout=subprocess.PIPE, text=True)
    lines = []
    try:
        told = json.loads(server.stdout.readline())
        screen = told["screen"].partition("#key=")[2]
        for _ in range(8):
            line = socket.create_connection(("127.0.0.1", told["port"]), 5)
            line.sendall(f"GET /api/screen/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {screen}\r\n\r\n".encode())
            lines.append(line)
        for line in lines:
            assert b"event: state" in _until(line, b"event: state")
        start = time.perf_counter()
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0 and time.perf_counter() - start < 5
        assert all(_until(line, b"0\r\n\r\n").endswith(b"0\r\n\r\n") for line in lines)
    finally:
        for line in lines:
            line.close()
        server.stdout.close()
        if server.poll() is None:
            server.kill()
            server.wait()


def _until(line, mark):
    line.settimeout(5)
    found = b""
    while mark not in found:
        part = line.recv(65536)
        if not part:
            break
        found += part
    return found


def test_who_is_being_erased_is_not_known_any_more(where):
    """A vote from another device in that moment would stay, and nobody could erase it."""

    async def main():
        async with living(where) as room:
            token = await joined(room)
            who, held = room.identity.person(token), threading.Event()
            waiting = asyncio.create_task(room.keep(lambda db: held.wait(10)))
            erasing = asyncio.create_task(room.erase(token))
            await asyncio.sleep(0.05)
            try:
                # The database still has them: the erasure stands in line.
                assert room.look(people.is_known, who) and not erasing.done()
                assert not await room.is_known(who)
            finally:
                held.set()
            await asyncio.gather(waiting, erasing)
            assert not await room.is_known(who)
            # They may come again, as somebody new.
            assert await room.add_person(token) and await room.is_known(who)

    asyncio.run(main())
