"""Whatever is sent to the class server, by whomever: never a fault of ours, always what its own schema says, and a refusal is one sentence."""

from __future__ import annotations

import json
import time

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from live_class import Caller, serving
from schemathesis.checks import CHECKS, load_all_checks

from debatekit.classroom import roster, rounds
from debatekit.classroom.web.app import create_app
from debatekit.classroom.web.guard import Limits
from debatekit.classroom.identity import new_letters
from debatekit.classroom.service import Classroom

UNHURRIED = Limits(changes=(10**6, 1), reads=(10**6, 1), console=(10**6, 1), joins=(10**6, 1), wrong=(10**6, 1))
NAMES = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance", "response_headers_conformance")
load_all_checks()
CONFORM = list(CHECKS.get_by_names(NAMES))
# Whoever asks for these must be somebody else afterwards; so they come last.
ERASING = ("/api/me", "/api/console/forget")
KINDS = [
    {"kind": "choice", "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}], "confidence": True},
    {"kind": "several", "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]},
    {"kind": "ranking", "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]},
    {"kind": "points", "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]},
    {"kind": "slider", "low": 0, "high": 10},
    {"kind": "text"},
]


class Place:
    """A class that is being held, and how to ask it."""

    def __init__(self, room, port, course):
        self.room, self.base, self.course = room, f"http://127.0.0.1:{port}", course
        self.line = requests.Session()
        self.student = self.joined()
        self.schema = schemathesis.openapi.from_dict(Caller(port, room.settings.console_key).do("GET", "/api/openapi.json"))
        self.operations = sorted((each.ok() for each in self.schema.get_all_operations()), key=lambda each: each.path in ERASING)

    @property
    def keys(self):
        """The keys as they are: one of the addresses makes new ones."""
        its = self.room.settings
        return {"screen": its.screen_key, "console": its.console_key, "student": self.student}

    def joined(self):
        """A token, also after the console has been told nonsense."""
        headers = {"Authorization": f"Bearer {self.room.settings.console_key}"}
        answer = requests.put(f"{self.base}/api/console/settings", json={"mode": "open", "door": "open"}, headers=headers, timeout=10)
        assert answer.status_code == 200, answer.text
        answer = requests.post(f"{self.base}/api/join", json={"code": self.room.settings.code, "token": new_letters(16)}, timeout=10)
        return answer.json()["token"]

    def key_for(self, path):
        return self.keys["console" if path.startswith("/api/console") else "screen" if path.startswith("/api/screen") else "student"]

    def known(self, name):
        """Values that lead somewhere, for a part of an address."""
        board = self.room.board
        return {
            "round_id": [*board.rounds, 0, 2**31 - 1],
            "poll": [each.question.id for each in self.room.catalogue],
            "round_name": ["before", "after", "first", "again-2", "again-99"],
            "argument": ["lamear-2021", "knights-2020"],
        }.get(name, [])


@pytest.fixture(scope="module")
def place(tmp_path_factory, request):
    course = request.config.rootpath
    room = Classroom(tmp_path_factory.mktemp("fuzz") / "class.sqlite3", course)
    room.change(roster.add, room.identity, ["Ana"])
    for number, kind in enumerate(KINDS):
        poll = room.change(room.catalogue.add, {"id": f"poll-{number}", "text": "Well?", **kind})
        room.change(lambda db: room.catalogue.refresh(db))
        room.change(rounds.open_poll, room.catalogue.find(poll), None, None, time.time())
    with serving(create_app(room, limits=UNHURRIED), room) as port:
        yield Place(room, port, course)


def examples(slow):
    return settings(
        max_examples=20 if slow else 3, deadline=None, database=None, derandomize=not slow, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def is_sentence(answer):
    assert answer.headers["content-type"].startswith("application/json"), answer.headers
    said = answer.json()["error"]
    assert isinstance(said, str) and 10 < len(said) < 600 and "\n" not in said and said.strip().endswith((".", "?", "!")), said
    for trace in ("Traceback", "sqlalchemy", "pydantic", "NoneType", ".py", "<class"):
        assert trace not in said


def sent(place, case, key):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    headers.update(case.headers or {})
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    return case.call(base_url=place.base, session=place.line, headers=headers, timeout=20)


def fuzz(place, operation, mode, slow):
    @examples(slow)
    @given(st.data())
    def run(data):
        case = data.draw(operation.as_strategy(generation_mode=mode))
        for name in case.path_parameters or {}:
            known = place.known(name)
            if known and data.draw(st.booleans()):
                # The class grows while this runs; what is drawn must not.
                case.path_parameters[name] = known[data.draw(st.integers(0, 999)) % len(known)]
        if isinstance(case.body, dict) and "code" in case.body and data.draw(st.booleans()):
            case.body["code"] = place.room.settings.code
        note(f"{case.method} {case.formatted_path} {case.body!r:.300}")
        answer = sent(place, case, place.key_for(operation.path))
        note(f"{answer.status_code} {answer.content[:300]!r}")
        case.validate_response(answer, checks=CONFORM)
        if answer.status_code >= 400:
            is_sentence(requests_answer(answer))

    run()


def requests_answer(answer):
    class Plain:
        headers = {name.lower(): value[0] for name, value in answer.headers.items()}

        @staticmethod
        def json():
            return json.loads(answer.content)

    return Plain


def chosen(place, who):
    found = [each for each in place.operations if not each.path.endswith("/stream") and place.key_for(each.path) == place.keys[who]]
    assert found
    return found


def check_all(place, who, slow):
    for operation in chosen(place, who):
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
            if mode is schemathesis.GenerationMode.NEGATIVE and not (operation.body or operation.path_parameters or operation.query):
                continue
            if operation.path in ERASING or who == "console":
                place.student = place.joined()
            fuzz(place, operation, mode, slow)


@pytest.mark.parametrize("who", ["student", "screen", "console"])
def test_nothing_that_is_sent_breaks_the_server(place, who):
    check_all(place, who, slow=False)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["student", "screen", "console"])
def test_nothing_that_is_sent_breaks_the_server_at_length(place, who):
    check_all(place, who, slow=True)


def test_every_address_that_needs_a_key_refuses_every_other(place):
    needs = [each for each in place.operations if each.definition.raw.get("security")]
    assert len(needs) > 20
    for operation in needs:
        others = {key for key in place.keys.values() if key != place.key_for(operation.path)} | {None, "x", new_letters(16)}
        if operation.path.startswith("/api/screen"):
            others.discard(place.keys["console"])
        for key in sorted(others, key=str):
            path = operation.path
            for name in ("round_id", "poll", "round_name", "argument", "text_id", "lesson"):
                path = path.replace(f"{{{name}}}", "1")
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            answer = requests.request(operation.method, place.base + path, headers=headers, json={}, timeout=10)
            assert answer.status_code in (401, 422), (operation.label, key, answer.status_code)
            is_sentence(answer)


BODIES = [
    b"", b"{", b"null", b"[" * 5000, b"9" * 16_000, b"\xff\xfe", b'{"value": 1e999, "n": 1}', b'{"value": NaN, "n": 1}',
    b'{"value": "\\ud800", "n": 1}', b'{"n": 1, "n": 2, "value": "a"}',
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:12].decode("latin-1"))
def test_bodies_that_are_none(place, body):
    student = place.joined()
    for path in ("/api/votes/1", "/api/name", "/api/progress", "/api/tickets/1", "/api/course-votes/withdraw/before"):
        for kind in ("application/json", "text/plain", "multipart/form-data"):
            headers = {"Authorization": f"Bearer {student}", "Content-Type": kind}
            answer = requests.put(place.base + path, data=body, headers=headers, timeout=10)
            assert answer.status_code in (200, 400, 404, 409, 422), (path, answer.status_code, answer.content)
            if answer.status_code >= 400:
                is_sentence(answer)


@pytest.mark.parametrize("title", ["\u0000", "a\u202eb", "<script>alert(1)</script>", "\ud800", "é" * 60, "‮", "{{7*7}}", "' OR 1=1 --", "\r\nSet-Cookie: a=b"])
def test_texts_of_every_sort_are_kept_plain_or_refused(place, title):
    headers = {"Authorization": f"Bearer {place.keys['console']}"}
    body = json.dumps({"title": title}).encode()
    answer = requests.put(f"{place.base}/api/console/settings", data=body, headers={**headers, "Content-Type": "application/json"}, timeout=10)
    assert answer.status_code in (200, 403, 422)
    state = requests.get(f"{place.base}/api/console/state", headers=headers, timeout=10)
    assert state.status_code == 200
    assert not set(state.json()["class"]["title"]) & set("\n\r\u0000\u202e\ud800")
