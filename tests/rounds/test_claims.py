"""The claims and steps of 01-claims: both authors alike, each claim in its place, and no key beside them."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter

import pytest
from course_copy import ASSIGNMENT, REPOSITORY, example_students

from debatekit.course import load_course, load_exercise, load_reading
from debatekit.rounds.checks import count_words

KEY = json.loads((REPOSITORY / "solutions" / ASSIGNMENT / "key" / "answers.json").read_text(encoding="utf-8"))
KIND_OF = KEY["answers"]["claims-kinds"]
CLAIMS = {item.id: item.text for item in load_exercise("claims-kinds", REPOSITORY).items}
READINGS = {reading.author.split()[-1]: reading for reading in (load_reading(name, REPOSITORY) for name in load_course(REPOSITORY).readings)}


def _cells(folder: str) -> dict[str, str]:
    notebook = json.loads((REPOSITORY / folder / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def _author(text: str) -> str:
    return re.search(r"\((\w+), paragraph \d+\)$", text)[1]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_names_one_of_the_authors_and_a_paragraph_that_there_is(claim: str) -> None:
    author, number = re.search(r"[^(]\. \((\w+), paragraph (\d+)\)$", CLAIMS[claim]).groups()
    assert int(number) in {paragraph.number for paragraph in READINGS[author].paragraphs}


def test_each_author_has_six_claims_two_of_each_kind() -> None:
    found = Counter((_author(text), KIND_OF[claim]) for claim, text in CLAIMS.items())
    assert found == {(author, kind): 2 for author in READINGS for kind in ("fact", "forecast", "value")}


def test_neither_authors_nor_kinds_stand_in_a_block() -> None:
    kinds, authors = [KIND_OF[claim] for claim in CLAIMS], [_author(text) for text in CLAIMS.values()]
    assert all(one != next_one for one, next_one in zip(kinds, kinds[1:], strict=False))
    assert not re.search(r"(.)\1\1", "".join(author[0] for author in authors))


def test_no_claim_was_sorted_in_a_lesson() -> None:
    practised = [item.text.split(" (")[0] for name in ("lamear-kinds", "knights-kinds") for item in load_exercise(name, REPOSITORY).items]
    assert len(practised) == 16 and not {text.split(" (")[0] for text in CLAIMS.values()} & set(practised)


def test_the_tests_of_the_notebook_speak_of_these_claims_in_this_order() -> None:
    source = _cells("solutions")
    listed = {
        node.targets[0].id: ast.literal_eval(node.value)
        for name in ("test-sort-complete", "test-sort-kinds")
        for node in ast.parse(source[name]).body
        if isinstance(node, ast.Assign) and node.targets[0].id in ("claims", "right_kinds")
    }
    assert listed == {"claims": list(CLAIMS), "right_kinds": KIND_OF}


def test_the_handout_holds_no_key() -> None:
    handed_out = {**_cells("assignments"), "claims": (REPOSITORY / "data/exercises/claims-kinds.yaml").read_text(encoding="utf-8")}
    kinds = set(KIND_OF.values())
    for where, text in handed_out.items():
        for line in text.splitlines():
            named = [claim for claim in CLAIMS if re.search(rf"\b{claim}\b", line)]
            assert not named or not kinds & set(re.findall(r"\w+", line.lower())), f"{where}: {line}"
        assert "right_kinds" not in text, where


def test_the_two_steps_to_choose_from_are_alike() -> None:
    steps = dict(re.findall(r"> \*\*(\w+), [^*]+\.\*\* \*((?:[^*]|\n)+)\*", _cells("assignments")["part-text"]))
    assert set(steps) == set(READINGS)
    for author, text in steps.items():
        paragraphs = {int(number) for number in re.findall(r"\((\d+)\)", text)}
        assert len(paragraphs) >= 3 and paragraphs <= {paragraph.number for paragraph in READINGS[author].paragraphs}
        assert text.count("(") == len(re.findall(r"\.", text)) == 4, "four sentences, each with its paragraph"
    one, other = sorted(count_words(text) for text in steps.values())
    assert other <= one * 1.1


def test_the_example_texts_keep_the_length_and_take_up_both_authors() -> None:
    texts = {name: student.cells["one-step-apart"] for name, student in example_students().items()}
    low, high = load_course(REPOSITORY).assignments[0].words
    assert all(low <= count_words(text) <= high for text in [*texts.values(), _cells("solutions")["one-step-apart"]])
    best = [text for name, text in texts.items() if example_students()[name].scores["one-step-apart"] == 8]
    assert {author for author in READINGS for text in best if author in text} == set(READINGS)
