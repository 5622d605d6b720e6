"""Arguments go out as Argdown, AIF, CSV and YAML, and come back the same."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_up_arguments import arguments

from debatekit.arguments.aif_read import read_aif
from debatekit.arguments.aif_write import write_aif
from debatekit.arguments.argdown_read import read_argdown
from debatekit.arguments.argdown_write import write_argdown
from debatekit.arguments.rows import read_rows, write_rows
from debatekit.arguments.argument import Argument, Claim
from debatekit.course import load_argument
from debatekit.course.map_file import map_as_yaml
from debatekit.course.schema import parse
from debatekit.course.yaml_file import YamlFile

ROOT = Path(__file__).parents[2]
FORMATS = {"argdown": (write_argdown, read_argdown), "aif": (write_aif, read_aif), "csv": (write_rows, read_rows)}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(argument=arguments())
def test_what_goes_out_comes_back_the_same(name, argument):
    write, read = FORMATS[name]
    back = read(write(argument))
    assert [str(remark) for remark in back.report] == []
    assert back.argument == argument


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", sorted(path.parent.name for path in (ROOT / "data/readings").glob("*/argument.yaml")))
def test_the_maps_of_this_course_come_back_the_same(name, text):
    write, read = FORMATS[name]
    argument = load_argument(text, ROOT)
    assert read(write(argument)).argument == argument


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_comes_back_the_same_whatever_a_spreadsheet_puts_between_its_columns(mark):
    argument = load_argument("lamear-2021", ROOT)
    saved = StringIO(newline="")
    csv.writer(saved, delimiter=mark).writerows(csv.reader(StringIO(write_rows(argument), newline="")))
    back = read_rows("\ufeff" + saved.getvalue())
    assert back.argument == argument and not back.report


@pytest.mark.parametrize("text", ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)", "\tone", "\rone", "'so'", "''"])
def test_no_text_reaches_a_spreadsheet_as_a_formula(text):
    claim = Claim(id="=id", text=text, kind="fact", paragraphs=(1,), basis="press", note=text)
    argument = Argument(id=text, thesis="=id", claims=(claim,), reasons=(), main_line=(), note=text)
    written = write_rows(argument)
    cells = [cell for row in csv.reader(StringIO(written, newline="")) for cell in row]
    assert cells.count(f"'{text}") == 4 and "'=id" in cells and not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]
    assert read_rows(written).argument == argument


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(argument=arguments())
def test_what_is_written_as_yaml_is_read_the_same(tmp_path_factory, argument):
    path = tmp_path_factory.mktemp("map") / "argument.yaml"
    path.write_text(map_as_yaml(argument), encoding="utf-8", newline="")
    assert parse(YamlFile(path), Argument) == argument


@pytest.mark.parametrize("text", sorted(path.parent.name for path in (ROOT / "data/readings").glob("*/argument.yaml")))
def test_the_maps_of_this_course_are_written_as_people_write_them(text):
    path = ROOT / f"data/readings/{text}/argument.yaml"
    by_hand = path.read_text(encoding="utf-8").splitlines()
    written = map_as_yaml(load_argument(text, ROOT)).splitlines()
    # Folded notes may break elsewhere; nearly all other lines are the very same.
    plain = [line for line in written if line.lstrip().startswith(("- id:", "kind:", "paragraphs:", "basis:", "premises:", "relation:", "to:", "checks:"))]
    assert not [line for line in plain if line not in by_hand]
