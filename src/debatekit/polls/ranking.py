"""Put options into an order, the best first, or the most dangerous."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from debatekit.ideas import Fault
from debatekit.polls.any_question import AnyQuestion, Item, check_items

# A dozen is as much as anybody can order on a phone.
MOST_RANKED = 12


@dataclass(frozen=True, kw_only=True)
class Ranking(AnyQuestion):
    """The value is a list of option ids, at least one; `first` says which comes first. Those left out share the place after the last."""

    kind: Literal["ranking"]
    options: tuple[Item, ...]
    first: str = "best"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_items(self.options, 2, MOST_RANKED, "a ranking")
        if not self.first.strip():
            raise Fault("a ranking needs a word or two for what comes first, such as “best”.", "first")

    def _normal(self, value: Any) -> list[str] | None:
        if not isinstance(value, list) or not 1 <= len(value) <= len(self.options):
            return None
        found = sum(option.id in value for option in self.options)
        return list(value) if found == len(value) else None

    def _allowed(self) -> str:
        return f"List one or more of these, the {self.first} first, each once: {', '.join(option.id for option in self.options)}."

    def _words(self, value: list[str]) -> str:
        texts = {option.id: option.text for option in self.options}
        return "; ".join(f"{place}. {texts[each]}" for place, each in enumerate(value, 1))
