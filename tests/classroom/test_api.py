"""The API as faces use it: who may ask what, what a refusal looks like, and that nothing of a result is told before the reveal."""

import asyncio
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from class_api import api

from debatekit.attending.news import entries_of
from debatekit.classroom import rounds
from debatekit.classroom.catalogue import Known
from debatekit.classroom.storage.tables import asked as asked_table
from debatekit.classroom.storage.tables import comparison as comparison_table
from debatekit.classroom.service import Classroom
from debatekit.polls.question import question_from

COURSE = Path(__file__).parents[2]


@pytest.fixture
def run(opened):
    """Runs a coroutine function with an `Api`."""

    def go(test, **more):
        async def main():
            async with api(opened(), **more) as it:
                await test(it)

        asyncio.run(main())

    return go


def test_a_class_votes_and_sees(run):
    async def test(it):
        people = [await it.join() for _ in range(6)]
        assert (await it.get("state", people[0]))["now"] is None
        this = await it.open(seconds=60)
        now = (await it.get("state", people[0]))["now"]
        assert (now["round"], now["state"], now["result"], now["question"]["id"]) == (this, "open", None, "withdraw") and 55 < now["seconds_left"] <= 60
        for who in people:
            answer = await it.vote(who, this)
            assert (answer.status_code, answer.json()) == (200, {"value": "stay", "confidence": 50, "n": 1})
        assert (await it.vote(people[0], this, "leave", 70, 2)).json() == {"value": "leave", "confidence": 70, "n": 2}
        assert (await it.vote(people[0], this, "stay", 50, 1)).json() == {"value": "leave", "confidence": 70, "n": 2}
        mine = await it.get("me", people[0])
        assert mine["name"] is None and {"value": "leave", "confidence": 70, "n": 2, "title": "Before reading", "state": "open"}.items() <= mine["votes"][str(this)].items()
        screen = await it.get("screen/state", it.screen)
        assert (screen["votes"], screen["show"], screen["now"]["result"]) == (6, "question", None)
        console = await it.get("console/state", it.console)
        assert console["rounds"][0]["votes"] == 6 and console["rounds"][0]["result"] is None and console["people"]["count"] == 6
        await it.act("POST", f"rounds/{this}/look", status=409)
        await it.act("POST", f"rounds/{this}/close")
        console = await it.get("console/state", it.console)
        assert (console["rounds"][0]["result"], console["rounds"][0]["looked"]) == (None, False)
        await it.act("POST", f"rounds/{this}/look")
        console = await it.get("console/state", it.console)
        assert console["rounds"][0]["looked"]
        assert {row["id"]: row["count"] for row in console["rounds"][0]["result"]["rows"]} == {"leave": 1, "stay": 5, "undecided": 0}
        assert (await it.get("state", people[0]))["now"]["result"] is None
        refused = await it.act("POST", f"rounds/{this}/open", status=409)
        assert "how that person voted" in refused["error"] and "vote again" in refused["error"]
        late = await it.vote(people[1], this, "leave", 1, 2)
        assert late.status_code == 409 and "closed" in late.json()["error"]
        await it.act("POST", f"rounds/{this}/reveal")
        shown = (await it.get("state", people[0]))["now"]
        assert shown["state"] == "revealed" and shown["result"] == console["rounds"][0]["result"]

    run(test)


def test_the_console_has_all_that_the_contract_names(run):
    async def test(it):
        await it.open()
        state = await it.get("console/state", it.console)
        assert {"class", "blank", "now", "votes", "here", "join", "show", "polls", "rounds", "texts", "people", "progress", "tickets", "settings", "reach", "maps", "server"} <= state.keys()
        assert {"code", "address", "short", "qr", "qr_size"} == state["join"].keys()
        assert {"database", "started", "restarts"} == state["server"].keys()
        assert len(state["maps"]) == 2 and state["polls"][0] == {
            "id": "withdraw", "text": state["now"]["question"]["text"], "kind": "choice", "source": "course", "lesson": "Start here",
            "answers": ["Yes, withdraw them all", "No, keep forces there", "I am undecided"],
            "rounds": [{"name": "before", "title": "Before reading"}, {"name": "after", "title": "After the debate"}],
        }  # fmt: skip
        known = json.dumps(await it.get("screen/state", it.screen))
        assert "polls" not in json.loads(known) and it.room.settings.console_key not in known

    run(test)


