"""Lessons as a student meets them: real JupyterLab, real Chromium."""

import json
import re
import subprocess
import sys

from accessibility import open_whole
from lab import REPOSITORY, Lab, Notebook, git_status, open_lab

from debatekit.course import load_exercise, load_reading

QUESTION = "It is July 2021"


def vote(lesson, answer="No, keep forces there", sure="Quite sure"):
    lesson.bring(lesson.page.locator(".dk-poll", has_text="What happens to your votes")).get_by_role("button").click()
    poll = lesson.poll(QUESTION)
    poll.get_by_text(answer).click()
    poll.get_by_text(sure).click()
    poll.get_by_role("button", name="Vote").click()
    poll.get_by_text("Your vote is kept").first.wait_for()
    return poll


def test_a_vote_survives_reload_and_restart(lesson, lab, course):
    page = lesson.page
    assert page.locator(".jp-Notebook h1").first.inner_text().startswith("Start here")
    lesson.run_all()
    poll = vote(lesson)
    assert "You answered: No, keep forces there." in poll.inner_text()
    assert "Quite sure" in poll.inner_text()

    lesson.save()
    page.reload()
    lesson.wait_until_idle()
    lesson.poll(QUESTION).get_by_text("You answered: No, keep forces there.").first.wait_for()

    lesson.restart_kernel()
    lesson.run_all()
    lesson.poll(QUESTION).get_by_text("You answered: No, keep forces there.").first.wait_for()

    # It can be changed within the round.
    poll = lesson.poll(QUESTION)
    poll.get_by_role("button", name="Change my vote").click()
    poll.get_by_text("I am undecided").click()
    poll.get_by_role("button", name="Keep the change").click()
    poll.get_by_text("You answered: I am undecided.").first.wait_for()

    lesson.save()
    assert git_status(course) == ""
    saved = (course / "my-work/lessons/00-start-here.ipynb").read_text()
    outputs = json.dumps([cell.get("outputs") for cell in json.loads(saved)["cells"]])
    assert "You have voted" in outputs and "undecided" not in outputs
    assert page.faults == []


def test_every_exercise_teaches(lesson):
    lesson.run_all()
    choose = lesson.exercise("Why vote before reading?")
    choose.get_by_text("The teacher learns").click()
    choose.get_by_role("button", name="Check").click()
    choose.get_by_text("nobody is sent a copy").first.wait_for()
    choose.get_by_role("button", name="Hint (1 of 2)").click()
    choose.get_by_text("Think of the end of the course").first.wait_for()
    choose.get_by_text("Later I can see").click()
    choose.get_by_role("button", name="Check").click()
    choose.get_by_text("Memory is kind to us").first.wait_for()

    sort = lesson.exercise("Fact, forecast or value?")
    items = sort.locator("ol.dk-items > li")
    assert items.count() == 9
    for index in range(9):
        items.nth(index).get_by_text("Value", exact=True).click()
    sort.get_by_role("button", name="Check").click()
    sort.get_by_text("3 of 9 are right").first.wait_for()
    for number in (1, 2, 3):
        sort.get_by_role("button", name=f"Hint ({number} of 3)").click()
    sort.get_by_role("button", name="Show the answers").click()
    sort.get_by_text("These are the answers").first.wait_for()
    assert lesson.page.faults == []


def test_a_poll_and_an_exercise_by_keyboard_alone(lesson):
    lesson.run_all()
    vote(lesson)
    page = lesson.page
    likert = lesson.poll("I could explain the case")
    likert.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    likert.get_by_text("You answered: Neither agree nor disagree.").first.wait_for()

    slider = lesson.poll("How much have you read")
    assert slider.get_by_role("button", name="Vote").is_disabled()
    slider.locator("input").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    slider.get_by_text("You answered: 8.").first.wait_for()
    # The focus stays in the poll when its picture changes.
    assert page.evaluate("document.activeElement.closest('.dk-poll') !== null")

    sort = lesson.exercise("Fact, forecast or value?")
    sort.locator("input").first.focus()
    page.keyboard.press("Space")
    for _ in range(8):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    sort.get_by_text("3 of 9 are right").first.wait_for()


def test_a_reading_and_a_match_of_lesson_02_by_keyboard_alone(lab, page):
    notebook = open_whole(page, lab.address.replace("00-start-here", "02-read-knights"))
    notebook.menu("Run", "Run All Cells")
    reading, match = notebook.bring(page.locator(".dk-reading")), notebook.exercise("Which reason carries what?")
    notebook.wait_until_idle()
    guide = load_reading("knights-2020", REPOSITORY)

    gist, second = (reading.get_by_text(each.gist) for each in guide.paragraphs[:2])
    reading.get_by_text("How the paragraphs are counted").focus()
    page.keyboard.press("Tab")
    assert gist.is_visible() and page.evaluate("document.activeElement.textContent") == "Hide what we say"
    page.keyboard.press("Enter")
    gist.wait_for(state="hidden")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Look at our sentence"
    page.keyboard.press("Enter")
    gist.wait_for()
    assert not second.is_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    second.wait_for()

    # The page mixes the options, so their letters are read from the list. A letter typed into a menu chooses there.
    kept = load_exercise("knights-reasons", REPOSITORY)
    texts = {option.id: option.text for option in kept.options}
    letters = {text: row.split("\n")[0] for row in match.locator(".dk-letters li").all_inner_texts() for text in texts.values() if text in row}
    match.get_by_role("combobox").first.focus()
    for item in kept.items:
        assert page.evaluate("document.activeElement.labels[0].textContent") == item.text
        page.keyboard.press(letters[texts[item.answer]].lower())
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    page.keyboard.press("Enter")
    match.get_by_text("All 5 are right.").first.wait_for()
    assert kept.items[-1].why in match.inner_text()
    assert page.faults == []


