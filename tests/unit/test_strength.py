"""Gradual semantics: published figures, and what has to hold on any graph."""

import json
import random
import time
from pathlib import Path

import pytest

from debatekit.arguments import strength
from debatekit.arguments.semantics import SEMANTICS
from debatekit.errors import BadAnswer, NotSettled, UnknownName

GRAPHS = json.loads((Path(__file__).parent / "strength_vectors.json").read_text(encoding="utf-8"))["graphs"]
EVERY = pytest.mark.parametrize("semantics", SEMANTICS)


@EVERY
@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph["name"])
def test_published_figures(graph, semantics):
    found = strength(graph["base"], attacks=graph["attacks"], supports=graph["supports"], semantics=semantics)
    assert {name: found[name] for name in graph["expect"][semantics]} == pytest.approx(graph["expect"][semantics], abs=1e-6)


def made_up(seed, *, rings=False):
    """A graph of 2 to 30 nodes; edges lead from later to earlier nodes unless it may have rings."""
    roll = random.Random(seed)
    size = roll.randint(2, 30)
    names = [f"n{i}" for i in range(size)]
    base = {name: roll.choice([0.0, 1.0, roll.random(), roll.random()]) for name in names}
    edges = {"attacks": [], "supports": []}
    for _ in range(roll.randint(1, 3 * size)):
        source, target = roll.sample(range(size), 2)
        if not rings and source < target:
            source, target = target, source
        edges[roll.choice(["attacks", "supports"])].append((names[source], names[target]))
    return base, edges, roll


@EVERY
def test_properties_on_a_thousand_graphs(semantics):
    for seed in range(1000):
        base, edges, roll = made_up(seed)
        found = strength(base, **edges, semantics=semantics)
        assert all(0 <= each <= 1 for each in found.values())
        touched = {target for pairs in edges.values() for _, target in pairs}
        assert all(found[name] == base[name] for name in base if name not in touched), "with nothing for or against it, it keeps its base score"
        # One more supporter, from later to earlier so that no ring comes about.
        low, high = sorted(roll.sample(range(len(base)), 2))
        more = {**edges, "supports": [*edges["supports"], (f"n{high}", f"n{low}")]}
        assert strength(base, **more, semantics=semantics)[f"n{low}"] >= found[f"n{low}"] - 1e-12


@pytest.mark.parametrize("semantics", ["df_quad", "quadratic_energy"])
def test_duality(semantics):
    """Swap attackers and supporters and take 1 - w: the answer is 1 - s. (Euler-based fails this, and may.)"""
    roll = random.Random(4)
    rule = SEMANTICS[semantics]
    for _ in range(1000):
        base, one, other = roll.random(), *([roll.random() for _ in range(roll.randint(0, 5))] for _ in range(2))
        assert rule(1 - base, other, one) == pytest.approx(1 - rule(base, one, other), abs=1e-12)


def test_euler_is_not_dual():
    euler = SEMANTICS["euler"]
    assert euler(0.5, [1.0], []) != pytest.approx(1 - euler(0.5, [], [1.0]), abs=1e-3)


@EVERY
def test_a_ring_ends_at_a_fixed_point(semantics):
    """What is answered is its own answer: every node is what the rule makes of its neighbours. Nearly always there is an answer."""
    rule = SEMANTICS[semantics]
    settled = 0
    for seed in range(300):
        base, edges, _ = made_up(seed, rings=True)
        try:
            found = strength(base, **edges, semantics=semantics)
        except NotSettled:
            continue
        for name in base:
            against, behind = ([found[source] for source, target in edges[kind] if target == name] for kind in ("attacks", "supports"))
            assert rule(base[name], against, behind) == pytest.approx(found[name], abs=1e-9)
        settled += 1
    assert settled >= 298


def test_what_a_large_step_makes_swing_a_small_one_settles():
    """Sixty that all attack each other: with half the way at a time they overshoot for ever."""
    names = [f"n{i}" for i in range(60)]
    found = strength(dict.fromkeys(names, 0.9), attacks=[(one, other) for one in names for other in names if one != other], rounds=300)
    assert max(found.values()) - min(found.values()) < 1e-9 and found["n0"] == pytest.approx(SEMANTICS["df_quad"](0.9, [found["n0"]] * 59, []))


@EVERY
def test_what_does_not_settle_is_reported_and_not_answered(semantics):
    duel = {"base": {"a": 0.9, "b": 0.8}, "attacks": [("a", "b"), ("b", "a")]}
    with pytest.raises(NotSettled, match="do not settle within 3 rounds"):
        strength(**duel, semantics=semantics, rounds=3)
    assert strength(**duel, semantics=semantics)["a"] > strength(**duel, semantics=semantics)["b"]


def test_a_huge_number_of_supporters_overflows_nothing():
    base = {"t": 0.5} | {f"s{i}": 1.0 for i in range(2000)}
    for semantics in SEMANTICS:
        assert strength(base, supports=[(f"s{i}", "t") for i in range(2000)], semantics=semantics)["t"] == pytest.approx(1, abs=1e-6)


def test_a_long_chain_needs_no_recursion_and_little_time():
    base = {f"n{i}": 0.5 for i in range(2000)}
    start = time.perf_counter()
    found = strength(base, supports=[(f"n{i + 1}", f"n{i}") for i in range(1999)])
    assert found["n0"] > 0.5 and time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("asked", "error", "problem"),
    [
        ({"base": {"alpha": 0.5}, "attacks": [("alpah", "alpha")]}, UnknownName, "no node “alpah”. Did you mean “alpha”?"),
        ({"base": {"alpha": 0.5}, "supports": [("alpha", "beta")]}, UnknownName, "no node “beta”"),
        ({"base": {"alpha": 1.5}}, BadAnswer, "base score of “alpha” is 1.5; it should be a number from 0 to 1"),
        ({"base": {"alpha": float("nan")}}, BadAnswer, "base score of “alpha” is nan"),
        ({"base": {"alpha": 10**400}}, BadAnswer, "base score of “alpha” is 1000"),
        ({"base": {1: 0.5}, "attacks": [(2, 1)]}, UnknownName, "no node “2”"),
        ({"base": {"alpha": True}}, BadAnswer, "base score of “alpha” is True"),
        ({"base": {"alpha": "0.5"}}, BadAnswer, "base score of “alpha” is '0.5'"),
        ({"base": {"alpha": 0.5}, "semantics": "dfquad"}, UnknownName, "no semantics “dfquad”. Did you mean “df_quad”?"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(asked, error, problem):
    with pytest.raises(error, match=problem):
        strength(**asked)
