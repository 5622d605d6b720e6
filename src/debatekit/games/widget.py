"""The widget of the game: the kernel plays it, the page draws it. Nothing is kept."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debatekit.games.assumptions import ASSUMPTIONS, GROUPS
from debatekit.games.play import FULL_WISH
from debatekit.games.rules import RULES
from debatekit.games.trial import Trial, limits
from debatekit.widgets.widget import CourseWidget

if TYPE_CHECKING:
    import pandas

_HEADING = "Deterrence as a game"


class GameWidget(CourseWidget, front_end=Path(__file__)):
    """A raider, a striker with a rule, and a slider for every assumption."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self._trial = trial
        self.fixed = {
            "heading": _HEADING,
            "limits": limits() | {"full_wish": FULL_WISH},
            "rules": [{"id": rule.id, "name": rule.name, "about": rule.about} for rule in RULES.values()],
            "groups": GROUPS,
            "assumptions": [asdict(one) | {"default": one.default} for one in ASSUMPTIONS],
        }
        self.refresh()

    def look(self) -> dict[str, Any]:
        return self._trial.look()

    def act(self, action: dict[str, Any]) -> None:
        trial = self._trial
        match action:
            case {"do": "rule", "name": name}:
                trial.choose(name)
            case {"do": "set", "id": str(name), "value": value}:
                trial.set(name, value)
            case {"do": "decides"}:
                trial.ask_what_decides()
            case {"do": "reset" | "keep" | "drop" as verb}:
                getattr(trial, verb)()
            case {"do": "throw"}:
                trial.throw_anew()
            case _:
                super().act(action)

    def table(self) -> pandas.DataFrame:
        """Every run as a row, for all rules at the sliders as they stand: `rule`, `run`, `attacks`, `deadly`, `strikes`."""
        import pandas as pd

        rows = [
            {"rule": RULES[rule].name, "run": number, "attacks": len(run.attacks), "deadly": run.deadly, "strikes": run.strikes}
            for rule, one in self._trial.outcomes().items()
            for number, run in enumerate(one.runs, 1)
        ]
        return pd.DataFrame(rows)

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        seen = self.look()
        pairs = [(RULES[row["rule"]].name, f"{row['attacks']} attacks, {row['deadly']} of them kill") for row in seen["table"]]
        return _HEADING, pairs, f"{seen['now']['described']}. Run this cell (Shift+Enter) to move the sliders."
