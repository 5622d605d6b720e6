"""How soon an argument answers: its strengths after one slider move, and its map in Chromium.

    python bench/maps.py [--json] [--quick]

In Python: the strengths of a made-up map of 60 claims after one move, and of one of 2,000 claims from nothing. The peer is the
way of the textbooks, all strengths worked out again and again until none changes, written here and sharing no code with the kit;
both must agree on every strength. (No package on PyPI that computes these semantics could be installed.)
In Chromium: the course's larger map as its widget draws it first, and again after a message from the kernel with new strengths.
The peer draws the same boxes as bare HTML. The fastest of several rounds counts, since whatever else the machine does can only add time.
Exit 1 when a gate is missed; a quick run, on whatever machine, fails only at more than twice a gate.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from math import prod
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE / "tests" / "browser"))

GATES = {"move_60_ms": 5.0, "map_2000_ms": 200.0, "first_drawing_ms": 300.0, "redraw_ms": 1000 / 60}
# Few rounds on a busy machine are noisy: there only a gross regression counts.
GROSS = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")
    parser.add_argument("--quick", action="store_true", help="few rounds instead of many")
    args = parser.parse_args()
    figures = measure(5 if args.quick else 40)
    gates = {name: gate * (GROSS if args.quick else 1) for name, gate in GATES.items()}
    for name, gate in gates.items():
        print(f"{name}: {figures[name]:.2f} (gate {gate:.1f}), its peer {figures[f'{name}_peer']:.2f}")
    ok = all(figures[name] <= gate for name, gate in gates.items())
    if args.json:
        print(json.dumps({**{name: round(value, 3) for name, value in figures.items()}, "processors": os.cpu_count(), "ok": ok}))
    return 0 if ok else 1


def measure(rounds: int) -> dict[str, float]:
    """Every figure and its peer's, in milliseconds."""
    return strengths(rounds) | drawings(rounds)


def strengths(rounds: int) -> dict[str, float]:
    from debatekit.arguments.position import Position
    from debatekit.arguments.weighing import Scales

    found = {}
    for name, size in (("move_60_ms", 60), ("map_2000_ms", 2000)):
        argument = made_up(size)
        scales = Scales(argument)
        position = Position(semantics="df_quad").moved(argument, f"c{size - 1}", 0.9)
        if size == 60:
            ours, peers = (lambda: Scales.weigh(scales, position)), (lambda: textbook(argument, position))
        else:
            ours, peers = (lambda: Scales(argument).weigh(position)), (lambda: textbook(argument, position))
        one, other = ours(), peers()
        worst = max(abs(one[each] - other[each]) for each in one)
        assert worst < 1e-6, f"the two differ by {worst}"
        pairs = [(_timed(ours), _timed(peers)) for _ in range(rounds)]
        found[name], found[f"{name}_peer"] = (min(column) for column in zip(*pairs, strict=True))
    return found


def made_up(size: int):
    """An argument of `size` claims: a tree that branches, every third step from two premises, some attacks and undercuts."""
    from debatekit.arguments.argument import Argument, Claim, Reason

    roll = random.Random(size)
    reasons: list[Reason] = []
    place = 1
    while place < size:
        premises = (f"c{place}", f"c{place + 1}") if place % 3 == 0 and place + 1 < size else (f"c{place}",)
        undercuts = reasons and place % 11 == 0
        target = roll.choice(reasons).id if undercuts else f"c{roll.randrange(max(0, place - 40), place)}"
        relation = "undercuts" if undercuts else roll.choice(("supports", "supports", "attacks"))
        reasons.append(Reason(id=f"r{place}", premises=premises, relation=relation, to=target, scheme="sign", paragraphs=(1,)))
        place += len(premises)
    claims = tuple(Claim(id=f"c{each}", text=f"Claim {each}.", kind="fact", paragraphs=(1,), basis="none_given") for each in range(size))
    return Argument(id="made-up", thesis="c0", claims=claims, reasons=tuple(reasons), main_line=())


