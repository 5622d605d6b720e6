import { test } from "node:test";
import assert from "node:assert/strict";
import { outcome, overlay, progress, remark } from "../../src/debatekit/exercises/draft.mjs";

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
  assert.match(outcome(checked), /^1 of 2 are right/);
  assert.equal(outcome({ ...checked, checked: { right: 2, total: 2 } }), "All 2 are right.");
  assert.equal(outcome({ ...checked, first_try: 1, checked: { right: 2, total: 2 } }), "All 2 are right. At your first try it was 1.");
  assert.match(outcome({ ...checked, revealed: true }), /^These are the answers/);
  assert.match(outcome({ kind: "choose", checked: { right: 0, total: 1 } }), /^Not this one/);
});
