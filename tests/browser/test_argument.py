"""The map of an argument as a student meets it: real JupyterLab, real Chromium."""

from __future__ import annotations

import json
import re

import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from lab import REPOSITORY, Lab, Notebook, open_lab

from debatekit.course import load_course
from debatekit.course.argument_map import load_map

NAMES = load_course(REPOSITORY).readings
MAPS = {name: load_map(name, REPOSITORY) for name in NAMES}
NAME = NAMES[0]
PARTS = MAPS[NAME]
THESIS = PARTS.argument.thesis
FOCUSED = "document.activeElement.closest('[data-claim]')?.dataset.claim ?? ''"


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("argument") / "home")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name in NAMES:
        cell = {"cell_type": "code", "id": "map", "metadata": {}, "source": f"import debatekit as dk\ndk.argument({name!r})", "outputs": [], "execution_count": None}
        notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (course / f"my-work/{name}.ipynb").write_text(json.dumps(notebook))
    running.address = re.sub(r"lab/tree/[^?]*", f"lab/tree/{NAME}.ipynb", running.address)
    yield running
    running.stop()


def opened(lab, page, name=NAME, *, narrow=False):
    page.goto(lab.address.replace(NAME, name) + "&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook = Notebook(page)
    notebook.wait_until_idle()
    if page.locator("#jp-left-stack").is_visible():
        notebook.menu("View", "Appearance", "Show Left Sidebar")
    notebook.menu("Run", "Run All Cells")
    widget = page.locator(".dk-argument")
    widget.wait_for(timeout=60_000)
    if narrow:
        page.set_viewport_size({"width": 360, "height": 780})
    page.wait_for_timeout(400)
    widget.evaluate("one => one.scrollIntoView()")
    return widget


def zoom(widget):
    return widget.locator(".dk-map").evaluate("map => Number(map.style.getPropertyValue('--dk-zoom'))")


def corner(widget, claim):
    box = widget.locator(f'[data-claim="{claim}"] .dk-shape').bounding_box()
    return round(box["x"]), round(box["y"])


def test_a_click_shows_the_details_and_a_drag_moves_the_picture(lab, page):
    widget = opened(lab, page)
    before = corner(widget, THESIS)
    stage = widget.locator(".dk-stage").bounding_box()
    page.mouse.move(stage["x"] + 40, stage["y"] + 40)
    page.mouse.down()
    page.mouse.move(stage["x"] + 100, stage["y"] + 70, steps=5)
    page.mouse.up()
    # The first few pixels only tell a drag from a click.
    x, y = corner(widget, THESIS)
    assert 40 < x - before[0] <= 60 and 15 < y - before[1] <= 30
    assert not widget.locator(".dk-panel").count()

    reason = next(reason for reason in PARTS.argument.reasons if reason.id in PARTS.argument.main_line and reason.to == THESIS and len(reason.premises) > 1)
    chosen = next(claim for claim in PARTS.argument.claims if claim.id == reason.premises[-1])
    widget.locator(f'[data-claim="{chosen.id}"]').click()
    panel = widget.locator(".dk-panel")
    assert chosen.text in panel.inner_text() and reason.scheme in panel.inner_text() and reason.note in panel.inner_text()
    # What is held together with it is lit, too; what has nothing to do with it is not.
    assert all("dk-dim" not in widget.locator(f'[data-claim="{premise}"]').get_attribute("class") for premise in reason.premises)
    assert widget.locator(".dk-node.dk-dim").count()
    widget.locator(f'[data-reason="{reason.id}"]').click()
    assert "together support 1" in panel.inner_text()
    panel.get_by_role("button", name="Close the details").click()
    assert not widget.locator(".dk-panel, .dk-dim").count()
    assert page.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_alone_walks_from_the_thesis_to_a_premise_and_opens_it(lab, page, name):
    parts = MAPS[name]
    widget = opened(lab, page, name)
    widget.get_by_role("button", name="Fit all of it").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == parts.argument.thesis
    page.keyboard.press("ArrowDown")
    below = page.evaluate(FOCUSED)
    assert below in {premise for reason in parts.argument.reasons if reason.to == parts.argument.thesis for premise in reason.premises}
    page.keyboard.press("Enter")
    text = next(claim.text for claim in parts.argument.claims if claim.id == below)
    assert text in widget.locator(".dk-panel").inner_text()
    assert page.evaluate("document.activeElement.closest('.dk-panel') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == below and not widget.locator(".dk-panel").count()

    # Every box of the whole map can be walked to, and is in view when it has the focus. The picture is one stop for Tab.
    widget.get_by_role("button", name="Whole map").click()
    widget.locator(f'[data-claim="{parts.argument.thesis}"]').focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        box, stage = widget.locator(f'[data-claim="{page.evaluate(FOCUSED)}"] .dk-shape').bounding_box(), widget.locator(".dk-stage").bounding_box()
        assert stage["x"] <= box["x"] and box["x"] + box["width"] <= stage["x"] + stage["width"]
    assert widget.locator('.dk-stage [tabindex="0"]').count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.dk-stage') === null")
    assert page.faults == []


def test_zoom_whole_map_and_what_the_main_line_leaves_out(lab, page):
    widget = opened(lab, page)
    assert zoom(widget) >= 1, "at first every text is readable"
    smallest = widget.locator(".dk-map text:visible").evaluate_all("all => Math.min(...all.map(one => parseFloat(getComputedStyle(one).fontSize)))")
    assert smallest * zoom(widget) >= 13
    main = widget.locator(".dk-node").count()
    assert main < len(PARTS.argument.claims)

    page.mouse.move(600, 600)
    top = widget.locator(".dk-stage").bounding_box()["y"]
    before = zoom(widget)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -60)
    page.keyboard.up("Control")
    assert zoom(widget) > before and widget.locator(".dk-stage").bounding_box()["y"] == top
    page.mouse.wheel(0, 60)
    page.wait_for_function("top => document.querySelector('.dk-stage').getBoundingClientRect().y < top", arg=top)
    widget.get_by_role("button", name="Smaller").click()
    widget.get_by_role("button", name="Larger").click()

    more = widget.locator("[data-more]").first
    label = more.text_content()
    more.dispatch_event("click")
    assert label.startswith("+") and widget.locator(".dk-node").count() > main

    widget.get_by_role("button", name="Whole map").click()
    assert widget.locator(".dk-node").count() == len(PARTS.argument.claims)
    assert widget.locator(".dk-junction").count() == len(PARTS.argument.reasons)
    stage = widget.locator(".dk-stage").bounding_box()
    for shape in widget.locator(".dk-node .dk-shape").all():
        box = shape.bounding_box()
        assert stage["x"] <= box["x"] and box["x"] + box["width"] <= stage["x"] + stage["width"] + 1
    widget.locator(f'[data-claim="{THESIS}"]').click()
    assert zoom(widget) == 1, "a click on the small map goes there"
    assert page.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_the_outline_holds_every_claim_and_is_what_a_narrow_page_shows(lab, page, name):
    parts = MAPS[name]
    widget = opened(lab, page, name, narrow=True)
    assert widget.get_by_role("button", name="Outline").get_attribute("aria-pressed") == "true"
    assert not widget.locator(".dk-stage").count()
    entries = widget.locator("[data-entry]")
    assert entries.evaluate_all("all => all.map(one => one.dataset.entry).sort()") == sorted(claim.id for claim in parts.argument.claims)
    text = widget.inner_text()
    assert all(claim.text in text for claim in parts.argument.claims)
    assert widget.evaluate("one => one.scrollWidth <= one.clientWidth")

    check = next(check for check in parts.checks.values() if not check.is_weak)
    claim = next(claim for claim in parts.argument.claims if check.id in claim.checks)
    widget.locator(f'[data-entry="{claim.id}"]').focus()
    page.keyboard.press("Enter")
    details = widget.locator(".dk-inline")
    assert check.evidence in details.inner_text() and details.get_by_role("link").first.get_attribute("href") == check.sources[0]
    page.keyboard.press("Enter")
    assert not details.count()

    # A claim in the details leads to its own place in the list, which opens and has the focus.
    reason = next(reason for reason in parts.argument.reasons if reason.to == parts.argument.thesis)
    premise = next(claim for claim in parts.argument.claims if claim.id == reason.premises[0])
    widget.locator(f'[data-entry="{parts.argument.thesis}"]').click()
    details.get_by_role("button", name=premise.text).first.click()
    entry = widget.locator(f'[data-entry="{premise.id}"]')
    assert entry.get_attribute("aria-expanded") == "true" and entry.evaluate("one => one === document.activeElement")
    assert details.count() == 1 and premise.text in details.text_content()
    assert page.faults == []


def test_on_paper_there_is_the_outline(lab, page):
    widget = opened(lab, page)
    assert not widget.locator(".dk-outline").is_visible()
    page.emulate_media(media="print")
    assert widget.locator(".dk-outline").is_visible() and not widget.locator(".dk-stage").is_visible()


@pytest.mark.slow
def test_axe_finds_nothing_grave(lab, page):
    notebook = open_whole(page, lab.address)
    run_all(notebook, 1)
    widget = page.locator(".dk-argument")
    found = {}
    for theme in (LIGHT, DARK):
        choose_theme(notebook, theme)
        widget.get_by_role("button", name="Picture").click()
        found[theme, "picture"] = findings(page)
        widget.locator(f'[data-claim="{THESIS}"]').focus()
        page.keyboard.press("Enter")
        widget.locator(".dk-panel").wait_for()
        found[theme, "details"] = findings(page)
        widget.get_by_role("button", name="Outline").click()
        found[theme, "outline"] = findings(page)
    assert {place: grave(lines) for place, lines in found.items() if grave(lines)} == {}
