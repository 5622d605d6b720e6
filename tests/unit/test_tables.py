"""What `load_table` leaves out, adds and says, on a small course of its own."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import debatekit as dk
from debatekit.course import load_table
from debatekit.errors import BadCourseFile

MANIFEST = """\
id: c
title: A course
question: Why?
record_ends: "2020-06-30"
tables:
  - id: t
    about: one row
    dated_by: day
    provisional_columns: [later]
    caution: Do not count these.
    columns: {day: partial_date, n: integer, said: text, later: text, source_quality: text}
  - id: plain
    about: one row
    columns: {share: number, said: text}
"""
ROWS = """\
day,n,said,later,source_quality
2019,1,"two
lines",,official
2020-06-30,2,None,news,other
2020-07,,NA,,official
,4,undated,,
"""


@pytest.fixture
def course(tmp_path):
    """A function that writes the course and returns its root."""
    (tmp_path / "data/tables").mkdir(parents=True)

    def write(rows=ROWS, manifest=MANIFEST, plain="share,said\n1.5,x\n,y\n"):
        (tmp_path / "data/course.yaml").write_text(manifest)
        (tmp_path / "data/tables/t.csv").write_text(rows)
        (tmp_path / "data/tables/plain.csv").write_text(plain)
        return tmp_path

    return write


def test_by_default_the_record_ends_and_weak_rows_are_out(course):
    frame = load_table("t", course())
    assert list(frame.columns) == ["day", "day_precision", "n", "said", "source_quality"]
    assert frame["n"].tolist() == [1, 4] and frame.index.tolist() == [0, 1]
    assert frame["said"].tolist() == ["two\nlines", "undated"]


def test_each_may_be_asked_for_alone_and_both_together(course):
    root = course()
    assert load_table("t", root, weak_sources=True)["n"].tolist() == [1, 2, 4]
    later = load_table("t", root, provisional=True)
    assert later["provisional"].tolist() == [False, True, False] and later["later"].isna().all()
    both = load_table("t", root, provisional=True, weak_sources=True)
    assert both["provisional"].tolist() == [False, False, True, False]
    assert both["later"].fillna("").tolist() == ["", "news", "", ""]
    assert both["day_precision"].fillna("").tolist() == ["year", "day", "month", ""]


def test_a_blank_is_unknown_and_a_word_is_a_word(course):
    """pandas alone would read the texts None and NA as unknown."""
    frame = load_table("t", course(), provisional=True, weak_sources=True)
    assert frame["said"].tolist()[1:3] == ["None", "NA"]
    assert frame["n"].isna().tolist() == [False, False, True, False]


def test_without_an_end_of_the_record_every_row_is_within(course):
    root = course(manifest=MANIFEST.replace('record_ends: "2020-06-30"\n', ""))
    assert len(load_table("t", root)) == 3
    assert "provisional" not in load_table("t", root, provisional=True)


def test_a_table_without_dates_or_qualities_is_left_as_it_is(course):
    root = course()
    for asked in ({}, {"provisional": True, "weak_sources": True}):
        frame = load_table("plain", root, **asked)
        assert list(frame.columns) == ["share", "said"] and frame["share"].isna().tolist() == [False, True]
        assert "caution" not in frame.attrs
    assert load_table("t", root).attrs["caution"] == "Do not count these."


def test_a_file_saved_by_excel_loads(course):
    root = course()
    path = root / "data/tables/plain.csv"
    path.write_bytes(b"\xef\xbb\xbfshare,said\r\n0.5,caf\xc3\xa9\r\n")
    assert load_table("plain", root)["said"].tolist() == ["café"]
    path.write_bytes(b"share,said\n0.5,caf\xe9\n")
    with pytest.raises(BadCourseFile, match="line 2: this is not UTF-8 text"):
        load_table("plain", root)


@pytest.mark.parametrize(
    ("rows", "line", "says"),
    [
        (ROWS.replace("2020-07,", "2020-07-32,"), 5, "day is '2020-07-32'; there is no such day"),
        (ROWS.replace("other", "other,more"), 4, "there are 6 values for 5 columns"),
        (ROWS.replace(",4,", ",4½,"), 6, "n is '4½'; it should be a whole number"),
    ],
)
def test_a_fault_is_named_in_whatever_row_it_stands(course, rows, line, says):
    """Also in a row that nobody asked for; and a text over two lines does not shift the count."""
    with pytest.raises(BadCourseFile) as caught:
        load_table("t", course(rows))
    assert says in str(caught.value) and caught.value.line == line


def test_a_column_of_days_takes_no_month(course):
    with pytest.raises(BadCourseFile, match="day is '2019'; it should be a day such as 2021-06-28"):
        load_table("t", course(manifest=MANIFEST.replace("day: partial_date", "day: date")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from([4, 7, 10]), st.sampled_from(["official", "other"])), min_size=1))
def test_what_is_asked_for_only_adds(course, rows):
    text = "".join(f"{day.isoformat()[:length]},{number},,,{quality}\n" for number, (day, length, quality) in enumerate(rows))
    root = course(ROWS.splitlines()[0] + "\n" + text)
    default = load_table("t", root)
    whole = load_table("t", root, provisional=True, weak_sources=True)
    assert whole["n"].tolist() == list(range(len(rows)))
    kept = whole[~whole["provisional"] & (whole["source_quality"] != "other")]
    assert kept["n"].tolist() == default["n"].tolist()
    for found, (day, length, _) in zip(whole["day"], rows, strict=True):
        assert found.isoformat()[:length] == day.isoformat()[:length]


def test_whole_sentences_are_shown_unless_somebody_chose_otherwise():
    with pd.option_context("display.max_colwidth", 50):
        table = dk.table("claims_check")
        assert "…" not in table["evidence"].head(3).to_string() and pd.get_option("display.max_colwidth") is None
        pd.set_option("display.max_colwidth", 80)
        dk.table("claims_check")
        assert pd.get_option("display.max_colwidth") == 80
