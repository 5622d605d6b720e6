"""Paragraphs are recognised through the noise of real copies, and cannot be made again from what is kept of them."""

import random
import re
import textwrap
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatekit.readings.fingerprint import BITS, MOST, WORDS, fingerprint, passages, runs, tidy, words
from debatekit.readings.recognise import recognise

TEXT = [
    "The ferry between the two banks has run every quarter of an hour since 1931. Last Tuesday the council voted, nine to six, to replace it with "
    "a bridge. It’s a decision that the town has put off for three decades, and one that it may come to regret sooner than it thinks.",
    "Those in favour point to the queues. On a summer Saturday a driver waits forty minutes, and an ambulance that has to take the long way round "
    "by the old mill needs twenty-six. Two patients, the hospital says, were reached too late last year.",
    "What would a bridge change for us?",
    "For a start, the traffic. A bridge doesn’t only carry the cars that wait today; it calls new ones. The county’s own study expects eleven thousand "
    "a day on a street that was built for carts — and the study was paid for by those who want to build.",
    "“Nobody will miss the ferry,” said the mayor, who crosses by car. Ask the four hundred pupils who cross on foot, and whose way to school would be "
    "longer by a mile. Ask the fishermen below the landing, too: the pillars are to stand where the pike spawn.",
    "There is a cheaper answer. A second boat would halve the wait, and a landing for ambulances could be ready by spring. The price is a tenth "
    "of the bridge’s, and if it fails we can sell the boat; nobody has ever sold a bridge.",
    "The council should not be hurried by a grant that expires. Money that is given for one thing only is not a gift, it’s an order. Let the town "
    "try the boat for two years, count, and then vote again.",
]  # fmt: skip
PRINTS = {number: fingerprint(text) for number, text in enumerate(TEXT, 1)}
ALL = set(PRINTS)


def plain(text):
    return [word.text for word in words(text)]


def assert_complete(copy, unknown=0, exact=True):
    found = recognise(passages(copy), PRINTS)
    assert set(found.paragraphs) == ALL and all(each.whole for each in found.paragraphs.values())
    if exact:
        assert {number: plain(each.text) for number, each in found.paragraphs.items()} == {n: plain(text) for n, text in enumerate(TEXT, 1)}
    assert len(found.unknown) == unknown
    return found


NOISE = {
    "as it is": "\n\n".join(TEXT),
    "straight quotes": "\n\n".join(TEXT).translate(str.maketrans("‘’“”", "''\"\"")),
    "windows line ends": "\r\n\r\n".join(TEXT),
    "soft hyphens": re.sub(r"(\w\w\w)(\w\w\w)", "\\1\u00ad\\2", "\n\n".join(TEXT)),
    "zero width": re.sub(r"(\w\w)(\w)", "\\1\u200b\\2", "\n\n".join(TEXT)),
    "no-break spaces": "\n\n".join(TEXT).replace(" ", "\u00a0"),
    "double hyphens": "\n\n".join(TEXT).replace(" — ", "--"),
    "capitals": "\n\n".join(TEXT).upper(),
    "one line a paragraph": "\n".join(TEXT),
    "hard wrapped": "\n\n".join(textwrap.fill(text, 60) for text in TEXT),
    "hard wrapped and no blank lines": "\n".join(textwrap.fill(text, 60) for text in TEXT),
    "narrow column": "\n\n".join(textwrap.fill(text, 24) for text in TEXT),
    "in another order": "\n\n".join(reversed(TEXT)),
    "decomposed accents": "\n\n".join(TEXT).replace("é", "e\u0301"),
    "ligatures": "\n\n".join(TEXT).replace("fi", "ﬁ"),
}


@pytest.mark.parametrize("noise", NOISE)
def test_the_noise_of_real_copies(noise):
    assert_complete(NOISE[noise])


