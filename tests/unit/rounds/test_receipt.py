import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from debatekit.errors import HandInError
from debatekit.rounds.receipt import Receipt, describe, read_receipt


@pytest.fixture
def receipt() -> Receipt:
    return Receipt(
        course="a-course",
        assignment="01-claims",
        student="José",
        handed_in_at=datetime(2026, 9, 1, 12, 0, tzinfo=UTC),
        files={"01-claims.ipynb": describe(b"{}")},
        findings=("Not answered yet: text.",),
    )


def test_it_comes_back_as_it_was_written(receipt: Receipt) -> None:
    assert read_receipt(receipt.to_json()) == receipt


def test_the_code_is_short_and_stands_for_student_time_and_files(receipt: Receipt) -> None:
    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", receipt.code)
    others = [
        replace(receipt, student="Jose"),
        replace(receipt, handed_in_at=datetime(2026, 9, 1, 12, 1, tzinfo=UTC)),
        replace(receipt, files={"01-claims.ipynb": describe(b"{ }")}),
    ]
    assert len({receipt.code, *(other.code for other in others)}) == 4
    assert replace(receipt, findings=()).code == receipt.code


def test_the_path_and_the_answers_stay_at_home(receipt: Receipt) -> None:
    text = replace(receipt, path=Path("/home/somebody/secret/x.zip"), answers={"answers": 1}).to_json().decode()
    assert set(json.loads(text)) == {
        "format",
        "course",
        "assignment",
        "student",
        "handed_in_at",
        "files",
        "findings",
        "code",
    }


def test_what_the_learner_reads(receipt: Receipt) -> None:
    text = replace(receipt, path=Path("/somewhere/01-claims-José.zip")).text()
    assert text.splitlines() == [
        "Your work is packed in 01-claims-José.zip",
        "That file is beside this notebook. Now hand it in.",
        f"Receipt {receipt.code} for José, 01-claims, 2026-09-01 12:00:00 UTC.",
        "Before you hand it in, look at this:",
        "- Not answered yet: text.",
        "If you change anything, run this cell again and hand in the new file.",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"student": "somebody-else"}, "was changed after the hand-in"),
        ({"code": "AAAA-AAAA"}, "was changed after the hand-in"),
        ({"format": 2}, "newer debatekit"),
        ({"handed_in_at": "yesterday"}, "cannot be read"),
        ({"handed_in_at": "2026-09-01T12:00:00"}, "cannot be read"),
        ({"files": []}, "cannot be read"),
        ({"files": {"x": {"sha256": 1, "size": 2}}}, "cannot be read"),
        ({"student": {"$": 1}}, "cannot be read"),
    ],
)
def test_a_receipt_that_is_not_one(receipt: Receipt, change: dict, sentence: str) -> None:
    with pytest.raises(HandInError, match=sentence):
        read_receipt(json.dumps(json.loads(receipt.to_json()) | change).encode())


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": 1}'])
def test_garbage_in_place_of_a_receipt(raw: bytes) -> None:
    with pytest.raises(HandInError, match="cannot be read"):
        read_receipt(raw)
