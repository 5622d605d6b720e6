"""How long `dk.table` takes, against plain pandas reading the same file in the same run.

    python bench/tables.py [--json] [--quick]

Plain `pandas.read_csv` checks nothing, leaves nothing out and guesses the types. Both are timed in turn, once pandas
and the manifest are loaded; the fastest of many rounds counts, since whatever else the machine does can only add time.
Exit 1 when a table misses the gate; a quick run, on whatever machine, fails only at more than twice the gate.
"""

from __future__ import annotations

import argparse
import json
import os
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
    gate = GATE_MS * GROSS if args.quick else GATE_MS
    for name, (ours, plain) in tables.items():
        print(f"{name}: dk.table {ours:.1f} ms, pandas.read_csv {plain:.1f} ms (gate {gate:.0f} ms)")
    slowest = max(tables, key=lambda name: tables[name][0])
    ok = tables[slowest][0] <= gate
    if args.json:
        result = {
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
