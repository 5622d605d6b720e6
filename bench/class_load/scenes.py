"""The scenes of the benchmark: each starts what it needs, puts the load on it and gives its figures."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from class_load.databases import database
from class_load.servers import HOST, class_server, empty_server, keys, load, report, votes_kept


def a_class(kind: str, people: int, join_within: float, vote_within: float) -> dict[str, Any]:
    """`people` with live streams join in `join_within` seconds, vote in `vote_within` seconds, and see the result."""
    with tempfile.TemporaryDirectory(prefix="class-") as folder, database(kind) as url, class_server(url, Path(folder)) as server:
        idle, begin = server.peak_mb(), server.cpu_s()
        plan = _address(server, url) | {"scene": "class", "people": people, "join_within": join_within, "vote_within": vote_within}
        told = report(plan)
        figures = _against_the_database(told, url) | {"p99_ms": told["acknowledged_ms"]["p99"], "memory_mb": server.peak_mb(), "memory_idle_mb": idle}
        figures["server_cpu_s"] = round(server.cpu_s() - begin, 2)
    return figures


def killed(kind: str, times: int, people: int) -> dict[str, Any]:
    """The server is killed `times` times while `people` change their votes on and on, and comes back on the same data and port."""
    back: list[float] = []
    with tempfile.TemporaryDirectory(prefix="class-") as folder, database(kind) as url, class_server(url, Path(folder)) as server:
        process = load(_address(server, url) | {"scene": "killed", "people": people, "every": 0.4})
        try:
            process.stdout.readline()  # all have joined
            for _ in range(times):
                # Long enough for everybody to be back, then at any instant of a commit.
                time.sleep(0.7 + random.random() / 2)
                server.kill()
                back.append(server.start())
            out, _ = process.communicate("\n", timeout=120)
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            raise SystemExit("The load program failed; its reason stands above.")
        figures = _against_the_database(json.loads(out.splitlines()[-1]), url)
    return figures | {"kills": times, "back_s": {"median": round(statistics.median(back), 2), "max": round(max(back), 2)}}


def whole_vote(kind: str, pairs: int, people: int, connections: int) -> dict[str, Any]:
    """Votes a second over HTTP against requests a second at an empty endpoint of the same framework, taking turns; medians over `pairs`."""
    with tempfile.TemporaryDirectory(prefix="class-") as folder, database(kind) as url:
        with class_server(url, Path(folder)) as server, empty_server(Path(folder)) as empty:
            targets = [_address(server, url), {"host": HOST, "port": empty.port}]
            rates = report({"scene": "flood", "pairs": pairs, "people": people, "connections": connections, "targets": targets})["rates"]
    ours, bare = zip(*rates, strict=True)
    ratio = statistics.median(one / other for one, other in rates)
    return {"votes_s": round(statistics.median(ours)), "empty_s": round(statistics.median(bare)), "ratio": round(ratio, 3), "connections": connections, "pairs": pairs}


def _address(server: Any, url: str) -> dict[str, Any]:
    return {"host": HOST, "port": server.port, **keys(url)}


def _against_the_database(told: dict[str, Any], url: str) -> dict[str, Any]:
    """What clients were told against the rows themselves: a vote is lost or doubled if either the rows or the result say so."""
    rows = Counter({json.loads(value): count for value, count in votes_kept(url, told["round"])})
    acknowledged = Counter(told["acknowledged"])
    return told | {
        "lost": max(told["lost"], (acknowledged - rows).total()),
        "doubled": max(told["doubled"], (rows - acknowledged).total(), rows.total() - told["people"], 0),
    }
