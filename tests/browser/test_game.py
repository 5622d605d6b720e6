"""Deterrence as a game, as a student plays it: real JupyterLab, real Chromium."""

from __future__ import annotations

import re
import time

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from lab import Lab, open_lab

FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("game") / "home")
    one_cell.write(course, "game", "dk.game()")
    running.address = re.sub(r"lab/tree/[^?]*", "lab/tree/game.ipynb", running.address)
    yield running
    running.stop()


@pytest.fixture
def widget(lab, page):
    return one_cell.run(lab, page, "game", ".dk-game")


def attacks(widget, rule="tit_for_tat"):
    return widget.locator(f'[data-rule="{rule}"] td').first.inner_text()


def until(widget, what):
    widget.get_by_text(what).first.wait_for(timeout=5000)


def test_a_slider_by_keyboard_alone_plays_the_game_anew(widget, page):
    assert "All five rules come out alike" in widget.inner_text()
    before, line = attacks(widget), widget.locator(".dk-game-line").get_attribute("d")
    slider = widget.get_by_label("Provocation How much does a strike anger him")
    slider.focus()
    page.keyboard.press("End")
    until(widget, "Fewest attacks under “Red line” and “No answer”")
    assert page.evaluate(f"{FOCUSED}.dataset.slider") == "provocation", "the focus stays where it is"
    assert slider.get_attribute("aria-valuetext") == "4\u00a0points: it raises his wish by 4 points"
    assert widget.locator('[data-key="provocation"] .dk-game-value').inner_text() == "4\u00a0points"
    assert attacks(widget) != before and widget.locator(".dk-game-line").get_attribute("d") != line
    spoken = widget.locator(".dk-hidden[role=status]").inner_text()
    assert spoken.startswith("In the middle run") and spoken.endswith("which come out alike.")
    reset = widget.get_by_role("button", name="Reset the sliders")
    reset.focus()
    page.keyboard.press("Enter")
    until(widget, "All five rules come out alike")
    assert attacks(widget) == before and slider.input_value() == "2"
    assert page.faults == []


def test_what_decides_is_told_in_words_and_rows_by_keyboard_and_goes_when_something_moves(widget, page):
    widget.get_by_role("button", name="Which assumption decides?").focus()
    page.keyboard.press("Space")
    until(widget, "Gain moves the attacks most")
    rows = widget.locator("[data-swing]")
    assert rows.count() == 11 and rows.first.get_attribute("data-swing") == "gain"
    assert "0 at 0\u00a0points" in rows.first.inner_text() and "all alike" in rows.first.inner_text()
    widget.get_by_role("button", name="Leave", exact=True).click()
    widget.locator("[data-swing]").first.wait_for(state="detached")
    assert widget.get_by_role("button", name="Leave", exact=True).get_attribute("aria-pressed") == "true"
    assert page.faults == []


def test_two_settings_are_laid_beside_each_other_with_the_mouse(widget, page):
    chart = widget.get_by_role("img").first
    widget.get_by_role("button", name="Keep this to compare").click()
    until(widget, "Kept (Tit for tat, all sliders in the middle)")
    slider = widget.locator('[data-slider="cost"]')
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.98, box["y"] + box["height"] / 2)
    until(widget, "Now (Tit for tat, cost 4")
    said = chart.get_attribute("aria-label")
    assert said.startswith("Now (Tit for tat, cost 4") and "Kept (Tit for tat, all sliders in the middle)" in said
    assert widget.locator(".dk-game-kept-line").count() == 1 and widget.locator(".dk-game-kept-bar").count() > 3
    assert widget.locator(".dk-game-kept-line").evaluate("one => getComputedStyle(one).strokeDasharray") != "none", "not told by colour alone"
    widget.get_by_role("button", name="Stop comparing").click()
    widget.locator(".dk-game-kept-line").wait_for(state="detached")
    assert page.faults == []


def test_other_dice_give_another_line_and_the_same_answer(widget, page):
    line = widget.locator(".dk-game-line").get_attribute("d")
    widget.get_by_role("button", name="Throw the dice anew").click()
    until(widget, "dice no. 2")
    assert widget.locator(".dk-game-line").get_attribute("d") != line
    assert "All five rules come out alike" in widget.inner_text()
    assert page.faults == []


def test_a_quick_hand_is_followed_and_the_last_word_counts(widget, page):
    slider = widget.locator('[data-slider="gain"]')
    slider.focus()
    begun = time.perf_counter()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    widget.get_by_text("40 (40 to 40)").first.wait_for(timeout=5000)
    assert slider.input_value() == "10" and time.perf_counter() - begun < 5
    assert page.faults == []


def test_on_a_phone_nothing_is_cut_off(widget, page):
    widget.get_by_role("button", name="Which assumption decides?").click()
    widget.locator("[data-swing]").first.wait_for()
    page.set_viewport_size({"width": 420, "height": 900})
    page.wait_for_timeout(300)
    assert widget.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    assert widget.locator(".dk-game-decides .dk-game-scroll").evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    assert all(box["height"] >= 44 for box in (button.bounding_box() for button in widget.locator("button:visible, summary:visible").all()))
    assert page.faults == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_grave_finding(lab, page, theme):
    notebook = open_whole(page, lab.address)
    run_all(notebook, 1)
    choose_theme(notebook, theme)
    widget = page.locator(".dk-game")
    assert not grave(findings(page))
    for name in ("Keep this to compare", "Own time", "Which assumption decides?"):
        widget.get_by_role("button", name=name).click()
    widget.locator("summary").click()
    widget.locator("[data-swing]").first.wait_for()
    assert not grave(findings(page))
