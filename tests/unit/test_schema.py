"""A course file that does not fit is refused with file, line and hint."""

import pytest
from guides import guide, save

from debatekit.course import load_course, load_exercise, load_poll, load_table
from debatekit.errors import BadCourseFile, UnknownName
from debatekit.workspace.course_files import faults

COURSE = """\
id: c
title: A course
question: Why?
lessons:
  - id: 00-start
    title: Start
    minutes: 30
    after: begin
polls: [p]
tables:
  - id: t
    about: one row
    columns: {when: partial_date, n: integer}
"""
POLL = """\
id: p
kind: choice
text: Yes or no?
options:
  - {id: a, text: Yes}
  - {id: b, text: No}
rounds:
  - {id: before, title: Before}
"""
SORT = """\
id: e
kind: sort
title: Sort
prompt: Sort these.
bins:
  - {id: x, text: X}
  - {id: y, text: Y}
items:
  - {id: one, text: One, answer: x, why: Because., feedback: {y: No.}}
  - {id: two, text: Two, answer: y, why: Since., feedback: {x: Not so.}}
hints: [Look.]
"""
MATCH = """\
id: e
kind: match
title: Match
prompt: Which goes with which?
options:
  - {id: a, text: A}
  - {id: b, text: B}
  - {id: c, text: C}
items:
  - {id: one, text: One, answer: b, why: Because., otherwise: Not that., feedback: {c: Nearly.}}
  - {id: two, text: Two, answer: a, why: Since., otherwise: Nor that.}
hints: [Look.]
"""
NUMBER = """\
id: e
kind: number
title: Count
prompt: How many?
unit: troops
answer: 34
tolerance: 1
why: Add them up.
otherwise: Count again.
mistakes:
  - {value: 11, tolerance: 2, text: That is one half.}
hints: [Look.]
"""
FIND = """\
id: e
kind: find
title: Find
prompt: Where is it?
reading: r
paragraphs: 5
items:
  - {id: one, text: Where to, answers: [2, 3], why: There it stands., otherwise: Look further on., feedback: {4: One too far.}}
hints: [Look.]
"""
BUILD = """\
id: e
kind: build
title: Build
prompt: Build a map.
claims:
  - {id: top, text: Top}
  - {id: one, text: One}
  - {id: two, text: Two}
  - {id: odd, text: Odd, why_not: Nobody says so.}
reconstructions:
  - thesis: top
    reasons:
      - {id: first, premises: [one], relation: attacks, to: top}
      - {premises: [two], relation: undercuts, to: first}
    unstated: [two]
hints: [Look.]
feedback: {circle: Round and round.}
"""
ORDER = """\
id: e
kind: order
title: Order
prompt: Put these in order.
first: earliest
last: latest
items:
  - {id: one, text: One, why: First.}
  - {id: two, text: Two, why: Second., with_next: true}
  - {id: three, text: Three, why: Third.}
swaps:
  - {earlier: three, later: one, text: That tempts.}
otherwise: Not there.
hints: [Look.]
"""
RATE = """\
id: e
kind: rate
title: Rate
prompt: How alike?
low: not at all
high: in full
steps: 5
items:
  - {id: one, text: One, from: 1, to: 2, why: For and against., too_high: Too much.}
  - {id: two, text: Two, from: 2, to: 4, why: Both sides., too_low: More than that., too_high: Less than that.}
hints: [Look.]
"""
PREMISE = """\
id: e
kind: premise
title: Gap
prompt: What is missing?
reading: r
paragraphs: [2, 3]
given: [It is cold.]
conclusion: Shut the door.
options:
  - {id: one, text: One, right: true, feedback: So it is.}
  - {id: two, text: Two, feedback: Too strong.}
hints: [Look.]
"""
RUBRIC = """\
id: e
kind: rubric
title: Write
prompt: Write a letter.
words: [60, 120]
criteria:
  - {id: fair, text: Fair, levels: [not, nearly, quite]}
  - {id: short, text: Short, levels: [not, quite]}
exemplars:
  - {title: Good, text: Dear all., levels: {fair: 3, short: 2}, why: It is both.}
  - {title: Middling, text: Dear some., levels: {fair: 2, short: 1}, why: It is neither.}
hints: [Look.]
"""
CHANCE = """\
id: e
kind: chance
title: Rain
prompt: How likely?
items:
  - {id: one, text: Monday, happened: true, why: It rained.}
  - {id: two, text: Some day, happened: null, why: Nobody said when.}
lesson_of_it: Name the day.
hints: [Look.]
"""


