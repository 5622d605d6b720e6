"""Write an argument as Argdown, the notation of argdown.org: claims are statements, reasons are premise-conclusion structures.

Argdown has no place for kinds, paragraphs and notes; they stand in its data, `{…}`, which is there for such things. A reason that
attacks or undercuts ends in a sentence of its own with the relation below it, because Argdown wants a conclusion in every structure.
"""

from __future__ import annotations

import json
import re
from typing import Any

from debatekit.arguments.argument import Argument, Claim, Reason
from debatekit.arguments.sketch import claim_fields, reason_fields, slug, whole_of

# Characters and pairs that mean something to Argdown inside a text; what a dot or colon begins may be one of its emoji names.
_MARKUP = re.compile(r"[\\#*_\[\]<>{}]|/(?=[/*])|(?<=/)/|={3,}|\.(?=[^\s.]+\.)|:(?=[^\s:]+:)")
_TITLE = re.compile(r"[^\W_](?:[\w .,'-]*\w)?")
_NOT_IN_DATA = re.compile(r"[{}=\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
SIGNS = {"attacks": "->", "undercuts": "_>"}


def write_argdown(argument: Argument) -> str:
    """The whole argument; `read_argdown` makes an equal one of it."""
    claims = _titles([claim.id for claim in argument.claims], "claim")
    reasons = _titles([reason.id for reason in argument.reasons], "reason")
    # JSON is YAML, too: one line that no other program has to understand.
    parts = [f"===\ntitle: {_json(argument.id)}\ndebatekit: {_json(whole_of(argument))}\n==="]
    parts += [_claim(claim, claims[claim.id]) for claim in argument.claims]
    parts += [_reason(reason, claims, reasons) for reason in argument.reasons]
    return "\n\n".join(parts) + "\n"


def _claim(claim: Claim, title: str) -> str:
    words = shown(claim.text)
    data = _named(claim.id, title) | ({} if words == claim.text and words else {"text": claim.text}) | claim_fields(claim)
    return f"[{title}]{f': {escaped(words)}' if words else ''}\n{_json(data)}"


def _reason(reason: Reason, claims: dict[str, str], reasons: dict[str, str]) -> str:
    title = reasons[reason.id]
    data = _named(reason.id, title) | ({} if reason.relation == "supports" else {"relation": reason.relation})
    data |= reason_fields(reason)
    premises = [f"({number}) [{claims[premise]}]" for number, premise in enumerate(reason.premises, 1)]
    last = len(premises) + 1
    if reason.relation == "supports":
        end = f"({last}) [{claims[reason.to]}]"
    else:
        target = f"<{reasons[reason.to]}>" if reason.relation == "undercuts" else f"[{claims[reason.to]}]"
        says = "undercuts" if reason.relation == "undercuts" else "speaks against"
        end = f"({last}) This {says} @{target}.\n    {SIGNS[reason.relation]} {target}"
    return "\n".join([f"<{title}>\n", *premises, "--", reason.scheme, _json(data), "--", end])


def _titles(ids: list[str], what: str) -> dict[str, str]:
    """A title for each id: itself, where Argdown can read it as one."""
    titles = {name: name for name in ids if _TITLE.fullmatch(name)}
    number = 0
    for name in ids:
        if name not in titles:
            while f"{what} {(number := number + 1)}" in titles:
                pass
            titles[name] = f"{what} {number}"
    return titles


def _named(name: str, title: str) -> dict[str, Any]:
    return {} if slug(title) == name else {"id": name}


def shown(text: str) -> str:
    """What a text keeps in Argdown: its words, with one space between them."""
    return " ".join(text.replace("\x00", " ").split())


def escaped(text: str) -> str:
    """`text` so that Argdown takes each of its characters as itself."""
    return _MARKUP.sub(lambda found: "".join(f"\\{letter}" for letter in found[0]), text)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    # Braces and a row of equals signs would end the data; inside a JSON text each may be written as its number.
    return text if not _NOT_IN_DATA.search(text[1:-1]) else re.sub(r'"(?:[^"\\]|\\.)*"', _numbered, text)


def _numbered(found: re.Match[str]) -> str:
    return _NOT_IN_DATA.sub(lambda letter: f"\\u{ord(letter[0]):04x}", found[0])
