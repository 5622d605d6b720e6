"""A decision matrix, as a student fills it: real JupyterLab, real Chromium."""

from __future__ import annotations

import re

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from lab import Lab, open_lab


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("matrix") / "home")
    one_cell.write(course, "matrix", 'dk.weigh("options")')
    running.address = re.sub(r"lab/tree/[^?]*", "lab/tree/matrix.ipynb", running.address)
    yield running
    running.stop()


@pytest.fixture
def widget(lab, page):
    return one_cell.run(lab, page, "matrix", ".dk-weigh")


def until(widget, what):
    widget.get_by_text(what).first.wait_for(timeout=5000)


def choose(widget, place, value):
    widget.locator(f'[data-place="{place}"]').select_option(str(value))


def fill(widget):
    for place, value in (("weight/troops", 6), ("weight/iraqis", 6), ("weight/cost", 3)):
        choose(widget, place, value)
    for option, values in (("leave", (8, 4, 8)), ("no-strikes", (4, 7, 4))):
        widget.locator("summary", has_text="Leave" if option == "leave" else "without striking").click()
        for criterion, value in zip(("troops", "iraqis", "cost"), values, strict=True):
            choose(widget, f"{option}/{criterion}", value)
    until(widget, "“Leave” comes first")


def test_weights_and_marks_by_keyboard_make_a_first_place_and_what_it_hangs_on(widget, page):
    weight = widget.get_by_label("Lives of US troops Fewer US soldiers")
    weight.focus()
    page.keyboard.type("6")
    until(widget, "Mark at least two options")
    assert page.evaluate("document.activeElement.dataset.place") == "weight/troops"
    fill(widget)
    assert widget.locator('[data-option="leave"] td').nth(1).inner_text() == "6.4"
    ask = widget.get_by_role("button", name="What does the first place hang on?")
    ask.focus()
    page.keyboard.press("Enter")
    until(widget, "Your first place is fairly firm")
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    assert page.faults == []


def test_an_open_mark_makes_a_range_and_the_notebook_keeps_no_number(widget, page, lab, course):
    widget.locator("summary", has_text="without striking").click()
    choose(widget, "no-strikes/iraqis", "open")
    until(widget, "An open mark is unknown, and not 0")
    assert " to " in widget.locator('[data-option="no-strikes"] td').nth(1).inner_text()
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    saved = (course / "my-work/matrix.ipynb").read_text(encoding="utf-8")
    assert "What should the US do?" in saved and "An open mark is unknown" not in saved and '"marks": {"' not in saved
    assert page.faults == []


def test_on_a_phone_nothing_is_cut_off(widget, page):
    widget.locator("summary").first.click()
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_timeout(300)
    assert widget.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    assert all(box["height"] >= 44 for box in (each.bounding_box() for each in widget.locator("button:visible, summary:visible, select:visible").all()))
    assert page.faults == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_grave_finding(lab, page, theme):
    notebook = open_whole(page, lab.address)
    run_all(notebook, 1)
    choose_theme(notebook, theme)
    widget = page.locator(".dk-weigh")
    widget.locator("summary").first.click()
    widget.get_by_role("button", name="What does the first place hang on?").click()
    until(widget, "What does the first place")
    assert not grave(findings(page))
