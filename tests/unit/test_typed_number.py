"""Numbers as people type them."""

import json
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from debatekit.errors import BadAnswer
from debatekit.exercises.typed_number import BELOW, FROM, parse_number, spell, usable

NUMBERS = st.one_of(st.integers(-BELOW + 1, BELOW - 1), st.floats(FROM, BELOW, exclude_max=True), st.floats(-BELOW, -FROM, exclude_min=True))
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2500", 2500), ("2,500", 2500), ("2 500", 2500), ("2\u2009500", 2500), ("2\u202f500", 2500), ("2\u00a0500", 2500), ("2'500", 2500), ("2’500", 2500),
        ("12,345,678", 12345678), ("1 234 567.5", 1234567.5), ("2.500", 2.5), ("110.", 110), (".5", 0.5), ("-.5", -0.5), ("007", 7), ("34.0", 34), ("0", 0), ("-0", 0),
        ("-40", -40), ("−40", -40), ("–40", -40), ("+40", 40), ("  34\n", 34), ("٣٤", 34), ("３４", 34), ("\u200e34", 34), ("0.000001", 1e-6), ("999999999999999", BELOW - 1),
    ],
)  # fmt: skip
def test_what_is_read(text, number):
    assert parse_number(text) == number
    assert type(parse_number(text)) is type(number)


@pytest.mark.parametrize(
    "text",
    [
        "about 110", "110 injured", "34%", "$5", "one", "1e3", "1e400", "nan", "inf", "-inf", "∞", "0x10", "1_000", "½", "10²", "1/2", "--5", "5-", "- 5", ".", "-", "1.2.3",
        "2,500 000", "1,23,456", "0,500", ",500", "2, 500", "2,5", "12,50", "1,2345", "1.234,5", "9" * 16, "9" * 41, "9" * 10_000, "0." + "0" * 30 + "1", "0.0000001",
        "5\x006", "3\n4", "\ud800", "", "   ", None, 5, ["5"],
    ],
)  # fmt: skip
def test_what_is_refused_gets_one_sentence_with_an_example(text):
    with pytest.raises(BadAnswer) as caught:
        parse_number(text)
    said = str(caught.value)
    assert said.endswith(".") and len(said) < 200 and said.isprintable()
    assert "type" in said.lower() or "write" in said


def test_a_comma_that_may_be_a_point_is_asked_about():
    with pytest.raises(BadAnswer, match=r"“2,5” can be read in two ways: write a decimal with a point, as in 2\.5"):
        parse_number("2,5")


@given(NUMBERS)
@example(1.1e-5)
def test_what_is_spelled_is_read_back(number):
    assert parse_number(spell(number)) == number


@given(st.integers(0, BELOW - 1), st.sampled_from([",", " ", "\u2009", "\u202f", "'"]), st.sampled_from(["", "-", "−", "+"]), st.sampled_from(DIGITS))
def test_thousands_are_read_whatever_separates_them(number, separator, sign, digits):
    text = f"{number:,}".replace(",", separator)
    written = sign + "".join(digits[int(char)] if char.isdecimal() else char for char in text)
    assert parse_number(written) == (-number if sign in ("-", "−") else number)


@given(st.integers(0, 10**9), st.integers(0, 999))
def test_a_point_is_always_decimal(whole, part):
    assert parse_number(f"{whole}.{part:03}") == float(Decimal(f"{whole}.{part:03}"))


@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789,.' -+e−٣", max_size=45)))
def test_any_text_is_a_number_or_a_sentence(text):
    try:
        number = parse_number(text)
    except BadAnswer as error:
        assert str(error).endswith(".")
    else:
        assert usable(number) and json.loads(json.dumps(number)) == number
        assert type(number) is int or number % 1


@given(st.one_of(st.floats(), st.integers(), st.none(), st.booleans(), st.text()))
@example(10**400)
@example(True)
def test_usable_numbers_can_be_typed(number):
    assume(usable(number))
    assert parse_number(spell(number)) == number
