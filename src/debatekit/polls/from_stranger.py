"""A question from plain data of a stranger, such as one that an instructor types during the lesson.

Everything is bounded, whatever is not known is refused, and each refusal is one sentence. What `asdict` makes of a question
that came through here comes through again, as the same question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_args

from debatekit.errors import BadAnswer
from debatekit.ideas import Fault
from debatekit.polls.any_question import Item, Round, short
from debatekit.polls.choice import Choice, Option
from debatekit.polls.question import Question
from debatekit.polls.text import one_paragraph

LONGEST_TEXT, LONGEST_NOTE, LONGEST_OPTION, LONGEST_LABEL, LONGEST_ID = 300, 300, 120, 80, 60
# A step of a map is quoted with all that it starts from.
LONGEST_CLAIM, LONGEST_CLAIM_ASKED = 600, 800
MOST_OPTIONS, MOST_ROUNDS = 12, 9

_FIRST = Round(id="first", title="First vote")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SHAPES = {shape.__name__.lower(): shape for shape in get_args(Question)}


def read_question(data: Any) -> Question:
    """The question that `data` describes: `kind`, `text`, and the fields of that kind.

    `id` is made from the text where there is none, `rounds` is then one, and options may be texts alone. A truth or relevance
    question is not held to the map that it names: the caller does that. Raises BadAnswer.
    """
    if not isinstance(data, dict):
        raise BadAnswer("A question is keys and values, such as “kind” and “text”.")
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in _SHAPES:
        raise BadAnswer(f"A question is of one of these kinds: {', '.join(_SHAPES)}; not {short(kind)}.")
    shape = _SHAPES[kind]
    known = [field.name for field in fields(shape)]
    for key in data:
        if key not in known:
            raise BadAnswer(f"A question of the kind “{kind}” has no {short(key)}. It may have: {', '.join(known)}.")
    if data.get("published"):
        raise BadAnswer("Only a poll of the course can show published surveys. Take “published” away.")
    # None stands for a field that is left out.
    readers = _READ | ({"text": _paragraph(LONGEST_CLAIM_ASKED)} if "target" in known else {})
    given = {key: readers[key](key, value) for key, value in data.items() if value is not None and key not in ("kind", "published", "options")}
    if data.get("options") is not None:
        given["options"] = _options(data["options"], Option if shape is Choice else Item)
    if "text" not in given:
        raise BadAnswer("A question needs a “text”.")
    given = {"id": slug(given["text"]), "rounds": (_FIRST,)} | given
    try:
        return shape(kind=kind, **given)
    except Fault as fault:
        sentence = str(fault)
        raise BadAnswer(sentence[0].upper() + sentence[1:]) from None
    except TypeError:
        required = {"slider": "“low” and “high”", "truth": "“argument” and “target”", "relevance": "“argument” and “target”"}
        raise BadAnswer(f"A question of the kind “{kind}” needs {required.get(kind, '“options”')}.") from None


def slug(text: str) -> str:
    """A name for a question, from its first words, in plain letters; “poll” when there are none."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST_TEXT]).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-") or "poll"


def _paragraph(longest: int, empty: bool = False) -> Callable[[str, Any], str]:
    def read(key: str, value: Any) -> str:
        text = one_paragraph(value, longest) if isinstance(value, str) else ""
        if text or (empty and value == ""):
            return text
        raise BadAnswer(f"“{key}” should be a text of {0 if empty else 1} to {longest} characters, not {_sized(value)}.")

    return read


def _sized(value: Any) -> str:
    return f"{len(value):,} characters" if isinstance(value, str) and len(value) > 40 else short(value)


def _id(key: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_ID or not _ID.fullmatch(value):
        raise BadAnswer(f"“{key}” should be a name of small letters, digits and hyphens, at most {LONGEST_ID}, not {_sized(value)}.")
    return value


def _name(key: str, value: Any) -> str:
    """The name of something that the course has; whether it has it, the caller finds out."""
    if not isinstance(value, str) or not 0 < len(value) <= 2 * LONGEST_ID or not value.isprintable():
        raise BadAnswer(f"“{key}” should be a name of the course, not {_sized(value)}.")
    return value


def _truth(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadAnswer(f"“{key}” should be true or false, not {short(value)}.")
    return value


def _number(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadAnswer(f"“{key}” should be a number, not {short(value)}.")
    return value


def _integer(key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadAnswer(f"“{key}” should be a whole number, not {short(value)}.")
    return value


def _list(key: str, value: Any, most: int) -> list[Any]:
    if not isinstance(value, (list, tuple)) or not 1 <= len(value) <= most:
        raise BadAnswer(f"“{key}” should be a list of 1 to {most}.")
    return list(value)


def _labels(key: str, value: Any) -> tuple[str, ...]:
    return tuple(_paragraph(LONGEST_LABEL)(f"{key} {place}", each) for place, each in enumerate(_list(key, value, 9), 1))


def _rounds(key: str, value: Any) -> tuple[Round, ...]:
    rounds = [_fields(f"{key} {place}", each, ("id", "title")) for place, each in enumerate(_list(key, value, MOST_ROUNDS), 1)]
    return tuple(Round(id=_id("id of a round", each["id"]), title=_paragraph(LONGEST_LABEL)("title of a round", each["title"])) for each in rounds)


def _options(value: Any, shape: type[Item]) -> tuple[Item, ...]:
    made = []
    for place, each in enumerate(_list("options", value, MOST_OPTIONS)):
        name = f"option {place + 1}"
        each = {"id": None, **_fields(name, {"text": each} if isinstance(each, str) else each, ("text",), [field.name for field in fields(shape)])}
        # Letters by place, as on an exam paper.
        an_id = chr(ord("a") + place) if each["id"] is None else _id(f"id of {name}", each["id"])
        flags = {key: _truth(key, each[key]) for key in each if key not in ("id", "text")}
        made.append(shape(id=an_id, text=_paragraph(LONGEST_OPTION)(name, each["text"]), **flags))
    return tuple(made)


def _fields(name: str, value: Any, needed: tuple[str, ...], known: list[str] | None = None) -> dict[str, Any]:
    known = known or list(needed)
    if not isinstance(value, dict) or not set(needed) <= value.keys() <= set(known):
        raise BadAnswer(f"“{name}” should have {' and '.join(needed)}, and may have only: {', '.join(known)}.")
    return dict(value)


_READ: dict[str, Callable[[str, Any], Any]] = {
    "id": _id, "text": _paragraph(LONGEST_TEXT), "note": _paragraph(LONGEST_NOTE, empty=True), "rounds": _rounds, "confidence": _truth,
    "labels": _labels, "low": _number, "high": _number, "step": _number, "unit": _paragraph(20, empty=True),
    "low_label": _paragraph(LONGEST_LABEL, empty=True), "high_label": _paragraph(LONGEST_LABEL, empty=True),
    "least": _integer, "most": _integer, "total": _integer, "longest": _integer, "argument": _name, "target": _name,
    "claim": _paragraph(LONGEST_CLAIM, empty=True), "first": _paragraph(LONGEST_LABEL),
}  # fmt: skip
