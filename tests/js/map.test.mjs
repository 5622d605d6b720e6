import { test } from "node:test";
import assert from "node:assert/strict";
import { isStale, outcome, overlay, progress, spoken, tally } from "../../src/debatekit/exercises/draft.mjs";
import { allowed, apply, changes, EMPTY, outline, place, sayings, takeOut, turned, used } from "../../src/debatekit/exercises/map.mjs";

const claims = ["a", "b", "c", "d", "e"];
const reason = (id, premises, relation, to) => ({ id, premises: [...premises], relation, to });
const map = {
  thesis: "a",
  reasons: [reason("r1", "bc", "supports", "a"), reason("r2", "d", "attacks", "a"), reason("r3", "e", "undercuts", "r2")],
  unstated: ["c"],
};
const put = (answer, claim, as, to, id = "new", from = null) => place(answer, { claim, from }, { as, to }, id);
const ids = (answer) => answer.reasons.map(({ id }) => id);

test("claims put down one after the other make the map", () => {
  let answer = put(EMPTY, "a", "thesis");
  answer = put(answer, "b", "supports", "a", "r1");
  answer = put(answer, "c", "together", "r1");
  answer = put(answer, "d", "attacks", "a", "r2");
  answer = put(answer, "e", "undercuts", "r2", "r3");
  assert.deepEqual({ ...answer, unstated: ["c"] }, map);
  assert.deepEqual(EMPTY, { thesis: null, reasons: [], unstated: [] });
});

test("a map may begin anywhere", () => {
  const answer = put(EMPTY, "b", "supports", "a", "r1");
  assert.deepEqual(outline(answer).loose.map(({ claim }) => claim), ["a"]);
  assert.equal(outline(put(answer, "a", "thesis")).loose.length, 0);
});

test("changes turn one map into the other, and back", () => {
  const others = [EMPTY, takeOut(map, { claim: "d", from: "r2" }), turned(map, "r2"), put(map, "c", "supports", "b", "new", "r1"), put(map, "e", "thesis", null, "", "r3")];
  for (const other of others) {
    for (const [before, after] of [[map, other], [other, map]]) {
      const done = changes(before, after).reduce((answer, { item, choice }) => apply(answer, item, choice), before);
      assert.deepEqual(changes(done, after), []);
      assert.deepEqual(new Set(ids(done)), new Set(ids(after)));
    }
  }
  assert.deepEqual(changes(map, map), []);
  // A step is there before what undercuts it, in whatever order they stand.
  const turnedRound = { ...map, reasons: [...map.reasons].reverse() };
  assert.deepEqual(changes(EMPTY, turnedRound).map(({ item }) => item).filter((item) => item.startsWith("reason")), ["reason/r2", "reason/r1", "reason/r3"]);
});

test("an undercut goes with its step", () => {
  assert.deepEqual(ids(takeOut(map, { claim: "d", from: "r2" })), ["r1"]);
  assert.deepEqual(ids(apply(map, "reason/r2", null)), ["r1"]);
  const loop = { ...EMPTY, reasons: [reason("x", "a", "undercuts", "y"), reason("y", "b", "undercuts", "x")] };
  assert.deepEqual(ids(apply(loop, "reason/x", null)), []);
});

test("a claim that is moved takes along what hangs on it", () => {
  const moved = put(map, "d", "supports", "b", "new", "r2");
  assert.deepEqual(moved.reasons.map(({ id, to }) => [id, to]), [["r1", "a"], ["r2", "b"], ["r3", "r2"]]);
  const split = put(map, "c", "supports", "a", "new", "r1");
  assert.deepEqual(split.reasons.map(({ premises }) => premises.join("")), ["b", "d", "e", "c"]);
  const joined = put(map, "e", "together", "r1", "new", "r3");
  assert.deepEqual(joined.reasons.map(({ premises }) => premises.join("")), ["bce", "d"]);
});

test("what is taken out loses its mark when it stands nowhere else", () => {
  assert.deepEqual(takeOut(map, { claim: "c", from: "r1" }).unstated, []);
  const twice = put(map, "c", "supports", "d", "r4");
  assert.deepEqual(takeOut(twice, { claim: "c", from: "r1" }).unstated, ["c"]);
  assert.deepEqual(outline(takeOut(map, { claim: "a", from: "thesis" })).loose.map(({ claim }) => claim), ["a"]);
  assert.deepEqual(takeOut({ ...map, thesis: null }, { claim: "a", from: null }).reasons, []);
});

test("a claim is offered every place but those that mean nothing", () => {
  const free = (claim, from, as, to) => allowed(map, { claim, from }, { as, to });
  assert.ok(free("b", "r1", "supports", "d") && free("x", null, "together", "r1") && free("x", null, "undercuts", "r1") && free("b", null, "thesis"));
  assert.ok(!free("b", "r1", "supports", "b"), "itself");
  assert.ok(!free("b", null, "together", "r1"), "where it stands");
  assert.ok(!free("a", null, "together", "r1"), "with what carries it");
  assert.ok(!free("a", "thesis", "thesis"), "the thesis, again");
  assert.ok(!free("d", "r2", "attacks", "a") && free("d", "r2", "supports", "a"), "no change");
  assert.ok(!free("d", "r2", "undercuts", "r3") && !free("d", "r2", "together", "r3"), "with what would go along with it");
  assert.ok(free("a", "thesis", "supports", "b"), "a circle teaches something");
});

