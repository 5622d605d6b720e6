"""Who is in the class: phones, and the instructor with the console's key and the screen."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import Any

from class_load.http_line import Line, LineDown, Stream, request_bytes

OPTIONS = ("for", "against", "undecided")
QUESTION = {
    "kind": "choice",
    "text": "Should the motion stand?",
    "confidence": True,
    "options": [
        {"id": "for", "text": "For the motion"},
        {"id": "against", "text": "Against the motion"},
        {"id": "undecided", "text": "Undecided", "asks_confidence": False},
    ],
}


class Latest:
    """The latest state on one stream; `when(test)` waits for one that passes and gives the instant at which it came."""

    parsed: tuple[bytes, Any] = (b"", None)

    def __init__(self) -> None:
        self.state: Any = None
        self.wanted: tuple[Any, asyncio.Future] | None = None

    def told(self, data: bytes) -> None:
        now = time.perf_counter()
        if data != Latest.parsed[0]:  # mostly the same bytes for all
            Latest.parsed = (data, json.loads(data))
        self.state = Latest.parsed[1]
        if self.wanted and not self.wanted[1].done() and self.wanted[0](self.state):
            self.wanted[1].set_result(now)

    def when(self, test: Any) -> asyncio.Future:
        found = asyncio.get_running_loop().create_future()
        self.wanted = (test, found)
        if self.state is not None and test(self.state):
            found.set_result(time.perf_counter())
        return found


class Person:
    """One phone: a line for requests, a stream, and what the server has acknowledged."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.line = Line(plan["host"], plan["port"])
        self.latest = Latest()
        self.stream = Stream(plan["host"], plan["port"], self.latest.told)
        self.token = ""
        self.acknowledged: dict[str, Any] = {"n": 0}
        self.resent = 0

    async def join(self) -> None:
        await self.line.ask(request_bytes("GET", f"/j/{self.plan['code']}"))
        await self.line.ask(request_bytes("GET", f"/api/about?code={self.plan['code']}"))
        status, joined = await self.line.tell("POST", "/api/join", "", {"code": self.plan["code"]})
        assert status == 201, (status, joined)
        self.token = joined["token"]

    async def listen(self) -> None:
        status = await self.stream.open("/api/stream", self.token)
        assert status == 200, f"the stream answered {status}"

    async def vote(self, round_id: int, value: str, n: int) -> dict[str, Any]:
        """What stands, once the server has said so; the same vote again, with the same number, until then."""
        sent = {"value": value, "confidence": None if value == "undecided" else random.randrange(101), "n": n}
        while True:
            try:
                status, answer = await self.line.tell("PUT", f"/api/votes/{round_id}", self.token, sent)
            except OSError:
                self.resent += 1
                await self.come_back(round_id, sent)
                continue
            if status in (429, 503):
                self.resent += 1
                await asyncio.sleep(0.05 + random.random() / 5)
                continue
            assert status == 200, (status, answer)
            assert answer == sent, f"{sent} was sent, {answer} acknowledged"
            self.acknowledged = sent
            return sent

    async def come_back(self, round_id: int, sent: dict[str, Any]) -> None:
        """Wait for the server. What stands then is the last vote it acknowledged, or the one that was under way."""
        while True:
            try:
                stands = await self.stands(round_id)
                break
            except OSError:
                await asyncio.sleep(0.02 + random.random() / 20)
        if stands not in (self.acknowledged, sent) and not (self.acknowledged["n"] == 0 and stands["n"] == 0):
            self.plan["faults"].append({"acknowledged": self.acknowledged, "sent": sent, "stands": stands})

    async def stands(self, round_id: int) -> dict[str, Any]:
        while True:
            status, me = await self.line.tell("GET", "/api/me", self.token)
            if status not in (429, 503):
                break
            await asyncio.sleep(0.05 + random.random() / 5)
        assert status == 200, (status, me)
        found = me["votes"].get(str(round_id), {"n": 0})
        return {name: found[name] for name in ("value", "confidence", "n") if name in found}


class Teacher:
    """The console's key, and the screen's stream."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.line = Line(plan["host"], plan["port"])
        self.screen = Latest()
        self.stream = Stream(plan["host"], plan["port"], self.screen.told)

    async def tell(self, method: str, path: str, body: Any = None) -> Any:
        for _ in range(3):
            try:
                status, answer = await self.line.tell(method, f"/api/console/{path}", self.plan["console_key"], body)
            except LineDown:  # an idle line that the server closed just now
                continue
            assert status < 300, (method, path, status, answer)
            return answer
        raise LineDown("the console's line broke three times")

    async def open_round(self) -> int:
        poll = (await self.tell("POST", "polls", QUESTION))["id"]
        opened = await self.tell("POST", "rounds", {"poll": poll})
        if not isinstance(opened, dict) or "id" not in opened:
            opened = (await self.tell("GET", "state"))["now"]
        return opened.get("id", opened.get("round"))

    async def watch(self) -> None:
        assert await self.stream.open("/api/screen/stream", self.plan["screen_key"]) == 200


def keep_listening(person: Person) -> None:
    """A stream that ended is opened again, as a phone does."""

    async def again() -> None:
        while True:
            await asyncio.sleep(0.1 + random.random() / 5)
            try:
                await person.listen()
                return
            except (OSError, AssertionError):
                continue

    tasks: set[asyncio.Task] = set()

    def lost() -> None:
        if person.stream.headed:
            tasks.add(asyncio.ensure_future(again()))

    person.stream.lost = lost


def hang_up(people: list[Person], teacher: Teacher) -> None:
    for each in (*people, teacher):
        each.stream.hang_up()
        each.line.hang_up()
