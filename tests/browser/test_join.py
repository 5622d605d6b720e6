"""A notebook in a live class: join, vote, lose the line, vote, get it back; the result appears when it is revealed."""

from __future__ import annotations

import json
import os
import signal

import one_cell
import pytest
from open_class import OpenClass
from playwright.sync_api import expect

CELLS = (
    'dk.join("{join}")',
    'dk.poll("withdraw", round="before")',
    'dk.poll("heard", round="before")',
    'dk.poll("exit-ticket-00", round="end")',
    'dk.poll("withdraw", round="after")',
)


@pytest.fixture
def room(tmp_path):
    opened = OpenClass(tmp_path / "class")
    yield opened
    opened.stop()


def poll(page, text):
    return page.locator(".dk-poll", has_text=text).locator("visible=true").first


def kill(room):
    """As a power cut ends it."""
    os.kill(room.process.pid, signal.SIGKILL)
    room.process.wait()
    room.process.stdout.close()


@pytest.mark.slow
def test_a_notebook_lives_through_a_class(lab, course, page, room):
    room.join(6)
    one_cell.write(course, "live", *(cell.format(join=room.at["join"]) for cell in CELLS))
    card = one_cell.run(lab, page, "live", ".dk-join")
    withdraw, heard, ticket = (poll(page, text) for text in ("withdraw all its forces", "read or heard", "want to know about Iraq"))

    # Nothing is sent before Join is pressed.
    expect(card.get_by_text("Nothing has been sent yet.", exact=False)).to_be_visible()
    assert room.console("GET", "state")["people"]["count"] == 6
    page.screenshot(path=str(lab.home / "ask.png"))
    card.get_by_role("button", name="Join").click()
    expect(card.get_by_text("You are in.", exact=False).first).to_be_visible()
    # What it keeps has been read on the card, so no poll says it again.

    # A vote arrives.
    withdraw.get_by_label("Yes, withdraw them all").check()
    withdraw.get_by_label("Quite sure").check()
    withdraw.get_by_role("button", name="Vote", exact=True).click()
    expect(withdraw.get_by_text("Your class has it.", exact=True)).to_be_visible()

    # The line is down: the vote is kept, and goes once when it is back.
    kill(room)
    ticket.get_by_role("textbox").fill("Who pays for the bases?")
    ticket.get_by_role("button", name="Send", exact=True).click()
    expect(ticket.get_by_text("Kept here. It goes to your class as soon as the line is back.", exact=False).first).to_be_visible()
    ticket.scroll_into_view_if_needed()
    page.screenshot(path=str(lab.home / "down.png"))
    room.start()
    expect(ticket.get_by_text("Your class has it.", exact=True)).to_be_visible(timeout=60_000)
    votes = {f"{each['poll']}/{each['name']}": each["votes"] for each in room.console("GET", "state")["rounds"]}
    assert votes == {"withdraw/before": 1, "exit-ticket-00/end": 1}

    # Others vote, the teacher closes, then reveals; the card shows nothing until then, and no cell is run.
    room.console("POST", "rounds", {"poll": "withdraw", "round": "before"})
    room.vote(["leave", "leave", "stay", "stay", "undecided"], confidence=50)
    now = room.console("GET", "state")["now"]["round"]
    room.console("POST", f"rounds/{now}/close")
    heard.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(7000)
    assert not withdraw.get_by_text("What your class answered", exact=False).count()
    room.console("POST", f"rounds/{now}/reveal")
    expect(withdraw.get_by_text("What your class answered", exact=False).first).to_be_visible(timeout=15_000)
    expect(withdraw.get_by_text("6 people voted.", exact=False).first).to_be_visible()
    assert heard.get_by_role("slider").evaluate("one => one === document.activeElement"), "news leave the keyboard where it is"
    withdraw.scroll_into_view_if_needed()
    withdraw.screenshot(path=str(lab.home / "result.png"))

    # A vote before its time is held; its owner sends it when the class is there.
    after = page.locator(".dk-poll", has_text="After").locator("visible=true").first
    after.get_by_label("No, keep forces there").check()
    after.get_by_label("Quite sure").check()
    after.get_by_role("button", name="Vote", exact=True).click()
    expect(after.get_by_text("Kept here, and not counted yet.", exact=False).first).to_be_visible()
    after.screenshot(path=str(lab.home / "held.png"))
    room.console("POST", "rounds", {"poll": "withdraw", "round": "after"})
    send = after.get_by_role("button", name="Send it")
    expect(send).to_be_visible(timeout=15_000)
    expect(after.get_by_role("status").last).to_contain_text("Your class votes on this now.")
    assert room.console("GET", "state")["votes"] == 0
    after.screenshot(path=str(lab.home / "send.png"))
    send.focus()
    page.keyboard.press("Enter")
    expect(after.get_by_text("Your class has it.", exact=True)).to_be_visible()
    assert room.console("GET", "state")["votes"] == 1

    # Nothing of it is saved with the notebook.
    page.keyboard.press("Control+s")
    page.wait_for_timeout(3000)
    saved = (course / "my-work/live.ipynb").read_text(encoding="utf-8")
    assert "people voted" not in saved and "Who pays" not in saved and "6 people" not in saved and room.people[0] not in saved
    assert json.loads(saved)["cells"]
    assert page.faults == []
