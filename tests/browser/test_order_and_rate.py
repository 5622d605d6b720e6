"""Putting things in order and rating them: by mouse, by finger, by keyboard alone, in a narrow window, and graded."""

from __future__ import annotations

import json
import re

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from lab import Lab, copy_of_the_course, open_lab

pytestmark = pytest.mark.slow

FILES = {
    "day": """\
id: day
kind: order
title: A day in order
prompt: "Put what a baker does into the order of the day."
first: "earliest"
last: "latest"
items:
  - {id: dough, text: "She makes the dough.", why: "Without dough there is no bread."}
  - {id: oven, text: "She lights the oven, which takes an hour to become hot enough for the bread of the whole street.", why: "It has to be hot.", with_next: true}
  - {id: tins, text: "She greases the tins.", why: "They have to be ready."}
  - {id: bake, text: "She bakes.", why: "All is ready."}
  - {id: sell, text: "She sells the bread.", why: "Now it is bread."}
swaps:
  - {earlier: sell, later: bake, text: "Nobody buys dough."}
otherwise: "Ask what has to be there before."
hints: [Begin with the dough., Money comes last.]
""",
    "alike": """\
id: alike
kind: rate
title: How alike are they?
prompt: "How alike are a bike and a car in these points?"
low: "not alike at all"
high: "alike in what matters"
items:
  - {id: wheels, text: "Both roll on wheels.", from: 4, to: 5, why: "Two or four, they roll.", too_low: "Look at the ground."}
  - {id: fuel, text: "Both need fuel.", from: 1, to: 2, why: "Bread is fuel of a sort.", too_high: "Nobody fills up a bike."}
hints: [Rate each by itself., Look twice.]
""",
    "own-day": "id: own-day\nkind: order\ngraded: own-work\ntitle: Order for a mark\nprompt: In order?\nfirst: small\nlast: large\n"
    "items: [{id: b, text: Second}, {id: a, text: First}, {id: c, text: Third}]\n",
    "own-rate": "id: own-rate\nkind: rate\ngraded: own-work\ntitle: Rate for a mark\nprompt: How far?\nlow: near\nhigh: far\nsteps: 7\nitems: [{id: x, text: One}]\n",
}  # fmt: skip
RIGHT = ["dough", "oven", "tins", "bake", "sell"]
FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = copy_of_the_course(tmp_path_factory.mktemp("order") / "course")
    (root / "my-work").mkdir()
    for name, text in FILES.items():
        (root / f"data/exercises/{name}.yaml").write_text(text, encoding="utf-8")
        one_cell.write(root, name, f'dk.exercise("{name}")')
    one_cell.write(root, "both", 'dk.exercise("day")', 'dk.exercise("alike")')
    return root


@pytest.fixture(scope="module")
def running(course, tmp_path_factory):
    lab = Lab(open_lab(), course, tmp_path_factory.mktemp("home"))
    yield lab
    lab.stop()


@pytest.fixture
def lab(running, course):
    """Nothing is kept from an earlier test."""
    (running.home / "journal/journal.sqlite3").unlink(missing_ok=True)
    for kept in course.glob("my-work/**/own-work.answers.json"):
        kept.unlink()
    return running


def opened(lab, page, name):
    return one_cell.run(lab, page, name, ".dk-exercise")


def order_of(widget):
    return [key.removeprefix("row/") for key in widget.locator(".dk-o-list > li").evaluate_all("rows => rows.map(row => row.dataset.key)")]


def row(widget, name):
    return widget.locator(f'[data-key="row/{name}"]')


def drag(page, source, target, below=False):
    """Move the mouse as a hand does, from one row to a place beyond the middle of another."""
    source.scroll_into_view_if_needed()
    start, end = source.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + start["height"] / 2)
    page.mouse.down()
    y = end["y"] + (end["height"] - 3 if below else 3)
    page.mouse.move(start["x"] + 60, (start["y"] + y) / 2, steps=4)
    page.mouse.move(start["x"] + 60, y, steps=6)


def into_order(page, widget, right=RIGHT):
    for place, name in enumerate(right):
        while order_of(widget).index(name) > place:
            row(widget, name).get_by_role("button", name="Up").click()


