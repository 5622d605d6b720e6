"""The three counts of a class's rankings, as plain data and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from debatekit.polls.ranked_votes import TIES, borda, circle, condorcet_winner, duels, runoff, smith_set
from debatekit.polls.ranking import Ranking


def ranked(question: Ranking, ballots: Sequence[Sequence[str]]) -> dict[str, Any]:
    """`{"borda", "condorcet", "runoff", "words"}` of one ballot or more; see `ranked_votes.py` for the rules.

    `condorcet` has `smith`, the smallest group that beats everybody outside it, and `cycle`, options that beat each other in a circle.
    Each round of `runoff` has `exhausted`, the ballots that name nobody who is left.
    """
    texts = {option.id: option.text for option in question.options}
    options = list(texts)
    points = borda(ballots, options)
    best_first = sorted(options, key=lambda option: -points[option])
    fought = duels(ballots, options)
    winner, cycle = condorcet_winner(fought, options), circle(fought, options)
    rounds, last = runoff(ballots, options)
    most = [option for option in options if points[option] == points[best_first[0]]]

    def said(ids: Sequence[str]) -> str:
        return " and ".join(f"“{texts[option]}”" for option in ids)

    words = [f"Points for places (Borda): {said(most)}{' share first place' if len(most) > 1 else ' comes first'}, with {_number(points[best_first[0]])} points."]
    if winner:
        words.append(f"Duels (Condorcet): {said([winner])} beats every other option one to one.")
    elif cycle:
        words.append(f"Duels (Condorcet): no option beats all others; {' beats '.join(said([option]) for option in (*cycle, cycle[0]))}.")
    else:
        words.append(f"Duels (Condorcet): no option beats all others, because of ties among {said(smith_set(fought, options))}.")
    words.append(f"Instant run-off: {said([last])} wins after {len(rounds)} {'round' if len(rounds) == 1 else 'rounds'}." if last else "Instant run-off: nobody wins, because the last ones tie.")
    words += [TIES[tie] for tie in dict.fromkeys(each.tie for each in rounds if each.tie)]
    if any(each.exhausted for each in rounds):
        words.append(f"{rounds[-1].exhausted} of {len(ballots)} ballots name nobody who was left in the last round, and count for nobody in it.")
    return {
        "borda": [{"id": option, "text": texts[option], "points": float(points[option])} for option in best_first],
        "condorcet": {
            "winner": winner, "cycle": list(cycle), "smith": list(smith_set(fought, options)),
            "duels": [{"a": duel.a, "b": duel.b, "for_a": duel.for_a, "for_b": duel.for_b} for duel in fought],
        },
        "runoff": {"rounds": [{"counts": each.counts, "dropped": list(each.dropped), "exhausted": each.exhausted} for each in rounds], "winner": last},
        "words": words,
    }  # fmt: skip


def _number(points: Any) -> str:
    return f"{float(points):,.1f}".removesuffix(".0")
