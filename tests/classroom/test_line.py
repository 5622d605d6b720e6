"""The notebook's line to the class: whatever is at its far end, there is one sentence, soon, and no token where it does not belong."""

import json
import socket
import ssl
import subprocess
import time

import pytest
from far_side import NOTICE, TOKEN, FarSide

from debatekit.attending import enrolment, invitation
from debatekit.attending.line import Line, LineDown, Refused
from debatekit.attending.link import link_of
from debatekit.attending.news import claims_of, class_of, entries_of
from debatekit.errors import BadAnswer, ClassError


@pytest.fixture
def far():
    sides = []

    def start(answer):
        sides.append(FarSide(answer))
        return sides[-1]

    yield start
    for side in sides:
        side.stop()


def raw(text):
    def write(handler):
        handler.wfile.write(text)

    return lambda _asked: write


def drip(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    try:
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass  # they have hung up, as they should


def slow_head(handler):
    try:
        for sign in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200:
            handler.wfile.write(bytes([sign]))
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        raw(OK + b"<!doctype html><p>Welcome to this hotel"),
        raw(OK + b"[1, 2]"),
        raw(OK + b'{"votes": NaN}'),
        raw(OK + b"[" * 100_000),
        raw(OK + b'{"a": ' + b"9" * 10_000 + b"}"),
        raw(OK + b'"' + b"x" * 3_000_000),
        raw(b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n<h1>404</h1>"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n{}"),
        raw(b""),
        lambda _: drip,
        lambda _: slow_head,
        lambda _: (503, {"error": "full"}),
        lambda _: (429, {"error": "later"}),
    ],
    ids=["html", "list", "nan", "deep", "long number", "huge", "404 of another", "cut off", "ssh", "many headers", "nothing", "drip", "slow head", "busy", "too many"],
)
def test_whatever_comes_is_one_sentence_and_soon(far, answer):
    side, began = far(answer), time.monotonic()
    with pytest.raises(LineDown) as caught:
        Line(side.address, TOKEN, seconds=0.5).get("api", "course-votes")
    assert time.monotonic() - began < 3
    said = str(caught.value)
    assert said.endswith(".") and "\n" not in said and len(said) < 250 and TOKEN not in said


def test_no_redirect_is_followed_with_a_token(far):
    elsewhere = far(lambda _: (200, {}))
    here = far(raw(f"HTTP/1.1 307 Go\r\nLocation: {elsewhere.address}/api/course-votes\r\nContent-Length: 0\r\n\r\n".encode()))
    with pytest.raises(LineDown, match="on to another address, which is not followed"):
        Line(here.address, TOKEN).put("api", "course-votes", "a", "b", body={"value": 1})
    assert elsewhere.all == []


def test_a_no_of_the_class_is_told_in_its_own_words_but_bounded(far):
    side = far(lambda _: (409, {"error": "Closed \u202e\n now. " + "x" * 5000}))
    with pytest.raises(Refused) as caught:
        Line(side.address, TOKEN).get("api", "state")
    said = str(caught.value)
    assert caught.value.status == 409 and said.startswith("Closed now. xxx") and len(said) == 300


def test_nobody_there(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(LineDown, match="does not answer. That address means this computer itself"):
        Line(f"http://127.0.0.1:{port}", seconds=1).get("api", "about")
    with pytest.raises(LineDown, match="does not answer. Check that you are in the same network"):
        Line(f"http://127.0.0.1:{port}", TOKEN, seconds=1).get("api", "state")
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: (_ for _ in ()).throw(socket.gaierror(-2, "x")))
    with pytest.raises(LineDown, match="No computer called nowhere.example is found"):
        Line("http://nowhere.example").get("api", "state")


def test_a_proxy_is_not_asked_for_this_computer_or_this_room(far, monkeypatch):
    side = far(lambda _: (200, {"fine": True}))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert Line(side.address).get("api", "state") == {"fine": True}


def test_a_proxy_is_asked_for_the_world(far, monkeypatch):
    side = far(lambda _: (200, {"fine": True}))
    monkeypatch.setenv("http_proxy", side.address)
    monkeypatch.delenv("no_proxy", raising=False)
    assert Line("http://class.example").get("api", "state") == {"fine": True}
    assert side.all[0].path == "http://class.example/api/state"


