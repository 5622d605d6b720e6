"""Compare one part of a raw file with the plain dataclass that it should become, and tell every difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass
from types import SimpleNamespace
from typing import Any, Literal, get_args, get_origin

from debatekit.course.build import hints_of
from debatekit.course.schema import should_be
from debatekit.errors import did_you_mean, hint

Found = Iterator[tuple[Sequence[str | int], str]]  # places in the file, as `YamlFile.line` takes them, and a sentence for each

_TYPES = {str: "text", bool: "true or false", int: "a whole number"}


def shape_faults(data: Any, shape: type, at: tuple[str | int, ...], said: str) -> Found:
    """Keys that `shape` does not know or that are missing, and values of another type; with the place of each. `said` names the part, `at` is its place."""
    if not isinstance(data, dict):
        yield at, f"{said} should be keys and values."
        return
    hints = hints_of(shape)
    for key in data:
        if key not in hints:
            yield (*at, key), f"“{key}” is not a key here (in {said})." + hint(key, hints, f"Known: {', '.join(hints)}.")
    for field in fields(shape):
        if field.name not in data:
            # A key that is misspelt is told as such.
            if field.default is MISSING and not any(did_you_mean(str(key), [field.name]) for key in data.keys() - hints.keys()):
                yield at, f"{said} has no “{field.name}”. Add it."
            continue
        yield from _value(data[field.name], hints[field.name], (*at, field.name), f"the {field.name} of {said}")


def bare(data: Any, shape: type) -> SimpleNamespace:
    """`data` with the fields of `shape`: what is left out has its usual value, and what is missing or of another type is None.

    Of a list, those members count that are what they should be; parts with a shape of their own all count, as they stand in the file.
    """
    data, hints = data if isinstance(data, dict) else {}, hints_of(shape)
    usual = {field.name: None if field.default is MISSING else field.default for field in fields(shape)}
    return SimpleNamespace(**{name: _fitting(data[name], hints[name]) if name in data else value for name, value in usual.items()})


def _fitting(value: Any, wanted: Any) -> Any:
    if get_origin(wanted) is tuple:
        # A list of nothing that fits is not an empty one.
        members = tuple(each for each in value if _fits(each, get_args(wanted)[0])) if isinstance(value, list) else ()
        return members if members or value == [] else None
    return value if _fits(value, wanted) else None


def _fits(value: Any, wanted: Any) -> bool:
    if get_origin(wanted) is Literal:
        return isinstance(value, str) and value in get_args(wanted)
    return is_dataclass(wanted) or type(value) is wanted


def _value(value: Any, wanted: Any, at: tuple[str | int, ...], said: str) -> Found:
    if get_origin(wanted) is tuple:
        if not isinstance(value, list):
            yield at, f"{said} should be a list."
        elif get_args(wanted)[0] in _TYPES:
            for place, each in enumerate(value):
                yield from _value(each, get_args(wanted)[0], (*at, place), f"a part of {said}")
    elif not _fits(value, wanted):
        if get_origin(wanted) is Literal and isinstance(value, str):
            yield at, f"{said} is “{value}”, and that is none of {', '.join(get_args(wanted))}.{hint(value, get_args(wanted))}"
        else:
            yield at, should_be(said, _TYPES.get(wanted) or f"one of {', '.join(get_args(wanted))}", value)