@pytest.fixture
def course(tmp_path):
    """A function that writes course files and returns the root."""
    (tmp_path / "data/polls").mkdir(parents=True)
    (tmp_path / "data/exercises").mkdir()
    (tmp_path / "data/tables").mkdir()
    save(tmp_path, "r", guide("r", 5 * (("news", "So."),)))

    def write(manifest=COURSE, poll=POLL, exercise=SORT, table="when,n\n2021,1\n2021-06,\n"):
        (tmp_path / "data/course.yaml").write_text(manifest)
        (tmp_path / "data/polls/p.yaml").write_text(poll)
        (tmp_path / "data/exercises/e.yaml").write_text(exercise)
        if table is not None:
            (tmp_path / "data/tables/t.csv").write_text(table)
        return tmp_path

    return write


def test_a_sound_course_loads(course):
    root = course()
    assert load_course(root).lessons[0].minutes == 30
    assert load_poll("p", root).options[1].text == "No"
    assert load_exercise("e", root).items[0].answer == "x"
    frame = load_table("t", root)
    assert str(frame["n"].dtype) == "Int64" and frame["n"].isna().tolist() == [False, True]
    assert frame["when"].dt.month.tolist() == [1, 6] and frame["when_precision"].tolist() == ["year", "month"]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("    minutes: 30", "    minuets: 30", 7, "“minuets” is not a key here. Did you mean “minutes”?"),
        ("    minutes: 30", "    minutes: soon", 7, "lessons[1].minutes should be a whole number, not 'soon'."),
        ("    minutes: 30", "    minutes: '30'", 7, "lessons[1].minutes should be a whole number, not '30'."),
        ("title: Start", "title: 2021-06-28", 6, "lessons[1].title should be text, not 2021-06-28. Put quotes around it."),
        ("polls: [p]", "polls: p", 9, "polls should be a list, not 'p'."),
        ("polls: [p]", "assignments: [{id: a, title: A, minutes: 3, points: 4, words: [1]}]", 9, "assignments[1].words should be a longer list: it has 1"),
        ("columns: {when: partial_date", "columns: {'': [a], when: partial_date", 13, "is not one of text, integer"),
        ("    minutes: 30\n", "", 5, "the key “minutes” is missing in lessons[1]"),
        ("columns: {when: partial_date", "columns: {when: day", 13, "“day” is not one of text, integer, number, date, partial_date"),
        ("    about: one row", "    about: one row\n    dated_by: then", 13, "the table “t” names a column “then” that it does not have"),
        ("    about: one row", "    about: one row\n    dated_by: n", 13, "the rows of “t” are dated by “n”, which is no date"),
        ("    about: one row", "    about: one row\n    provisional_columns: [later]", 13, "names a column “later” that it does not have"),
        ("question: Why?", 'question: Why?\nrecord_ends: "2024"', 4, "record_ends is “2024”; it should be a day such as 2024-12-31"),
        ("polls: [p]", "polls:\n  - p\n  - p", 11, "“p” is listed twice under polls"),
        ("title: A course", "title: [A course", None, "this is not valid YAML"),
        ("question: Why?", "question: Why?\nquestion: How?", 4, "this is not valid YAML"),
    ],
)
def test_a_broken_manifest_names_its_line(course, old, new, line, says):
    assert old in COURSE
    with pytest.raises(BadCourseFile) as caught:
        load_course(course(manifest=COURSE.replace(old, new)))
    assert says in str(caught.value)
    assert "course.yaml" in str(caught.value)
    assert line is None or caught.value.line == line


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("kind: choice", "kind: choise", None, "“choise” is not one of choice, several, likert, slider, probability, ranking, points, text, truth, relevance. Did you mean “choice”?"),
        ("kind: choice\n", "", None, "the key “kind” is missing"),
        ("{id: a, text: Yes}", "{id: a, txt: Yes}", 5, "“txt” is not a key here. Did you mean “text”?"),
        ("title: Before}", "title: Before}\n  - {id: before, title: B}", 9, "two rounds share an id"),
        ("rounds:", "published: [{survey: S, note: N}]\nrounds:", 7, "so the poll needs two rounds"),
        ("id: p", "id: q", 1, "the id is “q” but it is filed as “p”"),
        ("{id: b,", "{id: a,", 6, "options with ids of their own"),
    ],
)
def test_a_broken_poll_names_its_line(course, old, new, line, says):
    with pytest.raises(BadCourseFile) as caught:
        load_poll("p", course(poll=POLL.replace(old, new, 1)))
    assert says in str(caught.value)
    assert line is None or caught.value.line == line