def test_a_certificate_that_proves_nothing_gets_nothing(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1", "-subj", "/CN=class.example"]
    subprocess.run(command, check=True, capture_output=True)
    side = FarSide(lambda _: (200, {}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    side._server.socket = context.wrap_socket(side._server.socket, server_side=True, do_handshake_on_connect=False)
    try:
        with pytest.raises(LineDown, match="its certificate is not valid"):
            Line(f"https://127.0.0.1:{side.port}", TOKEN, seconds=2).get("api", "state")
        assert side.all == []
    finally:
        side.stop()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://host:8765/j/ABCDEF", "http://host:8765"),
        (" host:8765/j/abcdef/ ", "http://host:8765"),
        ("host:8765/j/ABC DEF", "http://host:8765"),
        ("https://hub.example/services/class/j/ABCDEF?x=1#y", "https://hub.example/services/class"),
        ("http://[::1]:3/j/ABC234", "http://[::1]:3"),
    ],
)
def test_a_link_in_any_spelling(typed, address):
    assert link_of(typed).address == address and len(link_of(typed).code) == 6


NO_LINKS = [
    ("", "That is no link"),
    (None, "That is no link"),
    (7, "That is no link"),
    ("abcdef", "The code alone does not say where the class is"),
    ("ABCD-EFGH-JKLM-NPQR", "looks like the way back of a phone"),
    ("http://host/", "does not say which class"),
    ("host:8765/j/", "does not say which class"),
    ("http://localhost:8888/lab", "does not say which class"),
    ("http://host/j/ABC", "“ABC”, has 3 characters; it must have 6"),
    ("http://host/j/A?x", "“A”, has 1 character; it must have 6"),
    ("https://meet.example/j/98765432101", "has 11 characters"),
    ("http://host/j/ABC1O0", "never I or O"),
    ("ftp://host/j/ABCDEF", "begins with http:// or https://"),
    ("http:/host/j/ABCDEF", "begins with http:// or https://"),
    ("http//host/j/ABCDEF", "begins with http:// or https://"),
    ("file:///j/ABCDEF", "begins with http:// or https://"),
    ("http:///j/ABCDEF", "begins with http:// or https://"),
    ("http://me:pw@host/j/ABCDEF", "begins with http:// or https://"),
    ("http://host:99999/j/ABCDEF", "begins with http:// or https://"),
    ("javascript:alert(1)/j/ABCDEF", "begins with http:// or https://"),
    ("http://ho st/j/ABCDEF", "signs that no address has"),
    ("http://h\r\nX: y/j/ABCDEF", "begins with http:// or https://"),
    ("http://host:8765/console#key=secret", "private link of the teacher's own pages; take it out"),
    ("http://host:8765/screen", "private link of the teacher's own pages; take it out"),
]


@pytest.mark.parametrize(("typed", "said"), NO_LINKS)
def test_what_is_no_link_says_what_is_wrong_with_it_and_what_to_do(typed, said):
    with pytest.raises(BadAnswer) as caught:
        link_of(typed)
    words = str(caught.value)
    assert said in words and ("for example dk.join" in words or "Look at the screen" in words)
    assert "secret" not in words and len(words) < 250


BAD_CLASSES = [{}, {"class": {"title": "x"}}, {"class": {"title": 7}, "notice": []}, {"class": [], "notice": []}, {"class": {"title": " \u200b"}, "notice": []}]


@pytest.mark.parametrize("answer", BAD_CLASSES)
def test_what_is_no_class_is_said(answer):
    with pytest.raises(ClassError, match="not a debatekit class"):
        class_of(answer)


def test_a_class_is_held_to_sizes():
    found = class_of({"class": {"title": "T" * 9999, "mode": "evil", "erase_days": True}, "notice": ["a" * 9999] * 999 + [7]})
    assert len(found["title"]) == 300 and found["mode"] == "open" and found["erase_days"] is None and len(found["notice"]) == 20


def test_news_are_held_to_shapes():
    entry = {"state": "revealed", "n": 2, "value": "x", "result": {"voters": 9}, "comparison": "no", "texts": ["a", 7, "b" * 9999]}
    found = entries_of({"a/b": entry, "c/d": {"state": "weird"}, "e/f": 7, "g/h": {"state": "open", "n": 10**20, "result": {"voters": 9}}})
    assert found == {
        "a/b": {"round": 0, "state": "revealed", "voted": True, "n": 2, "result": {"voters": 9}, "comparison": None, "texts": ["a"]},
        "g/h": {"round": 0, "state": "open", "voted": False, "n": 0, "result": None, "comparison": None, "texts": []},
    }
    assert entries_of({"a/b": {**entry, "result": {"x": "y" * 300_000}}})["a/b"]["result"] is None
    votes = {"a": {"mean": 0.5, "count": 6}, "b": {"mean": 2, "count": 6}, "c": {"mean": 0.5, "count": True}, "d": 7, "e": {"mean": float("inf"), "count": 5}}
    assert claims_of({"votes": votes}) == {"a": (0.5, 6)} and claims_of({"votes": []}) == claims_of({}) == {}


def test_a_hub_is_asked_with_its_own_token_and_nobody_else(far, tmp_path):
    from debatekit.journal.membership import Memberships
    from debatekit.journal.store import Journal

    journal = Journal(tmp_path / "j.sqlite3")
    assert enrolment.join_by_hub(journal, "c", {}) is None and enrolment.join_by_hub(journal, "c", {invitation.CLASS: "http://h"}) is None
    side = far(lambda _: (201, {"token": TOKEN, "code": "ABCDEF", **NOTICE}))
    one, about = enrolment.join_by_hub(journal, "c", {invitation.CLASS: f"{side.address}/services/class/", invitation.HUB_TOKEN: "hub-token"})
    assert [(asked.method, asked.path, asked.token) for asked in side.all] == [("POST", "/services/class/api/join/hub", "hub-token")]
    assert about["title"] == one.title == "Room 4" and Memberships(journal).current("c") == one and one.code == "ABCDEF"
    assert "hub-token" not in json.dumps(journal.export())


@pytest.mark.parametrize("token", ["short", 7, None, "ABCDEFGHJKLMNPQ\n", "ABCDEFGHJKLMNPQR" * 9])
def test_a_token_that_is_none_is_not_kept(far, tmp_path, token):
    from debatekit.journal.membership import Memberships
    from debatekit.journal.store import Journal

    journal = Journal(tmp_path / "j.sqlite3")
    side = far(lambda _: (201, {"token": token, **NOTICE}))
    with pytest.raises(ClassError, match="not a debatekit class"):
        enrolment.join(journal, "c", link_of(side.link))
    assert Memberships(journal).all() == []
