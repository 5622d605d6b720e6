"""Every fault of a map is told, with its line. The broken maps are named after their faults, and begin with what has to be said of them."""

import json
import re
import shutil
import time
from pathlib import Path

import pytest
from guides import guide, save
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from debatekit.cli import main
from debatekit.course import load_argument
from debatekit.course.map_lint import CLAIM_WORDS, NOTE_WORDS, lint
from debatekit.errors import BadCourseFile
from debatekit.workspace import health

ROOT = Path(__file__).parents[2]
BROKEN = sorted((Path(__file__).parent / "broken_maps").glob("*.yaml"))
PARAGRAPHS = (("thesis", "It is so."), ("evidence", "Because."), ("question", "It asks."))
MANIFEST = "id: c\ntitle: C\nquestion: Q?\nreadings: [t]\ntables: [{id: claims_check, about: One claim., columns: {claim_id: text}}]\n"
CHECKS = "claim_id,reading,claim,verdict,evidence,source_1,source_2,source_quality\nT-1,t,A.,supported,B.,https://example.org/a,,official\nT-2,t,A.,supported,B.,https://example.org/a,,official\n"


@pytest.fixture
def course(tmp_path):
    """Files a map in a course of one reading."""
    save(tmp_path, "t", guide("t", PARAGRAPHS))
    (tmp_path / "data/tables").mkdir()
    (tmp_path / "data/course.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "data/tables/claims_check.csv").write_text(CHECKS, encoding="utf-8")

    def file(text):
        (tmp_path / "data/readings/t/argument.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return file


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_fault_is_told_with_its_line_and_nothing_else(course, path):
    text = path.read_text(encoding="utf-8")
    wanted = re.findall(r"^# line (\d+): (.*)$", text, re.MULTILINE)
    told = [(fault.line, fault.sentence) for fault in lint("t", course(text))]
    missing = [said for said in wanted if not any(str(line) == said[0] and sentence.startswith(said[1]) for line, sentence in told)]
    assert not missing and len(told) == len(wanted), (missing, told)
    assert all(sentence.endswith((".", "?")) for _, sentence in told)


def test_what_leads_nowhere_is_told_after_what_it_may_follow_from(course):
    told = [fault.sentence for fault in lint("t", course((BROKEN[0].parent / "unknown-ids.yaml").read_text(encoding="utf-8")))]
    assert ["leads nowhere" in sentence for sentence in told] == [False] * 5 + [True] * 2


@pytest.mark.parametrize("name", sorted(path.parent.name for path in (ROOT / "data/readings").glob("*/argument.yaml")))
def test_the_maps_of_this_course_have_no_fault(name):
    assert [str(fault) for fault in lint(name, ROOT)] == []


def test_data_readme_tells_how_long_a_text_may_be():
    dictionary = (ROOT / "data/README.md").read_text(encoding="utf-8")
    assert f"at most {CLAIM_WORDS} words" in dictionary and f"at most {NOTE_WORDS}" in dictionary


def test_twenty_names_at_most_are_looked_for(course):
    loose = "".join(f"  - {{id: r{n}, premises: [unknown-{n}], relation: supports, to: top-{n}, scheme: {n}, paragraphs: [1]}}\n" for n in range(600))
    began = time.perf_counter()
    told = [fault.sentence for fault in lint("t", course((BROKEN[0].parent / "sound.yaml").read_text(encoding="utf-8") + loose))]
    assert time.perf_counter() - began < 5  # it was eighteen seconds, with one look for each of 1,800 names
    assert sum("Did you mean" in sentence for sentence in told) <= 20 and len(told) > 1_200


@pytest.mark.parametrize(("text", "sentence"), [
    ("2020-13-45", "“2020-13-45” cannot be read (month must be in 1..12). Put quotes around it if it is a text."),
    ("[" * 3_000 + "]" * 3_000, "lists and keys are nested more than 50 deep here. Look at its brackets."),
    ("[" * 100_000, "lists and keys are nested more than 50 deep here. Look at its brackets."),
    ("- " * 100_000, "lists and keys are nested more than 50 deep here. Look at its brackets."),
    ("[&a [x, x], &b [*a, *a]]", "“a” names a part with & or *, which no course file may. Write the part out, or put quotes around a text."),
    ("0x" + "f" * 5_000, "this number is too long. Put quotes around it if it is a text."),
])  # fmt: skip
def test_what_breaks_or_chokes_a_reader_of_yaml_is_told_with_its_line(course, text, sentence):
    (fault,) = lint("t", course(f"id: t\nthesis: top\nclaims:\n  - id: top\n    kind:\n      {text}\n"))
    assert (fault.line, fault.sentence) == (6, sentence)


@pytest.mark.parametrize("text", ["a: b\t? c", "!!str ", "? - ? a\n", "- 2020-13-45\n- !x ", "{[a]: b}", "!!set a", "!!int ''"])
def test_where_one_reader_of_yaml_is_stricter_than_the_other_there_is_still_a_sentence(course, text):
    assert all(re.search(r"[.?)]$", fault.sentence) for fault in lint("t", course(text)))


def test_what_only_looks_like_a_nest_or_a_name_is_read(course):
    text = "R&D, &c. [" + "[" * 60 + "] 0x and - - - so on"
    (sound,) = [path for path in BROKEN if path.stem == "sound"]
    assert lint("t", course(sound.read_text(encoding="utf-8").replace("The ground floods.", f"'{text}'"))) == []


PART = st.recursive(st.none() | st.booleans() | st.integers() | st.sampled_from(["top", "why", "supports", "undercuts", ""]), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["id", "text", "kind", "premises", "relation", "to", "paragraphs", "stated", "note", "checks", "odd"]), inner, max_size=4), max_leaves=12)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(whole=st.dictionaries(st.sampled_from(["id", "thesis", "main_line", "claims", "reasons", "odd"]), PART, max_size=6) | PART)
def test_whatever_stands_in_a_map_is_told_in_sentences(tmp_path_factory, whole):
    root = tmp_path_factory.mktemp("course")
    path = root / "data/readings/t/argument.yaml"
    path.parent.mkdir(parents=True)
    YAML(typ="safe").dump(whole, path)
    faults = lint("t", root)
    assert faults and all(re.search(r"[.?)]$", fault.sentence) for fault in faults)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_map_in_which_nothing_is_found_can_be_loaded(tmp_path_factory, data):
    whole = YAML(typ="safe").load((BROKEN[0].parent / "sound.yaml").read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        part = data.draw(st.sampled_from([whole, *whole["claims"], *whole["reasons"]]))
        key = data.draw(st.sampled_from(sorted(part)))
        if key not in ("claims", "reasons"):
            other = data.draw(st.sampled_from([*whole["claims"], *whole["reasons"]]))
            part[key] = data.draw(PART | st.sampled_from([*other.values()]))
    root = tmp_path_factory.mktemp("course")
    save(root, "t", guide("t", PARAGRAPHS))
    (root / "data/readings/t/argument.yaml").write_text(json.dumps(whole), encoding="utf-8")
    try:
        load_argument("t", root)
    except BadCourseFile:
        assert lint("t", root)


def test_check_lists_ten_faults_of_a_map_and_how_many_more_there_are(course, monkeypatch, capsys):
    loose = "".join(f"  - {{id: c{number}, text: Claim {number}., kind: fact, paragraphs: [2], basis: press}}\n" for number in range(12))
    sound = (Path(__file__).parent / "broken_maps/sound.yaml").read_text(encoding="utf-8")
    root = course(sound.replace("reasons:\n", f"{loose}reasons:\n"))
    shutil.copytree(ROOT / "lessons", root / "lessons")
    monkeypatch.setenv("DEBATEKIT_COURSE", str(root))
    monkeypatch.setenv("DEBATEKIT_HOME", str(root / "journal"))
    for check in ("kernel", "packages", "course_files"):
        monkeypatch.setattr(health, check, lambda root: "not looked at")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "FAIL  map of t: data/readings/t/argument.yaml, line 15: “c0” leads nowhere" in out
    assert "→ Set it right there;" in out and "git checkout" not in out and "unzip" not in out
    assert out.count("leads nowhere") == health.MOST_MAP_FAULTS == 10 and "and 2 more" in out
    course(sound)
    assert main(["check"]) == 0
    assert "pass  map of t: 5 claims, 3 reasons" in capsys.readouterr().out
    (root / "data/readings/t/argument.yaml").unlink()
    assert main(["check"]) == 0
    assert "pass  map of t: no map yet" in capsys.readouterr().out
