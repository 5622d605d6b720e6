"""What the guard lets through, what it refuses and with which sentence; and the same on a real line."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from guarded import Clock, ask, echo

from debatekit.classroom.web import bounded_http
from debatekit.classroom.web.bounded_http import BoundedProtocol
from debatekit.classroom.web.guard import Guard, Limits, caller
from debatekit.classroom.web.rate import Rate


def sentence(answer) -> str:
    return json.loads(answer[2])["error"]


# Sizes and patience


def test_a_body_of_the_right_size_arrives_whole():
    assert ask(Guard(echo), method="PUT", parts=[b"x" * 10_000, b"y" * 6_384])[2] == b"16384"


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(declared):
    parts = [b"x" * 16_000, b"x" * 385]
    answer = ask(Guard(echo), method="PUT", parts=parts, headers={"content-length": "16385"} if declared else {})
    assert answer[0] == 413 and "16 kB" in sentence(answer) and answer[1]["connection"] == "close"


@pytest.mark.parametrize("length, status", [("-1", 400), ("ten", 400), ("9" * 5000, 413), ("", 400)])
def test_a_length_that_is_none_is_refused(length, status):
    assert ask(Guard(echo), method="PUT", headers={"content-length": length})[0] == status


def test_a_body_that_trickles_in_is_not_waited_for():
    answer = ask(Guard(echo, limits=Limits(body_seconds=0.05)), method="PUT", parts=[b"x"] * 20, pause=0.02)
    assert answer[0] == 408 and "Send it again" in sentence(answer)


def test_long_addresses_and_heads_are_refused():
    assert ask(Guard(echo), "/" + "x" * 2048)[0] == 414
    assert ask(Guard(echo), headers={"cookie": "x" * 17_000})[0] == 431


# What every answer says about itself


def test_every_answer_is_strict_and_kept_nowhere():
    for answer in (ask(Guard(echo)), ask(Guard(echo), method="OPTIONS"), ask(Guard(echo), "/=404"), ask(Guard(echo), headers={"host": "elsewhere.example"})):
        headers = answer[1]
        assert "default-src 'none'" in headers["content-security-policy"] and "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin" and headers["cache-control"] == "no-store"
        assert "server" not in headers and "camera=()" in headers["permissions-policy"]


def test_a_fault_of_ours_is_a_sentence_too():
    async def broken(scope, receive, send):
        raise ZeroDivisionError("a vote stands here")

    sent = []

    async def send(message):
        sent.append(message)

    with pytest.raises(ZeroDivisionError):
        asyncio.run(Guard(broken)({"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}, None, send))
    assert sent[0]["status"] == 500 and dict(sent[0]["headers"])[b"cache-control"] == b"no-store"
    assert b"a vote" not in sent[1]["body"] and b"try again" in sent[1]["body"]


def test_files_with_a_version_are_kept_for_good_and_missing_ones_are_not():
    assert "immutable" in ask(Guard(echo), "/static/1a2b/phone.mjs")[1]["cache-control"]
    assert "immutable" in ask(Guard(echo, prefix="/services/class/"), "/services/class/static/1a2b/phone.mjs")[1]["cache-control"]
    assert ask(Guard(echo), "/static/phone=404")[1]["cache-control"] == "no-store"


# Who asks


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST", "localhost.", "poll.example.org"])
def test_on_this_computer_its_own_names_are_known(host):
    assert ask(Guard(echo, hosts=["poll.example.org"]), headers={"host": host})[0] == 200


@pytest.mark.parametrize("host", ["evil.example:8765", "localhost.evil.example", "127.0.0.1.nip.io", "", "localhost:1, evil.example", "127.0.0.1:80:90", "localhost@evil.example"])
def test_another_name_is_a_page_that_borrowed_our_address(host):
    answer = ask(Guard(echo), headers={"host": host})
    assert answer[0] == 421 and "--address" in sentence(answer)
    assert ask(Guard(echo, any_host=True), headers={"host": host})[0] == 200


@pytest.mark.parametrize(
    "headers, status",
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "http://localhost:8765"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://localhost:8765"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://localhost.evil.example"}, 403),
        ({"origin": "https://poll.example.org", "host": "10.0.0.3:8765"}, 200),
    ],
)
def test_a_page_of_another_site_changes_nothing(headers, status):
    guard = Guard(echo, hosts=["poll.example.org"], any_host=True)
    assert ask(guard, "/api/votes/1", "PUT", headers)[0] == status
    assert ask(guard, "/api/votes/1", "GET", headers)[0] == 200


def test_a_web_socket_is_closed():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(echo)({"type": "websocket", "path": "/"}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


# How often


def test_one_person_votes_thirty_times_in_ten_seconds_and_no_more():
    clock = Clock()
    guard = Guard(echo, clock=clock)

    def vote(token):
        return ask(guard, "/api/votes/1", "PUT", {"authorization": f"Bearer {token}"})

    assert {vote("A")[0] for _ in range(30)} == {200}
    answer = vote("A")
    assert answer[0] == 429 and answer[1]["retry-after"] == "1" and "Wait a moment" in sentence(answer)
    assert vote("B")[0] == 200
    clock.now += 0.5
    assert [vote("A")[0] for _ in range(2)] == [200, 429]
    clock.now += 10
    assert {vote("A")[0] for _ in range(30)} == {200}


def test_a_hall_behind_one_address_joins_and_votes_at_once():
    guard = Guard(echo, clock=Clock())
    assert {ask(guard, "/api/join=201", "POST")[0] for _ in range(1500)} == {201}
    # Each of them has looked at the notice before.
    assert {ask(guard, "/api/about")[0] for _ in range(6000)} == {200} and ask(guard, "/api/about")[0] == 429
    assert ask(guard, "/api/about", client="203.0.113.8")[0] == 200
    assert {ask(guard, "/api/votes/1", "PUT", {"authorization": f"Bearer {n}"})[0] for n in range(1000)} == {200}


@pytest.mark.parametrize("path", ["/api/about", "/api/join", "/api/console/state", "/api/screen/state"])
def test_wrong_codes_and_keys_are_counted_and_a_right_one_still_passes(path):
    no = 404 if path in ("/api/about", "/api/join") else 401
    clock, wrong = Clock(), [no]

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": wrong[0], "headers": []})
        await send({"type": "http.response.body", "body": b"no"})

    guard = Guard(app, clock=clock)
    method = "POST" if path.endswith("join") else "GET"
    assert [ask(guard, path, method)[0] for _ in range(21)] == [no] * 20 + [429]
    assert ask(guard, path, method, client="198.51.100.1")[0] == no
    wrong[0] = 200
    assert ask(guard, path, method)[2] == b"no"
    wrong[0] = no
    clock.now += 60
    assert ask(guard, path, method)[0] == no


def test_what_is_missing_in_the_console_is_no_guess():
    guard = Guard(echo, clock=Clock())
    assert {ask(guard, "/api/console/=404")[0] for _ in range(50)} == {404}


def test_one_person_holds_a_bounded_number_of_streams():
    async def endless(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(60)

    guard = Guard(endless, limits=Limits(streams=2))

    async def scene():
        answers = []

        async def send(message):
            if message["type"] == "http.response.start":
                answers.append(message["status"])

        scope = {"type": "http", "method": "GET", "path": "/api/stream", "headers": [(b"host", b"localhost"), (b"authorization", b"Bearer A")], "client": ("127.0.0.1", 1)}
        tasks = [asyncio.create_task(guard(scope, None, send)) for _ in range(3)]
        await asyncio.sleep(0.01)
        first = list(answers)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return first

    assert asyncio.run(scene()) == [200, 200, 429]
    assert not guard.streams


def test_rates_forget_what_is_long_past_and_stay_within_bounds():
    clock = Clock()
    rate = Rate(2, 10, clock=clock, most_keys=100)
    for key in range(1000):
        rate.wait(key)
    assert len(rate) <= 100
    clock.now += 11
    for key in range(60):
        rate.wait(-key)
    assert len(rate) <= 60
    assert rate.wait("x") == rate.wait("x") == 0 and rate.wait("x") == pytest.approx(5)


def test_addresses_are_told_apart_by_network():
    def of(host):
        return caller({"client": (host, 1)})

    assert of("2001:db8:1:2:aaaa::1") == of("2001:db8:1:2:bbbb::2") != of("2001:db8:1:3::1")
    assert of("::ffff:203.0.113.9") == of("203.0.113.9") and caller({}) == ""


# A real line


@contextmanager
def serving(app):
    server = uvicorn.Server(uvicorn.Config(app, http=BoundedProtocol, ws="none", lifespan="off", log_config=None, access_log=False, server_header=False, timeout_keep_alive=1))
    line = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield line.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


def spoken(port, data, more=b"", patience=3.0):
    """All that comes back for `data` and then `more`, up to the end of the line."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        line.sendall(data)
        try:
            while more:
                line.sendall(more)
        except OSError:
            pass
        found = b""
        try:
            while part := line.recv(65536):
                found += part
        except ConnectionResetError:
            pass
        return found


def test_a_head_without_end_is_cut_off():
    with serving(Guard(echo)) as port:
        assert b" 431 " in spoken(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 40_000)
        spoken(port, b"GET / HTTP/1.1\r\nX: ", more=b"x" * 60_000)
        assert b" 400 " in spoken(port, b"\x16\x03\x01 not a request\r\n\r\n")
        assert b" 200 " in spoken(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert b" 200 " in spoken(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n")


def test_a_head_that_trickles_in_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(bounded_http, "HEAD_SECONDS", 0.3)
    with serving(Guard(echo)) as port:
        for begun in (b"", b"\r\n", b"GET / HT"):
            started = time.monotonic()
            assert spoken(port, begun) == b""
            assert time.monotonic() - started < 2
        # After an answer, too.
        with socket.create_connection(("127.0.0.1", port), timeout=3) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = b""
            while not answer.endswith(b"\r\n\r\n0"):
                answer += line.recv(65536)
            line.sendall(b"GET /")
            assert line.recv(65536) == b""


def test_a_body_that_is_too_large_ends_the_line():
    with serving(Guard(echo)) as port:
        head = b"PUT /api/votes/1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
        assert b" 413 " in spoken(port, head + chunk * 5)
