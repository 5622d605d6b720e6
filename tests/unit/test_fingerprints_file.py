"""The fingerprints of a course: made by its author, loaded with the guide, checked with the course."""

import json
import shutil
from pathlib import Path

import pytest
from guides import ferry, save

from debatekit.cli import main
from debatekit.course import load_course, load_fingerprints, load_reading
from debatekit.errors import BadCourseFile, UnknownName
from debatekit.readings.fingerprint import WORDS, words
from debatekit.workspace.course_files import faults
from debatekit.workspace.travels import travelling_files

ROOT = Path(__file__).parents[2]
COPY = "The council has voted for a bridge, nine to six, and the ferry goes.\n\nA second boat would cost a tenth, and we could sell it again if it fails.\n"


@pytest.fixture
def course(tmp_path, monkeypatch):
    root = tmp_path / "course"
    save(root, "ferry", ferry(2))
    (root / "data/course.yaml").write_text("id: c\ntitle: C\nquestion: Why?\nreadings: [ferry]\n")
    (tmp_path / "copy.txt").write_text(COPY)
    monkeypatch.setenv("DEBATEKIT_COURSE", str(root))
    monkeypatch.chdir(tmp_path)
    return root


def test_an_author_makes_them_and_the_course_is_sound(course, capsys):
    assert any("cannot recognise copies of “ferry”" in fault for fault in faults(course))
    assert main(["fingerprint", "ferry", "copy.txt"]) == 0
    assert "samples of 2 paragraphs. No sentence of the text is in it." in capsys.readouterr().out
    assert list(load_fingerprints("ferry", course)) == [1, 2]
    assert list(faults(course)) == []
    text = (course / "data/readings/ferry/fingerprints.json").read_text()
    assert {word.text for word in words(text) if not word.text.isdigit()} == {"format", "words", "paragraphs"}


def test_a_dry_run_writes_nothing(course, capsys):
    assert main(["fingerprint", "ferry", "copy.txt", "--dry-run"]) == 0
    assert "The copy fits the guide" in capsys.readouterr().out
    assert not (course / "data/readings/ferry/fingerprints.json").exists()


@pytest.mark.parametrize(
    ("copy", "says"),
    [
        ("The second boat\n\n" + COPY, "The copy has 3 blocks and the guide 2 paragraphs. Leave only the counted"),
        (COPY.split("\n\n")[0], "The copy has 1 blocks"),
        (COPY.split("\n\n")[0] + "\n\n* * *\n", "Block 2 has no words"),
        ((COPY.split("\n\n")[0] + "\n\n") * 2, "Too much like another paragraph to be told apart"),
    ],
)
def test_a_copy_that_does_not_fit_is_shown_as_it_was_read(course, capsys, copy, says):
    Path("copy.txt").write_text(copy)
    assert main(["fingerprint", "ferry", "copy.txt"]) == 1
    said = capsys.readouterr().err
    assert says in said and "   1  " in said and "The council" in said
    assert not (course / "data/readings/ferry/fingerprints.json").exists()


def test_mistakes_are_sentences(course, capsys):
    assert main(["fingerprint", "fery", "copy.txt"]) == 1
    assert "Did you mean “ferry”?" in capsys.readouterr().err
    assert main(["fingerprint", "ferry", "cop.txt"]) == 1
    assert "Did you mean “copy.txt”?" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["fingerprint", "ferry"])
    assert stop.value.code == 2


GOOD = {"format": 1, "words": WORDS, "paragraphs": {"1": [1, 2], "2": [3]}}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ("[]", "“paragraphs” is missing"),
        (GOOD | {"format": 2}, "format 2 with runs of 3 words is not known here"),
        (GOOD | {"words": 4}, "runs of 4 words"),
        (GOOD | {"paragraphs": {"1": [1]}}, "it has the paragraphs 1; the guide has 1, 2"),
        (GOOD | {"paragraphs": {"1": [1], "2": [3], "3": [3]}}, "the guide has 1, 2"),
        (GOOD | {"paragraphs": {"1": [1], "2": []}}, "paragraph 2 should have a list of 1 to 16 numbers below 65536"),
        (GOOD | {"paragraphs": {"1": [1], "2": "text of the paragraph"}}, "paragraph 2"),
        (GOOD | {"paragraphs": {"1": [1], "2": [65536]}}, "paragraph 2"),
        (GOOD | {"paragraphs": {"1": [1], "2": [True]}}, "paragraph 2"),
        (GOOD | {"paragraphs": {"1": list(range(17)), "2": [1]}}, "paragraph 1"),
    ],
)
def test_a_malformed_file_is_refused(course, content, says):
    (course / "data/readings/ferry/fingerprints.json").write_text(content if isinstance(content, str) else json.dumps(content))
    with pytest.raises(BadCourseFile) as caught:
        load_fingerprints("ferry", course)
    assert says in str(caught.value) and "python3 course.py fingerprint ferry COPY" in str(caught.value)
    assert list(faults(course)) == [str(caught.value)]


def test_a_reading_that_the_manifest_forgot_is_named(course):
    main(["fingerprint", "ferry", "copy.txt"])
    shutil.copytree(course / "data/readings/ferry", course / "data/readings/bridge")
    (found,) = faults(course)
    assert "data/readings/bridge is not listed in data/course.yaml" in found
    with pytest.raises(UnknownName, match="There is no reading “ferri”. Did you mean “ferry”?"):
        load_fingerprints("ferri", course)


def test_this_course_can_recognise_copies_of_all_its_texts():
    for slug in load_course(ROOT).readings:
        assert len(load_fingerprints(slug, ROOT)) == len(load_reading(slug, ROOT).paragraphs)


def test_they_travel_with_the_hand_out(course):
    main(["fingerprint", "ferry", "copy.txt"])
    (course / "data/readings/ferry/my-own-copy.txt").write_text(COPY)
    (course / "data/readings/ferry/my.debatekit-record.json").write_text("{}")
    readings = [name for name in travelling_files(course) if name.startswith("data/readings/")]
    assert readings == ["data/readings/ferry/fingerprints.json", "data/readings/ferry/reading.yaml"]
