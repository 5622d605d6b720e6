"""A notebook's kernel and the real class server: what one sends the other understands."""

import socket
import time
from pathlib import Path

import pytest
from live_class import Caller, serving

from debatekit.arguments.widget import ArgumentWidget
import debatekit as dk
from debatekit.attending import enrolment, post
from debatekit.attending.class_card import ASKING, GONE_ON, NO_CLASS, NOTHING, ClassCard
from debatekit.classroom.web.app import create_app
from debatekit.attending.line import Line, LineDown
from debatekit.attending.link import Link
from debatekit.attending.post import post_of, stop_all
from debatekit.attending.widget import JoinWidget
from debatekit.errors import BadAnswer
from debatekit.classroom.service import Classroom
from debatekit.course import load_poll
from debatekit.course.argument_map import load_map
from debatekit.journal.membership import Memberships
from debatekit.journal.outbox import Outbox
from debatekit.journal.store import Journal
from debatekit.polls.class_words import CLOSED, HELD, HELD_AND_OPEN, OVER, SENT
from debatekit.polls.notice import CLASS_NOTICE
from debatekit.polls.question import Vote
from debatekit.polls.widget import PollWidget

COURSE = Path(__file__).parents[2]


class Room:
    """A class on a line, its instructor, and the journal of one learner."""

    def __init__(self, classroom, port, journal):
        self.classroom, self.port, self.journal = classroom, port, journal
        self.link = Link(f"http://127.0.0.1:{port}", classroom.settings.code)
        self.teacher = Caller(port, classroom.settings.console_key)

    def others(self, number):
        return [Caller(self.port, Caller(self.port).do("POST", "/api/join", {"code": self.link.code})["token"]) for _ in range(number)]

    def state(self):
        return self.teacher.do("GET", "/api/console/state")

    def open(self, poll, round_name=None):
        self.do("rounds", {"poll": poll} | ({"round": round_name} if round_name else {}))
        return self.state()["now"]["round"]

    def do(self, path, body=None):
        return self.teacher.do("POST", f"/api/console/{path}", body or {})


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(post, "ASK_SECONDS", 0.05)
    monkeypatch.setattr(post, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(post, "_posts", {})
    classroom = Classroom(tmp_path / "class.sqlite3", COURSE)
    with serving(create_app(classroom), classroom) as port:
        yield Room(classroom, port, Journal(tmp_path / "journal.sqlite3"))
        stop_all()


def until(what, seconds=10.0):
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.02)
    assert found
    return found


def tap(widget, **action):
    widget._receive(widget, {"seq": widget.picture["turn"], "from": "page", **action}, [])
    return widget.picture


def says(widget):
    widget.refresh()
    return widget.picture["class"]["says"]


def enter(room, **more):
    one, _ = enrolment.join(room.journal, "stay-or-leave", room.link, **more)
    room.journal.mark_read(CLASS_NOTICE.id)
    return one


def test_a_poll_in_class_from_the_vote_to_who_moved(room):
    assert len(enrolment.about(room.link)["notice"]) >= 4
    enter(room)
    question, others = load_poll("withdraw"), room.others(5)
    widgets = {}
    for name, mine in (("before", "leave"), ("after", "stay")):
        widgets[name] = PollWidget("stay-or-leave", question, name, room.journal)
        # The first vote of a poll may come from home; the one after the debate waits for the class.
        opened = room.open("withdraw", name) if name == "after" else None
        tap(widgets[name], do="vote", value=mine, confidence=50)
        until(lambda name=name: says(widgets[name]) == SENT)
        opened = opened or room.open("withdraw", name)
        for each in others:
            each.do("PUT", f"/api/votes/{opened}", {"value": "leave", "confidence": 25, "n": 1})
        room.do(f"rounds/{opened}/close")
        time.sleep(0.3)
        assert widgets[name].refresh() or widgets[name].picture["class"]["result"] is None
        room.do(f"rounds/{opened}/reveal")
        until(lambda name=name: widgets[name].refresh() or widgets[name].picture["class"]["result"])
        assert widgets[name].picture["class"]["result"]["voters"] == 6
    assert widgets["after"].picture["class"]["comparison"] is None
    room.teacher.do("PUT", "/api/console/screen", {"compare": [each["id"] for each in room.state()["rounds"]]})
    until(lambda: widgets["after"].refresh() or widgets["after"].picture["class"]["comparison"])
    assert widgets["after"].picture["class"]["comparison"]["paired"] == 6
    assert "is final, because you have seen what your class answered" in tap(widgets["after"], do="vote", value="leave", confidence=50)["message"]
    late = PollWidget("stay-or-leave", load_poll("heard"), "before", room.journal)
    heard = room.open("heard", "before")
    room.do(f"rounds/{heard}/close")
    tap(late, do="vote", value=3, confidence=None)
    until(lambda: says(late) == CLOSED)


