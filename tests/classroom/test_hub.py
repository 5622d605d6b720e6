"""Sign-in over a made-up Hub: who gets the console, for how long, and who is one person."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from made_up_hub import environment, made_up_hub, model

from debatekit.classroom.web.app import create_app
from debatekit.classroom.web.hub import Hub, hub_routes
from debatekit.classroom.web.hub_line import KEPT, HubLine, HubSettings
from debatekit.classroom.pulse import Topic
from debatekit.classroom.refusals import SignInFirst
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.stream import EventStream

PREFIX = "/services/class"


class Site:
    """One class for all tests of this file, asked as a browser asks; each `run` is a new browser."""

    def __init__(self, hub, folder):
        self.hub, self.folder, self.now = hub, folder, 0.0
        self._runner = asyncio.Runner()
        self._life = self._open()
        self._runner.run(anext(self._life))

    async def _open(self):
        room = Classroom(self.folder / "class.sqlite3")
        line = HubLine(HubSettings.of(environment(self.hub)), clock=lambda: self.now)
        hub = Hub(room, line, ["class-instructors"])
        self._app = create_app(room, prefix=PREFIX, any_host=True, sign_in=hub.no_account, teaches=hub.teaches, more=[hub_routes(hub)])
        async with self._app.router.lifespan_context(self._app):
            yield
        line.close()

    def close(self):
        self._runner.run(anext(self._life, None))
        self._runner.close()

    def forget(self):
        """What one test made of the Hub is nothing to the next."""
        self.now += KEPT
        self.hub.forms.clear()
        self.hub.known.clear()
        self.hub.known["ada-token"] = model("ada")
        self.hub.known["ines-token"] = model("ines", groups=["class-instructors"])
        self.hub.known["root-token"] = model("root", admin=True)

    def run(self, *steps):
        return self._runner.run(self._run(steps))

    async def _run(self, steps):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url="http://class.example") as http:
            return [await step(http) for step in steps]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    with made_up_hub() as hub:
        site = Site(hub, tmp_path_factory.mktemp("class"))
        yield site
        site.close()


@pytest.fixture
def site(whole):
    whole.forget()
    return whole


def signs_in(site, name, to):
    """A step: the account `name` signs in and wants to go `to`; its answer."""

    async def step(http):
        left = await http.get(f"{PREFIX}/hub/sign-in?to={to}")
        asked = parse_qs(urlsplit(left.headers["location"]).query)
        assert asked["code_challenge_method"] == ["S256"] and asked["redirect_uri"] == [f"{PREFIX}/oauth_callback"]
        site.hub.signs_in = name
        return await http.get(f"{PREFIX}/oauth_callback", params={"code": "good", "state": asked["state"][0]})

    return step


def place(answer):
    """Where a browser is sent, and what stands behind the #."""
    whole = urlsplit(answer.headers["location"])
    return whole.path, parse_qs(whole.fragment)


def asks(path, key, method="GET", **more):
    async def step(http):
        return await http.request(method, f"{PREFIX}/api/{path}", headers={"Authorization": f"Bearer {key}"}, **more)

    return step


@pytest.mark.parametrize("name", ["ines", "root"])
def test_the_group_and_admins_get_the_console_and_the_screen(site, name):
    console, screen = site.run(signs_in(site, name, "console"), signs_in(site, name, "screen"))
    assert place(console)[0] == f"{PREFIX}/console" and place(screen)[0] == f"{PREFIX}/screen"
    states = site.run(asks("console/state", place(console)[1]["key"][0]), asks("screen/state", place(screen)[1]["key"][0]))
    assert [each.status_code for each in states] == [200, 200]


@pytest.mark.parametrize("to", ["console", "screen"])
def test_a_student_gets_neither(site, to):
    (answer,) = site.run(signs_in(site, "ada", to))
    assert answer.status_code == 403 and "location" not in answer.headers and "instructors" in answer.text


def test_an_account_is_one_person_on_every_phone_and_in_the_notebook(site):
    first, second = site.run(signs_in(site, "ada", "phone"), signs_in(site, "ada", "phone"))
    (notebook,) = site.run(asks("join/hub", "ada-token", "POST", json={}))
    assert place(first)[1] == place(second)[1] and place(first)[1]["token"] == [notebook.json()["token"]]
    assert notebook.status_code == 200 and place(first)[0] == f"{PREFIX}/j/{notebook.json()['code']}"
    site.hub.known["ben-token"] = model("ben")
    (other,) = site.run(asks("join/hub", "ben-token", "POST", json={}))
    assert other.status_code == 201 and other.json()["token"] != notebook.json()["token"]


