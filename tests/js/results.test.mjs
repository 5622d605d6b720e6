import { test } from "node:test";
import assert from "node:assert/strict";
import { colourOf } from "../../src/debatekit/polls/colours.mjs";
import { agreement } from "../../src/debatekit/polls/compared.mjs";
import { apart, layout } from "../../src/debatekit/polls/flow_layout.mjs";
import { sentences } from "../../src/debatekit/polls/flows.mjs";
import { endWords, meanOf, placing } from "../../src/debatekit/polls/histogram.mjs";
import { verdict, winners } from "../../src/debatekit/polls/ranked.mjs";
import { comparison, results } from "../../src/debatekit/polls/results.mjs";
import { counted, few, largeSwing, likert, likertSwing, points, pointsResult, ranking, rankingResult, rules, shifted, smallSwing, swing, text, textResult, texts, truth, truthResult, twelve, withdraw } from "./class_states.mjs";

// As much of a page as results need: elements that know their attributes and their text.
class Piece {
  constructor(tag) { this.tag = tag; this.attributes = {}; this.children = []; }
  setAttribute(name, value) { this.attributes[name] = String(value); }
  append(...children) { this.children.push(...children); }
  addEventListener() {}
  get textContent() { return this.children.map((child) => (child instanceof Piece ? child.textContent : String(child))).join(""); }
  all(tag) { return this.children.flatMap((child) => (child instanceof Piece ? [...(child.tag === tag ? [child] : []), ...child.all(tag)] : [])); }
}
globalThis.document = { createElement: (tag) => new Piece(tag), createElementNS: (_, tag) => new Piece(tag) };

