"""Durable votes: the class's own writer against a bare loop of the same driver that commits equal groups and does nothing else.

The bare loop inserts into the same table on the same kind of database, as durable, from one thread: no queue, no look whether the round is
open, no vote that may stand already. It is told the group size that the writer came to by itself with so many voters at a time.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time

from class_load.databases import connect, database

SIZES = (1, 16, 64, 256)
WARM = 20


def ratios(kind: str, pairs: int, seconds: float, sizes: tuple[int, ...] = SIZES) -> dict[str, dict[str, float]]:
    """For each number of voters at a time the medians over `pairs`: votes a second of both, their ratio, and the size of a group."""
    return {str(size): _median([_pair(kind, size, seconds) for _ in range(pairs)]) for size in sizes}


def _median(pairs: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(pair[name] for pair in pairs), 2) for name in pairs[0]}


def _pair(kind: str, size: int, seconds: float) -> dict[str, float]:
    with database(kind) as one, database(kind) as other:
        store, round_id = _prepared(one)
        votes, groups, took = asyncio.run(_writer(store, round_id, size, seconds))
        store.close()
        store, round_id = _prepared(other)
        group = max(1, round(votes / groups))
        bare = _bare(other, round_id, group, max(1, votes // group))
        store.close()
    return {"votes_s": votes / took, "bare_votes_s": bare, "ratio": votes / took / bare, "group": votes / groups}


def _prepared(url: str):
    """The store of an empty class with one open round."""
    from debatekit.classroom.storage.store import Store
    from debatekit.classroom.storage.tables import asked

    store = Store(url)
    with store.writing() as db:
        made = db.execute(asked.insert().values(poll="p", name="r", title="", nth=1, state="open", hands="{}", changed=0))
    return store, made.inserted_primary_key[0]


async def _writer(store, round_id: int, size: int, seconds: float) -> tuple[int, int, float]:
    """Votes, groups and seconds: `size` voters, each handing in a vote when the one before is kept."""
    from debatekit.classroom.storage.vote_lines import Row
    from debatekit.classroom.storage.writer import Writer

    groups = [0]

    def told(_: set[int]) -> None:
        groups[0] += 1

    writer = Writer(store, told)
    writer.answer_on(asyncio.get_running_loop())
    for _ in range(WARM):  # the first connects, a few more until the driver has prepared its statements
        await writer.send(Row(round_id, os.urandom(32), 1, '"for"', 50))
    groups[0] = 0
    start = time.perf_counter()
    end = start + seconds
    votes = 0

    async def voter() -> None:
        nonlocal votes
        while time.perf_counter() < end:
            await writer.send(Row(round_id, os.urandom(32), 1, '"for"', 50))
            votes += 1

    await asyncio.gather(*(voter() for _ in range(size)))
    took = time.perf_counter() - start
    writer.stop()
    return votes, groups[0], took


def _bare(url: str, round_id: int, group: int, count: int) -> float:
    """Votes a second over `count` groups."""
    line = connect(url)
    line.execute("PRAGMA synchronous = FULL" if url.startswith("sqlite") else "SELECT 1")
    commit = _commit_sqlite if url.startswith("sqlite") else _commit_postgresql
    rows = [[(round_id, os.urandom(32), 1, '"for"', 50) for _ in range(group)] for _ in range(WARM + count)]
    for each in rows[:WARM]:
        commit(line, each)
    start = time.perf_counter()
    for each in rows[WARM:]:
        commit(line, each)
    took = time.perf_counter() - start
    line.close()
    return group * count / took


def _commit_sqlite(line, rows) -> None:
    line.execute("BEGIN")
    line.executemany("INSERT INTO vote (round, voter, n, value, confidence) VALUES (?, ?, ?, ?, ?)", rows)
    line.execute("COMMIT")


def _commit_postgresql(line, rows) -> None:
    line.execute(
        "INSERT INTO vote (round, voter, n, value, confidence) SELECT * FROM unnest(%s::int[], %s::bytea[], %s::int[], %s::text[], %s::int[])",
        [list(column) for column in zip(*rows, strict=True)],
    )
