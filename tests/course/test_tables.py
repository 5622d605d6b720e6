"""The tables of this course: what is in them fits together, stops at the end of the record and is in the data dictionary."""

import csv
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest

import debatekit as dk
from debatekit.course import load_course, load_table

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
TABLES = {table.id: table for table in COURSE.tables}
DICTIONARY = (ROOT / "data/README.md").read_text(encoding="utf-8")
END = pd.Timestamp(COURSE.record_ends)


def whole(name: str) -> pd.DataFrame:
    return load_table(name, ROOT, provisional=True, weak_sources=True)


def cells(name: str) -> list[dict[str, str]]:
    with open(ROOT / "data/tables" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def section(name: str) -> str:
    return DICTIONARY.split(f"\n## `{name}`\n")[1].split("\n## ")[0]


every_table = pytest.mark.parametrize("name", TABLES)

IDS = {
    "events": ("event_id", r"E\d{6}[a-z]?"),
    "attack_counts": ("tally_id", r"T\d\d"),
    "troop_levels": ("report_id", r"R\d\d"),
    "claims_check": ("claim_id", r"[AB]-F\d\d"),
    "forecasts": ("forecast_id", r"[AB]-P\d\d"),
}


@pytest.mark.parametrize("name", IDS)
def test_ids_are_unique_and_well_formed(name):
    column, shape = IDS[name]
    ids = whole(name)[column]
    assert ids.is_unique and ids.str.fullmatch(shape).all()


def test_one_survey_is_one_question_to_one_population_at_one_time():
    surveys = whole("surveys")
    assert surveys["survey_id"].str.fullmatch(r"S\d\d").all()
    asked = ["pollster", "question", "population", "field_start", "field_end", "notes"]
    assert (surveys.groupby("survey_id")[asked].nunique(dropna=False) == 1).all(axis=None)
    assert not surveys[["survey_id", *asked]].drop_duplicates().duplicated(asked).any()
    assert not surveys.duplicated(["survey_id", "option"]).any()
    assert surveys["survey_id"].is_monotonic_increasing


def test_an_event_is_called_after_its_first_day():
    events = whole("events")
    assert (events["event_id"].str[1:7] == events["date_start"].dt.strftime("%y%m%d")).all()


@pytest.mark.parametrize(
    ("name", "start", "end"), [("events", "date_start", "date_end"), ("attack_counts", "period_start", "period_end"), ("surveys", "field_start", "field_end")]
)
def test_nothing_ends_before_it_starts(name, start, end):
    table = whole(name)
    both = table.dropna(subset=[start, end])
    assert len(both) and (both[start] <= both[end]).all()
    if name == "events":
        assert len(both) == len(table) and (both[end] - both[start]).max() < pd.Timedelta(days=3)


@pytest.mark.parametrize("name", ["events", "attack_counts", "troop_levels"])
def test_rows_are_in_order(name):
    order = {"events": ["date_start"], "attack_counts": ["period_start", "period_end"], "troop_levels": ["date"]}[name]
    keys = [tuple(row[column] or "9999" for column in order) for row in cells(name)]
    assert keys == sorted(keys)


@every_table
def test_the_precision_of_a_date_is_that_of_its_cell(name):
    table = whole(name)
    lengths = {"year": 4, "month": 7, "day": 10}
    for column, kind in TABLES[name].columns.items():
        if kind == "partial_date":
            lying = [len(row[column]) for row in cells(name)]
            assert table[f"{column}_precision"].map(lengths).fillna(0).tolist() == lying
            assert len(set(lying) - {0}) > 1, "full days alone need no partial_date"


MOST = {
    ("events", "us_killed"): 10, ("events", "us_wounded"): 110, ("events", "coalition_killed"): 5, ("events", "militia_killed"): 60, ("events", "other_killed"): 10,
    ("attack_counts", "attacks"): 200, ("troop_levels", "us_troops"): 200_000, ("surveys", "n"): 20_000, ("surveys", "percent"): 100,
    ("claims_check", "paragraph"): 18, ("forecasts", "paragraph"): 18,
}  # fmt: skip


def test_numbers_are_plausible():
    found = {(name, column) for name, table in TABLES.items() for column, kind in table.columns.items() if kind in ("integer", "number")}
    assert found == set(MOST)
    for (name, column), most in MOST.items():
        assert whole(name)[column].dropna().between(0, most).all(), (name, column)


CLOSED = {
    "events": {
        "country": "Iraq Syria Iraq/Syria USA Iran Jordan Switzerland Qatar Kuwait",
        "initiator_side": "us_coalition iran_or_militia iraq_gov islamic_state other",
        "target_side": "us_coalition iran_or_militia iraq_gov islamic_state other",
        "kind": "rocket drone missile airstrike raid leader_strike deployment diplomatic political other",
        "claimed": "yes no denied na",
        "confidence": "high medium",
    },
    "attack_counts": {"qualifier": "exact at_least about"},
    "troop_levels": {"country": "Iraq Syria Afghanistan Jordan Kuwait"},
    "surveys": {},
    "claims_check": {"type": "number date status attribution causal", "verdict": "supported partly disputed contradicted unverified"},
    "forecasts": {
        "modality": "will would must likely very_likely more_likely generally can may rhetorical",
        "resolved": "true false mixed unresolvable",
    },
}


@every_table
def test_closed_lists_are_closed_and_explained(name):
    table = whole(name)
    for column, words in (CLOSED[name] | {"source_quality": "official wire_or_major think_tank other"}).items():
        assert set(table[column]) <= set(words.split()), column
        if column != "country":
            assert [word for word in words.split() if f"`{word}`" not in section(name) + DICTIONARY.split("### How")[0]] == [], column


@pytest.mark.parametrize("name", ["claims_check", "forecasts"])
def test_every_paragraph_is_one_of_its_reading(name):
    table = whole(name)
    assert (table["reading"] == table[IDS[name][0]].str[0].map({"A": "lamear-2021", "B": "knights-2020"})).all()
    assert (table["paragraph"] <= table["reading"].map({"lamear-2021": 12, "knights-2020": 18})).all() and table["paragraph"].min() == 1


def test_an_event_names_the_readings_that_speak_of_it():
    for text in whole("events")["mentioned_in"]:
        named = text.split(" ")
        assert named == ["neither"] or named == [name for name in COURSE.readings if name in named]


@every_table
def test_every_address_can_be_followed(name):
    for row in cells(name):
        addresses = {column: text for column, text in row.items() if "source" in column and column != "source_quality" and text}
        for address in addresses.values():
            parts = urlsplit(address)
            assert parts.scheme in ("http", "https") and "." in parts.netloc, address
            assert not re.search(r"\s|utm_|fbclid|gclid|[?&](ref|cmpid)=", address), address
        if not addresses:
            assert row["source_quality"] == "other", "a row without a source is weak"


@every_table
def test_nothing_after_the_end_of_the_record_comes_unasked(name):
    default, asked, idea = load_table(name, ROOT), load_table(name, ROOT, provisional=True), TABLES[name]
    for column, kind in idea.columns.items():
        if "date" in kind:
            assert not (default[column] > END).any(), column
    assert "provisional" not in default and not set(idea.provisional_columns) & set(default)
    assert set(idea.provisional_columns) <= set(asked)
    if idea.dated_by:
        assert asked["provisional"].dtype == bool and asked["provisional"].tolist() == (asked[idea.dated_by] > END).tolist()
        assert asked["provisional"].sum() == len(asked) - len(default) > 0


@every_table
def test_no_text_speaks_of_what_came_after_the_record(name):
    # What was agreed in 2024 for later years belongs to 2024.
    agreed = {"E240927"}
    default = load_table(name, ROOT)
    texts = [column for column, kind in TABLES[name].columns.items() if kind == "text" and "source" not in column and column in default]
    for row in default.itertuples(index=False):
        said = " ".join(str(getattr(row, column)) for column in texts)
        assert row[0] in agreed or not re.search(r"\b202[5-9]", said), said
    assert name != "events" or agreed <= set(default["event_id"])


@every_table
def test_weak_sources_come_only_when_asked_for(name):
    default, asked = load_table(name, ROOT), load_table(name, ROOT, weak_sources=True)
    assert "other" not in set(default["source_quality"])
    assert len(asked) - len(default) == (asked["source_quality"] == "other").sum()


def test_weak_rows_there_are_and_they_are_the_ones_we_mean():
    assert {"A-F25", "B-F09"} <= set(load_table("claims_check", ROOT, weak_sources=True)["claim_id"]) - set(load_table("claims_check", ROOT)["claim_id"])


def test_shares_of_one_question_do_not_exceed_the_whole():
    # Rounding may add one.
    assert whole("surveys").groupby("survey_id")["percent"].sum().max() <= 101


def test_an_event_is_on_one_day_or_over_two():
    events = whole("events")
    assert {stay.days for stay in events["date_end"] - events["date_start"]} == {0, 1}


def test_undated_surveys_say_what_is_known_of_their_date():
    surveys = whole("surveys")
    assert surveys[surveys["field_end"].isna()]["notes"].str.contains(r"\b20\d\d\b|no date").all()


def test_a_country_is_never_attacked_more_often_than_all_together():
    tallies = whole("attack_counts")
    joint = tallies[tallies["area"] == "Iraq and Syria"]
    for row in tallies[tallies["area"].isin(["Iraq", "Syria"])].itertuples():
        same = joint[(joint["period_start"] == row.period_start) & (joint["period_end"] == row.period_end) & (joint["counted_by"] == row.counted_by)]
        assert (row.attacks <= same["attacks"]).all(), row.tally_id
    parts = tallies[tallies["area"].isin(["Iraq", "Syria"])].groupby(["period_start", "period_end", "counted_by"])["attacks"].agg(["sum", "size"])
    both = parts[parts["size"] == 2].join(joint.set_index(["period_start", "period_end", "counted_by"])["attacks"])
    assert len(both) >= 5 and (both["sum"] == both["attacks"]).all()


def test_what_assignment_01_asks_of_the_troop_reports():
    reports = load_table("troop_levels", ROOT)
    last = reports[(reports["country"] == "Iraq") & (reports["date"] < "2020-07-01")].iloc[-1]
    assert (f"{last['date']:%Y-%m-%d}", last["date_precision"], last["us_troops"], last["qualifier"]) == ("2020-03-11", "day", 6000, "upper bound in AP report")
    assert reports[(reports["country"] == "Syria") & (reports["date"] < "2023-01-01")].iloc[-1]["us_troops"] == 900


# Fairness: a table tells what sources say. It marks no author, takes no side's word for a death, and calls a group by one name.
LOADED = r"eliminat|neutrali[sz]|terrorists?\b|regime|\bthug|liquidat|martyr|resistance fighter|take out|taken out|militants?\b|innocent"
SCORES = r"\b(the author|op-?ed|LaMear|Knights|he) (is|was) (right|wrong|mistaken|correct)|\b(slip|blunder|misleads?|mistakes?|mistaken)\b|op-?ed\b"
AMERICAN = r"\bdefense\b|\bcenter\b|\bprogram\b|favor|\w+ization|\bKH\b|\bKSS\b|Kata'ib|Kataeb|Hizballah|Hizbullah|\bISIS\b|\bDaesh\b"


@every_table
@pytest.mark.parametrize("words", [LOADED, SCORES, AMERICAN], ids=["loaded", "scores", "spelling and names"])
def test_the_words_are_neutral_and_british(name, words):
    titles = re.compile(r"Department of Defense|Secretary of Defense|Defense Secretary|Pew Research Center|violent extremists")
    for row in cells(name):
        for column, text in row.items():
            if TABLES[name].columns[column] == "text" and "source" not in column:
                assert not re.search(words, titles.sub("", text), re.I if words != AMERICAN else 0), text


@every_table
def test_every_column_is_in_its_section_of_the_dictionary(name):
    missing = [column for column in whole(name).columns if f"`{column}`" not in section(name) and column != "provisional"]
    assert missing == []
    for column, kind in TABLES[name].columns.items():
        row = next(line for line in section(name).splitlines() if line.startswith("|") and f"`{column}`" in line.split("|")[1])
        assert kind.replace("_", " ") in row.split("|")[2], column


@every_table
def test_the_dictionary_counts_the_rows(name):
    stated = re.search(rf"^\| \[`{name}`\]\(#{name}\) \|.*?((?:\| \d+ )+)\|$", DICTIONARY, re.M)[1]
    counts = [len(load_table(name, ROOT, weak_sources=weak, provisional=later)) for weak, later in [(0, 0), (1, 0), (0, 1), (1, 1)]]
    assert [int(number) for number in re.findall(r"\d+", stated)] == counts


def test_the_figures_in_the_dictionary_are_those_of_the_tables():
    events, surveys = load_table("events", ROOT), load_table("surveys", ROOT)
    strikes = events[(events["initiator_side"] == "us_coalition") & events["kind"].isin(["airstrike", "leader_strike"])]
    assert (len(strikes), strikes["militia_killed"].count(), strikes["other_killed"].count()) == (19, 12, 1)
    assert "Of the 19 US air strikes in the table, 12 have a number of militia dead and one a number of other dead." in DICTIONARY
    attacks = events[events["kind"].isin(["rocket", "drone", "missile"]) & (events["target_side"] == "us_coalition")]
    assert len(attacks[attacks["date_start"].between("2023-10-17", "2024-02-20")]) == 10 and "`events` holds ten of them" in DICTIONARY
    assert (f"{events['date_start'].min():%B %Y}", f"{events['date_start'].max():%B %Y}") == ("March 2019", "November 2024")
    iraqis = surveys[surveys["population"].str.contains("Iraqi")]
    assert len(iraqis) == 3 and set(iraqis["field_end"].dt.year) == {2006} and "3 of its 63 rows" in DICTIONARY
    assert "false" not in set(whole("forecasts")["resolved"])


def test_the_example_of_the_dictionary_prints_what_it_says(capsys, monkeypatch):
    (example,) = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", DICTIONARY, re.S)
    monkeypatch.chdir(ROOT)
    exec(example[0], {})  # noqa: S102
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [line.rstrip() for line in example[1].splitlines()]
    total, last = re.search(r"added up:\s+(\d+)\nthe last one: (\d+)", example[1]).groups()
    assert int(total) > int(last) and f"there had been {last} attacks, not {total}." in DICTIONARY


def test_a_table_that_must_not_be_added_up_says_so(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    frame = dk.table("attack_counts")
    assert capsys.readouterr().out.strip() == frame.attrs["caution"] == TABLES["attack_counts"].caution.strip()
    assert "never add them up" in frame.attrs["caution"]
    dk.table("events", provisional=True, weak_sources=True)
    assert capsys.readouterr().out == ""


@every_table
def test_a_table_loads_in_a_blink(name):
    """At most 50 ms, once pandas is there. The fastest of several: whatever else this machine does can only add time."""
    seconds = []
    for _ in range(7):
        started = time.perf_counter()
        load_table(name, ROOT)
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.05
