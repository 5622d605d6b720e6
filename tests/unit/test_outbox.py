"""The outbox and the post: a vote of a member goes to the class once, in its order, whatever the line does; everything else stays."""

import json
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from far_side import NOTICE as ABOUT
from far_side import TOKEN, FarSide, GoodClass

from debatekit.arguments.widget import ArgumentWidget
from debatekit.attending import enrolment, post, watch
from debatekit.attending.link import link_of
from debatekit.attending.post import Post, pause_after, post_of, stop_all
from debatekit.attending.watch import IDLE_SECONDS, Watch
from debatekit.attending.widget import JoinWidget
from debatekit.course import load_exercise, load_poll
from debatekit.course.argument_map import load_map
from debatekit.course.surveys import surveys_of
from debatekit.errors import JournalError
from debatekit.exercises.widget import SelfCheckWidget
from debatekit.journal.membership import Memberships
from debatekit.journal.outbox import Outbox
from debatekit.journal.store import Journal
from debatekit.polls.class_words import ANEW_AND_CLOSED, BEFORE, BEGUN_ANEW, CLOSED, CLOSED_NOW, EARLIER_COUNTS, HELD, HELD_AND_OPEN, HELD_AND_OVER, HELD_AND_OVER_BUT_ONE, LEFT, LINE_DOWN, OVER, OVERTAKEN, SENT
from debatekit.polls.notice import CLASS_NOTICE, NOTICE
from debatekit.polls.question import Points, Ranking, Round, Several, Text, Truth, Vote
from debatekit.polls.any_question import Item
from debatekit.polls.choice import Option
from debatekit.polls.widget import PollWidget, refresh_polls

