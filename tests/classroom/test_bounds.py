"""What one caller, or many at one address, can make of a class: nothing that keeps the others out, and nothing that shows how somebody voted."""

import asyncio
import json
import logging
import time

import pytest
from class_api import api
from guarded import Clock, ask, echo

from debatekit.classroom import people, pulse, sharing
from debatekit.classroom.notice import sentences
from debatekit.classroom.settings import Settings
from debatekit.classroom.web.guard import Guard, Limits
from debatekit.classroom.web.listen import lines_for_streams
from debatekit.classroom.web.rate import Rate
from debatekit.classroom.web.routes.pages import version
from debatekit.classroom.web.serve import _OneLine


@pytest.fixture
def run(opened):
    """Runs a coroutine function with an `Api`."""

    def go(test, **more):
        async def main():
            async with api(opened(), **more) as it:
                await test(it)

        asyncio.run(main())

    return go


async def roster(it, *entries):
    """Tokens of people with personal codes, in a class that wants them."""
    codes = {each["entry"]: each["code"] for each in (await it.act("POST", "roster", {"entries": list(entries)}))}
    await it.act("PUT", "settings", {"mode": "roster"})
    return [await it.join(personal_code=codes[each]) for each in entries]


def test_a_personal_code_shows_no_vote_to_who_has_it(run):
    async def test(it):
        (who,) = await roster(it, "Ada")
        this = await it.open()
        assert (await it.vote(who, this, "stay", 50, 3)).json() == {"same": True, "n": 3}
        for mode in ("roster", "open"):  # nor by way of another mode of the class
            await it.act("PUT", "settings", {"mode": mode})
            told = [await it.get("me", who), await it.get("course-votes", who)]
            assert told[0]["votes"][str(this)]["n"] == 3 and told[1]["withdraw/before"]["n"] == 3
            # Nobody finds it by trying: a vote with the number that stands is answered alike, whichever it is.
            tried = [(await it.vote(who, this, value, 50, 3)).text for value in ("stay", "leave")]
            assert tried[0] == tried[1]
            older = await it.client.put("/api/course-votes/withdraw/before", json={"value": "stay", "confidence": 50, "n": 1}, headers=who)
            assert older.json() == {"same": False, "n": 3}
            for each in (*told[0]["votes"].values(), *told[1].values()):
                assert not {"value", "confidence"} & each.keys()

    run(test)


def test_nobody_numbers_a_vote_so_high_that_its_owner_cannot_change_it(run):
    async def test(it):
        who = await it.join()
        this = await it.open()
        for n, status in ((1001, 422), (1000, 200), (2001, 422), (2**31, 422), (2000, 200)):
            assert (await it.vote(who, this, "stay", 50, n)).status_code == status, n
        assert (await it.vote(who, this, "leave", 50, 2001)).json()["n"] == 2001
        assert (await it.client.put("/api/course-votes/withdraw/before", json={"value": "stay", "confidence": 1, "n": 9999}, headers=who)).status_code == 422

    run(test)


def test_who_came_by_the_code_alone_does_not_vote_where_people_have_their_own(run):
    async def test(it):
        ghost = await it.join()
        ada, ben = await roster(it, "Ada", "Ben")
        this = await it.open()
        for answer in (await it.vote(ghost, this), await it.client.get("/api/me", headers=ghost), await it.client.put("/api/name", json={"name": ""}, headers=ghost)):
            assert answer.status_code == 401 and "personal code" in answer.json()["error"]
        assert (await it.client.post("/api/join", json={"code": it.room.settings.code, "token": ghost["Authorization"][7:]})).status_code == 403
        assert (await it.vote(ada, this)).status_code == 200
        assert (await it.client.delete("/api/me", headers=ghost)).status_code == 200  # what is theirs stays theirs to erase
        await it.act("PUT", "settings", {"mode": "open"})
        assert (await it.vote(ada, this, n=2)).status_code == 200 and (await it.vote(ghost, this)).status_code == 401
        # With the names, what lets one in under a name goes.
        mira = await it.join()
        await it.act("POST", "forget", {"what": "names"})
        assert [(await it.client.get("/api/me", headers=each)).status_code for each in (ada, ben, mira)] == [401, 401, 200]

    run(test)


def test_an_erased_persons_stream_ends(run, monkeypatch):
    async def test(it):
        monkeypatch.setattr(pulse, "BEAT_SECONDS", 0.05)
        who = await it.join()
        stream = asyncio.create_task(it.client.get("/api/stream", headers=who))
        while not it.room.student.readers:
            await asyncio.sleep(0.01)
        await it.client.delete("/api/me", headers=who)
        assert (await asyncio.wait_for(stream, 5)).text.startswith("event: state") and not it.room.student.readers

    run(test)


