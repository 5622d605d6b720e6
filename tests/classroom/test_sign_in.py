"""To the Hub and back: only the browser that left comes back, with the place it wanted and the proof for its code."""

from __future__ import annotations

import base64
import hashlib

import pytest

from debatekit.classroom.web.sign_in import SECONDS, SignIns


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sign_ins(clock):
    return SignIns(b"secret", clock=clock)


def test_who_left_comes_back(sign_ins):
    left = sign_ins.leave("console")
    back = sign_ins.back(left.state, left.ticket)
    assert back.to == "console" and 43 <= len(back.verifier) <= 128
    assert base64.urlsafe_b64encode(hashlib.sha256(back.verifier.encode()).digest()).decode().rstrip("=") == left.challenge


def test_another_process_of_the_same_class_can_finish_it(sign_ins, clock):
    left = sign_ins.leave("phone")
    assert SignIns(b"secret", clock=clock).back(left.state, left.ticket) == sign_ins.back(left.state, left.ticket)
    assert SignIns(b"another", clock=clock).back(left.state, left.ticket) is None


def test_nobody_comes_back_in_the_place_of_another(sign_ins):
    mine, theirs = sign_ins.leave("phone"), sign_ins.leave("phone")
    assert sign_ins.back(theirs.state, mine.ticket) is None and sign_ins.back(mine.state, "") is None and sign_ins.back("", mine.ticket) is None


def test_the_place_cannot_be_changed_on_the_way(sign_ins):
    left = sign_ins.leave("phone")
    assert sign_ins.back(left.state.replace("phone", "console"), left.ticket) is None


def test_two_pages_of_one_browser_may_sign_in_at_once(sign_ins):
    first = sign_ins.leave("phone")
    second = sign_ins.leave("console", first.ticket)
    assert second.ticket == first.ticket and second.state != first.state and second.challenge != first.challenge
    assert sign_ins.back(first.state, first.ticket).to == "phone" and sign_ins.back(second.state, first.ticket).to == "console"


def test_a_ticket_that_is_none_of_ours_is_not_kept(sign_ins):
    assert sign_ins.leave("phone", "; Path=/").ticket != "; Path=/"


@pytest.mark.parametrize("later, is_there", [(SECONDS, True), (SECONDS + 1, False), (-61, False)])
def test_ten_minutes_are_enough_to_type_a_password(sign_ins, clock, later, is_there):
    left = sign_ins.leave("phone")
    clock.now += later
    assert bool(sign_ins.back(left.state, left.ticket)) is is_there


@pytest.mark.parametrize("state", ["...", "a.b.c.d", "phone.x.y.z", "é.1.2.3", "." * 100])
def test_any_state_at_all_may_be_tried(sign_ins, state):
    assert sign_ins.back(state, sign_ins.leave("phone").ticket) is None
