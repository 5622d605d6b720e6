"""The console, as an instructor uses it, on a class with real votes."""

from __future__ import annotations

import json
import re

import pytest
from open_class import OpenClass, faults_of
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

QUESTION = "It is July 2021. Should the United States withdraw all its forces from Iraq?"
BEFORE = ["leave"] * 12 + ["stay"] * 8 + ["undecided"] * 6
AFTER = ["leave"] * 8 + ["stay"] * 4 + ["stay"] * 7 + ["leave"] + ["leave"] * 1 + ["stay"] * 5


@pytest.fixture
def course_class(tmp_path):
    opened = OpenClass(tmp_path / "class")
    yield opened
    opened.stop()


def step(page: Page, name: str) -> None:
    """Press the one button that comes next, which is called `name`."""
    main = page.locator(".console-now .dk-main")
    expect(main).to_have_text(name)
    expect(main).to_have_count(1)
    main.click()


def opened(page: Page, course_class: OpenClass) -> Page:
    page.goto(course_class.at["console"])
    page.get_by_role("heading", name="What to ask").wait_for()
    return page


def choose(page: Page, question: str) -> None:
    page.locator(".console-poll", has_text=question).first.click()


def test_one_button_leads_from_open_to_the_swing(page, course_class, chromium):
    course_class.join(26)
    opened(page, course_class)
    # The key is not left in the address, which a projector may show.
    assert "key" not in page.url
    choose(page, QUESTION)
    step(page, "Open the vote")
    page.get_by_text("votes; 0 here now").wait_for()

    course_class.vote(BEFORE, 50)
    expect(page.locator(".console-big").first).to_have_text("26")
    assert page.locator(".dk-result-row").count() == 0, "no distribution while people vote"
    step(page, "Close the vote")
    page.get_by_text("Only you see it. After that the vote cannot be opened again.").wait_for()
    assert page.locator(".dk-result-row").count() == 0, "nothing before a look"
    expect(page.locator(".console-card").filter(has_text=QUESTION).first).to_contain_text(re.compile(r"Erased on \d+ [A-Z][a-z]+ 20\d\d"))
    step(page, "Look at the result")
    page.get_by_text("Only you see this result.").wait_for()
    expect(page.get_by_role("button", name="Let latecomers in")).to_have_count(0)
    expect(page.locator(".dk-result-row").first).to_contain_text("46\u00a0%")
    step(page, "Reveal the result")
    page.get_by_text("Everybody sees this result.").wait_for()

    step(page, "Vote again")
    page.locator(".dk-eyebrow", has_text="After the debate").wait_for()
    course_class.vote(AFTER, 75)
    step(page, "Close the vote")
    step(page, "Look at the result")
    step(page, "Reveal the result")
    step(page, "Compare with an earlier vote")
    page.get_by_role("heading", name="From “Before reading” to “After the debate”").wait_for()
    expect(page.locator(".dk-flows:visible")).to_be_visible()
    expect(page.locator(".dk-rule").first).to_be_visible()
    expect(page.get_by_role("button", name="Who moved")).to_have_attribute("aria-pressed", "true")
    page.get_by_text("The same as a table").click()
    assert [cell.inner_text() for cell in page.locator(".dk-matrix tbody tr").first.locator("td").all()] == ["8", "4", "12"]
    step(page, "Finish this poll")
    page.get_by_text("Nothing is being asked").wait_for()
    assert page.faults == []


def test_time_runs_and_a_minute_is_added(page, course_class):
    opened(page, course_class)
    choose(page, QUESTION)
    page.get_by_role("button", name="30 s").click()
    step(page, "Open the vote")
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"0:(2\d|30)"))
    page.get_by_role("button", name="Add a minute").click()
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"1:[12]\d"))
    page.get_by_role("button", name="No time limit").click()
    expect(page.locator("[data-clock]")).to_have_count(0)


def test_a_vote_closed_by_mistake_is_opened_again(page, course_class):
    course_class.join(6)
    opened(page, course_class)
    choose(page, QUESTION)
    step(page, "Open the vote")
    course_class.vote(["leave"] * 5, 50)
    step(page, "Close the vote")
    page.get_by_role("button", name="Let latecomers in").click()
    step(page, "Close the vote")
    page.get_by_role("button", name="Look at the result").wait_for()
    (this,) = course_class.console("GET", "state")["rounds"]
    assert (this["state"], this["looked"], this["result"]) == ("closed", False, None)
    page.get_by_role("button", name="Reveal", exact=True).click()
    page.get_by_text("Everybody sees this result.").wait_for()