KINDS = {
    "several": "least: 1\nmost: 2",
    "ranking": "note: The best first.",
    "points": "total: 10",
    "text": "longest: 100",
    "truth": "argument: r\ntarget: top",
    "relevance": "argument: r\ntarget: why",
}
MAP = """\
id: r
thesis: top
main_line: [why]
claims:
  - {id: top, text: It is so., kind: policy, paragraphs: [1], basis: none_given}
  - {id: one, text: One thing., kind: fact, paragraphs: [2], basis: press}
reasons:
  - {id: why, premises: [one], relation: supports, to: top, scheme: sign, paragraphs: [2]}
"""


def poll_of(kind, root):
    """A sound poll file of this kind, its own keys last, and the map that a vote on a claim needs."""
    (root / "data/readings/r/argument.yaml").write_text(MAP)
    options = "options:\n  - {id: a, text: A}\n  - {id: b, text: B}\n" if kind in ("several", "ranking", "points") else ""
    return f"id: p\nkind: {kind}\ntext: So?\nrounds:\n  - {{id: before, title: Before}}\n{options}{KINDS[kind]}\n"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_poll_loads(course, tmp_path, kind):
    question = load_poll("p", course(poll=poll_of(kind, tmp_path)))
    assert question.kind == kind


@pytest.mark.parametrize(
    ("kind", "old", "new", "line", "says"),
    [
        ("several", "most: 2", "most: 3", 10, "“most” is how many options one may pick"),
        ("several", "least: 1", "least: 3", 9, "“least” is how many options one picks at least"),
        ("several", "most: 2", "most: two", 10, "most should be a whole number, not 'two'"),
        ("several", "text: B}", "text: B, right: true}", 8, "“right” is not a key here"),
        ("ranking", "{id: b,", "{id: a,", 8, "a ranking needs options with ids of their own"),
        ("ranking", "  - {id: b, text: B}\n", "", 6, "a ranking needs 2 to 12 options"),
        ("points", "total: 10", "total: 0", 9, "“total” is how many points there are to share out"),
        ("points", "total: 10", "total: true", 9, "total should be a whole number, not true"),
        ("text", "longest: 100", "longest: 5000", 6, "“longest” is how many characters an answer may have"),
        ("text", "longest: 100", "length: 100", 6, "“length” is not a key here. Did you mean “longest”?"),
        ("truth", "target: top", "", None, "the key “target” is missing"),
        ("truth", "target: top", "target: tip", 7, "There is no claim of the map “r” called “tip”. Did you mean “top”?"),
        ("truth", "target: top", "target: why", 7, "There is no claim of the map “r” called “why”"),
        ("relevance", "target: why", "target: top", 7, "There is no reason of the map “r” called “top”"),
        ("relevance", "argument: r", "argument: rr", 6, "There is no argument “rr”. Did you mean “r”?"),
    ],
)
def test_a_poll_of_any_kind_that_is_broken_names_its_line(course, tmp_path, kind, old, new, line, says):
    poll = poll_of(kind, tmp_path)
    assert old in poll
    with pytest.raises(BadCourseFile) as caught:
        load_poll("p", course(poll=poll.replace(old, new)))
    assert says in str(caught.value) and "p.yaml" in str(caught.value)
    assert line is None or caught.value.line == line


