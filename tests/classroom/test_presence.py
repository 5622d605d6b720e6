"""Who counts as here: a page that is open, and a notebook that has asked a moment ago, each person once."""

import asyncio
import time

import pytest
from class_api import api

from debatekit.classroom import presence


@pytest.mark.parametrize("path", ["state", "course-votes", "claims/lamear-2021"])
def test_a_notebook_that_asks_is_here_for_some_minutes(opened, monkeypatch, path):
    async def main():
        async with api(opened()) as it:
            phone, notebook, both = [await it.join() for _ in range(3)]
            lines = [it.room.student.follow(it.room.identity.person(who["Authorization"].removeprefix("Bearer "))) for who in (phone, both)]
            for line in lines:
                await anext(line)

            async def here():
                return (await it.get("console/state", it.console))["people"]["online"]

            assert await here() == 2
            for who in (notebook, both, notebook):
                await it.get(path, who)
            assert await here() == (await it.get("screen/state", it.screen))["here"] == 3
            for line in lines:
                await line.aclose()
            assert await here() == 2, "a phone that has gone, and whose notebook still asks, is here"
            later = time.monotonic() + presence.LATELY_SECONDS
            monkeypatch.setattr(presence.time, "monotonic", lambda: later)
            assert await here() == 0

    asyncio.run(main())


def test_who_is_erased_or_unknown_is_not_here(opened):
    async def main():
        async with api(opened()) as it:
            who = await it.join()
            await it.get("state", who)
            assert it.room.here() == (0, 1)
            await it.client.delete("/api/me", headers=who)
            assert it.room.here() == (0, 0)
            assert (await it.client.get("/api/state", headers=who)).status_code == 401 and it.room.here() == (0, 0)

    asyncio.run(main())


def test_over_several_processes_pages_add_up_and_notebooks_do_not(opened):
    room, clock = opened(), 1000.0
    room.change(presence.beat, "one", 5, 3, clock)
    room.change(presence.beat, "one", 4, 3, clock)
    room.change(presence.beat, "two", 10, 2, clock)
    assert room.look(presence.everywhere, "three", 1, 0, clock + 1) == 4 + 10 + 1 + 3
    assert room.look(presence.everywhere, "one", 7, 9, clock + 1) == 7 + 10 + 9, "what it knows of itself is newer"
    assert room.look(presence.everywhere, "three", 1, 0, clock + 60) == 1
