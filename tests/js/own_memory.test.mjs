import assert from "node:assert/strict";
import { test } from "node:test";
import { isSame, ownMemory, step } from "../../src/debatekit/classroom/pages/own_memory.mjs";

function store() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: (name) => kept.delete(name) };
}

test("a browser knows its own vote where the class tells only that there is one", () => {
  const storage = store();
  ownMemory(storage, "p").keep(7, { value: "a", confidence: 50, n: 3, title: "First" });
  const memory = ownMemory(storage, "p"); // after a reload
  assert.deepEqual(memory.filled("7", { n: 3, title: "First" }), { n: 3, title: "First", value: "a", confidence: 50 });
  assert.deepEqual(memory.filled("7", { n: 4 }), { n: 4 }); // cast on another device
  assert.deepEqual(memory.filled("8", { n: 1 }), { n: 1 });
  assert.deepEqual(memory.filled("7", { n: 3, value: "b", confidence: null }), { n: 3, value: "b", confidence: null });
  memory.prune({ 8: {} });
  assert.deepEqual(memory.filled("7", { n: 3 }), { n: 3 });
});

test("what a browser kept may be broken or gone", () => {
  const storage = store();
  for (const text of ["{", "null", "[1]", "7"]) {
    storage.setItem("p", text);
    assert.deepEqual(ownMemory(storage, "p").filled("7", { n: 3 }), { n: 3 });
  }
  ownMemory(storage, "p").clear();
  assert.equal(storage.getItem("p"), null);
});

test("whether one's vote stands is told by the class, or by its number, or by what stands", () => {
  const sent = { value: { b: 1, a: 2 }, confidence: null, n: 5 };
  assert.equal(isSame({ same: false, n: 5 }, sent), false);
  assert.equal(isSame({ same: true, n: 5 }, sent), true);
  assert.equal(isSame({ n: 5, title: "First" }, sent), true);
  assert.equal(isSame({ n: 6 }, sent), false);
  assert.equal(isSame({ value: { a: 2, b: 1 }, confidence: null, n: 5 }, sent), true);
  assert.equal(isSame({ value: { a: 1, b: 2 }, confidence: null, n: 5 }, sent), false);
});

test("votes of two devices are numbered apart where only numbers are told, and never far above", () => {
  assert.equal(step("open", () => 0.9), 1);
  assert.deepEqual([0, 0.5, 0.999].map((random) => step("roster", () => random)), [2, 21, 39]);
});
