"""Published surveys: read with care, offered after the second vote, shown when the learner asks, never saved."""

import json
from dataclasses import replace

import pytest

import debatekit as dk
from debatekit.course import load_poll
from debatekit.course.surveys import load_surveys, surveys_of
from debatekit.errors import BadCourseFile, UnknownName
from debatekit.journal.store import Journal
from debatekit.polls.notice import NOTICE
from debatekit.polls.question import Choice, Likert, Option, Published, Round, Vote
from debatekit.polls.survey import Survey
from debatekit.polls.widget import PollWidget
from debatekit.workspace.course_files import faults

HEADER = "survey_id,pollster,field_start,field_end,population,n,question,option,percent,notes,source,source_quality\n"
BRIDGE = """\
S1,River Research,2020-01-03,2020-01-05,Adults of Aland,1000,Build the bridge,for it,48,,https://example.org/one,wire_or_major
S1,River Research,2020-01-03,2020-01-05,Adults of Aland,1000,Build the bridge,against it,43,asked by telephone,https://example.org/two,wire_or_major
S2,Bridge Builders,,,Adults of Aland,,A bridge for all,yes please,74,the sponsor takes a side,https://example.org/three,think_tank
WEAK,Nobody,2020,2020,Adults,,Bridge,yes,90,,https://example.org/four,other
LATE,Later Research,2024-12-30,2025-01-02,Adults,,Bridge,yes,12,,https://example.org/five,official
"""
POLL = """\
id: bridge
kind: choice
text: "Should the bridge be built?"
options:
  - {id: build, text: "Build it"}
  - {id: leave, text: "Leave the river alone"}
rounds:
  - {id: before, title: "Before"}
  - {id: after, title: "After"}
published:
  - {survey: S1, note: "It asked about a bridge for cars."}
  - {survey: S2, note: "It praised the bridge first."}
"""
COURSE = 'id: c\ntitle: A course\nquestion: Why?\nrecord_ends: "2024-12-31"\npolls: [bridge]\n'
# Words and numbers that only the surveys have.
HINTS = ("River", "Builders", "48 %", "74 %", '"percent": 48', '"percent": 74', "example.org", "telephone", "for cars", "praised", "S1", "published surve")


@pytest.fixture
def root(tmp_path):
    for folder in ("polls", "tables", "exercises"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    (tmp_path / "data/course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "data/polls/bridge.yaml").write_text(POLL, encoding="utf-8")
    (tmp_path / "data/tables/surveys.csv").write_text(HEADER + BRIDGE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite3")
    journal.mark_read(NOTICE.id)
    return journal


def poll(root, journal, round_name):
    question = load_poll("bridge", root)
    return PollWidget("c", question, round_name, journal, surveys_of(question, root))


def send(widget, **action):
    widget._receive(widget, {**action, "seq": 1, "from": "page"}, [])
    return widget


def vote(widget, value):
    return send(widget, do="vote", value=value)


def ask(widget):
    return send(widget, do="show-surveys")


# The table


def test_a_survey_is_read_with_what_is_known_of_it(root):
    first, second = load_surveys(root, ["S1", "S2"])
    assert first.answers == (("for it", 48), ("against it", 43))
    assert (first.when, first.asked, first.rest) == ("3 to 5 January 2020", "1,000 people", "The other 9 % are not in the source.")
    assert first.notes == ("asked by telephone",) and first.sources == ("https://example.org/one", "https://example.org/two")
    assert (second.when, second.asked, second.notes) == ("date not given", "number not given", ("the sponsor takes a side",))
    assert [survey.id for survey in load_surveys(root, ["S2", "S1"])] == ["S2", "S1"]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", "date not given"), ("", "2020-01-07", "until 7 January 2020"), ("2020-09", "", "from September 2020"),
        ("2014", "2014", "2014"), ("2006-09", "2006-09", "September 2006"), ("2020-01-07", "2020-01-07", "7 January 2020"),
        ("2020-01-03", "2020-01-05", "3 to 5 January 2020"), ("2020-01-30", "2020-02-02", "30 January to 2 February 2020"),
        ("2019-12-30", "2020-01-02", "30 December 2019 to 2 January 2020"), ("2020-05", "2020-07", "May to July 2020"),
        ("2020", "2021", "2020 to 2021"), ("2020-01", "2020-01-05", "January 2020 to 5 January 2020"),
    ],
)  # fmt: skip
def test_dates_in_words(start, end, words):
    assert Survey(id="s", pollster="p", start=start, end=end, population="a", n=None, question="q", answers=()).when == words


def test_rounding_is_no_missing_answer():
    survey = Survey(id="s", pollster="p", start="", end="", population="a", n=1, question="q", answers=(("a", 44), ("b", 28), ("c", 26)))
    assert survey.rest == ""


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("WEAK", 5, "the survey WEAK rests on a weak source (source_quality is “other”), so no poll may show it"),
        ("LATE", 6, "the survey LATE is from after the end of this course's record (2024-12-31), so no poll may show it"),
    ],
)
def test_what_no_poll_may_show_is_refused(root, name, line, says):
    with pytest.raises(BadCourseFile) as caught:
        load_surveys(root, [name])
    assert says in str(caught.value) and caught.value.line == line
    assert load_surveys(root, ["S1"])  # the others are not judged for it


