"""A notebook on a Hub that names a class: the poll asks its learner in, once, waits for nobody, and takes a no for a no."""

import json
import socket
import time
from pathlib import Path

import pytest
from far_side import NOTICE as SAYS
from far_side import TOKEN, FarSide
from live_class import serving
from made_up_hub import environment, made_up_hub, model

import debatekit as dk
from debatekit.attending import enrolment, invitation, post
from debatekit.attending.line import Line
from debatekit.attending.post import stop_all
from debatekit.classroom import settings
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.app import create_app
from debatekit.classroom.web.hub import Hub, hub_routes
from debatekit.classroom.web.hub_line import HubLine, HubSettings
from debatekit.course import course_id, load_poll
from debatekit.errors import ClassError
from debatekit.journal.membership import Memberships
from debatekit.journal.store import Journal
from debatekit.polls.class_words import AWAY, NOT_WELL_NAMED, SENT
from debatekit.polls.notice import CLASS_NOTICE, NOTICE
from debatekit.polls.widget import PollWidget

POLL, PREFIX = "withdraw", "/services/class"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(invitation, "WAIT_SECONDS", 1.0)
    monkeypatch.setattr(invitation, "_latest", {})
    monkeypatch.setattr(post, "ASK_SECONDS", 0.05)
    monkeypatch.setattr(post, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(post, "_posts", {})
    yield
    stop_all()


@pytest.fixture
def journal(tmp_path, monkeypatch):
    monkeypatch.setenv("DEBATEKIT_HOME", str(tmp_path))
    return Journal(tmp_path / "journal.sqlite3")


@pytest.fixture
def on_hub(monkeypatch):
    """Makes this kernel one on a Hub, whose class is at an address."""

    def at(address, token="ada-token"):
        monkeypatch.setenv(invitation.CLASS, f"{address}/")
        monkeypatch.setenv(invitation.HUB_TOKEN, token)

    return at


@pytest.fixture
def room(tmp_path, on_hub):
    """A real class on a made-up Hub that knows Ada."""
    with made_up_hub() as hub:
        classroom = Classroom(tmp_path / "class.sqlite3", Path(__file__).parents[2])
        classroom.change(lambda db: settings.put(db, mode="sign-in"))
        line = HubLine(HubSettings.of(environment(hub)))
        here = Hub(classroom, line, ["class-instructors"])
        app = create_app(classroom, prefix=PREFIX, any_host=True, sign_in=here.no_account, teaches=here.teaches, more=[hub_routes(here)])
        with serving(app, classroom) as port:
            classroom.hub, classroom.address = hub, f"http://127.0.0.1:{port}{PREFIX}"
            on_hub(classroom.address)
            yield classroom
            stop_all()
        line.close()


@pytest.fixture
def far():
    sides = []

    def start(answer=lambda _: (200, {"code": "ABCDEF", "token": TOKEN, **SAYS})):
        sides.append(FarSide(answer))
        return sides[-1]

    yield start
    for side in sides:
        side.stop()


def show(journal, name="before"):
    return PollWidget(course_id(), load_poll(POLL), name, journal)


def tap(widget, **action):
    widget._receive(widget, {"seq": widget.picture["turn"], "from": "page", **action}, [])
    return widget.picture


def until(what, seconds=10.0):
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.02)
    assert found
    return found


def current(journal):
    return Memberships(journal).current(course_id())


def people(room):
    with room.store.reading() as db:
        return db.exec_driver_sql("SELECT COUNT(*) FROM person").scalar()


def test_a_student_who_only_runs_a_poll_joins_by_one_click(room, journal):
    first, other = show(journal), show(journal, "after")
    assert first.picture["screen"] == other.picture["screen"] == "invited"
    assert "you join with your account" in json.dumps(first.picture["notice"]) and room.settings.title in first.picture["notice"]["title"]
    assert current(journal) is None and people(room) == 0, "to be asked is not to join"
    assert tap(first, do="join")["screen"] == "vote" and other.picture["screen"] == "vote" and first.picture["message"] == ""
    assert people(room) == 1 and current(journal).code == room.settings.code
    tap(first, do="vote", value="leave", confidence=50)
    until(lambda: first.refresh() or first.picture["class"]["says"] == SENT)
    assert show(journal).picture["screen"] == "voted"


