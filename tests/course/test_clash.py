"""The clashes of this course: fair to both authors, and as many as the texts carry."""

import re
from collections import Counter
from pathlib import Path

from debatekit.clashes.clash import RELATIONS
from debatekit.course.clash import load_clash

ROOT = Path(__file__).parents[2]
BOOK = load_clash(ROOT)
CLASHES = BOOK.clashes.clashes
AUTHORS = [there.reading.author.split()[-1] for there in (BOOK.left, BOOK.right)]


def test_every_relation_is_used():
    assert Counter(clash.relation for clash in CLASHES).keys() == RELATIONS.keys()


def test_both_authors_stand_in_each_note_and_neither_is_named_first_too_often():
    first = Counter()
    for clash in CLASHES:
        places = {author: clash.note.find(author) for author in AUTHORS}
        assert min(places.values()) >= 0, f"{clash.id} leaves an author out"
        first[min(places, key=places.get)] += 1
    assert max(first.values()) <= 0.6 * len(CLASHES), first


def test_neither_author_has_the_last_word_too_often():
    last = Counter(max(AUTHORS, key=clash.note.rfind) for clash in CLASHES)
    assert max(last.values()) <= 0.65 * len(CLASHES), last


def test_a_note_is_short():
    for clash in CLASHES:
        assert len(re.findall(r"[\w’']+", clash.note)) <= 60, clash.id
        assert 1 <= len(re.findall(r"[.!?](?:\s|$)", clash.note)) <= 3, clash.id
        assert len(clash.about.split()) <= 10, clash.id


def test_no_title_gives_the_relation_away():
    # Of a question one would expect a contradiction, of a sentence an agreement.
    assert not [clash.about for clash in CLASHES if clash.about.endswith(("?", ".")) or re.search(r"agree|contradict|both|fail", clash.about)]


def test_no_side_is_told_at_greater_length():
    claims = [sum(len(getattr(clash, side)) for clash in CLASHES) for side in ("left", "right")]
    assert max(claims) <= 1.35 * min(claims), claims


def test_each_pair_is_there_once():
    pairs = [(left, right) for clash in CLASHES for left in clash.left for right in clash.right]
    assert len(pairs) == len(set(pairs)), [pair for pair, times in Counter(pairs).items() if times > 1]


def test_both_theses_meet_and_no_number_is_shown():
    assert CLASHES[0].left == (BOOK.left.argument.thesis,) and CLASHES[0].right == (BOOK.right.argument.thesis,)
    assert not [clash.id for clash in CLASHES if re.search(r"strength|stronger|weaker|\bwins\b", clash.note)]