def test_two_right_answers_name_the_line_of_the_second(course):
    poll = POLL.replace("text: Yes}", "text: Yes, right: true}").replace("  - {id: b, text: No}", "  - id: b\n    text: No\n    right: true")
    with pytest.raises(BadCourseFile, match="one right answer") as caught:
        load_poll("p", course(poll=poll))
    assert caught.value.line == 8


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("answer: x", "answer: z", "the answer to “one” is 'z'; it should be one of x, y"),
        (", feedback: {y: No.}", "", "“one” needs a feedback text for each wrong bin: y"),
        ("why: Because., ", "", "“one” needs a “why”"),
        ("hints: [Look.]", "hints: []", "needs at least one hint"),
        ("hints: [Look.]", "graded: 01-x", "move the answer to “one” to the assignment's key"),
    ],
)
def test_a_broken_exercise_says_why(course, old, new, says):
    with pytest.raises(BadCourseFile, match=r"e\.yaml") as caught:
        load_exercise("e", course(exercise=SORT.replace(old, new)))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("exercise", "line"),
    [
        (SORT.replace("answer: y", "answer: z"), 10),
        (SORT.replace("feedback: {x: Not so.}", "feedback: {}"), 10),
        (SORT.replace("id: two", "id: one"), 10),
        (MATCH.replace("answer: a", "answer: b"), 11),
        (NUMBER.replace("text: That is one half.", "text: ''"), 11),
        (FIND.replace("answers: [2, 3]", "answers: [2, 9]"), 8),
        (FIND.replace("hints: [Look.]", "graded: 01-x"), 8),
        (FIND.replace("paragraphs: 5", "paragraphs: 1"), 6),
        (SORT.replace("hints: [Look.]", "hints: []"), 11),
    ],
)
def test_a_fault_in_an_exercise_is_told_with_its_line(course, exercise, line):
    with pytest.raises(BadCourseFile) as caught:
        load_exercise("e", course(exercise=exercise))
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("reading: r", "reading: rr", 5, "There is no reading “rr”. Did you mean “r”?"),
        ("paragraphs: 5", "paragraphs: 6", 6, "the guide to “r” has 5 paragraphs, not 6"),
    ],
)
def test_an_exercise_is_held_to_the_guide_of_its_text(course, old, new, line, says):
    root = course(manifest=COURSE + "exercises: [e]\n", exercise=FIND.replace(old, new))
    with pytest.raises(BadCourseFile) as caught:
        load_exercise("e", root)
    assert says in str(caught.value) and caught.value.line == line
    assert [fault for fault in faults(root) if says in fault]


def test_a_sound_match_number_and_find_load(course):
    match = load_exercise("e", course(exercise=MATCH))
    assert [item.answer for item in match.items] == ["b", "a"] and match.items[0].feedback == {"c": "Nearly."}
    number = load_exercise("e", course(exercise=NUMBER))
    assert (number.answer, number.tolerance, number.unit, number.mistakes[0].value) == (34, 1, "troops", 11)
    find = load_exercise("e", course(exercise=FIND))
    assert find.items[0].answers == (2, 3) and find.items[0].feedback == {4: "One too far."}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("thesis: top", "thesis: tops", 11, "the thesis is “tops”, but there is no such claim. Did you mean “top”?"),
        ("relation: attacks", "relation: atacks", 13, "“atacks” is not one of supports, attacks, undercuts. Did you mean “attacks”?"),
        ("premises: [one]", "premises: [ones]", 13, "a reason starts from “ones”, but there is no such claim. Did you mean “one”?"),
        ("premises: [two]", "premises: []", 14, "a reason needs one or more premises"),
        ("undercuts, to: first", "undercuts, to: fist", 14, "a reason undercuts “fist”, but there is no such reason with that id. Did you mean “first”?"),
        ("undercuts, to: first", "supports, to: odd", 12, "“odd” leads nowhere: no chain of reasons links it to the thesis."),
        ("attacks, to: top", "attacks, to: two", 12, "“two” leads back to itself. A reconstruction has no circle."),
        ("unstated: [two]", "unstated: [odd]", 15, "“odd” is listed as unstated"),
        (", why_not: Nobody says so.", "", 9, "“odd” stands in no reconstruction, so it needs a “why_not”"),
        ("text: One}", "text: One, why_not: No.}", 7, "“one” stands in a reconstruction, so it needs no “why_not”"),
        ("circle:", "circel:", 17, "“circel” is no check of a map. Did you mean “circle”?"),
        ("id: odd", "id: two", 9, "needs two or more claims with ids of their own"),
        ("hints: [Look.]", "graded: 01-x", 10, "“e” is graded: move its reconstructions to the assignment's key."),
    ],
)
def test_a_broken_map_exercise_names_its_line(course, old, new, line, says):
    assert load_exercise("e", course(exercise=BUILD)).reconstructions[0].reasons[1].to == "first"
    with pytest.raises(BadCourseFile) as caught:
        load_exercise("e", course(exercise=BUILD.replace(old, new, 1)))
    assert says in str(caught.value) and caught.value.line == line


