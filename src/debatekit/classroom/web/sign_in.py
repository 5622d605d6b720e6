"""The way to the Hub and back: what a browser carries meanwhile, so that nobody can be signed in by somebody else.

Nothing of it is kept on the server; another process of the class can finish what this one began. The browser has a random `ticket` in a
cookie; the `state` in the address is signed together with that ticket (RFC 6749, 10.12), and the proof key (RFC 7636) is made of both.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

SECONDS = 600
_TICKET = re.compile(r"[A-Za-z0-9_-]{24}")


@dataclass(frozen=True)
class Leaving:
    """What a browser takes along to the Hub."""

    ticket: str
    state: str
    challenge: str


@dataclass(frozen=True)
class Back:
    """Where a browser wanted to go, and the proof key for the code that it brings."""

    to: str
    verifier: str


class SignIns:
    """Sign-ins under the `secret` of the class. `clock` gives seconds since 1970."""

    def __init__(self, secret: bytes, *, clock: Callable[[], float] = time.time) -> None:
        self._secret, self._clock = secret, clock

    def leave(self, to: str, ticket: str = "") -> Leaving:
        """Begin a sign-in that ends at `to` (letters only). A browser that has a `ticket` keeps it: two of its pages may sign in at once."""
        ticket = ticket if _TICKET.fullmatch(ticket) else secrets.token_urlsafe(18)
        told = f"{to}.{int(self._clock())}.{secrets.token_urlsafe(12)}"
        state = f"{told}.{self._mac('state', ticket, told)}"
        challenge = hashlib.sha256(self._mac("proof", ticket, state).encode()).digest()
        return Leaving(ticket, state, base64.urlsafe_b64encode(challenge).decode().rstrip("="))

    def back(self, state: str, ticket: str) -> Back | None:
        """The sign-in that this browser began with `state`; None when it did not, or too long ago."""
        told, _, seal = state.rpartition(".")
        parts = told.split(".")
        if len(parts) != 3 or not _TICKET.fullmatch(ticket) or not hmac.compare_digest(seal.encode(), self._mac("state", ticket, told).encode()):
            return None
        if not -60 <= self._clock() - int(parts[1]) <= SECONDS:
            return None
        return Back(parts[0], self._mac("proof", ticket, state))

    def _mac(self, *parts: str) -> str:
        return hmac.digest(self._secret, "\0".join(("sign-in", *parts)).encode(), "sha256").hex()
