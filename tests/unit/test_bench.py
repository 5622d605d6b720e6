"""The benchmarks judge: at full length by their gates, in a quick run only what is more than twice as much."""

from __future__ import annotations

import asyncio
import json
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


@pytest.mark.parametrize("figure", ["move_60_ms", "map_2000_ms", "first_drawing_ms", "redraw_ms"])
@pytest.mark.parametrize(("words", "times_the_gate", "code"), JUDGED)
def test_how_soon_a_map_answers(monkeypatch, figure, words, times_the_gate, code):
    maps = load("maps", monkeypatch)
    figures = dict.fromkeys(maps.GATES, 0.0) | {figure: maps.GATES[figure] * times_the_gate}
    monkeypatch.setattr(maps, "measure", lambda *_: figures | {f"{name}_peer": 1.0 for name in maps.GATES})
    monkeypatch.setattr(sys, "argv", ["maps.py", *words])
    assert maps.main() == code


def test_the_peer_of_the_strengths_is_right(monkeypatch):
    """Both ways agree on every strength, or the benchmark stops."""
    maps = load("maps", monkeypatch)
    figures = maps.strengths(1)
    assert 0 < figures["move_60_ms"] < figures["move_60_ms_peer"] * 5
    monkeypatch.setattr(maps, "textbook", lambda argument, position: {part.id: 0.5 for part in (*argument.claims, *argument.reasons)})
    with pytest.raises(AssertionError, match="the two differ"):
        maps.strengths(1)


@pytest.fixture
def class_bench(monkeypatch):
    module = load("class", monkeypatch)
    monkeypatch.setattr(module, "hardware", lambda: {"processors": 2})
    return module


@pytest.mark.parametrize(
    ("words", "figures", "code"),
    [
        ((), {}, 0),
        ((), {"p99_ms": 1001}, 1),
        ((), {"memory_mb": 401}, 1),
        ((), {"ratio": 0.39}, 1),
        ((), {"doubled": 1}, 1),
        (("--quick",), {"p99_ms": 1001, "ratio": 0.39}, 0),
        (("--quick",), {"lost": 1}, 1),
        (("--quick",), {"told_before_reveal": 1}, 1),
    ],
)
def test_what_a_class_of_a_thousand_asks(monkeypatch, capsys, class_bench, words, figures, code):
    good = {"lost": 0, "doubled": 0, "told_before_reveal": 0, "p99_ms": 200, "result_on_screen_ms": 500, "memory_mb": 100, "ratio": 0.6}
    monkeypatch.setattr(class_bench, "measure", lambda scene, kind, quick: {"1000" if scene == "large" else scene: good | figures})
    monkeypatch.setattr(sys, "argv", ["class.py", "--json", *words])
    assert class_bench.main() == code
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["sqlite_1000"] == last["postgresql_1000"] == good | figures
    assert last["hardware"] == {"processors": 2}
    assert last["ok"] is (code == 0)


def told(**others):
    return {"people": 3, "round": 1, "acknowledged": {"for": 2, "against": 1}, "lost": 0, "doubled": 0} | others


@pytest.mark.parametrize(
    ("rows", "lost", "doubled"),
    [
        ({"for": 2, "against": 1}, 0, 0),
        ({"for": 1, "against": 1}, 1, 0),
        ({"for": 2, "against": 2}, 0, 1),
        ({"for": 1, "against": 2}, 1, 1),
    ],
)
def test_a_vote_that_the_database_does_not_have_is_lost_whatever_the_server_says(monkeypatch, class_bench, rows, lost, doubled):
    monkeypatch.setattr(class_bench.scenes, "votes_kept", lambda *_: [(json.dumps(value), count) for value, count in rows.items()])
    found = class_bench.scenes._against_the_database(told(), "")
    assert (found["lost"], found["doubled"]) == (lost, doubled)


def test_the_load_program_notices_what_was_acknowledged_and_is_gone(class_bench):
    from class_load.people import Person
    from class_load.program import reckon

    async def reckoned(stand):
        people = [Person({"host": "", "port": 0}) for _ in stand]
        for person, stands in zip(people, stand, strict=True):
            person.acknowledged = {"value": "for", "confidence": 50, "n": 2}
            person.stands = lambda _, stands=stands: asyncio.sleep(0, stands)
        return await reckon({"faults": []}, people, 1, {"voters": len(people), "rows": [{"id": "for", "count": len(people)}]})

    kept, older = {"value": "for", "confidence": 50, "n": 2}, {"value": "for", "confidence": 50, "n": 1}
    assert (asyncio.run(reckoned([kept] * 3)))["lost"] == 0
    assert (asyncio.run(reckoned([kept, older, kept])))["lost"] == 1


@pytest.mark.parametrize("piece", [1, 7, 10_000])
def test_an_event_stream_is_read_however_it_is_cut(class_bench, piece):
    from class_load.http_line import Stream

    heard = []
    parts = [b'event: state\ndata: {"a":1}\n\n', b":\n\n", b'event: state\ndata: {"b"', b":2}\n\n"]
    sent = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)

    async def read():
        stream = Stream("", 0, heard.append)
        stream.status = asyncio.get_running_loop().create_future()
        for start in range(0, len(sent), piece):
            stream.data_received(sent[start : start + piece])
        return await stream.status

    assert asyncio.run(read()) == 200
    assert heard == [b'{"a":1}', b'{"b":2}']
