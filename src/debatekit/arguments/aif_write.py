"""Write an argument in the Argument Interchange Format, as the JSON of AIFdb: what other argumentation tools read.

A claim is an I-node; a reason is a node of its own between claims, RA when it supports, CA when it attacks. An undercut is a CA-node whose
edge ends at the node of the reason that it hits. AIF knows no kinds, bases, paragraphs, notes or fact checks: they stand under the key
`debatekit` of their node and of the whole, which other programs pass over.
"""

from __future__ import annotations

import json
from typing import Any

from debatekit.arguments.argument import Argument
from debatekit.arguments.sketch import claim_fields, reason_fields, whole_of


def write_aif(argument: Argument) -> str:
    """The whole argument; `read_aif` makes an equal one of it. Node ids are numbers, as in AIFdb: claims first, then reasons."""
    number = {part.id: str(place) for place, part in enumerate((*argument.claims, *argument.reasons), 1)}
    nodes = [
        {"nodeID": number[claim.id], "text": claim.text, "type": "I", "debatekit": {"id": claim.id} | claim_fields(claim)}
        for claim in argument.claims
    ]  # fmt: skip
    ends: list[tuple[str, str]] = []
    for reason in argument.reasons:
        # The spelling of AIFdb, by which others know a scheme; ours stands below.
        scheme = reason.scheme.title() if reason.relation == "supports" else "Default Conflict"
        nodes.append({
            "nodeID": number[reason.id], "text": scheme, "type": "RA" if reason.relation == "supports" else "CA", "scheme": scheme,
            "debatekit": {"id": reason.id, "scheme": reason.scheme} | reason_fields(reason),
        })  # fmt: skip
        ends += [(number[premise], number[reason.id]) for premise in reason.premises] + [(number[reason.id], number[reason.to])]
    edges = [{"edgeID": str(place), "fromID": start, "toID": end, "formEdgeID": None} for place, (start, end) in enumerate(ends, 1)]
    whole: dict[str, Any] = {"nodes": nodes, "edges": edges, "schemefulfillments": [], "locutions": [], "debatekit": whole_of(argument)}
    # One line a node: people compare such files by eye and by Git. What is no character of its own is written as a number.
    rows = ",\n".join(f" {_json(key)}: {_rows(value) if isinstance(value, list) else _json(value)}" for key, value in whole.items())
    return f"{{\n{rows}\n}}\n"


def _rows(values: list[Any]) -> str:
    return "[\n" + ",\n".join(f"  {_json(value)}" for value in values) + "\n ]" if values else "[]"


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)
