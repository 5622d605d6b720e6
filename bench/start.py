"""How soon the first lesson is ready, against a bare notebook that shows the same widgets.

    python bench/start.py [--json] [--quick]

Both notebooks hold the same text and the same seven widgets with the same front end. The bare one knows no course: its
cells define a widget class in a line and show a picture prepared beforehand, and of the card of one's progress its HTML;
no manifest is read, nothing is checked, no journal is opened. Timed in Chromium, in turn, each from “restart the kernel
and run all cells” until the last widget is drawn. Needs the packages of `python3 course.py test`, and Chromium. Exit 1
when the gate is missed; a quick run, on whatever machine, fails only when the ratio is more than twice the gate.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE / "tests" / "browser"))

LESSON = "00-start-here"
GATE = 1.3
# Few rounds on a busy machine are noisy: there only a gross regression counts.
GROSS = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ours, bare = measure(Path(folder), 3 if args.quick else 9)
    # Pair by pair, so that a machine that slows down does so for both.
    ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    result = {
        "lesson_s": round(statistics.median(ours), 3),
        "bare_s": round(statistics.median(bare), 3),
        "first_lesson_ratio": round(ratio, 3),
        "rounds": len(ours),
        "processors": os.cpu_count(),
    }
    gate = GATE * GROSS if args.quick else GATE
    print(f"first lesson {result['lesson_s']} s, bare notebook {result['bare_s']} s, ratio {ratio:.2f} (gate {gate})")
    if args.json:
        print(json.dumps(result))
    return 1 if ratio > gate else 0


def measure(place: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each round: the lesson's and the bare notebook's."""
    from lab import CHROMIUM, SWITCHES, Lab, copy_of_the_course, open_lab
    from playwright.sync_api import sync_playwright

    course = copy_of_the_course(place / "course")
    lab = Lab(open_lab(), course, place / "home")
    try:
        work = course / "my-work" / "lessons"
        widgets = write_bare_notebook(work, place / "home" / "journal")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            pages = {}
            for name in (LESSON, "bare"):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                # A workspace each, or the second page would open both notebooks.
                page.goto(lab.address.replace(f"/tree/lessons/{LESSON}", f"/workspaces/{name}/tree/lessons/{name}"))
                pages[name] = page
                once(page, widgets)  # the first run also starts the kernel and fills the browser's cache
            times = {name: [] for name in pages}
            for number in range(rounds):
                for name, page in pages.items():
                    times[name].append(once(page, widgets))
                latest = ", ".join(f"{name} {times[name][-1]:.2f} s" for name in pages)
                print(f"round {number + 1} of {rounds}: {latest}", flush=True)
            browser.close()
    finally:
        lab.stop()
    return times[LESSON], times["bare"]


def write_bare_notebook(folder: Path, home: Path) -> int:
    """The lesson's text with plain widgets in its cells; returns how many widgets there are."""
    os.environ["DEBATEKIT_HOME"] = str(home)
    import debatekit as dk
    from debatekit.widgets.front_end import module, style

    notebook = json.loads((folder / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    front_ends, count = {}, 0
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        if not source.startswith("dk."):
            cell["source"] = source.replace("import debatekit as dk", "import anywidget, json, pathlib, traitlets")
            continue
        widget = eval(source, {"dk": dk})
        if not hasattr(widget, "view"):
            (folder / "card.html").write_text(widget.html(), encoding="utf-8")
            cell["source"] = "from IPython.display import HTML\nHTML(pathlib.Path('card.html').read_text())"
            continue
        feature = "polls" if "poll" in source else "exercises"
        files = {"_esm": f"{feature}.mjs", "_css": f"{feature}.css"}
        front_ends[files["_esm"]] = module(COURSE / "src/debatekit" / feature / "widget.mjs")
        front_ends[files["_css"]] = style(COURSE / "src/debatekit" / feature / "widget.css")
        (folder / f"view-{count}.json").write_text(json.dumps(widget.view), encoding="utf-8")
        cell["source"] = (
            "class Bare(anywidget.AnyWidget):\n"
            f"    _esm = pathlib.Path('{files['_esm']}').read_text()\n"
            f"    _css = pathlib.Path('{files['_css']}').read_text()\n"
            "    view = traitlets.Dict().tag(sync=True)\n"
            f"Bare(view=json.loads(pathlib.Path('view-{count}.json').read_text()))"
        )
        count += 1
    for name, text in front_ends.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "bare.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return count


def once(page, widgets: int) -> float:
    """Restart the kernel, run all cells, and wait for the last widget; returns seconds."""
    from lab import Notebook

    notebook = Notebook(page)
    notebook.wait_until_idle()
    notebook.menu("Edit", "Clear Outputs of All Cells")
    page.wait_for_function("() => !document.querySelector('.dk-card')")
    notebook.menu("Kernel", "Restart Kernel and Run All Cells…")
    button = page.get_by_role("button", name="Confirm Kernel Restart")
    # In the page itself: the clock starts with the click and stops at the first frame with all widgets.
    seconds = button.evaluate(
        """(button, count) => new Promise((resolve) => {
            const start = performance.now();
            const look = () => document.querySelectorAll('.dk-card > *:last-child').length >= count
                ? resolve((performance.now() - start) / 1000) : requestAnimationFrame(look);
            button.click();
            look();
        })""",
        widgets,
    )
    notebook.wait_until_idle()
    return seconds


if __name__ == "__main__":
    sys.exit(main())
