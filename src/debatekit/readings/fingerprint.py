"""Recognise a paragraph without keeping it: the fingerprint is a small sample of short hashes of its three-word runs.

Why the text cannot be made from it again:

- Few runs are kept: a fifth, and never more than 16. They stand in the order of their hashes, not of the text. On 29 paragraphs of two
  published texts, even somebody who knew every kept run would hold loose bits: a run with those that share a word with it was
  9 words long at most, and together they touched 56 % of a paragraph's words at most.
- A hash has 16 bits. Of the thousand million three-word runs that a vocabulary of a thousand words allows, a hash fits some
  15,000 equally well; with ten thousand words it fits 15 million.
- All hashes of a paragraph of 80 words together say some 200 bits; the text itself says about 500, even to a reader who guesses
  English well. So many texts fit, and no amount of computing can tell which one it was.

What it cannot hide: whoever guesses a sentence can check the guess; recognising a copy is just that. And a paragraph of
some ten words or fewer keeps nearly all its runs, since one changed word must leave enough of them; such a paragraph could be found
by trying sentences. `tests/unit/test_fingerprint.py` measures both, with an attacker who knows every word of the paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

WORDS = 3
BITS = 16
SHARE = 5
MOST = 16
# One changed word takes up to three runs with it; of six that leaves half.
LEAST = 6

_IGNORED = "\u00ad\u034f\u200b-\u200d\u2060\ufeff"
_APOSTROPHES = "'\u2018\u2019\u02bc\u2032\uff07"
_LETTER = r"[^\W_]"
_MARK = r"[\u0300-\u036f]"
_BREAK = r"[-\u2010\u00ad][ \t]*\r?\n\s*"
# Inside a word: a mark or a sign that is not seen, an apostrophe, or the hyphen of a word that is broken at a line end.
_WORD = re.compile(rf"{_LETTER}(?:{_MARK}|(?:[{_IGNORED}]|[{_APOSTROPHES}]|{_BREAK})*{_LETTER})*")
_BROKEN = re.compile(rf"(?<={_LETTER}){_BREAK}(?={_LETTER})")
_UNSEEN = re.compile(rf"[{_IGNORED}]")
_CURLY = re.compile(rf"[{_APOSTROPHES}]+")
SENTENCE_END = re.compile(r"[.!?…:][\"'“”‘’«»()\[\]\s]*$")
_BLANK = re.compile(r"\r?\n[^\S\n]*(?:\r?\n[^\S\n]*)+|\f")


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stands in its text."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of `text`: without case, marks and typographic variants; a word that was broken at a line end is whole again."""
    return [Word(normal, start, end) for start, end in _spans(text) if (normal := _normal(text[start:end]))]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        start = match.start()
        for hyphen in _BROKEN.finditer(text, match.start(), match.end()):
            # “Anglo-” at a line end before “American” keeps its hyphen, and is two words as in the middle of a line.
            if not text[hyphen.end()].islower():
                yield start, hyphen.start()
                start = hyphen.end()
        yield start, match.end()


def _normal(token: str) -> str:
    token = _CURLY.sub("'", _UNSEEN.sub("", _BROKEN.sub("", token)))
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", token).casefold())


def runs(texts: Iterable[str]) -> list[int]:
    """The hash of each run of three words, in order; of fewer words, one hash of them all."""
    texts = list(texts)
    if not texts:
        return []
    if len(texts) < WORDS:
        return [_hash(texts)]
    return [_hash(texts[i : i + WORDS]) for i in range(len(texts) - WORDS + 1)]


def _hash(texts: list[str]) -> int:
    return int.from_bytes(blake2b(" ".join(texts).encode("utf-8", "replace"), digest_size=BITS // 8).digest())


def fingerprint(text: str) -> tuple[int, ...]:
    """The sample of `text`: its smallest hashes, a fifth of them, but no fewer than 6 and no more than 16."""
    found = sorted(set(runs(word.text for word in words(text))))
    return tuple(found[: min(MOST, max(LEAST, len(found) // SHARE))])


def passages(text: str) -> list[str]:
    """A copy cut at its blank lines; without any, at its line ends, unless most lines end inside a sentence and are no passages."""
    text = text.strip()
    blocks = _BLANK.split(text)
    if len(blocks) == 1:
        lines = [line for line in text.splitlines() if line.strip()]
        wrapped = sum(not SENTENCE_END.search(line) for line in lines) > len(lines) / 2
        blocks = [text] if wrapped else lines
    return [block.strip() for block in blocks if block.strip()]


def tidy(text: str) -> str:
    """`text` on one line, as one reads it: broken words joined, signs that are not seen left out."""
    joined = _BROKEN.sub(lambda match: "" if match.string[match.end()].islower() else "-", text)
    return " ".join(_UNSEEN.sub("", joined).split())
