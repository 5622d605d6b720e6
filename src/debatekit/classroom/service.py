"""One class in one server process: everything a face can ask of it.

    classroom = Classroom(path, root)      the database and the course; the same class again after a restart
    await classroom.start()                its clock and its live updates, on the running loop
    await classroom.act(rounds.close, 3)   one change, seen by all when it is answered
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import people, presence, rounds, settings, states, turns
from debatekit.classroom.storage import neighbours
from debatekit.classroom.catalogue import Catalogue
from debatekit.classroom.clockwork import Clockwork
from debatekit.classroom.identity import Identity, way_back
from debatekit.classroom.pulse import Topic
from debatekit.classroom.refusals import NotNow, NotThere
from debatekit.classroom.rounds import Asked
from debatekit.classroom.settings import Settings
from debatekit.classroom.states import Board
from debatekit.classroom.storage.store import Store
from debatekit.classroom.tallies import Tallies
from debatekit.classroom.storage.vote_lines import Row
from debatekit.classroom.storage.writer import Change, Joined, Writer
from debatekit.errors import BadAnswer
from debatekit.polls.question import Vote

MOST_PEOPLE = 5_000
# Nobody may number a vote so high that its owner cannot change it any more.
MOST_ABOVE = 1_000
_DOOR_CLOSED = "Nobody else may join this class just now. If you belong to it, ask your teacher; who was here before comes back with their way back or personal code."
Extra = Callable[[], Mapping[str, Any]]


class Classroom:
    """The class kept in `where` (a file or the address of a database), with the course in `root`, or without one.

    `join` says what the screen shows of how to get here, `reach` what the console shows of it, and `links_changed` is called when the
    console has changed keys and code for new ones; faces set all three.
    """

    def __init__(self, where: str | Path, root: Path | None = None) -> None:
        self.store = Store(where)
        self.catalogue = Catalogue(root)
        try:
            with self.store.writing() as db:
                settings.begin(db, self.catalogue.title)
                its = settings.read(db)
        except BaseException:
            self.store.close()
            raise
        self.identity = Identity(its.secret)
        self.tallies = Tallies(self.catalogue, self.identity)
        self.writer = Writer(self.store, self._votes_came)
        self.process = uuid.uuid4().hex[:12]
        self.started = time.time()
        self.student, self.screen, self.console = Topic(), Topic(), Topic()
        self.join: Extra = lambda: {"address": "", "short": "", "code": self.settings.code, "qr": "", "qr_size": 0}
        self.reach: Extra = lambda: {"address": "", "open_to_room": False, "others_seen": 0, "addresses": []}
        self.links_changed: Callable[[], None] = lambda: None
        self.lately = presence.Lately()
        self._known: dict[bytes, str] = self.look(people.modes)
        self._leaving: set[bytes] = set()
        self.most_people = MOST_PEOPLE
        # A class that comes back asks a thousand things at once; what everybody waits for must not stand in that line.
        self._readers, self._reader = ThreadPoolExecutor(6, "debatekit class reader"), ThreadPoolExecutor(1, "debatekit class reader")
        # The ways in which somebody can join here: an account only where a Hub vouches for it, and there no other.
        self.modes: tuple[settings.Mode, ...] = ("open", "roster")
        # Whether anybody who has joined was here since the clock last noted it.
        self.in_use = False
        self._asked_for, self._read, self._reading = 0, 0, asyncio.Lock()
        self._clockwork = Clockwork(self)
        self.board: Board = self.look(self._board)

    @property
    def settings(self) -> Settings:
        """What the class is set to, as this process last read it."""
        return self.board.settings

    # Beginning and end

    async def start(self) -> None:
        """Run the clock and the live updates on this loop."""
        self.writer.answer_on(asyncio.get_running_loop())
        await self.refresh()
        self._clockwork.start()

    def end_streams(self) -> None:
        """Let go of everybody who listens; a server that stops does this first."""
        for topic in (self.student, self.screen, self.console):
            topic.close()

    async def stop(self) -> None:
        """Write what waits and end."""
        self.end_streams()
        await self._clockwork.stop()
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End without a loop, as tests and the command line do."""
        self.writer.stop()
        for each in (self._readers, self._reader):
            each.shutdown(cancel_futures=True)
        self.store.close()

    # Looking and changing

    def look(self, read: Callable[..., Any], *given: Any) -> Any:
        """What `read(db, *given)` finds."""
        with self.store.reading() as db:
            return read(db, *given)

    def look_again(self) -> None:
        """Read all of the class anew, before it starts."""
        self._known = self.look(people.modes)
        self.tallies.forget()
        self.board = self.look(self._board)

    async def see(self, read: Callable[..., Any], *given: Any) -> Any:
        """`look` from the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.look, read, *given)

    async def see_first(self, read: Callable[..., Any], *given: Any) -> Any:
        """`see` for what everybody waits for."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, self.look, read, *given)

    def change(self, make: Callable[..., Any], *given: Any) -> Any:
        """`make(db, *given)` in one transaction, without a loop."""
        return self.writer.send(self._change(make, given)).result()

    async def act(self, make: Callable[..., Any], *given: Any) -> Any:
        """`make(db, *given)` in one transaction, after all that was sent before it; everybody has been told when this returns."""
        made = await self.writer.send(self._change(make, given))
        await self.refresh()
        return made

    async def keep(self, make: Callable[..., Any], *given: Any) -> None:
        """`act` for what only the console shows."""
        await self.writer.send(self._change(make, given, tell=False))
        self._clockwork.stir()

    def _change(self, make: Callable[..., Any], given: tuple[Any, ...], tell: bool = True) -> Change:
        def made(db: sa.Connection) -> Any:
            outcome = make(db, *given)
            if tell:
                settings.next_revision(db)
                neighbours.tell(db, self.process)
            return outcome

        return Change(made)

    async def refresh(self) -> None:
        """Read the class again and give everybody what is new. Many who ask at once wait for one reading that began after they asked."""
        self._asked_for += 1
        mine = self._asked_for
        async with self._reading:
            if self._read >= mine:
                return
            covers = self._asked_for
            board = await self.see_first(self._board)
            somebody_went = board.settings.erasures != self.board.settings.erasures
            if somebody_went:
                self._known = await self.see_first(people.modes)
                self.tallies.forget()
            self._read = covers
            self.board = board
            try:
                # The screen first: it is one, and everybody looks at it.
                if self.screen.readers or self.console.readers:
                    await self._clockwork.show(console=bool(self.console.readers))
            finally:
                self.student.publish(board.public, board.ends_at)
                if somebody_went:
                    self.student.stir()
                self._clockwork.stir()

    def _board(self, db: sa.Connection) -> Board:
        return states.read_board(db, self.catalogue, self.tallies)

    async def show(self) -> None:
        """Bring screen and console up to date now."""
        await self._clockwork.show()

    async def scrub(self) -> None:
        """Leave nothing in the files of what was deleted. Raises Busy, and then it is tried again by itself."""
        await self._clockwork.scrub()

    def _votes_came(self, _rounds: set[int]) -> None:
        self._clockwork.stir_from_anywhere()

    # People

    async def is_known(self, who: bytes) -> bool:
        """Whether this person has joined, and in a way that counts in the mode of the class."""
        mode = await self.mode_of(who)
        return mode is not None and self.settings.mode in ("open", mode)

    async def mode_of(self, who: bytes) -> str | None:
        """The mode in which this person was let in; None for somebody who has not joined. Almost always known without a look into the database."""
        if mode := self._known.get(who):
            self.in_use = True
            return mode
        erasures = self.board.settings.erasures
        mode = await self.see(people.mode_of, who)
        if who in self._leaving:
            return None
        # Whoever was erased while this was looked up must not come back by it.
        if mode and erasures == self.board.settings.erasures:
            self._known[who] = mode
        return mode

    def here(self) -> tuple[int, int]:
        """How many have a page open at this process, and how many more look at the class in a notebook."""
        return len(self.student.readers), self.lately.count(self._known, self.student.readers)

    def knows_by_heart(self, token: str) -> bool:
        """Whether it takes no look into the database to know the holder of this token."""
        return self.identity.person(token) in self._known

    async def add_person(self, token: str, *, just_made: bool = False) -> bool:
        """Remember whoever holds `token`; false when they were here before, as nobody was whose token is `just_made`. Raises NotNow."""
        who = self.identity.person(token)
        if not just_made and await self.is_known(who):
            return False
        if self.settings.door == "closed":
            raise NotNow(_DOOR_CLOSED)
        # Who has a code of their own is on a list that has an end; a token can be made by anybody.
        if just_made and len(self._known) >= self.most_people:
            raise NotNow(f"This class has {self.most_people:,} people, and more than that cannot join. Ask your teacher for a personal code.")
        mode = self.settings.mode
        await self.writer.send(Joined(who, mode))
        self._known[who] = mode
        self.in_use = True
        self._clockwork.stir()
        return True

    async def erase(self, token: str) -> None:
        """Delete somebody with all that is theirs."""
        # First out of the memory: a vote that comes from now on is refused, and one that came before is written before the change.
        who = self.identity.person(token)
        self._known.pop(who, None)
        self._leaving.add(who)
        try:
            await self.act(people.erase, self.identity, self.catalogue, token)
        finally:
            self._leaving.discard(who)

    def way_back(self, token: str) -> str:
        """The token as it is written down."""
        return way_back(token)

    # Votes

    async def vote(self, token: str, round_id: int, vote: Vote, n: int) -> Row:
        """Keep a vote. Returns what stands now, once it is on the disk. Raises BadAnswer, NotNow, NotThere or TooEarly."""
        this = self.board.rounds.get(round_id) or await self._find(round_id)
        if self._is_early(this):
            this = await self._find(round_id)
            if self._is_early(this):
                turns.check(self.board.rounds.values(), this.poll, this.nth, this.live)
        question = self.catalogue.find(this.poll)
        vote = question.check(vote)
        voter = self.identity.voter(this.poll, token)
        if n > MOST_ABOVE and n > MOST_ABOVE + await self.see(rounds.number_of, round_id, voter):
            raise BadAnswer(f"A vote is numbered one above the last, and at most {MOST_ABOVE:,} above it. Load the page again and vote once more.")
        return await self.writer.send(Row(round_id, voter, n, json.dumps(vote.value), vote.confidence))

    async def vote_in_course(self, token: str, poll_id: str, name: str, vote: Vote, n: int) -> Row:
        """Keep a vote from a notebook; the first one in a round of a course poll makes the round."""
        known = self.catalogue.get(poll_id)
        if known is None or known.source != "course":
            raise NotThere(f"The class has no course poll “{poll_id}”. It may be held with another course.")
        question = known.question
        # Before a round is made for it.
        question.check(vote)
        this = self._round_of(poll_id, name)
        names = [each.id for each in question.rounds]
        if this is None and name not in names:
            # Further rounds are the instructor's to make: else anybody could make hundreds.
            raise NotThere(f"The poll “{poll_id}” has no round “{name}” in this class.")
        this = this or await self._begin(question, name, names.index(name) + 1)
        if this is None:
            raise NotThere(f"The poll “{poll_id}” has no round “{name}”.")
        return await self.vote(token, this.id, vote, n)

    async def _begin(self, question: Any, name: str, nth: int) -> Asked | None:
        if turns.why_early(self.board.rounds.values(), question.id, nth, False):
            # Another process may have opened it a moment ago.
            await self.refresh()
            if this := self._round_of(question.id, name):
                return this
            turns.check(self.board.rounds.values(), question.id, nth, False)
        await self.act(_begin_if_new, question, name)
        return self._round_of(question.id, name)

    def _is_early(self, this: Asked) -> bool:
        return this.id != self.settings.now and bool(turns.why_early(self.board.rounds.values(), this.poll, this.nth, this.live))

    def _round_of(self, poll_id: str, name: str) -> Asked | None:
        return next((each for each in self.board.rounds.values() if each.poll == poll_id and each.name == name), None)

    async def _find(self, round_id: int) -> Asked:
        # Another process may have made it a moment ago.
        await self.refresh()
        this = self.board.rounds.get(round_id)
        if this is None:
            raise NotThere("There is no such round in this class. Load the page again.")
        return this


def _begin_if_new(db: sa.Connection, question: Any, name: str) -> None:
    there = rounds.all_rounds(db).values()
    if not any(each.poll == question.id and each.name == name for each in there):
        rounds.begin_round(db, question, name)