function shown(children) {
  const root = new Piece("div");
  root.append(...[children].flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return root;
}

test("a side has one colour, whatever it got, and who takes no side is grey", () => {
  assert.deepEqual(withdraw.options.map(({ id }) => colourOf(withdraw, id)), ["dk-c1", "dk-c2", "dk-c0"]);
  assert.deepEqual([1, 2, 3, 4, 5].map((id) => colourOf(likert, id)), ["dk-s1", "dk-s3", "dk-s5", "dk-s7", "dk-s9"]);
  assert.equal(colourOf(likert, "5"), "dk-s9");
  assert.equal(new Set(twelve.options.map(({ id }) => colourOf(twelve, id))).size, 12);
});

test("rows stand in the poll's order with people, percent, hands and the interval in words", () => {
  const page = shown(results(withdraw, counted(withdraw, [12, 25, 3], [0, 5, 0])));
  assert.deepEqual(page.all("li").map((row) => row.all("span")[0].textContent), withdraw.options.map((option) => option.text));
  assert.match(page.textContent, /40 people voted, and 5 raised their hands\./);
  assert.match(page.all("li")[1].textContent, /67\u00a0%.*30 people \(5 by hand\).*95 % interval from 52\u00a0% to 79\u00a0%/);
});

test("under twenty voters there is no interval, under five nothing but their number", () => {
  const small = shown(results(withdraw, counted(withdraw, [5, 4, 3])));
  assert.equal(small.all("line").length, 0);
  assert.doesNotMatch(small.textContent, /interval/);
  const page = shown(results(withdraw, few));
  assert.equal(page.all("svg").length + page.all("li").length, 0);
  assert.match(page.textContent, /3 people voted\..*nothing more is told/);
});

test("a histogram says its numbers in words, and its marks stand where the scale has them", () => {
  const page = shown(results(truth, truthResult));
  assert.match(page.all("desc")[0].textContent, /40\u00a0% to 50\u00a0%: 6\./);
  assert.match(page.textContent, /60\u00a0%.*44\u00a0% to 73\u00a0%/);
  const tens = placing(truthResult.numbers.bins, 500);
  assert.deepEqual([0, 50, 100].map(tens), [0, 250, 500]);
  const steps = placing([1, 2, 3, 4].map((at) => ({ low: at, high: at, count: 1 })), 400);
  assert.deepEqual([1, 2.5, 4].map(steps), [50, 200, 350]);
});

test("the line of the median crosses no number over a bar", () => {
  const bins = [1, 3, 6].map((count, i) => ({ low: i * 10, high: i * 10 + 10, count }));
  const drawn = (median) => {
    const [wide] = shown(results(truth, { ...truthResult, numbers: { bins, median, lower: 12, upper: 28, mean: 20 } })).all("svg");
    const lines = wide.all("line").filter((line) => line.attributes.class === "dk-median").map((line) => ["y1", "y2"].map((name) => Number(line.attributes[name])));
    return { lines, figures: wide.all("text").filter((text) => text.attributes.class === "dk-result-figure").map((text) => Number(text.attributes.y)) };
  };
  assert.equal(drawn(11).lines.length, 1);
  // Over a bar of middle height in two pieces, over the highest in one.
  for (const [median, nth, pieces] of [[15, 1, 2], [25, 2, 1]]) {
    const { lines, figures } = drawn(median);
    assert.equal(lines.length, pieces);
    assert.ok(lines.every(([y1, y2]) => y2 < figures[nth] - 12 || y1 > figures[nth]));
  }
});

test("three counts of a ranking, and a sentence when they differ", () => {
  assert.deepEqual(winners(rankingResult.ranking), { borda: ["b"], duels: ["b"], runoff: ["a"] });
  const page = shown(results(ranking, rankingResult));
  assert.match(page.textContent, /do not agree: points name “The safety of the soldiers”, duels “The safety of the soldiers”, the run-off “What Iraqis want”/);
  assert.equal(page.all("section").length, 3);
  assert.equal(verdict({ borda: ["x"], duels: ["x"], runoff: ["x"] }, { x: "X" }), "All three ways of counting name “X”.");
  assert.match(verdict({ borda: ["x", "y"], duels: [], runoff: ["x"] }, {}), /“x” and “y”, duels nobody/);
});

test("points and texts", () => {
  assert.match(shown(results(points, pointsResult)).textContent, /Of 100 points, on average:.*47/);
  assert.deepEqual(shown(results(text, textResult, { texts })).all("li").map((card) => card.textContent), texts);
  assert.match(shown(results(text, textResult)).textContent, /No answer is shown yet/);
});

test("ribbons are as wide as people, fill both bars, and never leave the picture", () => {
  for (const moves of [swing, smallSwing, largeSwing, likertSwing]) {
    const ids = moves.options.map(({ id }) => String(id));
    const { left, right, ribbons, height } = layout(ids, moves, { tall: 300, label: () => 50, gap: 18 });
    const scale = 300 / moves.paired;
    for (const ribbon of ribbons) assert.ok(Math.abs(ribbon.thick - ribbon.count * scale) < 1e-9);
    left.forEach((bar, i) => assert.ok(Math.abs(bar.height - ribbons.filter(({ from }) => from === i).reduce((sum, { thick }) => sum + thick, 0)) < 1e-6));
    right.forEach((bar, i) => assert.ok(Math.abs(bar.height - ribbons.filter(({ to }) => to === i).reduce((sum, { thick }) => sum + thick, 0)) < 1e-6));
    for (const bars of [left, right]) {
      bars.forEach((bar, i) => {
        assert.ok(bar.y >= -1e-6 && bar.y + bar.height <= height + 1e-6);
        if (i) assert.ok(bar.y + bar.height / 2 - (bars[i - 1].y + bars[i - 1].height / 2) >= 50, "labels do not meet");
      });
    }
  }
});

test("answers taken together show their parts, and flow on in grey", () => {
  const { left } = layout(["leave", "stay", "undecided"], smallSwing, { tall: 120, label: () => 20, gap: 10 });
  assert.deepEqual(left.map(({ ids }) => ids), [["leave"], ["stay", "undecided"]]);
  assert.equal(colourOf(likert, "no-vote"), "dk-c0");
  assert.deepEqual(left[1].parts.map(({ id, height }) => [id, Math.round(height)]), [["stay", 30], ["undecided", 20]]);
});

test("answers taken together at the end are one bar, one column and one ending of a sentence", () => {
  const end = { id: "stay+undecided+no-vote", of: ["stay", "undecided", "no-vote"], count: 9 };
  const moves = {
    ...swing, paired: 14, no_vote: true, options: [...swing.options, { id: "no-vote", text: "no vote" }], ends: [{ id: "leave", of: ["leave"], count: 6 }, end],
    groups: [{ from: ["leave"], count: 8, to: { leave: 5, [end.id]: 3 } }, { from: ["stay", "undecided"], count: 7, to: { leave: 1, [end.id]: 6 } }],
  };
  const { right, ribbons } = layout(["leave", "stay", "undecided"], moves, { tall: 150, label: () => 20, gap: 10 });
  assert.deepEqual(right.map(({ ids, height }) => [ids.length, Math.round(height)]), [[1, 60], [3, 90]]);
  assert.deepEqual(ribbons.filter(({ stays }) => stays).map(({ count }) => count), [5]);
  const page = shown(comparison(withdraw, moves));
  assert.deepEqual(page.all("tr").map((row) => row.all("td").map((cell) => cell.textContent)).slice(1), [["5", "3", "8"], ["1", "6", "7"], ["6", "9", "15"]]);
  assert.match(sentences(withdraw, moves)[0], /5 stayed, 3 then said “No, keep forces there”, “I am undecided” or “no vote”\./);
  assert.doesNotMatch(page.textContent, /Not counted here/);
});

test("a show of hands stands alone beside fewer than five votes", () => {
  const page = shown(results(withdraw, { ...counted(withdraw, [0, 0, 0], [12, 8, 0]), voters: 3, withheld: "Only 3 people have voted. What is shown is the show of hands alone." }));
  assert.match(page.textContent, /hands alone.*60\u00a0%12 people/);
  const small = shown(results(withdraw, { ...counted(withdraw, [0, 0, 0], [5, 3, 0]), voters: 3, withheld: "The show of hands alone." }));
  assert.doesNotMatch(small.textContent, /\u00a0%/);
  // At the foot of the screen are those whose hands are told, without the three who voted.
  const screen = shown(results(withdraw, { ...counted(withdraw, [0, 0, 0], [5, 3, 0]), voters: 3, withheld: "The show of hands alone." }, { big: true }));
  assert.match(screen.textContent, /8 people: count people/);
});

test("figures that would meet are moved apart", () => {
  assert.deepEqual(apart([10, 12, 40], 10, 0, 100), [10, 20, 40]);
  assert.deepEqual(apart([95, 98], 10, 0, 100), [90, 100]);
});

test("a picture of moves has a title, a description and the same as a table", () => {
  const page = shown(comparison(withdraw, swing));
  assert.match(page.all("title")[0].textContent, /“Before reading” to “After the debate”/);
  assert.match(page.all("desc")[0].textContent, /Of 22 who said “Yes, withdraw them all”: 15 stayed, 5 then said “No, keep forces there”, 2 then said “I am undecided”\./);
  const rows = page.all("tr").map((row) => row.all("td").map((cell) => cell.textContent));
  assert.deepEqual(rows.slice(1), [["15", "5", "2", "22"], ["2", "10", "0", "12"], ["4", "4", "3", "11"], ["21", "19", "5", "45"]]);
  assert.match(page.textContent, /It depends on the rule.*Oxford ruleNo, keep forces there/);
  assert.match(sentences(withdraw, smallSwing)[1], /Of 5 who said “No, keep forces there” or “I am undecided”: 5 then said “No, keep forces there” or “I am undecided”/);
  assert.match(shown(comparison(withdraw, smallSwing)).textContent, /fewer than five people gave is taken together/);
});

test("where all are counted together at one end the picture gives way to the totals of each round", () => {
  const all = { ...smallSwing, groups: [{ from: ["leave", "stay", "undecided"], count: 12, to: { leave: 7, "stay+undecided": 5 } }] };
  const page = shown(comparison(withdraw, all));
  assert.equal(page.all("path").length, 0);
  assert.match(page.textContent, /Yes, withdraw them all7 of 12 → 5 of 12people/);
  assert.match(page.textContent, /Oxford rule/);
  assert.doesNotMatch(page.textContent, /taken together/);
  assert.equal(page.all("tr").length, 0);
});

const crowded = { ...smallSwing, groups: [{ from: ["leave", "stay", "undecided"], count: 7, to: { leave: 7 } }] };

test("other people in the second round: how many voted stands beside each end, and that it may be they", () => {
  const caution = "12 voted the first time and 7 the second time, 7 of them both times. Most of this may be who voted, not who changed.";
  const compared = { ...crowded, caution, totals: { before: { leave: 6, stay: 4, undecided: 2 }, after: { leave: 2, stay: 3, undecided: 2 }, paired: false } };
  for (const big of [false, true]) {
    const page = shown(comparison(withdraw, compared, { big }));
    assert.match(page.textContent, /Yes, withdraw them all6 of 12 → 2 of 7people/);
    assert.match(page.textContent, /“Before reading”, 12 votes\. Lower bar: “After the debate”, 7 votes\./);
    assert.match(page.textContent, /Most of this may be who voted/);
    assert.doesNotMatch(page.textContent, /Not counted here/);
  }
  const paired = { ...crowded, totals: { before: { leave: 4, stay: 3, undecided: 0 }, after: { leave: 2, stay: 3, undecided: 2 }, paired: true } };
  assert.match(shown(comparison(withdraw, paired)).textContent, /Yes, withdraw them all4 → 2people/);
});

test("a question of fact tells who is right, and nobody wins", () => {
  const page = shown(comparison(withdraw, { ...swing, rules: [], right: { id: "stay", words: ["12 of 45 were right the first time, 19 of 45 the second time: 7 more."] } }));
  assert.match(page.textContent, /Right is “No, keep forces there”\.12 of 45 were right/);
  assert.doesNotMatch(page.textContent, /Who has won|rule/);
});

test("why there are fewer than five rules is said, on the screen, too", () => {
  for (const big of [false, true]) assert.match(shown(comparison(withdraw, { ...smallSwing, rules_left_out: "Not here: “Net movers”." }, { big })).textContent, /Not here: “Net movers”\./);
});

test("people are counted and there is no percentage under twenty, on the screen with a reason", () => {
  const small = counted(withdraw, [5, 4, 3]);
  assert.match(shown(results(withdraw, small)).textContent, /withdraw them all5 people/);
  assert.doesNotMatch(shown(results(withdraw, small)).textContent, /\u00a0%/);
  assert.match(shown(results(withdraw, small, { big: true })).textContent, /12 people: count people, not percentages\./);
});

test("a mean of few is told with a warning on the screen, and one of many is not", () => {
  const told = (voters) => shown(results(truth, { ...truthResult, voters }, { big: true })).textContent;
  assert.match(told(12), /12 people: one answer more can move the mean\./);
  assert.doesNotMatch(told(45), /one answer more/);
});

test("how sure people are stands beside each answer that asks it, or beside none", () => {
  const told = { ...counted(withdraw, [22, 15, 8]), confidence: { leave: 71, stay: 45 } };
  for (const big of [false, true]) {
    const rows = shown(results(withdraw, told, { big })).all("li").map((row) => /on average: (\d+)/.exec(row.textContent)?.[1]);
    assert.deepEqual(rows, ["71", "45", undefined]);
  }
  const some = shown(results(twelve, { ...counted(twelve, [9, 9, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]), confidence: { o1: 50, o2: 60 } }));
  assert.equal(some.all("li").filter((row) => /How sure so few are is not told/.test(row.textContent)).length, 1);
  assert.doesNotMatch(shown(results(withdraw, counted(withdraw, [5, 4, 3]))).textContent, /sure/);
  assert.match(shown(results(withdraw, { ...counted(withdraw, [5, 4, 3]), sure: 62 })).textContent, /How sure people are of their answers, on average: 62\u00a0%/);
});

test("a mean has no more digits than a class carries", () => {
  assert.deepEqual([[91.71, 100], [45.4, 100], [6.43, 10], [0.333, 1], [7, 10]].map(([value, range]) => meanOf(value, range)), ["92", "45", "6.4", "0.33", "7"]);
});

test("the axis of a vote on a claim runs from false to true, that of a step from not at all to fully", () => {
  assert.deepEqual(endWords(truth), ["0\u00a0%, false", "100\u00a0%, true"]);
  assert.deepEqual(endWords({ ...truth, kind: "relevance" }), ["0\u00a0%, not at all", "100\u00a0%, fully"]);
  assert.match(shown(results(truth, truthResult)).all("svg")[0].textContent, /false.*true/);
});

test("rules that agree, a shift, and a comparison that tells nothing", () => {
  assert.match(agreement(rules.slice(0, 1)), /^Who has won\?$/);
  assert.match(agreement([rules[0], rules[2]]), /all rules say the same/);
  const page = shown(comparison(truth, shifted));
  assert.match(page.textContent, /57\u00a0%.*66\u00a0%.*went up24 people/);
  const silent = shown(comparison(withdraw, { paired: 3, only_before: 0, only_after: 0, withheld: "Too few.", kind: "flows" }));
  assert.equal(silent.all("svg").length, 0);
  assert.match(silent.textContent, /Too few\./);
});
