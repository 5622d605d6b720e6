"""The card of what is done, as a learner sees it: real JupyterLab, real Chromium."""

from __future__ import annotations

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, grave
from axe_playwright_python.sync_playwright import Axe
from lab import Lab, Notebook, open_lab

VOTE = """from debatekit.course import load_poll
from debatekit.journal import open_journal
from debatekit.polls.question import Vote
open_journal().cast("stay-or-leave", load_poll("withdraw"), "before", Vote(value="leave", confidence=75))
open_journal().add_attempt("stay-or-leave", "everyday-kinds", {"train": "fact"}, right=1, total=9, hints=0)"""


@pytest.fixture
def card(course, lab, page):
    path = one_cell.write(course, "lessons/far", VOTE, "dk.progress()")
    found = one_cell.run(lab, page, "lessons/far", ".dk-progress")
    yield found
    path.unlink()


def test_it_says_how_far_one_is_and_leads_there(card, page):
    assert "Go on with 00 Start here (lessons/00-start-here.ipynb), section “2. Vote before you read”" in card.inner_text()
    first = card.locator("details").first
    assert "2 of 8 done" in first.inner_text() and "voted" in first.inner_text() and "1 of 9 right" in first.inner_text()
    card.get_by_role("link", name="00 Start here").click()
    page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) h1', has_text="Start here").wait_for(state="attached")
    # Not at the top of the lesson, but at what is left in it.
    page.wait_for_function(
        """() => [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')].some((cell) => {
            const at = cell.getBoundingClientRect();
            return cell.textContent.includes('other-side') && at.top >= 0 && at.top < window.innerHeight;
        })"""
    )
    assert page.faults == []


def test_it_unfolds_by_keyboard_and_fits_a_narrow_page(card, page):
    last = card.locator("details").last
    last.locator("summary").focus()
    for key, is_open in (("Enter", True), ("Space", False)):
        page.keyboard.press(key)
        assert last.evaluate("one => one.open") is is_open
    page.set_viewport_size({"width": 420, "height": 900})
    page.wait_for_timeout(300)
    card.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    assert card.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    assert all(box["height"] >= 44 for box in (each.bounding_box() for each in card.locator("summary").all()))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_grave(card, page, theme):
    page.set_viewport_size({"width": 1280, "height": 6000})
    page.add_style_tag(content="body { overflow: visible !important; }")
    choose_theme(Notebook(page), theme)
    card.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    page.wait_for_timeout(300)
    found = Axe().run(page, context=".dk-progress").response
    assert found["passes"] and not grave([f"{each['impact']}: {each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]])


def test_a_saved_notebook_shows_it_without_a_kernel_and_holds_no_vote(card, page, lab, course):
    Notebook(page).save()
    lab.stop()
    outputs = (course / "my-work/lessons/far.ipynb").read_text(encoding="utf-8")
    assert "Your progress" in outputs and "withdraw them all" not in outputs and "75 %" not in outputs
    again = Lab(open_lab(), course, lab.home)
    try:
        page.goto(again.address.replace("00-start-here", "far") + "&reset")
        page.locator(".dk-progress details").first.wait_for()
        page.locator(".dk-progress summary").last.click()
        assert page.locator(".dk-progress details").last.evaluate("one => one.open")
    finally:
        again.stop()
