"""The guide to a text: what is wrong in its file is told with its line. Addresses and days."""

import pytest
from guides import ferry, save

from debatekit.course import load_reading
from debatekit.dates import day_in_words, in_words, is_day
from debatekit.errors import BadCourseFile
from debatekit.web_address import is_web_address



READING = ferry(3)


def load(folder, text):
    save(folder, "ferry", text)
    return load_reading("ferry", folder)


def test_a_sound_guide_loads(tmp_path):
    assert load(tmp_path, READING).sections[0].before == 3


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("https://example.org/ferry", "javascript:alert(1)", 7, "url is “javascript:alert(1)”; it should be the address of a page"),
        ("https://example.org/ferry", "https://exa mple", 7, "url is “https://exa mple”"),
        ('"2024-05-01"', "next tuesday", 6, "date is “next tuesday”; it should be the day of publication, such as 2021-06-28"),
        ('"2024-05-01"', "2021-06-28", 6, "date should be text, not 2021-06-28. Put quotes around it."),
        ('"2024-05-01"', '"2021-02-30"', 6, "date is “2021-02-30”"),
        (READING[READING.index("sections") :], "paragraphs: []\n", 12, "“ferry” has no paragraphs"),
        ("before: 3", "before: 4", 12, "“A cheaper answer” stands before paragraph 4, which is not there"),
        ("number: 2", "number: 5", 15, "here stands 5 in place of 2"),
        ("gist: The ferry is slow.", f"gist: {'so ' * 26}", 15, "the gist of paragraph 2 has 26 words"),
        ("first: [The ferry is old.]", "first: hello", 9, "first should be a list, not 'hello'."),
        ("job: concession", "job: concesion", 15, "Did you mean “concession”?"),
    ],
)
def test_a_guide_with_a_fault_is_told_with_its_line(tmp_path, old, new, line, says):
    assert old in READING
    with pytest.raises(BadCourseFile) as caught:
        load(tmp_path, READING.replace(old, new))
    assert says in str(caught.value) and caught.value.line == line


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://example.org/", "https://www.example.org:8080/a?b=c#d", "https://münchen.example/ä", "https://a.b-c.org?x", "http://10.0.0.1/x"],
)
def test_an_address_of_the_web(address):
    assert is_web_address(address)


@pytest.mark.parametrize(
    "text",
    [
        "", "example.org", "javascript:alert(1)", "JAVASCRIPT://example.org/%0aalert(1)", "data:text/html,x", "ftp://example.org", "file:///etc/passwd",
        "https://", "https:///x", "https:// example.org", "https://exa mple", "https://example.org/a b", "https://example.org\n", "https://ex\tample.org",
        "https://user@example.org", "https://example.org:x/", "https://<b>/", "//example.org", " https://example.org",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web(text):
    assert not is_web_address(text)


def test_days():
    assert day_in_words("2021-06-28") == "28 June 2021" and in_words(2021, 6) == "June 2021" and in_words(2021) == "2021"
    assert is_day("2024-02-29")
    assert not [text for text in ("2023-02-29", "2021-6-28", "20210628", "2021-W26-1", "2021-06", "", "x") if is_day(text)]
