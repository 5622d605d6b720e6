"""What the game says in words: the sentences under a chart, and of what decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from debatekit.games.assumptions import ASSUMPTIONS, BY_ID, NEUTRAL
from debatekit.games.decides import Swing
from debatekit.games.outcome import Outcome, Spread, spread
from debatekit.games.rules import RULES
from debatekit.ideas import counted

# A slider that moves the middle run by less than one attack is said to move nothing.
_MOVES = 1


def number(value: float) -> str:
    """“20”, “20.5”."""
    return f"{value:g}"


def band(of: Spread) -> str:
    """“20 (16 to 24)”."""
    return f"{number(of.middle)} ({number(of.low)} to {number(of.high)})"


def in_a_row(parts: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def of_attacks(one: Outcome) -> str:
    """The chart of attacks as a sentence."""
    all_in_all = spread(one.attacks)
    half = one.so_far()[one.rounds // 2 - 1]
    return (
        f"In the middle run {number(all_in_all.middle)} attacks in {one.rounds} rounds, {number(half.middle)} of them in the first half; "
        f"8 of 10 runs end between {number(all_in_all.low)} and {number(all_in_all.high)}."
    )


def of_deadly(one: Outcome) -> str:
    """The chart of attacks that kill as a sentence."""
    counts, runs = one.by_deadly(), len(one.runs)
    most = max(range(len(counts)), key=counts.__getitem__)
    none = f"No attack kills in {counts[0]} of {runs} runs" if counts[0] else f"In each of {runs} runs some attack kills"
    return f"{none}; most often {counted(most, 'attack')} {'kills' if most == 1 else 'kill'}, and at most {counted(len(counts) - 1, 'attack')}."


def ahead(rules: Sequence[str]) -> str:
    """Which rules have the fewest attacks."""
    if len(rules) == len(RULES):
        return "All five rules come out alike: no two differ by more than one attack."
    names = [f"“{RULES[rule].name}”" for rule in rules]
    return f"Fewest attacks under {names[0]}." if len(names) == 1 else f"Fewest attacks under {in_a_row(names)}, which come out alike."


def ahead_shortly(rules: Sequence[str]) -> str:
    """As `ahead`, for a narrow place."""
    return "all alike" if len(rules) == len(RULES) else in_a_row([RULES[rule].name.lower() for rule in rules])


def described(rule: str, values: Mapping[str, float]) -> str:
    """A rule with the sliders that are not in the middle: “Tit for tat, provocation 3 points”."""
    moved = [f"{BY_ID[name].name.lower()} {BY_ID[name].shown(values[name])}" for name in values if values[name] != NEUTRAL[name]]
    return ", ".join([RULES[rule].name, *(moved or ["all sliders in the middle"])])


def of_swings(rule: str, swings: Sequence[Swing]) -> list[str]:
    """What decides, in sentences: which slider moves most, which move nothing, and which turn the order of the rules."""
    moving = [each for each in swings if each.size >= _MOVES]
    said = []
    if moving:
        most = BY_ID[moving[0].assumption]
        said.append(
            f"Under “{RULES[rule].name}”, {most.name} moves the attacks most: "
            f"{number(moving[0].at_low.middle)} at {most.shown(most.low)}, {number(moving[0].at_high.middle)} at {most.shown(most.high)}."
        )
    still = [BY_ID[each.assumption].name for each in swings if each.size < _MOVES]
    if still:
        unread = [one.name for one in ASSUMPTIONS if one.id not in RULES[rule].reads]
        idle = [name for name in still if name not in unread]
        if idle:
            said.append(f"{in_a_row(idle)} {'moves' if len(idle) == 1 else 'move'} nothing here alone. Together with another slider that may change.")
        if unread:
            said.append(f"The number of attacks under this rule does not depend on {in_a_row(unread)}.")
    turning = [BY_ID[each.assumption].name for each in swings if each.turns]
    said.append(f"Which rule comes out ahead? {in_a_row(turning)} {'turns' if len(turning) == 1 else 'turn'} it: at the two ends other rules have the fewest attacks." if turning else "Which rule comes out ahead? No slider alone turns it.")
    return said
