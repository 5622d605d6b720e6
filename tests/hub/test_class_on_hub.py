"""A class on a real JupyterHub: accounts sign in, a notebook joins by itself, and one account is one person."""

from __future__ import annotations

import json
import re
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from lab import Notebook
from playwright.sync_api import expect
from real_hub import INSTRUCTOR, OUTSIDER, PASSWORD, STUDENTS, TESTER

pytestmark = pytest.mark.slow
POLL, ROUND = "withdraw", "before"
# To read those of the system takes longer than the request, and there is no https here.
NO_CERTIFICATES = False
PHONE = {"width": 390, "height": 800}


@pytest.fixture
def browsers(chromium):
    contexts = []
    yield contexts
    for context in contexts:
        context.close()


@pytest.fixture
def browser(chromium, browsers):
    """A new browser that is signed in nowhere; what its pages complain about is a fault."""

    def new(**more):
        context = chromium.new_context(**more)
        context.set_default_timeout(30_000)
        browsers.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        return page

    return new


def sign_in(page, name):
    """Fill in the Hub's own form."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def open_phone(page, hub, code, name):
    page.goto(f"{hub.class_address}/j/{code}")
    page.get_by_role("button", name="I have read this: join").click()
    sign_in(page, name)


class Account:
    """An account that is signed in to the Hub by a browser without a window: cookies, and redirects one by one."""

    def __init__(self, hub, name):
        self.http = httpx.Client(base_url=hub.address, verify=NO_CERTIFICATES)
        form = self.http.get("/hub/login")
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', form.text)[1]
        assert self.http.post("/hub/login", data={"username": name, "password": PASSWORD, "_xsrf": xsrf}).status_code == 302

    def back_from_hub(self, to="phone"):
        """The address that brings the code, after the Hub has let this account in; or the Hub's refusal."""
        left = self.http.get(f"/services/class/hub/sign-in?to={to}")
        at_hub = self.http.get(left.headers["location"])
        return at_hub.headers.get("location") or at_hub

    def sign_in(self, to="phone"):
        """What stands behind the # when the sign-in is over; the answer itself when there is none."""
        answer = self.http.get(self.back_from_hub(to))
        fragment = urlsplit(answer.headers.get("location", "")).fragment
        return parse_qs(fragment) if fragment else answer


@pytest.fixture
def account(hub):
    accounts = []

    def new(name):
        accounts.append(Account(hub, name))
        return accounts[-1]

    yield new
    for each in accounts:
        each.http.close()


def api(hub, method, path, token, body=None):
    return httpx.request(method, f"{hub.class_address}/api/{path}", json=body, headers={"Authorization": f"Bearer {token}"}, verify=NO_CERTIFICATES)


@pytest.fixture
def key(account):
    return account(INSTRUCTOR).sign_in("console")["key"][0]


@pytest.fixture
def code(hub, key):
    return api(hub, "GET", "console/state", key).json()["join"]["code"]


def test_a_class_from_sign_in_to_result(hub, browser, account, key, code):
    console = browser(viewport={"width": 1280, "height": 900})
    console.goto(f"{hub.class_address}/console")
    console.get_by_role("link", name="Sign in").click()
    sign_in(console, INSTRUCTOR)
    expect(console.locator(".console-code")).to_have_text(code)
    assert "#" not in console.url
    round_id = api(hub, "POST", "console/rounds", key, {"poll": POLL, "round": ROUND}).json()["id"]

    # Ada votes on a phone, and changes it in a second browser: she is one person.
    first, second = browser(viewport=PHONE), browser(viewport=PHONE)
    for phone, answer in ((first, "Yes, withdraw them all"), (second, "No, keep forces there")):
        open_phone(phone, hub, code, "ada")
        if phone is second:
            expect(phone.get_by_text("You have voted.")).to_be_visible()
            phone.get_by_role("button", name="Change my vote").click()
        phone.get_by_text(answer, exact=True).click()
        phone.get_by_text("Quite sure", exact=True).click()
        phone.locator('[data-key="vote"]').click()
        expect(phone.get_by_text("You have voted.")).to_be_visible()
        assert "#" not in phone.url
    assert api(hub, "GET", "console/state", key).json()["votes"] == 1

    # Ben's notebook joins by itself, with nothing but what the Hub gave to his server.
    lab = open_notebook(hub, browser, "ben", "import debatekit as dk\ndk.join()", f"dk.poll({POLL!r}, round={ROUND!r})")
    expect(lab.locator(".dk-join").first).to_contain_text("You are in.")
    vote_in_notebook(lab, "I have read this: show me the question")
    expect_votes(hub, key, 2)

    # Cam only runs a poll: the class asks, and nobody is in it before the answer.
    before = api(hub, "GET", "console/state", key).json()["people"]["count"]
    cam = open_notebook(hub, browser, "cam", f"import debatekit as dk\ndk.poll({POLL!r}, round={ROUND!r})")
    card = cam.locator(".dk-poll").first
    expect(card).to_contain_text("you join with your account")
    assert api(hub, "GET", "console/state", key).json()["people"]["count"] == before
    vote_in_notebook(cam, "I have read this: join, and show me the question", "Yes, withdraw them all")
    expect(card).to_contain_text("Your class has it.")
    expect_votes(hub, key, 3)

    # The others vote without a window, so that a result may be shown.
    for name in STUDENTS[3:]:
        token = account(name).sign_in()["token"][0]
        assert api(hub, "PUT", f"votes/{round_id}", token, {"value": "leave", "confidence": 70, "n": 1}).status_code == 200
    expect_votes(hub, key, 5)
    assert api(hub, "POST", f"console/rounds/{round_id}/reveal", key).status_code == 200
    for phone in (first, second):
        expect(phone.locator("#phone")).to_contain_text("5 people voted.")
    state = api(hub, "GET", "console/state", key).json()
    expect(lab.locator(".dk-poll").first).to_contain_text("What your class answered")
    # Ada's second answer and Ben's; Cam and the other two.
    assert {row["id"]: row["count"] for row in state["now"]["result"]["rows"]} == {"leave": 3, "stay": 2, "undecided": 0}
    # No account is in what the instructor sees.
    assert not [name for name in STUDENTS if name in json.dumps(state)]
    assert [page.faults for page in (console, first, second)] == [[], [], []]


