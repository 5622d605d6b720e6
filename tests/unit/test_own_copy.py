"""A reader's own copy: read from whatever file a student has, or refused in one sentence that says what to do."""

import codecs
import os
from time import perf_counter

import pytest

from debatekit.course.own_copy import LARGEST, LONGEST, read_copy
from debatekit.errors import BadCopy
from debatekit.readings.saved_page import text_of

TEXT = "The ferry doesn’t run – “not today”.\n\nAsk the mayor: café, naïve, £5.\n"

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Tab title</title><style>p {color: red}</style>
<script>var tracker = "<p>not this</p>";</script></head>
<body><nav><ul><li>Menu entry</li></ul></nav><div class="wrap"><h1>The   ferry</h1><p>The ferry doesn&rsquo;t run &ndash;
&ldquo;not <em>to</em>day&rdquo;.<p>Never closed<br>but broken<div>In a div<button>Share this</button> goes on</div>
<ul><li>One<li>Two</ul><noscript>No script</noscript><svg><text>picture</text></svg><img alt="x"/><br/><br/>
A &amp; B</div><footer>Imprint</footer><script>more()</script></body></html>"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["copy.txt", "copy.md", "copy", "Kopie für mich.TXT"])
def test_plain_text(here, encoding, ending, name):
    (here / name).write_bytes(TEXT.replace("\n", ending).encode(encoding))
    assert read_copy(name).replace("\r\n", "\n") == TEXT


def test_paths(here):
    (here / "a.txt").write_text("A")
    (here.parent / "b.txt").write_text("B")
    assert read_copy("a.txt") == read_copy(here / "a.txt") == read_copy("~/here/a.txt") == "A"
    assert read_copy("../b.txt") == read_copy("~/b.txt") == "B"


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_a_saved_page(here, name):
    (here / name).write_text(PAGE, encoding="utf-8")
    assert read_copy(name).split("\n\n") == [
        "The ferry", "The ferry doesn’t run – “not today”.", "Never closed\nbut broken", "In a div goes on", "One", "Two", "A & B",
    ]


def test_a_page_in_the_encoding_that_it_declares(here):
    (here / "page.html").write_bytes(b'<meta charset="iso-8859-5"><p>' + "Жук".encode("iso-8859-5"))
    assert read_copy("page.html") == "Жук"
    (here / "page.html").write_bytes(b'<meta charset="no-such"><p>caf\xe9 \x93x\x94')
    assert read_copy("page.html") == "café “x”"


@pytest.mark.parametrize("page", ["", "<", "<p", "</p></nav>", "<nav><nav></p><p>a", "<svg><title>x", "<!-- ", "<![CDATA[x", "&#xD800;&bogus;", "<p>" * 2000])
def test_a_broken_page_is_no_disaster(page):
    assert isinstance(text_of(page), str)


@pytest.mark.parametrize("page", ["<![foo]><p>a", "<p>a<![foo]>", "<!foo [<!bar]>", "<![if x]><p>a"])
def test_a_declaration_that_is_not_known_is_no_disaster(here, page):
    (here / "page.html").write_text(page)
    try:
        assert "a" in read_copy("page.html")
    except BadCopy as error:
        assert "Save it again" in str(error) or "There is no text" in str(error)


@pytest.mark.parametrize("part", ["<a ", "<a b='", "<a b=c ", "<a/", "<!--", "<!-- ->", "<nav></p>", "<![CDATA[", "</a "])
def test_a_page_that_never_ends_is_read_at_once(part):
    def seconds(times):
        began = perf_counter()
        text_of(part * times)
        return perf_counter() - began

    seconds(100)
    assert seconds(40_000) < 10  # most took a minute or more, and four times as long for twice as much


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<nav><a>Menu</a><p>An article</p>", "Menu\n\nAn article"),
        ("<body><h1>Title</h1><nav>Menu<p>An article</p></body>", "Title\n\nMenu\n\nAn article"),
        ("<p>One</p><footer>Imprint<script>x()</script>", "One\n\nImprint"),
        ("<p>One <!-- Two<p>Three", "One Two\n\nThree"),
        ("<p>1 < 2", "1 < 2"),
    ],
)
def test_what_never_ends_swallows_nothing(page, text):
    assert text_of(page) == text


def test_what_is_skipped_ends_with_its_surroundings():
    assert text_of("<main><p>a<nav><p>menu</main><p>b") == "a\n\nb"


