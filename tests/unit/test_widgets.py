"""The widgets on the kernel's side: what they show, what they keep, what they never tell."""

import json
from dataclasses import replace

import pytest

from debatekit.course import load_exercise, load_poll
from debatekit.exercises.answers import MIME
from debatekit.arguments.reconstruction import Inference, Reconstruction
from debatekit.exercises.kinds import Build, BuildClaim, Find, FindItem, Match, MatchItem, MatchOption, Mistake, Number, Order, OrderItem, Rate, RateItem, Swap
from debatekit.exercises.widget import GradedWidget, SelfCheckWidget
from debatekit.journal.answers_file import read_answers, save_answer
from debatekit.journal.store import Journal
from debatekit.polls.notice import NOTICE
from debatekit.polls.question import Option, Vote
from debatekit.polls.widget import PollWidget, refresh_polls
from debatekit.rounds.checks import answer_findings


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.sqlite3")


def tap(widget, **action):
    """Do what the front end does."""
    widget._receive(widget, {"seq": widget.picture["turn"], "from": "page", **action}, [])
    return widget.picture


def poll(journal, round_name, name="withdraw"):
    return PollWidget("c", load_poll(name), round_name, journal)


def test_the_notice_comes_once_before_the_first_vote(journal):
    first, second = poll(journal, "before"), poll(journal, "before", "other-side")
    assert first.picture["screen"] == second.picture["screen"] == "notice"
    assert any(str(journal.path) in point for point in first.picture["notice"]["points"])
    tap(first, do="read-notice")
    assert first.picture["screen"] == second.picture["screen"] == "vote"
    assert poll(journal, "before").picture["screen"] == "vote"


def test_results_come_only_after_voting(journal):
    journal.mark_read(NOTICE.id)
    journal.cast("c", load_poll("withdraw"), "before", Vote(value="leave", confidence=75))
    second = poll(journal, "after")
    assert second.picture["screen"] == "vote"
    assert "leave" not in json.dumps({key: second.picture[key] for key in ("vote", "results")})
    view = tap(second, do="vote", value="stay", confidence=50)
    assert view["screen"] == "voted"
    assert view["results"]["sentence"] == "You moved from “Yes, withdraw them all” to “No, keep forces there”."


def test_running_the_first_cell_again_after_the_second_vote_changes_nothing(journal):
    journal.mark_read(NOTICE.id)
    first = poll(journal, "before")
    tap(first, do="vote", value="leave", confidence=75)
    kept = journal.votes("c", "withdraw")["before"]
    tap(poll(journal, "after"), do="vote", value="stay", confidence=50)
    assert first.picture["screen"] == "closed"  # also where it was still on the page
    again = poll(journal, "before")
    assert again.picture["screen"] == "closed"
    view = tap(again, do="vote", value="stay", confidence=100)
    assert "is closed" in view["message"]
    assert journal.votes("c", "withdraw")["before"] == kept


def test_a_skipped_round_stays_empty(journal):
    journal.cast("c", load_poll("withdraw"), "after", Vote(value="stay", confidence=50))
    view = poll(journal, "before").picture
    assert view["screen"] == "closed" and view["results"] == {"rows": [], "sentence": "You did not vote in this round."}


def test_whole_numbers_from_the_page_are_whole_numbers(journal):
    journal.mark_read(NOTICE.id)
    view = tap(poll(journal, "today", "rain-tomorrow"), do="vote", value=40.0, confidence=None)
    assert view["screen"] == "voted" and view["results"]["rows"][0]["words"] == "40 %"


@pytest.mark.parametrize("action", [{"do": "vote", "value": "maybe"}, {"do": "vote"}, {"do": "fly"}])
def test_a_wrong_action_is_a_sentence(journal, action):
    journal.mark_read(NOTICE.id)
    widget = poll(journal, "before")
    assert tap(widget, **action)["message"].endswith(".")
    assert widget.picture["screen"] == "vote" and journal.votes("c", "withdraw") == {}


