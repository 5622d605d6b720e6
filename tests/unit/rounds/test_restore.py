from debatekit.exercises.answers import MIME
from debatekit.rounds.restore import restore_answers


def document(saved_at: object = "2026-09-01T08:00:00+00:00", **changes: object) -> dict:
    return {
        "format": 1,
        "assignment": "01-claims",
        "saved_at": saved_at,
        "answers": {"claims-kinds": {"a": "fact"}},
    } | changes


def notebook(*documents: object) -> dict:
    return {"cells": [{"outputs": [{"output_type": "display_data", "data": {MIME: each}}]} for each in documents]}


def test_the_newest_wins_whatever_the_order_of_cells_and_time_zones() -> None:
    old = document("2026-09-01T09:30:00+02:00")
    new = document("2026-09-01T08:00:00+00:00")
    assert restore_answers(notebook(new, old), "01-claims") is new
    assert restore_answers(notebook(old, new), "01-claims") is new


def test_the_later_cell_among_equals() -> None:
    first, second = document(), document()
    assert restore_answers(notebook(first, second), "01-claims") is second


def test_a_time_that_cannot_be_read_is_the_oldest() -> None:
    good = document()
    for odd in (document("soon"), document("")):
        assert restore_answers(notebook(good, odd), "01-claims") is good
        assert restore_answers(notebook(odd), "01-claims") is odd


def test_what_is_not_an_answers_document_is_passed_over() -> None:
    odd = [
        None,
        [],
        "text",
        document(assignment="02-other"),
        document(format=9),
        document(answers=[]),
        document(answers={}),
        document(None),
        document(7),
    ]
    assert restore_answers(notebook(*odd), "01-claims") is None
    assert restore_answers({"cells": [None, 3, {"outputs": "x"}, {"outputs": [1, {"data": []}]}]}, "01-claims") is None
