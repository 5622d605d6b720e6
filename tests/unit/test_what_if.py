"""Arguments weighed, moved, taken apart and compared."""

import random
from itertools import combinations, permutations

import pytest

from debatekit.arguments.argument import Argument, Claim, Reason
from debatekit.arguments.position import Position, fitting, of_a_class
from debatekit.arguments.semantics import SEMANTICS
from debatekit.arguments.trial import Trial, name_of
from debatekit.arguments.weighing import Scales
from debatekit.arguments.whatif import contributions, effects, to_fall
from debatekit.errors import BadAnswer, UnknownName

EVERY = pytest.mark.parametrize("semantics", SEMANTICS)


def argument(claims, *reasons):
    """`argument("tab", ("1", "ab", "supports", "t"))`: one-letter claims, the first is the thesis."""
    return Argument(
        id="x", thesis=claims[0], main_line=(),
        claims=tuple(Claim(id=name, text=name, kind="fact", paragraphs=(1,), basis="none_given") for name in claims),
        reasons=tuple(Reason(id=i, premises=tuple(p), relation=r, to=to, scheme="sign", paragraphs=(1,)) for i, p, r, to in reasons),
    )  # fmt: skip


def weigh(idea, semantics="df_quad", held=(), **values):
    position = Position(values=values, semantics=semantics)
    return Scales(idea).weigh(position, held)


def random_argument(seed):
    """A made-up argument of 3 to 12 claims without rings, with linked premises, attacks and undercuts."""
    roll = random.Random(seed)
    names = "tabcdefghijkl"[: roll.randint(3, 12)]
    reasons = []
    for place in range(1, len(names)):
        premises = {names[place], *(roll.choice(names[place:]) for _ in range(roll.randint(0, 2)))}
        if reasons and roll.random() < 0.2 and not premises & set(reasons[-1][1]):
            reasons.append((str(place), "".join(sorted(premises)), "undercuts", reasons[roll.randrange(len(reasons))][0]))
        else:
            reasons.append((str(place), "".join(sorted(premises)), roll.choice(["supports", "supports", "attacks"]), names[roll.randrange(place)]))
    return argument(names, *reasons)


@EVERY
def test_a_reason_is_its_relevance_times_its_premises(semantics):
    pair = argument("tab", ("1", "ab", "supports", "t"))
    found = weigh(pair, semantics, a=0.6, b=0.5, **{"1": 0.8})
    assert found["1"] == pytest.approx(0.8 * 0.6 * 0.5)
    assert found["t"] == pytest.approx(SEMANTICS[semantics](0.5, [], [0.24]))


@EVERY
def test_a_reason_with_a_premise_at_0_contributes_nothing(semantics):
    """Whatever speaks for that premise, and whatever else is held together with it; not even as an undercut or an attack."""
    rich = argument(
        "tabcde", ("1", "ab", "supports", "t"), ("2", "c", "supports", "a"), ("3", "d", "attacks", "t"), ("4", "e", "undercuts", "3")
    )  # fmt: skip
    held = weigh(rich, semantics, ["a"], b=0.99, c=0.99)
    assert held["1"] == 0 == held["a"]
    without = argument("tde", ("3", "d", "attacks", "t"), ("4", "e", "undercuts", "3"))
    assert held["t"] == pytest.approx(weigh(without, semantics)["t"])
    assert weigh(rich, semantics, ["e"])["3"] == pytest.approx(0.99 * 0.5), "an undercut that is false undercuts nothing"
    assert weigh(rich, semantics, "abd")["t"] == 0.5


@EVERY
def test_that_holds_for_any_reason_of_made_up_arguments(semantics):
    for seed in range(100):
        idea = random_argument(seed)
        for reason in idea.reasons:
            assert Scales(idea).weigh(Position(semantics=semantics), [reason.premises[0]])[reason.id] == 0


def test_an_undercut_weakens_the_reason_and_not_its_premise():
    idea = argument("tab", ("1", "a", "supports", "t"), ("2", "b", "undercuts", "1"))
    weak, strong = weigh(idea, b=0.1), weigh(idea, b=0.9)
    assert weak["a"] == strong["a"] == 0.5 and weak["1"] > strong["1"] and weak["t"] > strong["t"] > 0.5


def test_holding_a_premise_is_not_deleting_it():
    pair = argument("tab", ("1", "ab", "supports", "t"))
    assert weigh(pair, held=["a"])["t"] == 0.5 < weigh(argument("tb", ("1", "b", "supports", "t")))["t"]


@EVERY
def test_moving_a_premise_up_never_hurts_what_it_only_supports(semantics):
    for seed in range(200):
        idea = random_argument(seed)
        if any(reason.relation != "supports" for reason in idea.reasons):
            continue
        low, high = (Scales(idea).weigh(Position(values={"a": value}, semantics=semantics))["t"] for value in (0.2, 0.8))
        assert high >= low - 1e-12


