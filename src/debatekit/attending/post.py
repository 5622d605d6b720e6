"""The post between a learner's journal and the class: sends what waits, in order, and asks for news while somebody looks.

One daemon thread a kernel, begun at the first need; it ends when nothing waits and nobody looks. It touches no widget: whoever looks is
told in the kernel's main loop.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from pathlib import Path
from weakref import WeakSet

from debatekit.attending.letters import NOT_KNOWN, send
from debatekit.attending.line import Line, LineDown, Refused
from debatekit.attending.news import News, claims_of, entries_of, now_of, number_in
from debatekit.attending.watch import Watch
from debatekit.errors import JournalError
from debatekit.journal.membership import Memberships
from debatekit.journal.outbox import Outbox
from debatekit.journal.store import Journal

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Its own: this thread must not touch the dice that a student's notebook has seeded.
_CHANCE = random.Random()

ASK_SECONDS = 4.0
# A journal that cannot be written is the learner's to mend; the next vote tries again.
MOST_TROUBLE = 5


class Post:
    """The post of one course in one journal. `trouble` is why the class cannot be reached just now, or with `refused` why it does not know who asks; else ""."""

    def __init__(self, journal: Path, course: str) -> None:
        self._path, self._course = journal, course
        self._journal = Journal(journal)
        self._watches: WeakSet[Watch] = WeakSet()
        self._lock = threading.Lock()
        self._bell = threading.Event()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._stops = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked_at = 0.0
        self.news = News()
        self.trouble, self.refused = "", False

    def watch(self, watch: Watch) -> None:
        """Let `watch` hear of news, for as long as it lives."""
        with self._lock:
            self._watches.add(watch)

    def wake(self) -> None:
        """There may be something to do; call it from the main thread, which is where news go to."""
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            pass  # no kernel: what is new is seen with the next look
        with self._lock:
            self._stopped = False
            self._bell.set()
            if not self._thread:
                self._thread = threading.Thread(target=self._run, name="debatekit-post", daemon=True)
                self._thread.start()

    def stop(self, patience: float = 5.0) -> None:
        """Send nothing more; a question that is on its way comes to its end first."""
        with self._lock:
            thread, self._stopped = self._thread, True
            # Whatever is still on its way belongs to a class that the learner has left, even if `wake` comes before the thread ends.
            self._stops += 1
            self._bell.set()
        if thread and thread is not threading.current_thread():
            thread.join(patience)
        self.news.clear()

    @property
    def runs(self) -> bool:
        return self._thread is not None

    def _run(self) -> None:
        try:
            self._work()
        finally:
            with self._lock:
                if self._thread is threading.current_thread():
                    self._thread = None  # a slip of ours must not keep the next vote waiting for ever

    def _work(self) -> None:
        misses = trouble = 0
        while True:
            self._bell.clear()
            try:
                pause = self._round()
                misses = trouble = 0
            except LineDown as error:
                misses += 1
                pause = max(error.wait, pause_after(misses))
                self._say(str(error))
            except Refused as error:  # who asks is not known there, or not any more
                pause = None
                self._say(str(error), refused=True)
            except JournalError:
                trouble += 1
                pause = pause_after(trouble) if trouble < MOST_TROUBLE else None
            with self._lock:
                if self._stopped or (pause is None and not self._bell.is_set()):
                    self._thread = None
                    return
            self._bell.wait(pause)

    def _round(self) -> float | None:
        """Send all that waits and ask what is due; returns the seconds to the next round, None when there is no need of one."""
        stops, one = self._stops, Memberships(self._journal).current(self._course)
        if not one:
            return None
        line, outbox = Line(one.address, one.token), Outbox(self._journal, one)
        while self._stops == stops and (letter := outbox.next()):
            state, says, n = send(line, one, outbox, letter)
            if self._stops == stops and letter.kind == "vote" and state in ("sent", "overtaken"):
                self.news.hear_sent(letter.what, n)
            if (outbox.settle(letter, state, says, n) or self.trouble) and self._stops == stops:
                self.trouble, self.refused = "", False
                self._tell("votes", "now")
        if self._stops != stops:
            return 0
        self._say("")
        looking = [watch for watch in self._all() if watch.looks]
        wants, new = {watch.wants for watch in looking}, [watch for watch in looking if not watch.answered]
        if not wants:
            return None
        left = self._asked_at + ASK_SECONDS - time.monotonic()
        if left > 0 and not new and wants <= self.news.asked:
            return left
        self._asked_at = time.monotonic()
        for want in wants:
            if self._ask(line, want, stops):
                self._tell(want, *(("votes",) if want == "now" else ()))
        for watch in new:
            watch.answered = self._stops == stops
        self._call([watch for watch in new if watch.answered])
        return ASK_SECONDS * _CHANCE.uniform(0.75, 1.25)

    def _ask(self, line: Line, want: str, stops: int) -> bool:
        if want == "now":
            return self._ask_now(line, stops)
        path = ("api", "course-votes") if want == "votes" else ("api", "claims", want)
        try:
            answer = line.get(*path)
        except Refused as refused:
            if refused.status in NOT_KNOWN:
                raise
            answer = {}  # a class that has no such thing has nothing new
        if self._stops != stops:
            return False
        return self.news.hear_votes(entries_of(answer)) if want == "votes" else self.news.hear_claims(want, claims_of(answer))

    def _ask_now(self, line: Line, stops: int) -> bool:
        now = now_of(line.get("api", "state"))
        if now is None or self.news.knows(now):
            return self._stops == stops and (now is None and self.news.hear_now(None))
        # Only when something has changed: whether it is a poll of the course, and what one has voted in it.
        votes, n = entries_of(line.get("api", "course-votes")), number_in(line.get("api", "me"), now["round"])
        if self._stops != stops:
            return False
        now["entry"] |= {"voted": n > 0, "n": n}
        self.news.hear_votes(votes)
        self.news.hear_now(now)
        return True

    def _all(self) -> list[Watch]:
        # A set that grows while another thread walks through it is an error.
        with self._lock:
            return list(self._watches)

    def _say(self, trouble: str, refused: bool = False) -> None:
        if trouble != self.trouble:
            self.trouble, self.refused = trouble, refused
            self._tell()

    def _tell(self, *wants: str) -> None:
        self._call([watch for watch in self._all() if not wants or watch.wants in wants])

    def _call(self, watches: list[Watch]) -> None:
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        for watch in watches:
            try:
                loop.call_soon_threadsafe(watch.tell)
            except RuntimeError:
                return  # the kernel is going down; what waits stays in the journal


def pause_after(misses: int) -> float:
    """Seconds to wait after so many misses: 1, 2, 4 … 60, and up to half as much again, so that a class does not come back all at once."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(misses - 1, 10)) * _CHANCE.uniform(1.0, 1.5)


_posts: dict[tuple[Path, str], Post] = {}


def post_of(journal: Journal, course: str) -> Post:
    """The post of this kernel for a course."""
    return _posts.setdefault((journal.path, course), Post(journal.path, course))


def stop_all() -> None:
    """Let every post of this kernel come to rest, as before the journal is erased."""
    for post in _posts.values():
        post.stop()