def test_a_no_is_kept_and_can_be_taken_back(room, journal, capsys):
    first, other = show(journal), show(journal, "after")
    picture = tap(first, do="alone")
    assert picture["screen"] == other.picture["screen"] == "notice" and picture["notice"]["id"] == NOTICE.id
    assert picture["message"] == "You vote for yourself alone. To join the class after all, run dk.join()."
    tap(first, do="read-notice")
    asked = len(room.hub.asked)
    assert show(Journal(journal.path)).picture["screen"] == "vote" and len(room.hub.asked) == asked and people(room) == 0
    card = dk.join()
    assert card.picture["screen"] == "joined" and people(room) == 1 and first.picture["notice"]["id"] == CLASS_NOTICE.id
    assert journal.export()["declined"] == []
    dk.leave(erase=True)
    assert Memberships(journal).all() == [] and show(journal).picture["screen"] == "vote", "who has left is not asked again"
    dk.finish(erase=True)
    assert show(journal).picture["screen"] == "invited", "who begins anew is"
    assert "You have left the class" in capsys.readouterr().out


def test_a_vote_from_before_stays_and_the_class_asks_all_the_same(room, journal, monkeypatch):
    monkeypatch.delenv(invitation.CLASS)
    journal.mark_read(NOTICE.id)
    tap(show(journal), do="vote", value="leave", confidence=50)
    monkeypatch.setenv(invitation.CLASS, room.address)
    widget = show(journal)
    assert widget.picture["screen"] == "invited" and widget.picture["vote"] is None
    assert "before you joined" in tap(widget, do="join")["class"]["says"]


def test_two_kernels_answer_and_the_yes_is_not_lost(room, journal):
    widget, other = show(journal), Journal(journal.path)
    enrolment.join_by_hub(other, course_id())
    assert "in another notebook meanwhile, so your votes go there" in tap(widget, do="alone")["message"]
    assert current(journal) and widget.picture["notice"]["id"] == CLASS_NOTICE.id and journal.export()["declined"] == []
    assert tap(widget, do="join")["screen"] == "vote" and people(room) == 1


def test_joining_once_more_keeps_what_was_chosen(room, journal):
    one, _ = enrolment.join_by_hub(journal, course_id())
    enrolment.share(journal, one, True)
    room.hub.known["ada-token"] = model("ada")
    assert dk.join().picture["shares"] and current(journal).token == one.token and len(Memberships(journal).all()) == 1


def test_a_class_that_forgot_its_people_takes_them_back(room, journal):
    one, _ = enrolment.join_by_hub(journal, course_id())
    assert not enrolment.why_unknown(one)
    Line(one.address, one.token).delete("api", "me")
    assert "erased there" in enrolment.why_unknown(one)
    dk.join()
    assert not enrolment.why_unknown(one) and people(room) == 1


def nobody():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_a_line_that_is_down_lets_the_poll_work_alone(on_hub, journal):
    address = nobody()
    on_hub(address)
    widget = show(journal)
    assert widget.picture["screen"] == "notice" and widget.picture["notice"]["id"] == NOTICE.id and widget.picture["alone"] == AWAY
    tap(widget, do="read-notice")
    assert tap(widget, do="vote", value="leave", confidence=50)["screen"] == "voted" and widget.picture["alone"] == AWAY and widget.picture["class"] is None
    assert AWAY not in json.dumps([widget.get_state()["view"], widget._fallback()])
    invitation._latest.clear()
    back = FarSide(lambda _: (200, {"code": "ABCDEF", "token": TOKEN, **SAYS}), int(address.rpartition(":")[2]))
    assert show(journal).picture["screen"] == "invited", "the next run asks again"
    back.stop()


