"""The phone in class, as a student uses it: real server, real Chromium at the size of a phone."""

from __future__ import annotations

import gzip
import json
import re
import socket

import pytest
from open_class import OpenClass, faults_of
from playwright.sync_api import Page, expect

from debatekit.classroom.web.routes.pages import PACKAGE
from debatekit.widgets.front_end import sheets
from debatekit.widgets.one_script import script

PAGES = PACKAGE / "classroom/pages"
OPTIONS = [{"id": id, "text": text} for id, text in (("fixed", "Leave by a fixed date"), ("stay", "Stay until the army can stand alone"), ("small", "Keep a small force"), ("talk", "Negotiate first"))]
DOZEN = [{"id": f"o{i}", "text": f"Answer number {i}, which takes a line and a half to say"} for i in range(12)]
ASKED = {
    "choice": {"options": OPTIONS, "confidence": True},
    "several": {"options": OPTIONS, "least": 0, "most": 2},
    "likert": {},
    "slider": {"low": 0, "high": 10, "step": 1, "low_label": "nothing", "high_label": "a great deal"},
    "probability": {},
    "ranking": {"options": OPTIONS},
    "points": {"options": DOZEN, "total": 100},
    "text": {"longest": 80},
}
COURSE_POLL = "withdraw"


class Killable(OpenClass):
    def start(self) -> None:
        # A port that no other class looks for: it must still be free after a death.
        if not self.at:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.at = {"port": probe.getsockname()[1]}
        super().start()

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    opened = Killable(tmp_path_factory.mktemp("phone") / "class")
    yield opened
    opened.stop()


@pytest.fixture
def phones(chromium, room):
    """Opens phones: `phones()` is a page on a phone of its own."""
    contexts, faults = [], []

    def phone(width=390, height=800, **more) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True, **more)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield phone
    for context in contexts:
        context.close()
    if room.process.poll() is None:
        room.console("PUT", "now", {"round": None})
    assert faults == []


def joined(page: Page, room: OpenClass) -> Page:
    page.goto(room.at["join"])
    page.get_by_role("button", name="I have read this: join").click()
    page.locator("main .dk-phone-big, main .dk-question").first.wait_for()
    return page


def open_poll(room: OpenClass, poll: str, **more) -> int:
    """Ask a poll, in its next round; the round."""
    return room.console("POST", "rounds", {"poll": poll, **more})["id"]


def new_poll(room: OpenClass, kind: str) -> str:
    return room.console("POST", "polls", {"kind": kind, "text": f"A question of the kind {kind}: what do you say?", **ASKED[kind]})["id"]


def change(room: OpenClass, round_id: int, what: str, body: dict | None = None) -> None:
    room.console("POST", f"rounds/{round_id}/{what}", body or {})


def mine(room: OpenClass, page: Page, round_id: int) -> dict:
    """What the class has of this phone's vote."""
    return room.ask("GET", "me", token_of(room, page))["votes"][str(round_id)]


def token_of(room: OpenClass, page: Page) -> str:
    return page.evaluate("name => localStorage.getItem(name)", f"debatekit-class-/-{room.at['code']}")


def voted(page: Page) -> None:
    page.locator("[data-key=vote]").click()
    page.get_by_text("Your vote has arrived.").first.wait_for()


