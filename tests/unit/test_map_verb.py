"""The verb `map`, from the words typed to the sentence said."""

import json
from pathlib import Path

import pytest

from debatekit.cli import main
from debatekit.course import load_argument

ROOT = Path(__file__).parents[2]
LOOSE = Path(__file__).parent / "maps_of_others/loose.argdown"


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.setenv("DEBATEKIT_COURSE", str(ROOT))

    def typed(*words):
        code = main(["map", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


@pytest.mark.parametrize(("kind", "ending"), [("argdown", ".argdown"), ("aif", ".json"), ("csv", ".csv")])
def test_a_map_goes_out_and_comes_back_as_yaml(run, tmp_path, kind, ending):
    there, back = tmp_path / f"map{ending}", tmp_path / "data/readings/lamear-2021/argument.yaml"
    back.parent.mkdir(parents=True)
    assert run("lamear-2021", "--to", kind, "--out", there)[:2] == (0, "")
    code, _, said = run("--from", there, "--out", back)
    assert code == 0 and "Nothing was lost." in said
    assert load_argument("lamear-2021", tmp_path) == load_argument("lamear-2021", ROOT)


def test_without_out_it_goes_to_the_screen(run):
    assert run("lamear-2021", "--to", "argdown")[1].startswith("===\ntitle:")
    assert len(json.loads(run("lamear-2021", "--to", "aif")[1])["nodes"]) > 60


def test_excel_is_told_that_a_table_is_utf_8(run, tmp_path):
    run("lamear-2021", "--to", "csv", "--out", tmp_path / "map.csv")
    assert (tmp_path / "map.csv").read_bytes().startswith(b"\xef\xbb\xbfrow,id,")


def test_a_map_with_troubles_is_written_with_its_report_and_code_1(run, tmp_path):
    code, out, said = run("--from", LOOSE)
    assert code == 1 and out.splitlines()[1] == "id: a-boat-for-the-town"
    assert "13 claims, 9 reasons." in said and "It is not a sound map yet" in said
    assert "- line 20: a contradiction “><” has no counterpart here; left out." in said


def test_a_report_ends_somewhere(run, tmp_path):
    many = tmp_path / "many.argdown"
    many.write_text("[a]: A\n  + [b]: B\n\n" + "\n\n".join(f"Stray {number}." for number in range(500)), encoding="utf-8")
    _, _, said = run("--from", many)
    assert said.count("\n- ") == 61 and said.rstrip().splitlines()[-1].endswith("more.")


def test_no_file_is_written_over_without_force(run, tmp_path):
    mine = tmp_path / "mine.argdown"
    mine.write_text("mine", encoding="utf-8")
    code, _, said = run("lamear-2021", "--to", "argdown", "--out", mine)
    assert code == 2 and "is there already" in said and mine.read_text(encoding="utf-8") == "mine"
    assert run("lamear-2021", "--to", "argdown", "--out", mine, "--force")[0] == 0
    assert "[leave]:" in mine.read_text(encoding="utf-8")


def test_a_link_that_leads_nowhere_is_not_followed(run, tmp_path):
    elsewhere, link = tmp_path / "elsewhere.argdown", tmp_path / "map.argdown"
    link.symlink_to(elsewhere)
    code, _, said = run("lamear-2021", "--to", "argdown", "--out", link)
    assert code == 2 and "is there already" in said and not elsewhere.exists()


def test_what_came_there_in_the_meantime_is_not_written_over(run, tmp_path, monkeypatch):
    mine = tmp_path / "mine.argdown"
    mine.write_text("mine", encoding="utf-8")
    monkeypatch.setattr("os.path.lexists", lambda path: False)
    code, _, said = run("lamear-2021", "--to", "argdown", "--out", mine)
    assert code == 1 and "cannot be written" in said and mine.read_text(encoding="utf-8") == "mine"


def test_a_file_without_end_is_not_read_to_its_end(run, tmp_path):
    endless = tmp_path / "map.csv"
    endless.symlink_to("/dev/zero")
    code, out, said = run("--from", endless)
    assert (code, out) == (1, "") and "is larger than 8 MB, and no map is. Cut it into several." in said


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "Say which map goes where"),
        (("lamear-2021",), 2, "Say which map goes where"),
        (("lamear-2021", "--to", "aif", "--from", LOOSE), 2, "Say which map goes where"),
        (("--to", "aif", "--from", LOOSE), 2, "Say which map goes where"),
        (("--from", "map.txt"), 2, "map.txt ends in none of .argdown, .ad, .json, .aif, .csv"),
        (("--from", "no-such.argdown"), 1, "no-such.argdown cannot be read"),
        (("lamear-2021", "--to", "aif", "--out", ""), 2, "--out needs the name of a file."),
        (("lamer-2021", "--to", "aif"), 1, "Did you mean “lamear-2021”?"),
        (("lamear-2021", "--to", "aif", "--out", "/no/such/folder/map.json"), 1, "cannot be written"),
    ],
)
def test_wrong_words_get_a_sentence(run, words, code, sentence):
    found, out, said = run(*words)
    assert (found, out) == (code, "") and sentence in said and "Traceback" not in said


@pytest.mark.parametrize(("text", "sentence"), [(b"\xff\xfe", "is not UTF-8 text. Save it as UTF-8."), (b"", "there is no claim in it.")])
def test_a_file_that_holds_no_map_gets_a_sentence(run, tmp_path, text, sentence):
    path = tmp_path / "map.argdown"
    path.write_bytes(text)
    code, out, said = run("--from", path)
    assert (code, out) == (1, "") and sentence in said and "Excel" not in said


def test_who_saved_a_table_in_excel_is_told_what_to_choose_there(run, tmp_path):
    path = tmp_path / "map.csv"
    path.write_bytes("row;id;text\nclaim;a;Café\n".encode("cp1252"))
    code, out, said = run("--from", path)
    assert (code, out) == (1, "") and "is not UTF-8 text. Save it as UTF-8. In Excel, choose “CSV UTF-8”." in said


def test_a_reason_whose_name_was_deleted_is_told_with_code_1(run, tmp_path):
    path = tmp_path / "map.argdown"
    run("knights-2020", "--to", "argdown", "--out", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.remove("<r-quiet>")
    path.write_text("\n".join(lines), encoding="utf-8")
    code, _, said = run("--from", path)
    assert code == 1 and "this reason has no name; it is called “reason-line-" in said and "Nothing was lost" not in said