def open_notebook(hub, browser, name, *cells):
    """A page with a notebook of these cells on the server of an account; all have been run."""
    write_notebook(hub, name, cells)
    page = browser(viewport={"width": 1280, "height": 900})
    page.goto(f"{hub.address}/hub/login?next=/hub/spawn/{name}?next=/user/{name}/lab/tree/poll.ipynb")
    sign_in(page, name)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    notebook = Notebook(page)
    notebook.wait_until_idle()
    notebook.menu("Run", "Run All Cells")
    return page


def write_notebook(hub, name, sources):
    home = hub.folder / "homes" / name
    home.mkdir(parents=True, exist_ok=True)
    cells = [
        {"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for number, source in enumerate(sources)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (home / "poll.ipynb").write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


def vote_in_notebook(page, first, answer="No, keep forces there"):
    card = page.locator(".dk-poll").first
    card.get_by_role("button", name=first).click()
    card.get_by_text(answer, exact=True).click()
    card.get_by_text("Quite sure", exact=True).click()
    card.get_by_role("button", name="Vote", exact=True).click()


def expect_votes(hub, key, count):
    for _ in range(100):
        seen = api(hub, "GET", "console/state", key).json()["votes"]
        if seen == count:
            return
        time.sleep(0.1)
    raise AssertionError(f"{seen} votes, not {count}")


def test_a_student_does_not_get_the_console(hub, browser, account):
    page = browser(viewport=PHONE)
    page.goto(f"{hub.class_address}/hub/sign-in?to=console")
    sign_in(page, "ada")
    expect(page.get_by_role("heading")).to_have_text("Not signed in")
    token = account("ada").sign_in()["token"][0]
    ada = account("ada")
    for to in ("console", "screen"):
        assert ada.sign_in(to).status_code == 403
    for key in (token, "x", "x" * 104):
        answer = api(hub, "GET", "console/state", key)
        assert answer.status_code == 401 and answer.json()["sign_in"] == "hub/sign-in?to=console"
    # Nor by an account's cookies alone: no request is answered because of them.
    instructor = account(INSTRUCTOR)
    instructor.sign_in("console")
    assert instructor.http.get("/services/class/api/console/state").status_code == 401


def test_who_is_in_neither_group_is_turned_away_by_the_hub(account):
    answer = account(OUTSIDER).back_from_hub()
    assert answer.status_code == 403


def test_who_signs_out_of_the_hub_loses_the_console(hub, account):
    stays, goes = account(INSTRUCTOR), account(INSTRUCTOR)
    kept, lost = stays.sign_in("console")["key"][0], goes.sign_in("console")["key"][0]
    goes.http.get("/hub/logout")
    assert api(hub, "GET", "console/state", lost).status_code == 401
    assert api(hub, "GET", "console/state", kept).status_code == 200


def test_only_the_browser_that_left_comes_back(account):
    ada, mallory = account("ada"), account("ben")
    assert ada.http.get(mallory.back_from_hub()).status_code == 403
    back = ada.back_from_hub()
    assert "token" in parse_qs(urlsplit(ada.http.get(back).headers["location"]).fragment)
    # The code serves once.
    assert ada.http.get(back).status_code == 403


def test_a_cookie_of_the_class_is_short_and_closed(hub):
    cookie = httpx.get(f"{hub.class_address}/hub/sign-in").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/services/class/" in cookie and "Max-Age=600" in cookie


def test_a_notebook_joins_only_with_a_token_that_may(hub):
    join = lambda token: api(hub, "POST", "join/hub", token, {})
    assert join("no-token-at-all").status_code == 403
    # A service of the Hub has a token, but is no person.
    assert join(TESTER).status_code == 403


def test_a_planted_token_is_not_taken(hub, browser, account, code):
    token = account("cam").sign_in()["token"][0]
    page = browser(viewport=PHONE)
    page.goto(f"{hub.class_address}/j/{code}#token={token}")
    expect(page.get_by_role("button", name="I have read this: join")).to_be_visible()
    assert token not in page.evaluate("JSON.stringify({...localStorage})") and "#" not in page.url
