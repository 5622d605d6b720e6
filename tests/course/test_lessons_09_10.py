"""What lessons 09 and 10 say in numbers is worked out: the clock of the debate, the winners of a made-up class, the forecasts counted; and both sides get the same."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from debatekit.course import load_argument, load_course, load_exercise, load_poll, load_table
from debatekit.forecasts.brier import brier
from debatekit.polls.swing import matrix
from debatekit.polls.swing_rules import rules_of

ROOT = Path(__file__).parents[2]
CELLS = {
    name: {cell["id"]: "".join(cell["source"]) for cell in json.loads((ROOT / f"lessons/{name}.ipynb").read_text(encoding="utf-8"))["cells"]}
    for name in ("09-the-debate", "10-look-back")
}
DEBATE, LOOK_BACK = CELLS.values()
FORECASTS, EVENTS = load_table("forecasts", ROOT), load_table("events", ROOT)
LAMEAR, KNIGHTS = (FORECASTS[FORECASTS["reading"] == name] for name in ("lamear-2021", "knights-2020"))
COURSE = load_course(ROOT)


def table(cell: str, first: str) -> list[list[str]]:
    """The rows of the table of a cell whose head begins with `first`."""
    lines = cell[cell.index(f"| {first} ") :].split("\n\n")[0].splitlines()
    return [[part.strip() for part in line.strip().strip("|").split("|")] for line in lines[2:]]


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


# The debate.


def test_the_minutes_of_the_format_add_up_and_both_sides_get_the_same():
    *parts, (total, _) = table(DEBATE["format"], "Minutes")
    minutes = [(re.search(r"\*\*, (.*?):", what)[1], int(count)) for count, what in parts]
    assert sum(count for _, count in minutes) == int(total.strip("*")) == 20
    assert DEBATE["debate"].split("\n\n")[1].startswith("Twenty minutes")

    def of(side):
        return sorted(count for who, count in minutes if who == side), [count for who, count in minutes if who.startswith(f"{side} asks, ")]

    assert of("Side 1") == of("Side 2") == ([1, 2, 2], [2])


def test_the_minutes_of_the_sections_add_up_to_those_of_the_lesson():
    numbers = {"Four": 4, "Twelve": 12, "Ten": 10, "Five": 5, "Twenty": 20, "Nine": 9}
    text = "\n\n".join(DEBATE.values())
    told = [numbers[word] for word in re.findall(r"^## \d\. .*\n\n(\w+) minutes", text, re.MULTILINE)]
    (lesson,) = [each for each in COURSE.lessons if each.id == "09-the-debate"]
    assert len(told) == 6 and sum(told) == lesson.minutes


def test_alone_one_speaks_ten_minutes():
    openings_and_replies = DEBATE["debate"].count("two minutes") + DEBATE["debate"].count("Two minutes")
    assert openings_and_replies == 4 and "close for each in one minute" in DEBATE["debate"]
    assert openings_and_replies * 2 + 2 * 1 == 10 and "ten minutes of speech" in DEBATE["debate"]


CLASS = [("eight", "eight")] * 5 + [("eight", "nine")] + [("nine", "nine")] * 2 + [("nine", "eight")] + [("undecided", "nine")] * 2 + [("undecided", "eight")]


def winners(pairs) -> list[str]:
    return [rule.winner or "tie" for rule in rules_of(matrix(pairs, ["eight", "nine", "undecided"]), ["eight", "nine"])]


def test_who_won_by_each_rule_is_what_the_kit_works_out():
    exercise = load_exercise("debate-swing", ROOT)
    assert len(CLASS) == 12
    for told in ("6 were for Eight, 3 for Nine and 3 undecided", "Of the 6, one went to Nine", "Of the 3 for Nine, one went to Eight", "two went to Nine and one to Eight"):
        assert told in exercise.prompt
    assert [{"neither": "tie"}.get(item.answer, item.answer) for item in exercise.items] == winners(CLASS) == ["nine", "eight", "tie", "eight", "nine"]
    # The names of the rules are those that the teacher's comparison shows.
    names = [rule.name for rule in rules_of(matrix(CLASS, ["eight", "nine", "undecided"]), ["eight", "nine"])]
    assert [row[0] for row in table(DEBATE["rules"], "Rule")] == names == [item.text.split(":")[0] for item in exercise.items]


def test_one_person_more_changes_the_winner_as_the_lesson_says():
    one_more = [("eight", "nine"), *CLASS[1:]]
    assert sorted(winners(one_more)) == ["nine", "nine", "nine", "tie", "tie"]
    assert "Nine would have won by three of the five, and the two others would have been a tie" in DEBATE["rules-checkpoint"]


def test_just_one_argument_of_the_flow_is_dropped():
    lines = re.findall(r"^- \*\*(\w+)\.\*\* (.*)", DEBATE["format"], re.MULTILINE)
    flow = {name: [turn.split(": ")[1].replace("nothing", "") for turn in line.split(" → ")] for name, line in lines}
    assert all(re.findall(r"(?:^|→ )(\w+):", line) == ["Nine", "Eight"] * 3 for _, line in lines)

    def spoke(turns, *places):
        return any(turns[place] for place in places)

    # Said while the other side had a turn to come, and not touched in any of its turns.
    dropped = [name for name, turns in flow.items() if (spoke(turns, 0, 2) and not spoke(turns, 1, 3, 5)) or (spoke(turns, 1, 3) and not spoke(turns, 2, 4))]
    (right,) = [option.text for option in load_exercise("debate-dropped", ROOT).options if option.right]
    assert dropped == [right] == ["Buses"]
    assert [name for name, turns in flow.items() if not spoke(turns, *range(5))] == ["Parents"]


def test_both_sides_get_a_map_an_example_and_as_many_attacks():
    (lesson,) = [each for each in COURSE.lessons if each.id == "09-the-debate"]
    assert lesson.arguments == COURSE.readings
    lines = re.findall(r"^- \*\*(\w+):\*\* .*\(paragraph (\d+)\)", DEBATE["case"], re.MULTILINE)
    assert [side for side, _ in lines] == ["Leave", "Stay"]
    for (_, paragraph), reading in zip(lines, COURSE.readings, strict=True):
        assert any(int(paragraph) in claim.paragraphs for claim in load_argument(reading, ROOT).claims)
    attacks = [item.text.split(":")[0] for item in load_exercise("debate-attacks", ROOT).items]
    assert attacks.count("To those who would leave") == attacks.count("To those who would stay and deter") == 3 == len(attacks) / 2


@pytest.mark.parametrize("name", ["debate-fair", "back-outline"])
def test_each_side_has_a_text_that_works_and_one_that_half_works_of_one_length(name):
    texts = {exemplar.title: words(exemplar.text) for exemplar in load_exercise(name, ROOT).exemplars}
    assert list(texts) == [f"{side}: one that {how}" for side in ("Leave", "Stay") for how in ("works", "half works")]
    for how in ("works", "half works"):
        leave, stay = texts[f"Leave: one that {how}"], texts[f"Stay: one that {how}"]
        assert max(leave, stay) / min(leave, stay) < 1.2


def test_the_question_of_the_course_is_asked_before_and_after_and_nowhere_else():
    asked = [(lesson.id, use.round) for lesson in COURSE.lessons for use in lesson.polls if use.id == "withdraw"]
    assert asked == [("00-start-here", "before"), ("09-the-debate", "after")]
    assert [each.id for each in load_poll("withdraw", ROOT).rounds] == ["before", "after"]


# Looking back.


def count(rows: pd.DataFrame, column: str, *values: str) -> int:
    return int(rows[column].isin(values).sum())


TOLD = [
    ("modality-read", "is *will*, {} of {}; Knights's is *may*, {} of {}", count(LAMEAR, "modality", "will"), len(LAMEAR), count(KNIGHTS, "modality", "may"), len(KNIGHTS)),
    ("modality-read", "with {} and {} rows", len(LAMEAR), len(KNIGHTS)),
    ("crosstab-read", "With {} rows and ten verbs", len(FORECASTS)),
    ("table-checkpoint", "Two of {} and two of {}", len(LAMEAR), len(KNIGHTS)),
    ("brier", "gains {:.2f} if you are right, and costs {:.2f}", brier(0.7, True) - brier(0.9, True), brier(0.9, False) - brier(0.7, False)),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "told"), [(cell, told) for cell, *told in TOLD], ids=lambda each: each if isinstance(each, str) else each[0])
def test_a_number_is_that_of_the_table(cell, told):
    said, *numbers = told
    assert said.format(*numbers) in LOOK_BACK[cell]


def test_the_numbers_in_words_are_so():
    may, will = (FORECASTS[FORECASTS["modality"] == word] for word in ("may", "will"))
    assert len(may) == 6 == count(may, "resolved", "unresolvable") and "All six with *may*" in LOOK_BACK["crosstab-read"]
    assert (len(will), count(will, "resolved", "true", "mixed")) == (8, 6) and "of the eight with *will* six are true or mixed" in LOOK_BACK["crosstab-read"]
    assert FORECASTS["modality"].nunique() == 10
    assert count(FORECASTS, "resolved", "false") == 0 and count(FORECASTS, "resolved", "mixed") == 7 and "Seven are *mixed*" in LOOK_BACK["crosstab-read"]
    assert count(LAMEAR, "resolved", "true") == count(KNIGHTS, "resolved", "true") == 2
    for rows, most in ((LAMEAR, "will"), (KNIGHTS, "may")):
        assert rows["modality"].value_counts().index[0] == most
    other_courses = KNIGHTS[(KNIGHTS["modality"] == "may") & KNIGHTS["paragraph"].isin([13, 14])]
    assert list(other_courses["forecast_id"]) == ["B-P04", "B-P05", "B-P06"] and "Three of Knights's five" in LOOK_BACK["modality-read"]


def test_the_table_of_fines_is_right():
    for said, happened, did_not in table(LOOK_BACK["brier"], "You said"):
        chance = int(said.split()[0]) / 100
        assert (float(happened), float(did_not)) == (pytest.approx(brier(chance, True)), pytest.approx(brier(chance, False)))
    exercise = load_exercise("back-brier", ROOT)
    assert float(exercise.answer) == pytest.approx(brier(0.8, False)) and float(exercise.mistakes[0].value) == pytest.approx(brier(0.8, True))


def test_the_count_and_each_mistake_are_those_of_the_table():
    exercise = load_exercise("back-count", ROOT)
    of = lambda rows, *values: count(rows, "resolved", *values)  # noqa: E731
    assert exercise.answer == of(FORECASTS, "unresolvable")
    assert [mistake.value for mistake in exercise.mistakes] == [
        of(FORECASTS, "true", "mixed"), of(FORECASTS, "true"), of(FORECASTS, "mixed"), len(FORECASTS), of(LAMEAR, "unresolvable"), of(KNIGHTS, "unresolvable"),
    ]  # fmt: skip


def row(name: str):
    return FORECASTS[FORECASTS["forecast_id"] == name].iloc[0]


def test_what_a_chance_came_to_is_what_the_record_has():
    happened = {item.id: item.happened for item in load_exercise("back-chance", ROOT).items}
    fire = EVENTS[(EVENTS["initiator_side"] == "iran_or_militia") & EVENTS["kind"].isin(["rocket", "drone", "missile"])]

    def killed(first: str, last: str, *countries: str) -> int:
        return int(fire[fire["date_start"].between(first, last) & fire["country"].isin(countries)]["us_killed"].sum())

    assert happened["lamear-any"] is True and killed("2021-06-28", "2024-12-31", "Iraq", "Syria", "Jordan") > 0
    assert happened["lamear-iraq"] is False and killed("2021-06-28", "2024-12-31", "Iraq") == 0
    assert happened["knights-again"] is True and "E200314" in set(fire["event_id"])
    assert happened["knights-killed"] is False and killed("2020-03-14", "2020-12-31", "Iraq") == 0
    assert row("A-P02")["resolved"] == row("B-P07")["resolved"] == "mixed"
    assert happened["lamear-exit"] is happened["knights-leaders"] is None
    assert row("A-P05")["resolved"] == row("B-P08")["resolved"] == "unresolvable"


def test_both_authors_get_the_same_in_each_exercise():
    chances = [(item.text.split("touches ")[1].split(",")[0], item.happened) for item in load_exercise("back-chance", ROOT).items]
    due = [(re.search(r"\((\w+), paragraph", item.text)[1], item.answer) for item in load_exercise("back-due", ROOT).items]
    for pairs in (chances, due):
        assert sorted(str(what) for who, what in pairs if who == "LaMear") == sorted(str(what) for who, what in pairs if who == "Knights") != []
    items = {item.id: item for item in load_exercise("back-words", ROOT).items}
    for word in ("will", "may"):
        assert (items[f"lamear-{word}"].from_, items[f"lamear-{word}"].to) == (items[f"knights-{word}"].from_, items[f"knights-{word}"].to)
    assert len(items) == 6


def test_a_forecast_is_said_to_be_settled_or_not_as_the_table_says():
    for item in load_exercise("back-due", ROOT).items:
        forecast = row(re.search(r"\(([AB]-P\d\d)\)", item.why)[1])
        assert (forecast["resolved"] == "unresolvable") == (item.answer != "due")
        assert (forecast["modality"] == "may") == (item.answer == "weak")
        assert f"paragraph {forecast['paragraph']})" in item.text
    for item in load_exercise("back-words", ROOT).items:
        forecast = row(re.search(r"[AB]-P\d\d", item.text + item.why)[0])
        assert f"paragraph {forecast['paragraph']}:" in item.text and re.search(r"“(.*?)”", item.text)[1] == {"very_likely": "highly likely"}.get(forecast["modality"], forecast["modality"])


def test_each_forecast_of_ones_own_has_a_rule_and_a_time():
    for name in ("troops-in-a-year", "fire-in-a-year", "same-answer"):
        poll = load_poll(name, ROOT)
        assert poll.kind == "probability" and poll.note.startswith("Resolution rule: ") and "twelve months" in poll.text


# The guide.

GUIDE = (ROOT / "guide/teach.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", ["09", "10"])
@pytest.mark.parametrize("head", ["| Minutes | What happens |", "| 90 minutes | What is different |"])
def test_a_plan_has_no_gap_and_ends_on_time(number, head):
    part = GUIDE[GUIDE.index(f"## Lesson {number}, minute by minute") :]
    spans = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+) to (\d+) \|", part[part.index(head) :].split("\n\n")[0], re.MULTILINE)]
    assert spans[0][0] == 0 and spans[-1][1] == (90 if "90" in head else 50)
    assert all(before[1] == after[0] for before, after in zip(spans, spans[1:], strict=False))


def test_the_ways_to_run_the_course_name_its_lessons():
    ways = GUIDE[GUIDE.index("## Four ways to run the course") : GUIDE.index("**Does it work?**")]
    day, month, semester, alone = (set(re.findall(r"\b(?:0\d|10)\b", "\n".join(re.findall(r"^\|.*", part, re.MULTILINE)))) for part in re.split(r"^\*\*(?:Four weeks|A semester|Alone)\*\*", ways, flags=re.MULTILINE))
    lessons = {lesson.id[:2] for lesson in COURSE.lessons}
    assert semester == alone == lessons and day == month == lessons - {"05", "06", "07"}
    for number, minutes in re.findall(r"\b(0[0-8]) \((\d+)\)", ways):
        assert int(minutes) == next(lesson.minutes for lesson in COURSE.lessons if lesson.id.startswith(number))