def test_without_its_kernel_a_saved_notebook_stays_readable(lesson, lab, course):
    page = lesson.page
    lesson.run_all()
    vote(lesson)
    sort = lesson.exercise("Fact, forecast or value?")
    sort.locator("ol.dk-items > li").nth(0).get_by_text("Fact", exact=True).click()
    sort.get_by_role("button", name="Check").click()
    sort.get_by_text("1 of 9 are right").first.wait_for()
    lesson.save()
    lab.stop()

    again = Lab(open_lab(), course, lab.home)
    try:
        page.goto(again.address)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        notebook = Notebook(page)
        notebook.wait_until_idle()
        saved = notebook.bring(page.locator(".dk-saved", has_text=QUESTION))
        assert "You have voted. Run this cell" in saved.text_content()
        sorted_before = notebook.bring(page.locator(".dk-saved", has_text="Fact, forecast or value?"))
        assert "1 of 9 right" in sorted_before.text_content()
        page.wait_for_timeout(1500)
        assert not page.get_by_text("model not found").locator("visible=true").count()
        # Run again, and the living widget takes the fallback's place.
        notebook.run_all()
        notebook.poll(QUESTION).get_by_text("Your vote is kept").first.wait_for()
        assert not page.locator(".dk-saved", has_text=QUESTION).is_visible()
    finally:
        again.stop()


def test_polls_on_one_page_do_not_touch_each_other(lesson):
    lesson.run_all()
    page = lesson.page
    lesson.bring(page.locator(".dk-poll", has_text="What happens to your votes")).get_by_role("button").click()
    first, second = lesson.poll(QUESTION), lesson.poll("I could explain the case")
    second.get_by_text("Strongly agree").click()
    first.get_by_text("I am undecided").click()
    assert second.locator("input:checked").count() == first.locator("input:checked").count() == 1
    # Each is known to a screen reader by its own question, and the arrow keys stay inside.
    assert page.get_by_role("region", name=re.compile("I could explain")).count() == 1
    assert page.get_by_role("region", name=re.compile(QUESTION)).count() == 1
    first.locator("input:checked").focus()
    page.keyboard.press("ArrowDown")
    assert second.locator("input:checked").count() == 1

    choose, forecast = lesson.exercise("Why vote before reading?"), lesson.exercise("Spot the forecast")
    choose.get_by_text("A first instinct").click()
    forecast.get_by_text("closed in May").click()
    assert choose.locator("input:checked").count() == forecast.locator("input:checked").count() == 1


def test_a_notebook_saved_with_widget_state_holds_no_vote(lesson, course):
    lesson.run_all()
    vote(lesson, answer="Yes, withdraw them all", sure="A little")
    lesson.menu("Settings", "Save Widget State Automatically")
    lesson.save()
    lesson.page.wait_for_timeout(1000)
    lesson.page.locator(".jp-CodeCell").first.click()
    lesson.page.keyboard.press("Control+s")
    saved = lesson.saved_with_widgets(course / "my-work/lessons/00-start-here.ipynb")
    state = json.dumps(saved["metadata"]["widgets"], ensure_ascii=False)
    assert "Your own answers, by round" in state  # the front end itself is in it
    assert "You answered" not in state and '"confidence": 25' not in state and '"value": "leave"' not in state


def test_a_dead_kernel_is_told_and_loses_nothing(lesson):
    lesson.run_all()
    vote(lesson)
    page = lesson.page
    lesson.menu("Kernel", "Shut Down Kernel")
    poll = lesson.poll("I could explain the case")
    poll.get_by_text("Agree", exact=True).click()
    poll.get_by_role("button", name="Vote").click()
    poll.get_by_text("Not saved yet: the kernel is busy or gone").first.wait_for(timeout=15_000)
    assert "Your vote is kept" not in poll.inner_text()
    # What was chosen is still chosen.
    assert poll.locator(".dk-choice", has=page.locator("input:checked")).inner_text().strip() == "Agree"


def test_a_finished_learner_leaves_nothing(lesson, lab, course):
    lesson.run_all()
    vote(lesson)
    journal = lab.home / "journal/journal.sqlite3"
    assert journal.exists()
    done = subprocess.run(
        [sys.executable, "-m", "debatekit", "finish", "--yes"], cwd=course, env=lab.env, capture_output=True, text=True, check=True
    )
    assert re.match("Erased", done.stdout) and not journal.exists()


def test_a_learner_is_shown_no_grader_tools(lesson):
    page = lesson.page
    page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
    entries = [text for text in page.locator(".lm-Menu-itemLabel").all_inner_texts() if text]
    assert entries == ["Assignment List"]
    assert not page.get_by_text("Would you like to get notified").count()
