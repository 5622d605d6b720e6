"""A decision matrix as a course gives it: courses and criteria, with no mark and no weight of anybody's."""

from __future__ import annotations

from dataclasses import dataclass, field

from debatekit.ideas import Fault, FromFile, repeated


@dataclass(frozen=True, kw_only=True)
class Entry(FromFile):
    """One course, or one criterion: a name, and one neutral sentence about it. `in_texts` says where each reading speaks of it, by paragraphs."""

    id: str
    name: str
    about: str
    in_texts: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Matrix(FromFile):
    """Courses (`options`) to be marked by `criteria`. The marks and the weights are the learner's alone."""

    id: str
    title: str
    note: str
    options: tuple[Entry, ...]
    criteria: tuple[Entry, ...]

    def __post_init__(self) -> None:
        for name in ("options", "criteria"):
            ids = [entry.id for entry in getattr(self, name)]
            if len(ids) < 2:
                raise Fault(f"a matrix needs two {name} or more, or there is nothing to weigh.", name)
            for place in repeated(ids):
                raise Fault(f"“{ids[place]}” is there twice under {name}. Ids are unique; rename one.", name, place, "id")
