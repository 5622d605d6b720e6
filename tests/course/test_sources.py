"""Every fact that a lesson states carries the id of a row that says where it comes from, and every id leads to a sound row."""

import csv
import json
import re
from pathlib import Path

import pytest

from debatekit.course import load_course
from debatekit.course.yaml_file import YamlFile

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
ID = re.compile(r"\b(?:[AB]-[FP]\d{2}|E\d{6}[a-z]?|[RST]\d{2})\b")
TABLES = {"claims_check": "claim_id", "forecasts": "forecast_id", "events": "event_id", "troop_levels": "report_id", "surveys": "survey_id", "attack_counts": "tally_id"}


def rows() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for table, key in TABLES.items():
        with open(ROOT / "data/tables" / f"{table}.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                # A survey has a row for each answer: one weak row would make it weak.
                found.setdefault(row[key], []).append(row)
    return found


ROWS = rows()
DATE_COLUMNS = ("date_start", "date", "period_end", "field_end")


def notebook_texts(path: Path, kinds=("markdown", "code")):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] in kinds:
            yield f"{path.stem}/{cell['id']}", "".join(cell["source"])


def texts():
    for lesson in COURSE.lessons:
        yield from notebook_texts(ROOT / "lessons" / f"{lesson.id}.ipynb")
    for assignment in COURSE.assignments:
        yield from notebook_texts(ROOT / "solutions" / assignment.id / assignment.notebook)
    for pattern in ("data/exercises/*.yaml", "data/polls/*.yaml", "data/readings/*/reading.yaml"):
        for path in sorted(ROOT.glob(pattern)):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


TEXTS = dict(texts())


@pytest.mark.parametrize("where", TEXTS)
def test_every_id_leads_to_a_row_that_a_lesson_may_use(where):
    for an_id in ID.findall(TEXTS[where]):
        assert an_id in ROWS, f"{where}: there is no row {an_id}"
        for row in ROWS[an_id]:
            assert row["source_quality"] != "other", f"{where}: {an_id} rests on a weak source, so no lesson uses it"
            dates = [row[column] for column in DATE_COLUMNS if row.get(column)]
            assert all(date <= COURSE.record_ends for date in dates), f"{where}: {an_id} lies after the end of the record"


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A day, a month with its year, or a count of people: what could be looked up, and so has to say where.
LOOKED_UP = re.compile(rf"\b\d{{1,2}} (?:{MONTHS})\b|\b(?:{MONTHS}) 20\d\d\b|\b\d[\d,]* (?:US )?(?:troops|members|people|candidates|injured|seats)\b")
# What the sentence is about is the course, an exercise, or the date of the article itself, which the reading gives.
OWN = re.compile(r"when the article came out|appeared on|questions are asked of each row|Find the last report|^\|", re.M)
NOTEBOOKS = [ROOT / "lessons" / f"{lesson.id}.ipynb" for lesson in COURSE.lessons] + [ROOT / "assignments" / each.id / each.notebook for each in COURSE.assignments]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_could_be_looked_up_says_where(path):
    for where, text in notebook_texts(path, ("markdown",)):
        for block in re.split(r"\n\s*\n|\n- |\n\d\. ", re.sub(r"```.*?```", "", text, flags=re.S)):
            found = LOOKED_UP.search(block)
            if found and not OWN.search(block):
                assert ID.search(block), f"{where}: “{found[0]}” has no id beside it in: {block[:120]}"


def strings(data):
    """Every text in a course file, however deep."""
    if isinstance(data, str):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from strings(value)


# An exercise asks about the claims of a text by their paragraphs, and gives no facts of its own there.
CLAIM = re.compile(r"paragraph \d")
SPOKEN = [path for pattern in ("data/exercises/*.yaml", "data/readings/*/reading.yaml") for path in sorted(ROOT.glob(pattern))]


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_an_exercise_or_a_guide_says_of_the_world_says_where(path):
    data = YamlFile(path).data
    if path.stem == "reading":
        data = {key: data[key] for key in ("role", "first")}
    elif any(name in path.stem for name in ("everyday", "forecast", "why-")):
        return  # no fact of the subject is in these
    for text in strings(data):
        found = LOOKED_UP.search(text)
        if found and not CLAIM.search(text):
            assert ID.search(text), f"{path}: “{found[0]}” has no id beside it in: {text[:120]}"


def test_the_ids_of_a_reading_are_told_apart():
    assert {an_id[0] for an_id in ROWS} == set("ABERST")


COUNTED = re.compile(
    r"Of the (\w+) claims of his .*? bear out (\w+), and (\w+) more in part; they contradict (\w+).*? (\w+) are disputed and (\w+) (?:is|are) open", re.I
)
NUMBERS = {word: number for number, word in enumerate(("none", "one", "two", "three", "four", "five", "six"))}


@pytest.mark.parametrize("lesson", [lesson for lesson in COURSE.lessons if lesson.readings and "claims_check" in lesson.tables], ids=lambda lesson: lesson.id)
def test_what_a_lesson_says_of_all_checks_is_so(lesson):
    text = " ".join(text for _, text in notebook_texts(ROOT / "lessons" / f"{lesson.id}.ipynb")).replace("\n", " ")
    (said,) = COUNTED.findall(text)
    checks = [row for rows_of in ROWS.values() for row in rows_of if "verdict" in row and row["reading"] == lesson.readings[0]]
    mine = [row for row in checks if row["source_quality"] != "other"]
    verdicts = [row["verdict"] for row in mine]
    told = tuple(NUMBERS.get(word.lower()) if word.lower() in NUMBERS else int(word) for word in said)
    assert told == (len(mine), *(verdicts.count(verdict) for verdict in ("supported", "partly", "contradicted", "disputed", "unverified")))
