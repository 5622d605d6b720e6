"""The screen, as a lecture hall sees it: nothing before the reveal, everything in sight, and back by itself."""

from __future__ import annotations

import re

import pytest
from open_class import OpenClass, faults_of
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

LONG = "Which of these would you want a government to publish before it decides on keeping, moving or withdrawing forces that are stationed in another country at the request of its government, and that were attacked there?"
TWELVE = [f"{number}. a consideration that takes more than one line of a phone to read, and is still an answer" for number in range(1, 13)]


@pytest.fixture
def course_class(tmp_path):
    opened = OpenClass(tmp_path / "class")
    yield opened
    opened.stop()


def opened(page: Page, course_class: OpenClass) -> Page:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(course_class.at["screen"])
    page.get_by_role("heading", name="Join with your phone").wait_for()
    return page


def out_of_sight(page: Page) -> list[str]:
    """Elements with words of their own that stand outside the window or outside the board."""
    return page.evaluate("""() => [...document.querySelectorAll("#screen *")].filter((one) => {
        const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        const box = one.getBoundingClientRect();
        if (!own || one.closest(".dk-hidden, title, desc, noscript") || getComputedStyle(one).display === "none" || box.width === 0) return false;
        return box.top < -1 || box.left < -1 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
    }).map((one) => one.outerHTML.slice(0, 120))""")


def test_it_follows_the_console_and_tells_nothing_before_the_reveal(page, course_class):
    course_class.join(30)
    opened(page, course_class)
    assert "key" not in page.url
    expect(page.locator(".dk-qr")).to_be_visible()
    made = course_class.console("POST", "rounds", {"poll": "withdraw", "seconds": 90})["id"]
    expect(page.locator(".dk-asked")).to_contain_text("withdraw all its forces")
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"1:[12]\d|1:30"))
    course_class.vote(["leave"] * 14 + ["stay"] * 9 + ["undecided"] * 7, 50)
    expect(page.locator("[data-key='votes']")).to_have_text("30")
    course_class.console("POST", f"rounds/{made}/close")
    expect(page.locator(".dk-state")).to_contain_text("Voting is closed")
    assert page.locator(".dk-result-row, svg.dk-result-bar").count() == 0
    assert "%" not in page.locator("#screen").inner_text()
    course_class.console("POST", f"rounds/{made}/reveal")
    expect(page.locator(".dk-result-row").first).to_contain_text("47\u00a0%")

    again = course_class.console("POST", f"rounds/{made}/again")["id"]
    expect(page.locator(".dk-asked")).to_be_visible()
    course_class.vote(["leave"] * 9 + ["stay"] * 14 + ["undecided"] * 7, 50)
    course_class.console("POST", f"rounds/{again}/reveal")
    course_class.console("PUT", "screen", {"compare": [made, again]})
    expect(page.locator(".dk-flows")).to_be_visible()
    assert out_of_sight(page) == []
    course_class.console("PUT", "screen", {"blank": True})
    expect(page.locator("html")).to_have_class(re.compile("dk-blank"))
    assert page.evaluate("getComputedStyle(document.querySelector('#screen')).backgroundColor") == "rgb(0, 0, 0)"
    course_class.console("PUT", "screen", {"blank": False, "show": "join"})
    page.get_by_role("heading", name="Join with your phone").wait_for()
    assert page.faults == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (1024, 768)])
def test_a_long_question_with_twelve_answers_fits(page, course_class, width, height):
    course_class.join(26)
    opened(page, course_class)
    page.set_viewport_size({"width": width, "height": height})
    poll = course_class.console("POST", "polls", {"kind": "choice", "text": LONG, "options": TWELVE})["id"]
    made = course_class.console("POST", "rounds", {"poll": poll})["id"]
    expect(page.locator(".dk-answers li")).to_have_count(12)
    assert out_of_sight(page) == []
    assert page.locator(".dk-asked").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 0.03 * height
    course_class.vote(["abcdefghijkl"[number % 12] for number in range(26)])
    course_class.console("POST", f"rounds/{made}/reveal")
    expect(page.locator(".dk-result-row")).to_have_count(12)
    assert out_of_sight(page) == []
    assert page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]") == [height, width]


def test_it_says_that_the_line_is_lost_and_comes_back(page, course_class):
    opened(page, course_class)
    course_class.console("POST", "rounds", {"poll": "withdraw"})
    expect(page.locator(".dk-asked")).to_be_visible()
    course_class.stop()
    expect(page.locator(".dk-lost")).to_contain_text("comes back by itself")
    expect(page.locator(".dk-asked")).to_be_visible()
    course_class.start()
    expect(page.locator(".dk-lost")).to_be_empty(timeout=40_000)


def test_a_wrong_key_is_told(page, course_class):
    page.goto(course_class.at["base"] + "/screen#key=wrong")
    page.get_by_role("heading", name="This address is not the one of the screen.").wait_for()


def test_key_f_is_full_screen(page, course_class):
    opened(page, course_class)
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, course_class, scheme):
    course_class.join(30)
    page.emulate_media(color_scheme=scheme)
    opened(page, course_class)
    assert faults_of(page) == []
    made = course_class.console("POST", "rounds", {"poll": "withdraw", "seconds": 90})["id"]
    expect(page.locator(".dk-asked")).to_be_visible()
    assert faults_of(page) == []
    course_class.vote(["leave"] * 14 + ["stay"] * 9 + ["undecided"] * 7, 50)
    course_class.console("POST", f"rounds/{made}/reveal")
    expect(page.locator(".dk-result-row").first).to_be_visible()
    assert faults_of(page) == []
    again = course_class.console("POST", f"rounds/{made}/again")["id"]
    course_class.vote(["leave"] * 9 + ["stay"] * 14 + ["undecided"] * 7, 50)
    course_class.console("POST", f"rounds/{again}/reveal")
    course_class.console("PUT", "screen", {"compare": [made, again]})
    expect(page.locator(".dk-flows")).to_be_visible()
    assert faults_of(page) == []
    poll = course_class.console("POST", "polls", {"kind": "ranking", "text": "What should weigh most?", "options": ["What Iraqis want", "Safety", "Influence"]})["id"]
    ranked = course_class.console("POST", "rounds", {"poll": poll})["id"]
    course_class.vote([["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"]] * 10)
    course_class.console("POST", f"rounds/{ranked}/reveal")
    expect(page.locator(".dk-count")).to_have_count(3)
    assert faults_of(page) == []
    assert out_of_sight(page) == []
