"""Put items in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from itertools import combinations
from textwrap import shorten
from typing import Any, Literal

from debatekit.errors import BadAnswer, hint
from debatekit.exercises.exercise import AnyExercise, texts
from debatekit.exercises.remark import Remark
from debatekit.exercises.sequence import out_of_order
from debatekit.ideas import Fault, FromFile

LONGEST_QUOTE = 60  # characters of an item inside a remark


@dataclass(frozen=True, kw_only=True)
class OrderItem(FromFile):
    """One thing to place. `why` is said of it in its place; one `with_next` may also stand behind the next."""

    id: str
    text: str
    why: str = ""
    with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Swap(FromFile):
    """A mistake that tempts: `earlier` was put before `later`, and belongs behind it. Of several that fit an item the first is told."""

    earlier: str
    later: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Order(AnyExercise):
    """Put items in their order, from `first` to `last`. The answer is the list of their ids.

    The file has the items in the right order. An item is right when it stands right with regard to every other. One item at a wrong end makes
    all the others wrong, so the remarks tell apart what has to move, which is as little as can be, and what only waits for that.
    """

    kind: Literal["order"]
    first: str
    last: str
    items: tuple[OrderItem, ...]
    swaps: tuple[Swap, ...] = ()
    otherwise: str = ""

    def page(self) -> dict[str, Any]:
        mixed = sorted(self.items, key=lambda item: sha256(f"{self.id}/{item.id}".encode()).digest())
        if not self.graded and not self._wrong_pairs([item.id for item in mixed]):
            mixed.reverse()
        return {"first": self.first, "last": self.last, "items": texts(mixed)}

    def fit(self, answer: Any) -> list[str] | None:
        fitting = self.fitting(answer) or []
        if not isinstance(answer, list | tuple) or len(fitting) != len(answer):
            known = ", ".join(sorted(item.id for item in self.items))
            raise BadAnswer(f"{answer!r:.60} is no answer to “{self.id}”. List each of these once, in your order: {known}.")
        return fitting or None

    def fitting(self, answer: Any) -> list[str] | None:
        if not isinstance(answer, list | tuple):
            return None
        known = {item.id for item in self.items}
        return list(dict.fromkeys(each for each in answer if isinstance(each, str) and each in known)) or None

    def with_choice(self, answer: Any, item: Any, choice: Any) -> list[str] | None:
        return self.fit(choice)

    def remarks(self, answer: Sequence[str]) -> dict[str, Remark]:
        wrong = self._wrong_pairs(answer)
        tempting = {(swap.earlier, swap.later): swap.text for swap in self.swaps}
        ranks = self._ranks()
        to_move = out_of_order(answer, [ranks[each] for each in answer], {each for pair in wrong if pair in tempting for each in pair})
        return {each: self._remark(each, [pair for pair in wrong if each in pair], tempting, to_move) for each in answer}

    def _remark(self, name: str, wrong: list[tuple[str, str]], tempting: dict[tuple[str, str], str], to_move: list[str]) -> Remark:
        if not wrong:
            return Remark(True, self._item(name).why)
        # A mistake is told once, where something has to move; of two such places at the upper one. Of several mistakes there, the file's first.
        here = [pair for pair in tempting if pair in wrong and name == next(each for each in pair if each in to_move)]
        told = [tempting[before, behind] if name == before else f"{self._quoted(before)} stands before it. {tempting[before, behind]}" for before, behind in here]
        if told or name in to_move:
            return Remark(False, next(iter(told), self.otherwise))
        others = sum(any(each in pair for pair in wrong) for each in to_move)
        return Remark(False, f"In order with all but {'one other, which has' if others == 1 else f'{others} others, which have'} to move.", waits=True)

    def score(self, answer: Sequence[str], remarks: dict[str, Remark]) -> tuple[int, int]:
        return sum(remark.right for remark in remarks.values()), len(self.items)

    def told(self, right: int, total: int) -> str:
        return f"{right} of {total} in order."

    def solution(self) -> list[str]:
        return [item.id for item in self.items]

    def same(self, one: Any, other: Any) -> bool:
        return list(one or ()) == list(other or ())

    def said(self) -> list[str]:
        return [*(item.why for item in self.items), *(swap.text for swap in self.swaps), self.otherwise]

    def tries(self) -> list[list[str]]:
        right = self.solution()
        turned = [[{one: other, other: one}.get(each, each) for each in right] for one, other in combinations(right, 2)]
        return [right, *turned, right[::-1]]

    def asked(self, answer: Sequence[str] | None) -> list[tuple[str, str | None]]:
        if not answer:
            return [(self.prompt, None)]
        ends = {1: f", {self.first}", len(self.items): f", {self.last}"}
        placed = [self._item(each).text for each in answer] + [None] * (len(self.items) - len(answer))
        return [(f"{place}{ends.get(place, '')}", text) for place, text in enumerate(placed, start=1)]

    def _item(self, name: str) -> OrderItem:
        return next(item for item in self.items if item.id == name)

    def _quoted(self, name: str) -> str:
        return f"“{shorten(self._item(name).text.rstrip('.'), LONGEST_QUOTE, placeholder=' …')}”"

    def _ranks(self) -> dict[str, int]:
        """The rank of each item by its id; those that may change places have the same."""
        ranks, rank = {}, 0
        for item in self.items:
            ranks[item.id] = rank
            rank += not item.with_next
        return ranks

    def _wrong_pairs(self, answer: Sequence[str]) -> list[tuple[str, str]]:
        """The pairs of an answer of which the first stands before the second, and belongs behind it."""
        ranks = self._ranks()
        return [(before, behind) for before, behind in combinations(answer, 2) if ranks[before] > ranks[behind]]

    def _check_question(self) -> None:
        self._check_ids("items", self.items)
        for key in ("first", "last"):
            if not getattr(self, key).strip():
                raise Fault(f"“{self.id}” needs a “{key}”: what the {'top' if key == 'first' else 'bottom'} end of the list means.", key)

    def _check_that_it_gives_nothing_away(self) -> None:
        # Nothing can tell whether the items of graded work stand in their order; CONTRIBUTING says that they should not.
        for key in ("swaps", "otherwise"):
            if getattr(self, key):
                raise Fault(f"“{self.id}” is graded: move its {key} to the assignment's key.", key)
        for place, item in enumerate(self.items):
            for key in (each.name for each in fields(item) if each.name not in ("id", "text")):
                if getattr(item, key):
                    raise Fault(f"“{self.id}” is graded: move “{key}” of “{item.id}” to the assignment's key.", "items", place, key)

    def _check_solution(self) -> None:
        for place, item in enumerate(self.items):
            if not item.why:
                raise Fault(f"“{item.id}” needs a “why”: what puts it in its place.", "items", place)
        if self.items[-1].with_next:
            raise Fault(f"“{self.items[-1].id}” is the last, so there is no next. Take out its “with_next”.", "items", len(self.items) - 1, "with_next")
        ranks = self._ranks()
        if len(set(ranks.values())) == 1:
            raise Fault(f"any order of “{self.id}” is right. Take out a “with_next”.", "items")
        if not self.otherwise:
            raise Fault(f"“{self.id}” needs an “otherwise”: a remark on an item out of place that no swap tells of.")
        seen = set()
        for place, swap in enumerate(self.swaps):
            for key in ("earlier", "later"):
                if getattr(swap, key) not in ranks:
                    raise Fault(f"a swap names “{getattr(swap, key)}”, but there is no such item.{hint(getattr(swap, key), [*ranks])}", "swaps", place, key)
            if ranks[swap.earlier] <= ranks[swap.later]:
                raise Fault(f"“{swap.earlier}” before “{swap.later}” is no mistake here, so this swap is never told. Turn it round.", "swaps", place)
            if (swap.earlier, swap.later) in seen:
                raise Fault(f"“{swap.earlier}” before “{swap.later}” is told by a swap before this one. Take one out.", "swaps", place)
            seen.add((swap.earlier, swap.later))
            if not swap.text:
                raise Fault(f"the swap of “{swap.earlier}” and “{swap.later}” needs a text.", "swaps", place, "text")