@pytest.mark.parametrize("name", ["copy.pdf", "copy.docx", "copy.odt", "copy.rtf", "copy.pages", "copy.epub", "copy.mhtml", "copy.webarchive", "copy.doc"])
def test_other_programs_files(here, name):
    (here / name).write_bytes(b"text")
    with pytest.raises(BadCopy, match=r"cannot be read here\. Open it, select all, copy, and paste into an empty text file; save that as plain text"):
        read_copy(name)


@pytest.mark.parametrize("content", [b"%PDF-1.7 \x00\x01", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1", b"PK\x03\x04\x14\x00\x06\x00", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256))])
def test_binary_files_under_a_false_name(here, content):
    (here / "copy.txt").write_bytes(content)
    with pytest.raises(BadCopy, match=r"copy\.txt is (not a text file|an? \w)"):
        read_copy("copy.txt")


def one_sentence(error):
    assert "\n" not in str(error.value) and len(str(error.value)) < 400
    return str(error.value)


def test_what_is_not_there(here):
    (here / "knights.txt").write_text("x")
    with pytest.raises(BadCopy) as error:
        read_copy("knigths.txt")
    assert "Did you mean “knights.txt”?" in one_sentence(error)
    with pytest.raises(BadCopy) as error:
        read_copy("quite-another.txt")
    assert "Give the whole path" in one_sentence(error)
    with pytest.raises(BadCopy) as error:
        read_copy("downloads/knights.txt")
    assert "There is no folder" in one_sentence(error)
    with pytest.raises(BadCopy) as error:
        read_copy("~nobody-of-that-name/x.txt")
    one_sentence(error)
    with pytest.raises(BadCopy, match="is a folder, not a file. Give the name of the file in it.$"):
        read_copy(here)
    with pytest.raises(BadCopy, match="There is no text in"):
        (here / "empty.txt").write_text(" \n")
        read_copy("empty.txt")
    with pytest.raises(BadCopy):
        read_copy("a\0b")


def test_a_huge_file(here):
    with open(here / "huge.txt", "wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(BadCopy, match="more than 2 MB"):
        read_copy("huge.txt")


def test_no_error_tells_of_other_files(here):
    # What an error says may be saved with a notebook and handed in.
    for name in ("home/diary 2025.txt", "home/salary.html", "here/salary.pdf", "here/.salary.txt"):
        (here.parent / name).parent.mkdir(exist_ok=True)
        (here.parent / name).write_text("private")
    for name in ("../home", "~/home", "../home/diary 2026.txt", "~/home/salari.html", "salari.pdf", "salari.txt", "nowhere/x.txt", "~/nowhere/x.txt", "../x.txt"):
        with pytest.raises(BadCopy) as error:
            read_copy(name)
        said = one_sentence(error)
        assert not [private for private in ("2025", "salary", str(here.parent)) if private in said]


def test_a_text_that_is_no_article(here):
    (here / "book.txt").write_text("word " * (LONGEST // 5 + 1))
    (here / "book.html").write_text("<p>" + "word " * (LONGEST // 5 + 1))
    for name in ("book.txt", "book.html"):
        with pytest.raises(BadCopy, match=f"The text in {name} has more than 200,000 characters"):
            read_copy(name)
    (here / "page.html").write_text(f"<script>{'x' * LONGEST}</script><p>An article")
    assert read_copy("page.html") == "An article"


def test_a_path_through_a_file(here):
    (here / "knights.txt").write_text("x")
    with pytest.raises(BadCopy) as error:
        read_copy("knights.txt/part.txt")
    assert "part.txt" in one_sentence(error)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are pipes")
def test_a_pipe_does_not_wait_for_ever(here):
    os.mkfifo(here / "pipe.txt")
    with pytest.raises(BadCopy, match="is not a file that can be read"):
        read_copy("pipe.txt")


@pytest.mark.parametrize("text", ["", "First paragraph.\n\nSecond.", "word " * 500])
def test_the_text_itself_is_not_a_name(text):
    with pytest.raises(BadCopy, match="the name of a file, not the text: what stands in a cell is saved"):
        read_copy(text)


@pytest.mark.parametrize("thing", [7, ["a.txt"], b"a.txt", True])
def test_something_else_is_not_a_name(thing):
    with pytest.raises(BadCopy, match="between quotes"):
        read_copy(thing)


def test_a_mark_without_a_text(here):
    (here / "empty.txt").write_bytes(codecs.BOM_UTF8)
    with pytest.raises(BadCopy, match="There is no text"):
        read_copy("empty.txt")