def test_a_map_that_counts_as_right_is_there_once(course):
    again = BUILD[BUILD.index("  - thesis") : BUILD.index("hints")]
    with pytest.raises(BadCourseFile, match="says the same as one before it") as caught:
        load_exercise("e", course(exercise=BUILD.replace("hints:", again + "hints:")))
    assert caught.value.line == 16
    with pytest.raises(BadCourseFile, match="needs one or more reconstructions"):
        load_exercise("e", course(exercise=BUILD[: BUILD.index("reconstructions")] + "hints: [Look.]\n"))


def test_graded_a_map_exercise_holds_claims_and_nothing_else(course):
    bare = BUILD[: BUILD.index("reconstructions")].replace(", why_not: Nobody says so.", "") + "graded: 01-x\n"
    assert len(load_exercise("e", course(exercise=bare)).claims) == 4
    for more, says in (("feedback: {circle: R.}\n", "move its feedback"), ("hints: [Look.]\n", "it gives no hints")):
        with pytest.raises(BadCourseFile, match=says):
            load_exercise("e", course(exercise=bare + more))
    with pytest.raises(BadCourseFile, match="move what tempts in “odd”"):
        load_exercise("e", course(exercise=bare.replace("text: Odd", "text: Odd, why_not: No.")))


@pytest.mark.parametrize(
    ("exercise", "says"),
    [
        (MATCH.replace("answer: b", "answer: z"), "the answer to “one” is 'z'; it should be one of a, b, c"),
        (MATCH.replace("answer: b", "answer: a"), "“a” is the answer to both “one” and “two”"),
        (MATCH.replace("{c: Nearly.}", "{b: Nearly.}"), "“one” has a feedback text for “b”; feedback is for the wrong ones of a, b, c"),
        (MATCH.replace("{c: Nearly.}", "{z: Nearly.}"), "“one” has a feedback text for “z”"),
        (MATCH.replace("otherwise: Nor that.", "otherwise: ''"), "“two” needs an “otherwise”"),
        (MATCH.replace("why: Since., ", ""), "“two” needs a “why”"),
        (MATCH.replace("id: c", "id: a"), "needs two or more options with ids of their own"),
        (MATCH.replace("  - {id: c, text: C}\n", "").replace("  - {id: b, text: B}\n", ""), "needs two or more options"),
        (MATCH.replace("hints: [Look.]", "  - {id: three, text: T}\n  - {id: four, text: F}\nhints: [Look.]"), "has 4 items for 3 options"),
        (MATCH.replace("options:\n", "options:\n" + "".join(f"  - {{id: o{i}, text: O}}\n" for i in range(24))), "27 options; at most 26"),
        (MATCH.replace("hints: [Look.]", "graded: 01-x"), "move the answer to “one” to the assignment's key"),
        (NUMBER.replace("answer: 34\n", ""), "the answer to “e” is None; it should be a number"),
        (NUMBER.replace("answer: 34", "answer: .nan"), "the answer to “e” is nan"),
        (NUMBER.replace("answer: 34", "answer: .inf"), "the answer to “e” is inf"),
        (NUMBER.replace("answer: 34", f"answer: {10**400}"), "e.yaml"),
        (NUMBER.replace("tolerance: 1", "tolerance: -1"), "a tolerance of “e” is -1"),
        (NUMBER.replace("tolerance: 2", "tolerance: .inf"), "a tolerance of “e” is inf"),
        (NUMBER.replace("why: Add them up.\n", ""), "“e” needs a “why”"),
        (NUMBER.replace("otherwise: Count again.\n", ""), "“e” needs an “otherwise”"),
        (NUMBER.replace("value: 11", "value: 31"), "the mistake 31 of “e” overlaps the right answer"),
        (NUMBER.replace("hints:", "  - {value: 10, tolerance: 1, text: No.}\nhints:"), "the mistake 10 of “e” is never told, because the one at 11 covers it"),
        (NUMBER.replace("text: That is one half.", "text: ''"), "the mistake 11 of “e” needs a text"),
        (NUMBER.replace("unit: troops", "unit: ' troops'"), "the unit of “e” has spaces around it"),
        (NUMBER.replace("hints: [Look.]", "graded: 01-x"), "“e” is graded: move its answer, tolerance and remarks"),
        (FIND.replace("answers: [2, 3]", "answers: []"), "the answers to “one” are []; they should be one or more different numbers from 1 to 5"),
        (FIND.replace("answers: [2, 3]", "answers: [2, 6]"), "the answers to “one” are [2, 6]"),
        (FIND.replace("answers: [2, 3]", "answers: [2, 2]"), "the answers to “one” are [2, 2]"),
        (FIND.replace("[2, 3]", "[1, 2, 3, 4, 5]"), "every paragraph is an answer to “one”"),
        (FIND.replace("{4:", "{3:"), "“one” has a feedback text for “3”"),
        (FIND.replace("{4:", "{6:"), "“one” has a feedback text for “6”; feedback is for the wrong ones of 1 to 5"),
        (FIND.replace("{4:", "{four:"), "e.yaml, line 8"),
        (FIND.replace("otherwise: Look further on., ", ""), "“one” needs an “otherwise”"),
        (FIND.replace("why: There it stands., ", ""), "“one” needs a “why”"),
        (FIND.replace("paragraphs: 5", "paragraphs: 1"), "its reading has 1 paragraphs"),
        (FIND.replace("reading: r\n", ""), "the key “reading” is missing"),
        (FIND.replace("hints: [Look.]", "graded: 01-x"), "move the answer to “one” to the assignment's key"),
    ],
)
def test_a_broken_match_number_or_find_says_why(course, exercise, says):
    assert exercise not in (MATCH, NUMBER, FIND)
    with pytest.raises(BadCourseFile, match=r"e\.yaml") as caught:
        load_exercise("e", course(exercise=exercise))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("exercise", "line", "says"),
    [
        (ORDER.replace("why: First.", "why: ''"), 8, "“one” needs a “why”"),
        (ORDER.replace("why: Third.", "why: Third., with_next: true"), 10, "“three” is the last, so there is no next"),
        (ORDER.replace("why: First.", "why: First., with_next: true"), 7, "any order of “e” is right"),
        (ORDER.replace("id: two", "id: one"), 9, "two or more items with ids of their own"),
        (ORDER.replace("first: earliest", "first: ' '"), 5, "“e” needs a “first”"),
        (ORDER.replace("later: one", "later: on"), 12, "a swap names “on”, but there is no such item. Did you mean “one”?"),
        (ORDER.replace("earlier: three, later: one", "earlier: one, later: three"), 12, "is no mistake here"),
        (ORDER.replace("earlier: three, later: one", "earlier: three, later: two"), 12, "is no mistake here"),
        (ORDER.replace("otherwise:", "  - {earlier: three, later: one, text: Again.}\notherwise:"), 13, "told by a swap before this one"),
        (ORDER.replace("That tempts.", "''"), 12, "the swap of “three” and “one” needs a text"),
        (ORDER.replace("otherwise: Not there.\n", ""), None, "“e” needs an “otherwise”"),
        (ORDER.replace("hints: [Look.]", "graded: 01-x"), 11, "“e” is graded: move its swaps"),
        (ORDER[: ORDER.index("swaps")] + "graded: 01-x\n", 8, "“e” is graded: move “why” of “one”"),
        (RATE.replace("to: 2", "to: 0"), 9, "“one” goes from 1 to 0; that should be a part of 1 to 5"),
        (RATE.replace("to: 4", "to: 6"), 10, "“two” goes from 2 to 6"),
        (RATE.replace("from: 2, to: 4", "from: 1, to: 5"), 10, "every rating of “two” counts"),
        (RATE.replace("from: 2", "frm: 2"), 10, "“frm” is not a key here. Did you mean “from”?"),
        (RATE.replace("from: 2", "from_: 2"), 10, "“from_” is not a key here. Did you mean “from”?"),
        (RATE.replace("from: 2", "from: two"), 10, "items[2].from should be a whole number, not 'two'"),
        (RATE.replace(", too_high: Less than that.", ""), 10, "“two” needs “too_high”: what speaks against a rating there"),
        (RATE.replace(", too_low: More than that., too_high: Less than that.", ""), 10, "“two” needs “too_low” and “too_high”"),
        (RATE.replace(", too_high: Too much.", ""), 9, "“one” needs “too_high”"),
        (RATE.replace("too_high: Too much.", "too_low: No., too_high: Too much."), 9, "the “too_low” of “one” is never told, because its “from” is at that end"),
        (RATE.replace("why: Both sides., ", ""), 10, "“two” needs a “why”"),
        (RATE.replace("steps: 5", "steps: 9"), 7, "a scale of 9 steps; it should have 3 to 7"),
        (RATE.replace("low: not at all", "low: ''"), 5, "“e” needs a “low”"),
        (RATE.replace("hints: [Look.]", "graded: 01-x"), 9, "move the answer to “one” to the assignment's key"),
    ],
)
def test_a_broken_order_or_rating_says_why(course, exercise, line, says):
    assert exercise not in (ORDER, RATE)
    with pytest.raises(BadCourseFile, match=r"e\.yaml") as caught:
        load_exercise("e", course(exercise=exercise))
    assert says in str(caught.value) and (line is None or caught.value.line == line)


