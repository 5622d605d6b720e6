"""Maps that somebody else wrote come in as far as they fit, and a report says what became of the rest."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatekit.arguments.aif_read import read_aif
from debatekit.arguments.argdown_read import read_argdown
from debatekit.arguments.flow_data import read_flow
from debatekit.arguments.rows import read_rows
from debatekit.arguments.schemes import SCHEMES
from debatekit.arguments.settle import scheme_named
from debatekit.arguments.sketch import MOST_CHARACTERS, MOST_CLAIMS, MOST_LINES
from debatekit.ideas import Fault

HERE = Path(__file__).parent / "maps_of_others"


def steps(found):
    return {(reason.premises, reason.relation, reason.to) for reason in found.reasons}


def report(found):
    return [str(remark) for remark in found.report]


def test_argdown_of_others_keeps_its_relations():
    found = read_argdown((HERE / "loose.argdown").read_text(encoding="utf-8"))
    floods, (second,) = found.reasons[0], [reason for reason in found.reasons if reason.to == "no-use"]
    assert (floods.scheme, second.note) == ("expert opinion", "Low ground is no ground for a bridge.")
    assert steps(found) == {
        (("ground", "low-ground-floods-cf-ground"), "supports", "the-bridge-would-flood"),
        (("what-floods-is-no-use", "the-bridge-would-flood"), "supports", "no-use"),
        (("queues",), "supports", "boat"), (("market-moved",), "attacks", "queues"), (("bridge",), "attacks", "boat"), (("boat",), "supports", "fares"),
        (("no-use",), "attacks", "bridge"), (("few-markets",), "undercuts", "r-queues"), (("dykes",), "undercuts", second.id),
    }  # fmt: skip
    texts = {claim.id: claim.text for claim in found.claims}
    assert texts["boat"] == "The town should buy a second boat." and texts["few-markets"] == "There are only two markets a month, see the list."


def test_what_argdown_says_beyond_our_maps_is_reported_with_its_line():
    said = report(read_argdown((HERE / "loose.argdown").read_text(encoding="utf-8")))
    for sentence in (
        "line 2: the settings at the top (“author”, “model”) are for other programs; left out.",
        "line 8: the heading “The debate” has no counterpart; left out.",
        "line 13: bold or italic type has no counterpart; left out.",
        "line 13: the tag #pro has no counterpart; left out.",
        "line 13: the key “seen” in the data has no counterpart; left out.",
        "line 16: the address of a link has no counterpart; left out.",
        "line 20: a contradiction “><” has no counterpart here; left out.",
        "line 20: no chain of reasons leads from “no-boat” to the thesis “fares”. Join it, or take it away.",
        "line 24: “Floods” has 2 steps; each became a reason of its own.",
        "line 36: a paragraph that has no title and no relation stands alone; left out.",
        "line 38: “Boat” is worded once more; the first wording was kept.",
    ):
        assert sentence in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[a]: A {kind: fact\n\n[b]\n  + [a]", "line 1: this “{” has no “}”, so it was read as text."),
        ("[a]: A {\nkind: fact\n}\n\n[b]\n  + [a]", "line 1: these data cannot be read (only the form {key: value, other: [1, 2]} is read"),
        ("[a]: A {kind: !!python/object/apply:os.system [ls]}\n  + [b]", "line 1: these data cannot be read (a comma or “}” is missing); left out."),
        ("[a]: A {kind: fct}\n  + [b]", "line 1: “fct” is no kind that we know (of “a”); “interpretation” stands instead. Did you mean “fact”?"),
        ("[a]: A {paragraphs: none}\n  + [b]", "line 1: the paragraphs of “a” should be a list of numbers; left out."),
        ("[a]: A {stated: false}\n  + [b]", "line 1: “a” is not stated, so it needs a note that argues why the author needs it. Write it."),
        ("[a]: A\n  + [a]", "line 2: “a” cannot speak for or against itself; left out."),
        ("[a]: A\n  _ [b]: B", "line 2: this undercuts something from which no step leads; left out."),
        ("[a]: A\n\n<r>\n\n(1) [b]: B\n----\n(2) [a]\n\n<r>\n  - [c]: C", "line 10: this attacks the argument “r” as a whole; it was taken as an undercut of its last step."),
        ("[a]: A\n\n<r>\n\n(1) [b]: B\n----\n(2) [a]\n\n<r>\n  + [c]: C", "line 10: this supports the argument “r” as a whole; it was taken as support for its conclusion."),
        ("[a]: A\n\n<r>\n\n(1) [b]: B\n(2) [a]", "line 5: these premises have no line “----” and no conclusion below it, so no reason could be made of them."),
        ("===\ndebatekit: {thesis: x\n===\n\n[a]: A\n  + [b]: B", "line 2: “debatekit” at the top cannot be read (a comma or “}” is missing); left out."),
        ("===\ndebatekit: {thesis: x}\n===\n\n[a]: A\n  + [b]: B", "the thesis is “x”, and there is no such claim; “a” was taken, to which most leads. Set it right if it is another."),
        ("[a]: A\n  + [b]", "line 2: “b” is used here and never written out, so its name stands in its place. Write it out."),
        ("[a]: A\n\n[ferry]: F\n\n<r>\n\n(1) [fery]\n--\nsign\n--\n(2) [a]", "line 7: “fery” is used here and never written out, so its name stands in its place. Did you mean “ferry”?"),
        ("[a]: A\n\n[b]: B\n\n<step>\n\n(1) [b]\n----\n(2) [a]\n\n[a]\n  + <stepp>", "line 12: “stepp” is used here and never written out, so its name stands in its place. Did you mean “step”?"),
        ("[a]: A\n\n[b]: B\n\n(1) [b]\n--\nsign\n--\n(2) [a]", "line 6: this reason has no name; it is called “reason-line-6”."),
        ("title: T\ndebatekit: {thesis: a}\n===\n\n[a]: A\n  + [b]: B", "line 1: the settings at the top stand between two lines “===”, and one of the two is missing"),
        ("\n===\ntitle: T\n\n[a]: A\n  + [b]: B", "line 2: the settings at the top stand between two lines “===”, and one of the two is missing"),
    ],
)
def test_each_trouble_in_argdown_has_its_sentence(text, sentence):
    assert any(said.startswith(sentence) for said in report(read_argdown(text))), report(read_argdown(text))


def test_a_reason_that_is_named_in_its_data_needs_no_other_name():
    assert not [said for said in report(read_argdown("[a]: A\n\n[b]: B\n\n(1) [b]\n--\nsign {id: why}\n--\n(2) [a]")) if "no name" in said]


def test_what_leads_nowhere_is_told_after_what_it_may_follow_from():
    said = report(read_argdown("===\ndebatekit: {id: t, thesis: a, main_line: []}\n===\n\n[a]: A\n\n[ferry]: F\n\n<r>\n\n(1) [fery]\n--\nsign\n--\n(2) [a]"))
    assert said[0].startswith("line 11: “fery” is used here") and said[-1].startswith("line 7: no chain of reasons leads from “ferry”")


def test_a_ring_of_undercuts_is_kept_and_told():
    step = "<{0}>\n\n(1) [a]\n--\nsign\n{{relation: undercuts}}\n--\n(2) No.\n  _> <{1}>\n"
    found = read_argdown("[a]: A\n\n" + step.format("one", "two") + "\n" + step.format("two", "one"))
    assert found.argument is None and {reason.to for reason in found.reasons} == {"one", "two"}
    assert any("no chain of reasons leads from “one” to the thesis “a”" in said for said in report(found))


def test_what_arguebuf_writes_comes_in():
    found = read_aif((HERE / "arguebuf.json").read_text(encoding="utf-8"))
    assert found.argument and len(found.claims) == 6
    assert sorted((reason.relation, len(reason.premises)) for reason in found.reasons) == [("attacks", 1), ("attacks", 1), ("supports", 2), ("undercuts", 1)]
    (support,) = [reason for reason in found.reasons if reason.relation == "supports"]
    (undercut,) = [reason for reason in found.reasons if reason.relation == "undercuts"]
    assert (support.scheme, undercut.to) == ("positive consequences", support.id)
    assert all(remark.line is None for remark in found.report)


def aif(edges, nodes, **more):
    listed = [{"nodeID": name, "type": kind, "text": f"{kind} {name}"} for name, kind in nodes.items()]
    return json.dumps({"nodes": listed, "edges": [{"edgeID": f"{a}{b}", "fromID": a, "toID": b} for a, b in edges], **more}, indent=1)


@pytest.mark.parametrize(
    ("edges", "nodes", "sentence"),
    [
        (["ar", "rt"], "aI rRA tI mMA nMA", "line 19: node m (and 1 more of that type) of type MA says that one claim words another again"),
        (["ar", "rt", "ta"], "aI rRA tI", "line 14: an edge leads from claim to claim, t to a, and does not say how; left out."),
        (["ar", "rs", "bs", "st"], "aI bI rRA sRA tI", "line 14: node r supports a step, node s; a reason here supports claims only, so that was left out."),
        (["ar", "rt", "rb"], "aI bI rRA tI", "line 14: node r leads to 2 places; one reason was made for each."),
        (["ar"], "aI rRA tI", "line 9: node r has nothing that it leads to; left out."),
        (["rt"], "aI rRA tI", "line 9: node r has no premise; left out."),
    ],
)
def test_each_trouble_in_aif_has_its_sentence(edges, nodes, sentence):
    found = report(read_aif(aif(edges, {node[0]: node[1:] for node in nodes.split()})))
    assert any(said.startswith(sentence) for said in found), found


def test_who_said_what_in_aif_is_left_out_and_told():
    found = read_aif(json.dumps({"AIF": json.loads(aif(["ar", "rt", "ly"], {"a": "I", "r": "RA", "t": "I", "l": "L", "y": "YA"}, locutions=[{"nodeID": "l"}]))}))
    assert found.argument and sum("no counterpart here, so it was left out" in said for said in report(found)) == 3


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (read_aif, '{"nodes": [\n}', "line 2: this is not JSON"),
        (read_aif, "[" * 100_000, "nested too deeply"),
        (read_aif, '{"nodes": []}', "this JSON is not AIF: it should have the lists “nodes” and “edges”."),
        (read_aif, '{"nodes": [1, null, {"nodeID": [], "type": 2}], "edges": [3]}', "there is no claim in it."),
        (read_argdown, "", "there is no claim in it."),
        (read_argdown, "\n\n".join(f"[c{number}]: Claim.\n  + [c{number + 1}]" for number in range(MOST_CLAIMS + 1)), "the map has more than 2,000 claims. Cut it into several."),
        (read_rows, "id,text\na,b\n", "the column “row” is missing."),
        (read_rows, 'row,id\nclaim,"a\n', "line 2: this is no CSV"),
        (read_rows, "row,id,premises\n" + "claim,a\n" + f"reason,b,{';'.join('xy' for _ in range(30_000))}\n", "the reasons of the map have more than 20,000 premises together."),
        *((read, "\n" * MOST_LINES, "the file has 200,001 lines; at most 200,000 are read. Cut the map into several.") for read in (read_aif, read_argdown, read_rows)),
        *((read, "x" * (MOST_CHARACTERS + 1), "characters; at most 2,000,000 are read. Cut the map into several.") for read in (read_aif, read_argdown, read_rows)),
    ],
)
def test_what_is_no_map_or_too_large_is_refused_in_a_sentence(read, text, sentence):
    with pytest.raises(Fault) as fault:
        read(text)
    assert sentence in str(fault.value)


def test_a_table_made_by_hand_needs_few_columns():
    found = read_rows("row,id,text,kind,premises,relation,to,mood\nclaim,t,It is so.,value\nclaim,a,This.,fact\nreason,r,,,a,supports,t\nremark,x\n")
    assert steps(found) == {(("a",), "supports", "t")} and found.argument
    said = report(found)
    assert "line 1: the column “mood” has no counterpart; left out." in said and "line 5: “remark” is no sort of row; there are whole, claim and reason. Left out." in said


@pytest.mark.parametrize(
    "name", ["{", "{a: ", "[", "/*", "<!--", "\\", "@[", "#(", "*", "--\n", "(1) ", "=", "\n", '{"', "{'a\n", "{\n", "{\n\n", "<a", "+ ", "- [a]\n", "[a]: b {\n", "``", "[a]("]
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "[a]: b {"])
def test_a_hostile_argdown_text_takes_no_long_time(name, before):
    began = time.process_time()
    text = f"[a]: b\n  + [c]: d\n\n{before}" + name * (200_000 // len(name))
    try:
        assert read_argdown(text).claims
    except Fault as fault:
        assert str(fault).endswith(".")
    # A tenth of the largest file that is read; what grows with the square of the length would take minutes.
    assert time.process_time() - began < 5


@pytest.mark.parametrize(("before", "piece"), [("[a]: b {", '"\\'), ("[a]: b {", '"'), ("", "[a]("), ("", "[")])
def test_the_largest_argdown_file_takes_no_long_time_whatever_its_one_line_holds(before, piece):
    began = time.process_time()
    assert read_argdown("[a]: b\n  + [c]: d\n\n" + before + piece * (1_900_000 // len(piece))).claims
    assert time.process_time() - began < 5


@pytest.mark.parametrize("text", [
    "[t]: T\n" + "".join(f"  + [c{number}]: C{number}\n" for number in range(1_900)) + "\n[c0]\n" + "  _ [t]\n" * 150_000,
    "[t]: T\n\n<r>\n\n(1) [t]\n" + "(2) [t]\n" * 150_000 + "--\nsign {uses: [1]}\n--\n(3) [t]\n" * 3_900,
    "[t]: T\n\n<r>\n\n" + "(1) [t]\n----\n" * 3_900 + "(2) [t]\n\n<r>\n" + "  +> [t]\n" * 150_000,
], ids=["undercuts", "uses", "relations of one argument"])  # fmt: skip
def test_thousands_of_steps_in_argdown_take_no_long_time(text):
    began = time.process_time()
    assert read_argdown(text).claims
    assert time.process_time() - began < 8  # with a look at each step for each relation it took up to half a minute


def test_a_quotation_that_is_not_closed_hides_no_brace_on_its_line():
    found = read_argdown('[a]: A {note: 5" pipe}\n  + [b]: B\n\n[c]: C {note: 5" pipe, kind: "x}\n  + [a]')
    assert [(claim.text, claim.note) for claim in found.claims] == [("A", '5" pipe'), ("B", ""), ("C", "")]
    assert any("line 4: these data cannot be read" in said for said in report(found))


def test_thousands_of_steps_in_aif_take_no_long_time():
    steps = {f"s{number}": "RA" for number in range(25_000)}
    nodes = [{"nodeID": name, "type": kind} for name, kind in {"a": "I", "r": "RA", **steps}.items()]
    edges = [{"fromID": start, "toID": end} for start, end in [("a", "r"), *(("r", step) for step in steps)]]
    began = time.process_time()
    found = read_aif(json.dumps({"nodes": nodes, "edges": edges}))
    assert time.process_time() - began < 5 and len(found.report) > 25_000


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("[]<>{}()+-_*#@:;,.=/\\\"'|! \n\tab1\x00é"), max_size=200))
def test_any_text_gives_a_map_or_a_sentence(text):
    for read in (read_argdown, read_aif, read_rows):
        for whole in (text, f"[a]: b\n  + [c]: d\n\n{text}", f"row,id,text\nclaim,a,b\n{text}", f'{{"nodes": [{{"nodeID": "1", "type": "I", "debatekit": {{"id": {json.dumps(text)}}}}}], "edges": []}}'):
            try:
                found = read(whole)
            except Fault as fault:
                assert str(fault).endswith(".")
            else:
                assert found.claims and all(remark.sentence.endswith((".", "?")) for remark in found.report)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, "two", true, null], b: {c: it\'s so}}', {"a": [1, "two", True, None], "b": {"c": "it's so"}}),
        ("{a: 'it''s', b: \"\\u007b\", url: https://example.org/a, c: }", None),
        ("{a: 'it''s', b: \"\\u007b\", url: https://example.org/a}", {"a": "it's", "b": "{", "url": "https://example.org/a"}),
        ("{a: &x [1], b: *x}", None),
        ("{a, b: 12345678901234567890}", {"a": None, "b": "12345678901234567890"}),
        ("[" * 30, None),
        ("{} x", None),
    ],
)
def test_data_in_braces_are_texts_numbers_lists_and_keys_only(text, value):
    if value is None:
        with pytest.raises(Fault):
            read_flow(text)
    else:
        assert read_flow(text) == value


@pytest.mark.parametrize("spelt", [str.title, str.upper, "Argument from {}".format, lambda name: name.replace(" ", "_"), lambda name: f" from-{name.replace(' ', '-')} "])
def test_a_scheme_is_known_however_it_is_spelt(spelt):
    assert [scheme_named(spelt(name)) for name in SCHEMES] == list(SCHEMES)
    assert scheme_named("Modus ponens") is None
