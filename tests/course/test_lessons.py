"""Rules that every lesson and its files keep."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from debatekit.course import load_course, load_exercise, load_poll, load_reading, load_table
from debatekit.exercises.check import check
from debatekit.exercises.kinds import Find
from debatekit.exercises.map_checks import CHECKS

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
EXERCISES = [load_exercise(name, ROOT) for name in COURSE.exercises]
SELF_CHECKS = [idea for idea in EXERCISES if not idea.graded]
LESSONS = [ROOT / "lessons" / f"{lesson.id}.ipynb" for lesson in COURSE.lessons]


def cells(path: Path, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def calls(path: Path, verb: str) -> list[str]:
    return re.findall(rf'dk\.{verb}\("([^"]+)"', "\n".join(cells(path, "code")))


def test_the_manifest_and_the_folders_hold_the_same():
    def stems(folder: str, suffix: str) -> set[str]:
        return {path.stem for path in (ROOT / folder).glob(f"*{suffix}")}

    assert stems("lessons", ".ipynb") == {lesson.id for lesson in COURSE.lessons}
    assert stems("data/polls", ".yaml") == set(COURSE.polls)
    assert stems("data/exercises", ".yaml") == set(COURSE.exercises)
    assert stems("data/tables", ".csv") == {table.id for table in COURSE.tables}
    names = {assignment.id for assignment in COURSE.assignments}
    for folder in ("assignments", "solutions"):
        assert {path.name for path in (ROOT / folder).iterdir() if path.is_dir()} == names


@pytest.mark.parametrize("name", COURSE.polls)
def test_every_poll_loads(name):
    load_poll(name, ROOT)


@pytest.mark.parametrize("table", COURSE.tables, ids=lambda table: table.id)
def test_every_table_loads_and_is_in_the_data_dictionary(table):
    assert len(load_table(table.id, ROOT))
    assert f"`{table.id}`" in (ROOT / "data/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
def test_a_lesson_uses_what_its_manifest_says(lesson):
    path = ROOT / "lessons" / f"{lesson.id}.ipynb"
    code = "\n".join(cells(path, "code"))
    assert re.findall(r'dk\.poll\("([^"]+)", round="([^"]+)"\)', code) == [(use.id, use.round) for use in lesson.polls]
    assert tuple(calls(path, "reading")) == lesson.readings
    assert tuple(calls(path, "argument")) == lesson.arguments
    assert tuple(calls(path, "exercise")) == lesson.exercises
    assert tuple(calls(path, "table")) == lesson.tables
    assert tuple(calls(path, "weigh")) == lesson.matrices
    for use in lesson.polls:
        load_poll(use.id, ROOT).round(use.round)
    minutes = re.search(r"\*\*Minutes\*\* \| (\d+)", cells(path, "markdown")[0])
    assert minutes and int(minutes[1]) == lesson.minutes


def test_everything_is_used_by_a_lesson_or_an_assignment():
    polls = {use.id for lesson in COURSE.lessons for use in lesson.polls}
    exercises = {name for each in (*COURSE.lessons, *COURSE.assignments) for name in each.exercises}
    tables = {name for each in (*COURSE.lessons, *COURSE.assignments) for name in each.tables}
    assert polls == set(COURSE.polls)
    assert {name for lesson in COURSE.lessons for name in lesson.matrices} == {path.stem for path in (ROOT / "data/matrices").glob("*.yaml")}
    assert exercises == set(COURSE.exercises)
    # A table may also serve a map of an argument or a student's own question, so it need not stand in a notebook: that it
    # is in the data dictionary, tested above, keeps one from being forgotten.
    assert tables <= {table.id for table in COURSE.tables}


def test_every_kind_is_used():
    assert {load_poll(name, ROOT).kind for name in COURSE.polls} == {"choice", "likert", "slider", "probability", "text", "truth"}
    assert {idea.kind for idea in EXERCISES} == {"choose", "sort", "match", "number", "find", "build", "order", "rate", "premise", "rubric", "chance"}


@pytest.mark.parametrize("idea", [idea for idea in SELF_CHECKS if idea.has_solution], ids=lambda idea: idea.id)
def test_every_answer_gets_a_remark_and_the_solution_solves(idea):
    verdicts = [check(idea, answer) for answer in idea.tries()]
    assert all(verdict.solved or verdict.remarks for verdict in verdicts), "who is wrong is told why"
    remarks = [remark for verdict in verdicts for remark in verdict.remarks.values()]
    assert any(not remark.right for remark in remarks) and any(verdict.solved or any(r.right for r in verdict.remarks.values()) for verdict in verdicts)
    assert all(re.search(r"[.?!”]$", remark.text) for remark in remarks), "a remark is a sentence"
    assert check(idea, idea.solution()).solved


def test_no_two_feedback_texts_are_alike():
    texts = Counter(text for idea in SELF_CHECKS for text in idea.said())
    texts.update(CHECKS.values())
    assert texts and [text for text, times in texts.items() if times > 1] == []


def test_every_search_knows_how_long_its_reading_is():
    searches = [idea for idea in EXERCISES if isinstance(idea, Find)]
    assert searches
    for idea in searches:
        assert idea.paragraphs == len(load_reading(idea.reading, ROOT).paragraphs), idea.id


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_shape_of_a_lesson(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    text = cells(path, "markdown")
    headings = [line for cell in text for line in re.sub(r"```.*?```", "", cell, flags=re.S).splitlines() if re.match(r"#+ ", line)]
    assert [heading for heading in headings if heading.startswith("# ")] == headings[:1], "exactly one H1, and it comes first"
    depths = [len(heading.split()[0]) for heading in headings]
    assert all(after <= before + 1 for before, after in zip(depths, depths[1:], strict=False)), "no heading level is skipped"
    for row in ("For whom", "Minutes", "You will", "Afterwards you can", "You need", "Data used"):
        assert f"**{row}**" in text[0]
    for section in ("## Key points", "## Exit ticket", "## What next"):
        assert section in headings
    assert sum("**Checkpoint.**" in cell for cell in text) >= sum(1 for heading in headings if re.match(r"## \d", heading))
    folded = "\n".join(text)
    assert folded.count("<details>") == folded.count("<summary>") == folded.count("</details>"), "an answer folds open, and is closed at first"
    assert all(re.search(r"!\[[^\]]+\]", image) for cell in text for image in re.findall(r"!\[.*?\]\(", cell)), "every image has alt text"
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[a-z0-9-]+", each) for each in ids)
    for cell in notebook["cells"]:
        assert not cell.get("outputs") and cell.get("execution_count") is None, "outputs are stripped"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_installs_downloads_and_blocks_nothing(path):
    code = "\n".join(cells(path, "code"))
    assert not re.search(r"pip install|conda install|!|%|http|\.\./|\binput\(|read_csv", code)
    assert "import debatekit as dk" in code
