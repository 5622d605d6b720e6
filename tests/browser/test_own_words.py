"""Writing a premise, judging a text of one's own, predicting: by mouse, by keyboard alone, after a reload, and in no saved notebook."""

from __future__ import annotations

import json
import re

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole, run_all
from guides import guide, save
from lab import Lab, Notebook, copy_of_the_course, open_lab

pytestmark = pytest.mark.slow

FILES = {
    "gap": """\
id: gap
kind: premise
title: What does the baker leave out?
prompt: "The baker argues for a new oven. One premise is not stated. Write it in a sentence of your own, then compare."
reading: letter
paragraphs: [4, 5]
given: ["The old oven burns twice as much gas as a new one."]
conclusion: "The bakery should buy a new oven."
options:
  - {id: saves, text: "A bakery should buy an oven if it saves more than it costs, and this one does.", right: true, feedback: "It joins gas to what should be done."}
  - {id: always, text: "A bakery should always buy whatever burns less gas.", feedback: "Too strong: it would make him buy anything."}
  - {id: again, text: "A new oven is what the bakery ought to have.", feedback: "This repeats the conclusion."}
hints: ["What joins gas and money?", "Look for an ought."]
""",
    "plea": """\
id: plea
kind: rubric
title: Argue for the other side
prompt: "Write what the neighbour would say against the new oven."
words: [20, 40]
criteria:
  - {id: fair, text: "Would the neighbour sign it?", levels: ["No: it makes fun of him.", "In part: his main reason is missing.", "Yes: he would say it like this."]}
  - {id: reason, text: "Does it give a reason?", levels: ["No reason.", "A reason that can be checked."]}
exemplars:
  - {title: "One that works", text: "The oven roars at four in the morning, and nobody has measured how loud the new one is.", levels: {fair: 3, reason: 2}, why: "It is his own reason, as strong as he makes it."}
  - {title: "One that is halfway there", text: "He does not like noise.", levels: {fair: 2, reason: 1}, why: "The reason is his, but nothing follows from it yet."}
hints: ["What does he hear at night?"]
""",
    "odds": """\
id: odds
kind: chance
title: How likely is rain?
prompt: "Give each of these a chance, then see what came."
items:
  - {id: mon, text: "It rains on Monday in the town of the baker.", happened: true, why: "The gauge had four millimetres."}
  - {id: tue, text: "It rains on Tuesday.", happened: false, why: "The gauge stayed dry."}
  - {id: soon, text: "Rain will come soon enough.", happened: null, why: "Nobody said by when."}
lesson_of_it: "A forecast needs a date before anybody can settle it."
hints: ["How often does it rain in a week?"]
""",
}
OWN = "Less gas is worth the price of an oven."
TEXT = "The new oven is too loud, and I cannot sleep at four in the morning."
GAP, PLEA, ODDS = "What does the baker leave out?", "Argue for the other side", "How likely is rain?"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = copy_of_the_course(tmp_path_factory.mktemp("words") / "course")
    (root / "my-work").mkdir()
    for name, text in FILES.items():
        (root / f"data/exercises/{name}.yaml").write_text(text, encoding="utf-8")
    save(root, "letter", guide("letter", 12 * (("news", "She tells what is new."),)))
    return root


@pytest.fixture(scope="module")
def running(course, tmp_path_factory):
    lab = Lab(open_lab(), course, tmp_path_factory.mktemp("home"))
    yield lab
    lab.stop()


@pytest.fixture
def notebook(running, course, page):
    """A notebook with all three, run; nothing is kept from an earlier test."""
    (running.home / "journal/journal.sqlite3").unlink(missing_ok=True)
    one_cell.write(course, "words", *(f'dk.exercise("{name}")' for name in FILES))
    one_cell.run(running, page, "words", ".dk-exercise")
    yield Notebook(page)
    assert page.faults == []


def record(running):
    return (running.home / "journal/journal.sqlite3").read_bytes().decode("latin-1")


def write_and_compare(gap):
    gap.get_by_role("textbox", name="What is missing? Your own sentence").fill(OWN)
    gap.get_by_role("button", name="Compare with others").click()
    gap.get_by_role("radio").first.wait_for()


def write_and_judge(plea):
    plea.get_by_label("Your text").fill(TEXT)
    plea.get_by_text("In part: his main reason").click()
    plea.get_by_text("A reason that can be checked.").click()
    plea.get_by_role("button", name="Compare with examples").click()
    plea.get_by_text("Examples to compare with").wait_for()