def test_a_token_is_one_person_however_it_is_written():
    guard = Guard(echo, clock=Clock(), limits=Limits(changes=(3, 10)))
    for written in ("ABCDEFGHJKLMNPQR", "abcdefghjklmnpqr", "ABCD-EFGH-JKLM-NPQR", "  aBcDefghjklmnp qr "):
        status = ask(guard, "/api/votes/1", "PUT", {"authorization": f"Bearer {written}"})[0]
        assert status == (429 if written.startswith("  ") else 200)
    assert ask(guard, "/api/votes/1", "PUT", {"authorization": "Bearer another"})[0] == 200


def held(guard, paths):
    """The statuses of streams at `paths`, [(path, token)], all held at once."""

    async def scene():
        found = {}

        async def hold(number, path, token):
            async def send(message):
                if message["type"] == "http.response.start":
                    found[number] = message["status"]

            headers = [(b"host", b"localhost"), (b"authorization", f"Bearer {token}".encode())]
            await guard({"type": "http", "method": "GET", "path": path, "headers": headers, "client": ("127.0.0.1", 1)}, None, send)

        tasks = []
        for number, (path, token) in enumerate(paths):
            tasks.append(asyncio.create_task(hold(number, path, token)))
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return [found[number] for number in range(len(paths))]

    return asyncio.run(scene())


