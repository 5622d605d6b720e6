"""The map of an argument as a student meets it: real JupyterLab, real Chromium."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from lab import REPOSITORY, Lab, Notebook, open_lab
from playwright.sync_api import expect

from debatekit.arguments.outline import outline
from debatekit.arguments.schemes import SCHEMES
from debatekit.course import load_course
from debatekit.course.argument_map import load_map

pytestmark = pytest.mark.slow

NAMES = load_course(REPOSITORY).readings
MAPS = {name: load_map(name, REPOSITORY) for name in NAMES}
NAME = NAMES[0]
PARTS = MAPS[NAME]
THESIS = PARTS.argument.thesis
HEADS = {"rgb(123, 132, 148)", "rgb(68, 68, 68)"}  # of arrows
FOCUSED = "document.activeElement.closest('[data-claim]')?.dataset.claim ?? ''"


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("argument") / "home")
    for name in NAMES:
        one_cell.write(course, name, f"dk.argument({name!r})")
    running.address = re.sub(r"lab/tree/[^?]*", f"lab/tree/{NAME}.ipynb", running.address)
    yield running
    running.stop()


def opened(lab, page, name=NAME, *, narrow=False):
    widget = one_cell.run(lab, page, name, ".dk-argument")
    if narrow:
        page.set_viewport_size({"width": 360, "height": 780})
        page.wait_for_timeout(400)
        widget.evaluate("one => one.scrollIntoView()")
    return widget


def zoom(widget):
    return widget.locator(".dk-map").evaluate("map => map.getAttribute('width') / map.viewBox.baseVal.width")


def scrolled(widget):
    return widget.locator(".dk-stage").evaluate("stage => stage.scrollTop")


def settled(page, widget):
    """How far the stage is scrolled, once a turn of the wheel has come to rest."""
    before = None
    while (now := scrolled(widget)) != before:
        before = now
        page.wait_for_timeout(150)
    return now


def in_view(widget, node):
    box, stage = node.locator(".dk-shape").bounding_box(), widget.locator(".dk-stage").bounding_box()
    return stage["y"] - 1 <= box["y"] and box["y"] + box["height"] <= stage["y"] + stage["height"] + 1


def whole(widget):
    widget.get_by_role("button", name="Whole map").click()


def move(widget, claim):
    """Ask what if, and say something of a claim: before that there are no numbers."""
    widget.get_by_role("button", name="What if", exact=True).click()
    widget.locator(f'[data-claim="{claim}"]').click(position={"x": 20, "y": 12})
    widget.locator(f'[data-slider="{claim}"]').press("ArrowRight")
    widget.locator(".dk-meter").wait_for()


def first_use(parts):
    """The claims in the order of the outline, each with the places at which it is used again."""
    order, again = [], []

    def follow(line):
        (again if line.again else order).append(line.claim)
        for step in line.steps:
            within(step)

    def within(step):
        for line in step.premises:
            follow(line)
        for undercut in step.undercuts:
            within(undercut)

    follow(outline(parts.argument))
    return order, again


def test_a_click_shows_the_details_and_a_drag_moves_the_picture(lab, page):
    widget = opened(lab, page)
    stage = widget.locator(".dk-stage").bounding_box()
    page.mouse.move(stage["x"] + stage["width"] - 60, stage["y"] + 200)
    page.mouse.down()
    page.mouse.move(stage["x"] + stage["width"] - 90, stage["y"] + 140, steps=5)
    page.mouse.up()
    # The first few pixels only tell a drag from a click.
    assert 40 < scrolled(widget) <= 60
    assert not widget.locator(".dk-panel").count()

    reason = next(reason for reason in PARTS.argument.reasons if reason.id in PARTS.argument.main_line and reason.to == THESIS and len(reason.premises) > 1)
    chosen = next(claim for claim in PARTS.argument.claims if claim.id == reason.premises[-1])
    widget.locator(f'[data-claim="{chosen.id}"]').click()
    panel = widget.locator(".dk-panel")
    assert chosen.text in panel.inner_text() and reason.scheme in panel.inner_text() and reason.note in panel.inner_text()
    # What is held together with it is lit, too; what has nothing to do with it is not.
    assert all("dk-dim" not in widget.locator(f'[data-claim="{premise}"]').get_attribute("class") for premise in reason.premises)
    assert widget.locator(".dk-node.dk-dim").count()
    # Under each reason of a claim the questions are folded, and what is unfolded stays so when the card is drawn anew.
    fold = panel.locator(".dk-ask").last
    question = SCHEMES[reason.scheme].questions[0]
    assert question not in panel.inner_text()
    fold.locator("summary").click()
    widget.locator(f'[data-claim="{chosen.id}"]').click()
    assert question in panel.inner_text()
    widget.locator(f'[data-reason="{reason.id}"]').click()
    assert "together support 1" in panel.inner_text()
    assert all(question in panel.inner_text() for question in SCHEMES[reason.scheme].questions)
    panel.get_by_role("button", name="Close the details").click()
    assert not widget.locator(".dk-panel, .dk-dim").count()
    assert page.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_alone_walks_from_the_thesis_to_a_premise_and_opens_it(lab, page, name):
    parts = MAPS[name]
    widget = opened(lab, page, name)
    widget.get_by_role("searchbox", name="Find in the map").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == parts.argument.thesis
    page.keyboard.press("ArrowRight")
    into = page.evaluate(FOCUSED)
    assert into in {premise for reason in parts.argument.reasons if reason.to == parts.argument.thesis for premise in reason.premises}
    page.keyboard.press("Enter")
    text = next(claim.text for claim in parts.argument.claims if claim.id == into)
    assert text in widget.locator(".dk-panel").inner_text()
    assert page.evaluate("document.activeElement.closest('.dk-panel') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == into and not widget.locator(".dk-panel").count()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == parts.argument.thesis

    # F folds and unfolds, and the focus stays.
    page.keyboard.press("f")
    before = widget.locator(".dk-node").count()
    page.keyboard.press("f")
    assert widget.locator(".dk-node").count() != before and page.evaluate(FOCUSED) == parts.argument.thesis

    # Wherever the keys lead in the whole map is in view. The picture is one stop for Tab.
    whole(widget)
    widget.locator(f'[data-claim="{parts.argument.thesis}"]').focus()
    for key in ("ArrowRight", "ArrowRight", *["ArrowDown"] * 8, "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        assert in_view(widget, page.locator(":focus")), key
    assert widget.locator('.dk-stage [tabindex="0"]').count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.dk-stage') === null")
    assert page.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_map_is_in_the_width_of_the_page_in_readable_letters_and_in_the_order_of_the_outline(lab, page, name):
    parts = MAPS[name]
    widget = opened(lab, page, name)
    assert widget.locator(".dk-node").count() < len(parts.argument.claims)
    whole(widget)
    smallest = widget.locator(".dk-map text").evaluate_all("all => Math.min(...all.map(one => parseFloat(getComputedStyle(one).fontSize)))")
    assert zoom(widget) == 1 and smallest >= 13
    assert widget.locator(".dk-stage").evaluate("stage => stage.scrollWidth <= stage.clientWidth"), "one only has to scroll down"
    order, again = first_use(parts)
    assert widget.locator("[data-claim]").evaluate_all("all => all.map(one => [one.getBoundingClientRect().y, one.dataset.claim]).sort(([a], [b]) => a - b).map(([, id]) => id)") == order
    assert sorted(widget.locator("[data-stub]").evaluate_all("all => all.map(one => one.dataset.stub)")) == sorted(again)
    assert widget.locator(".dk-sign").count() == len(parts.argument.reasons)
    checked = [claim.id for claim in parts.argument.claims if any(check in parts.checks for check in claim.checks)]
    assert widget.locator("[data-claim]:has(.dk-flag)").count() == len(checked)
    assert "fact check: " in widget.locator(f'[data-claim="{checked[0]}"]').get_attribute("aria-label")
    assert page.faults == []


def test_a_further_use_of_a_claim_leads_to_its_place_and_is_lit_with_it(lab, page):
    widget = opened(lab, page)
    whole(widget)
    stub = widget.locator("[data-stub]").first
    claim = stub.get_attribute("data-stub")
    stub.click()
    own = widget.locator(f'[data-claim="{claim}"]')
    assert page.evaluate(FOCUSED) == claim and "dk-is-open" in own.get_attribute("class") and in_view(widget, own)
    assert all("dk-is-open" in one.get_attribute("class") and "dk-dim" not in one.get_attribute("class") for one in widget.locator(f'[data-stub="{claim}"]').all())


def test_the_wheel_scrolls_the_picture_and_then_the_page_and_with_ctrl_it_zooms(lab, page):
    widget = opened(lab, page)
    stage = widget.locator(".dk-stage")
    place = stage.bounding_box()
    page.mouse.move(place["x"] + 500, place["y"] + 200)
    page.mouse.wheel(0, 200)
    assert settled(page, widget) > 0 and stage.bounding_box()["y"] == place["y"]
    page.keyboard.down("Control")
    page.mouse.wheel(0, -60)
    page.keyboard.up("Control")
    page.wait_for_function("() => document.querySelector('.dk-map').getAttribute('width') > document.querySelector('.dk-map').viewBox.baseVal.width")
    stage.evaluate("stage => { stage.scrollTop = stage.scrollHeight; }")
    settled(page, widget)
    page.mouse.wheel(0, 60)
    page.wait_for_function("top => document.querySelector('.dk-stage').getBoundingClientRect().y < top", arg=place["y"])
    widget.get_by_role("button", name="Smaller").click()
    widget.get_by_role("button", name="Fit the width").click()
    assert stage.evaluate("stage => stage.scrollWidth <= stage.clientWidth + 1")
    assert page.faults == []


def test_reasons_unfold_and_fold_at_their_claim_which_stays_in_its_place(lab, page):
    widget = opened(lab, page)
    before = widget.locator(".dk-node").count()
    node = widget.locator("[data-claim]:has([data-more])").nth(2)
    claim = widget.locator(f'[data-claim="{node.get_attribute("data-claim")}"]')
    more = claim.locator("[data-more]")
    assert more.text_content().startswith("+") and "folded away" in claim.get_attribute("aria-label")
    more.scroll_into_view_if_needed()
    place = claim.locator(".dk-shape").bounding_box()["y"]
    more.click()
    assert widget.locator(".dk-node").count() > before and more.text_content() == "− fold"
    assert abs(claim.locator(".dk-shape").bounding_box()["y"] - place) < 2
    more.click()
    assert more.text_content().startswith("+") and not widget.locator(".dk-panel").count()


def test_a_search_lights_claims_and_enter_goes_from_one_to_the_next_even_where_they_are_folded_away(lab, page):
    widget = opened(lab, page)
    shown = set(widget.locator("[data-claim]").evaluate_all("all => all.map(one => one.dataset.claim)"))
    order, _ = first_use(PARTS)
    claims = {claim.id: claim for claim in PARTS.argument.claims}
    hidden = next(claims[name] for name in order if name not in shown)
    field = widget.get_by_role("searchbox", name="Find in the map")
    field.fill(hidden.text.upper())
    assert widget.get_by_role("search").inner_text().strip().startswith("1 claim")
    field.press("Enter")
    widget.locator(".dk-map").evaluate("map => { map.firstChild.marked = true; }")
    field.press("ArrowUp")
    field.press("ArrowDown")
    assert widget.locator(".dk-map").evaluate("map => map.firstChild.marked"), "the picture is marked and not drawn anew"
    node = widget.locator(f'[data-claim="{hidden.id}"]')
    assert in_view(widget, node) and "dk-match" in node.get_attribute("class") and field.evaluate("one => one === document.activeElement")
    field.fill("no claim holds these words")
    assert "No claim has that." in widget.get_by_role("search").inner_text() and not widget.locator(".dk-match").count()
    widget.get_by_role("button", name="Outline").click()
    field.fill(str(order.index(hidden.id) + 1))
    assert "dk-match" in widget.locator(f'[data-entry="{hidden.id}"]').get_attribute("class")
    field.press("Escape")
    assert field.input_value() == "" and page.faults == []


def test_the_picture_is_saved_as_a_file_that_stands_alone(lab, page, tmp_path):
    widget = opened(lab, page)
    whole(widget)
    widget.get_by_role("searchbox", name="Find in the map").fill("the")
    claim = PARTS.argument.reasons[0].premises[0]
    widget.locator(f'[data-claim="{claim}"]').click(position={"x": 20, "y": 12})
    assert widget.locator(".dk-dim").count() and widget.locator(".dk-match").count()
    for kind in ("SVG", "PNG"):
        with page.expect_download() as download:
            widget.get_by_role("button", name=f"Save as {kind}").click()
        download.value.save_as(tmp_path / f"map.{kind.lower()}")
        assert download.value.suggested_filename == f"argument-{NAME}.{kind.lower()}"
    drawn = ElementTree.parse(tmp_path / "map.svg").getroot()
    text = " ".join("".join(part.itertext()) for part in drawn.iter("{http://www.w3.org/2000/svg}text"))
    first = PARTS.argument.claims[-1].text.split()
    assert PARTS.reading.title in text and all(word in text for word in first)
    attributes = {name for part in drawn.iter() for name in part.attrib}
    assert not attributes & {"class", "role", "tabindex"} and "var(" not in (tmp_path / "map.svg").read_text("utf-8")
    assert drawn[1].get("fill") == "#fff"
    # Not as it is on the screen: nothing is dimmed, chosen or found, and there is a word on numbers only where there are some.
    fills = {part.get("fill") for part in drawn.iter("{http://www.w3.org/2000/svg}path")}
    assert "opacity" not in attributes and fills == {"rgb(255, 255, 255)", "rgb(243, 243, 243)", "none", *HEADS}
    assert "not the chance" not in text
    painted = (tmp_path / "map.png").read_bytes()
    width, height = (int.from_bytes(painted[start : start + 4], "big") for start in (16, 20))
    assert painted[:8] == b"\x89PNG\r\n\x1a\n" and abs(width / height - float(drawn.get("width")) / float(drawn.get("height"))) < 0.01
    move(widget, claim)
    with page.expect_download() as download:
        widget.get_by_role("button", name="Save as SVG").click()
    download.value.save_as(tmp_path / "weighed.svg")
    weighed = ElementTree.parse(tmp_path / "weighed.svg").getroot()
    text = " ".join(" ".join(part.itertext()) for part in weighed.iter("{http://www.w3.org/2000/svg}text"))
    assert "Euler-based" in text and "not the chance that the thesis is true" in text and "number of another map" in text
    assert page.faults == []


def test_what_a_saved_picture_lacks_is_told(lab, page):
    widget = opened(lab, page)
    whole(widget)
    message = widget.locator(".dk-message")
    page.set_viewport_size({"width": 800, "height": 800})
    page.wait_for_timeout(300)
    page.evaluate("() => { HTMLCanvasElement.prototype.real = HTMLCanvasElement.prototype.toBlob; HTMLCanvasElement.prototype.toBlob = (done) => done(null); }")
    widget.get_by_role("button", name="Save as PNG").click()
    expect(message).to_have_text("The browser could not make the picture. Save it as SVG.")
    page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = HTMLCanvasElement.prototype.real; }")
    with page.expect_download():
        widget.get_by_role("button", name="Save as PNG").click()
    expect(message).to_contain_text("too large for a PNG in full size")
    with page.expect_download():
        widget.get_by_role("button", name="Save as SVG").click()
    expect(message).to_have_text("")


def test_shift_and_enter_are_left_to_the_notebook(lab, page):
    widget = opened(lab, page)
    widget.locator(f'[data-claim="{THESIS}"]').focus()
    heard = "window.left = []; document.addEventListener('keydown', (event) => window.left.push(event.defaultPrevented), { once: true })"
    for place in (widget.locator(f'[data-claim="{THESIS}"]'), widget.get_by_role("searchbox", name="Find in the map")):
        place.focus()
        page.evaluate(heard)
        # No real key: the cell would run, and the widget be another.
        place.evaluate("one => one.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true, cancelable: true }))")
        assert page.evaluate("window.left") == [False]
    assert not widget.locator(".dk-panel").count()


def test_what_if_leaves_the_picture_where_it_is(lab, page):
    widget = opened(lab, page)
    whole(widget)
    widget.locator(".dk-stage").evaluate("stage => { stage.scrollTop = 1500; }")
    top = """stage => {
        const edge = stage.getBoundingClientRect().top;
        const first = [...stage.querySelectorAll('.dk-node .dk-shape')].find((shape) => shape.getBoundingClientRect().bottom > edge);
        return [first.closest('.dk-node').dataset.key, Math.round(first.getBoundingClientRect().top - edge)];
    }"""
    before = widget.locator(".dk-stage").evaluate(top)
    for _ in range(2):
        widget.get_by_role("button", name="What if", exact=True).click()
        assert widget.locator(".dk-stage").evaluate(top) == before and scrolled(widget) > 1000


def test_what_one_presses_is_as_tall_as_a_finger_and_lies_on_nothing_else(lab, page):
    widget = opened(lab, page)
    whole(widget)
    widget.get_by_role("button", name="What if", exact=True).click()
    found = widget.locator(".dk-map").evaluate(
        """map => {
            const box = (one) => one.getBBox();
            const signs = [...map.querySelectorAll('.dk-sign .dk-touch')].map(box);
            const feet = [...map.querySelectorAll('.dk-more .dk-touch')].map(box);
            const apart = (a, b) => a.x + a.width <= b.x + 0.1 || b.x + b.width <= a.x + 0.1 || a.y + a.height <= b.y + 0.1 || b.y + b.height <= a.y + 0.1;
            const over = (some, others) => some.flatMap((a) => others.filter((b) => a !== b && !apart(a, b)).map((b) => [a.x, a.y, b.x, b.y]));
            const boxes = [...map.querySelectorAll('.dk-node > .dk-shape')].map(box);
            return { low: [...signs, ...feet].filter(({ height }) => height < 44).length, over: [...over(signs, signs), ...over(signs, boxes), ...over(signs, feet)], signs: signs.length, feet: feet.length };
        }"""
    )
    assert found["signs"] > 20 and found["feet"] > 5 and found["low"] == 0 and found["over"] == []
    assert all(box["height"] >= 44 for box in (one.bounding_box() for one in widget.locator("summary:visible").all()))


@pytest.mark.parametrize("width", [420, 900])
def test_in_a_narrow_page_the_picture_is_not_cut_and_the_details_are_below_it(lab, page, width):
    widget = opened(lab, page)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(400)
    widget.get_by_role("button", name="Picture").click()
    stage = widget.locator(".dk-stage")
    node = widget.locator("[data-claim]").nth(1)
    # In a very narrow page only a long chain of reasons runs over the edge.
    edge = stage.bounding_box()["x"] + stage.bounding_box()["width"]
    seen = [widget.locator(f'[data-claim="{THESIS}"] .dk-shape'), node.locator(".dk-shape")] if width == 420 else widget.locator(".dk-node > .dk-shape").all()
    assert all(box["x"] + box["width"] < edge for box in (one.bounding_box() for one in seen))
    node.click(position={"x": 20, "y": 12})
    place, panel = stage.bounding_box(), widget.locator(".dk-panel").bounding_box()
    assert place["y"] + place["height"] <= panel["y"] + 1 and panel["width"] >= place["width"] - 2
    assert in_view(widget, node)
    # The tables of What if can be read there, too.
    widget.get_by_role("button", name="What if", exact=True).click()
    widget.get_by_role("button", name="Which claim decides?").click()
    claims = widget.locator(".dk-ranking .dk-goto")
    expect(claims.first).to_be_visible()
    assert min(box["width"] for box in (one.bounding_box() for one in claims.all())) >= 240
    assert widget.evaluate("one => one.scrollWidth <= one.clientWidth + 1")


def test_a_meter_is_there_however_long_its_name(lab, page):
    widget = opened(lab, page)
    move(widget, THESIS)
    label = widget.locator(".dk-meter-label")
    label.evaluate("one => { one.textContent = 'The thesis, at “' + 'a long name of a position '.repeat(4) + '”'; }")
    assert widget.locator(".dk-meter-track").bounding_box()["width"] >= 120


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
    checked = [claim for claim in parts.argument.claims if any(check in parts.checks for check in claim.checks)]
    assert widget.locator(".dk-entry .dk-flag").count() == len(checked)
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


def test_on_paper_colours_are_light_and_there_is_nothing_to_press(lab, page):
    widget = opened(lab, page)
    move(widget, THESIS)
    choose_theme(Notebook(page), DARK)
    ink = "one => getComputedStyle(one).color"
    assert widget.evaluate(ink) != "rgb(26, 26, 26)"
    page.emulate_media(media="print")
    assert widget.evaluate(ink) == "rgb(26, 26, 26)"
    assert widget.locator(".dk-meter").first.evaluate("one => one.textContent") and not widget.locator(".dk-board :is(button, select, summary):visible").count()
    page.emulate_media(media="screen")
    choose_theme(Notebook(page), LIGHT)


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