def test_words_broken_at_line_ends():
    broken = "\n\n".join(re.sub(r"\b([a-z]{2})([a-z]{4,})\b", "\\1-\n\\2", text) for text in TEXT)
    assert broken.count("-\n") > 30
    assert_complete(broken)
    assert plain("an Anglo-\nAmerican co-\noperation") == ["an", "anglo", "american", "cooperation"]
    assert tidy("an Anglo-\nAmerican co-\noperation\u00ad") == "an Anglo-American cooperation"


def test_all_paragraphs_in_one_passage():
    # A sentence of which nothing was sampled may go to its neighbour; no paragraph is lost.
    found = assert_complete(" ".join(TEXT), exact=False)
    together = " ".join(each.text for _, each in sorted(found.paragraphs.items()))
    assert plain(together) == plain(" ".join(TEXT))


@pytest.mark.parametrize("advertisement", ["Buy two pairs of socks today and get a third for free", "Advertisement"])
def test_advertisements_inside_a_paragraph(advertisement):
    parts = []
    for text in TEXT:
        ends = [match.end() for match in re.finditer(r"[.?] ", text)]
        middle = min(ends, key=lambda end: abs(end - len(text) / 2)) if ends else 0
        parts += [text[:middle], advertisement, text[middle:]] if middle else [text]
    assert set(assert_complete("\n\n".join(parts), unknown=6).unknown) == {advertisement}


def test_a_pull_quote_is_not_a_second_copy():
    quote = "Money that is given for one thing only is not a gift, it’s an order."
    for at in range(len(TEXT) + 1):
        found = assert_complete("\n\n".join([*TEXT[:at], quote, *TEXT[at:]]))
        assert found.repeats == ((7, quote),)
    # Also where it cuts its own paragraph in two.
    at = TEXT[5].index("The price")
    first, rest = TEXT[5][:at], TEXT[5][at:]
    assert assert_complete("\n\n".join([*TEXT[:5], first, rest, rest, TEXT[6]])).repeats == ((6, rest),)


def test_the_same_copy_twice_is_one_copy():
    found = assert_complete("\n\n".join(TEXT * 2))
    assert [number for number, _ in found.repeats] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("missing", ALL)
def test_a_missing_paragraph_is_missed(missing):
    found = recognise([text for number, text in enumerate(TEXT, 1) if number != missing], PRINTS)
    assert set(found.paragraphs) == ALL - {missing} and found.unknown == ()


def test_a_part_of_a_paragraph_is_called_a_part():
    part = TEXT[4][: TEXT[4].index("Ask the fishermen")]
    found = recognise([TEXT[0], part, TEXT[5]], PRINTS)
    assert list(found.paragraphs) == [1, 5, 6]
    assert recognise([" ".join(part.split()[14:32])], PRINTS).paragraphs[5].whole is False


@pytest.mark.parametrize("number", ALL)
def test_any_one_word_may_be_changed(number):
    text = TEXT[number - 1].split()
    if len(text) < 8:
        text = ["And", *text]
    prints = {number: fingerprint(" ".join(text)), **{n: PRINTS[n] for n in ALL - {number}}}
    for i in range(len(text)):
        copy = " ".join([*text[:i], "heron" if text[i].islower() else "Heron", *text[i + 1 :]])
        found = recognise(["Opinion", copy, "More on this subject"], prints)
        assert list(found.paragraphs) == [number] and found.paragraphs[number].whole
        assert found.paragraphs[number].text == copy and found.unknown == ("Opinion", "More on this subject")


VOCABULARY = [a + b + c for a, b, c in product("bdfgklmnprst", "aeiou", ("l", "nd", "rk", "st"))]
WORD = st.sampled_from(VOCABULARY)


def different_runs(text):
    return len(set(zip(text, text[1:], text[2:], strict=False))) == len(text) - 2


TEXTS = st.lists(WORD, min_size=8, max_size=120).filter(different_runs)


