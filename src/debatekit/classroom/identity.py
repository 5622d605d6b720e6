"""Who somebody is, without keeping who: tokens, codes, keys and what is made of them with the class's secret."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

# No I, O, 0 or 1: nobody should have to guess what was written on the board.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
TOKEN_LENGTH, PERSONAL_CODE_LENGTH, CLASS_CODE_LENGTH = 16, 8, 6

_NO_LETTERS = re.compile(r"[\s-]+")
_FOREIGN = re.compile(f"[^{LETTERS}]")


def new_letters(length: int) -> str:
    """Random letters, 5 bits each."""
    # 256 is a multiple of 32, so no letter comes more often; asking the system once a letter takes as long as all the rest of joining.
    return "".join(LETTERS[byte % len(LETTERS)] for byte in secrets.token_bytes(length))


def new_key() -> str:
    """A key of the screen or the console, or the secret of a class: 192 random bits that can stand in an address."""
    return secrets.token_urlsafe(24)


def tidied(written: str, length: int) -> str | None:
    """What somebody typed as code or token, in capitals and without hyphens or spaces; None when it cannot be one of `length` letters."""
    if len(written) > 4 * length:
        return None
    plain = _NO_LETTERS.sub("", written).upper()
    return plain if len(plain) == length and not _FOREIGN.search(plain) else None


def way_back(token: str) -> str:
    """The token as a person writes it down: XXXX-XXXX-XXXX-XXXX."""
    return "-".join(token[place : place + 4] for place in range(0, len(token), 4))


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


class Identity:
    """What the secret of one class makes of tokens. Nothing of it can be turned back, and none of it fits another class."""

    def __init__(self, secret: str) -> None:
        # Copied for each use: `hmac.digest` would let go of the interpreter's lock, and to get it back beside a busy writer takes a hundred times as long.
        self._keyed = hmac.new(secret.encode(), digestmod=hashlib.sha256)

    def person(self, token: str) -> bytes:
        """The key of names, progress and tickets."""
        return self._mac(f"person:{token}")

    def voter(self, poll: str, token: str) -> bytes:
        """The key of votes: the same in all rounds of one poll, another in every other poll, and never joined to `person`."""
        return self._mac(f"vote:{poll}:{token}")

    def of_entry(self, entry: str) -> str:
        """The token of whoever stands in the roster as `entry`."""
        return self._letters(f"roster:{entry}", TOKEN_LENGTH)

    def of_account(self, user: str) -> str:
        """The token of whoever signs in as `user`."""
        return self._letters(f"sign-in:{user}", TOKEN_LENGTH)

    def personal_code(self, entry: str) -> str:
        """What is handed to `entry` on paper. Not the token: it serves to join and for nothing else."""
        return self._letters(f"personal-code:{entry}", PERSONAL_CODE_LENGTH)

    def code_key(self, personal_code: str) -> bytes:
        """Under which a personal code is kept."""
        return self._mac(f"code:{personal_code}")

    def text_id(self, round_id: int, text: str, nth: int) -> str:
        """A name for a free text that says nothing of who wrote it or when; `nth` tells those who wrote the same apart, from 0."""
        return self._mac(f"text:{round_id}:{nth}:{text}").hex()[:20]

    def _mac(self, message: str) -> bytes:
        mac = self._keyed.copy()
        mac.update(message.encode())
        return mac.digest()

    def _letters(self, message: str, length: int) -> str:
        return "".join(LETTERS[byte % len(LETTERS)] for byte in self._mac(message)[:length])