def test_a_class_that_is_silent_keeps_one_cell_waiting_and_not_for_long(on_hub, far, journal, monkeypatch):
    monkeypatch.setattr(invitation, "WAIT_SECONDS", 0.3)
    waiting = [True]

    def slow(_):
        while waiting:
            time.sleep(0.02)
        return 200, {"code": "ABCDEF", **SAYS}

    on_hub(far(slow).address)
    began = time.monotonic()
    assert show(journal).picture["alone"] == AWAY and 0.3 <= time.monotonic() - began < 2
    began = time.monotonic()
    assert show(journal).picture["alone"] == AWAY and time.monotonic() - began < 0.3
    waiting.clear()
    until(lambda: show(journal).picture["screen"] == "invited")


def test_even_a_name_that_is_never_found_keeps_no_cell_waiting(on_hub, journal, monkeypatch):
    monkeypatch.setattr(invitation, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: time.sleep(1.5) or (_ for _ in ()).throw(socket.gaierror(-2, "x")))
    on_hub("http://class.example")
    began = time.monotonic()
    assert show(journal).picture["alone"] == AWAY and time.monotonic() - began < 1


def test_whom_the_class_does_not_let_in_it_tells_so(room, journal, on_hub):
    on_hub(room.address, "nobody-token")
    widget = show(journal)
    assert widget.picture["screen"] == "notice" and "may not join the class. Stop your server" in widget.picture["alone"]
    assert "nobody-token" not in json.dumps(widget.picture)


@pytest.mark.parametrize("answer", [(200, {}), (200, {"class": {"title": "x"}}), (404, {"error": "There is nothing here."}), (503, {"error": "Away."})])
def test_a_class_that_makes_no_sense_takes_no_poll_off_the_page(on_hub, far, journal, answer):
    on_hub(far(lambda _: answer).address)
    widget = show(journal)
    assert widget.picture["screen"] == "notice" and widget.picture["alone"].endswith(".") and tap(widget, do="join")["message"]
    assert current(journal) is None


def test_a_hub_that_names_no_address_is_told_of(on_hub, journal):
    on_hub("not an address")
    assert show(journal).picture["alone"] == NOT_WELL_NAMED
    with pytest.raises(ClassError, match="Tell whoever runs the Hub"):
        dk.join()


def test_a_join_that_fails_says_so_and_leaves_the_choice(on_hub, far, journal):
    side = far()
    on_hub(side.address)
    widget = show(journal)
    side._server.RequestHandlerClass.do_POST = lambda handler: handler.connection.close()
    assert "does not answer" in tap(widget, do="join")["message"] and widget.picture["screen"] == "invited"
    assert [asked.method for asked in side.all] == ["GET"] and side.all[0].token == "ada-token"


def test_nothing_of_an_invitation_is_saved_with_the_notebook(on_hub, far, journal):
    on_hub(far().address)
    widget = show(journal)
    for screen in ("invited", "vote"):
        saved = json.dumps([widget.get_state()["view"], widget._fallback()])
        assert widget.picture["screen"] == screen and "Room 4" not in saved and "answers are kept" not in saved and TOKEN not in saved
        assert screen == "vote" or widget.get_state()["view"]["withheld"]
        tap(widget, do="join")


def test_who_is_in_a_class_or_on_no_hub_is_not_asked(on_hub, far, journal, monkeypatch):
    side = far()
    on_hub(side.address)
    enrolment.join_by_hub(journal, course_id())
    show(journal)
    assert "GET /services" not in repr(side.all) and not [asked for asked in side.all if "about" in asked.path]
    monkeypatch.delenv(invitation.HUB_TOKEN)
    assert invitation.invitation(Journal(journal.path.with_name("other.sqlite3")), course_id()) is None
