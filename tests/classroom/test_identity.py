"""Tokens, codes and what is made of them."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from debatekit.classroom.identity import LETTERS, PERSONAL_CODE_LENGTH, TOKEN_LENGTH, Identity, new_key, new_letters, same, tidied, way_back

TOKENS = st.text(LETTERS, min_size=TOKEN_LENGTH, max_size=TOKEN_LENGTH)


@given(TOKENS, st.booleans())
def test_a_way_back_is_the_token_however_it_is_typed(token, small):
    written = way_back(token).replace("-", " - ")
    assert len(way_back(token)) == 19 and tidied(written.lower() if small else written, TOKEN_LENGTH) == token


@given(st.text(max_size=80))
def test_anything_else_is_no_token(text):
    found = tidied(text, TOKEN_LENGTH)
    assert found is None or (len(found) == TOKEN_LENGTH and set(found) <= set(LETTERS))


def test_nobody_has_to_guess_a_letter():
    assert len(LETTERS) == len(set(LETTERS)) == 32 and not set(LETTERS) & set("IO01")
    assert {len(new_letters(6)) for _ in range(50)} == {6} and len({new_letters(16) for _ in range(1000)}) == 1000 and new_key() != new_key()
    assert same("a", "a") and not same("a", "b") and not same("", "a") and not same("é", "\ud800")


@given(TOKENS, TOKENS)
def test_votes_are_joined_over_one_poll_and_over_nothing_else(token, other):
    its = Identity("secret")
    keys = [its.person(token), its.voter("withdraw", token), its.voter("heard", token), Identity("another").voter("withdraw", token)]
    assert len(set(keys)) == 4 and all(len(key) == 32 for key in keys)
    assert (its.voter("withdraw", token) == its.voter("withdraw", other)) == (token == other)
    assert its.person(token) == hmac.digest(b"secret", f"person:{token}".encode(), hashlib.sha256)
    assert keys[1] == hmac.digest(b"secret", f"vote:withdraw:{token}".encode(), hashlib.sha256)


@given(st.text(min_size=1, max_size=40))
def test_the_same_entry_or_account_is_the_same_person(entry):
    its = Identity("secret")
    assert its.of_entry(entry) == Identity("secret").of_entry(entry) != its.of_account(entry)
    assert len(its.of_entry(entry)) == TOKEN_LENGTH and len(its.personal_code(entry)) == PERSONAL_CODE_LENGTH
    assert not its.of_entry(entry).startswith(its.personal_code(entry))


def test_a_text_has_another_name_once_it_is_changed():
    its = Identity("secret")
    assert its.text_id(1, "a", 0) == its.text_id(1, "a", 0) and len({its.text_id(*each) for each in ((1, "a", 0), (2, "a", 0), (1, "a", 1), (1, "b", 0))}) == 4
