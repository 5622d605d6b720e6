"""Take an Argdown text apart: its statements and arguments, the relations between them, and its premise-conclusion structures.

It reads what https://argdown.org/syntax/ describes, line by line, and is kinder than the original about indentation. What a map of ours
has no place for (tags, links, bold type, headings) is told to `remark`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from debatekit.arguments.argdown_scan import PLACE, Tell, scan
from debatekit.arguments.flow_data import read_flow
from debatekit.ideas import Fault

_RELATION = re.compile(r"(\+>|->|<\+|\+|<-|-|><|_>|<_|_(?=\s))[ \t]*")
_NUMBER = re.compile(r"\(\d{1,6}\)[ \t]*")
_ITEM = re.compile(r"(?:\d{1,6}\.|\*)[ \t]+")
_TITLE = re.compile(r"\[((?:[^\]\n\\])[^\]\n]{0,400})\](?!\()|<([^->\n][^>\n]{0,400})>")
_TAG = r"#(?:\([^)\n]{1,200}\)|[\w-]+)"
# A character that is escaped, a link, a mention of a statement, one of an argument, a tag, a mark of bold or italic type.
_INLINE = re.compile(
    r"\\(.)" r"|\[([^\[\]\n]{1,200})\]\([^)\s]{1,300}\)" r"|@\[([^\[\]\n]{1,200})\]" r"|@<([^>\n]{1,200})>"
    rf"|({_TAG})" r"|(\*\*|__|\*(?! )|(?<! )\*|_(?! )|(?<! )_)"
)  # fmt: skip


@dataclass(eq=False)
class Member:
    """A statement or an argument at one place of the text. `words` is None where it is only referred to."""

    line: int
    is_argument: bool
    title: str
    words: str | None
    data: dict[str, Any]


@dataclass(eq=False)
class Inference:
    """The line between premises and conclusion: the rules that it names, and its data."""

    line: int
    rules: list[str]
    data: dict[str, Any]


@dataclass
class Structure:
    """The steps of one argument: premises, inferences and conclusions in their order. `title` is empty for one without a name."""

    line: int
    title: str
    steps: list[Member | Inference]


@dataclass
class Document:
    """`relations` are (what it stands under, sign, what stands there, line)."""

    front: dict[str, Any]
    members: list[Member] = field(default_factory=list)
    relations: list[tuple[Member | Inference, str, Member, int]] = field(default_factory=list)
    structures: list[Structure] = field(default_factory=list)


def parse(text: str, tell: Tell) -> Document:
    """All that stands in `text`; what has no counterpart goes to `tell`, with its line."""
    source = scan(text, tell)
    document = Document(source.front)
    before: Member | None = None
    for block in source.blocks():
        before = _Block(document, block, source.data, tell, before).last
    return document


class _Block:
    """One block of lines without an empty one between them. `last` is its argument, when it is nothing else: a structure may follow."""

    def __init__(self, document: Document, lines: list[tuple[int, str]], data: list[tuple[int, str]], tell: Tell, before: Member | None) -> None:
        self.document, self.data, self.tell = document, data, tell
        self.last: Member | None = None
        self.structure: Structure | None = None
        self.above: list[tuple[int, Member | Inference]] = []
        line, words = lines[0]
        if re.match(r"#+ ", words):
            tell(line, f"the heading “{self._plain(line, words.lstrip('# '))[:60]}” has no counterpart; left out.")
            return
        ahead = self._items(lines)
        for line, indent, sign, text in ahead:
            if sign == "--":
                self._inference(line, text)
            elif sign.startswith("("):
                if self.structure is None:
                    named = self.above[0][1] if self.above else before
                    self.structure = Structure(line, named.title if isinstance(named, Member) and named.is_argument else "", [])
                    document.structures.append(self.structure)
                member = self._member(line, text)
                self.structure.steps.append(member)
                self.above = [(-1, member)]
            elif sign in ("", "*"):
                self.above = [(-1, self._member(line, text))]
            else:
                while len(self.above) > 1 and self.above[-1][0] >= indent:
                    self.above.pop()
                member = self._member(line, text)
                if self.above:
                    document.relations.append((self.above[-1][1], sign, member, line))
                else:
                    tell(line, "a relation stands first here, below nothing; only what it names was kept.")
                self.above.append((indent, member))
        if self.structure is None and len(self.above) and isinstance(self.above[0][1], Member) and self.above[0][1].is_argument:
            self.last = self.above[0][1]

    def _items(self, lines: list[tuple[int, str]]) -> Iterator[tuple[int, int, str, str]]:
        """(line, indentation, sign, words) for each element; the lines that go on with it are joined to it."""
        now: tuple[int, int, str] | None = None
        held: list[str] = []
        for line, words in lines:
            bare = words.lstrip()
            indent, sign, inner = len(words) - len(bare), "", bare
            if now and now[2] == "--" and not held[-1].rstrip().endswith("--"):
                held.append(bare)  # still between the two lines of an inference
                continue
            if bare.startswith("--"):
                sign, inner = "--", "----" if re.fullmatch(r"-{4,}\s*", bare) else bare[2:].rstrip()
            elif found := _NUMBER.match(bare):
                sign, inner = "(", bare[found.end() :]
            elif found := _RELATION.match(bare):
                sign, inner = found[1], bare[found.end() :]
            elif found := _ITEM.match(bare):
                sign, inner = "*", bare[found.end() :]
            elif now:
                if now[2] != "--":
                    held.append(bare)
                continue
            if now:
                yield *now, " ".join(held)
            now, held = (line, indent, sign), [inner]
        if now:
            yield *now, " ".join(held)

    def _inference(self, line: int, text: str) -> None:
        text, data = self._take_data(re.sub(r"-{2,}\s*$", "", text))
        rules = [" ".join(re.sub(r"\\(.)", r"\1", rule).split()) for rule in text.split(",")]
        inference = Inference(line, [rule for rule in rules if rule], data)
        if self.structure is None:
            self.tell(line, "an inference stands here without premises above it; left out.")
            return
        self.structure.steps.append(inference)
        self.above = [(-1, inference)]

    def _member(self, line: int, text: str) -> Member:
        text, data = self._take_data(text)
        title = _TITLE.match(text)
        words: str | None = text
        if title:
            rest = text[title.end() :]
            if rest.startswith(":"):
                words = rest[1:]
            elif not re.sub(_TAG, "", rest).strip():
                if rest.strip():
                    self.tell(line, f"the tag {rest.strip()[:60]} has no counterpart; left out.")
                words = None
            else:
                title = None
        shown = self._plain(line, words) if words is not None else None
        member = Member(line, bool(title and title[2]), (title[1] or title[2]).strip() if title else "", shown, data)
        self.document.members.append(member)
        return member

    def _take_data(self, text: str) -> tuple[str, dict[str, Any]]:
        found: dict[str, Any] = {}
        for piece in PLACE.finditer(text):
            line, words = self.data[int(piece[1])]
            try:
                if re.match(r"\{[ \t]*\n", words):
                    raise Fault("only the form {key: value, other: [1, 2]} is read, beginning on the line of its brace")
                value = read_flow(words)
                found |= value
            except Fault as error:
                self.tell(line, f"these data cannot be read ({error}); left out.")
        return PLACE.sub(" ", text), found

    def _plain(self, line: int, text: str) -> str:
        lost: list[str] = []

        def letter(found: re.Match[str]) -> str:
            escape, link, statement, argument, tag, _ = found.groups()
            if link:
                lost.append("the address of a link")
            elif tag:
                lost.append(f"the tag {tag[:60]}")
            elif found[6]:
                lost.append("bold or italic type")
            return escape or link or statement or argument or ""

        plain = " ".join(_INLINE.sub(letter, text).split())
        for what in dict.fromkeys(lost):
            self.tell(line, f"{what} has no counterpart; left out.")
        return plain
