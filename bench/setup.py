"""How long set-up takes, against a plain installation of the same tools in the same run.

    python3 bench/setup.py [--json] [--quick] [--installer pip|uv]

Both start from nothing but a warm package cache: an untimed plain installation fills it before the first round.
Then the two take turns, each in a fresh folder with a fresh environment. Also measured: what a second start of
course.py adds to calling debatekit directly, and what `import debatekit` adds to a bare Python. Exit 1 when a gate is
missed; a quick run, on whatever machine, fails only when a figure is more than twice its gate.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
PLAIN = ["jupyterlab", "ipywidgets", "pandas", "nbgrader"]
LEFT_OUT = shutil.ignore_patterns(
    ".venv*", ".git", "my-work", "grading", ".records", "dist", "__pycache__", "node_modules"
)
GATES = {"set_up_ratio": 1.3, "second_start_adds_s": 2.0, "import_adds_ms": 100.0}
# Few rounds on a busy machine are noisy: there only a gross regression counts.
GROSS = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")
    parser.add_argument("--quick", action="store_true", help="two rounds instead of four")
    parser.add_argument("--installer", choices=("pip", "uv"), default="pip")
    args = parser.parse_args()
    rounds = 2 if args.quick else 4
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        env, uv = _environment(base, args.installer)
        _say(f"filling the package cache with a plain installation by {args.installer} (not timed)")
        _plain(base / "warm", env, uv)
        ours, plain = [], []
        for number in range(rounds):
            course = base / f"course-{number}"
            shutil.copytree(COURSE, course, ignore=LEFT_OUT)
            ours.append(_timed(lambda course=course: _run([_python(), course / "course.py", "--version"], env)))
            plain.append(_timed(lambda number=number: _plain(base / f"plain-{number}", env, uv)))
            _say(f"round {number + 1} of {rounds}: course.py {ours[-1]:.1f} s, plain {plain[-1]:.1f} s")
        result = {
            "installer": args.installer,
            "python": ".".join(map(str, sys.version_info[:3])),
            "cache": "warm for both",
            # The fastest of each: whatever else this machine does can only add time.
            "set_up_s": min(ours),
            "plain_s": min(plain),
            "set_up_ratio": min(ours) / min(plain),
            **_starts(course, env, 5 if args.quick else 15),
        }
    return _report(result, args.json, GROSS if args.quick else 1)


def _environment(base: Path, installer: str) -> tuple[dict[str, str], str | None]:
    """Variables in which course.py finds the wished installer, and uv's path when that is it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "PYTHON"))}
    uv = shutil.which("uv", path=f"{COURSE / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    env["PATH"] = os.pathsep.join(at for at in env["PATH"].split(os.pathsep) if not shutil.which("uv", path=at))
    if installer == "pip":
        return env, None
    if not uv:
        raise SystemExit("uv is not here: install it, or measure with --installer pip.")
    (base / "bin").mkdir()
    (base / "bin" / "uv").symlink_to(Path(uv).resolve())
    env["PATH"] = f"{base / 'bin'}{os.pathsep}{env['PATH']}"
    return env, uv


def _plain(folder: Path, env: dict[str, str], uv: str | None) -> None:
    python = folder / "bin" / "python"
    if uv:
        _run([uv, "venv", "--no-project", "--python", _python(), folder], env)
        _run([uv, "pip", "install", "--python", python, *PLAIN], env)
    else:
        _run([_python(), "-m", "venv", folder], env)
        _run([python, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", *PLAIN], env)


def _starts(course: Path, env: dict[str, str], times: int) -> dict[str, float]:
    """Median cost of a second start and of the import, the two of each pair taking turns."""
    python = course / ".venv" / "bin" / "python"
    commands = {
        "course.py": [_python(), course / "course.py", "--version"],
        "debatekit": [python, "-m", "debatekit", "--version"],
        "import": [python, "-c", "import debatekit"],
        "bare": [python, "-c", "pass"],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            seconds[name].append(_timed(lambda command=command: _run(command, env)))
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    return {
        "second_start_adds_s": middle["course.py"] - middle["debatekit"],
        "import_adds_ms": 1000 * (middle["import"] - middle["bare"]),
    }


def _python() -> str:
    # Inside an environment, the Python it was made from: the one a newcomer would type.
    return getattr(sys, "_base_executable", None) or sys.executable


def _run(command: list[str | Path], env: dict[str, str]) -> None:
    result = subprocess.run(list(map(str, command)), env=env, capture_output=True, encoding="utf-8", errors="replace")
    if result.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _report(result: dict, as_json: bool, slack: float) -> int:
    gates = {name: slack * gate for name, gate in GATES.items()}
    missed = [name for name, gate in gates.items() if result[name] > gate]
    result = {name: round(value, 3) if isinstance(value, float) else value for name, value in result.items()}
    result |= {"gates": gates, "ok": not missed}
    for name, value in result.items():
        print(f"{name}: {value}")
    if as_json:
        print(json.dumps(result))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
