"""Share out a number of points among options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from debatekit.ideas import Fault
from debatekit.polls.any_question import AnyQuestion, Item, check_items, whole
from debatekit.polls.ranking import MOST_RANKED


@dataclass(frozen=True, kw_only=True)
class Points(AnyQuestion):
    """The value is {option id: whole number of 0 or more}, which add up to `total`. An option that is left out gets 0, and is kept so."""

    kind: Literal["points"]
    options: tuple[Item, ...]
    total: int = 100

    def __post_init__(self) -> None:
        super().__post_init__()
        check_items(self.options, 2, MOST_RANKED, "a sharing of points")
        if not 1 <= self.total <= 1000:
            raise Fault("“total” is how many points there are to share out: a whole number from 1 to 1000.", "total")

    def _normal(self, value: Any) -> dict[str, int] | None:
        if not isinstance(value, dict) or len(value) > len(self.options):
            return None
        given = {option.id: value.get(option.id, 0) for option in self.options}
        if not value.keys() <= given.keys() or not all(whole(each, 0, self.total) for each in given.values()):
            return None
        return given if sum(given.values()) == self.total else None

    def _allowed(self) -> str:
        return f"Share out {self.total} points in whole numbers, all of them, among: {', '.join(option.id for option in self.options)}."

    def _words(self, value: dict[str, int]) -> str:
        return "; ".join(f"{option.text}: {value[option.id]}" for option in self.options if value[option.id])