def test_deleting_asks_first_and_escape_cancels(page, course_class):
    course_class.join(6)
    opened(page, course_class)
    choose(page, QUESTION)
    step(page, "Open the vote")
    course_class.vote(["leave"] * 6, 50)
    page.get_by_text("Votes so far (1)").click()
    delete = page.get_by_role("button", name="Delete these votes")
    delete.click()
    page.get_by_text("Delete 6 votes of “Before reading” for good?").wait_for()
    expect(page.get_by_role("button", name="Cancel (Esc)")).to_be_focused()
    page.keyboard.press("Escape")
    expect(delete).to_be_focused()
    assert course_class.console("GET", "state")["votes"] == 6
    delete.click()
    page.get_by_role("button", name="Delete 6 votes").click()
    expect(page.locator(".console-big").first).to_have_text("0")
    assert course_class.console("GET", "state")["votes"] == 0


def test_a_poll_written_on_the_spot_and_a_show_of_hands(page, course_class):
    opened(page, course_class)
    page.get_by_text("Write one on the spot").click()
    form = page.locator(".console-form", has=page.get_by_label("Kind of answer"))
    expect(form).to_contain_text("Type the question.")
    form.get_by_label("Question").fill("Which river runs through Baghdad?")
    form.get_by_label("Answer 1").fill("Tigris")
    expect(form).to_contain_text("at least two answers")
    form.get_by_label("Answer 2").fill("Euphrates")
    form.get_by_role("checkbox").first.check()
    expect(form).to_contain_text("This can be asked.")
    form.get_by_role("button", name="Ask this next").click()
    expect(page.get_by_role("heading", name="Which river runs through Baghdad?")).to_be_focused()
    expect(page.get_by_role("button", name="Open the vote")).to_be_in_viewport()
    expect(page.get_by_role("list", name="Answers to choose from").locator("li")).to_have_text(["Tigris", "Euphrates"])
    step(page, "Open the vote")
    page.get_by_text("Show of hands").click()
    page.locator(".console-hand", has_text="Tigris").locator("input").fill("9")
    page.locator(".console-hand", has_text="Euphrates").locator("input").fill("11")
    page.get_by_role("button", name="Count these hands").click()
    page.get_by_text("Show of hands: 20 counted").wait_for()
    step(page, "Close the vote")
    step(page, "Look at the result")
    expect(page.locator(".console-hint")).to_contain_text("45 %")
    # The right answer is known and few have it: the button that comes next is to vote again.
    expect(page.locator(".console-now .dk-main")).to_have_text("Vote again")


def test_a_written_poll_is_edited_and_deleted_while_nobody_has_voted(page, course_class):
    course_class.join(1)
    course_class.console("POST", "polls", {"kind": "points", "text": "Where shoud the money go?", "options": [{"text": "Schools"}, {"text": "Roads"}], "total": 10})
    opened(page, course_class)
    choose(page, "Where shoud the money go?")
    card = page.locator(".console-chosen")
    expect(card.locator(".dk-eyebrow")).to_have_text("Next · 10 points to share, all of them")
    card.get_by_role("button", name="Edit").click()
    question = card.get_by_label("Question")
    expect(question).to_be_focused()
    question.fill("Where should the money go?")
    card.get_by_label("Points that each person").fill("20")
    card.get_by_role("button", name="Keep the change").click()
    expect(page.get_by_role("heading", name="Where should the money go?")).to_be_visible()
    expect(card.locator(".dk-eyebrow")).to_contain_text("20 points")
    step(page, "Open the vote")
    page.get_by_role("button", name="Close the vote").wait_for()
    # Seen on the screen, the next slip is put right from there.
    page.locator(".console-now").get_by_role("button", name="Edit", exact=True).click()
    expect(question).to_be_focused()
    assert course_class.console("GET", "state")["now"] is None
    question.fill("Where should the money go first?")
    card.get_by_role("button", name="Keep the change").click()
    step(page, "Open the vote")
    course_class.vote([{"a": 20}])
    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    choose(page, "Where should the money go first?")
    expect(card).to_contain_text("Somebody has voted in this poll")
    expect(card.get_by_role("button", name="Delete")).to_have_count(0)

    made = course_class.console("POST", "polls", {"kind": "text", "text": "A slip"})["id"]
    course_class.console("POST", "polls", {"kind": "text", "text": "No slip"})
    choose(page, "A slip")
    card.get_by_role("button", name="Delete").click()
    # The question was about that poll, and not about the next.
    choose(page, "No slip")
    expect(card.get_by_role("button", name="Delete it")).to_have_count(0)
    choose(page, "A slip")
    card.get_by_role("button", name="Delete").click()
    card.get_by_role("button", name="Delete it").click()
    expect(card).to_have_count(0)
    assert made not in {each["id"] for each in course_class.console("GET", "state")["polls"]}


