"""Personal codes: the same for the same entry on every day, and no code in the file."""

import pytest

from debatekit.classroom import people, roster
from debatekit.classroom.identity import LETTERS, tidied
from debatekit.classroom.refusals import NotAllowed
from debatekit.classroom.service import Classroom


@pytest.fixture
def room(tmp_path):
    classroom = Classroom(tmp_path / "class.sqlite3")
    yield classroom
    classroom.close()


def test_each_entry_has_one_code_and_the_list_can_be_printed_again(room):
    first = room.change(roster.add, room.identity, ["Zoé Q", "Ben  B "])
    assert [each["entry"] for each in first] == ["Ben B", "Zoé Q"]
    assert len({each["code"] for each in first}) == 2
    for each in first:
        assert len(each["code"]) == 9 and set(each["code"]) <= {*LETTERS, "-"}
        assert room.look(people.entry_of, room.identity, tidied(each["code"], 8)) == each["entry"]
    # The same name typed on another keyboard, and one more.
    again = room.change(roster.add, room.identity, ["Zoe\u0301 Q", "Ana"])
    assert [each["entry"] for each in again] == ["Ana", "Ben B", "Zoé Q"]
    assert again[1:] == first
    assert room.look(roster.codes, room.identity) == again


def test_two_of_one_name_are_told_and_never_share_a_code(room):
    with pytest.raises(NotAllowed, match="“Ben B” stands there twice.*“Ben B 1” and “Ben B 2”"):
        room.change(roster.add, room.identity, ["Ana", "Ben B", "Zoé", "Ben  B"])
    assert room.look(roster.codes, room.identity) == []
    codes = room.change(roster.add, room.identity, ["Ben B 1", "Ben B 2"])
    assert len({each["code"] for each in codes}) == 2
    # The same list once more, to print it again, is no fault.
    assert room.change(roster.add, room.identity, ["Ben B 1", "Ben B 2"]) == codes


def test_another_class_has_other_codes(room, tmp_path):
    other = Classroom(tmp_path / "other.sqlite3")
    assert room.change(roster.add, room.identity, ["Ana"]) != other.change(roster.add, other.identity, ["Ana"])
    other.close()


def test_no_code_stands_in_the_file(room, tmp_path):
    code = room.change(roster.add, room.identity, ["Ana"])[0]["code"]
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Ana" in held and code.replace("-", "").encode() not in held


@pytest.mark.parametrize("entries, says", [([" \u200b"], "empty"), (["x" * 81], "longer than 80"), ([f"P{n}" for n in range(2001)], "at most 2000")])
def test_what_is_no_roster_is_refused_whole(room, entries, says):
    with pytest.raises(NotAllowed, match=says):
        room.change(roster.add, room.identity, ["Ana", *entries])
    assert room.look(roster.codes, room.identity) == []
