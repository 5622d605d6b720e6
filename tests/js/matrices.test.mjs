import { test } from "node:test";
import assert from "node:assert/strict";
import { bar, choices, chosen, marksGiven, shown } from "../../src/debatekit/matrices/words.mjs";

test("what is open is no number, there and back", () => {
  assert.equal(chosen("open"), null);
  assert.deepEqual([shown(null), shown(undefined), shown(0)], ["open", "open", "0"]);
  for (const [value] of choices()) assert.equal(shown(chosen(value)), value);
  assert.equal(choices().length, 12);
});

test("a bar is as long as its range, is seen when there is none, and stays in its picture", () => {
  assert.deepEqual(bar(2, 7, 200), { x: 40, width: 100 });
  assert.deepEqual(bar(10, 10, 200), { x: 197, width: 3 });
});

test("a fold says how many of its marks are given", () => {
  assert.deepEqual([[0, 0], [0, 4], [2, 4], [4, 4]].map((pair) => marksGiven(...pair)), ["no criterion counts yet", "no mark yet", "2 of 4 marked", "all 4 marked"]);
});