def predict(odds):
    for place, chance in enumerate(("70", "15 %", "95")):
        odds.get_by_role("textbox").nth(place).fill(chance)
    odds.get_by_role("button", name="Lock in").click()
    odds.get_by_text("Your mean Brier score is 0.06 over the 2 that can be settled.").first.wait_for()


def test_a_premise_by_mouse(notebook):
    gap = notebook.exercise(GAP)
    assert not gap.get_by_role("radio").count() and gap.get_by_role("button", name="Compare").is_disabled()
    write_and_compare(gap)
    assert gap.locator(".dk-p-own").inner_text() == OWN and not gap.get_by_role("textbox").count()
    gap.get_by_text("A bakery should always buy").click()
    gap.get_by_role("button", name="Check").click()
    gap.get_by_text("Too strong: it would make him buy anything.").wait_for()
    gap.get_by_text("A bakery should buy an oven if").click()
    assert not gap.get_by_text("Too strong").count()
    gap.get_by_role("button", name="Check").click()
    gap.get_by_text("Right. Compare it with your own").first.wait_for()
    assert not gap.get_by_role("button", name="Hint").count()


def test_a_text_by_mouse(notebook):
    plea = notebook.exercise(PLEA)
    assert plea.get_by_role("radio").first.is_disabled()
    plea.get_by_label("Your text").fill("Two words")
    plea.get_by_text("2 words so far; about 20 to 40 are asked.").wait_for()
    assert plea.get_by_role("radio").first.is_disabled() and not plea.get_by_text("One that works").count()
    write_and_judge(plea)
    assert plea.get_by_label("Your text").input_value() == TEXT
    assert "One level higher would be: “Yes: he would say it like this.”" in plea.inner_text()
    assert "3 of 3: Yes: he would say it like this. (You gave yours 2.)" in plea.inner_text()
    assert plea.get_by_role("button", name="Compare again").is_disabled()
    plea.get_by_label("Your text").fill(TEXT + " Who has measured it?")
    plea.get_by_text("You have changed something.").first.wait_for()
    plea.get_by_text("Yes: he would say it like this.").first.click()
    plea.get_by_role("button", name="Compare again").click()
    plea.get_by_text("Written and judged.").first.wait_for()
    assert "(You gave yours 3.)" in plea.inner_text()


def test_chances_by_mouse(notebook):
    odds = notebook.exercise(ODDS)
    sliders, boxes = odds.get_by_role("slider"), odds.get_by_role("textbox")
    assert sliders.first.get_attribute("aria-valuetext") == "no chance given yet"
    width = sliders.first.bounding_box()["width"]
    sliders.first.click(position={"x": width / 2, "y": 20})  # where it stands already
    odds.get_by_text("1 of 3 given.").wait_for()
    assert 49 <= int(boxes.first.input_value()) <= 51
    sliders.first.click(position={"x": width - 9, "y": 20})
    assert boxes.first.input_value() in ("99", "100")
    boxes.nth(1).fill("130")
    boxes.nth(1).press("Enter")
    odds.get_by_text("A chance is a whole number from 0").wait_for()
    assert boxes.nth(1).get_attribute("aria-invalid") == "true" and odds.get_by_role("button", name="Lock in").is_disabled()
    predict(odds)
    assert not sliders.count() and not boxes.count() and not odds.get_by_role("button").count()
    assert "You said 15 %. It did not happen. Score 0.02. The gauge stayed dry." in odds.inner_text()
    assert "Nobody can settle it. So it has no score. Nobody said by when." in odds.inner_text()


def test_all_three_by_keyboard_alone(notebook):
    page, keys = notebook.page, notebook.page.keyboard
    cells = page.locator(".jp-Cell").count()
    gap = notebook.exercise(GAP)
    gap.get_by_role("textbox").focus()
    keys.type(OWN)
    keys.press("Enter")
    keys.type("dd abm")  # JupyterLab's own keys; here they are text
    keys.press("Tab")
    keys.press("Enter")
    gap.get_by_role("radio").first.wait_for()
    page.wait_for_function("document.activeElement.type === 'radio'")
    assert gap.locator(".dk-p-own").inner_text().split() == f"{OWN} dd abm".split()
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Enter")
    gap.locator(".dk-remark").wait_for()

    plea = notebook.exercise(PLEA)
    plea.get_by_label("Your text").focus()
    keys.type(TEXT)
    for _ in range(2):
        keys.press("Tab")
        keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Space")
    plea.get_by_text("Examples to compare with").wait_for()
    page.wait_for_function("document.activeElement.innerText === 'Examples to compare with'")

    odds = notebook.exercise(ODDS)
    odds.get_by_role("slider").first.focus()
    keys.press("End")
    for _ in range(2):
        keys.press("Tab")
    keys.press("ArrowLeft")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("20 %")
    keys.press("Tab")
    keys.press("Enter")
    odds.get_by_text("You said 100 %. It happened. Score 0.00.").wait_for()
    assert "You said 49 %. It did not happen. Score 0.24." in odds.inner_text() and "You said 20 %." in odds.inner_text()
    assert page.evaluate("document.activeElement.innerText").startswith("Your mean Brier score is 0.12")
    assert page.locator(".jp-Cell").count() == cells


