"""What `dk.progress` and `dk.print_record` show: all of it to its owner, and no vote where others may look."""

import re
from pathlib import Path

import pytest

import debatekit as dk
from debatekit.course import load_course, load_exercise, load_poll
from debatekit.exercises.chance import Chance, Event
from debatekit.journal import open_journal
from debatekit.polls.question import Vote
from debatekit.record.kept_words import record_of
from debatekit.record.printed_page import printed_page

REPOSITORY = Path(__file__).parents[2]
COURSE = load_course(REPOSITORY).id


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DEBATEKIT_HOME", str(tmp_path / "journal"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(REPOSITORY / "lessons")
    return tmp_path


def vote(poll, which, value, confidence=None):
    open_journal().cast(COURSE, load_poll(poll, REPOSITORY), which, Vote(value=value, confidence=confidence))


def test_the_card_leads_to_the_cell_and_holds_no_vote_and_no_answer(home):
    vote("withdraw", "before", "leave", 75)
    open_journal().add_attempt(COURSE, "spot-the-forecast", "cafe-closed", right=0, total=1, hints=0)
    shown = dk.progress()._repr_mimebundle_()
    assert 'href="00-start-here.ipynb#cell-id=poll-other-side"' in shown["text/html"] and "2. Vote before you read" in shown["text/html"]
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", shown["text/html"], flags=re.DOTALL)
    for text in (words, shown["text/plain"]):
        assert "lessons/00-start-here.ipynb" in text
        assert "withdraw them all" not in text and "75" not in text and "cafe-closed" not in text
    assert "0 of 1 right" in words and "voted" in words


def test_far_from_the_lessons_the_card_names_the_file_and_links_nothing(home, monkeypatch):
    monkeypatch.setenv("DEBATEKIT_COURSE", str(REPOSITORY))
    monkeypatch.chdir(home)
    shown = dk.progress()._repr_mimebundle_()["text/html"]
    assert "<a " not in shown and "lessons/00-start-here.ipynb" in shown


def test_the_page_holds_votes_changes_answers_own_texts_and_forecasts(home):
    vote("withdraw", "before", "leave", 75)
    vote("soleimani-strike", "before", "right", 50)
    vote("soleimani-strike", "after", "wrong", 75)
    vote("rain-tomorrow", "today", 70)
    vote("exit-ticket-00", "end", "What of the <Kurds>?")
    journal = open_journal()
    exercise = load_exercise("everyday-kinds", REPOSITORY)
    journal.add_attempt(COURSE, exercise.id, {exercise.items[0].id: "fact"}, right=1, total=9, hints=2)
    journal.note_opened(COURSE, "reading/knights-2020")
    page = printed_page(record_of(journal, REPOSITORY), "1 May 2026")
    for text in ("withdraw them all", "75 %", "You moved from “It was right” to “It was wrong”.", "70 %", "What of the &lt;Kurds&gt;?", "1 of 9 right. Checked once, with 2 hints", "Michael Knights"):
        assert text in page, text
    assert "do not hand it in" in page and page.index("rain falls") > page.index("<h2>Forecasts")
    # It asks for nothing from anywhere.
    assert not re.search(r"<script|<link|<img|url\(|https?://", page)


def test_what_was_written_and_not_checked_is_told_so_and_gives_nothing_away(home, monkeypatch):
    rain = Chance(id="rain", kind="chance", title="Rain", prompt="?", hints=("Look up.",), lesson_of_it="Well.", items=(Event(id="a", text="It rains.", happened=True, why="It rained."),))
    monkeypatch.setattr("debatekit.record.kept_words.load_exercise", lambda name, root: rain)
    journal = open_journal()
    journal.change_draft(COURSE, "everyday-kinds", lambda _: {"a": 80})
    page = printed_page(record_of(journal, REPOSITORY), "1 May 2026")
    assert "80 %" in page and "Not checked yet." in page and "happened" not in page and "Brier" not in page
    journal.add_attempt(COURSE, "everyday-kinds", {"a": 80}, right=1, total=1, hints=0)
    page = printed_page(record_of(journal, REPOSITORY), "1 May 2026")
    assert "80 %. It happened. Brier score 0.04." in page and "Mean Brier score 0.04" in page


def test_the_page_goes_home_for_its_owners_eyes_and_overwrites_nothing(home, capsys):
    for _ in range(2):
        dk.print_record()
    written = sorted(home.glob("*.debatekit-record.html"))
    assert len(written) == 2 and all(path.stat().st_mode & 0o077 == 0 for path in written)
    assert not list((REPOSITORY / "lessons").glob("*.html"))
    assert "do not hand it in" in capsys.readouterr().out


def test_an_exercise_that_is_gone_is_named_and_stops_nothing(home, monkeypatch):
    from debatekit.errors import UnknownName

    def gone(name, root):
        raise UnknownName("exercise", name, [])

    open_journal().add_attempt(COURSE, "everyday-kinds", {}, right=0, total=9, hints=0)
    monkeypatch.setattr("debatekit.record.kept_words.load_exercise", gone)
    assert "Not in words, because the course has changed: everyday-kinds" in printed_page(record_of(open_journal(), REPOSITORY), "1 May 2026")


def test_what_was_weighed_is_on_the_page_and_begun_on_the_card_without_a_number(home):
    before = dk.progress().html()
    assert "Matrix: What should the US do? Weigh the options yourself — <em>not begun yet</em>" in before
    kept = {"weights": {"troops": 6, "iraqis": 7}, "marks": {"leave": {"troops": 8}, "deter": {"iraqis": 9}}}
    open_journal().change_draft(COURSE, "matrix/options", lambda _: kept)
    card = dk.progress().html()
    assert "Weigh the options yourself — <em>begun</em>" in card and "Lives of Iraqis" not in card
    page = printed_page(record_of(open_journal(), REPOSITORY), "today")
    assert "Options that you weighed" in page and "Lives of US troops 6, Lives of Iraqis 7" in page and "<dt>Leave</dt><dd>Lives of US troops 8</dd>" in page


def test_a_page_without_a_weighing_does_not_speak_of_one(home):
    assert "Options that you weighed" not in printed_page(record_of(open_journal(), REPOSITORY), "today")
