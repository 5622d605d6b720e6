"""Every kind of exercise in a notebook of its own: by mouse, by keyboard alone, in a narrow window, and graded."""

import json

import pytest
from guides import guide, save
from lab import Lab, Notebook, copy_of_the_course, open_lab

FILES = {
    "tools": """\
id: tools
kind: match
title: Which tool for which job?
prompt: "Give each job its tool. Two tools are left over."
options:
  - {id: saw, text: "A saw: a long blade with teeth that takes wood apart along a line which somebody has drawn on it before."}
  - {id: hammer, text: "A hammer."}
  - {id: level, text: "A spirit level: a bubble in a tube."}
  - {id: rope, text: "A rope."}
items:
  - {id: board, text: "Cut a board in two.", answer: saw, why: "Teeth cut.", otherwise: "That cuts nothing.", feedback: {hammer: "That breaks the board."}}
  - {id: shelf, text: "Find out whether a shelf is straight, with nobody to hold the other end.", answer: level, why: "The bubble tells.",
     otherwise: "That measures nothing."}
hints: [Look closely., Count again.]
""",
    "chairs": """\
id: chairs
kind: number
title: How many chairs?
prompt: "A hall has 50 rows of 50 chairs. How many chairs are there, give or take ten?"
unit: chairs
answer: 2500
tolerance: 10
why: "50 times 50."
otherwise: "Multiply the rows by the chairs in one."
mistakes:
  - {value: 100, text: "That adds the two."}
hints: [Look closely., Count again.]
""",
    "letter": """\
id: letter
kind: find
title: Find it in the letter
prompt: "In which paragraph of the letter does it stand?"
reading: letter
paragraphs: 12
items:
  - {id: thanks, text: "Where does she say thanks?", answers: [12, 1], why: "There she does.", otherwise: "No thanks there.", feedback: {11: "One further."}}
  - {id: visit, text: "Where does she announce a visit?", answers: [4], why: "She comes in May.", otherwise: "No visit there."}
hints: [Look closely., Count again.]
""",
}
GRADED = {
    "own-tools": "id: own-tools\nkind: match\ngraded: own-work\ntitle: Match for a mark\nprompt: Match.\n"
    "options: [{id: a, text: One}, {id: b, text: Two}]\nitems: [{id: x, text: First}, {id: y, text: Second}]\n",
    "own-number": "id: own-number\nkind: number\ngraded: own-work\ntitle: Count for a mark\nprompt: How much?\nunit: kg\n",
    "own-letter": "id: own-letter\nkind: find\ngraded: own-work\ntitle: Find for a mark\nprompt: Where?\nreading: letter\nparagraphs: 12\n"
    "items: [{id: x, text: First}]\n",
}  # fmt: skip
WORK = "my-work/lessons/kinds.ipynb"
KEPT = "my-work/lessons/own-work.answers.json"
BOARD, SHELF = "Cut a board in two.", "Find out whether a shelf is straight"