POLL = load_poll("withdraw")
BEFORE_ROUND = "withdraw/before"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Seconds become moments; and no post of one test works on in the next."""
    monkeypatch.setattr(post, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(post, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(post, "ASK_SECONDS", 0.02)
    monkeypatch.setattr(post, "_posts", {})
    yield
    stop_all()


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.sqlite3")


@pytest.fixture
def room():
    return GoodClass()


@pytest.fixture
def far(room):
    side = FarSide(room)
    yield side
    side.stop()


def until(what, seconds=5.0):
    """Wait until `what()` holds; it must."""
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.01)
    assert found
    return found


def enter(journal, far, **more):
    one, _ = enrolment.join(journal, "c", link_of(far.link), **more)
    journal.mark_read(CLASS_NOTICE.id)
    return one


def cast(journal, value="leave", confidence=75, round_name="before", question=POLL, **more):
    journal.cast("c", question, round_name, Vote(value=value, confidence=confidence), **more)


def tap(widget, **action):
    widget._receive(widget, {"seq": widget.picture["turn"], "from": "page", **action}, [])
    return widget.picture


def says(widget):
    widget.refresh()
    return widget.picture["class"]["says"]


def letter(journal, what=BEFORE_ROUND, kind="vote"):
    one = Memberships(journal).current("c")
    return Outbox(journal, one).of(kind, what) if one else None


# What is written


def test_without_a_class_nothing_waits(journal):
    cast(journal)
    assert journal.export()["outbox"] == [] and "class" in PollWidget("c", POLL, "before", journal).picture
    assert PollWidget("c", POLL, "before", journal).picture["class"] is None


def test_whoever_is_in_no_class_loads_nothing_that_speaks_http(tmp_path):
    program = (
        "import sys, os; os.environ['DEBATEKIT_HOME'] = sys.argv[1]\n"
        "import debatekit as dk\n"
        "dk.poll('withdraw', round='before'); dk.exercise('everyday-kinds'); dk.argument('lamear-2021'); dk.finish(erase=True)\n"
        "assert not [name for name in sys.modules if name.startswith(('debatekit.classroom', 'debatekit.attending'))]\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)


def test_a_vote_and_its_letter_are_kept_together_or_not_at_all(journal, far, monkeypatch):
    enter(journal, far)
    monkeypatch.setattr("debatekit.journal.store.put_vote", lambda *_: (_ for _ in ()).throw(sqlite3.OperationalError("disk is full")))
    with pytest.raises(JournalError, match="disk is full"):
        cast(journal)
    assert journal.votes("c", "withdraw") == {}


def test_each_change_counts_on_and_replaces_what_waits(journal, far):
    one = enter(journal, far)
    cast(journal)
    cast(journal, "stay", 50)
    cast(journal, "undecided", None)
    assert (letter(journal).n, letter(journal).value, letter(journal).confidence) == (3, "undecided", None)
    assert Outbox(journal, one).waiting() == ["vote"]
    cast(journal, above=8)
    assert letter(journal).n == 9


def test_votes_before_joining_and_of_other_courses_are_not_sent(journal, far):
    cast(journal)
    enter(journal, far)
    journal.cast("other", POLL, "before", Vote(value="stay", confidence=0))
    assert journal.export()["outbox"] == []
    assert says(PollWidget("c", POLL, "before", journal)) == BEFORE


def test_two_kernels_vote_and_no_number_is_given_twice(journal, far):
    enter(journal, far)
    program = (
        "import sys; from pathlib import Path; from debatekit.journal.store import Journal\n"
        "from debatekit.course import load_poll; from debatekit.polls.question import Vote\n"
        "for i in range(30): Journal(Path(sys.argv[1])).cast('c', load_poll('withdraw'), 'before', Vote(value=sys.argv[2], confidence=50))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(journal.path), value]) for value in ("leave", "stay")]
    assert [process.wait(60) for process in running] == [0, 0]
    assert letter(journal).n == 60


# What is sent


def test_what_waits_is_sent_in_order_and_then_the_post_rests(journal, far):
    enter(journal, far)
    cast(journal)
    cast(journal, 7, None, question=load_poll("heard"))
    cast(journal, "stay", 50)
    post_of(journal, "c").wake()
    until(lambda: not post_of(journal, "c").runs)
    assert far.votes() == [("heard/before", 7, 1), (BEFORE_ROUND, "stay", 2)]
    assert letter(journal).state == "sent" and all(asked.token == TOKEN for asked in far.all[1:])
    post_of(journal, "c").wake()
    until(lambda: not post_of(journal, "c").runs)
    assert len(far.votes()) == 2, "once is enough"


def test_a_line_that_is_down_keeps_the_vote_and_says_so(journal, room):
    far = FarSide(room)
    enter(journal, far)
    widget = PollWidget("c", POLL, "before", journal)
    far.stop()
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget).startswith(LINE_DOWN))
    assert "does not answer" in says(widget) and widget.picture["screen"] == "voted"
    back = FarSide(room, far.port)
    until(lambda: says(widget) == SENT)
    assert back.votes() == [(BEFORE_ROUND, "leave", 1)]
    back.stop()


def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(journal, room):
    lost = iter([True, True])

    def answer(asked):
        found = room(asked)
        return (lambda handler: handler.connection.close()) if "course-votes/" in asked.path and next(lost, False) else found

    far = FarSide(answer)
    enter(journal, far)
    cast(journal)
    post_of(journal, "c").wake()
    until(lambda: letter(journal).state == "sent")
    assert far.votes() == [(BEFORE_ROUND, "leave", 1)] * 3 and room.kept[BEFORE_ROUND]["n"] == 1
    far.stop()


def test_two_kernels_send_the_same_and_nothing_is_doubled(journal, far, room):
    enter(journal, far)
    cast(journal)
    posts = [Post(journal.path, "c") for _ in range(2)]
    for each in posts:
        each.wake()
    for each in posts:
        until(lambda each=each: not each.runs)
    assert set(far.votes()) == {(BEFORE_ROUND, "leave", 1)} and room.kept[BEFORE_ROUND]["n"] == 1


def test_a_vote_that_changed_on_its_way_goes_again(journal, room):
    changed = []

    def answer(asked):
        found = room(asked)
        if "course-votes/" in asked.path and not changed:
            changed.append(cast(journal, "stay", 25))
        return found

    far = FarSide(answer)
    enter(journal, far)
    cast(journal)
    post_of(journal, "c").wake()
    until(lambda: letter(journal).state == "sent")
    assert far.votes() == [(BEFORE_ROUND, "leave", 1), (BEFORE_ROUND, "stay", 2)]
    far.stop()


@pytest.mark.parametrize(
    ("status", "said", "shown"),
    [(409, "No.", CLOSED), (404, "There is no such poll here.", "did not take this vote: There is no such poll here. It stays"), (422, "It does not fit.", "It does not fit.")],
)
def test_a_no_is_final_and_told(journal, room, status, said, shown):
    far = FarSide(lambda asked: (status, {"error": said}) if "course-votes/" in asked.path else room(asked))
    enter(journal, far)
    widget = PollWidget("c", POLL, "before", journal)
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: letter(journal).state != "waiting")
    assert shown in says(widget) and widget.picture["vote"]["value"] == "leave"
    time.sleep(0.1)
    assert len(far.votes()) == 1
    far.stop()


class Early:
    """A class that is not at the rounds in `early` yet."""

    def __init__(self, room):
        self.room, self.early = room, {BEFORE_ROUND}

    def __call__(self, asked):
        is_early = asked.method == "PUT" and asked.path.removeprefix("/api/course-votes/") in self.early
        return (425, {"error": "Not yet."}) if is_early else self.room(asked)


def hold(journal, far):
    """A vote that came too early, and the card that says so."""
    one = enter(journal, far)
    widget = PollWidget("c", POLL, "before", journal)
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget) == HELD.format("Not yet."))
    return one, widget


def test_a_vote_that_came_too_early_is_held_and_goes_once_when_its_owner_sends_it(journal, room):
    early = Early(room)
    far = FarSide(early)
    _, widget = hold(journal, far)
    # What comes after it goes, and opening the round sends nothing.
    cast(journal, 7, None, question=load_poll("heard"))
    widget.attend()
    until(lambda: letter(journal, "heard/before").state == "sent")
    early.early.clear()
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    until(lambda: says(widget) == HELD_AND_OPEN.format(POLL.words("leave")))
    assert widget.picture["class"]["sends"] and far.votes()[0] == (BEFORE_ROUND, "leave", 1) and BEFORE_ROUND not in room.kept
    # Another kernel knows it, too.
    stop_all()
    post._posts.clear()
    again = PollWidget("c", POLL, "before", journal)
    until(lambda: says(again) == HELD_AND_OPEN.format(POLL.words("leave")))
    for _ in range(2):
        tap(again, do="send")
    until(lambda: says(again) == SENT)
    assert room.kept[BEFORE_ROUND]["n"] == 2 and far.votes()[-1] == (BEFORE_ROUND, "leave", 2) and len(far.votes()) == 3
    assert not again.picture["class"]["sends"]
    far.stop()


def test_a_vote_that_is_held_asks_nothing_of_the_class_while_nobody_looks(journal, room):
    far = FarSide(Early(room))
    enter(journal, far)
    cast(journal)
    post_of(journal, "c").wake()
    until(lambda: not post_of(journal, "c").runs)
    assert letter(journal).state == "held" and len(far.votes()) == 1
    post_of(journal, "c").wake()
    until(lambda: not post_of(journal, "c").runs)
    assert len(far.votes()) == 1
    far.stop()


def test_another_choice_takes_the_place_of_a_vote_that_is_held(journal, room):
    early = Early(room)
    far = FarSide(early)
    _, widget = hold(journal, far)
    tap(widget, do="vote", value="undecided", confidence=None)
    until(lambda: len(far.votes()) == 2 and says(widget) == HELD.format("Not yet."))
    early.early.clear()
    tap(widget, do="vote", value="stay", confidence=50)
    until(lambda: says(widget) == SENT)
    assert [(value, n) for _, value, n in far.votes()] == [("leave", 1), ("undecided", 2), ("stay", 3)]
    far.stop()


def test_a_vote_that_is_held_stays_so_for_whoever_leaves_and_comes_back(journal, room):
    early = Early(room)
    far = FarSide(early)
    one, widget = hold(journal, far)
    assert "1 of your votes had not arrived and stays in your own record" in enrolment.leave(journal, one)
    tap(widget, do="send")
    assert Outbox(journal, one).of("vote", BEFORE_ROUND).state == "held"
    early.early.clear()
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    enter(journal, far)
    widget.attend()
    until(lambda: says(widget) == HELD_AND_OPEN.format(POLL.words("leave")))
    assert len(far.votes()) == 1
    tap(widget, do="send")
    until(lambda: says(widget) == SENT)
    far.stop()


@pytest.mark.parametrize("state", ["closed", "revealed"])
def test_a_vote_that_was_held_until_its_round_was_over_is_told(journal, room, state):
    far = FarSide(Early(room))
    _, widget = hold(journal, far)
    room.rounds[BEFORE_ROUND] = {"state": "early"}
    time.sleep(0.1)
    assert says(widget) == HELD.format("Not yet.") and not widget.picture["class"]["sends"]
    room.rounds[BEFORE_ROUND] = {"state": state}
    until(lambda: says(widget) == HELD_AND_OVER)
    assert not widget.picture["class"]["sends"]
    far.stop()


def test_a_change_that_is_held_does_not_hide_that_the_vote_before_it_counts(journal, room):
    early = Early(room)
    early.early.clear()
    far = FarSide(early)
    enter(journal, far)
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    widget = PollWidget("c", POLL, "before", journal)
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget) == SENT)
    # Its class has gone to an earlier round meanwhile.
    early.early.add(BEFORE_ROUND)
    room.rounds[BEFORE_ROUND] = {"state": "early"}
    tap(widget, do="vote", value="stay", confidence=75)
    until(lambda: says(widget) == f"{HELD.format('Not yet.')} {EARLIER_COUNTS}")
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    until(lambda: says(widget) == f"{HELD_AND_OPEN.format(POLL.words('stay'))} {EARLIER_COUNTS}")
    room.rounds[BEFORE_ROUND] = {"state": "closed"}
    until(lambda: says(widget) == HELD_AND_OVER_BUT_ONE)
    far.stop()


def test_a_late_no_takes_nothing_back_that_has_arrived(journal, far):
    one = enter(journal, far)
    cast(journal)
    first, outbox = letter(journal), Outbox(journal, one)
    assert outbox.settle(first, "sent", n=1) and not outbox.settle(first, "held", "Not yet.")
    assert letter(journal).state == "sent"
    outbox.release(BEFORE_ROUND)
    assert (letter(journal).state, letter(journal).n) == ("sent", 1)


def test_a_second_vote_that_is_held_offers_no_surveys(journal, room):
    early, question = Early(room), load_poll("long-term-bases")
    early.early = {"long-term-bases/after"}
    far = FarSide(early)
    enter(journal, far)
    cast(journal, "keep", 50, question=question)
    widget = PollWidget("c", question, "after", journal, surveys_of(question))
    tap(widget, do="vote", value="close", confidence=50)
    until(lambda: says(widget) == HELD.format("Not yet."))
    assert not widget.picture["offers"] and "Vote first" in tap(widget, do="show-surveys")["message"]
    early.early.clear()
    tap(widget, do="send")
    until(lambda: says(widget) == SENT)
    assert widget.picture["offers"]
    far.stop()


def test_one_vote_that_is_refused_does_not_hold_up_the_next(journal, far, room):
    enter(journal, far)
    room.closed.add(BEFORE_ROUND)
    cast(journal)
    cast(journal, 7, None, question=load_poll("heard"))
    post_of(journal, "c").wake()
    until(lambda: letter(journal, "heard/before").state == "sent")
    assert letter(journal).state == "closed"


def test_a_class_that_does_not_know_us_is_not_asked_again_and_again(journal):
    room = GoodClass()
    known = [True]
    far = FarSide(lambda asked: room(asked) if known[0] else (401, {"error": "Join the class first."}))
    enter(journal, far)
    widget = PollWidget("c", POLL, "before", journal)
    known[0] = False
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: not post_of(journal, "c").runs)
    assert says(widget) == "Kept here, and not sent: Join the class first. Run dk.join() and join once more." and letter(journal).state == "waiting"
    asked = len(far.all)
    time.sleep(0.1)
    assert len(far.all) == asked
    known[0] = True
    enter(journal, far)
    widget.attend()
    until(lambda: says(widget) == SENT)
    far.stop()


def test_another_device_has_voted_meanwhile(journal, far, room):
    enter(journal, far)
    room.kept[BEFORE_ROUND] = {"value": "stay", "confidence": 100, "n": 4}
    widget = PollWidget("c", POLL, "before", journal)
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget) == OVERTAKEN)
    tap(widget, do="vote", value="leave", confidence=50)
    until(lambda: says(widget) == SENT)
    assert far.votes()[-1] == (BEFORE_ROUND, "leave", 5) and room.kept[BEFORE_ROUND]["value"] == "leave"


@pytest.mark.parametrize("stands", [{}, {"n": "1"}, {"n": -1, "value": "leave"}, {"n": True}, {"n": 10**30}])
def test_an_answer_that_makes_no_sense_is_no_receipt(journal, room, stands):
    far = FarSide(lambda asked: (200, stands) if "course-votes/" in asked.path else room(asked))
    enter(journal, far)
    cast(journal)
    post_of(journal, "c").wake()
    until(lambda: post_of(journal, "c").trouble)
    assert letter(journal).state == "waiting"
    far.stop()


def test_pauses_grow_and_end(monkeypatch):
    monkeypatch.undo()
    pauses = [pause_after(misses) for misses in range(1, 100)]
    assert 1 <= pauses[0] <= 1.5 and 2 <= pauses[1] <= 3 and all(60 <= pause <= 90 for pause in pauses[8:])
    assert len({round(pause_after(9), 6) for _ in range(20)}) > 1, "a class does not come back all at once"


def test_a_journal_that_breaks_ends_the_post_and_not_the_kernel(journal, far):
    enter(journal, far)
    cast(journal)
    journal.path.unlink()
    journal.path.mkdir()
    post_of(journal, "c").wake()
    until(lambda: not post_of(journal, "c").runs)


# What comes back


def test_the_result_comes_with_the_reveal_and_not_before(journal, far, room):
    enter(journal, far)
    widget = PollWidget("c", POLL, "before", journal)
    room.rounds[BEFORE_ROUND] = {"state": "closed", "result": {"secret": 1}}
    until(lambda: says(widget) == CLOSED_NOW)
    room.rounds[BEFORE_ROUND] = {"state": "open", "result": {"secret": 1}}
    until(lambda: says(widget) == "")
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget) == SENT)
    assert widget.picture["class"]["result"] is None and widget.picture["class"]["live"]
    room.rounds[BEFORE_ROUND] = {"state": "revealed", "result": {"kind": "choice", "voters": 9}, "comparison": {"paired": 9}, "texts": ["one"]}
    until(lambda: widget.refresh() or widget.picture["class"]["result"])
    seen = widget.picture["class"]
    assert seen["result"]["voters"] == 9 and seen["comparison"] == {"paired": 9} and seen["texts"] == ["one"] and not seen["live"]
    until(lambda: not post_of(journal, "c").runs)
    # A later kernel asks once more and then rests.
    post._posts.clear()
    again = PollWidget("c", POLL, "before", journal)
    until(lambda: again.refresh() or again.picture["class"]["result"])


def test_whoever_has_not_voted_sees_no_result(journal, far, room):
    enter(journal, far)
    room.rounds[BEFORE_ROUND] = {"state": "revealed", "result": {"kind": "choice", "voters": 9}}
    widget = PollWidget("c", POLL, "before", journal)
    until(lambda: says(widget) == CLOSED_NOW)
    assert widget.picture["class"]["result"] is None


def test_a_round_that_is_begun_anew_is_said(journal, far, room):
    enter(journal, far)
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    widget = PollWidget("c", POLL, "before", journal)
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget) == SENT)
    room.kept.clear()
    until(lambda: says(widget) == BEGUN_ANEW)
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget) == SENT)
    assert room.kept[BEFORE_ROUND]["n"] == 2


def test_a_round_begun_anew_that_the_learner_has_left_behind_offers_no_change(journal, far, room):
    enter(journal, far)
    room.rounds = {BEFORE_ROUND: {"state": "open"}}
    cast(journal)
    widget = PollWidget("c", POLL, "before", journal)
    until(lambda: says(widget) == SENT)
    cast(journal, round_name="after")
    room.kept.clear()
    until(lambda: says(widget) == ANEW_AND_CLOSED)
    assert widget.picture["screen"] == "closed"


def test_the_card_knows_when_voting_is_over(journal, far, room):
    enter(journal, far)
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    widget = PollWidget("c", POLL, "before", journal)
    tap(widget, do="vote", value="leave", confidence=75)
    until(lambda: says(widget) == SENT)
    room.rounds[BEFORE_ROUND] = {"state": "closed"}
    until(lambda: says(widget) == OVER)
    assert widget.picture["class"]["over"] and "stays as it was" in tap(widget, do="vote", value="stay", confidence=50)["message"]
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    until(lambda: says(widget) == SENT)
    assert tap(widget, do="vote", value="stay", confidence=50)["message"] == ""


def test_nothing_is_asked_when_nobody_looks(journal, far, monkeypatch):
    enter(journal, far)
    widget = PollWidget("c", POLL, "before", journal)
    until(lambda: any(asked.path == "/api/course-votes" for asked in far.all))
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.0)
    until(lambda: not post_of(journal, "c").runs)
    widget._receive(widget, {"do": "here"}, [])
    time.sleep(0.05)
    assert not post_of(journal, "c").runs
    monkeypatch.setattr(watch, "LOOK_SECONDS", 60.0)
    widget._attending._watch._seen -= 61
    turn = widget.picture["turn"]
    widget._receive(widget, {"do": "here"}, [])
    until(lambda: post_of(journal, "c").runs)
    assert widget.picture["turn"] == turn, "a page that is there changes nothing"


def test_a_watch_ends_with_its_page_and_with_long_idleness(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("debatekit.attending.watch.time.monotonic", lambda: now[0])
    somebody = Watch("votes", lambda: None)
    assert not somebody.looks
    somebody.use()
    assert somebody.looks
    now[0] += 61
    assert not somebody.looks
    somebody.see()
    assert somebody.looks
    now[0] += IDLE_SECONDS
    somebody.see()
    assert not somebody.looks, "nobody waits for a reveal for hours"


def test_news_reach_the_main_loop_and_no_widget_is_touched_elsewhere(journal, far, room):
    import asyncio
    import threading

    enter(journal, far)
    room.rounds[BEFORE_ROUND] = {"state": "open"}
    threads = []

    async def kernel():
        widget = PollWidget("c", POLL, "before", journal)
        show = widget._show
        widget._show = lambda seen: (threads.append(threading.current_thread()), show(seen))[1]
        tap(widget, do="vote", value="leave", confidence=75)
        for _ in range(300):
            await asyncio.sleep(0.01)
            if widget.picture["class"]["says"] == SENT:
                break
        room.rounds[BEFORE_ROUND] = {"state": "revealed", "result": {"kind": "choice", "voters": 9}}
        for _ in range(300):
            await asyncio.sleep(0.01)
            if widget.picture["class"]["result"]:
                return widget
        raise AssertionError(widget.picture["class"])

    widget = asyncio.run(kernel())
    assert set(threads) == {threading.main_thread()} and widget.picture["class"]["result"]["voters"] == 9
    until(lambda: not post_of(journal, "c").runs)


def test_nothing_of_the_class_is_saved_with_the_notebook(journal, far, room):
    enter(journal, far)
    room.rounds[BEFORE_ROUND] = {"state": "revealed", "result": {"kind": "choice", "voters": 987}}
    widget = PollWidget("c", POLL, "before", journal)
    for screen in ("vote", "voted"):
        until(lambda: says(widget))
        saved = json.dumps([widget.get_state()["view"], widget._fallback()])
        assert widget.get_state()["view"]["class"] is None and "987" not in saved and "Room 4" not in saved and TOKEN not in saved
        assert widget.picture["screen"] == screen
        tap(widget, do="vote", value="leave", confidence=75)
        room.rounds[BEFORE_ROUND]["n"] = 1


# Joining and leaving


def test_the_notice_of_a_class_comes_before_the_first_vote_after_joining(journal, far):
    journal.mark_read(NOTICE.id)
    widget = PollWidget("c", POLL, "before", journal)
    assert widget.picture["screen"] == "vote"
    enrolment.join(journal, "c", link_of(far.link))
    refresh_polls()
    assert widget.picture["screen"] == "notice" and "Room 4" in json.dumps(widget.picture["notice"])
    tap(widget, do="read-notice")
    assert widget.picture["screen"] == "vote" and journal.has_read(CLASS_NOTICE.id)
    enrolment.join(journal, "c", link_of(far.link))
    assert journal.has_read(CLASS_NOTICE.id), "the same class needs no second notice"
    enrolment.join(journal, "c", replace(link_of(far.link), code="ZZZZZZ"))
    assert not journal.has_read(CLASS_NOTICE.id), "another class does"


def test_only_joining_sends_anything(journal, far):
    card = JoinWidget("c", journal, link_of(far.link), enrolment.about(link_of(far.link)))
    assert card.picture["screen"] == "ask" and card.picture["notice"] and Memberships(journal).all() == []
    assert [asked.method for asked in far.all] == ["GET"] and far.all[0].token == ""
    tap(card, do="join", name="", personal_code="", way_back="", shares=False)
    assert card.picture["screen"] == "joined" and far.all[-1].body == {"code": "ABCDEF"}
    assert TOKEN not in json.dumps([card.picture, card._fallback()])


def test_the_card_joins_with_what_the_class_asks_for(journal, far, room):
    room.about["class"] |= {"mode": "roster", "ask_names": True}
    card = JoinWidget("c", journal, link_of(far.link), enrolment.about(link_of(far.link)))
    assert card.picture["asks_names"] and card.picture["mode"] == "roster"
    tap(card, do="join", name=" Ada  L ", personal_code="abcd-efgh", way_back="", shares=True)
    assert far.all[1].body == {"code": "ABCDEF", "personal_code": "abcd-efgh", "name": "Ada L"}
    assert card.picture["name"] == "Ada L" and card.picture["shares"]
    assert card.get_state()["view"]["name"] == "" and not card.get_state()["view"]["shares"]
    tap(card, do="name", name="")
    assert far.all[-1].body == {"name": ""} or any(asked.body == {"name": ""} for asked in far.all)
    assert "that is too long" in tap(card, do="name", name="x" * 81)["message"].lower()
    assert "is not known here" in tap(card, do="fly")["message"]


def test_a_way_back_makes_phone_and_notebook_one_person(journal, far):
    card = JoinWidget("c", journal, link_of(far.link), enrolment.about(link_of(far.link)))
    assert "four times four characters" in tap(card, do="join", way_back="ABCD")["message"]
    tap(card, do="join", way_back="qrst-uvwx-yzab-cdef")
    assert Memberships(journal).current("c").token == "QRSTUVWXYZABCDEF" and card.picture["message"] == ""


def test_leaving_ends_it_and_coming_back_is_the_same_person(journal, far, room):
    one = enter(journal, far)
    widget = PollWidget("c", POLL, "before", journal)
    far_votes = len(far.votes())
    post_of(journal, "c").stop()
    cast(journal)
    said = enrolment.leave(journal, one)
    assert "You have left the class “Room 4”." in said and "1 of your votes had not arrived and stays in your own record only." in said
    cast(journal, "stay", 50)
    assert Memberships(journal).current("c") is None and len(far.votes()) == far_votes
    enter(journal, far)
    assert far.all[-1].body["token"] == TOKEN
    assert says(widget) == LEFT and letter(journal).n == 1
    cast(journal, "stay", 25)
    assert letter(journal).n == 2


def test_a_class_at_a_new_address_is_the_same_class_if_the_learner_says_so(journal, far, room):
    enter(journal, far)
    cast(journal)
    moved = FarSide(room)
    card = JoinWidget("c", journal, link_of(moved.link), enrolment.about(link_of(moved.link)))
    assert card.picture["elsewhere"] == far.address and not card.picture["before"] and card.get_state()["view"]["elsewhere"] == ""
    tap(card, do="join", moved=True)
    assert [asked.body["token"] for asked in moved.all if asked.path == "/api/join"] == [TOKEN]
    assert [one.address for one in Memberships(journal).all()] == [moved.address]
    post_of(journal, "c").wake()
    until(lambda: letter(journal).state == "sent")
    assert moved.votes() == [(BEFORE_ROUND, "leave", 1)] and far.votes() == []
    moved.stop()


@pytest.mark.parametrize("left", [False, True])
def test_another_address_with_the_code_of_a_class_gets_no_token_unasked(journal, far, left):
    """Whoever sends round a link with the code of the class gets to see somebody new, and what waits stays with the class."""
    one = enter(journal, far)
    cast(journal)
    if left:
        enrolment.leave(journal, one)
    other = "QRSTUVWXYZABCDEF"
    evil = FarSide(lambda asked: (201, {"token": other, **ABOUT}))
    card = JoinWidget("c", journal, link_of(evil.link), enrolment.about(link_of(evil.link)))
    tap(card, do="join")
    post_of(journal, "c").wake()
    until(lambda: not post_of(journal, "c").runs)
    assert TOKEN not in json.dumps([[asked.token, asked.path, asked.body] for asked in evil.all]) and evil.votes() == []
    assert {each.address: each.token for each in Memberships(journal).all()} == {far.address: TOKEN, evil.address: other}
    evil.stop()


def test_a_bad_answer_at_a_new_address_changes_nothing(journal, far):
    one = enter(journal, far)
    hotel = FarSide(lambda asked: (201, {"token": "no", **ABOUT}) if asked.path == "/api/join" else (200, ABOUT))
    card = JoinWidget("c", journal, link_of(hotel.link), enrolment.about(link_of(hotel.link)))
    assert "not a debatekit class" in tap(card, do="join", moved=True)["message"]
    assert Memberships(journal).all() == [one]
    hotel.stop()


def test_leaving_can_erase(journal, far, room):
    one = enter(journal, far)
    assert "has erased what you sent" in enrolment.leave(journal, one, erase=True)
    assert room.erased == 1 and Memberships(journal).all() == [] and journal.export()["outbox"] == []


def test_finish_asks_every_class_to_erase(journal, room, monkeypatch, capsys):
    import debatekit as dk

    monkeypatch.setenv("DEBATEKIT_HOME", str(journal.path.parent))
    here, gone = FarSide(room), FarSide(room)
    enter(journal, gone)
    enrolment.join(journal, "c", replace(link_of(here.link), code="ZZZZZZ"))
    cast(journal)
    gone.stop()
    dk.finish(erase=True)
    said = capsys.readouterr().out
    assert room.erased == 1 and "has erased what you sent" in said and "cannot be reached just now" in said
    assert Memberships(Journal(journal.path)).all() == [] and Journal(journal.path).votes("c", "withdraw") == {}
    here.stop()


def test_an_export_tells_of_the_class_without_the_token(journal, far):
    enter(journal, far)
    cast(journal)
    record = journal.export()
    assert record["membership"][0]["title"] == "Room 4" and record["outbox"][0]["value"] == "leave"
    assert TOKEN not in json.dumps(record) and "token" not in record["membership"][0]
    assert TOKEN not in repr(Memberships(journal).current("c"))


def test_a_line_that_is_down_while_joining_is_a_sentence(journal, room):
    far = FarSide(room)
    card = JoinWidget("c", journal, link_of(far.link), enrolment.about(link_of(far.link)))
    far.stop()
    assert "does not answer" in tap(card, do="join")["message"] and card.picture["screen"] == "ask"
    assert "not in this class any more" in tap(card, do="leave", erase=False)["message"]


# Progress and tickets


def test_progress_goes_only_when_it_is_shared_and_counts_alone(journal, far):
    one = enter(journal, far)
    widget = SelfCheckWidget("c", load_exercise("everyday-kinds"), journal)
    tap(widget, do="answer", item="train", choice="value")
    tap(widget, do="check")
    assert journal.export()["outbox"] == []
    enrolment.share(journal, one, True)
    shared = {"exercises": [{"id": "everyday-kinds", "right": 0, "total": 9}]}
    until(lambda: [asked.body for asked in far.all if asked.path == "/api/progress"] == [shared])
    for item, choice in load_exercise("everyday-kinds").solution().items():
        tap(widget, do="answer", item=item, choice=choice)
    tap(widget, do="check")
    until(lambda: far.all[-1].body == {"exercises": [{"id": "everyday-kinds", "right": 9, "total": 9}]})
    enrolment.share(journal, Memberships(journal).current("c"), False)
    assert far.all[-1].body == {"exercises": []}


def test_an_exit_ticket_goes_to_its_place_only_when_it_is_shared(journal, far):
    one = enter(journal, far)
    journal.cast("c", load_poll("exit-ticket-00"), "end", Vote(value="Who pays?"))
    enrolment.share(journal, one, True)
    journal.cast("c", load_poll("exit-ticket-01"), "end", Vote(value="Who decides?"))
    post_of(journal, "c").wake()
    until(lambda: letter(journal, "01", "ticket") and letter(journal, "01", "ticket").state == "sent")
    assert [(asked.path, asked.body) for asked in far.all if "tickets" in asked.path] == [("/api/tickets/01", {"text": "Who decides?"})]
    until(lambda: len(far.votes()) == 2)
    enrolment.share(journal, Memberships(journal).current("c"), False)
    assert far.all[-1].path == "/api/tickets/01" and far.all[-1].body == {"text": ""}


def test_what_is_taken_back_does_not_arrive_later(journal, room, monkeypatch):
    """The sending of progress and of a ticket is slow, and the box is emptied meanwhile."""
    began, arrived = [], []

    def answer(asked):
        if asked.method == "PUT" and asked.path.startswith(("/api/progress", "/api/tickets")):
            began.append(asked.path)
            if asked.body not in ({"exercises": []}, {"text": ""}):
                time.sleep(0.3)
            arrived.append(asked.body)
        return room(asked)

    far = FarSide(answer)
    one = enter(journal, far)
    Memberships(journal).share(one, True)
    one = Memberships(journal).current("c")
    journal.cast("c", load_poll("exit-ticket-01"), "end", Vote(value="Who decides?"))
    post_of(journal, "c").wake()
    until(lambda: "/api/tickets/01" in began)
    enrolment.share(journal, one, False)
    until(lambda: not post_of(journal, "c").runs)
    assert arrived == [{"text": "Who decides?"}, {"exercises": []}, {"text": ""}]
    far.stop()


def test_news_of_a_class_that_was_left_are_not_those_of_the_next(journal, room):
    """The answer of the first class is on its way for longer than anybody waits for it."""
    slow = []

    def late(asked):
        if asked.path == "/api/course-votes":
            slow.append(asked)
            time.sleep(0.5)
        return room(asked)

    room.rounds[BEFORE_ROUND] = {"state": "closed"}
    first, second = FarSide(late), FarSide(GoodClass())
    enter(journal, first)
    widget = PollWidget("c", POLL, "before", journal)
    until(lambda: slow)
    here = post_of(journal, "c")
    here.stop(patience=0)
    here.wake()
    Memberships(journal).leave(Memberships(journal).current("c"))
    time.sleep(0.7)
    assert here.news.of_round(BEFORE_ROUND) is None and widget.picture["screen"] == "vote"
    first.stop()
    second.stop()


def test_a_slip_of_ours_does_not_silence_the_post_for_good(journal, far, monkeypatch):
    enter(journal, far)
    cast(journal)
    slips, here = [], post_of(journal, "c")
    monkeypatch.setattr("threading.excepthook", lambda slip: slips.append(slip.exc_type))
    here._round = lambda: 1 / 0
    here.wake()
    until(lambda: slips and not here.runs)
    del here._round
    here.wake()
    until(lambda: letter(journal).state == "sent")
    assert slips == [ZeroDivisionError]


# All kinds


ROUNDS = (Round(id="before", title="Before"), Round(id="after", title="After"))
ITEMS = (Item(id="a", text="Apples"), Item(id="b", text="Bread"))
KINDS = [
    (Several(id="k", kind="several", text="?", rounds=ROUNDS, options=(Option(id="a", text="Apples"), Option(id="b", text="Bread"))), ["b"], ["a", "b"], "Bread"),
    (Ranking(id="k", kind="ranking", text="?", rounds=ROUNDS, options=ITEMS), ["b", "a"], ["a"], "1. Bread; 2. Apples"),
    (Points(id="k", kind="points", text="?", rounds=ROUNDS, options=ITEMS), {"a": 100.0}, {"a": 30.0, "b": 70}, "Apples: 100"),
    (Text(id="k", kind="text", text="?", rounds=ROUNDS), "Who  pays?", "Who decides.", "Who pays?"),
    (Truth(id="k", kind="truth", text="?", rounds=ROUNDS, argument="m", target="t"), 40.0, 60, "40"),
]


@pytest.mark.parametrize(("question", "first", "second", "words"), KINDS, ids=lambda each: getattr(each, "kind", None))
def test_every_kind_works_alone_and_in_class(journal, far, question, first, second, words):
    journal.mark_read(NOTICE.id)
    view = tap(PollWidget("c", question, "before", journal), do="vote", value=first, confidence=None)
    assert view["screen"] == "voted" and words in view["results"]["sentence"] and not view["results"]["sentence"].endswith(("..", "?."))
    enter(journal, far)
    widget = PollWidget("c", question, "after", journal)
    view = tap(widget, do="vote", value=second, confidence=None)
    assert view["results"]["sentence"].startswith("You moved from “")
    until(lambda: says(widget) == SENT)
    assert far.votes()[0][1] == Journal(journal.path).votes("c", "k")["after"].vote.value


# The map of an argument


def argument_widget(journal):
    return ArgumentWidget(load_map("lamear-2021"), "c", journal)


def test_a_map_follows_the_class_while_it_is_tried(journal, far, room):
    enter(journal, far)
    widget = argument_widget(journal)
    claims = [claim.id for claim in load_map("lamear-2021").argument.claims]
    room.claims = {claims[1]: {"mean": 0.2, "count": 12}, claims[2]: {"mean": 0.9, "count": 4}, "gone": {"mean": 0.5, "count": 9}}
    assert "class" not in [each["id"] for each in widget.picture["positions"]] and "revealed no votes" in widget.picture["class"]["says"]
    time.sleep(0.1)
    assert not [asked for asked in far.all if "claims" in asked.path], "nobody is trying it"
    widget._receive(widget, {"do": "here", "opened": True}, [])
    until(lambda: widget._heard() or "class" in [each["id"] for each in widget.picture["positions"]])
    assert "mean of 12 votes on 1 claim of this map, at least five on each" in widget.picture["class"]["says"]
    tap(widget, do="save", name="mine")
    assert "mine" in [each["title"] for each in widget.picture["positions"]]
    tap(widget, do="take", position="class")
    assert widget.picture["values"] == {claims[1]: 0.2}
    assert "mine" not in json.dumps(widget.picture["positions"]) and "not in the list meanwhile" in widget.picture["class"]["says"]
    assert "no longer there" in tap(widget, do="take", position="saved/mine")["message"]
    tap(widget, do="take", position="class")
    room.claims[claims[1]] = {"mean": 0.6, "count": 20}
    until(lambda: widget._heard() or widget.picture["values"] == {claims[1]: 0.6})
    tap(widget, do="set", id=claims[2], value=0.3)
    room.claims[claims[1]] = {"mean": 0.7, "count": 21}
    until(lambda: widget._heard() or "21 votes" in widget.picture["class"]["says"])
    assert widget.picture["values"] == {claims[1]: 0.6, claims[2]: 0.3}, "who moves something goes one's own way"
    tap(widget, do="compare", position="class")
    assert widget.picture["other"]["values"] == {claims[1]: 0.7}
    saved = widget.get_state()["view"]
    assert saved["class"] is None and saved["values"] == {} and saved["other"] is None and [each["id"] for each in saved["positions"]] == ["start"]


def test_leaving_takes_the_class_off_the_map(journal, far, room):
    one = enter(journal, far)
    widget = argument_widget(journal)
    room.claims = {load_map("lamear-2021").argument.claims[1].id: {"mean": 0.2, "count": 12}}
    widget._receive(widget, {"do": "here", "opened": True}, [])
    until(lambda: widget._heard() or "class" in [each["id"] for each in widget.picture["positions"]])
    tap(widget, do="compare", position="class")
    enrolment.leave(journal, one)
    widget.attend()
    widget.refresh()
    assert widget.picture["class"] is None and widget.picture["other"] is None and [each["id"] for each in widget.picture["positions"]] == ["start"]


def test_votes_that_are_given_come_before_those_of_the_class(journal, far, room):
    enter(journal, far)
    claim = load_map("lamear-2021").argument.claims[1].id
    widget = ArgumentWidget(load_map("lamear-2021"), "c", journal, [(claim, 0.3)] * 5)
    assert widget.picture["class"] is None and "Votes of the class that are used" in widget.picture["message"]
