"""The first look at an Argdown text: its settings at the top, its lines without comments, and the data in braces, taken out of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from debatekit.arguments.flow_data import read_flow
from debatekit.ideas import Fault

Tell = Callable[[int | None, str], None]
Line = tuple[int, str]  # its 1-based number and its words

# Where a piece of data was taken out, its number stands between two zero bytes.
PLACE = re.compile(r"\x00(\d+)\x00")
_SPECIAL = re.compile(r"\\.|(?<!:)//[^\n]*|/\*|<!--|\{|\n", re.DOTALL)
_CLOSE = {"/*": "*/", "<!--": "-->"}
_FRONT = re.compile(r"\s*={3,}[ \t]*\n(.*?)\n={3,}[ \t]*(?=\n|\Z)", re.DOTALL)
_HALF_FRONT = re.compile(r"\s*(?:={3,}[ \t]*\n|(?:title|debatekit):)")
_BLOCK_DATA = re.compile(r"\{[ \t]*\n(?:[ \t]*\S.*\n){0,200}?[ \t]*\}")
_QUOTED = r"\"(?:[^\"\\\n]|\\.)*\"|"
_PIECE, _PIECE_OR_QUOTED = (re.compile(rf"\n[ \t]*\n|[{{}}]|{quoted}'[^'\n]*'|\s+|.") for quoted in ("", _QUOTED))


@dataclass
class Source:
    """`front` is what we know of the settings; `lines` hold a `PLACE` for each piece of `data`."""

    front: dict[str, Any]
    lines: list[Line]
    data: list[Line]

    def blocks(self) -> Iterator[list[Line]]:
        """The lines between empty ones."""
        block: list[Line] = []
        for line, words in [*self.lines, (0, "")]:
            if words.strip():
                block.append((line, words))
            elif block:
                yield block
                block = []


def scan(text: str, tell: Tell) -> Source:
    """`text`, made ready to be parsed."""
    text, first, front = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff")).replace("\x00", " "), 1, {}
    if found := _FRONT.match(text):
        front = _front(found[1], text[: found.start(1)].count("\n") + 1, tell)
        first, text = text[: found.end()].count("\n") + 1, text[found.end() :]
    elif found := _HALF_FRONT.match(text):
        line = found[0].rstrip().count("\n") + 1
        tell(line, "the settings at the top stand between two lines “===”, and one of the two is missing, so they were left out. Put it back.")
    return Source(front, *_lines(text, first, tell))


def _front(text: str, first: int, tell: Tell) -> dict[str, Any]:
    found: dict[str, Any] = {}
    others = []
    for number, line in enumerate(text.split("\n"), first):
        key, colon, value = line.partition(":")
        if not colon or key[:1] in ("", " ", "\t", "#"):
            continue
        if key not in ("title", "debatekit"):
            others.append(f"“{key[:40]}”")
            continue
        try:
            found[key] = read_flow(value)
        except Fault as error:
            tell(number, f"“{key}” at the top cannot be read ({error}); left out.")
    if others:
        tell(first, f"the settings at the top ({', '.join(others[:8])}) are for other programs; left out.")
    return found


def _lines(text: str, line: int, tell: Tell) -> tuple[list[Line], list[Line]]:
    """What `Source` holds: its lines and its data."""
    lines, data, now, began, at, skip = [], [], [], line, 0, 0
    unclosed: set[str] = set()
    while special := _SPECIAL.search(text, at):
        word, start = special[0], special.start()
        now.append(text[at:start])
        at = special.end()
        if word == "\n":
            lines.append((began, "".join(now)))
            line, now = line + 1, []
            began = line
        elif word in _CLOSE:
            end = -1 if word in unclosed else text.find(_CLOSE[word], at)
            if end < 0:
                unclosed.add(word)
                now.append(word)
            else:
                line, at = line + text.count("\n", at, end), end + len(_CLOSE[word])
        elif word == "{":
            end = _end_of_data(text, start) if start >= skip else 0
            if end:
                now.append(f"\x00{len(data)}\x00")
                data.append((line, text[start:end]))
                line, at = line + text.count("\n", at, end), end
            else:
                now.append(word)
                if start >= skip:
                    tell(line, "this “{” has no “}”, so it was read as text.")
                    # No further look into this paragraph: each would end at the same place.
                    skip = text.find("\n\n", start) % (len(text) + 1)
        elif word == "\\\n":
            at -= 1
        elif word.startswith("\\"):
            now.append(word)
    lines.append((began, "".join(now) + text[at:]))
    return lines, data


def _end_of_data(text: str, start: int) -> int:
    """Where the data that begin at `start` end, or 0 when they do not: braces count outside quotes only."""
    if block := _BLOCK_DATA.match(text, start):
        return block.end()
    depth, before, at, unclosed = 0, "", start, start
    while piece := (_PIECE if at < unclosed else _PIECE_OR_QUOTED).match(text, at):
        word, at = piece[0], piece.end()
        if word.count("\n") > 1:
            return 0
        if word == '"' and at > unclosed:
            # No quotation is closed any more on this line, whichever mark it begins with.
            unclosed = text.find("\n", at) % (len(text) + 1)
        if word[0] in "\"'" and len(word) > 1 and before not in tuple("{[,:"):
            word = word[:1]  # an apostrophe within a word; what looked like a quotation may hold a brace
            if "{" in piece[0] or "}" in piece[0]:
                return 0
        depth += (word == "{") - (word == "}")
        if not depth:
            return at
        before = before if word.isspace() else word[-1]
    return 0
