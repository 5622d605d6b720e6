"""Build a plain dataclass from parsed YAML that fits it exactly.

Accepts less than the schema does and explains little: what it refuses goes to `schema.parse`. A lesson reads a dozen
sound files, and importing the library that explains unsound ones would take longer than all of them together.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from keyword import iskeyword
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from debatekit.ideas import key_of


class Misfit(Exception):
    """The data is not exactly of the wanted shape; `path` leads to the `value` that is not, and `shape` is wanted there."""

    def __init__(self, shape: Any, value: Any) -> None:
        super().__init__()
        self.shape, self.value, self.path = shape, value, []


def build(shape: Any, data: Any) -> Any:
    """`data` as `shape`: a dataclass, a union of dataclasses told apart by their `kind`, or a type in one's fields.

    Raises Misfit.
    """
    if is_dataclass(shape):
        return _object(shape, data)
    kind, inner = get_origin(shape), get_args(shape)
    if kind in (Union, UnionType):
        return _one_of(shape, inner, data)
    if kind is Literal:
        return data if data in inner else _misfit(shape, data)
    if kind is tuple and isinstance(data, list):
        parts = inner[:1] * len(data) if inner[-1] is ... else inner
        if len(parts) != len(data):
            raise Misfit(shape, data)
        return tuple(_at(i, part, value) for i, (part, value) in enumerate(zip(parts, data, strict=True)))
    if kind is dict and isinstance(data, dict):
        return {_at(key, inner[0], key): _at(key, inner[1], value) for key, value in data.items()}
    return data if type(data) is shape or (shape is float and type(data) is int) else _misfit(shape, data)


def _at(step: str | int, shape: Any, data: Any) -> Any:
    try:
        return build(shape, data)
    except Misfit as misfit:
        misfit.path.insert(0, step)
        raise


def _object(shape: type, data: Any) -> Any:
    hints = hints_of(shape)
    if not isinstance(data, dict) or not data.keys() <= hints.keys():
        raise Misfit(shape, data)
    try:
        return shape(**{f"{key}_" if iskeyword(key) else key: _at(key, hints[key], value) for key, value in data.items()})
    except (TypeError, ValueError):
        raise Misfit(shape, data) from None


def _one_of(shape: Any, members: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None if NoneType in members else _misfit(shape, data)
    if isinstance(data, dict):
        members = tuple(member for member in members if data.get("kind") in get_args(hints_of(member).get("kind")))
    members = tuple(member for member in members if member is not NoneType)
    return build(members[0], data) if len(members) == 1 else _misfit(shape, data)


@cache
def hints_of(shape: type) -> dict[str, Any]:
    """The types of a dataclass's fields by their keys in a file; none for anything else."""
    return {key_of(name): wanted for name, wanted in get_type_hints(shape).items()} if is_dataclass(shape) else {}


def _misfit(shape: Any, data: Any) -> Any:
    raise Misfit(shape, data)
