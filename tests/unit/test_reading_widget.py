"""The reading: the guide, a reader's own copy beside it, and nothing of the copy where it could be saved."""

import json
import os

import pytest
from guides import ferry, save

import debatekit as dk
from debatekit.course import load_fingerprints, load_reading
from debatekit.course.fingerprints import save_fingerprints
from debatekit.errors import BadCopy, BadCourseFile, UnknownName
from debatekit.journal import open_journal
from debatekit.readings.reading import JOBS
from debatekit.readings.widget import ReadingWidget

FERRY = [
    "The council has voted for a bridge, nine to six, and the ferry goes. It has run every quarter of an hour since 1931.",
    "Those in favour point to the queues; an ambulance needs twenty-six minutes to go round by the mill.",
    "A second boat would cost a tenth of the bridge. Nobody has ever sold a bridge, and a boat we could sell again.",
]
QUOTE = "Nobody has ever sold a bridge, and a boat we could sell again."


@pytest.fixture
def course(tmp_path, monkeypatch):
    root = tmp_path / "course"
    save(root, "ferry", ferry(len(FERRY), title='"The second <b>boat</b>"'))
    (root / "data/course.yaml").write_text("id: c\ntitle: C\nquestion: Why?\nreadings: [ferry]\n")
    save_fingerprints(load_reading("ferry", root), FERRY, root)
    monkeypatch.setenv("DEBATEKIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(root)
    return root


def copy_of(*paragraphs):
    with open("my-copy.txt", "w", encoding="utf-8") as file:
        file.write("\n\n".join(paragraphs))
    return dk.reading("ferry", text="my-copy.txt")


def test_the_guide_alone(course):
    view = dk.reading("ferry").picture
    assert view["date"] == "1 May 2024" and view["copy"] is None and view["remarks"] == []
    assert view["sections"] == {"3": "A cheaper answer"} and view["jobs"] == JOBS
    assert view["paragraphs"][1] == {"number": 2, "job": "concession", "also": ["evidence"], "gist": "The ferry is slow."}


def test_a_copy_stands_beside_its_paragraphs(course):
    copy = copy_of("The second <b>boat</b>", *FERRY[:2], "A cheaper answer", FERRY[2]).picture["copy"]
    assert {number: each["text"] for number, each in copy["paragraphs"].items()} == {"1": FERRY[0], "2": FERRY[1], "3": FERRY[2]}
    assert copy["name"] == "my-copy.txt"


def test_what_does_not_match_is_named(course):
    advertisement = "Buy two pairs of socks today and you get a third for nothing, as long as stocks last in our shops."
    copy = copy_of("Opinion", FERRY[0], advertisement, QUOTE, FERRY[2]).picture["copy"]
    assert list(copy["paragraphs"]) == ["1", "3"]
    assert copy["unknown"] == ["Opinion", "Buy two pairs of socks today and you get a third for …"]
    assert copy["repeats"] == [{"number": 3, "text": "Nobody has ever sold a bridge, and a boat we could sell …"}]


def test_of_a_wrong_file_only_the_beginning_is_shown(course):
    copy = copy_of(*(f"Passage {number} of quite another book." for number in range(100))).picture["copy"]
    assert copy["paragraphs"] == {} and copy["left_over"] == 100
    assert copy["unknown"][0] == "Passage 0 of quite another book." and len(copy["unknown"]) < 50


def test_of_a_passage_without_spaces_only_the_beginning_is_shown(course):
    (start,) = copy_of("x" * 5000).picture["copy"]["unknown"]
    assert start.startswith("xxx") and start.endswith(" …") and len(start) < 200


def test_nothing_of_a_copy_can_be_saved(course):
    widget = copy_of("A secret heading of mine", *FERRY)
    assert widget.picture["copy"]["paragraphs"]["2"]["text"] == FERRY[1]
    widget._receive(widget, {"do": "look", "seq": 1, "from": "page"}, [])
    state, saved = widget.get_state(), widget._fallback()
    assert state["view"]["withheld"] is True
    for place in (json.dumps({**state, "_esm": "", "_css": ""}, default=str), json.dumps(saved), repr(widget)):
        assert not [words for words in ("quarter of an hour", "ambulance", "sold a bridge", "secret heading", "my-copy") if words in place]
    assert "The second &lt;b&gt;boat&lt;/b&gt;" in saved["text/html"] and "https://example.org/ferry" in saved["text/plain"]
    assert "A. Writer" in saved["text/plain"]
    # Nor the thesis, which a reader should find first.
    assert "The town should buy a boat" not in saved["text/plain"]


def test_the_whole_picture_goes_to_a_page_that_asks(course, monkeypatch):
    sent = []
    monkeypatch.setattr(ReadingWidget, "send", lambda self, content, buffers=None: sent.append(content))
    widget = copy_of(*FERRY)
    widget._receive(widget, {"do": "look", "seq": 1, "from": "page"}, [])
    assert sent[-1]["view"]["copy"]["paragraphs"]["1"]["text"] == FERRY[0]


def test_a_course_without_fingerprints_shows_its_guide_and_says_so(course):
    (course / "data/readings/ferry/fingerprints.json").unlink()
    view = copy_of(*FERRY).picture
    assert view["copy"] is None
    assert len(view["remarks"]) == 1 and "this course cannot recognise copies of “ferry”" in view["remarks"][0]


def test_mistakes_are_sentences(course):
    with pytest.raises(UnknownName, match="Did you mean “ferry”?"):
        dk.reading("fery")
    with pytest.raises(BadCopy, match="There is no file"):
        dk.reading("ferry", text="nothing.txt")
    with pytest.raises(BadCopy, match="text= takes the name of a file, not the text"):
        dk.reading("ferry", text="")
    assert load_fingerprints("ferry", course)
    save(course, "ferry", "id: ferry\n")
    with pytest.raises(BadCourseFile, match="the key “author” is missing"):
        dk.reading("ferry")


@pytest.mark.parametrize("where", ["01-boats", "01-boats/notes", "homework/01-boats"])
def test_a_copy_that_would_be_handed_in_is_refused(course, tmp_path, monkeypatch, where):
    with open(course / "data/course.yaml", "a", encoding="utf-8") as manifest:
        manifest.write("assignments: [{id: 01-boats, title: Boats, minutes: 5, points: 1}]\n")
    folder = tmp_path / where
    folder.mkdir(parents=True)
    handed_in = next(each for each in (folder, *folder.parents) if each.name == "01-boats")
    (folder / "my-copy.txt").write_text("\n\n".join(FERRY), encoding="utf-8")
    monkeypatch.setenv("DEBATEKIT_COURSE", str(course))
    monkeypatch.chdir(folder)
    assert dk.reading("ferry", text="my-copy.txt").picture["copy"]  # a folder of that name without a notebook is handed in by nobody
    (handed_in / "01-boats.ipynb").write_text("{}", encoding="utf-8")
    for name in ("my-copy.txt", folder / "my-copy.txt", os.path.join(".", "my-copy.txt")):
        with pytest.raises(BadCopy, match=r"lies in the folder of the assignment 01-boats.* Move your copy to the folder lessons, or anywhere else") as error:
            dk.reading("ferry", text=name)
        assert "\n" not in str(error.value)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "my-copy.txt").rename(elsewhere / "mine.txt")
    assert dk.reading("ferry", text=os.path.relpath(elsewhere / "mine.txt")).picture["copy"]
    if os.name == "posix":  # elsewhere making a link needs a right of its own
        (folder / "link.txt").symlink_to(elsewhere / "mine.txt")
        (elsewhere / "link").symlink_to(handed_in)
        (handed_in / "back.txt").write_text("x", encoding="utf-8")
        for name in ("link.txt", elsewhere / "link/back.txt"):
            with pytest.raises(BadCopy, match="lies in the folder of the assignment"):
                dk.reading("ferry", text=name)