def test_order_by_mouse(lab, page):
    widget = opened(lab, page, "day")
    at_first = order_of(widget)
    assert sorted(at_first) == sorted(RIGHT) and at_first != RIGHT
    # What was not touched can be checked, too: it is an order.
    widget.get_by_role("button", name="Check").click()
    widget.get_by_text(re.compile(r"^\d of 5 are in order with all the others\. Moving")).first.wait_for()
    assert widget.locator(".dk-remark, .dk-waits").count() == 5

    into_order(page, widget)
    drag(page, row(widget, "sell"), row(widget, "bake"))
    assert order_of(widget)[3:] == ["sell", "bake"] and widget.locator(".dk-o-held").count() == 1
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order_of(widget) == RIGHT
    drag(page, row(widget, "sell"), row(widget, "bake"))
    page.mouse.up()
    assert order_of(widget) == ["dough", "oven", "tins", "sell", "bake"]
    widget.get_by_role("button", name="Check").click()
    widget.get_by_text("Nobody buys dough.").wait_for()
    widget.get_by_text("3 of 5 are in order with all the others. At your first try").first.wait_for()
    assert "Moving one item is enough." in widget.inner_text() and widget.locator(".dk-waits").count() == 1

    drag(page, row(widget, "tins"), row(widget, "oven"))
    page.mouse.up()
    # What did not change with regard to any other keeps its remark.
    assert widget.locator(".dk-remark, .dk-waits").count() == 3
    drag(page, row(widget, "sell"), row(widget, "bake"), below=True)
    page.mouse.up()
    widget.get_by_role("button", name="Check").click()
    widget.get_by_text("All 5 are right.").first.wait_for()
    assert order_of(widget) == ["dough", "tins", "oven", "bake", "sell"], "either of the two may come first"
    assert "It has to be hot." in widget.inner_text() and not widget.get_by_role("button", name="Hint").count()
    assert page.faults == []


