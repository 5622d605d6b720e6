import { test } from "node:test";
import assert from "node:assert/strict";
import { doubled, inBox, letter, outcome, overlay, progress, remark, shorten, spoken, uses } from "../../src/debatekit/exercises/draft.mjs";

const sort = { kind: "sort", items: [{ id: "1" }, { id: "2" }], checked: null };
const checked = { ...sort, checked: { answer: { 1: "x", 2: "x" }, right: 1, total: 2, remarks: { 1: { right: true, text: "w" }, 2: { right: false, text: "f" } } } };

test("progress counts the items that have a choice", () => {
  assert.deepEqual(progress(sort, null), { done: 0, total: 2 });
  assert.deepEqual(progress(sort, { 1: "x" }), { done: 1, total: 2 });
  assert.deepEqual(progress({ kind: "choose" }, "a"), { done: 1, total: 1 });
});

test("what is not kept yet lies over what is", () => {
  const view = { ...sort, answer: { 1: "x" } };
  assert.deepEqual(overlay(view, new Map()), { 1: "x" });
  assert.deepEqual(overlay(view, new Map([["2", { choice: "y" }], ["1", { choice: "z" }]])), { 1: "z", 2: "y" });
  assert.deepEqual(view.answer, { 1: "x" });
  assert.equal(overlay({ kind: "choose", answer: "a" }, new Map([[null, { choice: "b" }]])), "b");
  assert.deepEqual(overlay({ ...sort, answer: null }, new Map()), {});
});

test("a remark goes away as soon as its choice changes", () => {
  assert.equal(remark(sort, { 1: "x" }, "1"), null);
  assert.equal(remark(checked, { 1: "x", 2: "x" }, "2").text, "f");
  assert.equal(remark(checked, { 1: "x", 2: "y" }, "2"), null);
});

test("the outcome says how many are right", () => {
  assert.equal(outcome(sort), "");
  assert.equal(outcome(checked), "1 of 2 are right. Read the remarks and try again.");
  assert.match(outcome({ ...checked, checked: { right: 0, total: 2, remarks: { 1: {} } } }), /^0 of 2 are right\. One has no answer yet\./);
  assert.equal(outcome({ ...checked, checked: { right: 2, total: 2 } }), "All 2 are right.");
  assert.equal(outcome({ ...checked, first_try: 1, checked: { right: 2, total: 2 } }), "All 2 are right. At your first try it was 1.");
  assert.match(outcome({ ...checked, revealed: true }), /^These are the answers/);
  assert.match(outcome({ kind: "choose", checked: { right: 0, total: 1 } }), /^Not this one/);
});

const match = {
  kind: "match", checked: null,
  options: [{ id: "a", text: "A" }, { id: "b", text: "B" }, { id: "c", text: "C" }],
  items: [{ id: "1" }, { id: "2" }, { id: "3" }],
};

test("a number of 0 is an answer, and an empty box is none", () => {
  assert.deepEqual(progress({ kind: "number" }, 0), { done: 1, total: 1 });
  assert.deepEqual(progress({ kind: "number" }, ""), { done: 0, total: 1 });
  assert.deepEqual(progress({ kind: "number" }, null), { done: 0, total: 1 });
});

test("the number box stands for what is typed until the kernel has taken it", () => {
  const view = { kind: "number", answer: 2500, taken: "2,500", checked: { answer: 2500, right: 1, total: 1, remarks: { number: { right: true, text: "w" } } } };
  assert.equal(inBox(view, null), 2500);
  assert.equal(inBox(view, { text: "2,500" }), 2500);
  assert.equal(inBox(view, { text: " 25 " }), "25");
  assert.equal(remark(view, inBox(view, { text: "2,500" }), "number").text, "w");
  assert.equal(remark(view, inBox(view, { text: "2500" }), "number"), null);
});

