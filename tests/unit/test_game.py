"""The game: checked against what can be worked out by hand, and against what must hold whatever the sliders say."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import debatekit as dk
from debatekit.errors import BadAnswer, UnknownName
from debatekit.games.assumptions import ASSUMPTIONS, NEUTRAL, setting
from debatekit.games.decides import swings
from debatekit.games.dice import Dice, throw
from debatekit.games.outcome import Outcome, fewest, outcome, spread
from debatekit.games.play import Run, play, waiting
from debatekit.games.rules import RULES
from debatekit.games.trial import Trial

RULE = st.sampled_from(list(RULES))
SETTING = st.fixed_dictionaries({one.id: st.floats(one.low, one.high) for one in ASSUMPTIONS})
SEED = st.integers(0, 999)
FEW = settings(max_examples=60, deadline=None)


def attacks(rule: str, values, dice) -> list[int]:
    return [len(play(rule, values, each).attacks) for each in dice]


def chance(wish: float) -> float:
    return min(1, max(0, wish / 10))


def share(rule: str, values, *, rounds: int = 60, begin: int = 20, runs: int = 4000) -> tuple[float, float]:
    """The share of rounds with an attack once the start is forgotten, and its standard error over the runs."""
    shares = [sum(now >= begin for now in play(rule, values, each).attacks) / (rounds - begin) for each in throw(7, runs, rounds)]
    mean = fmean(shares)
    return mean, sqrt(sum((each - mean) ** 2 for each in shares) / (runs - 1) / runs)


# By hand


@pytest.mark.parametrize("gain", [0, 2.5, 5, 10])
def test_without_an_answer_the_attacks_are_binomial(gain):
    values, runs, rounds = setting({"gain": gain}), 4000, 40
    numbers = attacks("no_answer", values, throw(3, runs, rounds))
    p = chance(gain)
    error = sqrt(rounds * p * (1 - p) / runs)
    assert abs(fmean(numbers) - rounds * p) <= 4 * error
    variance = sum((each - rounds * p) ** 2 for each in numbers) / runs
    assert variance == pytest.approx(rounds * p * (1 - p), rel=0.12)


@pytest.mark.parametrize(("gain", "lethality"), [(5, 10), (8, 4), (2, 20)])
def test_until_the_first_attack_that_kills_it_is_geometric(gain, lethality):
    """1 / (p k) rounds on average, and none at all in T rounds with (1 − p k) ** T; under tit for tat likewise, where fear and anger cancel."""
    values, runs, rounds = setting({"gain": gain, "lethality": lethality}), 4000, 40
    pk = chance(gain) * lethality / 100
    none = (1 - pk) ** rounds
    for rule in ("no_answer", "tit_for_tat", "red_line"):
        found = fmean(play(rule, values, each).deadly == 0 for each in throw(5, runs, rounds))
        assert abs(found - none) <= 4 * sqrt(none * (1 - none) / runs)
    firsts = []
    for dice in throw(5, 1500, 600):
        run = play("no_answer", values, dice)
        firsts.append(next((now + 1 for now in run.attacks if dice.kill[now] < lethality / 100), 600))
    # 600 rounds are so long that next to no run ends before its first.
    assert fmean(firsts) == pytest.approx(1 / pk, rel=0.1)


STATES = [{"cost": 4, "provocation": 1}, {"cost": 1, "provocation": 4}, {"cost": 4, "provocation": 0, "gain": 7}, {"cost": 0, "provocation": 2, "gain": 3}]


@pytest.mark.parametrize("moved", STATES, ids=str)
@pytest.mark.parametrize("lethality", [0, 10, 20])
def test_with_no_memory_it_is_a_chain_of_two_states(moved, lethality):
    """Struck in the last round, or not: the long-run share of rounds with an attack is p0 / (1 + k (p0 − p1)), with k = 1 for tit for tat."""
    values = setting({"memory": 0, "lethality": lethality, **moved})
    p0, p1 = chance(values["gain"]), chance(values["gain"] + values["provocation"] - values["cost"])
    for rule, k in (("tit_for_tat", 1), ("red_line", lethality / 100)):
        found, error = share(rule, values)
        assert abs(found - p0 / (1 + k * (p0 - p1))) <= 4 * error


@pytest.mark.parametrize(("attribution", "target"), [(50, 2), (100, 3), (0, 4), (25, 1)])
def test_at_ones_own_time_with_no_memory_and_no_wait_it_is_a_chain_as_well(attribution, target):
    values = setting({"memory": 0, "wait": 1, "attribution": attribution, "target": target})
    p0, angry = chance(values["gain"]), values["gain"] + values["provocation"]
    q = attribution / 100 * chance(angry - target * values["cost"]) + (1 - attribution / 100) * chance(angry)
    found, error = share("own_time", values)
    assert abs(found - p0 / (1 + p0 - q)) <= 4 * error


@pytest.mark.parametrize(("memory", "cost", "provocation"), [(50, 3, 1), (80, 2.5, 2), (20, 1, 2), (50, 2, 3)])
def test_with_a_memory_the_wish_settles_where_gain_and_remembered_blows_balance(memory, cost, provocation):
    """gain / (10 + (cost − provocation) / (1 − memory)), as long as the wish stays within 0 and 10."""
    values = setting({"memory": memory, "cost": cost, "provocation": provocation})
    lasting = (cost - provocation) / (1 - memory / 100)
    assert 0 <= 5 - lasting <= 10, "the wish stays on the scale"
    found, error = share("tit_for_tat", values)
    assert abs(found - 5 / (10 + lasting)) <= 4 * error + 0.001  # the start is never quite forgotten


@pytest.mark.parametrize("mean", [1, 2.5, 4, 7])
def test_the_wait_for_a_target_is_geometric(mean):
    waits = [waiting((i + 0.5) / 20_000, mean) for i in range(20_000)]
    assert min(waits) == 1 and fmean(waits) == pytest.approx(mean, rel=0.01)
    assert waits.count(1) / 20_000 == pytest.approx(1 / mean, abs=0.001)


@pytest.mark.parametrize("drawn_back", [0, 30, 100])
def test_one_who_leaves_is_drawn_back_as_often_as_the_slider_says(drawn_back):
    """Back after a fair share of the rounds, he answers each attack: half the rounds that follow, on average, if fear and anger cancel."""
    values = setting({"drawn_back": drawn_back})
    numbers = [play("leave", values, each).strikes for each in throw(2, 4000)]
    # Back in round 0, 1 … or 39, each as likely, and so there for 20.5 rounds on average, in half of which there is an attack.
    assert fmean(numbers) == pytest.approx(drawn_back / 100 * 20.5 * 0.5, rel=0.06, abs=1e-9)
    away = setting({"drawn_back": 0, "leaving": -2})
    assert attacks("leave", away, throw()) == attacks("no_answer", setting({"gain": 3}), throw())


# Whatever the sliders say


@FEW
@given(RULE, SETTING, SEED)
def test_the_same_dice_give_the_same_run(rule, values, seed):
    assert play(rule, values, throw(seed, 1)[0]) == play(rule, values, throw(seed, 1)[0])
    throw.cache_clear()
    few = throw(seed, 2)
    throw.cache_clear()
    assert throw(seed, 5)[:2] == few, "a run does not hang on how many follow"


@FEW
@given(RULE, SETTING, SEED)
def test_a_run_adds_up(rule, values, seed):
    for dice in throw(seed, 3):
        run = play(rule, values, dice)
        assert 0 <= run.deadly <= len(run.attacks) <= 40 and list(run.attacks) == sorted(set(run.attacks))
        match rule:
            case "tit_for_tat":
                assert run.strikes == len(run.attacks)
            case "red_line":
                assert run.strikes == run.deadly
            case "no_answer":
                assert run.strikes == 0
            case _:
                assert run.strikes <= len(run.attacks)


@FEW
@given(RULE, SETTING, SEED, st.floats(0, 4))
def test_more_cost_never_brings_attacks_where_strikes_anger_nobody(rule, values, seed, more):
    """With the same dice, run by run: fear only ever holds an attack back, and an attack that is held back brings no strike to be feared.

    That last part cuts the other way, so it is the number of attacks that falls and not each attack that goes; and only on average.
    """
    values = {**values, "provocation": 0}
    low, high = sorted((values["cost"], more))
    less, dearer = (fmean(attacks(rule, {**values, "cost": cost}, throw(seed, 300))) for cost in (low, high))
    assert dearer <= less + 0.35


@FEW
@given(RULE, SETTING, SEED, st.floats(0, 4))
def test_more_anger_never_spares_attacks_where_strikes_frighten_nobody(rule, values, seed, more):
    """Anger only ever adds, and what it adds brings more of it: so this holds run by run."""
    values = {**values, "cost": 0}
    low, high = sorted((values["provocation"], more))
    for dice in throw(seed, 5):
        calm, angry = (play(rule, {**values, "provocation": anger}, dice) for anger in (low, high))
        assert set(calm.attacks) <= set(angry.attacks)


@FEW
@given(SETTING, SEED, st.floats(0, 10))
def test_more_gain_never_spares_attacks_without_an_answer(values, seed, more):
    low, high = sorted((values["gain"], more))
    for dice in throw(seed, 5):
        assert set(play("no_answer", {**values, "gain": low}, dice).attacks) <= set(play("no_answer", {**values, "gain": high}, dice).attacks)


@FEW
@given(RULE, SETTING, SEED, st.data())
def test_a_rule_is_moved_only_by_what_it_reads(rule, values, seed, data):
    other = data.draw(SETTING)
    unread = {**values, **{name: other[name] for name in NEUTRAL if name not in RULES[rule].reads}}
    for dice in throw(seed, 5):
        assert play(rule, values, dice).attacks == play(rule, unread, dice).attacks


@FEW
@given(SETTING, SEED)
def test_a_rule_that_becomes_another_plays_as_that_other(values, seed):
    plain = {**values, "attribution": 100, "target": 1, "wait": 1}
    back_at_once = {**values, "drawn_back": 100, "on_return": 0}
    for dice in throw(seed, 5):
        assert play("own_time", plain, dice) == play("tit_for_tat", values, dice)
        assert play("red_line", {**values, "lethality": 0}, dice).attacks == play("no_answer", values, dice).attacks
        first = Dice(dice.attack, dice.kill, dice.link, dice.wait, 0.0, 0.0)
        assert play("leave", back_at_once, first) == play("tit_for_tat", values, first)


# Many runs


def test_a_spread_is_the_middle_and_the_band_without_the_outer_tenths():
    assert spread(range(1, 12)) == (2, 6, 10)
    assert spread([5]) == (5, 5, 5)
    assert spread([3, 1]).middle == 2


def test_an_outcome_counts_what_was_played():
    one = outcome("no_answer", NEUTRAL, throw())
    line = one.so_far()
    assert len(line) == 40 and line[-1] == spread(one.attacks)
    assert all(before.middle <= after.middle and after.low <= after.middle <= after.high for before, after in pairwise(line))
    assert sum(one.by_deadly()) == 200 and sum(i * n for i, n in enumerate(one.by_deadly())) == sum(one.deadly)
    made_up = Outcome("leave", 2, (Run((0,), 1, 0), Run((0, 1), 0, 0)))
    assert made_up.mean() == 1.5 and made_up.by_deadly() == [1, 1] and [each.middle for each in made_up.so_far()] == [1, 1.5]


def test_rules_within_one_attack_of_the_fewest_are_alike():
    assert fewest({"tit_for_tat": 21, "red_line": 20, "own_time": 21.01, "no_answer": 30, "leave": 20.5}) == ["tit_for_tat", "red_line", "leave"]


def test_what_decides_is_what_happens_at_both_ends():
    values = setting({"provocation": 3})
    found = {each.assumption: each for each in swings("tit_for_tat", values, throw())}
    assert list(found) == sorted(found, key=lambda name: -found[name].size) and set(found) == set(NEUTRAL)
    for name, each in found.items():
        one = next(one for one in ASSUMPTIONS if one.id == name)
        for end, there in ((one.low, each.at_low), (one.high, each.at_high)):
            assert there == spread(attacks("tit_for_tat", {**values, name: end}, throw()))
        assert (each.size == 0) == (name not in RULES["tit_for_tat"].reads)
    assert found["gain"].size == max(each.size for each in found.values()) and not found["gain"].turns
    assert found["provocation"].turns and found["leaving"].fewest_at_low == ("leave",)


# What a learner types and sees


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        ({"costs": 1}, UnknownName, "Did you mean “cost”?"),
        ({"cost": 5}, BadAnswer, "cost is 5. It should be a number from 0 to 4 (points)."),
        ({"cost": True}, BadAnswer, "cost is True."),
        ({"gain": float("nan")}, BadAnswer, "gain is nan."),
        ({"memory": "much"}, BadAnswer, "memory is 'much'."),
        ({"rule": "tit for tat"}, UnknownName, "Did you mean “tit_for_tat”?"),
        ({"seed": -1}, BadAnswer, "a whole number from 0 to 999999"),
    ],
    ids=str,
)
def test_bad_input_gets_one_clear_sentence(call, error, sentence):
    with pytest.raises(error, match=r".") as raised:
        dk.game(**call)
    assert sentence in str(raised.value) and "\n" not in str(raised.value)


def test_a_trial_goes_where_one_moves_it_and_back():
    trial = Trial("tit_for_tat", {"provocation": 3})
    start = trial.look()
    assert start["other"] is None and start["decides"] is None and start["ahead"].startswith("Fewest attacks under “Red line”")
    trial.keep()
    trial.choose("leave")
    trial.set("leaving", -2)
    seen = trial.look()
    assert seen["other"] == start["now"] | {"title": "Kept"} and seen["now"]["described"] == "Leave, provocation 3\u00a0points, leaving −2\u00a0points"
    trial.ask_what_decides()
    assert trial.look()["decides"]["rows"][0]["id"] == "gain"
    trial.set("cost", 1)
    assert trial.look()["decides"] is None, "an answer to a question that nobody asked"
    trial.reset()
    trial.choose("tit_for_tat")
    trial.drop()
    assert trial.look() == start
    trial.throw_anew()
    assert trial.look()["seed"] == 2 and trial.look()["now"] != start["now"]


def test_the_page_gets_the_whole_and_an_answer_to_each_action():
    widget = dk.game()
    for action in ({"do": "set", "id": "cost", "value": 9}, {"do": "set", "id": ["cost"], "value": 1}, {"do": "rule", "name": "peace"}, {"do": "win"}):
        before = widget.picture["values"]
        widget._receive(widget, action | {"seq": 1, "from": "page"}, [])
        assert widget.picture["message"] and widget.picture["values"] == before
    for action in ({"do": "set", "id": "cost", "value": 1}, {"do": "rule", "name": "leave"}, {"do": "keep"}, {"do": "decides"}, {"do": "throw"}, {"do": "drop"}, {"do": "reset"}):
        widget._receive(widget, action | {"seq": 2, "from": "page"}, [])
        assert widget.picture["message"] == ""
    assert [each["default"] for each in widget.fixed["assumptions"]] == list(NEUTRAL.values())


def test_the_table_is_what_the_widget_shows():
    widget = dk.game(cost=3)
    table = widget.table()
    assert list(table.columns) == ["rule", "run", "attacks", "deadly", "strikes"] and len(table) == 5 * 200
    middle = table.groupby("rule")["attacks"].median()
    for row in widget.picture["table"]:
        assert row["attacks"].startswith(f"{middle[RULES[row['rule']].name]:g} (")
    widget._receive(widget, {"do": "set", "id": "cost", "value": 0}, [])
    assert widget.table().groupby("rule")["attacks"].median()["Tit for tat"] > middle["Tit for tat"]


def test_a_saved_notebook_tells_the_five_rules_in_words():
    title, pairs, note = dk.game(cost=3).saved()
    assert title == "Deterrence as a game" and [name for name, _ in pairs] == [rule.name for rule in RULES.values()]
    assert "of them kill" in pairs[0][1] and note.startswith("Tit for tat, cost 3\u00a0points.")
