"""One learner's trial of the game: a rule and sliders, a second setting to compare with, and what decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.games.assumptions import setting
from debatekit.games.decides import Swing, swings
from debatekit.games.dice import ROUNDS, RUNS, SEED, throw
from debatekit.games.outcome import Outcome, fewest, outcome, spread
from debatekit.games.rules import RULES, rule_of
from debatekit.games.words import ahead, ahead_shortly, band, described, of_attacks, of_deadly, of_swings

_LAST_SEED = 999_999


class Trial:
    """Where the game stands. `look` is all of it as plain data."""

    def __init__(self, rule: Any, values: Mapping[str, Any], seed: Any = SEED) -> None:
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= _LAST_SEED:
            raise BadAnswer(f"seed is {seed!r}. It should be a whole number from 0 to {_LAST_SEED}; the same number gives the same dice.")
        self.rule, self.values, self.seed = rule_of(rule).id, setting(values), seed
        self._start = dict(self.values)
        self._kept: tuple[str, dict[str, float]] | None = None
        self._swings: list[Swing] | None = None

    def choose(self, rule: Any) -> None:
        """Let the striker follow another rule. Raises UnknownName."""
        self.rule = rule_of(rule).id
        self._swings = None

    def set(self, name: Any, value: Any) -> None:
        """Move one slider. Raises UnknownName and BadAnswer."""
        self.values = self.values | {name: setting({name: value})[name]}
        self._swings = None

    def reset(self) -> None:
        """Put all sliders where they were at first; the rule stays."""
        self.values = dict(self._start)
        self._swings = None

    def keep(self) -> None:
        """Remember this rule and setting, to compare others with it."""
        self._kept = (self.rule, dict(self.values))

    def drop(self) -> None:
        """Compare no more."""
        self._kept = None

    def throw_anew(self) -> None:
        """Take other dice."""
        self.seed = (self.seed + 1) % (_LAST_SEED + 1)
        self._swings = None

    def ask_what_decides(self) -> None:
        """Move each slider over its range; the answer stays until something is changed."""
        self._swings = swings(self.rule, self.values, throw(self.seed))

    def outcomes(self) -> dict[str, Outcome]:
        """All rules at these sliders."""
        return {rule: outcome(rule, self.values, throw(self.seed)) for rule in RULES}

    def look(self) -> dict[str, Any]:
        every = self.outcomes()
        ahead_now = fewest({rule: one.mean() for rule, one in every.items()})
        return {
            "rule": self.rule,
            "values": dict(self.values),
            "seed": self.seed,
            "now": _drawn(every[self.rule], "Now", self.values),
            "other": _drawn(outcome(self._kept[0], self._kept[1], throw(self.seed)), "Kept", self._kept[1]) if self._kept else None,
            "table": [{"rule": rule, "ahead": rule in ahead_now} | {key: band(spread(getattr(one, key))) for key in ("attacks", "deadly", "strikes")} for rule, one in every.items()],
            "ahead": ahead(ahead_now),
            "decides": self._decides(),
        }  # fmt: skip

    def _decides(self) -> dict[str, Any] | None:
        if self._swings is None:
            return None
        rows = [
            {"id": each.assumption, "low": each.at_low.middle, "high": each.at_high.middle, "ahead_low": ahead_shortly(each.fewest_at_low), "ahead_high": ahead_shortly(each.fewest_at_high)}
            for each in self._swings
        ]  # fmt: skip
        return {"says": of_swings(self.rule, self._swings), "rows": rows}


def limits() -> dict[str, int]:
    """How long and how often the game is played."""
    return {"rounds": ROUNDS, "runs": RUNS}


def _drawn(one: Outcome, title: str, values: Mapping[str, float]) -> dict[str, Any]:
    """An outcome as the page draws it."""
    return {
        "title": title,
        "described": described(one.rule, values),
        "so_far": [list(each) for each in one.so_far()],
        "by_deadly": one.by_deadly(),
        "attacks": of_attacks(one),
        "deadly": of_deadly(one),
    }
