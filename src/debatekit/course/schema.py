"""Check a raw file against a plain dataclass, and say in one sentence what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from debatekit.course.build import Misfit, build
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, hint
from debatekit.ideas import key_of


def parse(file: YamlFile, shape: Any) -> Any:
    """`file.data` as `shape`: a dataclass, or a union of dataclasses told apart by their `kind`.

    Raises BadCourseFile with file, line and hint for the first thing that does not fit, and the number
    of further problems in the same file.
    """
    try:
        return build(shape, file.data)
    except Misfit as misfit:
        raise _explained(file, shape, misfit) from None


def _explained(file: YamlFile, shape: Any, misfit: Misfit) -> BadCourseFile:
    from pydantic import ValidationError

    try:
        _adapter(shape).validate_python(file.data)
        # The schema would read it as something that is not written there: “no” between quotes as false, "30" as 30.
        wanted = _NAMES.get(misfit.shape, "something else")
        return BadCourseFile(file.path, file.line(misfit.path), should_be(_spell(misfit.path), wanted, misfit.value))
    except ValidationError as error:
        problems = [_Problem(raw, shape, file) for raw in error.errors(include_url=False)]
    # A misspelt key is reported twice, as unknown and as missing: the first names the cure.
    first = min(problems, key=lambda problem: (problem.type != "unexpected_keyword_argument", problem.line or 0))
    more = f" ({len(problems) - 1} more in this file.)" if len(problems) > 1 else ""
    return BadCourseFile(file.path, first.line, first.sentence() + more)


@cache
def _adapter(shape: Any) -> Any:
    from pydantic import Field, TypeAdapter

    return TypeAdapter(shape if is_dataclass(shape) else Annotated[shape, Field(discriminator="kind")])


class _Problem:
    """One pydantic error, told in the words of the file."""

    def __init__(self, raw: dict, shape: Any, file: YamlFile) -> None:
        location = list(raw["loc"])
        kind = file.data.get("kind") if isinstance(file.data, dict) else None
        self.shape = shape
        if not is_dataclass(shape) and location and location[0] == kind:
            # Inside a union pydantic puts the tag first; the file knows nothing of it.
            location = location[1:]
            self.shape = next(
                member for member in get_args(shape) if kind in get_args(get_type_hints(member)["kind"])
            )
        # A model may say itself which of its values is at fault; and of a key pydantic says that it is one, in the end.
        location += getattr(raw.get("ctx", {}).get("error"), "path", ())
        if location and location[-1] == "[key]":
            location.pop()
        self.raw, self.location, self.type = raw, location, raw["type"]
        self.line = file.line(location)

    @property
    def key(self) -> str:
        return _spell(self.location)

    def sentence(self) -> str:
        value, context = self.raw["input"], self.raw.get("ctx", {})
        match self.type:
            case "unexpected_keyword_argument":
                known = _keys_at(self.shape, self.location[:-1])
                return f"“{self.location[-1]}” is not a key here." + hint(self.location[-1], known, f"Known here: {', '.join(known)}.")
            case "too_long":
                return f"{self.key} should be a list of {context['max_length']}, and it has {context['actual_length']}."
            case "missing" if isinstance(self.location[-1], int):
                return f"{_spell(self.location[:-1])} should be a longer list: it has {self.location[-1]}."
            case "missing":
                place = _spell(self.location[:-1])
                return f"the key “{self.location[-1]}” is missing{f' in {place}' if place else ''}. Add it."
            case "literal_error" | "union_tag_invalid":
                allowed = context.get("expected") or context.get("expected_tags", "")
                words = [word.strip(" '\"") for word in allowed.replace(" or ", ",").split(",")]
                wrong = value if self.type == "literal_error" else context.get("tag")
                return f"“{wrong}” is not one of {', '.join(words)}.{hint(wrong, words)}"
            case "union_tag_not_found":
                return "the key “kind” is missing. Add it: it says what sort of file this is."
            case "value_error" | "assertion_error":
                return f"{str(context.get('error'))}"
            case "dataclass_type":
                return f"{self.key or 'the file'} should hold keys and values, not {_short(value)}."
        return should_be(self.key, _WANTED.get(self.type.split("_")[0], "something else"), value)


_WANTED = {
    "string": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "tuple": "a list", "dict": "keys and values",
    "model": "keys and values",
}  # fmt: skip
_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def should_be(key: str, wanted: str, value: Any) -> str:
    """The sentence for a value of the wrong sort, however large it is. `key` names its place."""
    # YAML reads 2021-06-28 as a date, 2021 as a number and true as a truth.
    quotes = " Put quotes around it." if wanted == "text" and isinstance(value, (date, bool, int, float)) else ""
    return f"{key or 'the file'} should be {wanted}, not {_short(value)}.{quotes}"


def _spell(location: Sequence[str | int]) -> str:
    """`["lessons", 2, "minutes"]` as `lessons[3].minutes`, counted from one as people do."""
    text = ""
    for step in location:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _short(value: Any) -> str:
    named = {dict: "keys and values", list: "a list", type(None): "nothing", bool: "true" if value else "false"}
    text = named.get(type(value)) or (str(value) if isinstance(value, date) else repr(value))
    return text if len(text) <= 60 else text[:57] + "…"


def _keys_at(shape: Any, location: Sequence[str | int]) -> list[str]:
    """The keys of the dataclass that stands at `location` inside `shape`."""
    for step in location:
        if isinstance(step, str):
            shape = get_type_hints(shape).get(step)
        while not is_dataclass(shape):
            inner = [arg for arg in get_args(shape) if arg not in (..., type(None))]
            if not inner:
                return []
            shape = inner[0]
    return [key_of(field.name) for field in fields(shape)] if is_dataclass(shape) else []
