"""One learner's weighing: the weights and marks that were given. What is not given is open, and never 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from debatekit.errors import BadAnswer, UnknownName
from debatekit.matrices.matrix import Matrix
from debatekit.matrices.totals import HIGHEST, LOWEST, Range, range_of, shares


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """`weights` by criterion; `marks` by option and criterion. All are whole numbers from 0 to 10."""

    weights: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def weighted(self, matrix: Matrix, criterion: Any, weight: Any) -> Weighing:
        """With another weight; None makes it open. Raises UnknownName and BadAnswer."""
        _known("criterion", criterion, matrix.criteria)
        return replace(self, weights=_with(self.weights, criterion, weight))

    def marked(self, matrix: Matrix, option: Any, criterion: Any, mark: Any) -> Weighing:
        """With another mark; None makes it open. Raises UnknownName and BadAnswer."""
        _known("option", option, matrix.options)
        _known("criterion", criterion, matrix.criteria)
        given = _with(self.marks.get(option, {}), criterion, mark)
        others = {name: marks for name, marks in self.marks.items() if name != option}
        return replace(self, marks=others | {option: given} if given else others)

    def shares(self, matrix: Matrix) -> dict[str, Fraction]:
        """The part of each criterion that counts, in the order of the matrix."""
        return shares({entry.id: self.weights[entry.id] for entry in matrix.criteria if self.weights.get(entry.id)})

    def compared(self, matrix: Matrix) -> dict[str, Mapping[str, int]]:
        """The marks of those options that have one by a criterion that counts. Of the others nothing is known, so they have no place."""
        counts = self.shares(matrix)
        return {entry.id: self.marks[entry.id] for entry in matrix.options if self.marks.get(entry.id, {}).keys() & counts.keys()}

    def ranges(self, matrix: Matrix) -> dict[str, Range]:
        """From the worst to the best that each compared option can come to."""
        counts = self.shares(matrix)
        return {name: range_of(marks, counts) for name, marks in self.compared(matrix).items()}

    def open_marks(self, matrix: Matrix) -> dict[str, list[str]]:
        """By compared option, the criteria that count and by which it has no mark."""
        counts = self.shares(matrix)
        return {name: [each for each in counts if each not in marks] for name, marks in self.compared(matrix).items()}

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"weights": dict(self.weights), "marks": {option: dict(marks) for option, marks in self.marks.items()}}


def fitting(matrix: Matrix, kept: Any) -> Weighing:
    """A weighing from what `plain` gave, perhaps for an earlier version of the matrix: what no longer fits is left out."""
    kept = kept if isinstance(kept, Mapping) else {}
    weighing = Weighing()
    for criterion, weight in _pairs(kept.get("weights")):
        try:
            weighing = weighing.weighted(matrix, criterion, weight)
        except (BadAnswer, UnknownName):
            continue
    for option, marks in _pairs(kept.get("marks")):
        for criterion, mark in _pairs(marks):
            try:
                weighing = weighing.marked(matrix, option, criterion, mark)
            except (BadAnswer, UnknownName):
                continue
    return weighing


def _pairs(there: Any) -> list[tuple[Any, Any]]:
    return list(there.items()) if isinstance(there, Mapping) else []


def _known(what: str, name: Any, entries: Any) -> None:
    known = [entry.id for entry in entries]
    if not isinstance(name, str) or name not in known:
        raise UnknownName(what, name, known)


def _with(there: Mapping[str, int], name: str, value: Any) -> dict[str, int]:
    rest = {each: number for each, number in there.items() if each != name}
    if value is None:
        return rest
    if isinstance(value, bool) or not isinstance(value, int) or not LOWEST <= value <= HIGHEST:
        raise BadAnswer(f"{value!r} is no mark and no weight. Choose a whole number from {LOWEST} to {HIGHEST}, or leave it open.")
    return rest | {name: value}
