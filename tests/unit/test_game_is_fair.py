"""The game takes no side: neither its defaults nor its ranges let one rule win, and each proposal wins somewhere.

Of the settings that lesson 07 shows, tests/course/test_lesson_07.py holds what it says.

Two authors make a proposal that the game knows: to leave, because strikes do not deter, and to strike at one's own time, because that does.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from statistics import fmean

import pytest

from debatekit.games.assumptions import ASSUMPTIONS, GROUPS, NEUTRAL
from debatekit.games.dice import throw
from debatekit.games.outcome import ALIKE, fewest, outcome
from debatekit.games.play import play
from debatekit.games.rules import RULES


def test_every_default_is_the_middle_of_its_range():
    for one in ASSUMPTIONS:
        assert one.default - one.low == one.high - one.default
        assert one.default % one.step == 0, "a slider can stand there"
    assert set(GROUPS) == {one.group for one in ASSUMPTIONS}


def test_whatever_moves_the_wish_has_a_range_of_four_points():
    points = [one for one in ASSUMPTIONS if one.unit == "points" and one.id != "gain"]
    assert {one.id for one in points} == {"cost", "provocation", "leaving", "on_return"}
    assert {one.high - one.low for one in points} == {4}


def test_each_proposal_has_three_sliders_of_its_own_and_nobody_more_words():
    own = {group: [one for one in ASSUMPTIONS if one.group == group] for group in ("own_time", "leave")}
    assert [len(each) for each in own.values()] == [3, 3]
    lengths = [sum(len(one.question.split()) for one in each) for each in own.values()]
    assert abs(lengths[0] - lengths[1]) <= 0.15 * max(lengths)
    for group, rule in (("own_time", "own_time"), ("leave", "leave")):
        assert {one.id for one in own[group]} <= set(RULES[rule].reads)
        assert all({one.id for one in own[group]}.isdisjoint(RULES[other].reads) for other in RULES if other != rule)


def test_in_the_middle_no_rule_is_ahead():
    """Where fear and anger cancel, four rules are the same run by run; the fifth, whose strikes frighten now twice and now not at all, is so on average."""
    dice = throw(11, 2000)
    every = {rule: outcome(rule, NEUTRAL, dice) for rule in RULES}
    same = {tuple(every[rule].attacks) for rule in RULES if rule != "own_time"}
    assert len(same) == 1
    means = {rule: one.mean() for rule, one in every.items()}
    assert abs(means["own_time"] - means["no_answer"]) < 0.25 < ALIKE
    assert fewest(means) == list(RULES)
    deadly = [fmean(one.deadly) for one in every.values()]
    assert max(deadly) - min(deadly) < 0.1
    # And at any other seed that a learner throws.
    for seed in range(1, 30):
        assert fewest({rule: outcome(rule, NEUTRAL, throw(seed)).mean() for rule in RULES}) == list(RULES)


def test_what_fear_does_anger_undoes():
    """Half a point more of the one, in the first round after a strike, weighs as much as half a point more of the other."""
    for more in (0.5, 1, 2):
        dearer, angrier = NEUTRAL | {"cost": 2 + more, "memory": 0}, NEUTRAL | {"provocation": 2 + more, "memory": 0}
        p = {name: fmean(1 in play("tit_for_tat", values, dice).attacks for dice in throw(4, 6000, 2) if 0 in play("tit_for_tat", values, dice).attacks) for name, values in (("fear", dearer), ("anger", angrier))}
        assert p["fear"] + p["anger"] == pytest.approx(1, abs=0.04)


@cache
def places() -> Counter:
    """Settings drawn evenly from all the ranges, and who comes out ahead there."""
    chance = random.Random(2021_2020)
    dice = throw(1, 40)
    found: Counter = Counter()
    for _ in range(700):
        values = {one.id: chance.uniform(one.low, one.high) for one in ASSUMPTIONS}
        means = {rule: fmean(len(play(rule, values, each).attacks) for each in dice) for rule in RULES}
        ahead = fewest(means)
        if ahead == ["leave"] and means["tit_for_tat"] >= means["no_answer"] - ALIKE:
            found["leaving"] += 1
        elif ahead == ["own_time"] and means["own_time"] < means["no_answer"] - ALIKE:
            found["deterring"] += 1
        else:
            found["neither"] += 1
    return found


def test_there_are_settings_for_either_proposal_and_for_neither():
    assert min(places().values()) > 70


def test_neither_proposal_comes_out_ahead_more_often_over_all_settings():
    leaving, deterring = places()["leaving"], places()["deterring"]
    assert abs(leaving - deterring) < 0.2 * max(leaving, deterring)
