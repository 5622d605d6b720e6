"""Who has won a debate, by the Oxford rule and by others. They differ because each asks another question.

    rules(before, after, sides, tell, texts)     all that can be told
    rules_of(moves, sides, texts)                the same from paired votes
    missing(told, before, sides)                 why some are not told

The Oxford rule and the largest share need totals only. Who moved is known of paired votes alone: the same totals fit a debate in
which nobody changed sides, and one in which many did.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from debatekit.polls.swing import SMALL_CLASS, oxford
from debatekit.polls.tally import Moves, known

# The number of people who went from one of some answers to one of others; None when it is not told.
Tell = Callable[[Collection[str], Collection[str]], int | None]
Texts = Mapping[str, str]

NET, CONVERSION, UNDECIDED = "Net movers", "Conversion rate", "Undecided won"


@dataclass(frozen=True)
class Rule:
    """What one rule asks and finds. `says` is one sentence with the figures; `winner` a side, "tie", or None when the rule names nobody."""

    name: str
    says: str
    winner: str | None


def rules(
    before: Mapping[str, int], after: Mapping[str, int], sides: Collection[str], tell: Tell, texts: Texts | None = None, whose: str = "all votes",
) -> list[Rule]:
    """Every rule whose figures are told. `before` and `after` are people by option id; each round has one or more, and the same options.

    `whose` says whose votes these totals are. Raises as `swing.oxford`: UnknownName for a side that is no option, ValueError for totals that are none or fewer than two sides.
    """
    named = {option: f"“{(texts or {}).get(option, option)}”" for option in before}
    by_totals = [_oxford(before, after, sides, named, whose), _largest(after, sides, named)]
    in_order = [option for option in before if option in sides]
    by_moves = [_net(in_order, tell, named), _conversion(in_order, list(before), tell, named), _undecided(in_order, list(before), tell, named)]
    return [*by_totals, *(rule for rule in by_moves if rule)]


def missing(told: Collection[Rule], before: Mapping[str, int], sides: Collection[str]) -> str:
    """Why some of the five rules are not in `told`, in one or two sentences; "" when all are there. `before` as in `rules`."""
    left = [name for name in (NET, CONVERSION, UNDECIDED) if name not in {rule.name for rule in told}]
    why = []
    if UNDECIDED in left and not any(count for option, count in before.items() if option not in sides):
        left.remove(UNDECIDED)
        why.append(f"There is no “{UNDECIDED}”, because nobody began on no side.")
    if left == [CONVERSION]:
        return " ".join([*why, f"There is no “{CONVERSION}”, because nobody began on another side."])
    if left:
        why.append(f"Not here: {_listed(left)}. Who came from which side is not told of so few, because it would show how somebody voted.")
    return " ".join(why)


def rules_of(moves: Moves, sides: Collection[str], texts: Texts | None = None) -> list[Rule]:
    """Every rule, from paired votes of one person or more. Raises as `rules`."""
    place = {option: index for index, option in enumerate(moves.options)}
    known(sides, moves.options)
    return rules(moves.before, moves.after, sides, lambda old, new: sum(moves.counts[place[a]][place[b]] for a in old for b in new), texts)


def _listed(names: list[str]) -> str:
    *most, last = [f"“{name}”" for name in names]
    return f"{', '.join(most)} and {last}" if most else last


def _oxford(before: Mapping[str, int], after: Mapping[str, int], sides: Collection[str], named: Texts, whose: str) -> Rule:
    verdict = oxford(before, after, sides)
    figures = "; ".join(f"{named[side]} went from {_share(before, side)} to {_share(after, side)}" for side in verdict.gains)
    return Rule("Oxford rule", f"Whose share of {whose} grew most? {figures}.", "tie" if verdict.tied else verdict.winner)


def _largest(after: Mapping[str, int], sides: Collection[str], named: Texts) -> Rule:
    at_end = {side: after[side] for side in after if side in sides}
    figures = "; ".join(f"{named[side]} has {_share(after, side)}" for side in at_end)
    return Rule("Largest share", f"Who has most at the end, whoever began with it? {figures}.", _most(at_end))


def _net(sides: list[str], tell: Tell, named: Texts) -> Rule | None:
    """People won from other sides less people lost to them."""
    flows = {side: (tell(_but(sides, side), [side]), tell([side], _but(sides, side))) for side in sides}
    if any(None in flow for flow in flows.values()):
        return None
    figures = "; ".join(f"{named[side]} won {won} and lost {lost}" for side, (won, lost) in flows.items())
    return Rule(NET, f"Who won more people from another side than it lost to one? {figures}.", _most({side: won - lost for side, (won, lost) in flows.items()}))


def _conversion(sides: list[str], options: list[str], tell: Tell, named: Texts) -> Rule | None:
    """The part of the people of other sides who came over; a side that began small can win it."""
    flows = {side: (tell(_but(sides, side), [side]), tell(_but(sides, side), options)) for side in sides}
    if any(None in flow or not flow[1] for flow in flows.values()):
        return None
    figures = "; ".join(f"{named[side]} won {won} of {among}{_percent(won, among)}" for side, (won, among) in flows.items())
    return Rule(CONVERSION, f"Who won the larger part of those who began on another side? {figures}.", _most({side: Fraction(*flow) for side, flow in flows.items()}))


def _undecided(sides: list[str], options: list[str], tell: Tell, named: Texts) -> Rule | None:
    """People who began on no side and ended on this one."""
    neutral = [option for option in options if option not in sides]
    among, won = tell(neutral, options), {side: tell(neutral, [side]) for side in sides}
    if not neutral or not among or None in won.values():
        return None
    figures = "; ".join(f"{named[side]} won {count}" for side, count in won.items())
    return Rule(UNDECIDED, f"Who won more of the {among} who began on no side? {figures}.", _most(won))


def _but(sides: list[str], side: str) -> list[str]:
    return [other for other in sides if other != side]


def _most(score: Mapping[str, int | Fraction]) -> str | None:
    most = max(score.values())
    first = [side for side, points in score.items() if points == most]
    if most <= 0:
        return None
    return first[0] if len(first) == 1 else "tie"


def _share(totals: Mapping[str, int], option: str) -> str:
    total = sum(totals.values())
    return f"{totals[option]} of {total}" if total < SMALL_CLASS else f"{100 * totals[option] / total:.0f}\u00a0%"


def _percent(part: int, whole: int) -> str:
    return "" if whole < SMALL_CLASS else f", {100 * part / whole:.0f}\u00a0%"