async def endless(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await asyncio.sleep(60)


def test_streams_are_few_for_one_person_and_leave_lines_for_the_rest():
    guard = Guard(endless)
    spelt = ["A" * 16, "a" * 16, "AAAA-AAAA-AAAA-AAAA", "aaaa aaaa aaaa aaaa", "AAAAaaaaAAAAaaaa"]
    assert held(guard, [("/api/stream", each) for each in spelt]) == [200, 200, 200, 200, 429]
    few = Guard(endless, limits=Limits(all_streams=2))
    assert held(few, [("/api/stream", "a"), ("/api/stream", "b"), ("/api/stream", "c"), ("/api/console/stream", "k"), ("/api/screen/stream", "s")]) == [200, 200, 503, 200, 200]
    assert few.all_streams == 0 and not few.streams
    resource = pytest.importorskip("resource")
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert 0 < lines_for_streams() <= (soft - 64 if soft != resource.RLIM_INFINITY else 16_384)


def test_a_system_without_lines_is_told_once_a_minute(capsys, monkeypatch):
    handler, now = _OneLine(logging.ERROR), [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def fault(error):
        try:
            raise error
        except Exception as caught:
            handler.emit(logging.LogRecord("asyncio", logging.ERROR, "", 0, "", None, (type(caught), caught, caught.__traceback__)))

    for _ in range(500):
        fault(OSError(24, "Too many open files"))
    fault(ValueError("a vote"))
    now[0] += 61
    fault(OSError(24, "Too many open files"))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and "no more open lines" in lines[0] and "ValueError" in lines[1] and "a vote" not in lines[1] and lines[2] == lines[0]


def test_what_people_share_is_of_the_course_and_bounded(run, monkeypatch):
    async def test(it):
        who = await it.join()

        async def put(path, body):
            return (await it.client.put(f"/api/{path}", json=body, headers=who)).status_code

        known = {"id": "claims-kinds", "right": 2, "total": 3}
        assert await put("progress", {"exercises": [known]}) == 200
        assert await put("progress", {"exercises": [known, {**known, "id": "e" * 50}]}) == 422
        assert await put("progress", {"exercises": [known] * 61}) == 422
        assert [await put(f"tickets/{lesson}", {"text": "x"}) for lesson in ("00", "00-start-here", "99", "x" * 100)] == [200, 200, 422, 422]
        monkeypatch.setattr(people, "MOST_TICKETS", 2)
        assert [await put("tickets/01", {"text": "x"}), await put("tickets/00", {"text": "y"}), await put("tickets/00", {"text": ""}), await put("tickets/01", {"text": "x"})] == [422, 200, 200, 200]

    run(test)


def test_the_consoles_state_stays_small_however_many_share(run):
    async def test(it):
        exercises = sorted(it.room.catalogue.exercises)
        tokens = [bytes([number // 250, number % 250]) * 16 for number in range(1000)]

        def many(db):
            from debatekit.classroom.storage.tables import name, person, progress, ticket

            db.execute(person.insert(), [{"person": each} for each in tokens])
            db.execute(name.insert(), [{"person": each, "name": f"Person {number:04}"} for number, each in enumerate(tokens) if number % 2])
            db.execute(progress.insert(), [{"person": each, "exercise": exercise, "right": 1, "total": 4} for each in tokens for exercise in exercises])
            db.execute(ticket.insert(), [{"person": each, "lesson": "00", "text": "x" * 100} for each in tokens])

        await it.room.act(many)
        state = await it.get("console/state", it.console)
        assert [each["exercise"] for each in state["progress"]] == exercises and {"tried": 1000, "share": 0.25, "named": 500}.items() <= state["progress"][0].items()
        assert len(json.dumps(state["progress"])) < 100 * len(exercises) and len(state["people"]["names"]) == len(state["tickets"]) == sharing.MOST_NAMES
        assert state["shared"] == {"names": 500, "tickets": 1000}
        tried = await it.get(f"console/progress/{exercises[0]}", it.console)
        assert tried["names"][0] == {"name": "Person 0001", "right": 1, "total": 4} and len(tried["names"]) == 300 and tried["left_out"] == 200
        assert (await it.client.get(f"/api/console/progress/{exercises[0]}", headers=it.screen)).status_code == 401

    run(test)


def test_a_flood_of_joins_keeps_out_nobody_who_belongs_to_the_class(opened):
    async def main():
        room = opened()
        async with api(room) as it:
            known = (await it.join())["Authorization"][7:]
            codes = await it.act("POST", "roster", {"entries": ["Ada", "Ben"]})
        room = opened()
        async with api(room, limits=Limits(joins=(2, 60))) as it:

            async def join(**more):
                return (await it.client.post("/api/join", json={"code": room.settings.code, **more})).status_code

            assert [await join() for _ in range(3)] == [201, 201, 429]
            assert await join(token=known) == await join(token="-".join(known[place : place + 4].lower() for place in range(0, 16, 4))) == 200
            assert await join(token="A" * 16) == 429
            await it.act("PUT", "settings", {"mode": "roster"})
            assert [await join(personal_code=each["code"]) for each in codes] == [201, 201]

    asyncio.run(main())


def test_a_class_has_an_end_and_a_door(run):
    async def test(it):
        here = await it.join()
        it.room.most_people = 2
        await it.join()
        full = await it.client.post("/api/join", json={"code": it.room.settings.code})
        assert full.status_code == 409 and "2 people" in full.json()["error"]
        it.room.most_people = 5
        codes = await it.act("POST", "roster", {"entries": ["Ada", "Ben"]})
        await it.act("PUT", "settings", {"mode": "roster"})
        await it.join(personal_code=codes[0]["code"])
        await it.act("PUT", "settings", {"door": "closed"})
        assert (await it.get("screen/state", it.screen))["class"]["door"] == "closed"
        await it.join(personal_code=codes[0]["code"])
        shut = await it.client.post("/api/join", json={"code": it.room.settings.code, "personal_code": codes[1]["code"]})
        assert shut.status_code == 409 and "Nobody else may join" in shut.json()["error"]
        await it.act("PUT", "settings", {"mode": "open"})
        assert (await it.client.post("/api/join", json={"code": it.room.settings.code})).status_code == 409
        assert await it.join(token=here["Authorization"][7:]) == here
        await it.act("PUT", "settings", {"door": "open"})
        await it.join()
        await it.act("PUT", "settings", {"door": "ajar"}, 422)

    run(test)


def test_unknown_tokens_are_counted_before_the_database_is_asked():
    asked = []

    async def app(scope, receive, send):
        asked.append(scope["path"])
        await send({"type": "http.response.start", "status": 401, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    clock, known = Clock(), "B" * 16
    guard = Guard(app, clock=clock, limits=Limits(unknown=(5, 60)), knows=known.__eq__)

    def look(token, client="127.0.0.1"):
        return ask(guard, "/api/state", headers={"authorization": f"Bearer {token}"}, client=client)[0]

    assert [look(letter * 16) for letter in "CDEFGHJ"] == [401] * 5 + [429] * 2 and len(asked) == 5
    # Whom the class knows is asked for nothing more, and neither is the hall next door.
    assert look(known) == look("bbbb-bbbb-bbbb-bbbb") == look("C" * 16, "203.0.113.8") == 401
    clock.now += 60
    assert look("C" * 16) == 401
    # A hall of a thousand whose class was erased, each with three questions.
    assert Rate(*Limits().unknown).wait("hall") == 0 and Limits().unknown[0] >= 3_000


def test_files_are_kept_for_good_under_their_own_version_only(run):
    async def test(it):
        ours = await it.client.get(f"/static/{version()}/classroom/pages/phone.mjs")
        assert ours.status_code == 200 and "immutable" in ours.headers["cache-control"]
        other = await it.client.get("/static/0123456789abcdef/classroom/pages/phone.mjs")
        assert other.status_code == 404 and other.headers["cache-control"] == "no-store"

    run(test)


def test_the_notice_says_who_could_work_out_a_vote():
    def told(mode):
        return next(each for each in sentences(Settings(secret="", screen_key="", console_key="", code="", title="", mode=mode)) if each.startswith(("Cannot be", "One vote")))

    assert "narrow down" in told("open") and "teacher" in told("roster") and "server's files" in told("roster") and "account" in told("sign-in")
    assert max(map(len, map(told, ("open", "roster", "sign-in")))) <= 300  # what a notebook shows of a sentence