@EVERY
def test_effects_are_what_holding_at_0_does(semantics):
    idea = argument("tabc", ("1", "ab", "supports", "t"), ("2", "c", "attacks", "t"))
    position = Position(semantics=semantics)
    found = effects(Scales(idea), position)
    now = Scales(idea).weigh(position)["t"]
    assert found == pytest.approx({name: Scales(idea).weigh(position, [name])["t"] - now for name in "abc"})
    assert found["a"] == pytest.approx(found["b"]) and found["a"] < 0 < found["c"]


def by_hand(idea, position, players):
    """The Shapley value by its definition: the mean over every order of what a claim adds when it comes in."""
    scales, total = Scales(idea), dict.fromkeys(players, 0.0)
    orders = list(permutations(players))
    for order in orders:
        for place, name in enumerate(order):
            before, after = (scales.weigh(position, order[cut:])["t"] for cut in (place, place + 1))
            total[name] += (after - before) / len(orders)
    return total


@EVERY
def test_contributions_are_shapley_values(semantics):
    idea = argument("tabcde", ("1", "ab", "supports", "t"), ("2", "c", "attacks", "t"), ("3", "d", "undercuts", "2"), ("4", "e", "supports", "a"))
    position = Position(semantics=semantics, values={"a": 0.7, "c": 0.9})
    found = contributions(Scales(idea), position)
    assert {each.claim: each.share for each in found} == pytest.approx(by_hand(idea, position, "abcde"))
    assert all(each.error == 0 for each in found) and [abs(each.share) for each in found] == sorted((abs(each.share) for each in found), reverse=True)


def test_contributions_add_up_and_the_sample_keeps_within_its_error():
    names = "tabcdefghijklm"
    reasons = [("1", "ab", "supports", "t"), ("2", "cd", "supports", "a"), ("3", "e", "attacks", "t"), ("4", "f", "undercuts", "3"), ("5", "gh", "supports", "t")]
    reasons += [("6", "i", "supports", "g"), ("7", "j", "attacks", "h"), ("8", "kl", "supports", "t"), ("9", "m", "supports", "t")]
    idea, position = argument(names, *reasons), Position(semantics="quadratic_energy")
    scales = Scales(idea)
    sampled = contributions(scales, position)
    everything = scales.weigh(position)["t"] - scales.weigh(position, names[1:])["t"]
    assert sum(each.share for each in sampled) == pytest.approx(everything)
    assert 0 < max(each.error for each in sampled) < 0.01
    fine = {each.claim: each.share for each in contributions(scales, position, samples=4000, seed=7)}
    assert all(abs(each.share - fine[each.claim]) < 5 * each.error + 1e-9 for each in sampled)
    assert sampled == contributions(scales, position), "the same question has the same answer"


def test_a_ring_can_be_taken_apart_as_well():
    ring = argument("tabcdefghijkl", *[(str(i), name, "supports", "t") for i, name in enumerate("abcdefghijk")], ("x", "l", "attacks", "a"), ("y", "a", "attacks", "l"))
    found = {each.claim: each.share for each in contributions(Scales(ring), Position(), samples=20)}
    assert found["b"] > found["l"] and sum(found.values()) == pytest.approx(Scales(ring).weigh(Position())["t"] - 0.5)


@EVERY
def test_what_it_takes_for_the_thesis_to_fall(semantics):
    one = argument("tabc", ("1", "ab", "supports", "t"), ("2", "c", "attacks", "t"))
    scales = Scales(one)
    strong = Position(semantics=semantics, values={"a": 0.99, "b": 0.99})
    assert to_fall(scales, strong) == [["a"], ["b"]]
    assert to_fall(scales, Position(semantics=semantics, values={"c": 0.99})) == [], "it has fallen already"
    assert to_fall(Scales(argument("tabc", *[(f"r{name}", name, "supports", "t") for name in "abc"])), Position(semantics=semantics)) == [["a", "b", "c"]]


@EVERY
def test_what_brings_it_down_is_needed_to_the_last(semantics):
    for seed in range(60):
        scales = Scales(random_argument(seed))
        position = Position(semantics=semantics)
        for found in to_fall(scales, position):
            assert scales.weigh(position, found)["t"] <= 0.5 + 1e-9
            assert all(scales.weigh(position, [other for other in found if other != name])["t"] > 0.5 for name in found)


def smallest(scales, position, most):
    """All smallest sets that bring the thesis down, by trying all; None when they are larger than `most`."""
    names = [claim.id for claim in scales.argument.claims if claim.id != "t"]
    for size in range(most + 1):
        if found := [list(some) for some in combinations(names, size) if scales.weigh(position, some)["t"] <= 0.5 + 1e-9]:
            return found
    return None


