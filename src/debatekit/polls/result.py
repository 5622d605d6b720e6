"""What a class answered in one round, as plain data for a page. Fewer than five votes are never told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, median, quantiles
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.polls.any_question import short, whole
from debatekit.polls.choice import Choice
from debatekit.polls.question import Question, Vote
from debatekit.polls.ranked_result import ranked
from debatekit.polls.swing import FEW_VOTES, SMALL_CLASS
from debatekit.polls.wilson import wilson

_BINS = 10
_COUNTED = ("choice", "several", "likert")
_ONE_EACH = ("choice", "likert")
_MANY_PARTS = ("ranking", "points", "text")
# More hands than any hall holds are a slip of the keyboard.
_MOST_HANDS = 10_000


def result(question: Question, votes: Sequence[Vote], hands: Mapping[str, int] | None = None) -> dict[str, Any]:
    """What `votes` say, and the `hands` that the instructor counted in the room, by option id.

    `{"kind", "voters", "hands", "withheld", "words"}`, and by kind `rows`, `numbers`, `ranking`, `points` or `texts`. How sure people were is
    `confidence`, by answer, or `sure`, the mean of all who were asked. Fewer than five voters are not told, and `withheld` says so; hands, which
    everybody in the room saw, then stand alone. Shares are 0 to 1. A vote that the question no longer offers is not counted, and a sentence says so.
    """
    fitting = [vote for vote in votes if question.fits(vote.value)]
    hands = {option: count for option, count in (hands or {}).items() if count > 0} if question.kind in _ONE_EACH else {}
    told = {"kind": question.kind, "voters": len(fitting), "hands": sum(hands.values()), "withheld": "", "words": []}
    if len(fitting) < FEW_VOTES:
        told["withheld"] = _withheld(len(fitting), bool(hands))
        return told | (_rows(question, [], hands) if hands else {})
    told["words"] = _small(question.kind, len(fitting) + told["hands"], len(votes) - len(fitting))
    told |= _body(question, fitting, hands)
    # Beside the answers of some, that of all would tell by subtraction how sure the few are of whom nothing is told.
    asked = [vote.confidence for vote in fitting if vote.confidence is not None]
    return told | ({"sure": round(fmean(asked))} if len(asked) >= FEW_VOTES and "confidence" not in told else {})


def _body(question: Question, fitting: list[Vote], hands: dict[str, int]) -> dict[str, Any]:
    match question.kind:
        case "choice" | "several" | "likert":
            return _rows(question, fitting, hands)
        case "ranking":
            return {"ranking": ranked(question, [vote.value for vote in fitting])}
        case "points":
            return {"points": _points(question, fitting)}
        case "text":
            return {"texts": len(fitting)}
        case _:
            return {"numbers": numbers(question, [vote.value for vote in fitting])}


def check_hands(question: Question, hands: Any) -> dict[str, int]:
    """A show of hands, as the instructor typed it: {option id: people}. Raises BadAnswer with one sentence."""
    if question.kind not in _ONE_EACH:
        raise BadAnswer("Hands can be counted where one answer is chosen out of a few: a choice or a Likert question.")
    known = [option for option, _ in answers(question)]
    if not isinstance(hands, dict) or not hands.keys() <= set(known):
        raise BadAnswer(f"A show of hands is a number of people for each of: {', '.join(known)}.")
    for option, count in hands.items():
        if not whole(count, 0, _MOST_HANDS):
            raise BadAnswer(f"The hands for “{option}” should be a whole number from 0 to {_MOST_HANDS:,}, not {short(count)}.")
    return {option: hands[option] for option in known if option in hands}


def answers(question: Question) -> list[tuple[str, str]]:
    """(id, text) of every answer that is chosen out of a few; a step of a Likert question has its number as its id."""
    if question.kind == "likert":
        return [(str(step), label) for step, label in enumerate(question.labels, 1)]
    return [(option.id, option.text) for option in question.options]


def _withheld(voters: int, hands: bool) -> str:
    who = "Nobody has voted" if not voters else f"Only {voters} {'person has' if voters == 1 else 'people have'} voted"
    rest = " What is shown is the show of hands alone." if hands else ""
    return f"{who}. Fewer than {FEW_VOTES} votes are not told, because they would show how somebody voted.{rest}"


def _small(kind: str, people: int, dropped: int) -> list[str]:
    told = []
    if people < SMALL_CLASS and kind in _COUNTED:
        told.append(f"{people} people: one of them is {100 / people:.0f} points of 100, so count people here and not percentages, and conclude nothing about anybody else.")
    elif people < SMALL_CLASS and kind not in _MANY_PARTS:
        told.append(f"{people} people: one answer more can move the mean, so look at where the answers lie, and conclude nothing about anybody else.")
    if dropped:
        told.append(f"{dropped} {'vote is' if dropped == 1 else 'votes are'} not counted, because the question no longer offers that answer.")
    return told


def _rows(question: Question, votes: list[Vote], hands: dict[str, int]) -> dict[str, Any]:
    total = len(votes) + sum(hands.values())
    rows, sure, unsaid = [], {}, False
    for option, text in answers(question):
        chosen = [vote for vote in votes if (option in vote.value if question.kind == "several" else str(vote.value) == option)]
        count = len(chosen) + hands.get(option, 0)
        low, high = wilson(count, total) if total >= SMALL_CLASS else (None, None)
        rows.append({"id": option, "text": text, "count": len(chosen), "share": count / total, "low": low, "high": high, "hands": hands.get(option, 0)})
        if isinstance(question, Choice) and question.right == option:
            rows[-1]["right"] = True
        asked = [vote.confidence for vote in chosen if vote.confidence is not None]
        if len(asked) >= FEW_VOTES and question.kind in _ONE_EACH:
            sure[option] = round(fmean(asked))
        unsaid = unsaid or 0 < len(asked) < FEW_VOTES
    # One answer's sureness beside none to hold it against would be read as that of the class.
    return {"rows": rows} | ({"confidence": sure} if len(sure) > 1 or (sure and not unsaid) else {})


def _points(question: Question, votes: list[Vote]) -> list[dict[str, Any]]:
    means = {option.id: fmean(vote.value.get(option.id, 0) for vote in votes) for option in question.options}
    return [{"id": option.id, "text": option.text, "mean": means[option.id], "share": means[option.id] / question.total} for option in question.options]


def numbers(question: Question, values: Sequence[float]) -> dict[str, Any]:
    """Mean, median, quartiles and a histogram of two numbers or more, in the unit of the question.

    Quartiles by linear interpolation between the ordered values (definition 7 of R. J. Hyndman and Y. Fan, The American Statistician
    50 (1996), 361-365). `low` and `high` are the ends of the scale. Bins are ten, each with its lower end and without its upper one but
    for the last; or one a step, with both ends the same, when there are no more steps than fit.
    """
    low, high, step = (question.low, question.high, question.step) if question.kind == "slider" else (0, 100, 1)
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return {
        "mean": fmean(values), "median": median(values), "lower": lower, "upper": upper, "low": low, "high": high,
        "bins": _bins(values, low, high, step),
    }  # fmt: skip


def _bins(values: Sequence[float], low: float, high: float, step: float) -> list[dict[str, float]]:
    steps = int((high - low) / step + 1e-6)
    # From 0 to 10 there are eleven steps, and everybody expects a bar for each.
    if steps <= _BINS:
        ends = [(round(low + place * step, 9), round(low + place * step, 9)) for place in range(steps + 1)]
        places = [round((value - low) / step) for value in values]
    else:
        ends = [(low + place * (high - low) / _BINS, low + (place + 1) * (high - low) / _BINS) for place in range(_BINS)]
        places = [min(_BINS - 1, int((value - low) * _BINS / (high - low) + 1e-9)) for value in values]
    return [{"low": a, "high": b, "count": places.count(place)} for place, (a, b) in enumerate(ends)]
