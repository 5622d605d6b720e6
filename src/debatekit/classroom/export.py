"""All votes as one table, without names: one row a vote, or one row an option of a vote; for a spreadsheet or a program.

Columns:
    source      vote; hands for a show of hands, whose rows come last
    poll, kind, question        the poll's id, what kind of question it is, and its words
    argument, claim             of a vote on a map: the map's id, and the words of the claim or the step
    round, round_title, nth     which time of asking: its id, its title, and its number within the poll
    voter       a number, drawn anew for each poll and each export: it joins the rounds of one poll and nothing else, and not even those where
                fewer than twenty people voted in both of two rounds; empty for hands
    option      empty where a vote is one value. Several choices: a row for each option of the question. Points: likewise. Ranking: likewise. Hands: the answer
    value       the option, step, number or text. Several choices: 1 if picked, else 0. Points: how many. Ranking: the place, 1 for the best, empty
                if the voter left it out. Hands: how many
    answer      the words of the option or of the step; empty where the value says it all
    right       1 for the right answer, 0 for a wrong one; empty where nothing is right
    confidence  0 to 100, empty where it was not asked

A round that is open, or in which fewer than five voted, is left out, as it is everywhere else. To export a round is to look at it, so callers
let `looking.look_at_closed` go before.
"""

from __future__ import annotations

import csv
import io
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import rounds
from debatekit.classroom.rounds import Asked
from debatekit.classroom.storage.tables import vote
from debatekit.errors import ClassError
from debatekit.ideas import counted
from debatekit.polls.question import Question
from debatekit.polls.result import answers

COLUMNS = (
    "source", "poll", "kind", "question", "argument", "claim", "round", "round_title", "nth", "voter", "option", "value", "answer", "right", "confidence",
)  # fmt: skip
FEWEST = 5
# The page pools small answers of who moved; row by row nothing is pooled. In a class so large, few rows stand alone.
FEWEST_PAIRED = 20
# A spreadsheet takes what begins so for a formula and runs it; the last four are the same signs as East Asian keyboards write them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_APART = (
    "In these polls fewer than twenty people voted in both of two rounds, so the voters of each round have numbers of their own, and who moved "
    "cannot be told row by row: {}."
)
_MOST_NAMED = 5
_RANDOM = secrets.SystemRandom()


def export_csv(db: sa.Connection, question_of: Callable[[str], Question | None]) -> tuple[str, list[str]]:
    """(the table as CSV, sentences about what was left out). `question_of` gives the question of a poll by its id, None for one that is gone."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    asked = sorted(rounds.all_rounds(db).values(), key=lambda each: (each.poll, each.nth, each.id))
    votes = {each.id: _votes(db, each.id) for each in asked}
    still_open = [each for each in asked if each.state == "open"]
    few = [each for each in asked if each.state != "open" and 0 < len(votes[each.id]) < FEWEST]
    closed = [each for each in asked if each.state != "open" and len(votes[each.id]) >= FEWEST]
    # A round may have closed after all were looked at; one whose question is gone can be neither looked at nor opened.
    told = [each for each in closed if each.looked or question_of(each.poll) is None]
    unseen = [each for each in closed if each not in told]
    apart = _apart(told, votes)
    number_of = _numbers({(each.poll, each.id if each.poll in apart else None, voter) for each in told for voter in votes[each.id]})
    for each in told:
        question, group = question_of(each.poll), each.id if each.poll in apart else None
        about = _about(question, each)
        for number, (value, confidence) in sorted((number_of[each.poll, group, voter], found) for voter, found in votes[each.id].items()):
            for option, observed in _observations(question, value):
                table.writerow(map(_cell, ("vote", *about, number, option, observed, *_in_words(question, option, value), confidence)))
    for each in asked:
        if each.state != "open":
            question = question_of(each.poll)
            for option, count in each.hands.items():
                table.writerow(map(_cell, ("hands", *_about(question, each), None, option, count, *_in_words(question, option, option), None)))
    return out.getvalue(), [
        *([_open_ones(still_open, question_of)] if still_open else []),
        *([f"{counted(len(unseen), 'closed round')} left out whose result nobody has looked at: more people may vote there. Look at it in the console first."] if unseen else []),
        *([f"{counted(len(few), 'round')} with fewer than five voters left out: so few could be told apart."] if few else []),
        *([_APART.format("; ".join(_named(question_of(each), each) for each in sorted(apart)))] if apart else []),
    ]


def _named(question: Question | None, poll: str) -> str:
    return f"“{question.text if len(question.text) <= 60 else question.text[:59].rstrip() + '…'}”" if question else poll


def _open_ones(still_open: Sequence[Asked], question_of: Callable[[str], Question | None]) -> str:
    # An exit ticket, or a round that was begun at home, was never on the phones, so nobody would guess which it is.
    named = [f"{_named(question_of(each.poll), each.poll)} ({each.title})" for each in still_open[:_MOST_NAMED]]
    more = f" and {len(still_open) - _MOST_NAMED} more" if len(still_open) > _MOST_NAMED else ""
    them = "it" if len(still_open) == 1 else "them"
    return f"{counted(len(still_open), 'open round')} left out: {'; '.join(named)}{more}. Close {them} first, in the console under “Votes so far”, so that no vote can be told by when it came."


def save(table: str, path: Path) -> Path:
    """Write the table to a new file for its owner's eyes; returns its absolute path. Never overwrites; raises ClassError."""
    try:
        # Excel knows UTF-8 by the mark before the first letter only.
        with open(path, "x", encoding="utf-8-sig", newline="", opener=_private) as file:
            file.write(table)
    except FileExistsError:
        raise ClassError(f"{path} is there already. Give another name.") from None
    except OSError as error:
        raise ClassError(f"The votes were not written to {path} ({error.strerror}). Give a file in a folder that you can write to.") from None
    return path.resolve()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _votes(db: sa.Connection, round_id: int) -> dict[bytes, tuple[Any, int | None]]:
    rows = db.execute(sa.select(vote.c.voter, vote.c.value, vote.c.confidence).where(vote.c.round == round_id))
    return {voter: (json.loads(value), confidence) for voter, value, confidence in rows}