def test_a_sound_order_and_rating_load(course):
    order = load_exercise("e", course(exercise=ORDER))
    assert [item.with_next for item in order.items] == [False, True, False] and order.swaps[0].earlier == "three"
    rate = load_exercise("e", course(exercise=RATE))
    assert [(item.from_, item.to) for item in rate.items] == [(1, 2), (2, 4)] and rate.steps == 5
    graded = ORDER[: ORDER.index("swaps")].replace(", with_next: true", "") + "graded: 01-x\n"
    for why in ("First", "Second", "Third"):
        graded = graded.replace(f", why: {why}.", "")
    assert load_exercise("e", course(exercise=graded)).graded == "01-x"


@pytest.mark.parametrize(
    ("exercise", "line", "says"),
    [
        (PREMISE.replace(", right: true", ""), 9, "exactly one right option; it has 0"),
        (PREMISE.replace("feedback: Too strong.", "feedback: ''"), 11, "a feedback text for every option"),
        (PREMISE.replace("[It is cold.]", "[]"), 7, "one or more premises that are given"),
        (PREMISE.replace("Shut the door.", "' '"), 8, "needs a conclusion"),
        (PREMISE.replace("reading: r\n", ""), 5, "both a reading and its paragraphs"),
        (PREMISE.replace("paragraphs: [2, 3]\n", ""), 5, "both a reading and its paragraphs"),
        (PREMISE.replace("[2, 3]", "[2, 6]"), 6, "“r” has no paragraph 6: it has 5"),
        (PREMISE.replace("reading: r", "reading: s"), 5, "There is no"),
        (PREMISE.replace("hints: [Look.]", "graded: 01-x"), 12, "of a kind that cannot be graded"),
        (RUBRIC.replace("[not, quite]", "[not]"), 8, "“short” needs two to four levels"),
        (RUBRIC.replace("[60, 120]", "[120, 60]"), 5, "the words of “e” should be two numbers"),
        (RUBRIC.replace("fair: 3", "fair: 4"), 10, "“Good” needs a level for each criterion: fair (1 to 3), short (1 to 2)"),
        (RUBRIC.replace(", short: 1", ""), 11, "“Middling” needs a level for each criterion"),
        (RUBRIC.replace("fair: 2, short: 1", "fair: 3, short: 2"), 9, "every exemplar of “e” is perfect"),
        (RUBRIC.replace("why: It is both.", "why: ''"), 10, "an exemplar of “e” needs a title, a text and a “why”"),
        (RUBRIC[: RUBRIC.index("  - {title: Mid")] + "hints: [Look.]\n", 9, "two or more exemplars"),
        (RUBRIC.replace("hints: [Look.]", "graded: 01-x"), 12, "of a kind that cannot be graded"),
        (CHANCE.replace("happened: null, ", ""), 7, "the key “happened” is missing in items[2]"),
        (CHANCE.replace("happened: null", "happened: 1"), 7, "items[2].happened should be"),
        (CHANCE.replace("why: It rained.", "why: ''"), 6, "“one” needs a “why”"),
        (CHANCE.replace("Name the day.", "''"), 8, "“e” needs a “lesson_of_it”"),
        (CHANCE + "if_so: Yes\n", 10, "the “if_so” of “e” should be a short sentence"),
        (CHANCE.replace("id: two", "id: one"), 7, "one or more items with ids of their own"),
        (CHANCE.replace("hints: [Look.]", "graded: 01-x"), 9, "of a kind that cannot be graded"),
    ],
)
def test_a_broken_premise_rubric_or_chance_says_why(course, exercise, line, says):
    assert exercise not in (PREMISE, RUBRIC, CHANCE)
    with pytest.raises(BadCourseFile, match=r"e\.yaml") as caught:
        load_exercise("e", course(exercise=exercise))
    assert says in str(caught.value) and caught.value.line == line, (str(caught.value), caught.value.line)