def test_a_journal_that_fails_later_is_a_sentence_too(journal):
    journal.mark_read(NOTICE.id)
    widget = poll(journal, "before")
    journal.path.unlink()
    journal.path.mkdir()
    view = tap(widget, do="vote", value="leave", confidence=50)
    assert "cannot be kept" in view["message"] and view["screen"] == "vote"


def test_a_vote_is_not_written_into_the_notebook(journal):
    journal.cast("c", load_poll("withdraw"), "before", Vote(value="leave", confidence=75))
    saved = json.dumps(poll(journal, "before")._fallback(), ensure_ascii=False)
    assert "You have voted" in saved
    assert "Yes, withdraw" not in saved and "leave" not in saved and "75" not in saved


def test_the_state_that_may_be_saved_with_a_notebook_holds_no_vote(journal):
    journal.cast("c", load_poll("withdraw"), "before", Vote(value="leave", confidence=75))
    journal.cast("c", load_poll("withdraw"), "after", Vote(value="leave", confidence=100))
    for round_name in ("before", "after"):
        widget = poll(journal, round_name)
        state = widget.get_state()["view"]
        assert state["withheld"] and state["screen"] == "asking"
        assert state["vote"] is None and state["results"] is None
        assert widget.picture["results"]["rows"]


def test_an_option_that_is_gone_does_not_take_the_vote_with_it(journal):
    question = load_poll("withdraw")
    old = replace(question, options=(*question.options, Option(id="partly", text="Some of them")))
    journal.cast("c", old, "before", Vote(value="partly", confidence=75))
    assert "an answer that is no longer offered (partly)" in poll(journal, "before").picture["results"]["sentence"]


def test_erasing_empties_the_polls_on_the_page(journal):
    journal.cast("c", load_poll("withdraw"), "before", Vote(value="leave", confidence=75))
    widget = poll(journal, "before")
    journal.erase()
    refresh_polls()
    assert widget.picture["screen"] == "notice" and widget.picture["vote"] is None


def exercise(journal, name="everyday-kinds"):
    return SelfCheckWidget("c", load_exercise(name), journal)


def test_the_page_knows_no_solution_before_the_check(journal):
    view = json.dumps(exercise(journal).picture, ensure_ascii=False)
    idea = load_exercise("everyday-kinds")
    assert all(item.why not in view for item in idea.items)
    assert all(text not in view for item in idea.items for text in item.feedback.values())
    assert '"answer": "fact"' not in view


def test_hints_come_one_by_one_and_the_answers_last(journal):
    widget = exercise(journal)
    assert tap(widget, do="reveal")["revealed"] is False
    tap(widget, do="answer", item="train", choice="value")
    tap(widget, do="check")
    for number in (1, 2, 3):
        assert len(tap(widget, do="hint")["hints"]["shown"]) == number
    view = tap(widget, do="reveal")
    assert view["revealed"] and view["checked"]["right"] == 9
    tap(widget, do="check")
    assert [attempt.right for attempt in journal.attempts("c", "everyday-kinds")] == [0]
    assert "9 of 9" not in json.dumps(widget._fallback())


def test_an_exercise_goes_on_where_it_was_left(journal):
    widget = exercise(journal)
    tap(widget, do="hint")
    for item, choice in load_exercise("everyday-kinds").solution().items():
        tap(widget, do="answer", item=item, choice=choice)
    tap(widget, do="check")
    again = exercise(journal).picture
    assert again["checked"]["right"] == 9 and len(again["hints"]["shown"]) == 1


def test_graded_answers_go_to_the_file_and_the_saved_output(tmp_path):
    idea = load_exercise("claims-kinds")
    item, a_bin = idea.items[0], idea.bins[0]
    widget = GradedWidget(idea, tmp_path)
    tap(widget, do="answer", item=item.id, choice=a_bin.id)
    assert read_answers(tmp_path, "01-claims") == {"claims-kinds": {item.id: a_bin.id}}
    saved = widget._fallback()
    assert saved[MIME]["answers"] == {"claims-kinds": {item.id: a_bin.id}}
    assert f"{item.text}: {a_bin.text}" in saved["text/plain"]
    assert GradedWidget(idea, tmp_path).picture["answer"] == {item.id: a_bin.id}


