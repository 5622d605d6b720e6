"""The class's questions to a Hub, asked of a small made-up one; and what is sealed."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_hub import environment, made_up_hub, model

from debatekit.classroom.web.hub_line import KEPT, KEPT_REFUSAL, HubAway, HubLine, HubSettings
from debatekit.classroom.web.sealed import opened, seal
from debatekit.errors import CourseKitError


@pytest.fixture
def hub():
    with made_up_hub() as server:
        yield server


@pytest.fixture
def line(hub):
    one = HubLine(HubSettings.of(environment(hub)), clock=lambda: one.now)
    one.now = 0.0
    yield one
    one.close()


def test_a_person_is_known_by_a_token_and_asked_about_once_in_a_while(hub, line):
    hub.known["ines-token"] = model("ines", groups=["class-instructors"], admin=True)
    ask = lambda token: asyncio.run(line.person(token))
    ines = ask("ines-token")
    assert (ines.name, ines.groups, ines.admin) == ("ines", {"class-instructors"}, True) and hub.asked == ["Bearer ines-token"]
    hub.known["ines-token"] = model("ines")
    assert ask("ines-token") == ines and len(hub.asked) == 1
    line.now = KEPT
    assert not ask("ines-token").groups and len(hub.asked) == 2
    del hub.known["ines-token"]
    line.forget("ines-token")
    assert ask("ines-token") is None and len(hub.asked) == 3


def test_a_refusal_is_kept_for_a_shorter_time(hub, line):
    assert asyncio.run(line.person("nobody")) is None and asyncio.run(line.person("nobody")) is None and len(hub.asked) == 1
    hub.known["nobody"] = model("ben")
    line.now = KEPT_REFUSAL
    assert asyncio.run(line.person("nobody")).name == "ben"


@pytest.mark.parametrize("scopes", [[], ["access:services!service=other"], ["access:servers!server=ada/"], ["self"]])
def test_a_token_that_may_not_use_the_service_is_nobody(hub, line, scopes):
    hub.known["ada-token"] = model("ada", scopes=scopes)
    assert asyncio.run(line.person("ada-token")) is None


def test_another_service_is_nobody_in_a_class(hub, line):
    hub.known["ada-token"] = model("culler", kind="service")
    assert asyncio.run(line.person("ada-token")) is None


@pytest.mark.parametrize("token", ["", "a b", "a\r\nHost: elsewhere", "ä", "x" * 513])
def test_what_cannot_be_a_token_never_reaches_the_hub(hub, line, token):
    assert asyncio.run(line.person(token)) is None and not hub.asked


def test_many_who_ask_at_once_about_one_token_are_one_question(hub, line):
    async def many():
        hub.gate.clear()
        asking = [asyncio.ensure_future(line.person("ada-token")) for _ in range(50)]
        await asyncio.sleep(0.05)
        # Whoever goes away takes nothing from the others.
        asking[0].cancel()
        hub.gate.set()
        return await asyncio.gather(*asking[1:])

    assert {person.name for person in asyncio.run(many())} == {"ada"} and len(hub.asked) == 1


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b"{}", b'{"name": 7}'])
def test_a_hub_that_makes_no_sense_is_one_sentence(hub, line, answer):
    hub.known["ada-token"] = answer or b" "
    with pytest.raises(HubAway, match="^The Hub "):
        asyncio.run(line.person("ada-token"))


def test_a_hub_that_is_away_is_one_sentence_and_is_asked_again(hub, line):
    hub.known["ada-token"] = b"<html>"
    with pytest.raises(HubAway):
        asyncio.run(line.person("ada-token"))
    hub.known["ada-token"] = model("ada")
    assert asyncio.run(line.person("ada-token")).name == "ada"


def test_a_code_becomes_a_token_with_the_verifier_along(hub, line):
    assert asyncio.run(line.token_for("good", "v" * 43)) == "ada-token"
    assert asyncio.run(line.token_for("bad", "v" * 43)) is None
    sent = hub.forms[0]
    assert sent["code_verifier"] == ["v" * 43] and sent["redirect_uri"] == ["/services/class/oauth_callback"] and sent["client_id"] == ["service-class"]


def test_started_outside_a_hub_it_says_what_is_missing(hub):
    with pytest.raises(CourseKitError, match="JUPYTERHUB_API_TOKEN is not set"):
        HubSettings.of({name: value for name, value in environment(hub).items() if name != "JUPYTERHUB_API_TOKEN"})


def test_where_a_browser_signs_in(hub):
    assert HubSettings.of(environment(hub)).authorize == "/hub/api/oauth2/authorize"
    far = HubSettings.of(environment(hub, JUPYTERHUB_HOST="https://hub.example.edu", JUPYTERHUB_BASE_URL="/jupyter/"))
    assert far.authorize == "https://hub.example.edu/jupyter/hub/api/oauth2/authorize"


@given(st.text(max_size=120), st.binary(min_size=1, max_size=64), st.binary(min_size=1, max_size=64))
def test_only_the_same_secret_opens_what_is_sealed(text, secret, other):
    sealed = seal(secret, text)
    assert opened(secret, sealed) == text and seal(secret, text) != sealed
    # HMAC fills a key up with zeros.
    if secret.rstrip(b"\0") != other.rstrip(b"\0"):
        assert opened(other, sealed) is None


@given(st.text(min_size=1, max_size=60), st.data())
def test_a_changed_seal_opens_nothing(text, data):
    sealed = seal(b"secret", text)
    place = data.draw(st.integers(0, len(sealed) - 2))
    changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
    assert opened(b"secret", changed) is None and opened(b"secret", sealed[:-4]) is None


@given(st.text(max_size=300))
def test_any_text_at_all_may_be_tried(text):
    assert opened(b"secret", text) is None


def test_a_seal_is_for_short_secrets():
    with pytest.raises(ValueError, match="short secrets"):
        seal(b"secret", "x" * 513)