def fits(page: Page) -> bool:
    """Nothing is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_the_code_to_the_result(room, phones):
    page = phones()
    page.goto(room.at["base"])
    page.get_by_label("Code of your class").fill(room.at["code"].lower())
    page.get_by_role("button", name="Go to the class").click()
    page.get_by_role("heading", name="What is kept, and who sees it").wait_for()
    assert "Cannot be prevented: anyone with the code can join" in page.inner_text("main")
    assert token_of(room, page) is None, "nobody is let in before they have read it"
    page.get_by_role("button", name="I have read this: join").click()
    page.get_by_text("Nothing is asked just now.").first.wait_for()

    round_id = open_poll(room, COURSE_POLL)
    page.get_by_role("heading", name=re.compile("withdraw all its forces")).wait_for()
    button = page.get_by_role("button", name="Vote", exact=True)
    expect(button).to_be_disabled()
    page.get_by_text("No, keep forces there").click()
    expect(page.get_by_text("Say how sure you are.")).to_be_visible()
    page.get_by_text("Quite sure").click()
    button.click()
    page.get_by_text("You have voted.").first.wait_for()
    assert mine(room, page, round_id)["value"] == "stay"
    # A neighbour's glance reads nothing.
    assert "keep forces" not in page.inner_text("main")
    page.get_by_role("button", name="Show my vote").click()
    assert "No, keep forces there (quite sure)" in page.inner_text("main")

    page.get_by_role("button", name="Change my vote").click()
    page.get_by_text("I am undecided").click()
    page.get_by_role("button", name="Keep the change").click()
    page.get_by_text("Your vote has arrived.").first.wait_for()
    assert mine(room, page, round_id)["value"] == "undecided"
    assert "I am undecided" not in page.inner_text("main")

    room.join(5)
    room.vote(["leave", "leave", "leave", "stay", "stay"], 50)
    change(room, round_id, "close")
    page.get_by_text("The result comes when your teacher shows it.").wait_for()
    assert not page.locator(".dk-phone-result").count() and "%" not in page.inner_text("main")
    change(room, round_id, "reveal")
    page.locator(".dk-phone-result").get_by_text("6 people voted.").wait_for()
    counted, _, sure = page.inner_text(".dk-phone-result").partition("How sure")
    assert "3 people" in counted and "%" not in counted and "%" in sure
    room.console("PUT", "now", {"round": None})
    page.get_by_text("Nothing is asked just now.").first.wait_for()


@pytest.mark.parametrize(("width", "height"), [(390, 800), (320, 640)])
def test_what_is_kept_is_read_on_one_screen_and_the_button_is_always_there(room, phones, width, height):
    page = phones(width, height)
    page.goto(room.at["join"])
    button = page.get_by_role("button", name="I have read this: join")
    button.wait_for()
    box = button.bounding_box()
    assert box["y"] + box["height"] <= height and box["height"] >= 44
    if width == 390:
        assert page.evaluate("document.documentElement.scrollHeight") <= height
    heads = page.locator(".dk-phone-notice li strong").all_inner_texts()
    assert heads == ["Kept:", "Who sees it:", "Cannot be prevented:", "Erased:", "Not marked:"]
    page.mouse.wheel(0, 5000)
    page.get_by_text("never count towards a mark").wait_for()
    assert page.locator(".dk-phone-notice li").last.bounding_box()["y"] + 20 < button.bounding_box()["y"], "nothing stays hidden behind it"
    # Who joins by keyboard goes on where they are.
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Nothing is asked just now.").first.wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Nothing is asked just now."


def test_a_phone_asks_for_three_light_files(room, phones):
    whole = [(PAGES / "phone.html").read_bytes(), gzip.compress(script(PAGES / "phone.mjs").encode()), gzip.compress(sheets(PAGES / "phone.css").encode())]
    assert sum(map(len, whole)) < 28_000
    page, asked = phones(), []
    page.on("request", lambda request: asked.append(re.sub(r"^.*?//[^/]+/", "", request.url).split("?")[0]))
    page.goto(room.at["join"])
    page.get_by_role("button", name="I have read this: join").wait_for()
    assert [re.sub(r"static/\w+", "static", each) for each in asked] == [f"j/{room.at['code']}", "static/classroom/pages/phone.css", "static/classroom/pages/phone.mjs", "api/about"]


def test_a_wrong_code_is_told_and_can_be_typed_again(room, phones):
    page = phones()
    page.goto(f"{room.at['base']}/j/QQQQQQ")
    page.get_by_role("heading", name="There is no class with the code QQQQQQ").wait_for()
    page.get_by_label("Code of your class").fill("AB")
    page.get_by_role("button", name="Go to the class").click()
    assert "six characters" in page.inner_text("#message") and page.get_by_label("Code of your class").input_value() == "AB"
    page.get_by_label("Code of your class").fill("")
    expect(page.locator("#message")).to_have_text("")
    page.get_by_role("button", name="Go to the class").click()
    expect(page.locator("#message")).to_have_text("Type the code first.")
    page.get_by_label("Code of your class").fill(f"{room.at['code'][:3]} {room.at['code'][3:]}")
    page.get_by_role("button", name="Go to the class").click()
    page.get_by_role("heading", name="What is kept, and who sees it").wait_for()


def test_three_answers_stand_above_the_bar_of_a_small_phone(room, phones):
    title = room.console("GET", "state")["settings"]["title"]
    room.console("PUT", "settings", {"title": "Leaving Afghanistan: two op-eds, one argument and how it might be taken apart"})
    page = joined(phones(320, 568), room)
    open_poll(room, new_poll(room, "choice"))
    page.locator(".dk-choice").first.wait_for()
    places = page.evaluate("""() => ({
        top: document.getElementById("title").getBoundingClientRect().top,
        third: document.querySelectorAll(".dk-choice")[2].getBoundingClientRect().bottom,
        bar: document.querySelector(".dk-phone-act").getBoundingClientRect().top,
    })""")
    assert places["top"] >= 4 and places["third"] <= places["bar"] and fits(page), places
    room.console("PUT", "settings", {"title": title})


def fill(page: Page, kind: str):
    """Answer in the way of a thumb; what is then to be kept."""
    match kind:
        case "choice":
            page.get_by_text("Keep a small force").click()
            page.get_by_text("Half sure").click()
            return "small"
        case "several":
            for text in ("None of these", "Negotiate first", "Leave by a fixed date"):
                page.get_by_text(text, exact=True).click()
            expect(page.get_by_label("Keep a small force")).to_be_disabled()
            return ["fixed", "talk"]
        case "likert":
            page.get_by_text("Agree", exact=True).click()
            return 4
        case "slider" | "probability" | "truth" | "relevance":
            slider = page.locator("input[type=range]")
            # A tap on the middle, where nothing shows yet, is an answer.
            slider.tap()
            return int(slider.input_value())
        case "ranking":
            for text in ("Negotiate first", "Keep a small force", "Leave by a fixed date", "Stay until"):
                page.get_by_role("button", name=text).first.tap()
            page.get_by_role("button", name="Stay until").first.tap()
            page.get_by_role("button", name="Up: Leave by a fixed date").tap()
            return ["talk", "fixed", "small"]
        case "points":
            for _ in range(3):
                page.get_by_role("button", name="More: Answer number 0").tap()
            page.get_by_role("textbox", name="Answer number 3").fill("33")
            page.get_by_role("textbox", name="Answer number 11").fill("77")
            expect(page.get_by_text("All 100 points are given.")).to_be_visible()
            return {**{option["id"]: 0 for option in DOZEN}, "o0": 15, "o3": 33, "o11": 52}
        case "text":
            page.get_by_role("textbox").fill("x" * 81)
            expect(page.get_by_text("Take out 1 character.")).to_be_visible()
            page.get_by_role("textbox").fill("  It breaks\na promise. ")
            return "It breaks a promise."
    raise AssertionError(kind)


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 320])
def test_every_kind_can_be_voted_on(room, phones, width):
    page = joined(phones(width=width), room)
    for kind in ASKED:
        round_id = open_poll(room, new_poll(room, kind))
        page.locator(f".dk-kind-{kind}").wait_for()
        wanted = fill(page, kind)
        assert fits(page), kind
        voted(page)
        kept = mine(room, page, round_id)
        assert (kept["value"], kept["confidence"]) == (wanted, 50 if kind == "choice" else None), kind
        # What stands is what one begins with when one changes it.
        page.get_by_role("button", name="Change my vote").click()
        expect(page.get_by_role("button", name="Keep the change")).to_be_enabled()
        page.get_by_role("button", name="Leave it as it was").click()


@pytest.mark.slow
def test_truth_and_relevance_of_a_map_can_be_voted_on(room, phones):
    page = joined(phones(), room)
    name = room.console("GET", "state")["maps"][0]["id"]
    found = room.console("GET", f"maps/{name}")
    for kind, targets in (("truth", found["claims"]), ("relevance", found["reasons"])):
        poll = room.console("POST", "claims", {"argument": name, "target": targets[0]["id"], "kind": kind})["id"]
        round_id = open_poll(room, poll)
        page.locator(f".dk-kind-{kind}").wait_for()
        expect(page.get_by_text("Nothing chosen yet")).to_be_visible()
        wanted = fill(page, kind)
        voted(page)
        assert mine(room, page, round_id)["value"] == wanted == 50
        assert fits(page)


@pytest.mark.slow
def test_ranking_and_points_by_keyboard_alone(room, phones):
    page = joined(phones(), room)
    spoken = page.locator("#news")
    round_id = open_poll(room, new_poll(room, "ranking"))
    page.locator(".dk-kind-ranking").wait_for()
    page.get_by_role("button", name="Negotiate first").focus()
    page.keyboard.press("Enter")
    expect(spoken).to_have_text("Negotiate first: place 1 of 1.")
    assert "place 1 of 1" in page.evaluate("document.activeElement.textContent"), "the focus goes along"
    page.get_by_role("button", name="Keep a small force").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(spoken).to_have_text("Keep a small force: place 1 of 2.")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Up: Keep a small force"
    page.locator("[data-key=vote]").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Your vote has arrived.").first.wait_for()
    assert mine(room, page, round_id)["value"] == ["small", "talk"]

    round_id = open_poll(room, new_poll(room, "points"))
    page.locator(".dk-kind-points").wait_for()
    page.get_by_role("button", name="More: Answer number 0,").focus()
    for _ in range(4):
        page.keyboard.press("Enter")
    expect(spoken).to_contain_text("20. 80 of 100 points left")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("95")
    expect(page.get_by_role("textbox", name="Answer number 1,")).to_have_value("80")
    expect(spoken).to_have_text("No more than 80: there are no more points.")
    page.locator("[data-key=vote]").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Your vote has arrived.").first.wait_for()
    assert {key: points for key, points in mine(room, page, round_id)["value"].items() if points} == {"o0": 20, "o1": 80}


# Of each kind the first way to answer it that a hand on the keys would find, and the vote.
KEYS = {
    "choice": (["Space", "Tab", "Space"], ("fixed", 0)),
    "several": (["Space", "Tab", "Space"], (["fixed", "stay"], None)),
    "likert": (["ArrowDown", "ArrowDown"], (3, None)),
    "slider": (["End"], (10, None)),
    "probability": (["ArrowRight"], (51, None)),
    "ranking": (["Enter", "Tab", "Enter"], (["fixed", "stay"], None)),
    "points": (["Tab", *"100"], ({option["id"]: 100 if option["id"] == "o0" else 0 for option in DOZEN}, None)),
    "text": ([*"Who"], ("Who", None)),
}


@pytest.mark.slow
def test_from_the_code_to_the_last_vote_by_keyboard_alone(room, phones):
    page = phones()
    page.goto(room.at["base"])
    press = page.keyboard.press

    def tab_to(what):
        for _ in range(60):
            if page.evaluate("what => document.activeElement.matches(what)", what):
                return
            press("Tab")
        raise AssertionError(f"Tab does not come to {what}")

    tab_to("input")
    page.keyboard.type(room.at["code"])
    press("Enter")
    page.get_by_role("button", name="I have read this: join").wait_for()
    tab_to("[data-key=join]")
    press("Enter")
    page.locator("main .dk-phone-big, main .dk-question").first.wait_for()
    for kind, (keys, (value, confidence)) in KEYS.items():
        round_id = open_poll(room, new_poll(room, kind))
        page.locator(f".dk-kind-{kind}").wait_for()
        tab_to("[data-key^=ballot] :is(input, button, textarea)")
        for key in keys:
            press(key)
        tab_to("[data-key=vote]")
        press("Enter")
        page.get_by_text("Your vote has arrived.").first.wait_for()
        kept = mine(room, page, round_id)
        assert (kept["value"], kept["confidence"]) == (value, confidence), kind
        assert page.evaluate("document.activeElement.matches('.dk-question')"), "the keyboard goes on from the question"
    tab_to("#menu")
    press("Enter")
    expect(page.get_by_role("heading", name="Menu")).to_be_visible()
    press("Escape")
    assert page.evaluate("document.activeElement.id") == "menu"


def test_what_was_not_sent_is_spoken(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "likert"))
    page.get_by_text("Strongly agree").click()
    change(room, round_id, "close")
    expect(page.locator("#news")).to_have_text("Voting is over. Your answer was not sent.")
    expect(page.locator("main .dk-phone-warn")).to_have_text("Your answer was not sent.")
    change(room, round_id, "open")
    voted(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Change my vote").click()
    page.get_by_text("Strongly disagree").click()
    page.locator("[data-key=vote]").click()
    expect(page.locator("#news")).to_have_text("Your vote waits on this phone. It will be sent by itself as soon as the line is back.")
    page.context.set_offline(False)
    expect(page.locator("#news")).to_have_text("Your vote has arrived.")


def test_a_result_that_is_shown_when_the_page_opens_is_drawn_at_once(room, phones):
    room.people.clear()
    room.join(5)
    round_id = open_poll(room, new_poll(room, "likert"))
    room.vote([1, 2, 3, 4, 5])
    change(room, round_id, "close")
    change(room, round_id, "reveal")
    page = phones()
    page.add_init_script("Math.random = () => 0.999")
    joined(page, room)
    expect(page.locator(".dk-phone-result").get_by_text("Strongly agree")).to_be_visible(timeout=2_000)


@pytest.mark.slow
def test_a_vote_without_a_line_is_kept_and_sent_once(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "likert"))
    page.get_by_text("Strongly agree").click()
    page.context.set_offline(True)
    page.locator("[data-key=vote]").click()
    page.get_by_text("Kept on this phone. It will be sent by itself as soon as the line is back.").wait_for()
    page.get_by_text("No line to the class.").wait_for()
    # It is still there when the page is closed meanwhile, and it can be changed.
    page.get_by_role("button", name="Change my vote").click()
    page.get_by_text("Strongly disagree").click()
    page.get_by_role("button", name="Keep the change").click()
    page.get_by_text("Kept on this phone.").wait_for()
    asked = []
    page.on("request", lambda request: asked.append(request.post_data_json) if request.method == "PUT" else None)
    page.context.set_offline(False)
    page.get_by_text("Your vote has arrived.").first.wait_for()
    page.get_by_text("No line to the class.").wait_for(state="hidden")
    page.wait_for_timeout(1500)
    assert mine(room, page, round_id)["value"] == 1
    assert [each["n"] for each in asked if each] in ([2], [2, 2]), "once, or again if the first try was still without a line"
    assert room.console("GET", "state")["rounds"][-1]["votes"] == 1


@pytest.mark.slow
def test_a_vote_that_comes_too_late_is_told(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "likert"))
    page.get_by_text("Strongly agree").click()
    page.context.set_offline(True)
    page.locator("[data-key=vote]").click()
    page.get_by_text("Kept on this phone.").wait_for()
    change(room, round_id, "close")
    page.context.set_offline(False)
    page.get_by_text("Voting was over before your vote arrived, so it does not count.").wait_for()
    page.get_by_text("You did not vote in this one.").wait_for()
    assert str(round_id) not in room.ask("GET", "me", token_of(room, page))["votes"]


@pytest.mark.slow
def test_a_vote_that_arrived_although_its_answer_was_lost_is_not_called_late(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "likert"))
    page.get_by_text("Agree", exact=True).click()

    def lose(route):
        if change_once:
            change_once.pop()
            route.fetch()
            change(room, round_id, "close")
            route.abort()
        else:
            route.continue_()

    change_once = [True]
    page.route("**/api/votes/*", lose)
    page.locator("[data-key=vote]").click()
    expect(page.locator("#news")).to_have_text("Your vote has arrived.")
    page.get_by_text("You have voted.").first.wait_for()
    assert page.inner_text("#message") == "" and mine(room, page, round_id)["value"] == 4


@pytest.mark.slow
def test_own_votes_that_were_asked_for_before_a_vote_arrived_do_not_hide_it(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "likert"))
    page.get_by_text("Strongly agree").wait_for()
    held = []

    def hold(route):
        held.append((route, route.fetch()))

    page.route("**/api/me", hold)
    # Another tab has said something, so this one looks.
    page.evaluate("name => dispatchEvent(new StorageEvent('storage', {key: name}))", f"debatekit-class-/-{room.at['code']}-votes")
    while not held:
        page.wait_for_timeout(20)
    page.get_by_text("Strongly agree").click()
    voted(page)
    route, answer = held.pop()
    assert str(round_id) not in answer.json()["votes"]
    route.fulfill(response=answer)
    page.wait_for_timeout(300)
    expect(page.get_by_text("You have voted.").first).to_be_visible()
    # Each arrival is spoken, also the second in the same words.
    first = page.inner_text("#news")
    page.get_by_role("button", name="Change my vote").click()
    page.get_by_text("Neither agree nor disagree").click()
    page.get_by_role("button", name="Keep the change").click()
    expect(page.locator("#news")).not_to_have_text(re.compile(f"^{re.escape(first)}$"))
    page.unroute("**/api/me")


@pytest.mark.slow
def test_two_tabs_of_one_phone_agree(room, phones):
    page = joined(phones(), room)
    other = page.context.new_page()
    round_id = open_poll(room, new_poll(room, "likert"))
    other.goto(room.at["join"])
    other.get_by_text("Strongly agree").wait_for()
    page.get_by_text("Strongly agree").click()
    voted(page)
    other.get_by_text("You have voted.").first.wait_for()
    other.get_by_role("button", name="Change my vote").click()
    other.get_by_text("Strongly disagree").click()
    other.get_by_role("button", name="Keep the change").click()
    other.get_by_text("Your vote has arrived.").first.wait_for()
    assert mine(room, page, round_id)["value"] == 1
    page.get_by_role("button", name="Show my vote").click()
    expect(page.locator(".dk-phone-own")).to_contain_text("Strongly disagree")
    # What was looked at while voting is not on the phone when all look at the result.
    room.join(5)
    room.vote([1, 1, 2, 2, 3])
    change(room, round_id, "close")
    page.get_by_text("Voting is over.").first.wait_for()
    assert not page.locator(".dk-phone-own").count()
    page.get_by_role("button", name="Show my vote").click()
    change(room, round_id, "reveal")
    page.locator(".dk-phone-result").wait_for()
    assert not page.locator(".dk-phone-own").count()


@pytest.mark.slow
def test_a_half_written_text_outlives_a_close_and_nothing_of_it_outlives_leaving(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "text"))
    page.get_by_role("textbox").fill("Half a thought")
    change(room, round_id, "close")
    page.get_by_text("Voting is over.").first.wait_for()
    change(room, round_id, "open")
    expect(page.get_by_role("textbox")).to_have_value("Half a thought")
    page.context.set_offline(True)
    page.locator("[data-key=vote]").click()
    page.get_by_text("Kept on this phone.").wait_for()
    page.get_by_role("button", name="Change my vote").click()
    page.get_by_role("textbox").fill("Another one")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Leave this class").click()
    page.get_by_text("A vote still waits on this phone").wait_for()
    page.get_by_role("button", name="Leave", exact=True).click()
    page.get_by_role("heading", name="You have left the class").wait_for()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.slow
def test_where_a_proxy_holds_the_stream_back_the_page_asks_for_the_state(room, phones):
    page = phones()
    page.route("**/api/stream", lambda route: None)
    page.goto(room.at["join"])
    page.get_by_role("button", name="I have read this: join").click()
    page.get_by_text("Nothing is asked just now.").first.wait_for(timeout=20_000)
    round_id = open_poll(room, new_poll(room, "likert"))
    page.get_by_text("Agree", exact=True).click()
    voted(page)
    change(room, round_id, "close")
    page.get_by_text("Voting is over.").first.wait_for()
    assert page.inner_text("#strip") == ""


@pytest.mark.slow
def test_a_class_that_is_killed_comes_back_by_itself(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "likert"))
    page.get_by_text("Disagree", exact=True).click()
    voted(page)
    room.kill()
    page.get_by_text("No line to the class. This page tries again by itself.").wait_for()
    page.get_by_role("button", name="Change my vote").click()
    page.get_by_text("Agree", exact=True).click()
    page.get_by_role("button", name="Keep the change").click()
    page.get_by_text("Kept on this phone.").wait_for()
    page.wait_for_timeout(2000)
    room.start()
    page.get_by_text("Your vote has arrived.").first.wait_for(timeout=30_000)
    page.get_by_text("No line to the class.").wait_for(state="hidden", timeout=30_000)
    assert mine(room, page, round_id)["value"] == 4
    change(room, round_id, "close")
    page.get_by_text("Voting is over.").first.wait_for()


def test_with_personal_codes_the_code_is_in_sight_and_what_is_wrong_with_it_is_told(chromium, tmp_path):
    with_codes = OpenClass(tmp_path / "codes")
    page = chromium.new_page(viewport={"width": 390, "height": 760})
    try:
        with_codes.console("PUT", "settings", {"mode": "roster"})
        code = with_codes.console("POST", "roster", {"entries": ["Ana"]})[0]["code"]
        page.goto(with_codes.at["join"])
        field, join = page.get_by_label("Code from your teacher"), page.get_by_role("button", name="I have read this: join")
        expect(field).to_be_in_viewport(ratio=1)
        for typed, told in (("", "Type your personal code first."), ("ABCD-EFGH", "personal code")):
            page.locator(".dk-phone-notice li").last.scroll_into_view_if_needed()
            field.fill(typed)
            page.locator(".dk-phone-notice li").last.scroll_into_view_if_needed()
            join.click()
            expect(page.locator("#message")).to_contain_text(told)
            expect(page.locator("#message")).to_be_in_viewport(ratio=1)
            expect(field).to_be_focused()
            expect(field).to_be_in_viewport(ratio=1)
        field.fill(code)
        field.press("Enter")
        page.get_by_text("Nothing is asked just now.").first.wait_for()
    finally:
        page.close()
        with_codes.stop()


@pytest.mark.slow
def test_another_class_at_the_same_address_does_not_make_a_phone_forget(room, phones, tmp_path):
    page = joined(phones(), room)
    token = token_of(room, page)
    room.kill()
    other = Killable.__new__(Killable)
    other.folder, other.at, other.people = tmp_path / "other", {"port": room.at["port"]}, []
    other.folder.mkdir()
    other.start()
    page.get_by_text("No line to the class.").wait_for()
    page.wait_for_timeout(2000)
    assert token_of(room, page) == token and not page.get_by_text("does not know this phone").count()
    other.stop()
    room.start()
    page.get_by_text("No line to the class.").wait_for(state="hidden", timeout=40_000)
    page.get_by_text("Nothing is asked just now.").first.wait_for()


@pytest.mark.slow
def test_what_is_being_written_outlives_a_new_state_and_a_reload(room, phones):
    page = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "text"), seconds=600)
    page.get_by_role("textbox").fill("Half a thought")
    page.get_by_role("textbox").evaluate("field => field.setSelectionRange(4, 4)")
    change(room, round_id, "open", {"seconds": 300})
    page.get_by_text(re.compile(r"^[45]:\d\d$")).wait_for()
    assert page.evaluate("[document.activeElement.value, document.activeElement.selectionStart]") == ["Half a thought", 4]
    page.keyboard.type(" of")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("Half of a thought")
    voted(page)
    assert mine(room, page, round_id)["value"] == "Half of a thought"
    assert page.evaluate("sessionStorage.length") == 0, "no copy of it stays on the phone"


@pytest.mark.slow
def test_time_runs_out(room, phones):
    page = joined(phones(), room)
    open_poll(room, new_poll(room, "likert"), seconds=5)
    page.get_by_text("0:04").wait_for()
    page.get_by_text("Agree", exact=True).click()
    page.get_by_text("Voting is over.").first.wait_for()
    expect(page.locator("#news")).to_have_text("Voting is over. Your answer was not sent.")
    page.get_by_text("You did not vote in this one.").wait_for()
    assert "Your answer was not sent." in page.inner_text("main")


@pytest.mark.slow
def test_the_way_back_makes_a_second_phone_the_same_person_and_erasing_erases(room, phones):
    first = joined(phones(), room)
    round_id = open_poll(room, new_poll(room, "likert"))
    first.get_by_text("Agree", exact=True).click()
    voted(first)
    first.get_by_role("button", name="Menu").click()
    first.get_by_role("button", name="My way back").click()
    way = first.locator(".dk-phone-way").inner_text()
    assert re.fullmatch(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", way)

    second = phones()
    second.goto(room.at["join"])
    second.get_by_role("button", name="I was here before").click()
    second.get_by_label("Your way back").fill("ABCD")
    second.get_by_role("button", name="Go on as before").click()
    assert "16 characters" in second.inner_text("#message")
    second.get_by_label("Your way back").fill("AAAA-BBBB-CCCC-DDDD")
    expect(second.locator("#message")).to_have_text("")
    second.get_by_role("button", name="Go on as before").click()
    expect(second.locator("#message")).to_contain_text("does not know that way back")
    second.get_by_label("Your way back").fill(way.lower().replace("-", " "))
    second.get_by_role("button", name="Go on as before").click()
    second.get_by_text("You have voted.").first.wait_for()
    second.get_by_role("button", name="Menu").click()
    second.get_by_role("button", name="My votes").click()
    second.locator(".dk-phone-votes li").first.wait_for()
    assert "A question of the kind likert" in second.inner_text(".dk-phone-votes") and "Agree" in second.inner_text(".dk-phone-votes")
    assert room.console("GET", "state")["rounds"][-1]["votes"] == 1

    second.get_by_role("button", name="Back").click()
    second.get_by_role("button", name="Erase all of mine").click()
    second.get_by_role("button", name="Yes, erase it all").click()
    second.get_by_role("heading", name="All of yours is erased").wait_for()
    assert token_of(room, second) is None
    assert room.console("GET", "state")["rounds"][-1]["votes"] == 0
    # The first phone learns of it by itself.
    first.get_by_role("heading", name="The class does not know this phone any more").wait_for()
    change(room, round_id, "close")


@pytest.mark.slow
def test_leaving_leaves_nothing_on_the_phone(room, phones):
    page = joined(phones(), room)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Leave this class").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    page.get_by_role("heading", name="You have left the class").wait_for()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(room, phones, scheme):
    page = phones(color_scheme=scheme)
    found = {}
    page.goto(room.at["base"])
    found["welcome"] = faults_of(page)
    page.goto(room.at["join"])
    page.get_by_role("button", name="I was here before").click()
    found["way back"] = faults_of(page)
    joined(page, room)
    found["waiting"] = faults_of(page)
    for kind in ASKED:
        round_id = open_poll(room, new_poll(room, kind))
        page.locator(f".dk-kind-{kind}").wait_for()
        found[kind] = faults_of(page)
        fill(page, kind)
        found[f"{kind}, answered"] = faults_of(page)
        if kind == "several":
            voted(page)
            page.get_by_role("button", name="Show my vote").click()
            found["voted"] = faults_of(page)
            change(room, round_id, "close")
            page.get_by_text("Voting is over.").first.wait_for()
            found["closed"] = faults_of(page)
            change(room, round_id, "reveal")
            page.locator(".dk-phone-result").wait_for()
            found["revealed"] = faults_of(page)
    page.get_by_role("button", name="Menu").click()
    found["menu"] = faults_of(page)
    page.get_by_role("button", name="Erase all of mine").click()
    found["erase"] = faults_of(page)
    assert {place: lines for place, lines in found.items() if lines} == {}


@pytest.mark.slow
def test_letters_twice_as_large_fit_and_targets_are_large(room, phones):
    page = joined(phones(), room)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    for kind in ASKED:
        open_poll(room, new_poll(room, kind))
        page.locator(f".dk-kind-{kind}").wait_for()
        fill(page, kind)
        assert fits(page), kind
        small = page.locator("main button:visible, main label:visible, main textarea, main .dk-ballot-number").evaluate_all("all => all.map(one => one.getBoundingClientRect()).filter(box => box.width < 44 || box.height < 44).length")
        assert small == 0, kind


@pytest.mark.slow
def test_nothing_of_a_result_reaches_a_phone_before_the_reveal(room, phones):
    page, heard = phones(), []
    page.add_init_script("window.heard = []; const parse = JSON.parse; JSON.parse = (text) => { window.heard.push(text); return parse(text); };")
    joined(page, room)
    round_id = open_poll(room, COURSE_POLL)
    page.locator(".dk-kind-choice").wait_for()
    room.people.clear()
    room.join(6)
    room.vote(["leave", "leave", "leave", "stay", "stay", "undecided"], 50)
    change(room, round_id, "close")
    page.get_by_text("Voting is over.").first.wait_for()
    heard = [json.loads(each) for each in page.evaluate("window.heard") if each and each.startswith('{"class"')]
    assert len(heard) >= 2
    assert all(each["now"] is None or (each["now"]["result"], each["now"]["texts"], each["now"]["comparison"]) == (None, [], None) for each in heard)
    assert not re.search(r"\bvotes\b|\bcount\b|\bshare\b", json.dumps(heard))
