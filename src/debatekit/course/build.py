"""Build a plain dataclass from parsed YAML that fits it exactly.

Accepts less than the schema does and explains nothing: what it refuses goes to `schema.parse`. A lesson reads a dozen
sound files, and importing the library that explains unsound ones would take longer than all of them together.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class Misfit(Exception):
    """The data is not exactly of the wanted shape."""


def build(shape: Any, data: Any) -> Any:
    """`data` as `shape`: a dataclass, a union of dataclasses told apart by their `kind`, or a type in one's fields.

    Raises Misfit.
    """
    if is_dataclass(shape):
        return _object(shape, data)
    kind, inner = get_origin(shape), get_args(shape)
    if kind in (Union, UnionType):
        return _one_of(inner, data)
    if kind is Literal:
        return data if data in inner else _misfit()
    if kind is tuple and isinstance(data, list):
        parts = inner[:1] * len(data) if inner[-1] is ... else inner
        return tuple(map(build, parts, data)) if len(parts) == len(data) else _misfit()
    if kind is dict and isinstance(data, dict):
        return {build(inner[0], key): build(inner[1], value) for key, value in data.items()}
    return data if type(data) is shape or (shape is float and type(data) is int) else _misfit()


def _object(shape: type, data: Any) -> Any:
    hints = _hints(shape)
    if not isinstance(data, dict) or not data.keys() <= hints.keys():
        raise Misfit
    try:
        return shape(**{name: build(hints[name], value) for name, value in data.items()})
    except (TypeError, ValueError):
        raise Misfit from None


def _one_of(members: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None if NoneType in members else _misfit()
    if isinstance(data, dict):
        members = tuple(member for member in members if data.get("kind") in get_args(_hints(member).get("kind")))
    members = tuple(member for member in members if member is not NoneType)
    return build(members[0], data) if len(members) == 1 else _misfit()


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape) if is_dataclass(shape) else {}


def _misfit() -> Any:
    raise Misfit
