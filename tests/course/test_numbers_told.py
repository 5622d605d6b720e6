"""Every number that lessons 05 and 06 tell of the tables is worked out from the tables, and so are the answers of their exercises."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from debatekit.course import load_course, load_exercise, load_table

ROOT = Path(__file__).parents[2]
CHECKS, EVENTS, TALLIES, TROOPS, SURVEYS = (load_table(name, ROOT) for name in ("claims_check", "events", "attack_counts", "troop_levels", "surveys"))
MILITIA = EVENTS[EVENTS["initiator_side"] == "iran_or_militia"]
FIRE = MILITIA[(MILITIA["target_side"] == "us_coalition") & MILITIA["kind"].isin(["rocket", "drone", "missile"])]
US = EVENTS[EVENTS["initiator_side"] == "us_coalition"]
STRIKES = US[(US["target_side"] == "iran_or_militia") & US["kind"].isin(["airstrike", "leader_strike"])]
RUNNING = TALLIES[(TALLIES["area"] == "Iraq and Syria") & (TALLIES["period_start"] == "2023-10-17")]
IN_FAVOUR = SURVEYS[SURVEYS["survey_id"].isin(["S09", "S14", "S16", "S24", "S32", "S39"]) & SURVEYS["option"].isin(["approve", "support", "right"])]
DEAD = EVENTS[(EVENTS["us_killed"] > 0) & (EVENTS["date_start"] <= "2020-03-17")]
IRAQ = TROOPS[TROOPS["country"] == "Iraq"]


def row(table: pd.DataFrame, name: str):
    key = next(column for column in table.columns if column.endswith("_id"))
    (one,) = [each for _, each in table[table[key] == name].iterrows()]
    return one


def attacks(name: str) -> int:
    return int(row(TALLIES, name)["attacks"])


def days(first: str, last: str) -> int:
    return (row(TALLIES, last)["period_end"] - row(TALLIES, first)["period_end"]).days


def text_of(lesson: str) -> str:
    cells = json.loads((ROOT / "lessons" / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    return " ".join(" ".join("".join(cell["source"]).split()) for cell in cells)


TEXTS = {name: text_of(name) for name in ("05-check-the-facts", "06-read-the-record")}

# What a lesson says, with a gap for each number, and the numbers as the tables have them.
TOLD = {
    "05-check-the-facts": [
        ("we checked {} claims with", len(CHECKS)),
        ("LaMear writes of {} US troops in Syria", row(TROOPS, "R34")["us_troops"]),
        ("said that it had been about {:,} for months (R46)", row(TROOPS, "R46")["us_troops"]),
        ("Six surveys of January 2020, bars from {} to {} per cent in favour", IN_FAVOUR["percent"].min(), IN_FAVOUR["percent"].max()),
        *((f"{pollster} {{}}", percent) for pollster, percent in zip(IN_FAVOUR["pollster"].replace("Quinnipiac University", "Quinnipiac").replace("Pew Research Center", "Pew"), IN_FAVOUR["percent"], strict=True)),
        ("Why {} in one and {} in another", IN_FAVOUR["percent"].min(), IN_FAVOUR["percent"].max()),
        ("{} per cent did that or had no opinion (S24)", SURVEYS[(SURVEYS["survey_id"] == "S24") & (SURVEYS["option"] == "neither or no opinion")]["percent"].item()),
        ("Of the {} rows in the whole table", len(SURVEYS)),
        ("at least five in the three months before (T11)",),
        ("about {} from January to the first week of July (T08)", attacks("T08")),
        ("There were {} attacks", load_table("attack_counts", ROOT, weak_sources=True).query("tally_id == 'T20'")["attacks"].item()),
    ],
    "06-read-the-record": [
        ("there are {} rows of fire and {} of strikes", len(FIRE), len(STRIKES)),
        ("more than {} attacks (T37)", attacks("T37")),
        ("{} on 30 October, {} on 14 November, {} on 17 November, at least {} on 20 January", *(attacks(name) for name in ("T17", "T23", "T26", "T35"))),
        ("grew by {} in {} days", attacks("T26") - attacks("T17"), days("T17", "T26")),
        ("at least {} in {} days", attacks("T35") - attacks("T26"), days("T26", "T35")),
        ("Whoever adds the four points gets {} attacks. There had been at least {}", RUNNING["attacks"].sum(), attacks("T35")),
        ("Between {:,} and {:,} from 2003 to 2008", IRAQ[IRAQ["date"] < "2009"]["us_troops"].min(), IRAQ[IRAQ["date"] < "2009"]["us_troops"].max()),
        ("down to {:,} for 2012", row(TROOPS, "R19")["us_troops"]),
        ("from then between {:,} and {:,}", IRAQ[IRAQ["date"] > "2017"]["us_troops"].min(), IRAQ[IRAQ["date"] > "2017"]["us_troops"].max()),
        ("{:,} in October 2007 (R12) against {:,} in July 2021 (R33): {} times", row(TROOPS, "R12")["us_troops"], row(TROOPS, "R33")["us_troops"], row(TROOPS, "R12")["us_troops"] // row(TROOPS, "R33")["us_troops"]),
        ("{:,} and {:,} (R37, R39)", row(TROOPS, "R37")["us_troops"], row(TROOPS, "R39")["us_troops"]),
        ("In {} of {}. The counts come from", STRIKES["militia_killed"].count(), len(STRIKES)),
        ('["{} of {}", "{} of {}", "{} of {}", "{} of {}"]', *(each for rows, column in ((FIRE, "us_killed"), (FIRE, "other_killed"), (STRIKES, "militia_killed"), (STRIKES, "other_killed")) for each in (rows[column].count(), len(rows)))),
        ("Americans in {} of {} rows, others in {} of {}", FIRE["us_killed"].count(), len(FIRE), FIRE["other_killed"].count(), len(FIRE)),
        ("militia and Iran in {} of {}, others in 1 of {}", STRIKES["militia_killed"].count(), len(STRIKES), len(STRIKES)),
        ("we learn it in {} of {} rows of fire and in one of {} US strikes", FIRE["other_killed"].count(), len(FIRE), len(STRIKES)),
        ("gets {} Americans killed in `fire` and {} others in `strikes`", FIRE["us_killed"].sum(), STRIKES["other_killed"].sum()),
        ("In two of the other seven the sources give a range",),
        ("at least {} for the last quarter of 2023, and T35 at least {}", attacks("T13"), attacks("T35")),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("lesson", "told"), [(lesson, told) for lesson, all_told in TOLD.items() for told in all_told], ids=lambda each: each if isinstance(each, str) else each[0])
def test_a_number_in_a_lesson_is_that_of_the_tables(lesson, told):
    words, *numbers = told
    assert words.format(*map(int, numbers)) in TEXTS[lesson]


@pytest.mark.parametrize(
    ("exercise", "answer", "mistakes"),
    [
        ("facts-count", (CHECKS["type"] == "number").sum(), [len(CHECKS), 0, (CHECKS["type"] == "status").sum(), (CHECKS["type"] == "attribution").sum(), (CHECKS["verdict"] == "supported").sum()]),
        ("facts-third", round(90 / 247 * 100), [round(90 / 290 * 100), 33, round(90 / 329 * 100), 0.36, round(247 / 90 * 100), 90]),
        ("facts-killed", row(EVENTS, "E200311a")["us_killed"], [DEAD[DEAD["kind"] == "rocket"]["us_killed"].sum(), DEAD["us_killed"].sum(), DEAD["us_killed"].sum() - 1, 1, 0]),
        ("record-tally", attacks("T26") - attacks("T17"), [sum(map(attacks, ("T17", "T23", "T26"))), attacks("T23") + attacks("T26"), attacks("T17") + attacks("T26"), attacks("T26"), attacks("T26") - attacks("T23"), attacks("T23") - attacks("T17")]),
        ("record-blank", STRIKES["other_killed"].count(), [STRIKES["militia_killed"].count(), len(STRIKES), STRIKES["other_killed"].sum(), len(STRIKES) - STRIKES["other_killed"].count(), 0]),
    ],
)  # fmt: skip
def test_an_answer_is_that_of_the_tables_and_each_mistake_is_one_that_can_be_made(exercise, answer, mistakes):
    idea = load_exercise(exercise, ROOT)
    assert idea.answer == answer
    assert [mistake.value for mistake in idea.mistakes] == mistakes


def test_what_happened_after_each_strike_is_what_the_record_has():
    def fired(after: date, span: int) -> int:
        later = FIRE["date_start"] - pd.Timestamp(after)
        return int(((later > pd.Timedelta(0)) & (later <= pd.Timedelta(days=span))).sum())

    happened = {item.id: item.happened for item in load_exercise("record-chance", ROOT).items}
    for name, day in (("december-2019", date(2019, 12, 29)), ("june-2021", date(2021, 6, 27)), ("august-2022", date(2022, 8, 23))):
        assert happened[name] is True and fired(day, 10) > 0
    embassy = MILITIA[MILITIA["target"].str.contains("embassy", case=False) & (MILITIA["date_start"] > "2020-10-11")]
    assert happened["pause-2020"] is False and (embassy["date_start"].min() - pd.Timestamp("2020-10-11")).days == 37
    silence = row(TALLIES, "T40")
    assert happened["february-2024"] is False and silence["attacks"] == 0 and silence["period_end"] >= pd.Timestamp("2024-02-17") and fired(date(2024, 2, 7), 10) == 0
    # Nothing is listed, and no tally covers these days: that settles nothing.
    assert happened["november-2024"] is None and fired(date(2024, 11, 11), 10) == 0 and TALLIES["period_end"].max() < pd.Timestamp("2024-11-11")


def test_a_claim_holds_in_the_exercise_if_our_check_supports_it():
    rows = dict(zip(("troops", "advise", "land", "barred", "stores", "two-dozen"), ("A-F15", "A-F16", "A-F22", "B-F28", "B-F02", "B-F12"), strict=True))
    items = {item.id: item for item in load_exercise("facts-chance", ROOT).items}
    assert items.keys() == rows.keys()
    for name, claim in rows.items():
        check = row(CHECKS, claim)
        assert items[name].happened == (check["verdict"] == "supported") and claim in items[name].why
        assert f"paragraph {check['paragraph']}:" in items[name].text
    assert sum(item.happened for name, item in items.items() if rows[name][0] == "A") == sum(item.happened for name, item in items.items() if rows[name][0] == "B") == 2


def test_both_authors_get_as_many_claims_in_each_exercise_that_has_claims_of_both():
    authors = [next(name for name in ("LaMear", "Knights") if f"({name}," in item.text) for item in load_exercise("facts-missing", ROOT).items]
    assert authors.count("LaMear") == authors.count("Knights") == 4
    for bin_ in ("date", "base", "counter", "source"):
        assert {name for name, item in zip(authors, load_exercise("facts-missing", ROOT).items, strict=True) if item.answer == bin_} == {"LaMear", "Knights"}


def test_ten_rows_of_fire_lie_in_the_months_that_the_pentagon_counted():
    counted = FIRE[(FIRE["date_start"] >= "2023-10-17") & (FIRE["date_start"] <= "2024-02-20")]
    assert len(counted) == 10 and "`fire` has ten rows of those months" in TEXTS["06-read-the-record"]


def test_the_counts_in_words_are_so():
    assert attacks("T11") == 5
    assert IN_FAVOUR["percent"].max() - IN_FAVOUR["percent"].min() == 12 and "Twelve points" in TEXTS["05-check-the-facts"]
    assert IN_FAVOUR["n"].isna().sum() == 3 and "three of the six" in TEXTS["05-check-the-facts"]
    assert SURVEYS["population"].str.contains("Iraqi").sum() == 3 == SURVEYS["survey_id"].isin(["S02", "S03"]).sum()
    troops_before_the_gap = IRAQ[IRAQ["date"] < "2017"].iloc[-1]
    assert (troops_before_the_gap["report_id"], IRAQ[IRAQ["date"] > "2012-06"].iloc[0]["report_id"]) == ("R19", "R22")
    assert STRIKES["militia_killed"].isna().sum() == 7 and row(STRIKES, "E200103")["militia_killed"] is pd.NA
    assert list(STRIKES[STRIKES["militia_killed"].isna() & STRIKES["summary"].str.contains("range|named four")]["event_id"]) == ["E210225", "E210627"]
    leaders = EVENTS[EVENTS["event_id"].isin(["E200103", "E240104", "E240207"])]
    assert set(leaders["claimed"]) == {"yes"} and len(EVENTS[(EVENTS["kind"] == "leader_strike") & (EVENTS["initiator_side"] == "us_coalition")]) == 3
    assert [lesson.minutes for lesson in load_course(ROOT).lessons if lesson.id in TEXTS] == [60, 60]