def test_a_refused_comparison_is_not_the_next_step_again(page, course_class):
    course_class.join(26)
    rounds = []
    for values in (BEFORE, ["leave"] * 10 + ["stay"] * 10 + ["undecided"] * 6, ["leave"] * 10 + ["stay"] * 9 + ["undecided"] * 5):
        made = course_class.console("POST", f"rounds/{rounds[-1]}/again") if rounds else course_class.console("POST", "rounds", {"poll": "withdraw"})
        rounds.append(made["id"])
        course_class.vote(values, 50)
        course_class.console("POST", f"rounds/{rounds[-1]}/reveal")
        if len(rounds) == 2:
            course_class.console("PUT", "screen", {"compare": rounds})
    opened(page, course_class)
    step(page, "Compare with an earlier vote")
    card = page.locator(".console-next-row")
    expect(card).to_contain_text("So this one is not shown.")
    expect(card).to_contain_text("These two votes are not compared. Finish the poll, or let the class vote again.")
    page.locator("summary", has_text="Compare two votes").click()
    page.locator("[data-key^=first-]").select_option(label="After the debate")
    expect(page.get_by_role("button", name="Show who moved")).to_be_disabled()
    page.get_by_text("This pair was refused.").wait_for()
    # Other votes in that round are another matter.
    page.locator("summary", has_text="Votes so far").click()
    page.locator(".console-rounds li").first.get_by_role("button", name="Delete these votes").click()
    page.get_by_role("button", name="Delete 24 votes").click()
    page.locator(".console-rounds").get_by_text("0 votes").wait_for()
    course_class.console("POST", f"rounds/{rounds[-1]}/open")
    course_class.vote(BEFORE, 50)
    course_class.console("POST", f"rounds/{rounds[-1]}/reveal")
    step(page, "Compare with an earlier vote")
    page.get_by_role("heading", name="From “After the debate” to “Third vote”").wait_for()
    step(page, "Finish this poll")
    page.get_by_text("Nothing is being asked").wait_for()


def test_after_a_talk_without_revealing_two_votes_are_compared(page, course_class):
    course_class.join(10)
    course_class.console("POST", "polls", {"kind": "choice", "text": "Which river?", "options": [{"text": "Tigris", "right": True}, {"text": "Nile"}]})
    opened(page, course_class)
    choose(page, "Which river?")
    page.get_by_role("button", name="2 min").click()
    step(page, "Open the vote")
    course_class.vote(["a"] * 5 + ["b"] * 5)
    step(page, "Close the vote")
    expect(page.get_by_role("group", name="Time limit for the next vote").get_by_role("button", name="none")).to_have_attribute("aria-pressed", "true")
    step(page, "Look at the result")
    expect(page.locator(".console-steps li")).to_contain_text(["✓ Open", "✓ Close", "✓ Look", "Vote again", "Reveal", "Compare"])
    step(page, "Vote again")
    course_class.vote(["a"] * 10)
    step(page, "Close the vote")
    step(page, "Look at the result")
    step(page, "Reveal the result")
    page.get_by_text("This also reveals").first.wait_for()
    step(page, "Compare with an earlier vote")
    page.locator(".console-result[data-key=comparison]").wait_for()
    expect(page.locator(".console-problem:not(:empty)")).to_have_count(0)


