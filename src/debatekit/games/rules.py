"""The striker's rules: what he does after an attack. Each reads only some of the assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from debatekit.errors import UnknownName


@dataclass(frozen=True)
class Rule:
    """One rule. `reads` are the assumptions on which the number of attacks depends under it."""

    id: str
    name: str
    about: str
    reads: tuple[str, ...]


_BLOWS = ("gain", "memory", "cost", "provocation")

RULES = {
    rule.id: rule
    for rule in (
        Rule("tit_for_tat", "Tit for tat", "Strike back at once after each attack.", _BLOWS),
        Rule("red_line", "Red line", "Strike back at once, but only after an attack that kills.", (*_BLOWS, "lethality")),
        Rule("own_time", "Own time", "Answer each attack once, later and unannounced, when a good target can be hit.", (*_BLOWS, "attribution", "target", "wait")),
        Rule("no_answer", "No answer", "Stay, and never strike.", ("gain",)),
        Rule("leave", "Leave", "Withdraw before the first round. If drawn back, answer tit for tat.", (*_BLOWS, "leaving", "drawn_back", "on_return")),
    )
}


def rule_of(name: object) -> Rule:
    """The rule of that name. Raises UnknownName."""
    if not isinstance(name, str) or name not in RULES:
        raise UnknownName("rule", name, RULES)
    return RULES[name]
