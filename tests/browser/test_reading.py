"""A reading as a student meets it: the guide, an own copy beside it, and a saved notebook that holds nothing of the copy."""

from __future__ import annotations

import json
import re

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from guides import ferry, save
from lab import Lab, Notebook, open_lab

from debatekit.course import load_reading
from debatekit.course.fingerprints import save_fingerprints

TEXT = [
    "The ferry between the two banks has run every quarter of an hour since 1931. Last Tuesday the council voted, nine to six, to have a bridge.",
    "Those in favour point to the queues; an ambulance that has to take the long way round by the old mill needs twenty-six minutes.",
    "A second boat would cost a tenth of the bridge. Nobody has ever sold a bridge, and a boat we could sell again.",
    "The council should not be hurried by a grant that expires. Let the town try the boat for two years, count, and vote again.",
]
ADVERTISEMENT = "Buy two pairs of socks today"
SECRET = ("every quarter of an hour", "the old mill", "pairs of socks", "sold a bridge", "hurried by a grant")
NOTEBOOK = "ferry/lessons/read.ipynb"


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("reading") / "home")
    # A small course of its own inside the working copy: the kernel looks for the nearest above the notebook.
    own = course / "my-work/ferry"
    (own / "lessons").mkdir(parents=True)
    save(own, "ferry", ferry(len(TEXT)))
    (own / "data/course.yaml").write_text("id: ferry\ntitle: Ferry\nquestion: Why?\nreadings: [ferry]\n")
    save_fingerprints(load_reading("ferry", own), TEXT, own)
    (own / "lessons/my-copy.txt").write_text("\n\n".join([TEXT[0], ADVERTISEMENT, *TEXT[2:]]))
    running.address = re.sub(r"lab/tree/[^?]*", f"lab/tree/{NOTEBOOK}", running.address)
    yield running
    running.stop()


@pytest.fixture
def write(course):
    """A function that writes the notebook with one cell a line."""

    return lambda *lines: one_cell.write(course, NOTEBOOK.removesuffix(".ipynb"), *lines)


def opened(lab, page):
    widget = one_cell.run(lab, page, NOTEBOOK.removesuffix(".ipynb"), ".dk-reading")
    return Notebook(page), widget


def test_the_guide(lab, page, write):
    write('dk.reading("ferry")')
    _, widget = opened(lab, page)
    link = widget.get_by_role("link", name="Read the text where it was published")
    assert [link.get_attribute(name) for name in ("href", "target", "rel")] == ["https://example.org/ferry", "_blank", "noopener"]
    rows = widget.locator("[data-reading=ferry][data-paragraph]")
    assert rows.count() == 4 and "A boat costs less." in rows.nth(2).inner_text()
    assert widget.get_by_role("heading", name="A cheaper answer").count() == 1
    meaning = rows.nth(1).get_by_text("grants something to the other side")
    assert not meaning.is_visible()
    rows.nth(1).locator("summary").click()
    assert meaning.is_visible() and rows.nth(1).get_by_text("offers something that can be checked").is_visible()
    assert widget.get_by_text("It is in the town library.").is_visible()
    assert page.faults == []


def test_an_own_copy_stands_beside_the_guide(lab, page, write):
    write('dk.reading("ferry", text="my-copy.txt")')
    _, widget = opened(lab, page)
    widget.get_by_text("3 of 4 paragraphs found in my-copy.txt. Not found: 2.").first.wait_for()
    rows = widget.locator("[data-paragraph]")
    assert TEXT[2] in rows.nth(2).inner_text() and "Not found in your copy." in rows.nth(1).inner_text()
    beside = [rows.nth(2).locator(part).bounding_box() for part in (".dk-guide", ".dk-own")]
    assert beside[0]["y"] == beside[1]["y"] and beside[0]["x"] + beside[0]["width"] <= beside[1]["x"]
    left = widget.get_by_text("1 passage of your copy is not in the guide")
    assert not widget.get_by_text(ADVERTISEMENT).is_visible()
    left.click()
    assert widget.get_by_text(ADVERTISEMENT).is_visible()
    # What the reader opened stays open when the picture is drawn again.
    widget.get_by_role("button", name="Hide what we say").click()
    assert widget.get_by_text(ADVERTISEMENT).is_visible()

    page.set_viewport_size({"width": 360, "height": 780})
    page.wait_for_timeout(500)
    stacked = [rows.nth(2).locator(part).bounding_box() for part in (".dk-guide", ".dk-own")]
    assert stacked[0]["y"] + stacked[0]["height"] <= stacked[1]["y"] and abs(stacked[0]["x"] - stacked[1]["x"]) < 20
    assert widget.evaluate("card => card.scrollWidth <= card.clientWidth + 1")
    assert page.faults == []