def test_one_or_two_are_never_missed():
    sizes = set()
    for seed in range(400):
        scales, position = Scales(random_argument(seed)), Position(semantics="quadratic_energy")
        least = smallest(scales, position, 2)
        sizes.add(least and len(least[0]))
        found = to_fall(scales, position)
        if least is None:
            assert len(found) == 1 and len(found[0]) > 2
        else:
            assert found == ([] if least == [[]] else least), seed
    assert sizes == {0, 1, 2, None}


def test_a_position_takes_what_a_slider_can_give():
    idea = argument("tab", ("1", "ab", "supports", "t"))
    assert Position().moved(idea, "a", 0.99).moved(idea, "1", 0.01).values == {"a": 0.99, "1": 0.01}
    for value in (0, 1, 0.995, -1, float("nan"), float("inf"), 10**400, True, "0.5", None, [0.5]):
        with pytest.raises(BadAnswer, match="choose a number from 0.01 to 0.99"):
            Position().moved(idea, "a", value)
    for name in ("z", ["a"], None, {}):
        with pytest.raises(UnknownName, match="no claim or reason"):
            Position().moved(idea, name, 0.5)
    with pytest.raises(UnknownName, match="no claim beside the thesis “t”"):
        Position().supposing_false(idea, "t")


def test_a_kept_position_comes_back_and_what_no_longer_fits_is_left_out():
    idea = argument("tab", ("1", "ab", "supports", "t"))
    position = Position(values={"a": 0.2, "1": 0.4}, held=frozenset("b"), semantics="euler")
    assert fitting(idea, position.plain()) == position
    old = {"values": {"a": 0.2, "gone": 0.3, "b": 7}, "held": ["gone", "b", "t"], "semantics": "of old"}
    assert fitting(idea, old) == Position(values={"a": 0.2}, held=frozenset("b"))
    for junk in (None, 3, [], {"values": [1]}, {"held": "ab"}, {"values": {"a": None}, "semantics": ["euler"]}):
        assert fitting(idea, junk) == Position()


def test_a_class_speaks_with_five_votes_and_not_with_four():
    idea = argument("tab", ("1", "ab", "supports", "t"))
    votes = [("a", value) for value in (0, 0.25, 0.5, 0.75, 1)] + [("b", 1.0)] * 4 + [("1", 1)] * 6
    assert of_a_class(idea, votes).values == {"a": 0.5, "1": 0.99}
    with pytest.raises(UnknownName):
        of_a_class(idea, [("z", 0.5)])
    with pytest.raises(BadAnswer, match="vote on “a” is 2"):
        of_a_class(idea, [("a", 2)])
    for wrong in ({"a": 0.5}, [("a", 0.5, 1)], [0.5], ["a"]):
        with pytest.raises(BadAnswer, match="give each as a pair"):
            of_a_class(idea, wrong)


def test_a_trial_tells_when_an_answer_is_out_of_date():
    trial = Trial(argument("tab", ("1", "ab", "supports", "t")))
    assert trial.look()["strengths"]["a"] == 0.5 and trial.look()["asked"] is None
    trial.ask_what_decides()
    rows = trial.look()["asked"]["rows"]
    assert {row["claim"] for row in rows} == {"a", "b"} and not trial.look()["asked"]["stale"]
    trial.set("a", 0.9)
    assert trial.look()["asked"]["stale"] and trial.look()["asked"]["rows"] == rows
    trial.ask_what_it_takes()
    asked = trial.look()["asked"]
    assert (asked["what"], asked["semantics"], asked["sets"], asked["stale"]) == ("falls", "euler", [["a"], ["b"]], False)
    assert asked["ways"] == dict.fromkeys(SEMANTICS, {"sets": 2, "claims": 1})


def test_both_sides_of_a_comparison_are_weighed_alike():
    trial = Trial(argument("tab", ("1", "ab", "supports", "t")))
    trial.compare("start", "the start", Position())
    trial.set("a", 0.9)
    trial.weigh_by("euler")
    seen = trial.look()
    assert seen["other"]["name"] == "the start" and seen["strengths"]["t"] > seen["other"]["strengths"]["t"] == weigh(trial.argument, "euler")["t"]
    trial.take(Position(semantics="df_quad"))
    assert trial.look()["strengths"] == trial.look()["other"]["strengths"] and trial.position.semantics == "euler"
    trial.stop_comparing("saved/other")
    assert trial.look()["other"]["id"] == "start"
    trial.stop_comparing("start")
    assert trial.look()["other"] is None


def test_a_trial_knows_where_the_thesis_began():
    trial = Trial(argument("tab", ("1", "ab", "supports", "t")))
    began = trial.look()["began"]
    trial.set("a", 0.9)
    assert trial.look()["began"] == began == weigh(trial.argument, "euler")["t"] < trial.look()["strengths"]["t"]
    trial.weigh_by("df_quad")
    assert trial.look()["began"] == weigh(trial.argument, "df_quad")["t"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, None, 3])
def test_a_position_needs_a_name(name):
    with pytest.raises(BadAnswer, match="Give the position a name"):
        name_of(name)
    assert name_of("  my \n first ") == "my first"
