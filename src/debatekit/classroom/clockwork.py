"""What happens by itself: rounds end, counts go to screen and console, and what other processes did is noticed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from debatekit.classroom import overdue, presence, retention, rounds, settings, states
from debatekit.classroom.forget import scrub
from debatekit.classroom.refusals import Busy
from debatekit.classroom.storage.neighbours import Neighbours
from debatekit.classroom.storage.vote_lines import TOLERANCE
from debatekit.errors import CourseKitError

if TYPE_CHECKING:
    from debatekit.classroom.service import Classroom

# At most four times a second: more would be a flicker, and would show who has just voted.
BETWEEN_COUNTS = 0.25
_LOOK_AGAIN = 1.0


class Clockwork:
    """The tasks of one class in one process."""

    def __init__(self, classroom: Classroom) -> None:
        self._class = classroom
        self._tasks: list[asyncio.Task[None]] = []
        self._stirred = asyncio.Event()
        self._showing = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._here = ((0, 0), 0.0)
        self._traces = False
        self._watch = overdue.Watch()

    def start(self) -> None:
        """Begin, on the running loop."""
        self._loop = asyncio.get_running_loop()
        neighbours = Neighbours(self._class.store, self._class.process, self._class.refresh)
        for work in (self._count, self._keep_time, self._sweep):
            self._tasks.append(asyncio.create_task(self._for_ever(work)))
        self._tasks.append(asyncio.create_task(neighbours.listen()))

    async def stop(self) -> None:
        """End."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._loop = None

    def stir(self) -> None:
        """Something that screen or console show may have changed."""
        self._stirred.set()

    def stir_from_anywhere(self) -> None:
        """`stir` from another thread."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._stirred.set)

    async def _for_ever(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except Exception as error:
                # The database does not answer, or there is a slip of ours: the next look may do better, and no look at all would be worse.
                if not isinstance(error, CourseKitError):
                    asyncio.get_running_loop().call_exception_handler({"message": "A task of the class failed and goes on.", "exception": error})
                await asyncio.sleep(_LOOK_AGAIN)

    async def _beat(self) -> None:
        """Tell the other processes how many are here."""
        here, clock = self._class.here(), time.time()
        if self._class.store.is_postgres and (here != self._here[0] or clock > self._here[1] + presence.BEAT_SECONDS):
            self._here = (here, clock)
            await self._class.keep(presence.beat, self._class.process, *here, clock)

    async def _sweep(self) -> None:
        """What was promised to be gone goes, at the start and each hour, unless the clock is in doubt; then whoever was here since is noted, as a class in use."""
        its, clock = self._class, time.time()
        if await its.act(overdue.may_erase, clock, self._watch.believes(clock, overdue.steady())):
            self._traces |= await its.act(retention.sweep, clock)
        if self._traces:
            # Not at once again, as after other failures: each try keeps votes waiting.
            with contextlib.suppress(Busy):
                await self.scrub()
        if its.in_use or its.student.readers:
            its.in_use = False
            await its.act(retention.used, clock)
        await asyncio.sleep(retention.SWEEP_SECONDS)

    async def scrub(self) -> None:
        """Leave nothing in the files of what was deleted. Raises Busy, and then it is tried again with the next sweep."""
        self._traces = True
        await asyncio.to_thread(scrub, self._class.store)
        self._traces = False

    async def _count(self) -> None:
        its = self._class
        others_vote = its.store.is_postgres and its.board.now is not None and its.board.now.state == "open"
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BETWEEN_COUNTS if others_vote else _LOOK_AGAIN):
                await self._stirred.wait()
        self._stirred.clear()
        if its.screen.readers or its.console.readers:
            await self.show(console=bool(its.console.readers))
        await asyncio.sleep(BETWEEN_COUNTS)

    async def show(self, console: bool = True) -> None:
        """Bring screen and console up to date now; the console is more work."""
        its = self._class
        async with self._showing:
            shown = None
            # What was read of one board must not be shown once there is another; then it is read again.
            while shown is not its.board:
                shown = its.board
                for_screen, for_console = await its.see_first(self._both, shown, its.here(), console)
            its.screen.publish(for_screen, its.board.ends_at)
            if for_console is not None:
                its.console.publish(for_console, its.board.ends_at)

    def _both(self, db: sa.Connection, board: states.Board, here: tuple[int, int], console: bool) -> tuple[dict[str, Any], dict[str, Any] | None]:
        its = self._class
        # A poll may have been deleted since this board was read; then the next one is about to come.
        board = replace(board, rounds={key: each for key, each in board.rounds.items() if its.tallies.knows(each.poll)})
        screen = states.screen_state(db, board, its.join(), presence.everywhere(db, its.process, *here, time.time()))
        if not console:
            return screen, None
        server = {"database": its.store.words, "started": its.started, "restarts": board.settings.starts - 1}
        due = overdue.waiting(db, time.time())
        console_only = {"reach": dict(its.reach()), "server": server, "overdue": str(due) if due else None}
        return screen, {**states.console_state(db, screen, board, its.catalogue, its.tallies, time.time(), its.modes), **console_only}

    async def _keep_time(self) -> None:
        its = self._class
        ends = [each.ends_at + TOLERANCE for each in its.board.rounds.values() if each.state == "open" and each.ends_at]
        if ends and min(ends) < time.time():
            await its.act(rounds.close_late, time.time())
        elif await its.see_first(settings.counters) != (its.board.settings.revision, its.board.settings.erasures):
            await its.refresh()
        await self._beat()
        wait = min([_LOOK_AGAIN, *(max(0.02, each - time.time()) for each in ends)])
        await asyncio.sleep(wait)
