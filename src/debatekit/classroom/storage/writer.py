"""Group commit: one thread writes for a whole server process, and takes all votes that wait into one transaction.

Committing is what costs; a thousand votes at once cost little more than one. A vote is answered only after its batch is on the disk.
Whatever else is written goes through the same queue, so that it comes after all that was sent before it.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, NamedTuple

import sqlalchemy as sa

from debatekit.classroom.refusals import Busy, NotNow
from debatekit.classroom.storage import dead_rows
from debatekit.classroom.storage.store import Store
from debatekit.classroom.storage.vote_lines import Lines, Row, lines_to
from debatekit.errors import ClassError

MOST_AT_ONCE, MOST_WAITING = 512, 20_000

CLOSED = "This round is closed, so nothing was changed. What you had voted before stands."


class Change(NamedTuple):
    """A change that is no vote: `make(db)` in a transaction of its own, which no vote and no other change comes between."""

    make: Callable[[sa.Connection], Any]


class Joined(NamedTuple):
    """A person to remember, and the mode of the class in which they were let in."""

    person: bytes
    mode: str = "open"


Work = Row | Joined | Change
Answers = list[tuple[Any, Any]]


class Writer:
    """The thread and its queue. `send` may be called from anywhere and gives a future.

    Futures are those of `concurrent.futures` until `answer_on(loop)` makes them that loop's. `told(rounds)` is called in the writer's
    thread after votes of these rounds were kept.
    """

    def __init__(self, store: Store, told: Callable[[set[int]], None] = lambda rounds: None) -> None:
        self._store, self._told = store, told
        self._queue: queue.SimpleQueue[tuple[Work, Any] | None] = queue.SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lines: Lines | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="debatekit class writer", daemon=True)
        self._thread.start()

    def answer_on(self, loop: asyncio.AbstractEventLoop | None) -> None:
        """From now on `send` is called on `loop`, and its futures are those of `loop`; None undoes it."""
        self._loop = loop

    def send(self, work: Work) -> Any:
        """A future of what came of it: for a vote the `Row` that stands now. Raises Busy when too much is waiting."""
        if self._stopped or self._queue.qsize() >= MOST_WAITING:
            raise Busy("More is arriving than can be written just now. Nothing was kept of this; it is sent again by itself.")
        future = self._loop.create_future() if self._loop else Future()
        self._queue.put((work, future))
        return future

    def stop(self) -> None:
        """Write all that waits, then end."""
        if not self._stopped:
            self._stopped = True
            self._queue.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            batch = [self._queue.get()]
            try:
                while len(batch) < MOST_AT_ONCE:
                    batch.append(self._queue.get_nowait())
            except queue.Empty:
                pass
            going = None not in batch
            batch = [each for each in batch if each is not None]
            try:
                self._write(batch)
            except Exception:
                # A slip of ours must not end the thread, nor leave anybody waiting; whoever has an answer keeps it.
                self._answer([(future, Busy("Something went wrong in the class server. Send this again.")) for _, future in batch])
        if self._lines:
            self._lines.close()

    def _write(self, batch: Sequence[tuple[Work, Any]]) -> None:
        """All of it in the order of arrival; what lies between two changes is one transaction."""
        if all(type(work) is Row for work, _ in batch):
            self._answer(self._kept(batch))
            return
        start = 0
        for place, (work, future) in enumerate(batch):
            if isinstance(work, Change):
                self._keep(batch[start:place])
                self._answer([(future, self._changed(work))])
                start = place + 1
        self._keep(batch[start:])

    def _keep(self, batch: Sequence[tuple[Work, Any]]) -> None:
        persons = [(tuple(work), future) for work, future in batch if isinstance(work, Joined)]
        votes = [(work, future) for work, future in batch if isinstance(work, Row)]
        if persons:
            outcome = self._tried(lambda lines: lines.join({person for person, _ in persons}))
            self._answer([(future, _again(outcome)) for _, future in persons])
        if votes:
            self._answer(self._kept(votes))

    def _kept(self, votes: Sequence[tuple[Row, Any]]) -> Answers:
        if not votes:
            return []
        best: dict[tuple[int, bytes], Row] = {}
        for row, _ in votes:
            first = best.setdefault((row[0], row[1]), row)
            if first is not row and row.n > first.n:
                best[row[0], row[1]] = row
        # In the order of the keys: two processes that hold the same keys do not wait for each other, and no order of casting goes to the disk.
        outcome = self._tried(lambda lines: lines.keep(sorted(best.values()), time.time()))
        if isinstance(outcome, Busy) or (isinstance(outcome, Exception) and len(votes) == 1):
            return [(future, _again(outcome)) for _, future in votes]
        if isinstance(outcome, Exception):
            # One that the database refuses must not take the others with it.
            return [answer for vote in votes for answer in self._kept([vote])]
        taken, standing = outcome
        self._told(taken)
        if len(best) == len(votes) and not standing and taken.issuperset(row[0] for row in best.values()):
            return [(future, row) for row, future in votes]
        return [(future, (standing.get(row[:2]) or best[row[:2]]) if row[0] in taken else NotNow(CLOSED)) for row, future in votes]

    def _changed(self, work: Change) -> Any:
        try:
            with self._store.writing() as db:
                made = work.make(db)
                rewritten = dead_rows.noted(db)
            dead_rows.clear(self._store, rewritten)
            if self._lines:
                self._lines.tidy()
            return made
        except Exception as error:
            return error

    def _tried(self, do: Callable[[Lines], Any]) -> Any:
        try:
            self._lines = self._lines or lines_to(self._store)
            return do(self._lines)
        except Exception as error:
            self._let_go()
            # Both drivers name their errors as PEP 249 does, and have classes of their own below these.
            if {"IntegrityError", "DataError"} & {each.__name__ for each in type(error).__mro__}:
                return ClassError("The database refused this vote. Load the page again and vote once more.")
            return Busy(self._store.sentence(error))

    def _let_go(self) -> None:
        lines, self._lines = self._lines, None
        try:
            if lines:
                lines.close()
        except Exception:  # noqa: S110  a connection that is broken cannot be closed, either
            pass

    def _answer(self, answers: Answers) -> None:
        if self._loop is None:
            _settle(answers)
            return
        try:
            self._loop.call_soon_threadsafe(_settle, answers)
        except RuntimeError:
            pass  # The loop is closed, and nobody waits any more.


def _again(outcome: Any) -> Any:
    """An exception of one's own for each who gets it, since raising adds to it."""
    return type(outcome)(*outcome.args) if isinstance(outcome, Exception) else outcome


def _settle(answers: Answers) -> None:
    for future, outcome in answers:
        # Whoever asked may have gone away.
        if future.done():
            continue
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
