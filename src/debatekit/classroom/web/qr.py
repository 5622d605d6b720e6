"""A link as a QR code: as the outline that a page draws, and in the letters of a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

import segno

# ISO/IEC 18004 asks for four empty modules on each side.
QUIET = 4
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
# Black on white, in colours of the fixed part of the palette: a theme turns “black” and “white” into anything.
_INK_ON_PAPER, _PLAIN = "\x1b[38;5;16;48;5;231m", "\x1b[0m"


def modules(text: str) -> list[list[int]]:
    """The code of `text` row by row, 1 for dark, without the quiet zone."""
    return [[int(bool(module)) for module in row] for row in segno.make(text, error="m", micro=False).matrix]


def outline(text: str) -> tuple[str, int]:
    """The data of an SVG path for the dark modules, one unit a module, and how many modules a side has, the quiet zone within."""
    rows = modules(text)
    parts = []
    for y, row in enumerate(rows, QUIET):
        x = 0
        while x < len(row):
            run = next((end for end in range(x, len(row)) if not row[end]), len(row)) - x
            if run:
                parts.append(f"M{x + QUIET} {y}h{run}v1h-{run}z")
            x += run + 1
    return "".join(parts), len(rows) + 2 * QUIET


def in_letters(text: str) -> str:
    """The code in half blocks, two rows of modules a line, with its quiet zone and its own colours: a camera reads it on any background."""
    rows = modules(text)
    wide = len(rows) + 2 * QUIET
    empty = [0] * wide
    square = [empty] * QUIET + [[0] * QUIET + row + [0] * QUIET for row in rows] + [empty] * QUIET
    if len(square) % 2:
        square.append(empty)
    lines = ("".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in zip(square[::2], square[1::2], strict=True))
    return "\n".join(f"{_INK_ON_PAPER}{line}{_PLAIN}" for line in lines)


def width(text: str) -> int:
    """How many columns `in_letters(text)` takes."""
    return len(modules(text)) + 2 * QUIET


def can_show(stream: TextIO, width: int) -> bool:
    """Whether `stream` is a terminal that shows half blocks in colours, at least `width` columns wide."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    try:
        "▀▄█".encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return shutil.get_terminal_size().columns >= width and _takes_colours()


def _takes_colours() -> bool:
    if sys.platform != "win32":
        return True
    import ctypes  # Windows shows colours once it has been asked to

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    handle = kernel.GetStdHandle(-11)
    return bool(kernel.GetConsoleMode(handle, ctypes.byref(mode)) and kernel.SetConsoleMode(handle, mode.value | 4))
