"""Which passage of a reader's copy is which paragraph: the most plausible way to read the copy as paragraphs and other matter.

Each word of the copy belongs to one paragraph or to none. A run of words that a paragraph's sample holds speaks for that
paragraph. A run whose hash is smaller than the largest of the sample, and which is not in it, speaks against it: the
sample holds all the smallest. Going from one paragraph to another is cheap at a blank line and dear inside a sentence. The best
path through all words is then found step by step (Viterbi).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from debatekit.readings.fingerprint import SENTENCE_END, WORDS, Word, runs, tidy, words

# Weights are logarithms of odds, rounded: a run that is shared by chance is rare, and so is one that a copy has changed.
HIT, MISS = 4.5, -3.0
# Between two words: what it costs to go to another paragraph, to stay, and to go to other matter or back. A passage seldom
# holds a sentence that is none of the author's, and more often one with a changed word.
INSIDE, LINE_INSIDE, CARRIED_ON = (-12.0, 0.0, -12.0), (-6.0, 0.0, -6.0), (-5.0, 0.0, -5.0)
SENTENCE, LINE, BLOCK = (-4.0, 0.0, -12.0), (-2.0, 0.0, -2.0), (-1.0, -1.5, -0.9)

WHOLE_SHARE = 0.5
PART_SHARE, PART_HITS = 0.15, 2

_Step = tuple[float, float, float]
_Said = tuple[int, dict[int, float]]


@dataclass(frozen=True)
class Found:
    """A paragraph as a copy has it. `whole` is False when the copy holds only a part of it, or has changed much."""

    text: str
    whole: bool


@dataclass(frozen=True)
class Recognised:
    """What a copy holds: paragraphs by number, passages that repeat one (as a large quotation does), and passages unknown."""

    paragraphs: dict[int, Found]
    repeats: tuple[tuple[int, str], ...]
    unknown: tuple[str, ...]


@dataclass(eq=False)
class _Piece:
    """Neighbouring words of one block that belong to one paragraph (None: to none)."""

    block: int
    paragraph: int | None
    text: str
    hits: frozenset[int]


def recognise(blocks: Sequence[str], fingerprints: Mapping[int, Sequence[int]]) -> Recognised:
    """Read the passages of a copy, in their order, as the paragraphs whose `fingerprints` (number to sample) are given."""
    samples = {number: frozenset(sample) for number, sample in fingerprints.items() if sample}
    tokens = [words(block) for block in blocks]
    steps = _steps(blocks, tokens)
    said = _hits(tokens, steps, samples)
    kept, repeats = _without_repeats(_pieces(blocks, tokens, said, _path(steps, said, samples)))
    strays = kept.pop(None, [])
    found = {}
    for number, pieces in sorted(kept.items()):
        hits = len(frozenset().union(*(piece.hits for piece in pieces)))
        share = hits / len(samples[number])
        if share >= WHOLE_SHARE or (share >= PART_SHARE and hits >= PART_HITS):
            found[number] = Found(tidy(" ".join(piece.text for piece in pieces)), share >= WHOLE_SHARE)
        else:
            strays += pieces
    return Recognised(
        found,
        tuple((piece.paragraph, tidy(piece.text)) for piece in repeats if piece.paragraph in found),
        tuple(tidy(piece.text) for piece in sorted(strays, key=lambda piece: piece.block)),
    )


def _hits(tokens: list[list[Word]], steps: list[_Step], samples: Mapping[int, frozenset[int]]) -> list[_Said]:
    """For each word, in the order of the copy, the hash of the run that begins there and what it says of each paragraph."""
    flat = [word.text for found in tokens for word in found]
    hashes = runs(flat) if len(flat) >= WORDS else []
    hashes += [-1] * (len(flat) - len(hashes))
    start = 0
    for found in tokens:
        if 0 < len(found) < WORDS:
            # A block of one or two words is a run of its own; the run that reaches into the next block counts as well.
            (short,) = runs(word.text for word in found)
            if any(short in sample for sample in samples.values()):
                hashes[start] = short
        start += len(found)
    limits = {number: max(sample) for number, sample in samples.items()}
    said = []
    for i, value in enumerate(hashes):
        # Where a paragraph may well end, a run that reaches beyond is strange to both and speaks against neither.
        within = all(step in (INSIDE, LINE_INSIDE) for step in steps[i + 1 : i + WORDS])
        said.append((value, {
            number: HIT if value in sample else MISS
            for number, sample in samples.items()
            if value in sample or (within and 0 <= value <= limits[number])
        }))  # fmt: skip
    return said


def _path(steps: list[_Step], said: list[_Said], samples: Mapping[int, frozenset[int]]) -> list[int | None]:
    """For each word the paragraph that it belongs to."""
    if not any(weight > 0 for _, weights in said for weight in weights.values()):
        return [None] * len(said)
    score = dict.fromkeys(samples, BLOCK[0])
    strange = 0.0
    trail: list[dict[int | None, int | None]] = []
    for (change, stay, cross), (_, weights) in zip(steps, said, strict=True):
        best = max(samples, key=score.__getitem__)
        enter, came = max((strange + cross, None), (score[best] + change, best), key=lambda way: way[0])
        origin: dict[int | None, int | None] = {}
        if score[best] + cross > strange:
            origin[None] = best
        strange = max(strange, score[best] + cross)
        for number in samples:
            own = score[number] + stay
            if enter > own and came != number:
                origin[number], own = came, enter
            score[number] = own + weights.get(number, 0.0)
        trail.append(origin)
    best = max(samples, key=score.__getitem__)
    state = best if score[best] > strange else None
    path = []
    for origin in reversed(trail):
        path.append(state)
        state = origin.get(state, state)
    return path[::-1]


def _steps(blocks: Sequence[str], tokens: list[list[Word]]) -> list[_Step]:
    """What stands before each word."""
    steps = []
    before = ""
    for block, found in zip(blocks, tokens, strict=True):
        for i, word in enumerate(found):
            gap = block[found[i - 1].end : word.start] if i else ""
            if not i:
                carried_on = before and not SENTENCE_END.search(before) and block[word.start].islower()
                steps.append(CARRIED_ON if carried_on else BLOCK)
            elif SENTENCE_END.search(gap) and not (gap.startswith(".") and len(found[i - 1].text) == 1):  # “U.S.” ends no sentence
                steps.append(LINE if "\n" in gap else SENTENCE)
            else:
                steps.append(LINE_INSIDE if "\n" in gap else INSIDE)
        before = block if found else before
    return steps


def _pieces(blocks: Sequence[str], tokens: list[list[Word]], said: list[_Said], path: list[int | None]) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = 0
    for block, found in enumerate(tokens):
        if not found:
            continue
        starts = [i for i in range(len(found)) if i == 0 or path[at + i] != path[at + i - 1]]
        for first, after in zip(starts, [*starts[1:], len(found)], strict=True):
            begin = found[first].start if first else 0
            # An opening quotation mark goes with the word that it opens.
            if first:
                begin -= len(re.search(r"[\"'“‘«(\[]*$", blocks[block][found[first - 1].end : begin])[0])
            if pieces and pieces[-1].block == block:
                pieces[-1].text = pieces[-1].text[: begin - previous]
            previous = begin
            number = path[at + first]
            hits = frozenset(value for value, weights in said[at + first : at + after] if weights.get(number, 0) > 0)
            pieces.append(_Piece(block, number, blocks[block][begin:], hits))
        at += len(found)
    return pieces


def _without_repeats(pieces: list[_Piece]) -> tuple[dict[int | None, list[_Piece]], list[_Piece]]:
    """The pieces by paragraph, without those whose runs a larger piece of the same paragraph has already."""
    by_number: dict[int | None, list[_Piece]] = {}
    for piece in pieces:
        by_number.setdefault(piece.paragraph, []).append(piece)
    repeats: list[_Piece] = []
    for number, own in by_number.items():
        if number is None:
            continue
        largest = max(own, key=lambda piece: len(piece.hits))
        seen: set[int] = set()
        for piece in sorted(own, key=lambda piece: (-len(piece.hits), abs(piece.block - largest.block))):
            if piece.hits and piece.hits <= seen:
                repeats.append(piece)
            seen |= piece.hits
        by_number[number] = [piece for piece in own if piece not in repeats]
    return by_number, sorted(repeats, key=lambda piece: piece.block)

