"""Nothing about a result reaches a student or a stranger before the reveal: the same class is held twice, with other votes and
another number of them, and every byte that goes out is compared. When something comes is not compared, what, in which order and how
often is."""

from __future__ import annotations

import logging
import re
import shutil

import pytest
from live_class import Caller, Listener, serving

from debatekit.classroom.web.app import create_app
from debatekit.classroom.web.guard import Limits
from debatekit.classroom.identity import new_letters
from debatekit.classroom.service import Classroom
from debatekit.classroom.storage.writer import Joined

OTHERS = 12
OPTIONS = [{"id": "a", "text": "Option A"}, {"id": "b", "text": "Option B"}, {"id": "c", "text": "Option C"}]
OF_FACT = [{**OPTIONS[0], "right": True}, *OPTIONS[1:]]
KINDS = {
    "choice": ({"options": OF_FACT, "confidence": True}, "b", ["a", "c"]),
    "several": ({"options": OPTIONS}, ["b"], [["a", "b", "c"], []]),
    "likert": ({}, 3, [1, 5]),
    "slider": ({"low": 0, "high": 1000}, 500, [0, 1000]),
    "probability": ({}, 50, [0, 100]),
    "ranking": ({"options": OPTIONS}, ["b", "a"], [["c"], ["a", "b", "c"]]),
    "points": ({"options": OPTIONS}, {"a": 50, "b": 50}, [{"a": 100}, {"c": 100}]),
    "text": ({}, "the same", ["w", "long words " * 20]),
}

