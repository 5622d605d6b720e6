"""The benchmarks judge: at full length by their gates, in a quick run only what is more than twice as much."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"


def load(name: str, monkeypatch):
    # bench/start.py puts the helpers of the browser tests on the path.
    monkeypatch.setattr(sys, "path", list(sys.path))
    spec = spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


JUDGED = [((), 0.9, 0), ((), 1.1, 1), (("--quick",), 1.1, 0), (("--quick",), 1.9, 0), (("--quick",), 2.1, 1)]


@pytest.mark.parametrize(("words", "times_the_gate", "code"), JUDGED)
def test_how_soon_the_first_lesson_is_ready(monkeypatch, words, times_the_gate, code):
    start = load("start", monkeypatch)
    monkeypatch.setattr(start, "measure", lambda *_: ([start.GATE * times_the_gate], [1.0]))
    monkeypatch.setattr(sys, "argv", ["start.py", *words])
    assert start.main() == code


@pytest.mark.parametrize("slow", ["first", "one"])
@pytest.mark.parametrize(("words", "times_the_gate", "code"), JUDGED)
def test_how_long_a_table_takes(monkeypatch, slow, words, times_the_gate, code):
    tables = load("tables", monkeypatch)
    took = {"first": 1.0, "one": 1.0} | {slow: tables.GATE_MS * times_the_gate}
    monkeypatch.setattr(tables, "first_table", lambda *_: (took["first"], 1.0))
    monkeypatch.setattr(tables, "measure", lambda *_: {"quick": (1.0, 1.0), "slow": (took["one"], 1.0)})
    monkeypatch.setattr(sys, "argv", ["tables.py", *words])
    assert tables.main() == code


@pytest.mark.parametrize("figure", ["set_up_ratio", "second_start_adds_s", "import_adds_ms"])
@pytest.mark.parametrize(("words", "times_the_gate", "code"), JUDGED)
def test_how_long_set_up_takes(monkeypatch, figure, words, times_the_gate, code):
    setup = load("setup", monkeypatch)
    figures = dict.fromkeys(setup.GATES, 0.0) | {figure: setup.GATES[figure] * times_the_gate}
    monkeypatch.setattr(setup, "_plain", lambda *_: None)
    monkeypatch.setattr(setup, "_run", lambda *_: None)
    monkeypatch.setattr(setup.shutil, "copytree", lambda *_, **__: None)
    monkeypatch.setattr(setup, "_timed", lambda work: 1.0)
    monkeypatch.setattr(setup, "_starts", lambda *_: figures)
    monkeypatch.setattr(sys, "argv", ["setup.py", *words])
    assert setup.main() == code
