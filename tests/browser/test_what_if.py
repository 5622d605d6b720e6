"""What if a claim were false? The trial of an argument, in real JupyterLab and real Chromium."""

from __future__ import annotations

import json
import re

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave
from lab import REPOSITORY, Lab, Notebook, open_lab
from playwright.sync_api import expect

from debatekit.arguments.position import Position
from debatekit.arguments.weighing import Scales
from debatekit.course import load_argument, load_course

pytestmark = pytest.mark.slow

NAME = load_course(REPOSITORY).readings[0]
ARGUMENT = load_argument(NAME, REPOSITORY)
SCALES = Scales(ARGUMENT)
PREMISE = next(reason for reason in ARGUMENT.reasons if reason.id == ARGUMENT.main_line[0]).premises[0]
NUMBER = ".dk-meter-number"


def thesis(**values) -> str:
    semantics = values.pop("semantics", "euler")
    held = frozenset(values.pop("held", ()))
    return f"{SCALES.weigh(Position(values=values, semantics=semantics, held=held))[ARGUMENT.thesis]:.2f}"


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("what-if") / "home")
    one_cell.write(course, "trial", f"dk.argument({NAME!r})")
    one_cell.write(course, "class", f"dk.argument({NAME!r}, votes=[({PREMISE!r}, 0.2)] * 5 + [({ARGUMENT.thesis!r}, 0.9)])")
    both = "; ".join(f"display(dk.argument({name!r}))" for name in load_course(REPOSITORY).readings)
    one_cell.write(course, "both", both)
    yield running
    running.stop()


def opened(lab, page, name="trial"):
    widget = one_cell.run(lab, page, name, ".dk-argument")
    widget.get_by_role("button", name="What if", exact=True).click()
    return widget


def choose(widget, claim):
    widget.locator(f'[data-claim="{claim}"]').click(position={"x": 20, "y": 12})
    return widget.locator(".dk-panel")


def slide(panel, name, value):
    slider = panel.locator(f'[data-slider="{name}"]')
    slider.evaluate("(input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true })); }", str(value))
    return slider


def test_the_thesis_answers_at_once(lab, page):
    widget = opened(lab, page)
    number = widget.locator(NUMBER)
    box = widget.locator(f'[data-claim="{ARGUMENT.thesis}"]')
    assert "Nothing is moved yet" in widget.inner_text() and not number.count() and not box.locator(".dk-figure").is_visible()
    panel = choose(widget, PREMISE)
    slide(panel, PREMISE, 0.9)
    expect(number).to_have_text(thesis(**{PREMISE: 0.9}))
    expect(box.locator(".dk-figure")).to_have_text(thesis(**{PREMISE: 0.9}))
    panel.get_by_label("Suppose that it is false").check()
    expect(number).to_have_text(thesis(held=[PREMISE]))
    expect(panel.locator(f'[data-slider="{PREMISE}"]')).to_be_disabled()
    widget.get_by_label("How reasons add up").select_option("df_quad")
    expect(number).to_have_text(thesis(held=[PREMISE], semantics="df_quad"))
    widget.get_by_role("button", name="Reset").click()
    expect(number).to_have_count(0)
    expect(panel.locator(f'[data-slider="{PREMISE}"]')).to_have_value("0.5")
    assert page.faults == []


def test_a_quick_hand_is_followed_and_nothing_jumps(lab, page):
    widget = opened(lab, page)
    slider = choose(widget, PREMISE).locator(f'[data-slider="{PREMISE}"]')
    slider.evaluate("(one) => { window.seen = []; setInterval(() => window.seen.push(Number(one.value)), 5); }")
    slider.focus()
    page.keyboard.press("End")
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    expect(widget.locator(NUMBER)).to_have_text(thesis(**{PREMISE: 0.89}))
    expect(slider).to_have_value("0.89")
    seen = page.evaluate("window.seen")
    started = next(place for place, value in enumerate(seen) if value > 0.6)
    assert min(seen[started:]) >= 0.89, "it never jumps back to the start on the way"


def test_a_step_can_be_less_relevant(lab, page):
    widget = opened(lab, page)
    reason = next(reason for reason in ARGUMENT.reasons if reason.to == PREMISE)
    slide(choose(widget, PREMISE), reason.id, 0.1)
    expect(widget.locator(NUMBER)).to_have_text(thesis(**{reason.id: 0.1}))


def test_by_keyboard_alone(lab, page):
    """From the notebook to the slider and back, with nothing but keys."""
    widget = one_cell.run(lab, page, "trial", ".dk-argument")
    widget.get_by_role("button", name="Picture").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.key") == "what-if":
            break
    page.keyboard.press("Enter")
    number = widget.locator(NUMBER)
    widget.locator(".dk-board").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-claim]')"):
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    claim = page.evaluate("document.querySelector('.dk-node.dk-is-open').dataset.claim")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.slider") == claim:
            break
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(number).to_have_text(thesis(**{claim: 0.7}))
    assert page.evaluate("document.activeElement.dataset.slider") == claim, "the focus stays on the slider"
    assert page.faults == []


