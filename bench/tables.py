"""How long `dk.table` takes, against plain pandas reading the same file in the same run.

    python bench/tables.py [--json] [--quick]

Plain `pandas.read_csv` checks nothing, leaves nothing out and guesses the types. Both are timed in turn, once pandas is
loaded: the first table of a fresh kernel, which also imports debatekit and reads the manifest, and then every table. The
fastest of several rounds counts, since whatever else the machine does can only add time.
Exit 1 when a table misses the gate; a quick run, on whatever machine, fails only at more than twice the gate.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
GATE_MS = 50.0
# Few rounds on a busy machine are noisy: there only a gross regression counts.
GROSS = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")
    parser.add_argument("--quick", action="store_true", help="five rounds instead of fifty")
    args = parser.parse_args()
    tables = measure(5 if args.quick else 50)
    first = first_table(3 if args.quick else 15)
    gate = GATE_MS * GROSS if args.quick else GATE_MS
    for name, (ours, plain) in tables.items():
        print(f"{name}: dk.table {ours:.1f} ms, pandas.read_csv {plain:.1f} ms (gate {gate:.0f} ms)")
    print(f"first table of a kernel: dk.table {first[0]:.1f} ms, pandas.read_csv {first[1]:.1f} ms (gate {gate:.0f} ms)")
    slowest = max(tables, key=lambda name: tables[name][0])
    ok = max(first[0], tables[slowest][0]) <= gate
    if args.json:
        result = {
            "first_ms": round(first[0], 2),
            "its_first_read_csv_ms": round(first[1], 2),
            "slowest": slowest,
            "slowest_ms": round(tables[slowest][0], 2),
            "its_read_csv_ms": round(tables[slowest][1], 2),
            "tables": {name: {"dk_table_ms": round(ours, 2), "read_csv_ms": round(plain, 2)} for name, (ours, plain) in tables.items()},
            "gate_ms": gate,
            "processors": os.cpu_count(),
            "ok": ok,
        }
        print(json.dumps(result))
    return 0 if ok else 1


def first_table(rounds: int) -> tuple[float, float]:
    """Milliseconds for the first table in a fresh Python that has pandas: ours and plain, the fastest of `rounds`."""
    ours = "import debatekit as dk; dk.table('events')"
    plain = f"pandas.read_csv({str(COURSE / 'data/tables/events.csv')!r})"
    clock = "import pandas, time; start = time.perf_counter(); {}; print(1000 * (time.perf_counter() - start))"
    times = [
        [float(subprocess.run([sys.executable, "-c", clock.format(work)], cwd=COURSE, capture_output=True, text=True, check=True).stdout) for work in (ours, plain)]
        for _ in range(rounds)
    ]
    return tuple(min(column) for column in zip(*times, strict=True))


def measure(rounds: int) -> dict[str, tuple[float, float]]:
    """Milliseconds for each table: the course's loader and plain pandas, the fastest of `rounds`."""
    import pandas

    from debatekit.course import load_course, load_table

    times = {}
    for table in load_course(COURSE).tables:
        path = COURSE / "data" / "tables" / f"{table.id}.csv"
        pairs = [
            (_timed(lambda name=table.id: load_table(name, COURSE)), _timed(lambda path=path: pandas.read_csv(path)))
            for _ in range(rounds)
        ]
        times[table.id] = tuple(min(column) for column in zip(*pairs, strict=True))
    return times


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main())
