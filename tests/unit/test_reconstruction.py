"""How far two maps agree: what holds for every map, and a few by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest
from drawn_maps import CLAIMS, any_map, sound, step
from hypothesis import assume, given
from hypothesis import strategies as st

from debatekit.arguments.reconstruction import MOST, Reconstruction, agreement, check_key, marks, nearest, read
from debatekit.ideas import Fault

KEY = Reconstruction(
    thesis="a",
    reasons=(step("bc", "supports", "a", "r1"), step("d", "attacks", "a", "r2"), step("e", "undercuts", "r2", "r3")),
    unstated=("c",),
)


def links(map):
    return {(premise, end) for reason in map.reasons for premise in reason.premises for end in map.ends(reason)}


@given(st.lists(sound(), min_size=1, max_size=3), st.data())
def test_a_map_that_is_one_of_the_keys_agrees_in_full(keys, data):
    key = data.draw(st.sampled_from(keys))
    check_key(key, [*CLAIMS])
    assert agreement(key, keys) == 1 and agreement(nearest(key, keys), [key]) == 1


@given(any_map(), st.lists(sound(), min_size=1, max_size=3))
def test_agreement_lies_between_nothing_and_all_and_the_best_key_counts(mine, keys):
    found = agreement(mine, keys)
    assert 0 <= found <= 1 and found == max(agreement(mine, [key]) for key in keys) == agreement(mine, [nearest(mine, keys)])
    assert agreement(Reconstruction(thesis=None, reasons=()), keys) == 0


@given(any_map(), any_map())
def test_two_maps_agree_with_each_other_alike(one, other):
    assert agreement(one, [other]) == agreement(other, [one])


@given(any_map(), sound(), st.data())
def test_a_wrong_link_never_raises_it(mine, key, data):
    # A claim that comes in with its mark may well be marked rightly.
    mine = replace(mine, unstated=tuple(claim for claim in mine.unstated if claim in mine.claims()))
    premise, to = data.draw(st.sampled_from(CLAIMS)), data.draw(st.sampled_from(CLAIMS))
    more = replace(mine, reasons=(*mine.reasons, step(premise, data.draw(st.sampled_from(["supports", "attacks"])), to, "new")))
    assume((premise, ("claim", to)) not in links(key))
    assert agreement(more, [key]) <= agreement(mine, [key])
    # The same for a premise put to others that hold together.
    for place, reason in enumerate(mine.reasons):
        joined = replace(reason, premises=(*reason.premises, premise))
        wider = replace(mine, reasons=(*mine.reasons[:place], joined, *mine.reasons[place + 1 :]))
        if premise not in reason.premises and not any((premise, end) in links(key) for end in mine.ends(reason)):
            assert agreement(wider, [key]) <= agreement(mine, [key])


@given(any_map(), sound(), st.data())
def test_order_and_names_do_not_matter(mine, key, data):
    mixed = tuple(replace(reason, premises=tuple(data.draw(st.permutations(reason.premises)))) for reason in data.draw(st.permutations(mine.reasons)))
    assert agreement(replace(mine, reasons=mixed), [key]) == agreement(mine, [key])
    claims = dict(zip(CLAIMS, data.draw(st.permutations(CLAIMS)), strict=True))
    names = {f"r{place}": f"n{place * 7}" for place in range(9)}

    def renamed(map):
        reasons = [step((claims[p] for p in r.premises), r.relation, claims.get(r.to) or names[r.to], names[r.id]) for r in map.reasons]
        return Reconstruction(thesis=claims.get(map.thesis), reasons=tuple(reasons), unstated=tuple(claims[c] for c in map.unstated))

    assert agreement(renamed(mine), [renamed(key)]) == agreement(mine, [key])


@pytest.mark.parametrize(
    ("mine", "wanted"),
    [
        # The key weighs 1/4 + 1/2 + 4 links, 19 quarters; each of these loses one thing.
        (replace(KEY, thesis=None), Fraction(2 * 18, 18 + 19)),
        (replace(KEY, unstated=()), Fraction(2 * 17, 17 + 19)),
        (replace(KEY, reasons=KEY.reasons[:2]), Fraction(2 * 15, 15 + 19)),
        (replace(KEY, reasons=(*KEY.reasons[:1], step("d", "supports", "a", "r2"), KEY.reasons[2])), Fraction(18, 19)),
        (replace(KEY, reasons=(step("b", "supports", "a", "r1"), step("c", "supports", "a", "r4"), *KEY.reasons[1:])), Fraction(17, 19)),
        (replace(KEY, reasons=(*KEY.reasons, step("d", "attacks", "a", "r9"))), Fraction(2 * 19, 23 + 19)),
        (Reconstruction(thesis="a", reasons=()), Fraction(2 * 1, 1 + 19)),
        # With no more than the thesis, or nothing at all, no mark is worth anything.
        (Reconstruction(thesis="a", reasons=(), unstated=("c",)), Fraction(2 * 1, 1 + 19)),
        (Reconstruction(thesis=None, reasons=(), unstated=("c",)), Fraction(0)),
    ],
)
def test_what_a_map_is_worth_by_hand(mine, wanted):
    assert agreement(mine, [KEY]) == wanted


def test_an_undercut_counts_by_the_step_that_it_hits():
    other = replace(KEY, reasons=(*KEY.reasons[:2], step("e", "undercuts", "r1", "r3")))
    assert agreement(other, [KEY]) == Fraction(2 * 15, 38)
    half = replace(KEY, reasons=(KEY.reasons[0], step("df", "attacks", "a", "r2"), KEY.reasons[2]))
    assert Fraction(14, 19) < agreement(half, [KEY]) < 1


RAW = {
    "thesis": "a",
    "reasons": [
        {"premises": ["c", "b"], "relation": "supports", "to": "a"},
        {"id": "x", "premises": ["d"], "relation": "attacks", "to": "a"},
        {"premises": ["e"], "relation": "undercuts", "to": "x"},
    ],
    "unstated": ["c"],
}  # fmt: skip


def test_marks_are_exact_and_rounded_down():
    assert marks(RAW, [RAW], 6) == 6 and marks(RAW, [{"thesis": "a"}, RAW], 2.5) == 2.5
    assert agreement(read(RAW), [KEY]) == 1
    assert marks(RAW | {"unstated": []}, [RAW], 1) == 0.94  # 34 of 36
    assert marks({}, [RAW], 6) == marks(None, [RAW], 6) == 0


ONE = RAW["reasons"][0]


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ([], "the key is empty"),
        (RAW, "map 1 of the key is 'thesis'; a map has"),
        ([RAW, {}], "in map 2 of the key, the thesis is “None”"),
        ([RAW | {"thesis": 7}], "in map 1 of the key, the thesis is “None”"),
        ([RAW | {"reason": []}], "map 1 of the key has “reason”, which is no part of it. Did you mean “reasons”"),
        ([RAW | {"reasons": (ONE,)}], "the reasons of map 1 of the key should be a list of 40 at most"),
        ([RAW | {"reasons": [ONE] * (MOST + 1)}], "the reasons of map 1 of the key should be a list of 40 at most"),
        ([RAW | {"reasons": [ONE, "x"]}], "reason 2 of map 1 of the key is 'x'"),
        ([RAW | {"reasons": [ONE | {"too": "a"}]}], "reason 1 of map 1 of the key has “too”, which is no part of it. Did you mean “to”"),
        ([RAW | {"reasons": [ONE | {"relation": "support"}]}], "has the relation “support”. Did you mean “supports”?"),
        ([RAW | {"reasons": [ONE | {"relation": 7}]}], "has the relation “7”. There is: supports, attacks, undercuts."),
        ([RAW | {"reasons": [{"relation": "supports", "to": "a"}]}], "reason 1 of map 1 of the key cannot be read"),
        ([RAW | {"reasons": [ONE | {"premises": "bc"}]}], "cannot be read"),
        ([RAW | {"reasons": [ONE | {"premises": ["b", 7]}]}], "cannot be read"),
        ([RAW | {"reasons": [ONE | {"premises": ["b", "b"]}]}], "cannot be read"),
        ([RAW | {"reasons": [ONE | {"premises": [f"c{n}" for n in range(MOST + 1)]}]}], "cannot be read"),
        ([RAW | {"reasons": [ONE | {"to": 7}]}], "cannot be read"),
        ([RAW | {"reasons": [ONE | {"id": 7}]}], "cannot be read"),
        ([RAW | {"reasons": [*RAW["reasons"][:2], RAW["reasons"][2] | {"to": "xx"}]}], "in map 1 of the key, a reason undercuts “xx”, but there is no such reason with that id. Did you mean “x”"),
        ([RAW | {"reasons": [*RAW["reasons"], ONE]}], "in map 1 of the key, this reason gives again"),
        ([RAW | {"unstated": "c"}], "what is unstated in map 1 of the key should be a list"),
        ([RAW | {"unstated": ["c", "c"]}], "what is unstated in map 1 of the key should be a list"),
        ([RAW | {"unstated": ["h"]}], "in map 1 of the key, “h” is listed as unstated"),
    ],
)
def test_a_slip_in_a_key_is_a_sentence_and_not_lower_marks_for_all(keys, says):
    for answer in (RAW, None):
        with pytest.raises(Fault) as caught:
            marks(answer, keys, 6)
        assert says in str(caught.value) and len(str(caught.value)) < 200


@given(sound())
def test_every_sound_key_is_taken(key):
    raw = {"thesis": key.thesis, "reasons": [vars(reason) | {"premises": [*reason.premises]} for reason in key.reasons], "unstated": [*key.unstated]}
    assert marks(raw, [raw], 10) == 10


JUNK = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.sampled_from(["a", "supports", "x"])),
                    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "premises", "relation", "to", "z"]), inner)), max_leaves=8)  # fmt: skip


@given(st.one_of(JUNK, st.fixed_dictionaries({"thesis": JUNK, "reasons": st.lists(JUNK, max_size=4), "unstated": JUNK})))
def test_whatever_stands_in_the_file_earns_marks_or_none(raw):
    assert 0 <= marks(raw, [RAW], 6) <= 6


@pytest.mark.parametrize(
    "raw",
    [
        {"thesis": "a", "reasons": [{"id": "r", "premises": ["a"], "relation": "undercuts", "to": "r"}]},
        {"reasons": [{"id": "r", "premises": ["a"], "relation": "undercuts", "to": "s"}, {"id": "s", "premises": ["b"], "relation": "undercuts", "to": "r"}]},
        {"reasons": [{"id": f"r{n}", "premises": [f"c{n}"], "relation": "supports", "to": f"c{(n + 1) % MOST}"} for n in range(MOST)]},
        {"reasons": [{"id": f"r{n}", "premises": [*"abcdefgh"], "relation": "undercuts", "to": f"r{(n + 1) % MOST}"} for n in range(MOST)]},
        {"reasons": [{"premises": ["a"] * 100_000, "relation": "supports", "to": "a"}] * MOST},
        {"reasons": [RAW["reasons"][0]] * 1_000_000},
        {"thesis": "a" * 10**6, "unstated": ["c"] * 10**6},
    ],
)
def test_circles_and_endless_lists_earn_nothing_and_take_no_time(raw):
    assert marks(raw, [RAW], 6) <= 1.6
    read(raw).circle(), read(raw).reaching()


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        ({"thesis": "z"}, ("thesis",), "the thesis is “z”, but there is no such claim"),
        ({"unstated": ("h",)}, ("unstated", 0), "“h” is listed as unstated"),
        ({"reasons": (*KEY.reasons, step("z", "supports", "a"))}, ("reasons", 3, "premises", 0), "starts from “z”"),
        ({"reasons": (*KEY.reasons, step("", "supports", "a"))}, ("reasons", 3, "premises"), "one or more premises"),
        ({"reasons": (*KEY.reasons, step("f", "supports", "r1"))}, ("reasons", 3, "to"), "supports “r1”, but there is no such claim"),
        ({"reasons": (*KEY.reasons, step("f", "undercuts", "a"))}, ("reasons", 3, "to"), "undercuts “a”, but there is no such reason"),
        ({"reasons": (*KEY.reasons, step("b", "supports", "a"))}, ("reasons", 3), "gives again"),
        ({"reasons": (*KEY.reasons, step("f", "supports", "a", "r1"))}, ("reasons", 0, "id"), "“r1” is there twice"),
        ({"reasons": (*KEY.reasons, step("f", "supports", "g"))}, ("reasons",), "leads nowhere"),
        ({"reasons": (*KEY.reasons, step("a", "supports", "b"))}, ("reasons",), "leads back to itself"),
    ],
)
def test_a_key_that_cannot_be_a_map_is_refused(change, path, says):
    with pytest.raises(Fault, match=says) as caught:
        check_key(replace(KEY, **change), [*CLAIMS])
    assert caught.value.path == path
