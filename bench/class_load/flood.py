"""As many votes as go through, at one server after the other."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from class_load.http_line import Line, request_bytes
from class_load.people import OPTIONS, Teacher


async def flood_scene(plan: dict[str, Any]) -> dict[str, Any]:
    """Votes a second at each of `targets`, taking turns `pairs` times: `connections` lines, each sending its next vote when the last is acknowledged."""
    runs = [await prepared(target, plan["people"]) for target in plan["targets"]]
    rates: list[list[float]] = []
    for number in range(plan["pairs"] + 1):
        rates.append([])
        for (round_id, tokens), target in zip(runs, plan["targets"], strict=True):
            requests = [
                request_bytes("PUT", f"/api/votes/{round_id}", token, {"value": OPTIONS[(number + i) % 2], "confidence": i % 101, "n": number + 1})
                for i, token in enumerate(tokens)
            ]
            rates[-1].append(await flood(target, requests, plan["connections"]))
    return {"rates": rates[1:]}  # the first pair warms both up


async def prepared(target: dict[str, Any], count: int) -> tuple[int, list[str]]:
    """The round to vote in and a token a voter: real ones where there is a class, others where there is only an empty endpoint."""
    if "code" not in target:
        return 1, [f"{number:016d}" for number in range(count)]
    line = Line(target["host"], target["port"])
    tokens: list[str] = []
    while len(tokens) < count:
        status, answer = await line.tell("POST", "/api/join", "", {"code": target["code"]})
        if status == 429:  # more in a second than a lecture hall
            await asyncio.sleep(0.5)
            continue
        assert status == 201, (status, answer)
        tokens.append(answer["token"])
    return await Teacher(target).open_round(), tokens


async def flood(target: dict[str, Any], requests: list[bytes], connections: int) -> float:
    waiting = iter(requests)

    async def one_line(line: Line) -> None:
        for request in waiting:
            status, answer = await line.ask(request)
            assert status == 200, (status, answer)

    lines = [Line(target["host"], target["port"]) for _ in range(connections)]
    start = time.perf_counter()
    await asyncio.gather(*(one_line(line) for line in lines))
    seconds = time.perf_counter() - start
    for line in lines:
        line.hang_up()
    return len(requests) / seconds
