"""What a weighing says, in sentences."""

from __future__ import annotations

from fractions import Fraction

from debatekit.ideas import counted
from debatekit.matrices.hangs import Turn, turns_of_marks, turns_of_weights
from debatekit.matrices.matrix import Entry, Matrix
from debatekit.matrices.totals import leader, may_lead
from debatekit.matrices.weighing import Weighing

# Nearer than this, a first place hangs on one number: most people could not say that they are so exact.
NEAR_MARK, NEAR_SHARE = 2, Fraction(1, 10)
MEANS_NOT = (
    "It does not say what is right. It says what follows from your marks and your weights, and both are judgements.",
    "It adds. So it lets much of one thing make up for none of another, as a gain in money for lives. If there is something that nothing may buy, rule the option out first.",
    "It takes each criterion for a matter of its own. Two that overlap count the same thing twice.",
    "It knows only the options and criteria that somebody wrote down. Who is not among them weighs nothing.",
    "A mark is a forecast. Nobody knows what would have come of an option that was not taken.",
    "It is no measure of an author: the marks that his option gets are yours, and not his.",
)


def names(entries: tuple[Entry, ...]) -> dict[str, str]:
    """Names by id."""
    return {entry.id: entry.name for entry in entries}


def outcome(matrix: Matrix, weighing: Weighing) -> list[str]:
    """Who comes first, or why nobody can tell yet."""
    options, criteria = names(matrix.options), names(matrix.criteria)
    if not weighing.shares(matrix):
        return ["Give two criteria or more a weight first. Nothing counts before that."]
    ranges = weighing.ranges(matrix)
    if len(ranges) < 2:
        return ["Mark at least two options by the criteria that count. An option without any mark has no place."]
    first, still_open = leader(ranges), weighing.open_marks(matrix)
    number = sum(map(len, still_open.values()))
    if first:
        says = [f"“{options[first]}” comes first" + (f", whatever the {'open mark' if number == 1 else f'{number} open marks'} may be." if number else ".")]
    elif number:
        may = may_lead(ranges)
        says = [f"Who comes first is open between {listed([f'“{options[name]}”' for name in may])}, because {counted(number, 'mark')} {'is' if number == 1 else 'are'} open. An open mark is unknown, and not 0: it may be anything from 0 to 10."]
    else:
        says = [f"{listed([f'“{options[name]}”' for name in may_lead(ranges)])} share the first place."]
    unweighed = [criteria[each.id] for each in matrix.criteria if each.id not in weighing.weights]
    if unweighed:
        says.append(f"Not counted, because without a weight: {'; '.join(unweighed)}.")
    return says


def hanging(matrix: Matrix, weighing: Weighing) -> tuple[list[str], list[Turn], list[Turn]]:
    """What the first place hangs on: sentences, then the turns of weights and of marks, the nearest first."""
    first = leader(weighing.ranges(matrix))
    if not first:
        return ["No option stands first alone, so there is no first place to test yet."], [], []
    marks, parts = weighing.compared(matrix), weighing.shares(matrix)
    by_weight, by_mark = turns_of_weights(first, marks, parts), turns_of_marks(first, marks, parts)
    if not by_weight and not by_mark:
        return ["Your first place is firm: no single weight and no single mark can change it. Several together still could."], [], []
    sure = not any(weighing.open_marks(matrix).values())
    near = [of_mark(matrix, turn, sure) for turn in by_mark[:1] if turn.distance <= NEAR_MARK]
    near += [of_weight(matrix, turn, sure) for turn in by_weight[:1] if turn.distance <= NEAR_SHARE]
    if near:
        return [f"Your first place hangs on little. {' '.join(near)}"], by_weight, by_mark
    nearest = [of_mark(matrix, turn, sure) for turn in by_mark[:1]] + [of_weight(matrix, turn, sure) for turn in by_weight[:1]]
    return [f"Your first place is fairly firm: no mark changes it by {NEAR_MARK} points or less, and no share by {_percent(NEAR_SHARE)} of the whole or less. {' '.join(nearest)}"], by_weight, by_mark


def of_weight(matrix: Matrix, turn: Turn, sure: bool) -> str:
    """A turn of a weight as a sentence. It is not `sure` while a mark is open, since open marks are taken at their worst."""
    word = "above" if turn.to > turn.stands else "below"
    digits = 0 if round(100 * turn.stands) != round(100 * turn.to) else 1
    name = names(matrix.criteria)[turn.criterion]
    return f"Weight of “{name}”: now {_percent(turn.stands, digits)} of the whole; {word} {_percent(turn.to, digits)} “{names(matrix.options)[turn.ahead]}” {_comes(sure)} first."


def of_mark(matrix: Matrix, turn: Turn, sure: bool) -> str:
    """A turn of a mark as a sentence."""
    word = "above" if turn.to > turn.stands else "below"
    options, criterion = names(matrix.options), names(matrix.criteria)[turn.criterion]
    return f"Mark of “{options[turn.option]}” for “{criterion}”: now {turn.stands}; {word} {one_digit(turn.to)} “{options[turn.ahead]}” {_comes(sure)} first."


def listed(words: list[str]) -> str:
    """“a, b and c”."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def one_digit(number: Fraction) -> str:
    """A number with at most one digit behind the point."""
    return f"{float(number):.1f}".removesuffix(".0")


def _comes(sure: bool) -> str:
    return "comes" if sure else "may come"


def _percent(share: Fraction, digits: int = 0) -> str:
    return f"{float(100 * share):.{digits}f} %"


def in_words(matrix: Matrix, weighing: Weighing) -> list[tuple[str, str]]:
    """The weighing for its owner's printed record, as (asked, answered) pairs."""
    criteria = names(matrix.criteria)
    pairs = [("Weights", ", ".join(f"{criteria[name]} {weighing.weights[name]}" for name in criteria if name in weighing.weights))]
    for option in matrix.options:
        given = weighing.marks.get(option.id, {})
        pairs.append((option.name, ", ".join(f"{criteria[name]} {given[name]}" for name in criteria if name in given)))
    pairs.append(("What comes of it", " ".join(outcome(matrix, weighing))))
    return [(asked, told) for asked, told in pairs if told]
