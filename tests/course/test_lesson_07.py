"""What lesson 07 says of its game is what the game does, with any dice; and both authors get the same."""

import json
import re
from pathlib import Path

import pytest

from debatekit.course import load_exercise
from debatekit.games.assumptions import ASSUMPTIONS, NEUTRAL, setting
from debatekit.games.decides import swings
from debatekit.games.dice import throw
from debatekit.games.outcome import outcome, spread
from debatekit.games.outcome import fewest as ahead
from debatekit.games.rules import RULES
from debatekit.notebook import game

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "lessons/07-play-deterrence.ipynb"
CELLS = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
TEXT, CODE = ("\n\n".join("".join(cell["source"]) for cell in CELLS if cell["cell_type"] == kind) for kind in ("markdown", "code"))
SEEDS = range(1, 5)
NAMES = {"no-answer": "no_answer", "red-line": "red_line", "own-time": "own_time", "tit-for-tat": "tit_for_tat", "leave": "leave"}


def means(values, seed=1):
    return {rule: outcome(rule, values, throw(seed)).mean() for rule in RULES}


def fewest(values, seed=1):
    return ahead(means(values, seed))


def turning(rule, values, seed=1):
    return {each.assumption for each in swings(rule, values, throw(seed)) if each.turns}


def world(rule):
    """The sliders of the cell that sets up the world of the author who proposes `rule`."""
    moved = re.search(rf'dk\.game\("{rule}", (.*)\)', CODE)[1]
    return setting({name: float(value) for name, value in (pair.split("=") for pair in moved.split(", "))})


LEAVING, OWN_TIME = world("leave"), world("own_time")


def test_in_each_world_its_own_rule_is_ahead_and_tit_for_tat_is_last():
    for seed in SEEDS:
        for values, rule in ((LEAVING, "leave"), (OWN_TIME, "own_time")):
            assert fewest(values, seed) == [rule]
            assert max(means(values, seed), key=means(values, seed).get) == "tit_for_tat"


def test_neither_world_is_made_the_brighter_one():
    """Four sliders each, the first the same, the chance of a return as far from the middle; and the proposals come out with as many attacks, so that nobody compares."""
    moved = [{name for name in NEUTRAL if values[name] != NEUTRAL[name]} for values in (LEAVING, OWN_TIME)]
    assert [len(each) for each in moved] == [4, 4] and "cost" in moved[0] & moved[1]
    assert LEAVING["cost"] == OWN_TIME["cost"] and LEAVING["drawn_back"] + OWN_TIME["drawn_back"] == 100
    assert abs(means(LEAVING)["leave"] - means(OWN_TIME)["own_time"]) < 1
    first, second = (re.search(rf"\*\*A world after {author}\.\*\*(.*)", TEXT)[1] for author in ("LaMear", "Knights"))
    counts = [len(re.findall(r"\w+", re.sub(r"\(glossary\S*\)", "", each))) for each in (first, second)]
    assert abs(counts[0] - counts[1]) < 0.1 * max(counts)
    assert first.count("(paragraph") == second.count("(paragraph") == 4
    authors = [item.text.split(":")[0] for item in load_exercise("game-sliders", ROOT).items]
    assert authors == ["LaMear"] * 3 + ["Knights"] * 3


def test_what_turns_the_lead_in_each_world():
    for seed in SEEDS:
        assert turning("leave", LEAVING, seed) == {"leaving", "drawn_back"}
        assert turning("own_time", OWN_TIME, seed) == {"cost", "target", "attribution"}


def test_the_two_ends_that_are_not_quite_even():
    for seed in SEEDS:
        assert fewest(NEUTRAL, seed) == list(RULES)
        for name in ("gain", "memory"):
            highest = next(one.high for one in ASSUMPTIONS if one.id == name)
            assert fewest(NEUTRAL | {name: highest}, seed) == ["own_time"]
            assert 1 < means(NEUTRAL | {name: highest}, seed)["no_answer"] - means(NEUTRAL | {name: highest}, seed)["own_time"] < 5


def test_anger_feeds_itself_and_fear_starves_itself():
    for seed in SEEDS:
        middle, dearer, angrier = (spread(outcome("tit_for_tat", setting(moved), throw(seed)).attacks).middle for moved in ({}, {"cost": 4}, {"provocation": 4}))
        assert [round(each) for each in (middle, dearer, angrier)] == pytest.approx([20, 15, 33], abs=1)


def test_a_world_of_neither():
    for seed in SEEDS:
        assert fewest(setting({"cost": 4, "provocation": 1}), seed) == ["tit_for_tat"]
        assert set(fewest(setting({"provocation": 4, "drawn_back": 100}), seed)) == {"no_answer", "red_line"}


def test_the_order_of_the_rules_for_a_raider_who_is_easily_angered():
    idea = load_exercise("game-order", ROOT)
    for seed in SEEDS:
        found = means(setting({"provocation": 4}), seed)
        for before, after in zip(idea.items, idea.items[1:], strict=False):
            gap = found[NAMES[after.id]] - found[NAMES[before.id]]
            assert abs(gap) <= 1 if before.with_next else gap > 1


def test_what_moves_and_what_decides():
    idea = load_exercise("game-decides", ROOT)
    for seed in SEEDS:
        found = {each.assumption: each for each in swings("tit_for_tat", setting({"provocation": 3}), throw(seed))}
        kinds = {(True, False): "moves", (False, True): "turns", (True, True): "both", (False, False): "neither"}
        assert {item.id: item.answer for item in idea.items} == {item.id: kinds[found[item.id].size >= 1, found[item.id].turns] for item in idea.items}
        assert found["gain"].size == max(each.size for each in found.values())


def test_memory_matters_once_fear_and_anger_do_not_cancel():
    found = {each.assumption: each for each in swings("tit_for_tat", NEUTRAL, throw())}
    assert found["memory"].size == 0


def test_the_sums_of_the_two_numbers():
    assert load_exercise("game-wish", ROOT).answer == (6 + 3 / 2 - 1 / 2) * 10
    assert abs(load_exercise("game-luck", ROOT).answer - 100 * (1 - 0.5 * 0.1) ** 40) < 0.5


def test_what_the_table_shows():
    runs = game(cost=3).table()
    quiet = runs[runs["deadly"] == 0].groupby("rule")["run"].count()
    assert "Under *No answer* it is 32 runs of 200" in TEXT and quiet["No answer"] == 32
    assert len(quiet) == 5, "under each rule there are some"
    attacks = runs[runs["rule"] == "Tit for tat"]["attacks"]
    lowest, highest, first, third = map(int, re.search(r"end with (\d+) to (\d+) attacks, half of them with (\d+) to (\d+)", CODE).groups())
    assert (attacks.min(), attacks.max()) == (lowest, highest) and list(attacks.quantile([0.25, 0.75])) == [first, third]


def test_the_middle_run_is_what_the_lesson_says():
    assert spread(outcome("no_answer", NEUTRAL, throw()).attacks).middle == pytest.approx(20, abs=1)