def test_order_by_keyboard_alone(lab, page):
    widget = opened(lab, page, "day")
    news = widget.locator("p[role=status].dk-hidden")
    first = order_of(widget)[0]
    row(widget, first).get_by_role("button", name="Down").focus()
    page.keyboard.press("Space")
    assert order_of(widget)[1] == first and news.inner_text().endswith(": place 2 of 5.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(500)  # the kernel has answered, and nothing is drawn away
    assert order_of(widget)[3] == first and page.evaluate(f"{FOCUSED}.dataset.key") == f"down/{first}"
    page.keyboard.press("End")
    page.keyboard.press("Enter")  # there is nothing below
    assert order_of(widget)[4] == first and news.inner_text().endswith(": place 5 of 5.")
    assert page.evaluate(f"{FOCUSED}.getAttribute('aria-disabled')") == "true"
    page.keyboard.press("Home")
    assert order_of(widget)[0] == first

    for place, name in enumerate(RIGHT):
        row(widget, name).get_by_role("button", name="Up").focus()
        for _ in range(order_of(widget).index(name) - place):
            page.keyboard.press("ArrowUp")
    assert order_of(widget) == RIGHT
    while page.evaluate(f"{FOCUSED}.dataset.key") != "check":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    widget.get_by_text("All 5 are right.").first.wait_for()
    assert news.inner_text().startswith("All 5 are right.")
    assert page.locator(".jp-Cell").count() == 1 and page.faults == []


def test_the_order_at_its_end_and_what_a_saved_notebook_shows(lab, page):
    widget = opened(lab, page, "day")
    widget.get_by_role("button", name="Check").click()
    for step in (1, 2):
        widget.get_by_role("button", name=f"Hint ({step} of 2)").click()
    widget.get_by_role("button", name="Show the order").click()
    widget.get_by_text("This is the order.").first.wait_for()
    assert order_of(widget) == RIGHT
    saved = json.dumps(page.evaluate("[...document.querySelectorAll('.jp-OutputArea-output')].map(one => one.textContent)"), ensure_ascii=False)
    assert re.search(r"1, earliest.{0,40}She makes the dough\..*5, latest.{0,40}She sells the bread\.", saved)
    assert page.faults == []


def test_order_by_finger(lab, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(re.sub(r"lab/tree/[^?]*", "lab/tree/day.ipynb", lab.address) + "&reset")
    try:
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=90_000, state="attached")
        page.wait_for_timeout(1500)
        page.locator(".jp-Cell .cm-content").first.click()
        page.keyboard.press("Shift+Enter")
        widget = page.locator(".dk-exercise").first
        widget.wait_for(timeout=60_000)
        page.wait_for_timeout(500)
        names = order_of(widget)
        grip = row(widget, names[0]).locator(".dk-o-grip")
        grip.evaluate("grip => grip.scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(200)
        start, end = grip.bounding_box(), row(widget, names[1]).bounding_box()
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        finger = context.new_cdp_session(page)

        def touch(kind, *points):
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": each} for each in points]})

        touch("touchStart", y)
        bottom = end["y"] + end["height"] - 2
        for part in range(1, 9):
            touch("touchMove", y + (bottom - y) * part / 8)
        touch("touchEnd")
        page.wait_for_timeout(300)
        assert order_of(widget)[:2] == [names[1], names[0]]
    finally:
        context.close()


def test_rate_by_mouse(lab, page):
    widget = opened(lab, page, "alike")
    wheels, fuel = (widget.get_by_role("group", name=text) for text in ("Both roll on wheels.", "Both need fuel."))
    assert widget.get_by_role("button", name="Check").is_disabled()
    wheels.get_by_role("radio", name="1 , not alike at all").check()
    fuel.get_by_text("2", exact=True).click()
    widget.get_by_text("2 of 2 rated").wait_for()
    widget.get_by_role("button", name="Check").click()
    widget.get_by_text("1 of 2 are within what we can defend.").first.wait_for()
    text = widget.inner_text()
    assert "◇ Outside our range. Look at the ground." in text and "✓ Within our range. We can defend 1 and 2. Bread is fuel of a sort." in text
    assert "You may have a reason that we missed" in text and "Two or four" not in text and "Not yet" not in text
    wheels.get_by_role("radio", name="4", exact=True).check()
    widget.get_by_text("Look at the ground.").wait_for(state="detached")
    widget.get_by_role("button", name="Check").click()
    widget.get_by_text("All 2 are within what we can defend. At your first try it was 1.").first.wait_for()
    assert page.faults == []


def test_rate_by_keyboard_alone(lab, page):
    widget = opened(lab, page, "alike")
    widget.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    widget.get_by_text("All 2 are within what we can defend.").first.wait_for()
    assert widget.locator("input:checked").evaluate_all("all => all.map(one => one.dataset.key)") == ["wheels/4", "fuel/1"]
    assert page.locator(".jp-Cell").count() == 1 and page.faults == []


def test_graded_work_is_kept_as_it_is_made(lab, course, page):
    def kept(name):
        file = next(course.glob("my-work/**/own-work.answers.json"))
        return json.loads(file.read_text(encoding="utf-8"))["answers"][name]

    widget = opened(lab, page, "own-day")
    shown = order_of(widget)
    widget.get_by_text("0 of 1 answered.").first.wait_for()
    widget.get_by_role("button", name="Keep this order").click()
    widget.get_by_text("1 of 1 answered. Saved in own-work.answers.json.").first.wait_for()
    assert kept("own-day") == shown and not widget.get_by_role("button", name="Keep this order").count()
    row(widget, shown[2]).get_by_role("button", name="Up").click()
    widget.get_by_text("Saved in").first.wait_for()
    assert kept("own-day") == [shown[0], shown[2], shown[1]]
    assert not widget.get_by_role("button", name="Check").count()

    widget = opened(lab, page, "own-rate")
    widget.get_by_role("radio", name="7 , far").check()
    widget.get_by_text("1 of 1 answered. Saved in").first.wait_for()
    assert kept("own-rate") == {"x": 7} and page.faults == []


@pytest.mark.parametrize("name", FILES)
def test_in_a_narrow_window_nothing_is_cut_off(lab, page, name):
    widget = opened(lab, page, name)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(400)
    over = """card => [...card.querySelectorAll('*')]
        .filter((e) => !e.closest('.dk-hidden') && e.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
        .map((e) => e.outerHTML)"""
    assert widget.evaluate(over) == []
    assert widget.evaluate("card => [...card.querySelectorAll('button, .dk-choice')].filter(e => e.getBoundingClientRect().height < 44).length") == 0
    assert page.faults == []


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_grave_finding(lab, page, theme):
    notebook = open_whole(page, re.sub(r"lab/tree/[^?]*", "lab/tree/both.ipynb", lab.address))
    run_all(notebook, 2)
    choose_theme(notebook, theme)
    assert not grave(findings(page))
    order, rating = page.locator(".dk-exercise").all()
    rating.get_by_role("radio", name="3", exact=True).first.check()
    rating.get_by_role("radio", name="2", exact=True).last.check()
    for widget in (order, rating):
        widget.get_by_role("button", name="Check").click()
        widget.locator(".dk-remark").first.wait_for()
    row(order, order_of(order)[1]).get_by_role("button", name="Up").click()
    assert not grave(findings(page))
    assert page.faults == []
