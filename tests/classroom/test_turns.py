"""A vote for a round that another process has opened a moment ago is no vote before its time."""

import asyncio

import pytest

from debatekit.classroom import desk, rounds
from debatekit.classroom.refusals import TooEarly
from debatekit.polls.question import Vote

ONE, OTHER = "AAAABBBBCCCCDDDD", "AAAABBBBCCCCDDDE"
LEAVE = Vote(value="leave", confidence=50)


@pytest.mark.parametrize("begun", [True, False], ids=["begun at home", "new"])
def test_a_round_that_another_process_has_just_opened_takes_votes(opened, begun):
    here, there = opened(), opened()

    async def main():
        for room in (here, there):
            room.writer.answer_on(asyncio.get_running_loop())
        if begun:
            await here.vote_in_course(OTHER, "withdraw", "after", LEAVE, 1)
        before = await here.act(desk.open_poll, here.catalogue, "withdraw", "before", None)
        await there.refresh()
        with pytest.raises(TooEarly):
            await there.vote_in_course(ONE, "withdraw", "after", LEAVE, 1)
        await here.act(rounds.close, before)
        after = await here.act(desk.open_poll, here.catalogue, "withdraw", "after", None)
        assert there.settings.now == before, "it has not heard of it yet"
        assert (await there.vote_in_course(ONE, "withdraw", "after", LEAVE, 1)).round == after

    asyncio.run(main())