def test_a_saved_notebook_holds_nothing_of_the_copy(lab, page, write):
    path = write('dk.reading("ferry", text="my-copy.txt")')
    notebook, widget = opened(lab, page)
    widget.get_by_text(TEXT[0]).wait_for()
    notebook.menu("Settings", "Save Widget State Automatically")
    notebook.save()
    page.wait_for_timeout(1000)
    page.locator(".jp-CodeCell").first.locator(".cm-content").click()
    page.keyboard.press("Control+s")
    saved = notebook.saved_with_widgets(path)
    notebook.menu("Settings", "Save Widget State Automatically")
    assert "The ferry is old." in json.dumps(saved["metadata"]["widgets"])  # the guide is in it, so the copy could have been
    text = path.read_text(encoding="utf-8")
    assert not [words for words in SECRET if words in text]
    outputs = json.dumps(saved["cells"][0]["outputs"])
    assert "A. Writer" in outputs and "https://example.org/ferry" in outputs

    # A page that is opened again asks the kernel for it, and has it beside the guide as before.
    page.reload()
    notebook.wait_until_idle()
    page.locator(".dk-reading").get_by_text(TEXT[0]).wait_for()
    assert page.faults == []


def test_by_keyboard_alone(lab, page, write):
    write('dk.reading("ferry")')
    _, widget = opened(lab, page)
    gist = widget.locator("[data-paragraph='1']").get_by_text("The council wants a bridge.")
    widget.get_by_role("link").focus()
    for _ in range(4):  # three folds, then the button
        page.keyboard.press("Tab")
    button = widget.get_by_role("button", name="Hide what we say")
    assert button.evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    assert not gist.is_visible() and widget.get_by_role("button", name="Show all").evaluate("button => button === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert gist.is_visible() and not widget.get_by_text("A boat costs less.").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert widget.get_by_text("tells what has just happened").is_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert gist.is_visible() and widget.get_by_text("A boat costs less.").is_visible()
    assert page.faults == []


def test_mistakes_are_one_sentence(lab, page, write):
    write('dk.reading("ferry")', 'dk.reading("ferry", text="my-cpy.txt")')
    opened(lab, page)
    error = page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], .jp-RenderedText[data-mime-type*=error]").last
    error.wait_for()
    assert "Did you mean “my-copy.txt”?" in error.inner_text() and "Traceback" not in error.inner_text()


@pytest.mark.slow
def test_axe_finds_nothing_grave(lab, page, write):
    write('dk.reading("ferry", text="my-copy.txt")', 'dk.reading("ferry")')
    notebook = open_whole(page, lab.address)
    run_all(notebook, 2)
    widgets = page.locator(".dk-reading")
    found = {}
    for theme in (LIGHT, DARK):
        choose_theme(notebook, theme)
        found[theme, "as it opens"] = findings(page)
        for widget in widgets.all():
            for summary in reversed(widget.locator("details:not([open]) > summary").all()):  # from the last, as the first leave the list
                summary.click()
            widget.locator(".dk-look button").click()
        found[theme, "opened"] = findings(page)
    assert {place: lines for place, lines in found.items() if grave(lines)} == {}
