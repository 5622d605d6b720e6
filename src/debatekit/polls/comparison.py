"""Two rounds of one question: who moved, told so that nobody can be made out.

What somebody could learn by subtracting one shown number from another is what this file is about. Page and screen also show the
totals of each whole round, with the people who voted in one round only. So three things hold, and a property test tries every
subtraction (`tests/unit/test_comparison.py`):

- `before` and `after` are the totals of the whole rounds, which are known anyway. Totals of the paired votes alone would, next to
  them, show the votes of somebody who came late or left early.
- An answer with fewer than five people is counted together with another one, at the start and at the end alike: by where so few came
  from they can be made out as well as by where they went.
- Where one to four people voted in one round only, they stay in the table as “no vote”, an answer like the others; so they are
  counted together with another one, too. Five or more are left out: what subtracting shows then is a group that is large enough.

What moved from one such group to another may be fewer than five: who is in it cannot be told from either end. No rule below
can help where all of a class, or all but a few, answered alike: the totals alone show that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict
from statistics import fmean
from typing import Any

from debatekit.polls.pooling import Group, pool
from debatekit.polls.question import Question, Vote
from debatekit.polls.result import answers
from debatekit.polls.right_answers import right_answers
from debatekit.polls.swing import FEW_VOTES, SMALL_CLASS, chance_in_words, worth_in_words
from debatekit.polls.swing_rules import missing, rules
from debatekit.polls.tally import Moves
from debatekit.polls.turnout import caution, totals

Pairs = Sequence[tuple[Vote | None, Vote | None]]

_KINDS = dict.fromkeys(("choice", "likert"), "flows") | dict.fromkeys(("slider", "probability", "truth", "relevance"), "shift")
_ONCE = (("only_before", "first"), ("only_after", "second"))
_SHIFT_OF_FEW = "Of so few, one new answer can move the mean: look at how many went up and how many down."
_TOO_FEW = "So few votes in both rounds would show how somebody voted, so nothing more is told."
_CROWDED = "From which answer to which people went is not told of so few, because it would show how somebody voted."


def compare(question: Question, pairs: Pairs) -> dict[str, Any]:
    """`pairs` holds, for each person, the votes in the first and in the second of two rounds; None where there is none.

    `{"kind": "flows" | "shift" | "none", "paired", "only_before", "only_after", "withheld", "words"}`. Fewer than five people with both
    votes are not told. Of flows there are `options` (also “no vote” and pooled answers, as far as they are used), `before` and `after`
    (all of each round, by option id), `ends` (`id`, the answers `of` it, `count`), `groups` (`from`: answers, `count`, `to`: people by
    the id of an end), `no_vote` (whether those with one vote are in the groups), `totals` (`before` and `after` of those with both votes where
    these can be told, else of all), `caution` (a sentence where totals of other people stand side by side), `rules` and `rules_left_out`
    (why there are not five). A question with a right answer has `right` (`right_answers.py`) in place of rules. Of a shift there are
    `mean_before` and `mean_after` in the unit of the question, and how many went `up`, went `down` and stayed the `same`.
    """
    values = [tuple(vote.value if vote is not None and question.fits(vote.value) else None for vote in pair) for pair in pairs]
    paired = [pair for pair in values if None not in pair]
    told = {
        "kind": _KINDS.get(question.kind, "none"), "paired": len(paired), "only_before": sum(a is not None and b is None for a, b in values),
        "only_after": sum(a is None and b is not None for a, b in values), "withheld": "", "words": [],
    }  # fmt: skip
    if len(paired) < FEW_VOTES:
        return told | {"withheld": _TOO_FEW}
    if len(paired) < SMALL_CLASS and told["kind"] != "none":
        told["words"].append(_SHIFT_OF_FEW if told["kind"] == "shift" else worth_in_words(len(paired)))
    if told["kind"] == "shift":
        return told | _shift(values, paired, told)
    return told | _flows(question, values, told) if told["kind"] == "flows" else told


def _shift(values: list[tuple[Any, Any]], paired: list[tuple[Any, Any]], told: dict[str, Any]) -> dict[str, Any]:
    shown, words = {}, []
    for place, name, when in ((0, "before", "first"), (1, "after", "second")):
        once = told[f"only_{name}"]
        # The mean with and without so few would show their answers.
        few = 0 < once < FEW_VOTES
        shown[f"mean_{name}"] = fmean(pair[place] for pair in (values if few else paired) if pair[place] is not None)
        if few:
            words.append(f"The mean of the {when} round counts all who voted in it, because leaving out so few would show how they voted.")
    directions = Counter((after > before) - (after < before) for before, after in paired)
    return shown | {"up": directions[1], "down": directions[-1], "same": directions[0], "words": [*told["words"], *words]}


def _flows(question: Question, values: list[tuple[Any, Any]], told: dict[str, Any]) -> dict[str, Any]:
    texts = dict(answers(question))
    nobody = _unused("no-vote", texts)
    moved = Counter(tuple(nobody if value is None else str(value) for value in pair) for pair in values if pair != (None, None))
    before, after = ({option: sum(count for pair, count in moved.items() if pair[place] == option) for option in texts} for place in (0, 1))
    late, gone = (0 < told[name] < FEW_VOTES for name in ("only_after", "only_before"))
    kept = {pair: count for pair, count in moved.items() if (pair[0] != nobody or late) and (pair[1] != nobody or gone)}
    sides = question.sides if question.kind == "choice" else ()
    near = _nearness(list(texts), sides, nobody, question.kind == "likert")
    starts = _pooled(kept, 0, [option for option in texts if before[option]], nobody, late, told["only_before"], near)
    ends = _pooled(kept, 1, [option for option in texts if after[option]], nobody, gone, told["only_after"], near)
    texts_here = texts | ({nobody: "no vote"} if late or gone else {})
    named: dict[str, Group] = {}
    for end in ends:
        named[end[0] if len(end) == 1 else _unused("+".join(end), texts_here)] = end
    cell = {(start, name): sum(kept.get((a, b), 0) for a in start for b in end) for start in starts for name, end in named.items()}

    def tell(old: Collection[str], new: Collection[str]) -> int | None:
        """People from `old` to `new`; None unless they are whole groups of what is shown."""
        # To any answer at all is wherever people went, also to no vote; and so with where they came from.
        anywhere = [nobody, *new] if set(new) == set(texts) else new
        from_anywhere = [nobody, *old] if set(old) == set(texts) else old
        rows, columns = _whole_groups(from_anywhere, starts), _whole_groups(anywhere, ends)
        if rows is None or columns is None:
            return None
        return sum(count for (start, name), count in cell.items() if start in rows and named[name] in columns)

    once = told["only_before"], told["only_after"]
    judged, whose = totals(before, after, once, tell)
    fact = question.kind == "choice" and question.right is not None
    found = rules(judged["before"], judged["after"], sides, tell, texts, whose) if len(sides) > 1 and not fact else []
    # With two groups at each end there is a picture of who moved, and few who voted once are in it.
    pictured = len(starts) > 1 and sum(any(cell[start, name] for start in starts) for name in named) > 1
    in_sight = pictured and max(once) < FEW_VOTES
    pooled = {name: " or ".join(texts_here[option] for option in end) for name, end in named.items() if len(end) > 1}
    return {
        "options": [{"id": option, "text": text} for option, text in (texts_here | pooled).items()],
        "before": before, "after": after,
        "ends": [{"id": name, "of": list(end), "count": sum(cell[start, name] for start in starts)} for name, end in named.items()],
        "groups": [
            {"from": list(start), "count": sum(cell[start, name] for name in named), "to": {name: cell[start, name] for name in named}} for start in starts
        ],
        "no_vote": late or gone,
        "totals": judged, "caution": "" if in_sight or judged["paired"] else caution(before, after, told["paired"], once),
        "rules": [asdict(rule) for rule in found], "rules_left_out": missing(found, judged["before"], sides) if found else "",
        "words": [*told["words"], *_words(told, starts, ends, late or gone, bool(found or fact), pictured), *(() if fact else _chance(kept, texts, sides, starts, ends))],
        **({"right": right_answers(question.right, judged["before"], judged["after"], tell)} if fact else {}),
    }  # fmt: skip


def _whole_groups(names: Collection[str], groups: list[Group]) -> list[Group] | None:
    """Those of `groups` that make up `names`; None when one of them is in it only in part. Answers that nobody gave are in no group."""
    inside = [group for group in groups if set(group) & set(names)]
    return inside if all(set(group) <= set(names) for group in inside) else None


def _pooled(kept: dict[tuple[str, str], int], place: int, options: list[str], nobody: str, here: bool, opposite: int, near: Any) -> list[Group]:
    """The answers in one of the two rounds, counted together; with no vote if it is `here`. `opposite` people lack the other vote."""
    sizes = {name: sum(count for pair, count in kept.items() if pair[place] == name) for name in ([*options, nobody] if here else options)}
    if here and opposite >= FEW_VOTES:
        # Those people are left out, and none of them lacks this vote, too: from them “no vote” hides nobody, so it makes no group large enough.
        sizes[nobody] = 0
    return pool(sizes, FEW_VOTES, near)


def _nearness(options: list[str], sides: Collection[str], nobody: str, is_scale: bool) -> Any:
    """How near two groups of answers are: on a scale by their steps, else what is no side is nearest."""
    step = {option: float(place) for place, option in enumerate(options)} | {nobody: (len(options) - 1) / 2}

    def distance(one: Group, other: Group) -> float:
        return min(abs(step[a] - step[b]) for a in one for b in other) if is_scale else float(any(option in sides for option in other))

    return distance


def _words(told: dict[str, Any], starts: list[Group], ends: list[Group], no_vote: bool, said: bool, pictured: bool) -> list[str]:
    # What is `said` of rules or of right answers tells also why nothing more is told.
    words = []
    if no_vote:
        once = " and ".join(f"{told[name]} voted only in the {when} round" for name, when in _ONCE if 0 < told[name] < FEW_VOTES)
        how = "counted as “no vote” in the other one" if pictured else "counted in that round"
        words.append(f"{once}: {how}, because leaving out so few would show how they voted.")
    if not said and any(len(group) > 1 for group in (*starts, *ends)) and min(len(starts), len(ends)) == 1:
        words.append(_CROWDED)
    return words


def _chance(kept: dict[tuple[str, str], int], texts: dict[str, str], sides: Collection[str], starts: list[Group], ends: list[Group]) -> list[str]:
    """On chance, where all of the table is told; a statistic of more than is told could be worked back."""
    if any(len(group) > 1 for group in (*starts, *ends)):
        return []
    moves = Moves(options=tuple(texts), counts=tuple(tuple(kept.get((a, b), 0) for b in texts) for a in texts))
    return chance_in_words(moves, sides if len(sides) > 1 else list(texts), texts) if moves.movers else ["Nobody changed the answer."]


def _unused(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "+"
    return name