def test_a_course_without_an_end_takes_later_surveys(root):
    (root / "data/course.yaml").write_text(COURSE.replace('record_ends: "2024-12-31"\n', ""), encoding="utf-8")
    assert load_surveys(root, ["LATE"])[0].when == "30 December 2024 to 2 January 2025"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("S1,River Research", "S1,", "has no pollster"),
        ("2020-01-03,2020-01-05,Adults of Aland,1000,Build the bridge,for", "2020-13,2020-01-05,Adults of Aland,1000,Build the bridge,for", "'2020-13'; it should be a date"),
        ("1000,Build the bridge,for", "many,Build the bridge,for", "n 'many'; it should be a whole number"),
        ("for it,48", "for it,", "percent ''; it should be a number from 0 to 100"),
        ("for it,48", "for it,148", "percent '148'; it should be a number"),
        ("https://example.org/one", "javascript:alert(1)", "it should be the address of a page"),
        ("1000,Build the bridge,against", "1001,Build the bridge,against", "another n here than in its first row"),
        (",asked by telephone,", ",asked, by telephone,", "there are 13 values for 12 columns"),
        ("percent", "per cent", "the column “percent” is missing"),
    ],
)
def test_a_broken_table_says_where(root, old, new, says):
    path = root / "data/tables/surveys.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BadCourseFile) as caught:
        load_surveys(root, ["S1"])
    assert says in str(caught.value) and caught.value.path == path


def test_a_missing_table_and_an_unreadable_one_are_told(root):
    path = root / "data/tables/surveys.csv"
    path.write_bytes((HEADER + BRIDGE).encode("utf-16"))
    with pytest.raises(BadCourseFile, match="this is not UTF-8 text"):
        load_surveys(root, ["S1"])
    path.unlink()
    with pytest.raises(BadCourseFile, match="missing"):
        load_surveys(root, ["S1"])