def test_a_closed_vote_is_finished_without_showing(page, course_class):
    opened(page, course_class)
    choose(page, QUESTION)
    step(page, "Open the vote")
    step(page, "Close the vote")
    page.get_by_role("button", name="Finish without showing").click()
    page.get_by_text("Nothing is being asked").wait_for()
    assert [each["state"] for each in course_class.console("GET", "state")["rounds"]] == ["closed"]


def test_a_claim_of_a_map_is_put_to_the_vote(page, course_class):
    opened(page, course_class)
    page.get_by_text("Vote on a claim of a map").click()
    page.get_by_label("Map").select_option(index=1)
    part = page.locator(".console-part").nth(1)
    part.locator("summary").click()
    claim = part.locator(".console-poll").nth(1)
    number, text = claim.locator("> *").all_inner_texts()
    # The same claim by its number.
    page.get_by_label("Words or a number").fill(number)
    page.get_by_role("list", name="To put to the vote").get_by_role("button", name=text).click()
    expect(page.locator(".console-chosen h2")).to_contain_text(text[:40])
    step(page, "Open the vote")
    expect(page.locator(".dk-eyebrow")).to_contain_text("how true")


def test_texts_are_shown_one_by_one(page, course_class):
    course_class.join(6)
    poll = course_class.console("POST", "polls", {"kind": "text", "text": "Which fact would change your mind?"})["id"]
    course_class.console("POST", "rounds", {"poll": poll})
    course_class.vote([f"Fact number {number}." for number in range(6)])
    opened(page, course_class)
    step(page, "Close the vote")
    step(page, "Look at the result")
    page.get_by_role("button", name="Show: Fact number 3.").click()
    page.get_by_role("button", name="Hide: Fact number 3.").wait_for()
    step(page, "Reveal the result")
    expect(page.locator(".dk-texts li")).to_have_text(["Fact number 3."])
    page.get_by_role("button", name="Hide: Fact number 3.").click()
    expect(page.locator(".dk-texts li")).to_have_count(0)
    page.get_by_role("button", name="Show all", exact=True).click()
    page.get_by_role("button", name="Show all 6").click()
    expect(page.locator(".dk-texts li")).to_have_count(6)
    page.get_by_role("button", name="Hide all").click()
    expect(page.locator(".dk-texts li")).to_have_count(0)