def test_a_vote_before_its_time_is_held_and_goes_once_when_it_is_sent(room):
    one = enter(room)
    before = room.open("withdraw", "before")
    widget = PollWidget("stay-or-leave", load_poll("withdraw"), "after", room.journal)
    tap(widget, do="vote", value="leave", confidence=50)
    until(lambda: says(widget) == HELD.format("Your class has not come to this round yet."))
    # The round that the class is at stays open, and its table knows nothing of the other vote.
    now = PollWidget("stay-or-leave", load_poll("withdraw"), "before", room.journal)
    assert now.picture["screen"] == "vote"
    tap(now, do="vote", value="undecided", confidence=None)
    until(lambda: says(now) == SENT)
    assert [row["round"] for row in now.picture["results"]["rows"]] == ["Before reading"]
    # What comes after it does not wait for it, and a change is held as well.
    room.journal.cast("stay-or-leave", load_poll("heard"), "before", Vote(value=3))
    tap(widget, do="vote", value="stay", confidence=75)
    until(lambda: Outbox(room.journal, one).of("vote", "heard/before").state == "sent")
    room.do(f"rounds/{before}/close")
    time.sleep(0.3)
    assert [each["votes"] for each in room.state()["rounds"] if each["name"] == "after"] == [] and not Outbox(room.journal, one).waiting()
    after = room.open("withdraw", "after")
    until(lambda: says(widget) == HELD_AND_OPEN.format(load_poll("withdraw").words("stay")))
    card = ClassCard("stay-or-leave", room.journal)
    until(lambda: card.refresh() or (card.picture["class"] or {}).get("sends"))
    assert [each["votes"] for each in room.state()["rounds"] if each["id"] == after] == [0]
    assert tap(card, do="send", asked="withdraw/before")["message"] == GONE_ON
    tap(card, do="send", asked="withdraw/after")
    until(lambda: says(widget) == SENT)
    assert [each["votes"] for each in room.state()["rounds"] if each["id"] == after] == [1]
    assert Outbox(room.journal, one).of("vote", "withdraw/after").n == 3
    now.refresh()
    assert now.picture["screen"] == "closed"


def test_names_progress_tickets_and_erasing(room):
    room.teacher.do("PUT", "/api/console/settings", {"ask_names": True})
    one = enter(room, name="Ada L")
    until(lambda: room.state()["people"]["names"] == ["Ada L"])
    enrolment.share(room.journal, one, True)
    room.journal.add_attempt("stay-or-leave", "everyday-kinds", {}, right=4, total=9, hints=0)
    room.journal.cast("stay-or-leave", load_poll("exit-ticket-00"), "end", Vote(value="Who pays?"))
    post_of(room.journal, "stay-or-leave").wake()
    until(lambda: room.state()["shared"]["tickets"] == 1)
    until(lambda: [(each["exercise"], each["tried"], each["share"], each["named"]) for each in room.state()["progress"]] == [("everyday-kinds", 1, 0.444, 1)])
    enrolment.share(room.journal, Memberships(room.journal).current("stay-or-leave"), False)
    until(lambda: (room.state()["shared"]["tickets"], room.state()["progress"]) == (0, []))
    enrolment.rename(room.journal, one, "")
    until(lambda: room.state()["people"]["names"] == [])
    assert "has erased what you sent" in enrolment.leave(room.journal, one, erase=True)
    until(lambda: [each["votes"] for each in room.state()["rounds"]] in ([], [0]))
    assert Memberships(room.journal).all() == []


def test_leaving_and_coming_back_is_one_person(room):
    one = enter(room)
    room.journal.cast("stay-or-leave", load_poll("withdraw"), "before", Vote(value="leave", confidence=50))
    post_of(room.journal, "stay-or-leave").wake()
    until(lambda: not Outbox(room.journal, one).waiting())
    enrolment.leave(room.journal, one)
    assert enter(room).token == one.token
    room.journal.cast("stay-or-leave", load_poll("withdraw"), "before", Vote(value="stay", confidence=50))
    post_of(room.journal, "stay-or-leave").wake()
    until(lambda: not Outbox(room.journal, one).waiting())
    assert [each["votes"] for each in room.state()["rounds"]] == [1] and room.state()["people"]["count"] == 1


def test_joining_again_in_a_new_kernel_sends_what_waits(room, monkeypatch):
    monkeypatch.setattr("debatekit.journal.open_journal", lambda: room.journal)
    one = enter(room)
    room.journal.cast("stay-or-leave", load_poll("withdraw"), "before", Vote(value="leave", confidence=50))
    card = dk.join()
    assert card.picture["screen"] == "joined"
    until(lambda: Outbox(room.journal, one).of("vote", "withdraw/before").state == "sent" and not card.picture["waiting"] or card.refresh())