def test_a_table_saved_by_a_spreadsheet_is_read(root):
    path = root / "data/tables/surveys.csv"
    path.write_text("\ufeff" + (HEADER + BRIDGE).replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert load_surveys(root, ["S1"])[0].answers[0] == ("for it", 48)


def test_an_unknown_survey_is_told_with_the_line_of_the_poll(root):
    with pytest.raises(UnknownName, match="Did you mean “LATE”"):
        load_surveys(root, ["LAT"])
    path = root / "data/polls/bridge.yaml"
    path.write_text(POLL.replace("survey: S2", "survey: S22"), encoding="utf-8")
    with pytest.raises(BadCourseFile) as caught:
        surveys_of(load_poll("bridge", root), root)
    assert caught.value.path == path and caught.value.line == 12 and "Did you mean “S2”" in str(caught.value)


def test_check_finds_a_poll_that_shows_what_it_may_not(root):
    assert not [fault for fault in faults(root) if "survey" in fault and "not listed" not in fault]
    (root / "data/polls/bridge.yaml").write_text(POLL.replace("survey: S2", "survey: WEAK"), encoding="utf-8")
    assert any("surveys.csv, line 5: the survey WEAK rests on a weak source" in fault for fault in faults(root))


# The question


@pytest.mark.parametrize(
    ("rounds", "published", "says"),
    [
        (1, ["S1"], "the poll needs two rounds"),
        (2, ["S1", "S1"], "listed twice"),
    ],
)
def test_a_poll_that_cannot_show_surveys_is_refused(rounds, published, says):
    def published_poll(shape, **others):
        return shape(
            id="p", text="?", rounds=tuple(Round(id=f"r{i}", title="R") for i in range(rounds)),
            published=tuple(Published(survey=name, note="n") for name in published), **others,
        )  # fmt: skip

    with pytest.raises(ValueError, match=says):
        published_poll(Choice, kind="choice", options=(Option(id="a", text="A"), Option(id="b", text="B")))
    with pytest.raises(ValueError, match=says):
        published_poll(Likert, kind="likert")


def test_a_poll_file_with_one_round_says_why_it_cannot(root):
    path = root / "data/polls/bridge.yaml"
    path.write_text(POLL.replace('  - {id: after, title: "After"}\n', ""), encoding="utf-8")
    with pytest.raises(BadCourseFile, match="needs two rounds"):
        load_poll("bridge", root)


# The widget


def leaks(widget):
    """Every hint of a survey in what the page has been sent, what may be saved, and the fallback."""
    everything = json.dumps([widget.picture, widget.get_state()["view"], widget._fallback()], ensure_ascii=False)
    return [hint for hint in HINTS if hint in everything]


def test_nothing_of_a_survey_is_known_before_the_learner_asks(root, journal):
    sent = []
    first = poll(root, journal, "before")
    first.send = lambda content, *_: sent.append(content)
    assert leaks(first) == []
    vote(first, "build")
    assert first.picture["screen"] == "voted" and leaks(first) == []
    second = poll(root, journal, "after")
    second.send = lambda content, *_: sent.append(content)
    assert leaks(second) == []
    vote(second, "leave")
    assert second.picture["offers"] and not second.picture["final"] and second.picture["published"] is None
    assert leaks(second) == [] and [hint for hint in HINTS if hint in json.dumps(sent)] == []

    ask(second)
    assert second.picture["final"] and not second.picture["offers"]
    shown = second.picture["published"]
    assert [survey["pollster"] for survey in shown] == ["River Research", "Bridge Builders"]
    assert shown[0]["answers"] == [{"text": "for it", "percent": 48}, {"text": "against it", "percent": 43}]
    assert shown[1] | {"answers": []} == {
        "pollster": "Bridge Builders", "when": "date not given", "population": "Adults of Aland", "asked": "number not given",
        "question": "A bridge for all", "answers": [], "rest": "The other 26 % are not in the source.",
        "notes": ["the sponsor takes a side"], "note": "It praised the bridge first.", "sources": ["https://example.org/three"],
    }  # fmt: skip


def test_what_may_be_saved_never_holds_a_survey(root, journal):
    for round_name, value in (("before", "build"), ("after", "leave")):
        journal.cast("c", load_poll("bridge", root), round_name, Vote(value=value))
    ask(poll(root, journal, "after"))
    for round_name in ("before", "after"):
        widget = poll(root, journal, round_name)
        saved = json.dumps([widget.get_state()["view"], widget._fallback()], ensure_ascii=False)
        assert [hint for hint in HINTS if hint in saved] == []
        view = widget.get_state()["view"]
        assert view["published"] is None and view["screen"] == "asking" and not (view["final"] or view["offers"] or view["remark"])
    assert poll(root, journal, "after").picture["published"]


def test_the_closed_first_round_goes_on_showing_what_it_knew(root, journal):
    first = vote(poll(root, journal, "before"), "build")
    ask(vote(poll(root, journal, "after"), "leave"))
    assert first.picture["screen"] == "closed" and leaks(first) == []
    assert leaks(poll(root, journal, "before")) == []


def test_a_skipped_first_round_leaves_one_vote_and_no_surveys(root, journal):
    only = ask(vote(poll(root, journal, "after"), "leave"))
    assert "after your second vote" in only.picture["message"] and not only.picture["offers"] and not journal.opened("c")
    assert only.picture["screen"] == "voted" and leaks(only) == []


def test_a_vote_in_a_round_that_is_gone_does_not_count_as_one_of_two(root, journal):
    question = load_poll("bridge", root)
    old = replace(question, rounds=(Round(id="trial", title="Trial"), *question.rounds))
    journal.cast("c", old, "trial", Vote(value="build"))
    assert leaks(ask(vote(poll(root, journal, "before"), "build"))) == []


def test_erasing_takes_the_surveys_away_again(root, journal):
    vote(poll(root, journal, "before"), "build")
    second = ask(vote(poll(root, journal, "after"), "leave"))
    journal.erase()
    second.refresh()
    assert leaks(second) == [] and not second.picture["final"]


def test_whoever_has_seen_the_surveys_keeps_the_vote(root, journal):
    vote(poll(root, journal, "before"), "build")
    second, elsewhere = vote(poll(root, journal, "after"), "leave"), poll(root, journal, "after")
    vote(second, "build")
    assert second.picture["vote"]["value"] == "build"  # until then it can be changed
    ask(second)
    # Not in another cell or notebook either, and not when the kernel has been started anew.
    for widget in (second, elsewhere, poll(root, journal, "after")):
        assert widget.picture["final"] and widget.picture["published"]
        vote(widget, "leave")
        assert widget.picture["message"] == "Your vote in “After” is final, because you have seen what pollsters found. It stays as it was."
        assert journal.votes("c", "bridge")["after"].vote.value == "build"
    assert [*journal.opened("c")] == ["surveys/bridge/after"]


@pytest.mark.parametrize("when", ["before any vote", "after the first vote"])
def test_a_page_cannot_ask_too_early(root, journal, when):
    first = poll(root, journal, "before")
    if when == "after the first vote":
        vote(first, "build")
    for widget in (first, poll(root, journal, "after")):
        ask(widget)
        assert "after your second vote" in widget.picture["message"] and leaks(widget) == []
    assert not journal.opened("c")


def test_in_each_round_the_surveys_wait_for_its_own_vote(root, journal):
    path = root / "data/polls/bridge.yaml"
    path.write_text(POLL.replace('title: "After"}\n', 'title: "After"}\n  - {id: late, title: "Late"}\n'), encoding="utf-8")
    vote(poll(root, journal, "before"), "build")
    ask(vote(poll(root, journal, "after"), "leave"))
    third = poll(root, journal, "late")
    assert third.picture["screen"] == "vote" and leaks(third) == []
    vote(third, "leave")
    assert third.picture["offers"] and not third.picture["final"] and leaks(third) == []


def test_the_notice_says_all_that_is_kept(root, journal):
    journal.erase()
    said = " ".join(poll(root, journal, "before").picture["notice"]["points"])
    for kept in ("your answer", "how sure you are", "when you voted", "attempts at exercises", "when you first opened a text", "what pollsters found", "dk.finish(erase=True)"):
        assert kept in said, kept
    # Whoever has confirmed an earlier wording, which said less, is asked again.
    journal.mark_read("votes-stay-here-1")
    assert poll(root, journal, "before").picture["screen"] == "notice"


def test_a_fault_in_the_table_stops_no_vote(root, journal, monkeypatch):
    path = root / "data/tables/surveys.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("for it,48", "for it,148"), encoding="utf-8")
    monkeypatch.setenv("DEBATEKIT_HOME", str(root / "home"))
    monkeypatch.chdir(root)
    assert any("'148'" in fault for fault in faults(root))
    first = send(dk.poll("bridge", round="before"), do="read-notice")
    assert first.picture["screen"] == "vote" and first.picture["remark"] == "" and leaks(first) == []
    assert vote(first, "build").picture["remark"] == ""
    second = vote(dk.poll("bridge", round="after"), "leave")
    assert second.picture["remark"].startswith("What pollsters found cannot be shown: ") and "course.py check" in second.picture["remark"]
    assert leaks(second) == [] and not second.picture["offers"]
    assert vote(second, "build").picture["vote"]["value"] == "build"