def textbook(argument, position) -> dict[str, float]:
    """DF-QuAD by repeated sweeps over everything, straight from its definition."""
    now = {part.id: 0.0 for part in (*argument.claims, *argument.reasons)}
    into: dict[str, list] = {name: [] for name in now}
    for reason in argument.reasons:
        into[reason.to].append(reason)
    while True:
        new = {}
        for part in (*argument.claims, *argument.reasons):
            start = position.values.get(part.id, 0.99 if hasattr(part, "premises") else 0.5)
            base = start * prod(now[premise] for premise in getattr(part, "premises", ()))
            against = prod(1 - now[reason.id] for reason in into[part.id] if reason.relation != "supports")
            behind = prod(1 - now[reason.id] for reason in into[part.id] if reason.relation == "supports")
            v = against - behind
            new[part.id] = base + (1 - base) * v if v > 0 else base + base * v
        if all(abs(new[name] - now[name]) < 1e-9 for name in now):
            return new
        now = new


# The widget's own front end in a bare page, with a stand-in for the kernel: from the call until the browser has laid it out.
_DRAW = """
async ({ esm, css, fixed, view, next, boxes }) => {
  const widget = (await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })))).default;
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  document.body.replaceChildren();
  const heard = {};
  const state = { fixed, view };
  const model = { get: (name) => state[name], send: () => {}, on: (name, call) => { heard[name] = call; }, off: () => {} };
  const el = document.body.appendChild(document.createElement("div"));
  const timed = (work) => {
    const start = performance.now();
    work();
    void document.body.offsetHeight;
    return performance.now() - start;
  };
  const first = timed(() => widget.render({ model, el }));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const button of el.querySelectorAll("button")) if (["Whole map", "What if"].includes(button.textContent)) button.click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const redraw = timed(() => heard["msg:custom"]({ view: next }));
  const number = el.querySelector(".dk-meter-number")?.textContent;
  const bare = document.body.appendChild(document.createElement("div"));
  const bareFirst = timed(() => { for (const text of boxes) bare.append(Object.assign(document.createElement("p"), { textContent: text })); });
  const bareRedraw = timed(() => { for (const each of bare.children) each.textContent += " 0.50"; });
  return { first, redraw, bareFirst, bareRedraw, number };
}
"""


def drawings(rounds: int) -> dict[str, float]:
    import tempfile

    from lab import CHROMIUM, SWITCHES
    from playwright.sync_api import sync_playwright

    from debatekit.arguments.widget import ArgumentWidget
    from debatekit.course import load_course
    from debatekit.course.argument_map import load_map
    from debatekit.journal.store import Journal
    from debatekit.widgets.front_end import module, style

    with tempfile.TemporaryDirectory() as folder:
        maps = [load_map(name, COURSE) for name in load_course(COURSE).readings]
        largest = max(maps, key=lambda parts: len(parts.argument.claims))
        widget = ArgumentWidget(largest, "bench", Journal(Path(folder) / "journal.sqlite3"))
        before = widget.picture
        moved = largest.argument.reasons[0].premises[0]
        widget._receive(widget, {"do": "set", "id": moved, "value": 0.9}, [])
        front = COURSE / "src/debatekit/arguments"
        handed = {
            "esm": module(front / "widget.mjs"), "css": style(front / "widget.css"), "fixed": widget.fixed, "view": before,
            "next": widget.picture, "boxes": [claim.text for claim in largest.argument.claims],
        }  # fmt: skip
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            times = [page.evaluate(_DRAW, handed) for _ in range(rounds)]
            browser.close()
    assert times[0]["number"] == f"{widget.picture['strengths'][largest.argument.thesis]:.2f}", "the message has reached the picture"
    names = {"first_drawing_ms": "first", "first_drawing_ms_peer": "bareFirst", "redraw_ms": "redraw", "redraw_ms_peer": "bareRedraw"}
    return {name: min(each[key] for each in times) for name, key in names.items()}


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main())
