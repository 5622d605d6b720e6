"""A QR code reads the same on a page, in a terminal and in the standard's own terms."""

import io
import os
import re

import pytest
import segno

from debatekit.classroom.web import qr

LINK = "http://192.168.178.123:8765/j/ABCDEF"


def read(letters):
    """The rows of modules that half blocks show."""
    pairs = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows = []
    for line in re.sub(r"\x1b\[[\d;]*m", "", letters).split("\n"):
        rows += [list(row) for row in zip(*(pairs[letter] for letter in line), strict=True)]
    return rows


def test_letters_and_outline_are_the_code_in_its_quiet_zone():
    code = [[int(bool(module)) for module in row] for row in segno.make(LINK, error="m", micro=False).matrix_iter(border=qr.QUIET)]
    shown = read(qr.in_letters(LINK))
    assert shown[: len(code)] == code
    assert not any(map(any, shown[len(code) :]))
    outline, size = qr.outline(LINK)
    assert size == len(code)
    drawn = [[0] * size for _ in range(size)]
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", outline):
        for step in range(int(run)):
            drawn[int(y)][int(x) + step] = 1
    assert drawn == code
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", outline)


def test_it_fits_a_small_terminal_and_brings_its_own_colours():
    lines = qr.in_letters(LINK).split("\n")
    assert len(lines) <= 20
    for line in lines:
        assert line.startswith("\x1b[38;5;16;48;5;231m") and line.endswith("\x1b[0m")
        assert len(re.sub(r"\x1b\[[\d;]*m", "", line)) <= 40


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


class OldTerminal(Terminal):
    encoding = "latin-1"


@pytest.mark.parametrize(
    "stream, term, columns, shown",
    [
        (Terminal(), "xterm-256color", 80, True),
        (Terminal(), "dumb", 80, False),
        (Terminal(), "xterm", 30, False),
        (OldTerminal(), "xterm", 80, False),
        (io.StringIO(), "xterm", 80, False),
    ],
)
def test_only_a_terminal_that_can_take_it_gets_it(stream, term, columns, shown, monkeypatch):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((columns, 24)))
    assert qr.can_show(stream, 37) is shown