def test_what_was_opened_first_is_noted_once(course):
    dk.reading("ferry")
    first = open_journal().opened("c")
    assert dk.reading("ferry").picture["noted"]
    assert list(first) == ["reading/ferry"] and open_journal().opened("c") == first
    with pytest.raises(UnknownName):
        dk.reading("fery")
    assert open_journal().opened("c") == first


def test_leaving_a_computer_says_all_that_is_kept_and_erases_it(course, capsys):
    dk.reading("ferry")
    dk.finish()
    assert "Your votes, attempts, positions and what you opened first are in " in capsys.readouterr().out
    dk.finish(erase=True)
    assert "Your votes, attempts, positions and what you opened first are erased" in capsys.readouterr().out
    assert open_journal().opened("c") == {}


def test_a_journal_that_cannot_be_written_hides_no_text(course, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DEBATEKIT_HOME", os.fspath(tmp_path / "file"))
    widget = dk.reading("ferry")
    (remark,) = widget.picture["remarks"]
    assert remark.startswith("That you opened this text was not noted. Your record cannot be kept")
    assert len(widget.picture["paragraphs"]) == 3 and not widget.picture["noted"]
    assert str(tmp_path) not in json.dumps(widget.view)


def test_a_hostile_page_gets_a_sentence(course):
    widget = dk.reading("ferry")
    widget._receive(widget, {"do": "erase", "seq": 1, "from": "page"}, [])
    assert "is not known here" in widget.picture["message"]


@pytest.mark.parametrize("slug", ["lamear-2021", "knights-2020"])
def test_the_readings_of_this_course(slug):
    view = dk.reading(slug).picture
    assert view["thesis"].endswith(".") and all(each["gist"] for each in view["paragraphs"]) and "withheld" not in view