def test_what_was_typed_survives_a_run_a_reload_and_a_restart(notebook, running):
    page = notebook.page
    plea = notebook.exercise(PLEA)
    plea.get_by_label("Your text").fill(TEXT)
    plea.get_by_label("Your text").press("Shift+Enter")  # runs the cell at once; what was typed goes first
    page.wait_for_function("text => [...document.querySelectorAll('textarea.dk-w-own')].some((box) => box.value === text)", arg=TEXT)
    page.wait_for_timeout(500)
    assert notebook.exercise(PLEA).get_by_label("Your text").input_value() == TEXT and TEXT in record(running)
    gap = notebook.exercise(GAP)
    gap.get_by_role("textbox").fill(OWN)
    gap.get_by_text("Kept in your record on this computer.").wait_for()  # nobody has left the box
    predict(notebook.exercise(ODDS))
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook.wait_until_idle()
    for restart in (False, True):
        if restart:
            notebook.restart_kernel()
        notebook.menu("Run", "Run All Cells")
        notebook.wait_until_idle()
        page.wait_for_timeout(500)
        assert notebook.exercise(GAP).get_by_role("textbox").input_value() == OWN
        assert notebook.exercise(PLEA).get_by_label("Your text").input_value() == TEXT
        odds = notebook.exercise(ODDS)
        odds.get_by_text("You said 70 %. It happened.").wait_for()
        assert not odds.get_by_role("slider").count()


def test_no_saved_notebook_holds_own_words(notebook, course):
    page = notebook.page
    write_and_compare(notebook.exercise(GAP))
    write_and_judge(notebook.exercise(PLEA))
    predict(notebook.exercise(ODDS))
    notebook.menu("Settings", "Save Widget State Automatically")
    notebook.save()
    page.wait_for_timeout(1000)
    page.locator(".jp-CodeCell").first.click()
    page.keyboard.press("Control+s")
    saved = json.dumps(notebook.saved_with_widgets(course / "my-work/words.ipynb"), ensure_ascii=False)
    assert "kept in your record, not in this notebook" in saved and "Mean Brier score 0.06" in saved
    assert OWN not in saved and TEXT not in saved
    # A page that is loaded again, with the kernel still there, fetches them.
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook.wait_until_idle()
    notebook.bring(page.locator("textarea.dk-w-own"))
    page.wait_for_function("text => document.querySelector('textarea.dk-w-own')?.value === text", arg=TEXT)
    notebook.menu("Settings", "Save Widget State Automatically")


def test_in_a_narrow_window_nothing_is_cut_off(notebook):
    page = notebook.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(500)

    def fits(exercise):
        over = """card => [...card.querySelectorAll('*')].filter((e) => !e.closest('.dk-hidden')
            && e.getBoundingClientRect().right > card.getBoundingClientRect().right + 1).map((e) => e.outerHTML)"""
        assert exercise.evaluate(over) == []
        assert exercise.evaluate("card => [...card.querySelectorAll('input:not([type=radio]), button, textarea')].filter(e => e.getBoundingClientRect().height < 44).length") == 0

    for title, use in ((GAP, write_and_compare), (PLEA, write_and_judge), (ODDS, predict)):
        fits(notebook.exercise(title))
        use(notebook.exercise(title))
        fits(notebook.exercise(title))


def test_axe_finds_nothing_grave(running, course, page):
    (running.home / "journal/journal.sqlite3").unlink(missing_ok=True)
    one_cell.write(course, "words", *(f'dk.exercise("{name}")' for name in FILES))
    notebook = open_whole(page, re.sub(r"lab/tree/[^?]*", "lab/tree/words.ipynb", running.address))
    run_all(notebook, 3)
    found = {}
    for theme in (LIGHT, DARK):
        choose_theme(notebook, theme)
        found[theme, "as it opens"] = grave(findings(page))
    write_and_compare(notebook.exercise(GAP))
    write_and_judge(notebook.exercise(PLEA))
    predict(notebook.exercise(ODDS))
    for theme in (DARK, LIGHT):
        choose_theme(notebook, theme)
        found[theme, "used"] = grave(findings(page))
    assert {place: lines for place, lines in found.items() if lines} == {}