def test_who_leaves_the_group_loses_the_console_within_a_minute(site):
    (signed,) = site.run(signs_in(site, "ines", "console"))
    key = place(signed)[1]["key"][0]

    async def leaves(_):
        site.hub.known["ines-token"] = model("ines")
        site.now += KEPT

    before, _, after = site.run(asks("console/state", key), leaves, asks("console/state", key))
    assert before.status_code == 200 and after.status_code == 401
    assert after.json() == {"error": "This account does not teach this class. Sign in with one that does.", "sign_in": "hub/sign-in?to=console"}


def test_a_hub_that_is_away_takes_nothing_from_anybody_for_good(site):
    (signed,) = site.run(signs_in(site, "ines", "console"))
    key = place(signed)[1]["key"][0]
    site.hub.known["ines-token"] = b"<html>"
    (away,) = site.run(asks("console/state", key))
    site.hub.known["ines-token"] = model("ines", groups=["class-instructors"])
    (back,) = site.run(asks("console/state", key))
    assert away.status_code == 503 and away.json()["error"].startswith("The Hub") and back.status_code == 200


def test_the_hubs_token_is_nowhere_in_what_the_class_keeps_or_says(site):
    student, instructor = site.run(signs_in(site, "ada", "phone"), signs_in(site, "ines", "console"))
    said = str(student.headers) + student.text + str(instructor.headers) + instructor.text
    kept = b"".join(path.read_bytes() for path in site.folder.iterdir())
    assert "ada-token" not in said and "ines-token" not in said
    assert not [word for word in (b"ada", b"ines", b"-token") if word in kept]


def test_the_sign_in_leaves_no_cookie_behind(site):
    async def cookies(http):
        return dict(http.cookies)

    async def state(http):
        return await http.get(f"{PREFIX}/api/console/state")

    signed, left, refused = site.run(signs_in(site, "ines", "console"), cookies, state)
    assert signed.status_code == 303 and left == {} and refused.status_code == 401


def test_a_code_of_another_browser_signs_nobody_in(site):
    async def planted(http):
        left = await http.get(f"{PREFIX}/hub/sign-in?to=phone")
        http.cookies.clear()
        return await http.get(f"{PREFIX}/oauth_callback", params={"code": "good", "state": parse_qs(urlsplit(left.headers["location"]).query)["state"][0]})

    (answer,) = site.run(planted)
    assert answer.status_code == 403 and not site.hub.forms


@pytest.mark.parametrize("to", ["https://elsewhere.example", "//elsewhere.example", "../../hub/home", "console%23key=x", ""])
def test_a_sign_in_ends_at_a_page_of_the_class_and_nowhere_else(site, to):
    (answer,) = site.run(signs_in(site, "ada", to))
    assert place(answer)[0].startswith(f"{PREFIX}/j/")


def test_joining_by_the_hub_needs_a_token_of_a_person(site):
    site.hub.known["service-token"] = model("culler", kind="service")
    site.hub.known["other-token"] = model("ben", scopes=["self"])
    answers = site.run(*(asks("join/hub", token, "POST", json={}) for token in ("service-token", "other-token", "nobody")))
    assert [each.status_code for each in answers] == [403] * 3


def test_phones_without_a_sign_in_are_told_where(site):
    (signed,) = site.run(signs_in(site, "ines", "console"))
    key = place(signed)[1]["key"][0]
    (state,) = site.run(asks("console/state", key))
    site.run(asks("console/settings", key, "PUT", json={"mode": "sign-in"}))
    # A lecture hall has one address.
    answers = site.run(*[lambda http: http.post(f"{PREFIX}/api/join", json={"code": state.json()["join"]["code"]})] * 100)
    assert {(each.status_code, each.json()["sign_in"]) for each in answers} == {(401, "hub/sign-in?to=phone")}


def test_a_stream_ends_with_the_right_to_it():
    topic, may, sent = Topic(), [True], []

    async def still():
        if not may[0]:
            raise SignInFirst("Sign in.", "hub/sign-in")

    async def send(message):
        sent.append(message)
        if message.get("body"):
            may[0] = False
            topic.publish({"now": None, "votes": 17})

    async def main():
        topic.publish({"now": None, "votes": 16})
        async with asyncio.timeout(10):
            await EventStream(topic, None, still)({"type": "http"}, asyncio.Event().wait, send)

    asyncio.run(main())
    assert b"16" in sent[1]["body"] and sent[-1] == {"type": "http.response.body", "body": b""} and len(sent) == 3
