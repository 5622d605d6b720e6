"""What a class of a thousand asks of the class server, on SQLite and on PostgreSQL, all on loopback.

    python bench/class.py [--json] [--quick] [--only SCENE]

The load comes from a process of its own (class_load/program.py), so that it shares no core with the server where there are two.
small     200 people with live streams join within 10 s and vote within 2 s.
large     1,000 people with live streams, all voting within 2 s; then the round is closed and revealed. What each was acknowledged is
          compared with the rows of the database, with what stands for each person, and with the revealed result.
durable   Votes a second of the class's writer, without HTTP. The peer commits groups of the same size with the bare driver.
whole     Votes a second over HTTP. The peer is an empty endpoint of the same framework, under the same load, taking turns.
killed    The server is killed (kill -9) fifty times under load and comes back on the same data; clients send again what was not acknowledged.
PostgreSQL is looked for at DEBATEKIT_TEST_POSTGRES, or on 127.0.0.1:5432 as the user postgres; databases are made for the run and dropped.
Exit 1 when a gate is missed; a quick run, on whatever machine, fails only for a vote lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from class_load import durable, scenes
from class_load.databases import KINDS, connect, database

SCENES = ("small", "large", "durable", "whole", "killed")
# The most that is allowed, and the least; by scene and figure.
MOST = {
    "small": {"p99_ms": 250},
    "large": {"p99_ms": 1000, "result_on_screen_ms": 1000, "memory_mb": 400},
}
LEAST = {"durable": {"ratio": 0.5}, "whole": {"ratio": 0.4}}
NEVER = ("lost", "doubled", "told_before_reveal")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")
    parser.add_argument("--quick", action="store_true", help="one round of each scene, without the small class")
    parser.add_argument("--only", choices=SCENES, help="one scene instead of all")
    args = parser.parse_args()
    machine = hardware()
    print(", ".join(f"{name} {value}" for name, value in machine.items()), flush=True)
    figures, missed = {}, []
    for scene in (args.only,) if args.only else SCENES:
        for kind in KINDS:
            for name, found in measure(scene, kind, args.quick).items():
                figures[f"{kind}_{name}"] = found
                print(f"{kind}_{name}: {json.dumps(found)}", flush=True)
                missed += [f"{kind}_{name}: {what}" for what in faults(scene, found, args.quick)]
    for each in missed:
        print(f"Missed: {each}")
    if args.json:
        print(json.dumps({**figures, "hardware": machine, "quick": args.quick, "ok": not missed}))
    return 1 if missed else 0


def measure(scene: str, kind: str, quick: bool) -> dict[str, dict[str, Any]]:
    """The figures of a scene, by the name that they have in the report behind that of the database."""
    if scene == "small":
        return {} if quick else {"200": scenes.a_class(kind, 200, 10, 2)}
    if scene == "large":
        return {"1000": scenes.a_class(kind, 1000, 3 if quick else 10, 2)}
    if scene == "durable":
        found = durable.ratios(kind, 1, 0.2, (1, 64)) if quick else durable.ratios(kind, 7, 1.0)
        return {f"durable_{size}": each for size, each in found.items()}
    if scene == "whole":
        return {"whole_vote": scenes.whole_vote(kind, 1, 500, 64) if quick else scenes.whole_vote(kind, 7, 2000, 64)}
    return {"killed": scenes.killed(kind, 3, 50) if quick else scenes.killed(kind, 50, 200)}


def faults(scene: str, found: dict[str, Any], quick: bool) -> list[str]:
    """Which gates these figures miss."""
    never = [f"{name} {found[name]}, never more than 0" for name in NEVER if found.get(name, 0) > 0]
    if quick:
        return never
    most = [f"{name} {found[name]}, at most {gate}" for name, gate in MOST.get(scene, {}).items() if found[name] > gate]
    least = [f"{name} {found[name]}, at least {gate}" for name, gate in LEAST.get(scene, {}).items() if found[name] < gate]
    return never + most + least


def hardware() -> dict[str, Any]:
    """The machine and what runs on it."""
    with database("postgresql") as url:
        line = connect(url)
        postgres = line.info.server_version
        line.close()
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return {
        "processor": info.partition("model name\t: ")[2].partition("\n")[0] or platform.machine(),
        "processors": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": f"{postgres // 10000}.{postgres % 10000}",
    }


if __name__ == "__main__":
    sys.exit(main())