def _apart(told: Sequence[Asked], votes: Mapping[int, Mapping[bytes, Any]]) -> set[str]:
    """The polls whose rounds are not joined: fewer than twenty people voted in both of some two rounds."""
    pairs = [(one, other) for one, other in combinations(told, 2) if one.poll == other.poll]
    return {one.poll for one, other in pairs if len(votes[one.id].keys() & votes[other.id].keys()) < FEWEST_PAIRED}


def _about(question: Question | None, each: Asked) -> tuple[Any, ...]:
    """The cells from `poll` to `nth`."""
    words = [getattr(question, name, None) for name in ("kind", "text", "argument", "claim")]
    return each.poll, *words, each.name, each.title, each.nth


def _in_words(question: Question | None, option: str | None, value: Any) -> tuple[str | None, int | None]:
    """(the words of an answer, whether it is right)."""
    named = dict(answers(question)) if question is not None and (hasattr(question, "options") or question.kind == "likert") else {}
    key = option if option is not None else str(value)
    right = getattr(question, "right", None)
    return named.get(key), None if right is None else int(key == right)


def _numbers(voters: set[tuple[str, int | None, bytes]]) -> dict[tuple[str, int | None, bytes], int]:
    # No number stands for two, so that nothing can be joined over polls, not even by mistake; and none says how many there are.
    low = 10 ** max(5, len(str(len(voters))))
    return dict(zip(voters, _RANDOM.sample(range(low, 10 * low), len(voters)), strict=True))


def _observations(question: Question | None, value: Any) -> Iterator[tuple[str | None, Any]]:
    """(option, value) for each row of one vote. The question may be gone or may have changed since."""
    offered = [option.id for option in getattr(question, "options", ())]
    if isinstance(value, Mapping):
        yield from ((option, value.get(option, 0)) for option in dict.fromkeys([*offered, *value]))
    elif isinstance(value, list) and question is not None and question.kind == "ranking":
        yield from ((option, value.index(option) + 1 if option in value else None) for option in dict.fromkeys([*offered, *value]))
    elif isinstance(value, list):
        yield from ((option, int(option in value)) for option in dict.fromkeys([*offered, *value]))
    else:
        yield None, value


def _cell(value: Any) -> Any:
    """Numbers as they are; a text that a spreadsheet would run gets an apostrophe, which it hides."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return value
