"""A poll that was written on the spot is edited or deleted while others look, vote and delete at the same moment."""

import pytest

from debatekit.classroom import desk, written
from debatekit.classroom.refusals import NotNow, NotThere
from debatekit.classroom.storage.tables import vote
from debatekit.classroom.storage.vote_lines import Row
from debatekit.errors import BadAnswer

TEA = {"kind": "choice", "text": "Tea?", "options": ["Yes", "No"]}


def asked(room):
    """A poll of this class that is on the phones, and its round."""
    poll = room.change(room.catalogue.add, TEA)
    this = room.change(desk.open_poll, room.catalogue, poll, None, None)
    room.board = room.look(room._board)
    return poll, this


def test_an_edit_that_is_refused_leaves_the_poll_on_the_phones(opened):
    room = opened()
    poll, this = asked(room)
    with pytest.raises(BadAnswer):
        room.change(written.rewrite, room.catalogue, poll, {**TEA, "options": ["Yes"]})
    assert room.look(room._board).now.id == this
    assert room.writer.send(Row(this, b"x" * 32, 1, '"a"', None)).result().n == 1


@pytest.mark.parametrize("change", ["rewrite", "delete"])
def test_a_vote_on_its_way_from_another_process_never_answers_the_new_question(opened, change):
    here, there = opened(), opened()
    poll, this = asked(here)
    there.board = there.look(there._board)
    here.change(getattr(written, change), here.catalogue, poll, *([{**TEA, "options": ["No", "Yes"]}] if change == "rewrite" else []))
    with pytest.raises(NotNow):
        there.writer.send(Row(this, b"x" * 32, 1, '"a"', None)).result()
    assert here.look(lambda db: db.execute(vote.select()).all()) == []
    if change == "rewrite":
        assert here.change(desk.open_poll, here.catalogue, poll, None, None) != this


def test_what_another_console_has_just_deleted_is_no_poll_of_the_course(opened):
    room = opened()
    poll, _ = asked(room)
    room.change(written.delete, room.catalogue, poll)
    with pytest.raises(NotThere, match="has just been deleted"):
        room.change(written.delete, room.catalogue, poll)


def test_a_console_that_was_being_drawn_does_not_fail_for_a_poll_that_goes(opened):
    room = opened()
    poll, this = asked(room)
    before = room.board
    room.change(written.delete, room.catalogue, poll)
    room.look(room._board)
    _, console = room.look(room._clockwork._both, before, (0, 0), True)
    assert this not in {each["id"] for each in console["rounds"]}