def test_another_way_to_join_asks_first_and_phones_are_told_why(page, course_class, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    try:
        phone = context.new_page()
        phone.goto(course_class.at["join"])
        phone.get_by_role("button", name="I have read this: join").click()
        phone.get_by_text("Nothing is asked just now.").wait_for()
        opened(page, course_class)
        page.get_by_text("Settings", exact=True).click()
        page.get_by_label("Roster").check()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("1 person is in. With personal codes").wait_for()
        page.keyboard.press("Escape")
        assert course_class.console("GET", "state")["settings"]["mode"] == "open"
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Save it all the same").click()
        phone.get_by_text("Your teacher now asks for a personal code. Join again with it.").wait_for()
        phone.get_by_role("button", name="Join again").click()
        phone.get_by_text("Your personal code").first.wait_for()

        # What was made of names goes with them.
        page.get_by_text("Roster and personal codes").click()
        page.get_by_label("One person a line").fill("Ada Marker")
        page.get_by_role("button", name="Make personal codes").click()
        page.locator(".console-codes", has_text="Ada Marker").wait_for()
        course_class.console("POST", "forget", {"what": "names"})
        expect(page.locator(".console-codes")).to_have_count(0)
        expect(page.get_by_label("One person a line")).to_have_value("")
    finally:
        context.close()


def test_a_round_begun_at_home_is_closed_without_the_phones(page, course_class):
    course_class.join(1)
    course_class.ask("PUT", "course-votes/heard/before", course_class.people[0], {"value": 3, "n": 1})
    opened(page, course_class)
    page.get_by_text("Votes so far (1)").click()
    page.get_by_role("button", name="Close “").click()
    expect(page.get_by_role("button", name="Close “")).to_have_count(0)
    state = course_class.console("GET", "state")
    assert state["now"] is None and state["rounds"][0]["state"] == "closed"


def test_what_the_server_refuses_stands_beside_the_button(page, course_class):
    opened(page, course_class)
    course_class.stop()
    page.get_by_text("The line to the class server is lost").wait_for()
    choose(page, QUESTION)
    page.get_by_role("button", name="Open the vote").click()
    expect(page.locator(".console-chosen .console-problem")).to_contain_text("does not answer")
    course_class.start()
    page.get_by_text("started again and has gone on where it was").wait_for(timeout=40_000)
    page.get_by_role("button", name="Open the vote").click()
    page.get_by_text("votes; 0 here now").wait_for()


def test_settings_and_erasing(page, course_class):
    course_class.join(5)
    opened(page, course_class)
    expect(page.locator(".console-present")).to_contain_text("5 people have joined")
    page.get_by_text("Settings", exact=True).click()
    page.get_by_label("Title of the class").fill("Section 02")
    page.get_by_label("Ask for names").check()
    page.get_by_label("Erase votes after").select_option("7")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Section 02")
    settings = course_class.console("GET", "state")["settings"]
    assert (settings["ask_names"], settings["erase_days"]) == (True, 7)
    page.get_by_text("Take the data along").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download votes as CSV").click()
    assert download.value.suggested_filename == "class-votes.csv"
    page.get_by_role("button", name="Erase everything").click()
    page.locator(".console-ask").get_by_role("button", name="Erase everything").click()
    expect(page.locator(".console-present")).not_to_contain_text("have joined")
    assert course_class.console("GET", "state")["people"]["count"] == 0


def test_who_is_in_before_names_are_asked_is_asked_once_and_may_stay_without(page, course_class, chromium):
    opened(page, course_class)
    contexts = [chromium.new_context(viewport={"width": 390, "height": 800}) for _ in range(2)]
    try:
        first, second = phones = [context.new_page() for context in contexts]
        wrong = []
        first.on("pageerror", lambda error: wrong.append(str(error)))
        for phone in phones:
            phone.goto(course_class.at["join"])
            phone.get_by_role("button", name="I have read this: join").click()
            phone.get_by_text("Nothing is asked just now.").wait_for()
            expect(phone.locator("#asks")).to_be_empty()
        page.get_by_text("Settings", exact=True).click()
        page.get_by_label("Ask for names").check()
        page.get_by_role("button", name="Save").click()
        first.get_by_text("Your teacher asks for names.").wait_for()
        first.get_by_role("button", name="Add mine").click()
        assert faults_of(first) == []
        first.get_by_label("Your name, only if you like").fill("Mira")
        contexts[0].set_offline(True)
        first.get_by_role("button", name="Give this name").dblclick()
        first.get_by_text("There is no line to the class just now.").wait_for()
        expect(first.get_by_label("Your name, only if you like")).to_have_value("Mira")
        assert wrong == []
        contexts[0].set_offline(False)
        first.get_by_role("button", name="Give this name").click()
        expect(page.get_by_role("list", name="Names that people gave").locator("li")).to_have_text(["Mira"])
        expect(first.locator("#asks")).to_be_empty()

        second.get_by_text("Your teacher asks for names.").wait_for()
        assert faults_of(second) == []
        made = course_class.console("POST", "rounds", {"poll": "withdraw"})["id"]
        second.get_by_role("heading", name=QUESTION).wait_for()
        expect(second.locator("#asks")).to_be_empty()
        course_class.console("POST", f"rounds/{made}/close")
        second.get_by_role("button", name="Stay without").click()
        second.reload()
        second.get_by_role("heading", name=QUESTION).wait_for()
        expect(second.locator("#asks")).to_be_empty()
        # Whoever changes their mind finds it in the menu, and can take a name back there.
        for phone, button, names in ((second, "Give this name", ["Mira", "Noor"]), (first, "Take my name back", ["Noor"])):
            phone.get_by_role("button", name="Menu").click()
            phone.get_by_role("button", name="My name").click()
            if button.startswith("Give"):
                phone.get_by_label("Your name, only if you like").fill("Noor")
            phone.get_by_role("button", name=button).click()
            expect(page.get_by_role("list", name="Names that people gave").locator("li")).to_have_text(names)
    finally:
        for context in contexts:
            context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_shows_it_whole(page, course_class, scheme):
    course_class.join(26)
    page.emulate_media(color_scheme=scheme)
    opened(page, course_class)
    for fold in page.locator("summary").all():
        fold.click()
    assert faults_of(page) == []
    choose(page, QUESTION)
    assert faults_of(page) == []
    step(page, "Open the vote")
    course_class.vote(BEFORE, 50)
    step(page, "Close the vote")
    step(page, "Look at the result")
    page.get_by_text("Only you see this result.").wait_for()
    assert faults_of(page) == []
    step(page, "Reveal the result")
    step(page, "Vote again")
    course_class.vote(AFTER, 50)
    step(page, "Close the vote")
    step(page, "Look at the result")
    step(page, "Reveal the result")
    step(page, "Compare with an earlier vote")
    page.locator(".dk-flows:visible").wait_for()
    assert faults_of(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    for tab in ("Polls", "Now", "The room"):
        page.locator(".console-tabs").get_by_role("button", name=tab).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, tab
        small = page.locator("button:visible, select:visible, summary:visible").evaluate_all("all => all.filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML.slice(0, 80))")
        assert small == []
    assert faults_of(page) == []


def test_the_keyboard_alone_opens_and_closes(page, course_class):
    opened(page, course_class)
    page.locator("[data-key='poll-withdraw']").focus()
    page.keyboard.press("Enter")
    for _ in range(40):
        if page.evaluate("document.activeElement.textContent") == "Open the vote":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # From then on the focus is where the next step is, and Enter alone leads on.
    for name in ("Close the vote", "Look at the result", "Reveal the result", "Vote again", "Close the vote"):
        expect(page.locator(".console-now .dk-main")).to_have_text(name)
        expect(page.locator(".console-now .dk-main")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Look at the result")).to_be_focused()


def test_the_key_stays_in_its_tab_and_can_be_changed_or_left(page, course_class, chromium):
    opened(page, course_class)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    page.get_by_role("heading", name="What to ask").wait_for()
    # The screen gets its key from the console, in no address.
    link = page.locator('[data-key="open-screen"]')
    assert "key" not in link.get_attribute("href")
    with page.context.expect_page() as coming:
        link.click()
    screen = coming.value
    screen.get_by_text(course_class.at["code"][:1]).first.wait_for()
    expect(screen.locator("#screen")).to_contain_text("Join")

    page.get_by_text("Links, and leaving this computer").click()
    page.get_by_role("button", name="New links for console and screen").click()
    page.get_by_role("button", name="Make new links").click()
    course_class.at = json.loads(course_class.process.stdout.readline())
    expect(page.locator(".console-bar")).to_contain_text(course_class.at["code"])
    page.get_by_role("heading", name="What to ask").wait_for()
    # The screen goes on with the new key and shows the new code.
    expect(screen.locator(".dk-alone")).to_have_count(0)
    screen.wait_for_function("code => document.body.textContent.replace(/\\s/g, '').includes(code)", arg=course_class.at["code"])

    page.get_by_text("Links, and leaving this computer").click()
    page.get_by_role("button", name="Forget this console on this computer").click()
    page.get_by_role("button", name="Forget it").click()
    page.get_by_role("heading", name="This address does not open the console").wait_for()
    screen.get_by_role("heading", name="This address is not the one of the screen.").wait_for()
    assert page.evaluate("sessionStorage.length") == screen.evaluate("sessionStorage.length") == 0


def test_an_old_link_says_that_it_was_changed(page, course_class, chromium):
    old = course_class.at
    course_class.console("POST", "links")
    course_class.at = json.loads(course_class.process.stdout.readline())
    page.goto(old["console"])
    page.get_by_text("The link of this console was changed for a new one.").wait_for()
    page.goto(old["join"])
    page.get_by_text("The code of this class was changed for a new one.").wait_for()


def test_by_keyboard_one_goes_on_where_one_was(page, course_class):
    course_class.join(6)
    opened(page, course_class)
    focused = page.locator(":focus")
    page.locator(".console-poll").first.focus()
    page.keyboard.press("Enter")
    page.locator("[data-key=start]").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Close the vote").wait_for()
    expect(focused).to_have_text("Close the vote")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Let latecomers in").wait_for()
    page.wait_for_timeout(200)
    assert focused.evaluate("it => it.closest('.console-next-row') !== null"), "not thrown back to the top of the page"