def test_graded_work_takes_no_check(tmp_path):
    widget = GradedWidget(load_exercise("claims-kinds"), tmp_path)
    assert "is not known here" in tap(widget, do="check")["message"]


def test_two_pages_add_to_each_others_work(tmp_path):
    idea = load_exercise("claims-kinds")
    first, second = GradedWidget(idea, tmp_path), GradedWidget(idea, tmp_path)
    for item in idea.items[:6]:
        tap(first, do="answer", item=item.id, choice="fact")
    for item in idea.items[6:]:
        tap(second, do="answer", item=item.id, choice="value")
    assert len(read_answers(tmp_path, "01-claims")["claims-kinds"]) == 12


def test_an_answer_that_no_longer_fits_is_not_lost(tmp_path):
    idea = load_exercise("claims-kinds")
    save_answer(tmp_path, "01-claims", "claims-kinds", lambda now: {"renamed": "fact", idea.items[0].id: "fact", idea.items[1].id: ["x"]})
    widget = GradedWidget(idea, tmp_path)
    assert widget.picture["answer"] == {idea.items[0].id: "fact"}
    tap(widget, do="answer", item=idea.items[2].id, choice="value")
    assert read_answers(tmp_path, "01-claims")["claims-kinds"]["renamed"] == "fact"
    assert widget.picture["answer"] == {idea.items[0].id: "fact", idea.items[2].id: "value"}


MATCH = Match(
    id="m", kind="match", title="M", prompt="?", hints=("h",),
    options=(MatchOption(id="a", text="A"), MatchOption(id="b", text="B"), MatchOption(id="c", text="C")),
    items=(
        MatchItem(id="1", text="one", answer="b", why="secret-1", otherwise="secret-2", feedback={"c": "secret-3"}),
        MatchItem(id="2", text="two", answer="a", why="secret-4", otherwise="secret-5"),
    ),
)  # fmt: skip
NUMBER = Number(
    id="n", kind="number", title="N", prompt="How many?", hints=("h",), unit="km", answer=2500.5, tolerance=0.75, why="secret-1", otherwise="secret-2",
    mistakes=(Mistake(value=77, text="secret-3"),),
)  # fmt: skip
FIND = Find(
    id="f", kind="find", title="F", prompt="Where?", hints=("h",), reading="r", paragraphs=900,
    items=(FindItem(id="1", text="one", answers=(733, 311), why="secret-1", otherwise="secret-2", feedback={577: "secret-3"}),),
)  # fmt: skip
BUILD = Build(
    id="b", kind="build", title="B", prompt="Build.", hints=("h",), feedback={"circle": "secret-1"},
    claims=(BuildClaim(id="top", text="T"), BuildClaim(id="p", text="P"), BuildClaim(id="odd", text="O", why_not="secret-2")),
    reconstructions=(Reconstruction(thesis="top", reasons=(Inference(id="secret-3", premises=("p",), relation="attacks", to="top"),), unstated=("p",)),),
)  # fmt: skip
ORDER = Order(
    id="o", kind="order", title="O", prompt="In order?", hints=("h",), first="early", last="late", otherwise="secret-1",
    items=(OrderItem(id="1", text="one", why="secret-2", with_next=True), OrderItem(id="2", text="two", why="secret-3"), OrderItem(id="3", text="three", why="secret-4")),
    swaps=(Swap(earlier="3", later="1", text="secret-5"),),
)  # fmt: skip
RATE = Rate(
    id="r", kind="rate", title="R", prompt="How far?", hints=("h",), low="near", high="far",
    items=(RateItem(id="1", text="one", from_=2, to=3, why="secret-1", too_low="secret-2", too_high="secret-3"),),
)  # fmt: skip
STEP = {"premises": ["p"], "relation": "attacks", "to": "top"}
GRADED = {
    "match": replace(MATCH, hints=(), graded="01-x", items=(MatchItem(id="1", text="one"), MatchItem(id="2", text="two"))),
    "number": replace(NUMBER, hints=(), graded="01-x", answer=None, tolerance=0, why="", otherwise="", mistakes=()),
    "find": replace(FIND, hints=(), graded="01-x", items=(FindItem(id="1", text="one"),)),
    "build": replace(BUILD, hints=(), graded="01-x", feedback={}, reconstructions=(), claims=tuple(replace(claim, why_not="") for claim in BUILD.claims)),
    "order": replace(ORDER, hints=(), graded="01-x", swaps=(), otherwise="", items=tuple(OrderItem(id=i, text=i) for i in "213")),
    "rate": replace(RATE, hints=(), graded="01-x", items=(RateItem(id="1", text="one"),)),
}


