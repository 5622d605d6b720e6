"""What a debate moved: points, people who changed sides, the Oxford rule, and all of it in words.

    moves = matrix(pairs, options)              paired votes, counted
    points(moves.before, moves.after)           change in percentage points, by answer
    oxford(moves.before, moves.after, sides)    which side gains more
    possible_switchers(before, after, sides)    what totals alone leave open
    in_words(moves, sides, texts)               sentences for a class
    chance_in_words(moves, sides, texts)        those of them that say whether it could be chance

`before` and `after` are totals: a number of 0 or more by option id. `sides` are the options that are a side of the debate;
any other, such as “undecided”, is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from debatekit.polls.paired_tests import FEW_MOVERS, exact_mcnemar, stuart_maxwell
from debatekit.polls.tally import Moves, known, matrix

__all__ = ["Oxford", "chance_in_words", "in_words", "margins_in_words", "matrix", "oxford", "points", "possible_switchers"]

# Fewer votes than this would show how one person voted, so they are not told.
FEW_VOTES = 5
# In a smaller class one person is more than five points: people are counted, and there are no percentages and no test.
SMALL_CLASS = 20
# In a small class a number of people below this would point at them; in any class, so would all answers but that few being the same.
FEW_ALIKE = 3
# The custom since R. A. Fisher, Statistical Methods for Research Workers (1925): once in twenty is a surprise. No more than a custom.
SURPRISE = 0.05

Totals = Mapping[str, int | float]


@dataclass(frozen=True)
class Oxford:
    """The Oxford rule: `gains` in percentage points by side, `winner` the side that gains most, `tied` all that share the most.

    `winner` is None when two gain the same, and when no side gains.
    """

    gains: dict[str, float]
    winner: str | None
    tied: tuple[str, ...]


def points(before: Totals, after: Totals) -> dict[str, float]:
    """Change of each answer's share, in percentage points: each total counts in percent of its own round.

    With paired votes both rounds have the same voters. Raises ValueError when a round is empty, has a negative number or
    other options than the other round.
    """
    return {option: float(change) for option, change in _changes(before, after).items()}


def oxford(before: Totals, after: Totals, sides: Collection[str]) -> Oxford:
    """The side that gains more percentage points between the rounds, whichever is larger at the end.

    The rule by which audiences judge Oxford-style debates, as at Intelligence Squared. It needs totals only, and says
    nothing of chance. Raises ValueError as `points` or for fewer than two sides, UnknownName for a side that is no option.
    """
    changes = _changes(before, after)
    _check_sides(sides, changes)
    gains = {option: changes[option] for option in changes if option in sides}
    most = max(gains.values())
    first = tuple(side for side, gain in gains.items() if gain == most)
    winner = first[0] if len(first) == 1 and most > 0 else None
    return Oxford({side: float(gain) for side, gain in gains.items()}, winner, first if len(first) > 1 else ())


def possible_switchers(before: Mapping[str, int], after: Mapping[str, int], sides: Collection[str]) -> tuple[int, int]:
    """The smallest and largest number of people who can have gone from one side to another, given totals alone.

    `before` and `after` count the same people. Fewest: whoever a side lost goes to no side as far as there is room.
    Most: as many as can leave a side for another one. Both are the ends of a flow between rows and columns of the
    unknown table (max-flow and min-cut, L. R. Ford and D. R. Fulkerson, Canadian Journal of Mathematics 8 (1956), 399-404):
    each is reached by some table, and none goes beyond. With all options as sides it bounds who changed the answer.

    Raises ValueError when the totals are not whole numbers or do not add up to the same, UnknownName as `oxford`.
    """
    _same_options(before, after)
    known(sides, before)
    if any(not isinstance(count, int) or count < 0 for count in (*before.values(), *after.values())):
        raise ValueError("numbers of people are whole and 0 or more.")
    if sum(before.values()) != sum(after.values()):
        raise ValueError("the totals before and after differ, so they do not count the same people.")
    sided = [option for option in before if option in sides]
    left = sum(max(0, before[side] - after[side]) for side in sided)
    fewest = max(0, left - sum(after[option] for option in after if option not in sides))
    from_sides, to_sides = sum(before[side] for side in sided), sum(after[side] for side in sided)
    # A cut of the flow takes all rows, all columns, or leaves uncut one side's row with its own column.
    cuts = [from_sides, to_sides, *(from_sides - before[side] + to_sides - after[side] for side in sided)]
    return fewest, min(cuts)


def in_words(moves: Moves, sides: Collection[str], texts: Mapping[str, str] | None = None) -> list[str]:
    """Sentences on paired votes that a class understands; `texts` has the words of an option by its id.

    No person appears in it. Fewer than five paired votes are not told; fewer than twenty are told in people, without
    percentages and test, and without a number that stands for one person or two. Totals that show everybody's vote, or nearly
    everybody's, are told of no class. Raises UnknownName for a side that is no option, ValueError for fewer than two sides.
    """
    _check_sides(sides, moves.options)
    return [*_who_voted(moves), *(_told(moves, sides, texts or {}) if moves.paired >= FEW_VOTES else [])]


def margins_in_words(
    before: Mapping[str, int], after: Mapping[str, int], sides: Collection[str], texts: Mapping[str, str] | None = None
) -> list[str]:
    """Sentences on totals alone, for a class that kept no pairs, and what the totals cannot tell.

    As `in_words`, it tells nothing that shows how somebody voted. Raises as `oxford`.
    """
    texts = texts or {}
    result = _oxford_words(before, after, sides, texts)
    if (fewest := min(sum(before.values()), sum(after.values()))) < FEW_VOTES:
        return [f"Only {_people(fewest)} voted in one of the rounds. {_SO_FEW}"]
    if not _may_be_told(before, after):
        return [_WITHHELD]
    told = [*_shares(before, after, texts), result]
    if sum(before.values()) != sum(after.values()):
        return [*told, "Not the same number of people voted both times, so part of the change may be who was there, and not who changed."]
    fewest, most = possible_switchers(before, after, sides)
    return [*told, f"How many changed sides cannot be told from totals: {_range(fewest, most)}. Only votes kept in pairs can tell."]


_SO_FEW = "So few votes would show how somebody voted, so nothing more is told."
_WITHHELD = "How many gave which answer is not told, because the numbers would come close to showing how somebody voted."


def _told(moves: Moves, sides: Collection[str], texts: Mapping[str, str]) -> list[str]:
    before, after = moves.before, moves.after
    told = [*(_shares(before, after, texts) if _may_be_told(before, after) else [_WITHHELD]), *_movement(moves, texts)]
    if moves.paired < SMALL_CLASS and moves.movers < FEW_ALIKE:
        return told
    if moves.movers:
        told.append(_sides_changed(moves, sides))
        told.append(_oxford_words(before, after, sides, texts))
        told.extend(chance_in_words(moves, sides, texts))
    return told


def _who_voted(moves: Moves) -> list[str]:
    match moves.paired:
        case 0:
            first = "Nobody voted both times, so there is no change to count."
        case few if few < FEW_VOTES:
            first = f"Only {_people(few)} voted both times. {_SO_FEW}"
        case many:
            first = f"{many} people voted both times."
    once = [f"{count} voted {when}" for count, when in ((moves.only_before, "only before"), (moves.only_after, "only after")) if count]
    return [first, *([f"{' and '.join(once)}: not counted here, because a change needs two votes."] if once else [])]


def _may_be_told(*rounds: Totals) -> bool:
    """Whether no total of these rounds, seen by somebody who knows one vote, shows nearly all the others."""
    for totals in rounds:
        counts = [count for count in totals.values() if count]
        fewest = min(counts) if sum(counts) < SMALL_CLASS else sum(counts)
        if sum(counts) - max(counts) < FEW_ALIKE or fewest < FEW_ALIKE:
            return False
    return True


def _shares(before: Totals, after: Totals, texts: Mapping[str, str]) -> list[str]:
    changes = _changes(before, after)
    total = min(sum(before.values()), sum(after.values()))
    if total < SMALL_CLASS:
        return [worth_in_words(total), *(f"{_quoted(name, texts)}: {before[name]:g} before, {after[name]:g} after." for name in changes)]
    return [
        f"{_quoted(name, texts)}: {_percent(before, name)} before, {_percent(after, name)} after; {_change(float(change))}."
        for name, change in changes.items()
    ]


def worth_in_words(total: float) -> str:
    """How much one person is in a small class of `total`."""
    return f"In a class of {total:g} one person is {100 / total:.0f} points of 100, so count people here and not percentages."


def _movement(moves: Moves, texts: Mapping[str, str]) -> list[str]:
    if not moves.movers:
        return ["Nobody changed the answer."]
    small = moves.paired < SMALL_CLASS
    if small and moves.movers < FEW_ALIKE:
        return [f"Fewer than {FEW_ALIKE} of {moves.paired} changed the answer."]
    if moves.movers == moves.paired:
        first = f"All {moves.paired} changed the answer."
    else:
        first = f"{moves.movers} of {moves.paired} changed the answer."
    if not _may_be_told(moves.before, moves.after) or (small and moves.moved()[-1][2] < FEW_ALIKE):
        return [first, "From which answer to which is not told, because it would come close to showing how somebody voted."]
    return [first, *(f"From {_quoted(old, texts)} to {_quoted(new, texts)}: {count}." for old, new, count in moves.moved())]


def _sides_changed(moves: Moves, sides: Collection[str]) -> str:
    count = moves.switchers(sides)
    if moves.paired < SMALL_CLASS and count < FEW_ALIKE:
        return f"Fewer than {FEW_ALIKE} changed sides."
    first = f"{_people(count).capitalize() if count else 'Nobody'} changed sides."
    if not _may_be_told(moves.before, moves.after):
        return first  # the range would give the totals away
    fewest, most = possible_switchers(moves.before, moves.after, sides)
    if fewest == most:
        return first
    return f"{first} The totals alone would not have told you: {_range(fewest, most)}."


def _oxford_words(before: Totals, after: Totals, sides: Collection[str], texts: Mapping[str, str]) -> str:
    verdict = oxford(before, after, sides)
    if len(verdict.tied) > 1:
        return f"By the Oxford rule it is a tie: {_and(verdict.tied, texts)} change by the same share."
    if verdict.winner is None:
        return "The Oxford rule names no side: none has a larger share than before."
    others = [side for side in verdict.gains if side != verdict.winner]
    return (
        f"The Oxford rule names {_quoted(verdict.winner, texts)}: its share grows more than that of {_and(others, texts)}. "
        "It is the rule of a game, and undecided votes are no side in it."
    )


def chance_in_words(moves: Moves, sides: Collection[str], texts: Mapping[str, str]) -> list[str]:
    """Sentences on whether chance alone could have moved so many; of a small class, that nobody can tell.

    A statistic is worked out from all of the table: tell it only where all of the table is told. Raises ValueError when nobody moved.
    """
    if not moves.movers:
        raise ValueError("nobody changed the answer, so there is no change to explain.")
    if moves.paired < SMALL_CLASS:
        return ["The class is too small to say what chance alone would do."]
    if moves.movers >= FEW_MOVERS:
        test = stuart_maxwell(moves.counts)
        figures = f"Stuart-Maxwell test: chi-square {test.statistic:.2f}, {_degrees(test.df)}, {_p(test.p)}"
        chance = f"If people had changed answers with no lean, totals would shift this much or more in {_of_classes(test.p)} ({figures})."
        return [chance, _caution(test.p)]
    few = f"Only {moves.movers} changed the answer; a chi-square test is used from {FEW_MOVERS} on."
    ways = [(old, new, count) for old, new, count in moves.moved() if old in sides and new in sides]
    if len(set(sides)) > 2 or not ways:
        return [few]
    there = ways[0][2]
    back = sum(count for *_, count in ways[1:])
    coin = f"If each of the {there + back} who changed sides had tossed a coin"
    if (all_one_way := exact_mcnemar(there + back, 0)) > SURPRISE:
        return [few, f"Too few changed sides to see a lean: {coin[0].lower()}{coin[1:]}, all would go the same way in {_of_classes(all_one_way)}."]
    p = exact_mcnemar(there, back)
    split = f"a split of {there} to {back} or a more uneven one would come up in {_of_classes(p)} (exact binomial test, {_p(p)})."
    return [few, f"{coin}, {split}", _caution(p)]


def _caution(p: float) -> str:
    if p > SURPRISE:
        return "So chance alone may have done it. That does not prove that nobody was moved."
    return "So chance alone is a poor explanation. That does not say why people moved, nor which case is better, nor who argued better."


def _changes(before: Totals, after: Totals) -> dict[str, Fraction]:
    _same_options(before, after)
    for when, totals in (("before", before), ("after", after)):
        if any(count < 0 for count in totals.values()) or not sum(totals.values()):
            raise ValueError(f"the totals {when} need numbers of 0 or more and at least one vote.")
    return {option: _share(after, option) - _share(before, option) for option in before}


def _share(totals: Totals, option: str) -> Fraction:
    # By way of text, 42.1 is 421/1000 and not the binary number beside it: equal gains then are equal.
    numbers = {name: Fraction(str(count)) for name, count in totals.items()}
    return 100 * numbers[option] / sum(numbers.values())


def _check_sides(sides: Collection[str], options: Collection[str]) -> None:
    known(sides, options)
    if len(set(sides)) < 2:
        raise ValueError("a debate has two sides or more.")


def _same_options(before: Totals, after: Totals) -> None:
    if set(before) != set(after):
        raise ValueError("the totals before and after name different options.")


def _percent(totals: Totals, option: str) -> str:
    return f"{float(_share(totals, option)):.0f} %"


def _change(change: float) -> str:
    size = f"{abs(change):.0f}"
    if size == "0":
        return "no change" if change == 0 else "less than a point of change"
    return f"{size} {'point' if size == '1' else 'points'} {'more' if change > 0 else 'less'}"


def _range(fewest: int, most: int) -> str:
    return f"they fit as few as {fewest} and as many as {most}" if fewest < most else f"they fit {most} only"


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"


def _quoted(option: str, texts: Mapping[str, str]) -> str:
    return f"“{texts.get(option, option)}”"


def _and(options: Collection[str], texts: Mapping[str, str]) -> str:
    return " and ".join(_quoted(option, texts) for option in options)


def _degrees(df: int) -> str:
    return "1 degree of freedom" if df == 1 else f"{df} degrees of freedom"


def _p(p: float | None) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _of_classes(p: float) -> str:
    if p >= 0.995:
        return "nearly every class"
    if p >= 0.1:
        return f"about {100 * p:.0f} of 100 classes"
    return f"about {1000 * p:.0f} of 1,000 classes" if p >= 0.001 else "fewer than 1 of 1,000 classes"