def notebook_of(names) -> str:
    def cell(kind, name, source):
        extra = {"outputs": [], "execution_count": None} if kind == "code" else {}
        return {"cell_type": kind, "id": name, "metadata": {}, "source": source, **extra}

    cells = [cell("code", "start", "import debatekit as dk")] + [cell("code", name, f'dk.exercise("{name}")') for name in names]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The engine with six exercises that no course has, and a notebook that shows them."""
    root = copy_of_the_course(tmp_path_factory.mktemp("kinds") / "course")
    for name, text in (FILES | GRADED).items():
        (root / f"data/exercises/{name}.yaml").write_text(text, encoding="utf-8")
    save(root, "letter", guide("letter", 12 * (("news", "She tells what is new."),)))
    (root / WORK).parent.mkdir(parents=True, exist_ok=True)
    (root / WORK).write_text(notebook_of(FILES | GRADED), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def running(course, tmp_path_factory):
    lab = Lab(open_lab(), course, tmp_path_factory.mktemp("home"))
    yield lab
    lab.stop()


@pytest.fixture
def notebook(running, course, page):
    """The notebook, run; nothing is kept from an earlier test."""
    (running.home / "journal/journal.sqlite3").unlink(missing_ok=True)
    (course / KEPT).unlink(missing_ok=True)
    page.goto(running.address.replace("00-start-here", "kinds"))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook = Notebook(page)
    notebook.wait_until_idle()
    notebook.menu("Run", "Run All Cells")
    notebook.exercise("Which tool")
    notebook.wait_until_idle()
    yield notebook
    assert page.faults == []


def asked(exercise, text):
    """The list of one item, by the name that a screen reader gives it."""
    return exercise.get_by_role("combobox", name=text)


def answers(course):
    return json.loads((course / KEPT).read_text(encoding="utf-8"))["answers"]


def test_match_by_mouse(notebook):
    match = notebook.exercise("Which tool")
    letters = {row.split("\n")[1][:7]: row[0] for row in match.locator(".dk-letters li").all_inner_texts()}
    saw, hammer, level = letters["A saw: "], letters["A hamme"], letters["A spiri"]
    assert match.get_by_role("button", name="Check").is_disabled()
    for item in (BOARD, SHELF):
        chosen = asked(match, item).locator("option", has_text=f"{hammer} · ")
        asked(match, item).select_option(chosen.get_attribute("value"))
    assert match.locator(".dk-twice").all_inner_texts() == [f"{hammer} is chosen for 1 and 2. It can be right for one of them at most."] * 2
    assert match.locator(".dk-letters li", has_text="A hammer").inner_text().endswith("→ 1, 2")
    match.get_by_role("button", name="Check").click()
    match.get_by_text("0 of 2 are right").first.wait_for()
    assert "That breaks the board." in match.inner_text() and "That measures nothing." in match.inner_text()

    asked(match, SHELF).select_option("level")
    match.get_by_text("That measures nothing.").wait_for(state="detached")
    assert not match.get_by_text("is chosen for 1 and").count()
    assert "That breaks the board." in match.inner_text()
    asked(match, BOARD).select_option("saw")
    # The list shortens a long option, and the whole of it stands below.
    assert asked(match, BOARD).locator("option:checked").inner_text().endswith("…")
    assert match.locator(".dk-whole", has_text="drawn on it before.").is_visible()
    match.get_by_role("button", name="Check").click()
    match.get_by_text("All 2 are right. At your first try it was 0.").first.wait_for()
    assert {saw, hammer, level} < set("ABCD")


def test_find_by_mouse_and_the_answers_at_its_end(notebook):
    find = notebook.exercise("Find it in the letter")
    thanks, visit = asked(find, "Where does she say thanks?"), asked(find, "Where does she announce a visit?")
    assert thanks.locator("option:not([hidden])").all_inner_texts() == [f"Paragraph {number}" for number in range(1, 13)]
    thanks.select_option("Paragraph 11")
    find.get_by_role("button", name="Check").click()
    find.get_by_text("One further.").first.wait_for()
    thanks.select_option("Paragraph 1")
    visit.select_option("Paragraph 7")
    find.get_by_role("button", name="Check").click()
    find.get_by_text("1 of 2 are right. At your first try it was 0.").first.wait_for()
    for number in (1, 2):
        find.get_by_role("button", name=f"Hint ({number} of 2)").click()
    find.get_by_role("button", name="Show the answers").click()
    find.get_by_text("These are the answers").first.wait_for()
    assert [box.locator("option:checked").inner_text() for box in (thanks, visit)] == ["Paragraph 12", "Paragraph 4"]


def test_a_number_is_never_eaten_and_never_judged_unread(notebook):
    page, number = notebook.page, notebook.exercise("How many chairs?")
    box = number.get_by_role("textbox", name="Your number chairs")
    box.focus()
    page.keyboard.type("2,5")
    page.keyboard.press("Enter")
    number.get_by_text("“2,5” can be read in two ways").first.wait_for()
    assert box.get_attribute("aria-invalid") == "true" and not number.get_by_text("Not this number").count()
    # It goes on where it stood: nothing is rewritten, and the message goes.
    page.keyboard.type("00")
    assert box.input_value() == "2,500" and not number.get_by_text("can be read in two ways").count()
    page.keyboard.press("Enter")
    number.get_by_text("50 times 50.").first.wait_for()
    assert box.input_value() == "2500" and page.evaluate("document.activeElement.tagName") == "INPUT"

    box.fill("100 chairs")
    number.get_by_text("50 times 50.").wait_for(state="detached")
    number.get_by_role("button", name="Check").click()
    number.get_by_text("That adds the two.").first.wait_for()
    assert box.input_value() == "100"
    box.fill("2.500")  # a point is decimal, and what was understood is shown
    number.get_by_role("button", name="Check").click()
    number.get_by_text("Multiply the rows").first.wait_for()
    assert box.input_value() == "2.5"
    box.fill("2508")
    number.get_by_role("button", name="Check").click()
    number.get_by_text("50 times 50.").first.wait_for()

    box.fill("7")
    number.get_by_role("button", name="Check").click()
    for step in (1, 2):
        number.get_by_role("button", name=f"Hint ({step} of 2)").click()
    box.fill("8 or 9")
    number.get_by_role("button", name="Show the answers").click()
    number.get_by_text("This is the answer.").first.wait_for()
    assert box.input_value() == "2500"


def test_the_new_kinds_by_keyboard_alone(notebook):
    page = notebook.page
    cells = page.locator(".jp-Cell").count()
    match = notebook.exercise("Which tool")
    asked(match, BOARD).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    match.get_by_text("of 2 are right").first.wait_for()
    assert [asked(match, item).locator("option:checked").inner_text()[0] for item in (BOARD, SHELF)] == ["A", "B"]
    # The remark is read out with its list.
    remark = asked(match, BOARD).get_attribute("aria-describedby")
    assert page.locator(f"#{remark}").inner_text().startswith(("✓ Right.", "✗ Not yet."))

    find = notebook.exercise("Find it in the letter")
    asked(find, "Where does she say thanks?").focus()
    page.keyboard.type("Paragraph 12")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    find.get_by_text("1 of 2 are right").first.wait_for()

    number = notebook.exercise("How many chairs?")
    number.locator("input").focus()
    page.keyboard.type("abmxyz ZMXA dd 00")  # JupyterLab's own keys; here they are text
    assert number.locator("input").input_value() == "abmxyz ZMXA dd 00"
    page.keyboard.press("Control+a")
    page.keyboard.type("2495")
    page.keyboard.press("Enter")
    number.get_by_text("50 times 50.").first.wait_for()
    assert page.locator(".jp-Cell").count() == cells


def test_in_a_narrow_window_nothing_is_cut_off(notebook):
    page = notebook.page
    match, find, number = (notebook.exercise(title) for title in ("Which tool", "Find it in the letter", "How many chairs?"))
    asked(notebook.exercise("Which tool"), BOARD).select_option("saw")
    if page.locator("#jp-left-stack").is_visible():
        page.keyboard.press("Control+b")
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(500)
    for exercise in (match, find, number):
        exercise.scroll_into_view_if_needed()
        over = """card => [...card.querySelectorAll('*')]
            .filter((e) => !e.closest('option, .dk-hidden') && e.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
            .map((e) => e.outerHTML)"""
        assert exercise.evaluate(over) == []
        low = "card => [...card.querySelectorAll('select, input, button')].filter(e => e.getBoundingClientRect().height < 44).length"
        assert exercise.evaluate(low) == 0
    notebook.exercise("Which tool")
    assert match.locator(".dk-whole", has_text="drawn on it before.").is_visible()
    asked(match, SHELF).select_option("level")
    match.get_by_role("button", name="Check").click()
    match.get_by_text("All 2 are right").first.wait_for()
    page.keyboard.press("Control+b")


def test_graded_work_is_kept_as_it_is_made(notebook, course):
    page = notebook.page
    match = notebook.exercise("Match for a mark")
    asked(match, "First").select_option("b")
    match.get_by_text("1 of 2 answered. Saved in own-work.answers.json.").first.wait_for()
    assert not match.get_by_role("button").count()
    number = notebook.exercise("Count for a mark")
    box = number.locator("input")
    box.focus()
    page.keyboard.type("12")
    number.get_by_text("1 of 1 answered. Saved in own-work.answers.json.").first.wait_for()  # nobody has left the box
    page.keyboard.type(".")
    page.wait_for_timeout(1500)
    assert box.input_value() == "12."
    page.keyboard.type("5")
    number.get_by_text("Saving…").first.wait_for()
    number.get_by_text("Saved in").first.wait_for()
    assert answers(course) == {"own-tools": {"x": "b"}, "own-number": 12.5}
    page.keyboard.type("?")
    number.get_by_text("What is in the box is not saved.").first.wait_for()
    assert answers(course)["own-number"] == 12.5
    box.fill("")
    number.get_by_text("0 of 1 answered. Saved in").first.wait_for()
    assert answers(course)["own-number"] is None
    box.click()
    prompt = page.locator(".jp-CodeCell", has=number).locator(".jp-InputPrompt")
    before = prompt.inner_text()
    page.keyboard.type("7 kg")
    page.keyboard.press("Shift+Enter")  # runs the cell again; what was typed goes first
    page.wait_for_function("([prompt, before]) => !['[*]:', before].includes(prompt.innerText)", arg=[prompt.element_handle(), before])
    find = notebook.exercise("Find for a mark")
    asked(find, "First").select_option("Paragraph 3")
    find.get_by_text("1 of 1 answered. Saved in").first.wait_for()
    assert answers(course) == {"own-tools": {"x": "b"}, "own-number": 7, "own-letter": {"x": 3}}
    assert notebook.exercise("Count for a mark").locator("input").input_value() == "7"