def test_who_has_joined_is_given_no_hint_at_a_wrong_address(room, monkeypatch):
    monkeypatch.setattr("debatekit.journal.open_journal", lambda: room.journal)
    one = enter(room)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        gone = free.getsockname()[1]
    with room.journal.transaction() as db:
        db.execute("UPDATE membership SET address = ?", (f"http://127.0.0.1:{gone}",))
    said = dk.join().picture["message"]
    assert "does not answer" in said and "this computer itself" not in said
    with pytest.raises(LineDown) as caught:
        dk.join(f"http://127.0.0.1:{gone}/j/{one.code}")
    assert "this computer itself" not in str(caught.value)


def test_a_map_follows_what_is_revealed_of_a_claim(room):
    enter(room)
    claim = load_map("lamear-2021").argument.claims[1].id
    widget = ArgumentWidget(load_map("lamear-2021"), "stay-or-leave", room.journal)
    widget._receive(widget, {"do": "here", "opened": True}, [])
    poll = room.do("claims", {"argument": "lamear-2021", "target": claim, "kind": "truth"})["id"]
    opened = room.open(poll)
    for value, each in zip((10, 20, 30, 40, 50), room.others(5), strict=True):
        each.do("PUT", f"/api/votes/{opened}", {"value": value, "n": 1})
    room.do(f"rounds/{opened}/close")
    time.sleep(0.3)
    assert "class" not in [each["id"] for each in widget.look()["positions"]]
    room.do(f"rounds/{opened}/reveal")
    until(lambda: widget._heard() or "class" in [each["id"] for each in widget.picture["positions"]])
    assert tap(widget, do="take", position="class")["values"] == {claim: pytest.approx(0.3)}


def shows(widget, screen):
    return lambda: widget.refresh() or widget.picture["screen"] == screen


def test_the_card_of_the_class_follows_what_is_asked(room):
    one = enter(room)
    card = ClassCard("stay-or-leave", room.journal)
    assert card.picture["says"] in (ASKING, NOTHING)
    until(lambda: card.refresh() or card.picture["says"] == NOTHING)
    poll = room.do("polls", {"kind": "choice", "text": "Tea or coffee?", "options": ["Tea", "Coffee"]})["id"]
    opened = room.open(poll)
    until(shows(card, "vote"))
    assert card.picture["text"] == "Tea or coffee?" and "Tea" not in str(card.get_state()["view"])
    here = f"class:{poll}/{one.code.lower()}-{opened}"
    tap(card, do="vote", value="a", confidence=None, asked=here)
    until(lambda: says(card) == SENT)
    for each in room.others(5):
        each.do("PUT", f"/api/votes/{opened}", {"value": "b", "n": 1})
    tap(card, do="vote", value="b", confidence=None, asked=here)
    until(lambda: not Outbox(room.journal, one).waiting())
    room.do(f"rounds/{opened}/close")
    until(lambda: says(card) == OVER)
    assert "stays as it was" in tap(card, do="vote", value="a", confidence=None, asked=here)["message"]
    room.do(f"rounds/{opened}/reveal")
    until(lambda: card.refresh() or card.picture["class"]["result"])
    assert card.picture["class"]["result"]["voters"] == 6
    # The next question comes to the same card, and a poll of the course is the vote of its own card.
    opened = room.open("withdraw", "before")
    until(lambda: card.refresh() or card.picture["id"] == "withdraw")
    assert tap(card, do="vote", value="a", confidence=None, asked=here)["message"] == GONE_ON
    tap(card, do="vote", value="leave", confidence=50, asked="withdraw/before")
    until(lambda: says(card) == SENT)
    assert PollWidget("stay-or-leave", load_poll("withdraw"), "before", room.journal).picture["screen"] == "voted"
    assert room.journal.votes("stay-or-leave", f"class:{poll}").keys() == {here.partition("/")[2]}
    enrolment.leave(room.journal, one)
    card.refresh()
    assert card.picture["says"] == NO_CLASS


def test_the_card_of_the_class_shows_the_result_also_to_who_was_late(room):
    enter(room)
    claim = load_map("lamear-2021").argument.claims[1].id
    opened = room.open(room.do("claims", {"argument": "lamear-2021", "target": claim, "kind": "truth"})["id"])
    card = ClassCard("stay-or-leave", room.journal)
    until(shows(card, "vote"))
    assert card.picture["kind"] == "truth"
    for each in room.others(5):
        each.do("PUT", f"/api/votes/{opened}", {"value": 40, "n": 1})
    room.do(f"rounds/{opened}/close")
    until(shows(card, "over"))
    assert card.picture["class"]["says"] == OVER and card.picture["class"]["result"] is None
    room.do(f"rounds/{opened}/reveal")
    until(lambda: card.refresh() or card.picture["class"]["result"])
    assert card.picture["screen"] == "over" and card.picture["class"]["says"] == ""


