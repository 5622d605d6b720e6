"""Write a map as the YAML that stands in data/readings/<text>/argument.yaml, laid out as people write it there."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from debatekit.arguments.argument import Argument, Claim, Reason
from debatekit.arguments.settle import Imported
from debatekit.arguments.sketch import claim_fields, reason_fields

_WIDTH = 140
# What any reader of YAML takes for itself; all else stands in quotes. Words that YAML 1.1 reads as something else need them, too.
_PLAIN_NAME = re.compile(r"[A-Za-z][\w-]*")
_PLAIN_TEXT = re.compile(r"[^\W\d_][\w ,.;'’“”()/%–-]*(?::(?! )[\w ,.;'’“”()/%–-]+)*")
_NOT_TEXT = {"yes", "no", "true", "false", "on", "off", "null", "y", "n"}


def map_as_yaml(whole: Argument | Imported) -> str:
    """The file's text, ready to be loaded and to be gone over by hand."""
    lines = ["# The argument as a map, in our own words. Each claim is as strong as the author makes it, and points to its paragraphs."]
    lines += [f"id: {_name(whole.id)}", f"thesis: {_name(whole.thesis)}", f"main_line: {_list(whole.main_line)}"]
    lines += list(_field("note", whole.note, "")) if whole.note else []
    lines += ["claims:" if whole.claims else "claims: []", *(line for claim in whole.claims for line in _claim(claim))]
    lines += ["reasons:" if whole.reasons else "reasons: []", *(line for reason in whole.reasons for line in _reason(reason))]
    return "\n".join(lines) + "\n"


def _claim(claim: Claim) -> Iterator[str]:
    yield f"  - id: {_name(claim.id)}"
    yield from _field("text", claim.text)
    for key, value in claim_fields(claim).items():
        yield from _field(key, value)


def _reason(reason: Reason) -> Iterator[str]:
    yield f"  - id: {_name(reason.id)}"
    fields = {"premises": reason.premises, "relation": reason.relation, "to": reason.to, "scheme": reason.scheme} | reason_fields(reason)
    for key, value in fields.items():
        yield from _field(key, value)


def _field(key: str, value: Any, indent: str = "    ") -> Iterator[str]:
    if isinstance(value, tuple):
        yield f"{indent}{key}: {_list(value)}"
    elif isinstance(value, bool):
        yield f"{indent}{key}: {json.dumps(value)}"
    elif len(value) > _WIDTH and value.isprintable() and " ".join(value.split()) == value:
        yield f"{indent}{key}: >-"
        yield from textwrap.wrap(value, _WIDTH, initial_indent=f"{indent}  ", subsequent_indent=f"{indent}  ", break_long_words=False, break_on_hyphens=False)
    else:
        yield f"{indent}{key}: {_text(value) if key in ('text', 'note', 'scheme') else _name(value)}"


def _list(values: tuple[Any, ...]) -> str:
    return f"[{', '.join(str(value) if isinstance(value, int) else _name(value) for value in values)}]"


def _name(value: str) -> str:
    return value if _PLAIN_NAME.fullmatch(value) and value.lower() not in _NOT_TEXT else _quoted(value)


def _text(value: str) -> str:
    return value if _PLAIN_TEXT.fullmatch(value) and value == value.rstrip() and value.lower() not in _NOT_TEXT else _quoted(value)


def _quoted(value: str) -> str:
    text = json.dumps(value.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False)
    # The names of characters outside the plane of 65,536 are spelt otherwise in YAML than in JSON, and nobody needs them as names.
    return text if text.isprintable() else "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in text)
