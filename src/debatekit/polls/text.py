"""Answer in one's own words, in one short paragraph."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from debatekit.ideas import Fault
from debatekit.polls.any_question import AnyQuestion

_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, kw_only=True)
class Text(AnyQuestion):
    """The value is one paragraph of 1 to `longest` characters, kept as `one_paragraph` leaves it."""

    kind: Literal["text"]
    longest: int = 280

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.longest <= 2000:
            raise Fault("“longest” is how many characters an answer may have: a whole number from 1 to 2000.", "longest")

    def _normal(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return None
        text = one_paragraph(value, self.longest)
        return text or None

    def _allowed(self) -> str:
        return f"Write one paragraph of 1 to {self.longest} characters."

    def _words(self, value: str) -> str:
        return value


def one_paragraph(text: str, longest: int) -> str:
    """`text` as one paragraph without what nobody can see; "" when it is longer than `longest` characters, or says nothing.

    Any blank, line breaks too, becomes one space. Control characters, halves of characters and invisible marks go, among them
    those that turn the direction of a line and so could make a text on the screen read as another. The two joiners stay, which
    Persian, Indic scripts and family emoji need. What looks the same is written the same (Unicode normal form C).
    """
    if len(text) > 20 * longest:
        return ""  # so that a million characters cost nothing
    seen = "".join(each for each in " ".join(text.split()) if each in _JOINERS or unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
    # Once more, because what has gone may have stood between two spaces.
    clean = unicodedata.normalize("NFC", " ".join(seen.split()))
    says_something = any(unicodedata.category(each)[0] in "LNPS" for each in clean)
    return clean if says_something and len(clean) <= longest else ""