def test_what_a_student_gets_says_nothing_of_votes_before_the_reveal(run):
    async def test(it):
        people = [await it.join() for _ in range(8)]
        this = await it.open()

        async def seen(who):
            answers = [await it.client.get(f"/api/{path}", headers=who) for path in ("state", "claims/lamear-2021")]
            return [(each.content, sorted(each.headers.items())) for each in answers]

        before = await seen(people[0])
        frames, version = it.room.student.body(), it.room.student._version
        for number, who in enumerate(people[1:]):
            await it.vote(who, this, ["stay", "leave"][number % 2], number)
        await asyncio.sleep(0.3)
        assert await seen(people[0]) == before and it.room.student.body() == frames and it.room.student._version == version
        # Whoever has voted sees no more than whoever has not.
        assert await seen(people[1]) == before
        await it.act("POST", f"rounds/{this}/close")
        assert (await it.get("state", people[0]))["now"] == {**json.loads(before[0][0])["now"], "state": "closed"}
        course = await it.get("course-votes", people[0])
        assert course == {"withdraw/before": {"round": this, "state": "closed", "value": None, "confidence": None, "n": 0}}

    run(test)


def test_wrong_keys_and_tokens_are_refused_in_one_sentence(run):
    async def test(it):
        who = await it.join()
        this = await it.open()
        nobody = [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer AAAAAAAAAAAAAAAA"}, {"Authorization": "Basic x"}, {"Authorization": b"Bearer \xe9"}]
        for path in ("state", "me", "stream", "course-votes", "claims/lamear-2021"):
            for headers in nobody:
                answer = await it.client.get(f"/api/{path}", headers=headers)
                assert answer.status_code == 401 and list(answer.json()) == ["error"], (path, headers)
        assert (await it.client.put(f"/api/votes/{this}", json={"value": "stay", "confidence": 1, "n": 1})).status_code == 401
        for headers in (*nobody, who, it.screen):
            for method, path in (("GET", "state"), ("GET", "export.csv"), ("GET", "roster"), ("POST", f"rounds/{this}/reveal"), ("POST", "forget")):
                answer = await it.client.request(method, f"/api/console/{path}", headers=headers)
                assert answer.status_code == 401 and "key" in answer.json()["error"], (method, path)
        assert (await it.client.get("/api/screen/state", headers=who)).status_code == 401
        assert (await it.client.get("/api/openapi.json", headers=who)).status_code == 401
        assert (await it.client.get("/api/about?code=ZZZZZZ")).status_code == 404
        assert (await it.client.post("/api/join", json={"code": "ZZZZZZ"})).status_code == 404
        assert it.room.look(rounds.find, this).state == "open"

    run(test)


def test_what_does_not_fit_is_refused_and_changes_nothing(run):
    async def test(it):
        who = await it.join()
        this = await it.open()
        good = {"value": "stay", "confidence": 50, "n": 1}
        for body in (
            {**good, "value": "nobody"}, {**good, "value": None}, {**good, "value": ["stay"]}, {**good, "value": 3}, {**good, "value": {"stay": 1}}, {**good, "confidence": 101},
            {**good, "confidence": True}, {**good, "confidence": 50.0}, {**good, "confidence": None}, {**good, "n": 0}, {**good, "n": "1"}, {**good, "n": True}, {**good, "n": 10**30},
            {**good, "more": 1}, {"value": "stay"}, [], "x", None,
        ):  # fmt: skip
            answer = await it.client.put(f"/api/votes/{this}", json=body, headers=who)
            assert answer.status_code == 422 and list(answer.json()) == ["error"] and len(answer.json()["error"]) < 300, body
        for content in (b"", b"{", b'{"value": NaN, "confidence": 1, "n": 1}', b'{"value": "\\ud800", "confidence": 1, "n": 1}', b"\xff\xfe", b"[" * 9000):
            answer = await it.client.put(f"/api/votes/{this}", content=content, headers={**who, "content-type": "application/json"})
            assert answer.status_code == 422 and list(answer.json()) == ["error"], content[:30]
        for path in ("0", "99", "-1", "x", "9" * 40, "%00"):
            answer = await it.client.put(f"/api/votes/{path}", json=good, headers=who)
            assert answer.status_code in (404, 422) and list(answer.json()) == ["error"], path
        assert (await it.client.patch(f"/api/votes/{this}", json=good, headers=who)).status_code == 405
        assert list((await it.client.get("/api/nothing")).json()) == ["error"]
        assert it.room.look(rounds.count, this) == 0

    run(test)


def test_somebody_comes_back_and_is_the_same_person(run):
    async def test(it):
        first = await it.client.post("/api/join", json={"code": it.room.settings.code.lower()})
        told = first.json()
        assert first.status_code == 201 and told["way_back"].replace("-", "") == told["token"] and len(told["notice"]) >= 5
        this = await it.open()
        who = {"Authorization": f"Bearer {told['token']}"}
        await it.vote(who, this)
        back = await it.client.post("/api/join", json={"code": it.room.settings.code, "token": told["way_back"].lower()})
        assert back.status_code == 200 and back.json()["token"] == told["token"]
        other = {"Authorization": f"Bearer {told['way_back']}"}
        assert (await it.vote(other, this, "leave", 10, 2)).json()["n"] == 2
        assert it.room.look(rounds.count, this) == 1
        unknown = await it.client.post("/api/join", json={"code": it.room.settings.code, "token": "AAAA-BBBB-CCCC-DDDD"})
        assert unknown.status_code == 201 and unknown.json()["token"] != "AAAABBBBCCCCDDDD"
        people_then = (await it.get("console/state", it.console))["people"]["count"]
        for written in ("AAAA-BBBB-CCCC-DDDD", "AAAA", ""):
            mistyped = await it.client.post("/api/join", json={"code": it.room.settings.code, "token": written, "must_know": True})
            assert mistyped.status_code == 404 and "does not know that way back" in mistyped.json()["error"]
        assert (await it.get("console/state", it.console))["people"]["count"] == people_then, "a slip makes nobody"
        typed = await it.client.post("/api/join", json={"code": it.room.settings.code, "token": told["way_back"], "must_know": True})
        assert typed.status_code == 200 and typed.json()["token"] == told["token"]

    run(test)


def test_one_person_has_one_vote_under_a_roster(run):
    async def test(it):
        codes = {each["entry"]: each["code"] for each in (await it.act("POST", "roster", {"entries": ["Ada", "Ben"]}))}
        assert "needs a JupyterHub" in (await it.act("PUT", "settings", {"mode": "sign-in"}, 403))["error"]
        assert (await it.get("console/state", it.console))["settings"]["modes"] == ["open", "roster"]
        await it.act("PUT", "settings", {"mode": "roster"})
        for body in ({}, {"personal_code": "AAAAAAAA"}, {"personal_code": ""}):
            assert (await it.client.post("/api/join", json={"code": it.room.settings.code, **body})).status_code == 403
        phone, laptop = await it.join(personal_code=codes["Ada"]), await it.join(personal_code=codes["Ada"].lower().replace("-", " "))
        assert phone == laptop != await it.join(personal_code=codes["Ben"])
        this = await it.open()
        await it.vote(phone, this)
        await it.vote(laptop, this, "leave", 5, 1)
        assert it.room.look(rounds.count, this) == 1

    run(test)


def test_who_joined_before_codes_were_asked_is_told_why_it_is_out(run):
    async def test(it):
        early = await it.join()
        codes = {each["entry"]: each["code"] for each in (await it.act("POST", "roster", {"entries": ["Ada"]}))}
        await it.act("PUT", "settings", {"mode": "roster"})
        told = await it.client.get("/api/state", headers=early)
        assert told.status_code == 401 and told.json() == {"error": "Your teacher now asks for a personal code. Join again with it.", "join_again": True}
        # Of somebody whom the class never knew, or has erased, this would not be true.
        ada = await it.join(personal_code=codes["Ada"])
        assert (await it.get("console/state", it.console))["people"]["joined"] == {"open": 1, "roster": 1}
        assert (await it.client.delete("/api/me", headers=ada)).status_code == 200
        assert "join_again" not in (await it.client.get("/api/state", headers=ada)).json()

    run(test)


def test_all_texts_are_shown_and_hidden_at_once(run):
    async def test(it):
        await it.act("PUT", "texts", {"shown": True}, 404)
        this = await it.open((await it.act("POST", "polls", {"kind": "text", "text": "Why?"}))["id"])
        for number in range(6):
            await it.vote(await it.join(), this, f"Reason {number}", None)
        await it.act("POST", f"rounds/{this}/close")
        await it.act("PUT", "texts", {"shown": True})
        assert (await it.get("console/state", it.console))["texts"] == [], "nothing before a look"
        await it.act("POST", f"rounds/{this}/reveal")
        phone = await it.join()
        for is_shown, count in ((True, 6), (True, 6), (False, 0)):
            await it.act("PUT", "texts", {"shown": is_shown})
            assert len((await it.get("state", phone))["now"]["texts"]) == count

    run(test)


def test_one_person_has_one_vote_under_sign_in(run):
    async def sign_in(request):
        return request.headers.get("x-test-account")

    async def test(it):
        await it.act("PUT", "settings", {"mode": "sign-in"})
        assert (await it.get("console/state", it.console))["settings"]["modes"] == ["sign-in"]
        for mode in ("open", "roster"):
            assert "cannot be joined in another way" in (await it.act("PUT", "settings", {"mode": mode}, 403))["error"]
        assert (await it.client.post("/api/join", json={"code": it.room.settings.code})).status_code == 403
        tokens = [(await it.client.post("/api/join", json={"code": it.room.settings.code}, headers={"x-test-account": user})).json()["token"] for user in ("ada", "ada", "ben")]
        assert tokens[0] == tokens[1] != tokens[2]

    run(test, sign_in=sign_in)


def test_names_are_asked_only_when_the_console_says_so(run):
    async def test(it):
        who = await it.join(name="Mira")
        assert (await it.get("me", who))["name"] is None
        assert (await it.client.put("/api/name", json={"name": "Mira"}, headers=who)).status_code == 403
        await it.act("PUT", "settings", {"ask_names": True, "title": "  Our\u202e  class ", "erase_days": 7})
        await it.client.put("/api/name", json={"name": " Mira\n "}, headers=who)
        await it.client.put("/api/progress", json={"exercises": [{"id": "claims-kinds", "right": 2, "total": 3}]}, headers=who)
        await it.client.put("/api/tickets/00-start-here", json={"text": "A premise."}, headers=who)
        state = await it.get("console/state", it.console)
        assert state["people"]["names"] == ["Mira"] and state["class"] == {"title": "Our class", "mode": "open", "erase_days": 7, "ask_names": True, "door": "open"}
        assert state["progress"] == [{"exercise": "claims-kinds", "tried": 1, "share": 0.667, "named": 1}] and (state["tickets"], state["shared"]["tickets"]) == ([], 1)
        await it.client.put("/api/name", json={"name": ""}, headers=who)
        state = await it.get("console/state", it.console)
        assert state["people"]["names"] == [] and state["progress"][0]["named"] == 0
        assert "Mira" not in json.dumps(await it.get("state", who)) + json.dumps(await it.get("screen/state", it.screen))
        for days in (8, 0, True, 30.0, "30"):
            assert "erase_days" in (await it.act("PUT", "settings", {"erase_days": days}, 422))["error"]
        assert state["settings"]["erase_days_choices"] == [1, 7, 30, 120, 365]
        for days in state["settings"]["erase_days_choices"]:
            await it.act("PUT", "settings", {"erase_days": days})

    run(test)


def test_somebody_erased_is_not_known_any_more(run):
    async def test(it):
        who, others = await it.join(), [await it.join() for _ in range(5)]
        this = await it.open()
        for each in (who, *others):
            await it.vote(each, this)
        assert (await it.client.delete("/api/me", headers=who)).status_code == 200
        assert (await it.vote(who, this)).status_code == 401 and (await it.client.get("/api/state", headers=who)).status_code == 401
        assert it.room.look(rounds.count, this) == 5
        assert (await it.vote(others[0], this, "leave", 5, 2)).status_code == 200

    run(test)


def test_what_was_shown_stays_when_somebody_is_erased(run):
    async def test(it):
        people = [await it.join() for _ in range(12)]
        parts = await it.act("GET", "maps/lamear-2021")
        claim = (await it.act("POST", "claims", {"argument": "lamear-2021", "target": parts["claims"][0]["id"], "kind": "truth"}))["id"]
        asked = await it.open(claim)
        for number, who in enumerate(people):
            await it.vote(who, asked, 7 * number, None)
        await it.act("POST", f"rounds/{asked}/reveal")
        first = await it.open()
        for number, who in enumerate(people):
            await it.vote(who, first, "stay" if number < 6 else "leave", 10 * (number % 6))
        await it.act("POST", f"rounds/{first}/reveal")
        second = (await it.act("POST", f"rounds/{first}/again"))["id"]
        for number, who in enumerate(people):
            await it.vote(who, second, "stay" if number % 2 else "leave")
        await it.act("POST", f"rounds/{second}/reveal")
        await it.act("PUT", "screen", {"compare": [first, second]})

        async def seen():
            console = await it.get("console/state", it.console)
            claims = (await it.get("claims/lamear-2021", people[0]))["votes"]
            in_notebook = {name: (each.get("result"), each.get("comparison")) for name, each in (await it.get("course-votes", people[0])).items()}
            return (await it.get("state", people[0]))["now"], [each["result"] for each in console["rounds"]], claims, in_notebook

        before = await seen()
        assert before[0]["comparison"] and before[3]["withdraw/after"][1]["paired"] == 12
        for who in people[1:9]:
            assert (await it.client.delete("/api/me", headers=who)).status_code == 200
            assert await seen() == before
        again = (await it.act("POST", f"rounds/{second}/again"))["id"]
        await it.act("POST", f"rounds/{again}/reveal")
        assert await it.room.see(lambda db: it.room.tallies.comparison(db, *(it.room.board.rounds[each] for each in (first, second)))) == before[0]["comparison"]
        votes = {each["id"]: each["votes"] for each in (await it.get("console/state", it.console))["rounds"]}
        assert votes == {asked: 12, first: 12, second: 12, again: 0}
        await it.act("POST", f"rounds/{first}/reset", {"confirm": 12})
        told = await it.get("course-votes", people[0])
        assert "result" not in told["withdraw/before"] and "comparison" not in told["withdraw/after"]
        await it.act("POST", "forget")
        assert it.room.look(lambda db: [db.execute(sa.select(table)).all() for table in (asked_table, comparison_table)]) == [[], []]

    run(test)


@pytest.mark.parametrize("kind", ["choice", "likert", "slider"])
def test_a_comparison_made_after_an_erasure_does_not_show_who_went(run, kind):
    more = {"choice": {"options": [{"id": "1", "text": "One"}, {"id": "2", "text": "Two"}]}, "likert": {}, "slider": {"low": 0, "high": 10}}[kind]

    async def test(it):
        people = [await it.join() for _ in range(14)]
        poll = (await it.act("POST", "polls", {"kind": kind, "text": "Well?", **more}))["id"]
        found = []
        first = await it.open(poll)
        for turn in range(2):
            this = first if not turn else (await it.act("POST", f"rounds/{first}/again"))["id"]
            for number, who in enumerate(people):
                value = 1 + (number + turn * (number % 3 == 0)) % 2
                await it.vote(who, this, str(value) if kind == "choice" else value, None)
            await it.act("POST", f"rounds/{this}/reveal")
            found.append(this)
        assert (await it.client.delete("/api/me", headers=people[3])).status_code == 200
        await it.act("PUT", "screen", {"compare": found})
        state = await it.get("console/state", it.console)
        told, results = state["now"]["comparison"], {each["id"]: each["result"] for each in state["rounds"]}
        # As if nobody had gone.
        assert (told["only_before"], told["only_after"], told["paired"]) == (0, 0, 14)
        if kind == "slider":
            assert [told["mean_before"], told["mean_after"]] == [results[each]["numbers"]["mean"] for each in found]
            return
        for name, each in (("before", found[0]), ("after", found[1])):
            assert told[name] == {row["id"]: row["count"] for row in results[each]["rows"]}
        assert sum(group["count"] for group in told["groups"]) == 14
        assert all(group["count"] >= 5 for group in told["groups"]) and all(end["count"] >= 5 for end in told["ends"])

    run(test)


def test_texts_are_shown_one_by_one_after_the_reveal(run):
    async def test(it):
        poll = (await it.act("POST", "polls", {"kind": "text", "text": "Your doubt?"}))["id"]
        people = [await it.join() for _ in range(6)]
        this = await it.open(poll)
        for number, who in enumerate(people[:4]):
            assert (await it.vote(who, this, f"Doubt {number} <b>", None)).status_code == 200
        await it.act("POST", f"rounds/{this}/close")
        assert (await it.get("console/state", it.console))["texts"] == []
        await it.act("POST", f"rounds/{this}/open")
        for number, who in enumerate(people[4:], 4):
            await it.vote(who, this, f"Doubt {number} <b>", None)
        assert (await it.get("console/state", it.console))["texts"] == []
        await it.act("POST", f"rounds/{this}/close")
        assert (await it.get("console/state", it.console))["texts"] == []
        await it.act("POST", f"rounds/{this}/look")
        texts = (await it.get("console/state", it.console))["texts"]
        assert {each["text"] for each in texts} == {f"Doubt {number} <b>" for number in range(6)} and not any(each["shown"] for each in texts)
        assert [each["id"] for each in texts] == sorted(each["id"] for each in texts) and len({each["id"] for each in texts}) == 6
        await it.act("PUT", f"texts/{texts[2]['id']}", {"shown": True})
        await it.act("PUT", f"texts/{texts[2]['id']}", {"shown": True})
        assert (await it.get("state", people[0]))["now"]["texts"] == []
        await it.act("POST", f"rounds/{this}/reveal")
        assert (await it.get("state", people[0]))["now"]["texts"] == [texts[2]["text"]]
        await it.act("PUT", f"texts/{texts[2]['id']}", {"shown": False})
        assert (await it.get("state", people[0]))["now"]["texts"] == []
        await it.act("PUT", "texts/0123456789abcdef0123", {"shown": True}, 404)

    run(test)


def test_votes_on_a_claim_reach_the_map_after_the_reveal(run):
    async def test(it):
        parts = await it.act("GET", "maps/lamear-2021")
        claim, reason = parts["claims"][0], parts["reasons"][0]
        poll = (await it.act("POST", "claims", {"argument": "lamear-2021", "target": claim["id"], "kind": "truth"}))["id"]
        assert (await it.act("POST", "claims", {"argument": "lamear-2021", "target": claim["id"], "kind": "truth"}))["id"] == poll
        other = (await it.act("POST", "claims", {"argument": "lamear-2021", "target": reason["id"], "kind": "relevance"}))["id"]
        for wrong, status in (({"target": "nowhere", "kind": "truth"}, 403), ({"target": claim["id"], "kind": "relevance"}, 403)):
            await it.act("POST", "claims", {"argument": "lamear-2021", **wrong}, status)
        await it.act("POST", "claims", {"argument": "no-such-map", "target": "x", "kind": "truth"}, 404)
        people = [await it.join() for _ in range(5)]
        for each in (poll, other):
            this = await it.open(each)
            for number, who in enumerate(people):
                assert (await it.vote(who, this, 20 * number, None)).status_code == 200
            await it.act("POST", f"rounds/{this}/close")
        assert (await it.get("claims/lamear-2021", people[0])) == {"votes": {}, "version": 0}
        await it.act("POST", f"rounds/{this}/reveal")
        found = await it.get("claims/lamear-2021", people[0])
        assert found["votes"] == {reason["id"]: {"mean": 0.4, "count": 5}} and found["version"] > 0
        assert (await it.get("claims/knights-2020", people[0]))["votes"] == {}

    run(test)


def test_a_claim_asked_in_a_poll_of_the_course_counts_and_its_latest_round(opened):
    room = opened()
    claim = room.catalogue.map("lamear-2021")["claims"][0]["id"]
    data = {"id": "how-true", "kind": "truth", "text": "How true?", "argument": "lamear-2021", "target": claim, "rounds": [{"id": "before", "title": "Before"}, {"id": "after", "title": "After"}]}
    # Before it runs: what goes on beside would take it out again.
    room.catalogue._known["how-true"] = Known(question_from(data), "course")

    async def test(it):
        own = (await it.act("POST", "claims", {"argument": "lamear-2021", "target": claim, "kind": "truth"}))["id"]
        people = [await it.join() for _ in range(6)]

        async def ask(poll, name, value, who=people):
            this = await it.open(poll, **({"round": name} if name else {}))
            for each in who:
                assert (await it.vote(each, this, value, None)).status_code == 200
            await it.act("POST", f"rounds/{this}/reveal")
            return (await it.get("claims/lamear-2021", people[0]))["votes"]

        # The second round may come to be before the first.
        assert await ask("how-true", "after", 80) == {claim: {"mean": 0.8, "count": 6}}
        assert await ask("how-true", "before", 20) == {claim: {"mean": 0.8, "count": 6}}
        assert await ask(own, None, 50) == {claim: {"mean": 0.5, "count": 6}}
        assert await ask(own, None, 60) == {claim: {"mean": 0.6, "count": 6}}
        # Too few to be told: what was told before stands.
        assert await ask(own, None, 0, people[:4]) == {claim: {"mean": 0.6, "count": 6}}

    async def main():
        async with api(room) as it:
            await test(it)

    asyncio.run(main())


def test_a_notebook_gets_the_texts_that_were_chosen(run):
    async def test(it):
        people = [await it.join() for _ in range(5)]
        for number, who in enumerate(people):
            body = {"value": f"Ticket {number}", "confidence": None, "n": 1}
            assert (await it.client.put("/api/course-votes/exit-ticket-00/end", json=body, headers=who)).status_code == 200
        this = await it.open("exit-ticket-00")
        await it.act("POST", f"rounds/{this}/close")
        await it.act("POST", f"rounds/{this}/look")
        texts = {each["text"]: each["id"] for each in (await it.get("console/state", it.console))["texts"]}
        await it.act("PUT", f"texts/{texts['Ticket 3']}", {"shown": True})
        assert "texts" not in (await it.get("course-votes", people[0]))["exit-ticket-00/end"]
        await it.act("POST", f"rounds/{this}/reveal")
        told = (await it.get("course-votes", people[0]))["exit-ticket-00/end"]
        assert told["texts"] == ["Ticket 3"] and entries_of({"exit-ticket-00/end": told})["exit-ticket-00/end"]["texts"] == ["Ticket 3"]

    run(test)


def test_a_notebook_votes_in_polls_of_the_course(run):
    async def test(it):
        people = [await it.join() for _ in range(5)]
        body = {"value": "stay", "confidence": 60, "n": 1}

        async def put(who, path, more=body):
            return await it.client.put(f"/api/course-votes/{path}", json=more, headers=who)

        answers = await asyncio.gather(*(put(who, "withdraw/before") for who in people))
        assert [each.status_code for each in answers] == [200] * 5 and (await it.get("state", people[0]))["now"] is None
        assert len(it.room.look(rounds.all_rounds)) == 1
        assert (await put(people[0], "withdraw/before", {**body, "value": "leave", "n": 2})).json()["value"] == "leave"
        for wrong, status in (("withdraw/whenever", 404), ("nothing/before", 404), ("withdraw/again-1", 404), ("withdraw/again-3", 404), ("withdraw/again-%C2%B2", 404)):
            assert (await put(people[0], wrong)).status_code == status, wrong
        assert (await put(people[0], "withdraw/after", {**body, "value": "nobody"})).status_code == 422
        assert len(it.room.look(rounds.all_rounds)) == 1
        this = await it.open()
        now = await it.get("screen/state", it.screen)
        assert (now["now"]["round"], now["votes"]) == (this, 5)
        await it.act("POST", f"rounds/{this}/reveal")
        assert (await put(people[0], "withdraw/before", {**body, "n": 3})).status_code == 409
        assert (await put(people[0], "withdraw/after")).status_code == 425
        second = await it.open(round="after")
        for who in people:
            await put(who, "withdraw/after")
        await it.act("POST", f"rounds/{second}/reveal")
        assert "comparison" not in (await it.get("course-votes", people[0]))["withdraw/after"]
        await it.act("PUT", "screen", {"compare": [this, second]})
        told = await it.get("course-votes", people[0])
        assert told["withdraw/before"]["value"] == "leave" and told["withdraw/before"]["result"]["voters"] == 5
        assert told["withdraw/after"]["comparison"]["paired"] == 5 and "comparison" not in told["withdraw/before"]
        poll = (await it.act("POST", "polls", {"kind": "probability", "text": "How likely?"}))["id"]
        assert (await put(people[0], f"{poll}/first", {"value": 5, "confidence": None, "n": 1})).status_code == 404

    run(test)


def test_the_swing_is_shown_when_the_console_compares(run):
    async def test(it):
        people = [await it.join() for _ in range(10)]
        first = await it.open()
        for number, who in enumerate(people):
            await it.vote(who, first, "stay" if number < 6 else "leave")
        await it.act("POST", f"rounds/{first}/reveal")
        second = (await it.act("POST", f"rounds/{first}/again", {"seconds": 30}))["id"]
        for who in people:
            await it.vote(who, second, "leave")
        await it.act("PUT", "screen", {"compare": [first, second]}, 409)
        await it.act("POST", f"rounds/{second}/reveal")
        assert (await it.get("state", people[0]))["now"]["comparison"] is None
        await it.act("PUT", "screen", {"compare": [first, second]})
        shown = (await it.get("state", people[0]))["now"]["comparison"]
        assert (shown["paired"], shown["kind"], shown["first"], shown["second"]) == (10, "flows", "Before reading", "After the debate")
        assert (await it.get("screen/state", it.screen))["show"] == "comparison"
        await it.act("PUT", "screen", {"compare": None, "blank": True})
        state = await it.get("state", people[0])
        assert state["blank"] and state["now"]["comparison"] is None
        await it.act("PUT", "now", {"round": None})
        assert (await it.get("state", people[0]))["now"] is None
        await it.act("PUT", "now", {"round": 99}, 404)

    run(test)


def test_polls_written_in_the_console_are_read_strictly(run):
    async def test(it):
        ids = [(await it.act("POST", "polls", {"kind": "choice", "text": "Tea?", "options": ["Yes", "No"]}))["id"] for _ in range(3)]
        assert ids == ["written", "written-2", "written-3"]
        assert (await it.act("POST", "polls", {"kind": "choice", "text": "Tea?", "id": "withdraw", "options": ["Yes", "No"]}))["id"] == "withdraw-2"
        for wrong in ({"kind": "essay", "text": "x"}, {"kind": "choice", "text": "x"}, {"kind": "truth", "text": "x", "argument": "lamear-2021", "target": "x"}, {"text": "x"}, {"kind": "choice", "text": "x", "sum": 1}):
            await it.act("POST", "polls", wrong, 422)
        await it.act("POST", "rounds", {"poll": "coffee"}, 404)
        listed = {each["id"]: each["source"] for each in (await it.get("console/state", it.console))["polls"]}
        assert listed["written-2"] == "console" and listed["withdraw"] == "course"

    run(test)


def test_a_written_poll_is_edited_and_deleted_until_somebody_votes(run):
    async def test(it):
        tea = {"kind": "choice", "text": "Tea?", "options": ["Yes", "No"]}
        poll = (await it.act("POST", "polls", tea))["id"]
        who, early = await it.join(), await it.open(poll)
        await it.act("PUT", f"polls/{poll}", {**tea, "options": ["No", "Yes"]})
        # A vote that a phone still holds answered the question as it was.
        assert (await it.vote(who, early, "a", None)).status_code == 404
        assert (await it.get("state", who))["now"] is None
        assert [each["text"] for each in (await it.act("GET", f"polls/{poll}"))["options"]] == ["No", "Yes"]
        await it.act("PUT", f"polls/{poll}", {**tea, "options": ["Yes"]}, 422)
        this = await it.open(poll)
        assert this != early and [each["text"] for each in (await it.get("state", who))["now"]["question"]["options"]] == ["No", "Yes"]
        assert (await it.vote(who, this, "a", None)).status_code == 200
        for method, body in (("PUT", tea), ("DELETE", None)):
            assert "Somebody has voted" in (await it.act(method, f"polls/{poll}", body, 409))["error"]
        await it.act("POST", f"rounds/{this}/reset", {"confirm": 1})
        await it.act("PUT", f"rounds/{this}/hands", {"counts": {"a": 3}})
        await it.act("DELETE", f"polls/{poll}", None, 409)
        await it.act("PUT", f"rounds/{this}/hands", {"counts": {}})
        await it.act("DELETE", f"polls/{poll}")
        await it.act("DELETE", f"polls/{poll}", None, 404)
        state = await it.get("console/state", it.console)
        assert state["rounds"] == [] and poll not in {each["id"] for each in state["polls"]}

    run(test)


def test_only_what_this_class_made_is_edited_or_deleted(run):
    async def test(it):
        tea = {"kind": "choice", "text": "Tea?", "options": ["Yes", "No"]}
        for method, body in (("GET", None), ("PUT", tea), ("DELETE", None)):
            assert "belongs to the course" in (await it.act(method, "polls/withdraw", body, 403))["error"]
        claim = (await it.act("POST", "claims", {"argument": "lamear-2021", "target": "strikes-invite", "kind": "truth"}))["id"]
        assert "words of its map" in (await it.act("PUT", f"polls/{claim}", tea, 403))["error"]
        await it.act("DELETE", f"polls/{claim}")

    run(test)


def test_the_right_answer_is_told_only_after_the_reveal(run):
    async def test(it):
        options = [{"id": "a", "text": "Rome", "right": True}, {"id": "b", "text": "Oslo"}]
        poll = (await it.act("POST", "polls", {"kind": "choice", "text": "Capital of Italy?", "options": options}))["id"]
        people = [await it.join() for _ in range(6)]
        this = await it.open(poll)
        for number, who in enumerate(people):
            await it.vote(who, this, "a" if number < 3 else "b", None)
        assert '"right"' not in json.dumps([await it.get("state", people[0]), await it.get("screen/state", it.screen)])
        await it.act("POST", f"rounds/{this}/close")
        assert (await it.get("console/state", it.console))["rounds"][0]["hint"] is None
        await it.act("POST", f"rounds/{this}/look")
        assert (await it.get("console/state", it.console))["rounds"][0]["hint"]["band"] == "discuss"
        assert '"right"' not in json.dumps([await it.get("state", people[0]), await it.get("screen/state", it.screen)])
        await it.act("POST", f"rounds/{this}/reveal")
        assert [row.get("right") for row in (await it.get("state", people[0]))["now"]["result"]["rows"]][0] is True

    run(test)


def test_export_and_forget(run):
    async def test(it):
        people = [await it.join() for _ in range(5)]
        this = await it.open()
        for who in people:
            await it.vote(who, this)
        await it.act("POST", f"rounds/{this}/reveal")
        table = await it.client.get("/api/console/export.csv", headers=it.console)
        assert table.headers["content-type"].startswith("text/csv") and table.text.count("\n") == 6
        await it.act("POST", "forget", {"what": "poll", "poll": "no-such"}, 404)
        await it.act("POST", "forget")
        assert (await it.client.get("/api/state", headers=people[0])).status_code == 401
        assert (await it.get("console/state", it.console))["rounds"] == []
        again = await it.open()
        assert again != this and (await it.join())

    run(test)


def test_its_own_schema_is_complete_and_for_the_console(run):
    async def test(it):
        schema = (await it.client.get("/api/openapi.json", headers=it.console)).json()
        vote = schema["paths"]["/api/votes/{round_id}"]["put"]
        assert vote["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/CastVote") and vote["security"] == [{"student": []}]
        for path, methods in schema["paths"].items():
            for method, what in methods.items():
                assert {"413", "422", "429", "503"} <= what["responses"].keys(), (method, path)
                assert path in ("/api/about", "/api/join") or "401" in what["responses"], path
        assert len(schema["paths"]) >= 30

    run(test)


def test_pages_and_front_ends_are_served_and_nothing_else(run):
    async def test(it):
        page = await it.client.get("/screen")
        assert page.status_code == 200 and "/static/" in page.text and "{static}" not in page.text
        file = page.text.split('src="')[1].split('"')[0]
        found = await it.client.get(file)
        assert found.status_code == 200 and found.headers["content-type"].startswith("text/javascript") and "immutable" in found.headers["cache-control"]
        base = file.split("/classroom/")[0]
        for path in ("classroom/app.py", "../pyproject.toml", "%2e%2e/errors.py", "classroom/pages/screen.html", "classroom/", "", "data/course.yaml"):
            assert (await it.client.get(f"{base}/{path}")).status_code == 404, path

    run(test)


def test_a_class_goes_on_after_a_restart(where):
    async def first():
        async with api(Classroom(where, COURSE)) as it:
            people = [await it.join() for _ in range(3)]
            this = await it.open(seconds=600)
            for who in people:
                await it.vote(who, this)
            return people, this, it.room.settings.code, it.room.settings.console_key

    async def second(people, this, code, key):
        async with api(Classroom(where, COURSE)) as it:
            assert (it.room.settings.code, it.room.settings.console_key) == (code, key)
            assert (await it.get("state", people[0]))["now"]["round"] == this
            assert (await it.vote(people[0], this, "leave", 5, 2)).json()["n"] == 2
            state = await it.get("console/state", it.console)
            assert state["votes"] == 3 and state["server"]["restarts"] == 1 and state["now"]["seconds_left"] > 500

    asyncio.run(second(*asyncio.run(first())))