# What comes by the clock is no matter here.
UNHURRIED = Limits(changes=(100_000, 1), reads=(100_000, 1), console=(100_000, 1), wrong=(100_000, 1))


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The file of a class that all have joined, and their tokens."""
    folder = tmp_path_factory.mktemp("begun")
    room = Classroom(folder / "class.sqlite3")
    tokens = [new_letters(16) for _ in range(OTHERS + 1)]
    for token in tokens:
        room.writer.send(Joined(room.identity.person(token))).result()
    room.close()
    # Whole, without the log of writes beside it.
    return folder / "class.sqlite3", tokens


def looks(observer, stranger, round_id, thorough):
    """What a student who wants to know may try, and a stranger; once with every method."""
    found = []
    reads = ["/api/state", "/api/me", "/api/course-votes", "/api/claims/x", "/api/about?code=ABCDEF", "/api/console/state", "/api/screen/state", "/api/console/stream"]
    reads += ["/api/screen/stream", "/api/console/export.csv", "/api/openapi.json", "/", "/screen", "/console", "/api/console/maps/x", f"/api/votes/{round_id}"]
    for caller in (observer, stranger):
        for path in reads:
            found.append((path, caller.ask("GET", path)))
            for method in ("HEAD", "OPTIONS", "TRACE", "POST") if thorough else ():
                found.append((method, path, caller.ask(method, path)))
        found.append(caller.ask("GET", "/api/state", Range="bytes=0-10", Accept_Encoding="gzip, br"))
        found.append(caller.ask("GET", "/api/state", If_None_Match="*", If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT"))
        found.append(caller.ask("PUT", f"/api/votes/{round_id}", {"value": {"no": 1}, "n": 99}))
        found.append(caller.ask("PUT", "/api/votes/999", {"value": "a", "n": 1}))
        found.append(caller.ask("PUT", f"/api/votes/{round_id}", b"{"))
        for path in (f"/api/console/rounds/{round_id}/reveal", f"/api/console/rounds/{round_id}/reset", "/api/console/forget"):
            found.append(caller.ask("POST", path, {"confirm": 0}))
    return found


def held(begun, folder, which, secrets, kinds=tuple(KINDS), reveal=False):
    """Hold the class with the votes `which` (0 or 1); returns all that observer and stranger got."""
    file, tokens = begun
    folder.mkdir()
    shutil.copy(file, folder)
    room = Classroom(folder / "class.sqlite3")
    secrets.update([room.settings.console_key, room.settings.screen_key, room.settings.secret, *tokens])
    found = []
    with serving(create_app(room, limits=UNHURRIED), room) as port:
        observer, stranger, console = Caller(port, tokens[0]), Caller(port), Caller(port, room.settings.console_key)
        others = [Caller(port, token) for token in tokens[1:][: OTHERS - 3 * which]]
        listener = Listener(port, "/api/stream", tokens[0])
        listener.wait_for(b"event: state")
        for kind in kinds:
            more, same, votes = KINDS[kind]
            poll = console.do("POST", "/api/console/polls", {"id": f"q-{kind}", "kind": kind, "text": f"About {kind}?", **more})["id"]
            this = console.do("POST", "/api/console/rounds", {"poll": poll})["id"]
            sure = {"confidence": 50} if kind == "choice" else {}
            found.append(observer.ask("PUT", f"/api/votes/{this}", {"value": same, "n": 1, **sure}))
            assert found[-1][0] == 200
            for caller in others:
                sure = {"confidence": 90 * which} if kind == "choice" else {}
                caller.do("PUT", f"/api/votes/{this}", {"value": votes[which], "n": 1, **sure})
            found.append(looks(observer, stranger, this, kind == "choice"))
            console.do("POST", f"/api/console/rounds/{this}/close")
            state = console.do("GET", "/api/console/state")
            assert state["rounds"][-1]["votes"] == len(others) + 1, (kind, state["rounds"][-1])
            if kind in ("choice", "likert"):
                console.do("PUT", f"/api/console/rounds/{this}/hands", {"counts": {("a" if kind == "choice" else "1"): 7 * which}})
            console.do("POST", f"/api/console/rounds/{this}/look")
            state = console.do("GET", "/api/console/state")
            assert state["rounds"][-1]["result"]["voters"] == len(others) + 1 and bool(state["texts"]) == (kind == "text")
            if state["texts"]:
                console.do("PUT", f"/api/console/texts/{state['texts'][which]['id']}", {"shown": True})
            console.do("PUT", "/api/console/screen", {"show": "result"})
            others[0].do("DELETE", "/api/me")
            others[0] = Caller(port, observer.do("POST", "/api/join", {"code": room.settings.code, "token": tokens[1]})["token"])
            found.append(observer.ask("PUT", f"/api/votes/{this}", {"value": same, "n": 2, **({"confidence": 50} if kind == "choice" else {})}))
            found.append(looks(observer, stranger, this, kind == "choice"))
            secrets.update(["About", "long words"])
            if reveal:
                console.do("POST", f"/api/console/rounds/{this}/reveal")
                found.append(observer.ask("GET", "/api/state"))
            elif kind == "several":
                console.do("POST", f"/api/console/rounds/{this}/reset", {"confirm": console.do("GET", "/api/console/state")["rounds"][-1]["votes"]})
                found.append(looks(observer, stranger, this, kind == "choice"))
        console.do("PUT", "/api/console/now", {"round": None})
        listener.wait_for(b'"now":null', 20)
        events = re.sub(rb"date: [^\r]*\r\n", b"", listener.bytes)
        while not events.endswith(b'"now":null}\n\n\r\n'):
            listener.wait_for(listener.bytes[-1:])
            events = re.sub(rb"date: [^\r]*\r\n", b"", listener.bytes)
        listener.close()
    # What says “I am still here” comes by the clock.
    events = events.replace(b"3\r\n:\n\n\r\n", b"")
    return found, events


def test_no_byte_depends_on_a_vote_before_the_reveal(begun, tmp_path, caplog):
    # One that everything is tried on, one that is reset, one whose texts the console reads.
    check_bytes(begun, tmp_path, caplog, ("choice", "several", "text"))


@pytest.mark.slow
def test_no_byte_depends_on_a_vote_of_any_kind_before_the_reveal(begun, tmp_path, caplog):
    check_bytes(begun, tmp_path, caplog, tuple(KINDS))


def check_bytes(begun, tmp_path, caplog, kinds):
    secrets: set[str] = set()
    with caplog.at_level(logging.DEBUG):
        one, other = (held(begun, tmp_path / str(which), which, secrets, kinds) for which in (0, 1))
    for place, (left, right) in enumerate(zip(one[0], other[0], strict=True)):
        assert left == right, place
    assert one[1] == other[1]
    assert one[1].count(b"event: state") > 2 * len(kinds)
    said = "\n".join(record.getMessage() + str(record.args) for record in caplog.records)
    assert not [secret for secret in secrets if secret in said]


def test_the_comparison_would_see_a_result(begun, tmp_path):
    one, other = (held(begun, tmp_path / str(which), which, set(), ("likert",), reveal=True) for which in (0, 1))
    assert one[0] != other[0] and one[1] != other[1]


def test_each_key_opens_its_own_door_only(begun, tmp_path):
    file, tokens = begun
    shutil.copy(file, tmp_path)
    room = Classroom(tmp_path / "class.sqlite3")
    student, screen, console = tokens[0], room.settings.screen_key, room.settings.console_key
    with serving(create_app(room), room) as port:
        allowed = {
            ("GET", "/api/state"): {student}, ("GET", "/api/me"): {student}, ("GET", "/api/course-votes"): {student},
            ("GET", "/api/screen/state"): {screen, console},
            ("GET", "/api/console/state"): {console}, ("GET", "/api/console/export.csv"): {console}, ("PUT", "/api/console/now"): {console},
            ("PUT", "/api/console/settings"): {console}, ("GET", "/api/openapi.json"): {console},
        }  # fmt: skip
        for (method, path), keys in allowed.items():
            body = {"round": None} if path.endswith("now") else {} if method == "PUT" else None
            for key in (student, screen, console, None, console[:-1], console + "x", console.lower(), f"{screen} {console}", "\u00e9", "x" * 5000):
                try:
                    status, headers, answer = Caller(port, key).ask(method, path, body)
                except UnicodeEncodeError:
                    continue
                assert (status < 300) == (key in keys), (method, path, key)
                if key not in keys:
                    assert status in (401, 429) and ("cache-control", "no-store") in headers
                    assert b'"error"' in answer and screen.encode() not in answer and console.encode() not in answer
            # No key is taken from anywhere but its header.
            for elsewhere in (f"{path}?key={console}&token={student}&access_token={console}",):
                assert Caller(port).ask(method, elsewhere, body, Cookie=f"key={console}; token={student}")[0] in (401, 429)
