"""The matrix of this course is even: nothing is filled in, and neither author's course or criteria are told at greater length."""

import re
from pathlib import Path

from debatekit.course import load_course, load_poll
from debatekit.course.matrix import load_matrix

ROOT = Path(__file__).parents[2]
BOOK = load_matrix("options", ROOT)
ENTRIES = (*BOOK.matrix.options, *BOOK.matrix.criteria)


def test_both_authors_are_there_and_each_has_as_many_criteria():
    assert list(BOOK.authors) == list(load_course(ROOT).readings)
    counted = [sum(reading in entry.in_texts for entry in BOOK.matrix.criteria) for reading in BOOK.authors]
    assert counted[0] == counted[1]
    assert [entry.id for entry in BOOK.matrix.criteria if not entry.in_texts] == ["iraqis", "cost"], "the lesson says that two are in neither text"


def test_each_entry_is_one_short_sentence_without_a_number_or_an_author():
    for entry in ENTRIES:
        assert re.fullmatch(r"[A-Z][^.!?]*\.", entry.about), entry.id
        assert len(entry.about.split()) <= 22 and not re.search(r"\d|LaMear|Knights|should|must|better than", entry.about), entry.id


def test_what_one_votes_on_is_what_one_weighs():
    assert {option.id for option in load_poll("matters-most", ROOT).options} == {entry.id for entry in BOOK.matrix.criteria} | {"other"}
