"""A map that comes from elsewhere, perhaps with gaps and faults: what its reader has found so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from debatekit.arguments.argument import Argument, Claim, Reason
from debatekit.ideas import Fault

MOST_CLAIMS, MOST_CHARACTERS, MOST_LINES = 2_000, 2_000_000, 200_000
_MOST_PREMISES, _LONGEST_ID = 20_000, 40

# The fields that formats of others have no place for, with the value that need not be written.
_USUAL = {"kind": None, "paragraphs": None, "basis": None, "stated": True, "voice": "author", "checks": (), "note": ""}
CLAIM_KEYS, REASON_KEYS = tuple(_USUAL), ("paragraphs", "note")


@dataclass(frozen=True)
class Remark:
    """One sentence: what could not be kept, or what the author has to set right. `line` is 1-based, None for the map as a whole."""

    line: int | None
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}" if self.line else self.sentence


class Sketch:
    """What a reader has found so far: the fields of claims and reasons by their ids, each as it stands in the file, or not at all."""

    def __init__(self) -> None:
        self.id = self.thesis = self.note = ""
        self.main_line: list[str] | None = None
        self.claims: dict[str, dict[str, Any]] = {}
        self.reasons: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, int | None] = {}
        self.remarks: list[Remark] = []
        self._premises = 0

    def remark(self, line: int | None, sentence: str) -> None:
        self.remarks.append(Remark(line, sentence))

    def whole(self, data: Any) -> None:
        """Take in what `whole_of` gave, as it comes back from a file."""
        if not isinstance(data, dict):
            return
        self.id, self.thesis, self.note = (data[key] if isinstance(data.get(key), str) else "" for key in ("id", "thesis", "note"))
        if isinstance(line := data.get("main_line"), list) and all(isinstance(name, str) for name in line):
            self.main_line = line

    def claim(self, line: int | None, wanted: Any, title: str, fields: dict[str, Any]) -> str:
        """Take a claim in. Its id is `wanted`, or made from `title`; it is told apart from those that are there."""
        if len(self.claims) == MOST_CLAIMS:
            raise Fault(f"the map has more than {MOST_CLAIMS:,} claims. Cut it into several.")
        return self._add(self.claims, line, wanted, title, fields)

    def reason(self, line: int | None, wanted: Any, title: str, fields: dict[str, Any]) -> str:
        """Take a reason in, as `claim` does."""
        if len(self.reasons) == 2 * MOST_CLAIMS:
            raise Fault(f"the map has more than {2 * MOST_CLAIMS:,} reasons. Cut it into several.")
        self._premises += len(fields["premises"]) if isinstance(fields.get("premises"), list) else 0
        if self._premises > _MOST_PREMISES:
            raise Fault(f"the reasons of the map have more than {_MOST_PREMISES:,} premises together. Cut it into several.")
        return self._add(self.reasons, line, wanted, title, fields)

    def _add(self, there: dict[str, dict[str, Any]], line: int | None, wanted: Any, title: str, fields: dict[str, Any]) -> str:
        given = isinstance(wanted, str) and bool(wanted)
        stem = name = wanted if given else slug(title) or ("claim" if there is self.claims else "reason")
        number = 2
        while name in self.lines:
            name, number = f"{stem}-{number}", number + 1
        if given and name != wanted:
            self.remark(line, f"“{wanted}” is there twice, so this one is called “{name}”. Ids are unique.")
        there[name], self.lines[name] = fields, line
        return name


def whole_of(argument: Argument) -> dict[str, Any]:
    """What is said of an argument as a whole."""
    whole: dict[str, Any] = {"id": argument.id, "thesis": argument.thesis, "main_line": list(argument.main_line)}
    return whole | ({"note": argument.note} if argument.note else {})


def claim_fields(claim: Claim) -> dict[str, Any]:
    """The fields of a claim that a format of others has no place for: all but its id and text. What has its usual value is left out."""
    return {key: plain for key, usual in _USUAL.items() if (plain := getattr(claim, key)) != usual}


def reason_fields(reason: Reason) -> dict[str, Any]:
    """As `claim_fields`, for a reason: all but its id, premises, relation, target and scheme."""
    return {"paragraphs": reason.paragraphs} | ({"note": reason.note} if reason.note else {})


def slug(title: str) -> str:
    """A title as an id: its letters and digits in lower case, with hyphens between words; empty when it has none."""
    name = re.sub(r"[\W_]+", "-", title[:1_000].lower()).strip("-")
    return name if len(name) <= _LONGEST_ID else name[:_LONGEST_ID].rpartition("-")[0] or name[:_LONGEST_ID]


def check_size(text: str) -> None:
    """Raises Fault for a file that is larger than any map we know."""
    if len(text) > MOST_CHARACTERS:
        raise Fault(f"the file has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read. Cut the map into several.")
    if (lines := text.count("\n") + 1) > MOST_LINES:
        raise Fault(f"the file has {lines:,} lines; at most {MOST_LINES:,} are read. Cut the map into several.")
