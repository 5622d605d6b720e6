import { test } from "node:test";
import assert from "node:assert/strict";
import { apart, bandOutline, every, middleLine, scale, topOf } from "../../src/debatekit/games/scale.mjs";
import { shown, spoken } from "../../src/debatekit/games/words.mjs";

const COST = { unit: "points", low: 0, high: 4, default: 2, lowest: "he shrugs it off", highest: "it lowers his wish by 4 points" };

test("a scale is straight, also one that runs upwards on a page", () => {
  const y = scale([0, 40], [200, 0]);
  assert.deepEqual([0, 10, 40].map(y), [200, 150, 0]);
});

test("a line begins at nothing and passes the middles; a band goes along the highs and back along the lows", () => {
  const same = (value) => value;
  const spreads = [[0, 1, 2], [1, 2, 4]];
  assert.equal(middleLine(spreads, same, same), "M0.0 0.0 L1.0 1.0 L2.0 2.0");
  assert.equal(bandOutline(spreads, same, same), "M0.0 0.0 L1.0 2.0 L2.0 4.0 L2.0 1.0 L1.0 0.0 L0.0 0.0 Z");
});

test("an axis of shares begins at nothing, holds every bar, and changes seldom", () => {
  assert.deepEqual([[0.1, 0.25], [0.26], [0.5], [0.51], [1]].map(topOf), [0.25, 0.5, 0.5, 1, 1]);
});

test("two labels never lie on each other, and none changes sides", () => {
  for (const [one, other] of [[10, 90], [50, 52], [52, 50], [50, 50]]) {
    const [here, there] = apart(one, other, 15);
    assert.ok(Math.abs(here - there) >= 15);
    assert.ok(one === other || Math.sign(one - other) === Math.sign(here - there));
  }
});

test("many columns get a label here and there", () => {
  assert.deepEqual([6, 10, 11, 20, 21, 41].map(every), [1, 1, 2, 2, 5, 5]);
});

test("a value is told with its unit, one of it in the singular, and an end with what it means", () => {
  assert.deepEqual([2, 1, -1.5].map((value) => shown(COST, value)), ["2\u00a0points", "1\u00a0point", "−1.5\u00a0points"]);
  assert.equal(spoken(COST, 0), "0\u00a0points: he shrugs it off");
  assert.equal(spoken(COST, 2), "2\u00a0points: the middle");
  assert.equal(spoken(COST, 3), "3\u00a0points");
});