def test_a_sound_premise_rubric_and_chance_load(course):
    assert load_exercise("e", course(exercise=PREMISE)).paragraphs == (2, 3)
    assert load_exercise("e", course(exercise=RUBRIC)).exemplars[1].levels == {"fair": 2, "short": 1}
    assert [item.happened for item in load_exercise("e", course(exercise=CHANCE)).items] == [True, None]


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        (None, None, "its file is missing"),
        ("when,m\n2021,1\n", 1, "the columns are when, m; the manifest says when, n"),
        ("when,n\n2021,1\n2021-1,2\n", 3, "when is '2021-1'; it should be a date"),
        ("when,n\n2021,1\n2021-13,2\n", 3, "when is '2021-13'; there is no such month"),
        ("when,n\n0000,1\n", 2, "when is '0000'; there is no such year"),
        ('when,n\n2021,1\n\n"2021\n",2\n', 5, "when is '2021\\n'; it should be a date"),
        ("when,n\n2021,1.5\n", 2, "n is '1.5'; it should be a whole number"),
        ("when,n\n2021,1\n2021-02-30,2\n", 3, "there is no such day"),
        ("when,n\n2021,12345678901234567890\n", 2, "it should be a whole number"),
        ("when,n\n2021,1,000\n", 2, "there are 3 values for 2 columns"),
        ('when,n\n2021,1\n2022,"1\n2023,2\n', 3, "a row that begins here is no CSV"),
    ],
)
def test_a_broken_table_says_where(course, table, line, says):
    with pytest.raises(BadCourseFile, match=r"t\.csv") as caught:
        load_table("t", course(table=table))
    assert says in str(caught.value) and caught.value.line == line


def test_a_file_that_is_not_text(course):
    root = course()
    (root / "data/course.yaml").write_bytes(b"id: c\ntitle: \xff\xfe\n")
    with pytest.raises(BadCourseFile, match="line 2: this is not UTF-8"):
        load_course(root)


def test_near_misses_get_a_suggestion(course):
    root = course()
    with pytest.raises(UnknownName, match="There is no poll “P”. Did you mean “p”?"):
        load_poll("P", root)
    with pytest.raises(UnknownName, match="There is no exercise “zzz”. There is: e."):
        load_exercise("zzz", root)
