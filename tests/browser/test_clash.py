"""Where two arguments meet, as a student sees it: real JupyterLab, real Chromium."""

from __future__ import annotations

import re

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from lab import REPOSITORY, Lab, open_lab

from debatekit.clashes.clash import LABELS
from debatekit.course.clash import load_clash

pytestmark = pytest.mark.slow

CLASHES = load_clash(REPOSITORY).clashes.clashes
# The first that is no contradiction, so that guessing a contradiction is a guess that differs.
OTHER = next(clash for clash in CLASHES if clash.relation not in ("contradict", "shared_assumption"))
NAMES = {"contradict": "contradict", "agree": "agree", "talk_past": "talk past each other", "one_fact_two_readings": "one fact, two readings", "shared_assumption": "shared assumption"}
FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("clash") / "home")
    one_cell.write(course, "clash", "dk.clash()")
    running.address = re.sub(r"lab/tree/[^?]*", "lab/tree/clash.ipynb", running.address)
    yield running
    running.stop()


def opened(lab, page, width=1280):
    widget = one_cell.run(lab, page, "clash", ".dk-clashes")
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(300)
    return widget


def entry(widget, clash):
    return widget.locator(f'.dk-clash-entry[data-key="{clash.id}"]')


def test_a_guess_by_keyboard_alone_tells_how_we_read_it(lab, page):
    widget = opened(lab, page)
    assert OTHER.note not in widget.inner_text()
    head = entry(widget, OTHER).get_by_role("button", name=OTHER.about)
    head.focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-expanded") == "true" and page.evaluate(f"{FOCUSED}.matches('.dk-clash-head')")
    assert "your guess?" in head.inner_text() and OTHER.note not in widget.inner_text()
    page.keyboard.press("Tab")
    assert LABELS["contradict"] in page.evaluate(f"{FOCUSED}.textContent")
    page.keyboard.press("Space")
    told = page.evaluate(f"{FOCUSED}.textContent")
    assert told.startswith("You say that they contradict each other"), "no sign before it that looks like a verdict"
    assert LABELS[OTHER.relation].replace("They", "they") in told
    assert OTHER.note in entry(widget, OTHER).inner_text() and "your guess?" not in head.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert entry(widget, OTHER).locator("details").evaluate("one => one.open")
    assert page.faults == []


def test_a_filter_shows_the_places_of_one_relation_and_tells_them(lab, page):
    widget = opened(lab, page)
    assert widget.locator(".dk-clash-entry").count() == len(CLASHES)
    for relation in LABELS:
        here = [clash for clash in CLASHES if clash.relation == relation]
        widget.get_by_role("button", name=f"{NAMES[relation]} {len(here)}").click()
        assert widget.locator(".dk-clash-entry").count() == len(here)
        assert "your guess?" not in widget.inner_text() and widget.locator(".dk-clash-verdict").count() >= 1
    widget.get_by_role("button", name="Guess first").click()
    assert widget.locator(".dk-clash-entry").count() == len(CLASHES) and "your guess?" in widget.inner_text()
    widget.get_by_role("button", name="Tell all").click()
    assert "your guess?" not in widget.inner_text()
    assert page.faults == []


def test_the_columns_stand_side_by_side_on_a_screen_and_below_each_other_on_a_phone(lab, page):
    def places(widget):
        part = entry(widget, CLASHES[0])
        return [part.locator(name).bounding_box() for name in (".dk-clash-left", ".dk-clash-middle", ".dk-clash-right")]

    widget = opened(lab, page)
    left, middle, right = places(widget)
    assert left["x"] + left["width"] <= middle["x"] and middle["x"] + middle["width"] <= right["x"]
    page.set_viewport_size({"width": 420, "height": 900})
    page.wait_for_timeout(300)
    left, middle, right = places(widget)
    assert left["y"] + left["height"] <= right["y"] and right["y"] + right["height"] <= middle["y"]
    assert widget.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    assert all(box["height"] >= 44 for box in (button.bounding_box() for button in widget.locator("button:visible, summary:visible").all()))
    assert page.faults == []


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_grave_finding(lab, page, theme):
    notebook = open_whole(page, lab.address)
    run_all(notebook, 1)
    choose_theme(notebook, theme)
    widget = page.locator(".dk-clashes")
    assert not grave(findings(page))
    widget.get_by_role("button", name="Tell all").click()
    for clash in (CLASHES[1], OTHER, CLASHES[-2], CLASHES[-1]):
        head = entry(widget, clash).locator(".dk-clash-head")
        if head.get_attribute("aria-expanded") == "false":
            head.click()
    for fold in widget.locator("summary").all():
        fold.click()
    page.wait_for_timeout(300)
    assert not grave(findings(page))