test("the outline shows every reason once, whatever the map", () => {
  const wild = [
    map, EMPTY, { ...map, thesis: null }, { ...map, thesis: "e" },
    { ...EMPTY, reasons: [reason("1", "a", "supports", "b"), reason("2", "b", "supports", "c"), reason("3", "c", "supports", "a")] },
    { ...EMPTY, thesis: "d", reasons: [reason("1", "d", "supports", "b"), reason("2", "b", "supports", "d"), reason("4", "c", "undercuts", "2")] },
    { ...EMPTY, reasons: [reason("1", "a", "supports", "a")] },
  ];
  for (const answer of wild) {
    const seen = [];
    const node = ({ steps, again }) => {
      assert.ok(!again || !steps.length);
      steps.forEach(step);
    };
    const step = ({ id, premises, undercuts }) => {
      seen.push(id);
      premises.forEach(node);
      undercuts.forEach(step);
    };
    const { thesis, loose } = outline(answer);
    [...(thesis ? [thesis] : []), ...loose].forEach(node);
    assert.deepEqual([...seen].sort(), ids(answer).sort());
  }
  // Steps that undercut each other have no place in a tree; their claims are still there.
  const loop = outline({ ...EMPTY, reasons: [reason("x", "a", "undercuts", "y"), reason("y", "b", "undercuts", "x")] });
  assert.deepEqual(loop.loose.map(({ claim }) => claim).sort(), ["a", "b"]);
});

test("a claim in two places shows its reasons in one", () => {
  const twice = outline({ ...EMPTY, thesis: "a", reasons: [reason("1", "b", "supports", "a"), reason("2", "b", "attacks", "a"), reason("3", "c", "supports", "b")] });
  assert.deepEqual(twice.thesis.steps.map(({ premises: [{ again, steps }] }) => [again, steps.length]), [[false, 1], [true, 0]]);
});

test("what is not kept yet lies over what is, and counts", () => {
  const view = { kind: "build", answer: null, checked: null, claims: claims.map((id) => ({ id })) };
  const pending = new Map([["thesis", { choice: "a" }], ["reason/r1", { choice: { premises: ["b"], relation: "supports", to: "a" } }], ["unstated/b", { choice: true }]]);
  const answer = overlay(view, pending);
  assert.deepEqual(answer, { thesis: "a", reasons: [reason("r1", "b", "supports", "a")], unstated: ["b"] });
  assert.deepEqual(progress(view, answer), { done: 2, total: 5 });
  assert.deepEqual(progress(view, null), { done: 0, total: 5 });
  assert.deepEqual([...used(map)].sort(), claims);
});

test("the outcome tells the agreement, and a map that has changed since is known", () => {
  const view = { kind: "build", checked: { answer: map, right: 61, total: 100, remarks: {} } };
  assert.equal(outcome(view), "Your map and the nearest one that counts as right agree in 61 of 100 parts. Read the remarks and try again.");
  assert.equal(outcome({ ...view, checked: { ...view.checked, right: 100 }, first_try: 61 }), "Your map agrees in full with one that counts as right. At your first try it was 61 of 100 parts.");
  assert.match(outcome({ ...view, revealed: true }), /^This is one map that counts as right/);
  assert.ok(!isStale(view, map) && isStale(view, EMPTY) && !isStale({ ...view, checked: null }, map));
});

test("a map that has changed since the check is to be checked again, and one that was emptied has no outcome", () => {
  const view = { kind: "build", claims: claims.map((id) => ({ id })), checked: { answer: map, right: 100, total: 100, remarks: {} } };
  assert.match(spoken(view, map), /^Your map agrees in full/);
  assert.equal(spoken(view, turned(map, "r2")), "You have changed the map since. Check again.");
  assert.match(spoken(view, turned(turned(map, "r2"), "r2")), /^Your map agrees in full/);
  assert.equal(spoken(view, EMPTY), "");
});

test("claims are counted as placed and left over, because some may not belong", () => {
  const view = { kind: "build", claims: claims.map((id) => ({ id })) };
  assert.equal(tally(view, put(EMPTY, "a", "thesis"), "answered"), "1 placed, 4 left over");
  assert.equal(tally(view, map, "answered"), "5 placed, 0 left over");
  assert.equal(tally({ kind: "sort", items: [{ id: "1" }] }, {}, "sorted"), "0 of 1 sorted");
});

test("until there is a thesis a claim may only become one", () => {
  const pick = { claim: "e", from: null };
  const headless = { ...map, thesis: null };
  const spots = [{ as: "supports", to: "a" }, { as: "attacks", to: "b" }, { as: "together", to: "r1" }, { as: "undercuts", to: "r1" }, { as: "thesis" }];
  assert.deepEqual(spots.map((spot) => allowed(headless, pick, spot)), [false, false, false, false, true]);
  assert.ok(spots.every((spot) => allowed(map, pick, spot)));
});

test("two maps draw a step in the same way whatever the names and the order of its parts, and differ in what it hits", () => {
  const other = { thesis: "a", reasons: [reason("y", "e", "undercuts", "z"), reason("z", "d", "attacks", "a"), reason("x", "cb", "supports", "a")], unstated: [] };
  assert.deepEqual(new Set(sayings(other).values()), new Set(sayings(map).values()));
  assert.notEqual(sayings(turned(map, "r2")).get("r3"), sayings(map).get("r3"));
  const ring = { ...EMPTY, reasons: [reason("x", "a", "undercuts", "y"), reason("y", "b", "undercuts", "x")] };
  assert.equal(new Set(sayings(ring).values()).size, 2);
});