@pytest.mark.parametrize(
    ("idea", "nothing_of"),
    [(MATCH, ["secret"]), (NUMBER, ["secret", "2500", "0.75", "77"]), (FIND, ["secret", "733", "311", "577"]), (BUILD, ["secret", "attacks"]), (ORDER, ["secret", "with_next"]), (RATE, ["secret", "from", "too_"])],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_no_kind_tells_its_solution_before_the_check(journal, idea, nothing_of):
    widget = SelfCheckWidget("c", idea, journal)
    tap(widget, do="hint")
    for seen in ({key: value for key, value in widget.picture.items() if key != "kept"}, widget._fallback()):
        told = json.dumps(seen, ensure_ascii=False)
        assert not [word for word in nothing_of if word in told]
    tap(widget, do="reveal")  # not before a check
    assert widget.picture["answer"] is None and not widget.picture["revealed"]


@pytest.mark.parametrize("idea", [MATCH, NUMBER, FIND, BUILD, ORDER, RATE], ids=lambda idea: idea.kind)
def test_every_kind_goes_from_a_first_try_to_the_answers_and_on(journal, idea):
    widget = SelfCheckWidget("c", idea, journal)
    wrong = {"match": ("1", "a"), "number": (None, "77"), "find": ("1", 4), "build": ("thesis", "odd"), "order": (None, ["3", "2", "1"]), "rate": ("1", 5)}[idea.kind]
    tap(widget, do="answer", item=wrong[0], choice=wrong[1])
    view = tap(widget, do="check")
    assert view["checked"]["right"] == view["first_try"] == 0
    tap(widget, do="hint")
    view = tap(widget, do="reveal")
    assert view["revealed"] and view["answer"] == idea.solution() and view["checked"]["right"] == view["checked"]["total"]
    tap(widget, do="check")
    kept = journal.attempts("c", idea.id)
    assert [(attempt.right, attempt.hints) for attempt in kept] == [(0, 0)]
    again = SelfCheckWidget("c", idea, journal).picture
    assert again["answer"] == kept[0].answer == again["checked"]["answer"] and again["first_try"] == 0


def test_a_check_takes_what_was_typed_and_judges_nothing_that_it_cannot_read(journal):
    widget = SelfCheckWidget("c", NUMBER, journal)
    view = tap(widget, do="check", choice="about 2500")
    assert "“about 2500” cannot be read" in view["message"] and view["checked"] is None and view["taken"] is None
    view = tap(widget, do="check", choice="2,500.25 km")
    assert (view["answer"], view["taken"], view["checked"]["right"], view["message"]) == (2500.25, "2,500.25 km", 1, "")
    view = tap(widget, do="check", choice="x")
    assert (view["answer"], view["taken"]) == (2500.25, "2,500.25 km") and view["message"]
    assert [attempt.answer for attempt in journal.attempts("c", "n")] == [2500.25]
    assert "How many?: 2500.25 km" in widget._fallback()["text/plain"]


def test_an_order_that_nobody_touched_can_be_checked_and_is_saved_place_by_place(journal):
    widget = SelfCheckWidget("c", ORDER, journal)
    shown = [item["id"] for item in widget.picture["items"]]
    view = tap(widget, do="check", choice=shown)
    assert view["answer"] == shown == journal.attempts("c", "o")[0].answer and view["checked"]["right"] < 3
    assert [remark["waits"] for remark in view["checked"]["remarks"].values() if remark["right"]] == [False] * view["checked"]["right"]
    tap(widget, do="answer", choice=["2", "1", "3"])
    assert "Changed since the last check." in widget._fallback()["text/plain"]
    tap(widget, do="check", choice=["2", "1", "3"])
    plain = widget._fallback()["text/plain"]
    assert all(line in plain for line in ("1, early: two", "2: one", "3, late: three", "3 of 3 in order."))
    assert "List each of these once" in tap(widget, do="answer", choice=["2", "2", "3"])["message"]


def test_a_rating_is_saved_with_what_its_ends_mean(journal):
    widget = SelfCheckWidget("c", RATE, journal)
    tap(widget, do="answer", item="1", choice=5.0)
    tap(widget, do="check")
    assert "one: 5 of 5 (far)" in widget._fallback()["text/plain"] and "0 of 1 within what we can defend." in widget._fallback()["text/plain"]


def test_an_answer_of_nought_is_an_answer(journal, tmp_path):
    widget = SelfCheckWidget("c", replace(NUMBER, answer=0, mistakes=()), journal)
    assert tap(widget, do="check", choice="0")["checked"]["right"] == 1
    assert "0 km" in widget._fallback()["text/plain"]
    assert SelfCheckWidget("c", replace(NUMBER, answer=0, mistakes=()), journal).picture["checked"]["right"] == 1
    graded = GradedWidget(GRADED["number"], tmp_path)
    tap(graded, do="answer", choice="0")
    assert read_answers(tmp_path, "01-x") == {"n": 0} and "All answered." in graded._fallback()["text/plain"]
    assert answer_findings([GRADED["number"]], {"n": 0}) == []


@pytest.mark.parametrize(
    ("kind", "steps", "kept"),
    [
        ("match", [("1", "a"), ("2", "a"), ("1", "c")], {"1": "c", "2": "a"}),
        ("number", [(None, "2.5")], 2.5),
        ("number", [(None, "2.5"), (None, "-1,000")], -1000),
        ("number", [(None, "2.5"), (None, "")], None),
        ("find", [("1", 3), ("1", 9)], {"1": 9}),
        ("order", [(None, ["1", "2", "3"]), (None, ["3", "1", "2"])], ["3", "1", "2"]),
        ("rate", [("1", 4), ("1", 5)], {"1": 5}),
        ("build", [("thesis", "top"), ("reason/r", STEP), ("unstated/p", True)], {"thesis": "top", "reasons": [STEP | {"id": "r"}], "unstated": ["p"]}),
        ("build", [("thesis", "top"), ("reason/r", STEP), ("reason/r", None)], {"thesis": "top", "reasons": [], "unstated": []}),
    ],
)
def test_graded_work_of_every_kind_is_plain_json_in_the_file(tmp_path, kind, steps, kept):
    widget = GradedWidget(GRADED[kind], tmp_path)
    for item, choice in steps:
        assert tap(widget, do="answer", item=item, choice=choice)["message"] == ""
    assert read_answers(tmp_path, "01-x") == {GRADED[kind].id: kept} == widget._fallback()[MIME]["answers"]
    assert GradedWidget(GRADED[kind], tmp_path).picture["answer"] == kept


@pytest.mark.parametrize(
    ("kind", "item", "choice"),
    [("match", "1", "z"), ("match", "9", "a"), ("number", None, "two"), ("number", None, 10**400), ("find", "1", 901), ("find", "1", "3"), ("build", "reason/r", {}), ("build", "thesis", 1)],
)
def test_what_graded_work_refuses_is_told_and_not_kept(tmp_path, kind, item, choice):
    widget = GradedWidget(GRADED[kind], tmp_path)
    assert tap(widget, do="answer", item=item, choice=choice)["message"].endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_two_pages_build_one_map(tmp_path):
    first, second = GradedWidget(GRADED["build"], tmp_path), GradedWidget(GRADED["build"], tmp_path)
    tap(first, do="answer", item="thesis", choice="top")
    tap(second, do="answer", item="reason/one", choice=STEP)
    tap(first, do="answer", item="reason/two", choice=STEP | {"premises": ["odd"]})
    tap(second, do="answer", item="unstated/odd", choice=True)
    kept = read_answers(tmp_path, "01-x")["b"]
    assert (kept["thesis"], [reason["id"] for reason in kept["reasons"]], kept["unstated"]) == ("top", ["one", "two"], ["odd"])
    assert "- 3 attacks 1: O (not stated)" in second._fallback()["text/plain"]
    assert answer_findings([GRADED["build"]], {"b": kept}) == []


def test_a_map_tells_its_agreement_in_the_saved_output(journal):
    widget = SelfCheckWidget("c", BUILD, journal)
    tap(widget, do="answer", item="thesis", choice="top")
    view = tap(widget, do="check")
    assert (view["checked"]["right"], view["checked"]["total"]) == (25, 100)  # 2 * 1/4 of 1/4 + 7/4
    assert [*view["checked"]["remarks"]] == ["claim left over"]
    assert "agree in 25 of 100 parts." in widget._fallback()["text/plain"]
    tap(widget, do="answer", item="reason/r", choice=STEP)
    assert "Changed since the last check." in widget._fallback()["text/plain"]  # and no number of a map that is gone
    tap(widget, do="answer", item="reason/r", choice=None)
    assert "agree in 25 of 100 parts." in widget._fallback()["text/plain"]


def test_after_a_right_map_the_others_that_count_are_shown_one_at_a_time(journal):
    second = replace(BUILD.reconstructions[0], unstated=())
    widget = SelfCheckWidget("c", replace(BUILD, reconstructions=(*BUILD.reconstructions, second)), journal)
    for item, choice in (("thesis", "top"), ("reason/r", STEP)):
        tap(widget, do="answer", item=item, choice=choice)
    none = {"total": 0, "at": 0, "answer": None}
    assert tap(widget, do="another")["others"] == none  # not before a check
    assert tap(widget, do="check")["others"] == none | {"total": 1}
    assert tap(widget, do="another")["others"] == {"total": 1, "at": 1, "answer": widget._exercise.solution()}
    assert tap(widget, do="another")["others"] == none | {"total": 1}
    tap(widget, do="another")
    assert tap(widget, do="answer", item="thesis", choice="odd")["others"] == none  # nor beside a map that is wrong again
    assert tap(widget, do="another")["others"] == none


def test_what_is_missing_is_named_in_words():
    nothing = answer_findings(GRADED.values(), {"m": None, "n": None})
    assert nothing == [
        "“M” is not complete. Still to answer: “one”; “two”.",
        "“N” is not answered yet.",
        "“F” is not complete. Still to answer: “one”.",
        "“B” is not complete. Still to answer: “the thesis”; “the reasons”.",
        "“O” is not answered yet.",
        "“R” is not complete. Still to answer: “one”.",
    ]
    built = {"thesis": "top", "reasons": [STEP | {"id": "r"}], "unstated": []}
    assert answer_findings(GRADED.values(), {"m": {"1": "a", "2": "b"}, "n": 7.5, "f": {"1": 1}, "b": built, "o": ["1", "2", "3"], "r": {"1": 5}}) == []
    (odd,) = answer_findings([GRADED["find"]], {"f": {"1": "3"}})
    assert odd == "“1” as '3' does not fit “f”. The paragraphs are: 1 to 900."


@pytest.mark.parametrize("action", [{}, {"item": ["x"], "choice": "fact"}, {"item": "x", "choice": "fact"}, {"item": None, "choice": {}}])
def test_a_hostile_page_gets_a_sentence(tmp_path, action):
    widget = GradedWidget(load_exercise("claims-kinds"), tmp_path)
    assert tap(widget, do="answer", **action)["message"].endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_the_fallback_escapes_what_it_shows(tmp_path, journal):
    from debatekit.widgets.fallback import saved_html

    html = saved_html("<b>t", [("<i>a", "<script>x</script>")], "&")
    assert "<script>" not in html and "&lt;script&gt;" in html and "<b>" not in html and "<i>" not in html
