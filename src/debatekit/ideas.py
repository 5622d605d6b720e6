"""What all plain models share."""

from __future__ import annotations

from collections.abc import Sequence

# A row of a table whose best source is only this good stays out of the lessons.
QUALITY, WEAK = "source_quality", "other"


def key_of(field: str) -> str:
    """The key in a file that fills `field`. A key that is a word of Python's own, such as `from`, is `from_` as a field."""
    return field.removesuffix("_")


class FromFile:
    """A dataclass that the course loader fills from a file; it refuses keys that it does not know.

    pydantic reads this attribute when the loader checks a file. The models themselves stay plain Python:
    the browser kernel and the grading kernel use them without it.
    """

    __pydantic_config__ = {"extra": "forbid", "alias_generator": key_of}


class Fault(ValueError):
    """What is wrong in a model, in one sentence. `path` leads from the model to the value, so that the line in its file can be told."""

    def __init__(self, sentence: str, *path: str | int) -> None:
        super().__init__(sentence)
        self.path = path


def counted(number: int, word: str) -> str:
    """“1 reason”, “2 reasons”."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def repeated(ids: Sequence[str]) -> list[int]:
    """The places of those ids that came before."""
    return [place for place, an_id in enumerate(ids) if an_id in ids[:place]]