test("the outcome of a number has words of its own", () => {
  const wrong = { kind: "number", checked: { right: 0, total: 1 } };
  assert.match(outcome(wrong), /^Not this number/);
  assert.equal(outcome({ ...wrong, revealed: true }), "This is the answer.");
  const checked = { kind: "number", checked: { answer: 0, right: 0, total: 1, remarks: { number: { right: false, text: "f" } } } };
  assert.match(spoken(checked, 0), /^Not this number/);
  assert.equal(spoken(checked, "about 0"), "");
  assert.equal(spoken({ ...sort, ...wrong, kind: "choose" }, "b"), outcome({ ...wrong, kind: "choose" }));
});

test("letters go from A to Z", () => {
  assert.equal([...Array(26).keys()].map(letter).join(""), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
});

test("a long text is cut between words, a long word inside, and a short text not at all", () => {
  assert.equal(shorten("one two three", 13), "one two three");
  assert.equal(shorten("one two three", 12), "one two…");
  assert.equal(shorten("x".repeat(30), 10), `${"x".repeat(9)}…`);
  assert.equal(shorten("🙂".repeat(30), 4), "🙂🙂🙂…");
  for (let most = 2; most < 40; most += 1) assert.ok([...shorten("the quick brown fox jumps over it", most)].length <= most);
});

test("an option that is chosen twice is told, and only that one", () => {
  assert.deepEqual(uses(match, { 1: "a", 3: "c" }), { a: [1], b: [], c: [3] });
  assert.deepEqual(uses(match, null), { a: [], b: [], c: [] });
  assert.deepEqual(doubled(match, { 1: "a", 2: "b" }), {});
  assert.deepEqual(doubled(match, { 1: "b", 2: "b", 3: "b" }), { b: "B is chosen for 1, 2 and 3. It can be right for one of them at most." });
});

const ordering = { kind: "order", items: [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "d" }], answer: null, checked: null };

test("an order is one answer, sent as a whole", () => {
  assert.deepEqual(progress(ordering, null), { done: 0, total: 1 });
  assert.deepEqual(progress(ordering, ["b", "a"]), { done: 1, total: 1 });
  assert.deepEqual(overlay({ ...ordering, answer: ["a", "b"] }, new Map([[null, { choice: ["b", "a"] }]])), ["b", "a"]);
});

test("a remark stays with an item as long as the same stand before it", () => {
  const remarks = Object.fromEntries(["a", "b", "c", "d"].map((id) => [id, { right: true, text: id }]));
  const view = { ...ordering, checked: { answer: ["a", "b", "c", "d"], right: 4, total: 4, remarks } };
  const told = (order) => order.filter((id) => remark(view, order, id)).join("");
  assert.equal(told(["a", "b", "c", "d"]), "abcd");
  assert.equal(told(["b", "a", "c", "d"]), "cd");
  assert.equal(told(["a", "c", "d", "b"]), "a");
  assert.equal(told(["d", "c", "b", "a"]), "");
});

test("of an order it is told how few have to move", () => {
  const remarks = { a: { right: true }, b: { right: false, waits: true }, c: { right: false, waits: true }, d: { right: false } };
  const view = { ...ordering, checked: { answer: ["a", "d", "b", "c"], right: 1, total: 4, remarks } };
  assert.equal(outcome(view), "1 of 4 are in order with all the others. Moving one item is enough. Read the remarks and try again.");
});

test("a rating is within what we can defend, and not right or wrong", () => {
  const view = { kind: "rate", items: [{ id: "1" }, { id: "2" }], checked: { answer: { 1: 2, 2: 5 }, right: 1, total: 2, remarks: { 1: {}, 2: {} } } };
  assert.match(outcome(view), /^1 of 2 are within what we can defend\..* You may have a reason that we missed/);
  assert.equal(outcome({ ...view, checked: { ...view.checked, right: 2 } }), "All 2 are within what we can defend.");
  assert.match(outcome({ ...view, revealed: true }), /^These are ratings that we can defend/);
  assert.match(outcome({ ...ordering, revealed: true, checked: { right: 4, total: 4, remarks: {} } }), /^This is the order/);
});
