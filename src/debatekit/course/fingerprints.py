"""The fingerprints of a text's paragraphs, in `data/readings/<slug>/fingerprints.json`: read and written here alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from debatekit.course.load import load_reading
from debatekit.course.locate import course_root
from debatekit.errors import BadCourseFile
from debatekit.readings.fingerprint import BITS, MOST, WORDS, fingerprint
from debatekit.readings.reading import Reading

FORMAT = 1


def fingerprints_path(slug: str, root: Path | None = None) -> Path:
    """Where the fingerprints of the text `slug` are kept."""
    return (root or course_root()) / "data" / "readings" / slug / "fingerprints.json"


def load_fingerprints(slug: str, root: Path | None = None) -> dict[int, tuple[int, ...]]:
    """Paragraph number to sample. Raises UnknownName for an unknown text, BadCourseFile for a missing or malformed file."""
    reading = load_reading(slug, root)
    path = fingerprints_path(slug, root)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadCourseFile(
            path, None, f"the file is missing, so this course cannot recognise copies of “{slug}”. Its author makes it with “python3 course.py fingerprint {slug} COPY”."
        ) from None
    except OSError as error:
        raise BadCourseFile(path, None, f"the file cannot be read ({error.strerror}).") from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise BadCourseFile(path, line, f"this is not JSON. {_again(slug)}") from None
    problem = _problem(raw, reading)
    if problem:
        raise BadCourseFile(path, None, f"{problem} {_again(slug)}")
    return {int(number): tuple(sample) for number, sample in raw["paragraphs"].items()}


def _again(slug: str) -> str:
    return f"Make it again with “python3 course.py fingerprint {slug} COPY”."


def _problem(raw: Any, reading: Reading) -> str | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("paragraphs"), dict):
        return "the key “paragraphs” is missing."
    if raw.get("format") != FORMAT or raw.get("words") != WORDS:
        return f"format {raw.get('format')!r} with runs of {raw.get('words')!r} words is not known here; format {FORMAT} with {WORDS} is."
    wanted = [str(paragraph.number) for paragraph in reading.paragraphs]
    if sorted(raw["paragraphs"]) != sorted(wanted):
        return f"it has the paragraphs {', '.join(raw['paragraphs']) or 'none'}; the guide has {', '.join(wanted)}."
    for number, sample in raw["paragraphs"].items():
        sound = isinstance(sample, list) and 0 < len(sample) <= MOST and all(type(value) is int and 0 <= value < 2**BITS for value in sample)
        if not sound:
            return f"paragraph {number} should have a list of 1 to {MOST} numbers below {2**BITS}."
    return None


def save_fingerprints(reading: Reading, paragraphs: list[str], root: Path | None = None) -> Path:
    """Write the fingerprints of `paragraphs`, one for each of the guide, and of them nothing else."""
    assert len(paragraphs) == len(reading.paragraphs)
    rows = ",\n".join(f'  "{number}": {json.dumps(fingerprint(text))}' for number, text in enumerate(paragraphs, 1))
    path = fingerprints_path(reading.id, root)
    try:
        path.write_text(f'{{"format": {FORMAT}, "words": {WORDS}, "paragraphs": {{\n{rows}\n}}}}\n', encoding="utf-8")
    except OSError as error:
        raise BadCourseFile(path, None, f"the file cannot be written ({error.strerror}). Make the folder writable.") from None
    return path