def test_a_poll_without_its_round_is_the_one_that_is_open(room, monkeypatch):
    monkeypatch.setattr("debatekit.journal.open_journal", lambda: room.journal)
    for typed in ((), ("withdraw",)):
        with pytest.raises(BadAnswer, match=r"dk.poll\(.withdraw., round=.before.\)"):
            dk.poll(*typed)
    enter(room)
    with pytest.raises(BadAnswer, match="Say in which round"):
        dk.poll("withdraw")
    room.open("withdraw", "after")
    assert dk.poll("withdraw").picture["round"]["id"] == "after"
    assert isinstance(dk.poll(), ClassCard)


def test_a_new_card_of_the_class_asks_at_once_and_shows_nothing_old(room, monkeypatch):
    enter(room)
    first = ClassCard("stay-or-leave", room.journal)
    until(lambda: first.refresh() or first.picture["says"] == NOTHING)
    # The next question of the first card is far off.
    monkeypatch.setattr(post, "ASK_SECONDS", 600.0)
    room.open("withdraw", "before")
    second = ClassCard("stay-or-leave", room.journal)
    assert second.picture["says"] == ASKING
    until(shows(second, "vote"))


def test_one_notice_is_enough_and_a_late_notebook_sees_what_was_revealed(room):
    room.open("withdraw", "before")
    widget = PollWidget("stay-or-leave", load_poll("withdraw"), "before", room.journal)
    tap(JoinWidget("stay-or-leave", room.journal, room.link, enrolment.about(room.link)), do="join")
    widget = PollWidget("stay-or-leave", load_poll("withdraw"), "before", room.journal)
    assert widget.picture["screen"] == "vote"
    tap(widget, do="vote", value="leave", confidence=50)
    until(lambda: says(widget) == SENT)
    opened = room.state()["now"]["round"]
    for each in room.others(5):
        each.do("PUT", f"/api/votes/{opened}", {"value": "leave", "confidence": 25, "n": 1})
    room.do(f"rounds/{opened}/close")
    until(lambda: says(widget) == OVER)
    assert widget.picture["class"]["over"]
    room.do(f"rounds/{opened}/reveal")
    stop_all()
    # Another day: the notice is read on the card, and no cell is run after that.
    with room.journal.transaction() as db:
        db.execute("DELETE FROM notice_read")
    late = PollWidget("stay-or-leave", load_poll("withdraw"), "before", room.journal)
    assert late.picture["screen"] == "notice"
    tap(late, do="read-notice")
    until(lambda: late.refresh() or late.picture["class"]["result"])


def test_the_card_of_the_class_says_that_the_line_is_down_and_that_it_tries_again(room, monkeypatch):
    enter(room)
    down = [True]
    ask = Line._ask

    def cut(*given):
        if down[0]:
            raise LineDown("The class does not answer.")
        return ask(*given)

    monkeypatch.setattr(Line, "_ask", cut)
    card = ClassCard("stay-or-leave", room.journal)
    until(lambda: card.refresh() or card.picture["says"] == "The class does not answer. This card tries again by itself.")
    down[0] = False
    until(lambda: card.refresh() or card.picture["says"] == NOTHING)
    room.classroom._known.clear()
    monkeypatch.setattr(room.classroom.identity, "person", lambda _: b"somebody else")
    until(lambda: card.refresh() or card.picture["says"].endswith("Run dk.join() and join once more."))


def test_the_card_that_joined_tells_when_what_waited_has_gone(room, monkeypatch):
    one = enter(room)
    monkeypatch.setattr(post.Post, "_tell", lambda self, *wants: [watch.tell() for watch in self._all() if not wants or watch.wants in wants])
    room.journal.cast("stay-or-leave", load_poll("heard"), "before", Vote(value=3))
    card = JoinWidget("stay-or-leave", room.journal, room.link, enrolment.about(room.link), "The class does not answer.")
    assert (card.picture["waiting"], card.picture["message"]) == ("1 vote", "The class does not answer.")
    post_of(room.journal, "stay-or-leave").wake()
    until(lambda: not Outbox(room.journal, one).waiting())
    until(lambda: (card.picture["waiting"], card.picture["message"]) == ("", ""))


def test_who_joined_before_codes_were_asked_is_told_why_it_is_out(room):
    enter(room)
    card = ClassCard("stay-or-leave", room.journal)
    until(lambda: card.refresh() or card.picture["says"] == NOTHING)
    room.teacher.do("PUT", "/api/console/settings", {"mode": "roster"})
    until(lambda: card.refresh() or "Your teacher now asks for a personal code." in card.picture["says"])
    assert enrolment.why_unknown(Memberships(room.journal).current("stay-or-leave")) == "Your teacher now asks for a personal code. Join again with it."