def test_what_decides_and_what_it_takes(lab, page):
    widget = opened(lab, page)
    widget.get_by_role("button", name="Which claim decides?").click()
    rows = widget.locator(".dk-answer tbody tr")
    expect(rows).to_have_count(8)
    expect(rows.first.locator("td")).to_have_count(2)
    widget.get_by_role("button", name="Show shares").click()
    expect(rows.first.locator("td").nth(2)).to_contain_text("±")
    widget.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(len(ARGUMENT.claims) - 1)
    rows.first.locator(".dk-goto").click()
    expect(widget.locator(".dk-panel")).to_be_visible()
    widget.get_by_role("button", name="What would have to be false").click()
    expect(widget.locator(".dk-answer .dk-goto").first).to_be_visible()
    expect(widget.locator(".dk-answer")).to_contain_text("By the other ways in which reasons can add up")
    slide(choose(widget, PREMISE), PREMISE, 0.9)
    expect(widget.locator(".dk-answer")).to_contain_text("You have moved something since.")
    widget.get_by_role("button", name="Work it out again").click()
    expect(widget.locator(".dk-answer")).not_to_contain_text("You have moved")


def test_a_position_is_saved_and_compared_and_never_in_the_notebook(lab, page, course):
    widget = opened(lab, page)
    slide(choose(widget, PREMISE), PREMISE, 0.87)
    expect(widget.locator(NUMBER)).to_have_text(thesis(**{PREMISE: 0.87}))
    widget.get_by_text("Compare and save").click()
    name = widget.get_by_label("Save where you stand as")
    name.fill("Sesame")
    page.keyboard.press("Enter")
    expect(widget.locator(".dk-board")).to_contain_text("Saved as “Sesame”.")
    expect(widget.get_by_label("Position").locator("option")).to_have_text(["the start", "Sesame"])
    widget.get_by_role("button", name="Reset").click()
    assert widget.get_by_label("Position").input_value() == "saved/Sesame"
    widget.get_by_role("button", name="Compare with it").click()
    expect(widget.locator(NUMBER)).to_have_text([thesis(), thesis(**{PREMISE: 0.87})])
    widget.get_by_role("button", name="Go there").click()
    expect(widget.locator(NUMBER).first).to_have_text(thesis(**{PREMISE: 0.87}))
    notebook = Notebook(page)
    notebook.menu("Settings", "Save Widget State Automatically")
    notebook.save()
    page.wait_for_timeout(1000)
    page.locator(".jp-CodeCell").first.locator(".cm-content").click()
    page.keyboard.press("Control+s")
    saved = notebook.saved_with_widgets(course / "my-work/trial.ipynb")
    state = json.dumps(saved)
    assert '"semantics_in_words"' in state, "the widget is in it"
    assert "Sesame" not in state and not re.search(r"0\.87[,}\]]", state)
    notebook.menu("Settings", "Save Widget State Automatically")
    # Another kernel finds it; then it is deleted for good.
    widget = opened(lab, page)
    widget.get_by_text("Compare and save").click()
    widget.get_by_label("Position").select_option("saved/Sesame")
    widget.get_by_role("button", name="Delete it").click()
    widget.get_by_role("button", name="Delete “Sesame” for good").click()
    expect(widget.get_by_label("Position").locator("option")).to_have_text(["the start"])
    assert page.faults == []


def test_a_class_feeds_it(lab, page):
    widget = opened(lab, page, "class")
    expect(widget).to_contain_text(f"Votes of the class that are used: {PREMISE} (5). Fewer than five, so not used: {ARGUMENT.thesis} (1).")
    widget.get_by_text("Compare and save").click()
    widget.get_by_label("Position").select_option("class")
    widget.get_by_role("button", name="Go there").click()
    expect(widget.locator(NUMBER)).to_have_text(thesis(**{PREMISE: 0.2}))


@pytest.mark.parametrize("width", [1280, 420])
def test_nothing_grave_for_a_screen_reader(lab, page, width):
    widget = opened(lab, page)
    page.set_viewport_size({"width": width, "height": 900})
    # Without this axe takes everything for hidden, as tests/browser/accessibility.py tells.
    page.add_style_tag(content="body { overflow: visible !important; }")
    page.wait_for_timeout(300)
    if width == 420:
        widget.locator(f'[data-entry="{PREMISE}"]').click()
    else:
        choose(widget, PREMISE)
    for button in ("Which claim decides?", "What would have to be false"):
        widget.get_by_role("button", name=button).click()
        expect(widget.locator(".dk-answer")).to_contain_text(re.compile("If false|would have to be false"))
        for theme in (LIGHT, DARK) if width == 1280 else (LIGHT,):
            choose_theme(Notebook(page), theme)
            assert grave(findings(page)) == []
    assert widget.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), "nothing sticks out"


def test_the_numbers_of_two_arguments_are_never_on_one_page(lab, page):
    one_cell.run(lab, page, "both", ".dk-argument >> nth=1")
    first, second = (page.locator(".dk-argument").nth(place) for place in (0, 1))
    for widget in (first, second):
        widget.get_by_role("button", name="What if", exact=True).click()
        widget.locator(".dk-board").wait_for()
    expect(first.locator(".dk-board")).to_have_count(0)
    expect(page.locator(".dk-board")).to_have_count(1)