@settings(deadline=None)
@given(text=TEXTS, data=st.data())
def test_property_one_changed_word_still_matches(text, data):
    prints = {1: fingerprint(" ".join(text))}
    changed = data.draw(st.integers(0, len(text) - 1))
    copy = " ".join([*text[:changed], "xylophone", *text[changed + 1 :]])
    assert recognise([copy], prints).paragraphs[1].whole


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), sizes=st.lists(st.integers(8, 120), min_size=2, max_size=12))
def test_property_what_is_unrelated_does_not_match(seed, sizes):
    dice = random.Random(seed)
    texts = [" ".join(dice.choice(VOCABULARY) for _ in range(size)).capitalize() + "." for size in sizes]
    prints = {number: fingerprint(text) for number, text in enumerate(texts[: len(texts) // 2])}
    found = recognise(texts, prints)
    assert {number: plain(each.text) for number, each in found.paragraphs.items()} == {n: plain(texts[n]) for n in prints}
    assert list(found.unknown) == texts[len(texts) // 2 :]


@settings(deadline=None)
@given(st.text())
def test_property_any_text_is_taken(text):
    found = recognise(passages(text), PRINTS | {8: fingerprint(text)})
    if len(words(text)) >= WORDS and len(passages(text)) == 1:
        assert 8 in found.paragraphs
    assert all(0 <= value < 2**BITS for value in fingerprint(text)) and len(fingerprint(text)) <= MOST


@pytest.mark.parametrize("text", ["", "…", "Why?", "Not so."])
def test_texts_of_less_than_three_words(text):
    prints = {1: fingerprint(text)}
    found = recognise(["Something else stands here.", text, "And here as well, at some length."], prints)
    assert bool(found.paragraphs) == bool(words(text))
    assert recognise(["Something else stands here."], prints).paragraphs == {}


def test_nothing_at_all():
    assert recognise([], PRINTS).paragraphs == recognise(["", "\n"], PRINTS).paragraphs == recognise(TEXT, {}).paragraphs == {}
    assert passages(" \n\n \t\n") == []


# What the module's docstring claims, measured.


def sampled(text):
    """The numbers of the runs of `text` that its fingerprint keeps, in the order of the text."""
    kept = set(fingerprint(text))
    return [number for number, value in enumerate(runs(plain(text))) if value in kept]


def test_the_chain_is_broken():
    """Even somebody who knew every kept run would hold loose bits: this counts bits of runs that share a word."""
    measured = 0
    for text in TEXT:
        numbers, count = sampled(text), len(plain(text))
        if count < 35:
            continue
        measured += 1
        assert len(numbers) <= count / 5
        chain = longest = WORDS
        for one, two in pairwise(numbers):
            chain = chain + two - one if two - one < WORDS else WORDS
            longest = max(longest, chain)
        touched = {word for number in numbers for word in range(number, number + WORDS)}
        assert longest <= 10 and len(touched) < 0.6 * count
    assert measured >= 5
    assert len(sampled(TEXT[2])) == len(plain(TEXT[2])) - 2  # the short paragraph, as the docstring admits


def test_what_an_attacker_has_to_choose_from():
    """Whoever knows all words of a paragraph finds its kept runs; whoever has to guess them drowns in false ones."""
    text = TEXT[3]
    own = sorted(set(plain(text)))
    kept = set(fingerprint(text))
    fitting = {run for run in product(own, repeat=WORDS) if runs(run)[0] in kept}
    true = {tuple(plain(text)[i : i + WORDS]) for i in sampled(text)}
    assert true <= fitting
    dice = random.Random(7)
    tries = 400_000
    chance = sum(runs(dice.choices(VOCABULARY, k=WORDS))[0] in kept for _ in range(tries)) / tries
    assert chance == pytest.approx(len(kept) / 2**BITS, rel=0.4)
    # With a vocabulary of 2,000 words more than a hundred thousand false runs fit for each true one.
    assert chance * 2000**WORDS > 100_000 * len(true)


def test_the_order_of_the_sample_says_nothing_of_the_order_of_the_text():
    for text in TEXT:
        assert list(fingerprint(text)) == sorted(fingerprint(text))
