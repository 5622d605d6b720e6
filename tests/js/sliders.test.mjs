import { test } from "node:test";
import assert from "node:assert/strict";
import { sliders } from "../../src/debatekit/widgets/sliders.mjs";
import { change, decision, fallOf, number, signed, verdictOf } from "../../src/debatekit/arguments/trial_words.mjs";

/** A kernel that answers when told to. */
function kernel() {
  const sent = [];
  let answered = 0;
  const hand = sliders((action) => sent.push(action), (seq) => answered >= seq);
  return { hand, sent, answer: () => { answered = sent.length; hand.arrived(); } };
}

test("a quick hand fills no queue: one change is under way, and the last of each slider goes next", () => {
  const { hand, sent, answer } = kernel();
  for (const value of [0.6, 0.7, 0.8]) hand.set("a", value);
  hand.set("b", 0.2);
  assert.deepEqual(sent.map((action) => action.value), [0.6]);
  answer();
  answer();
  answer();
  assert.deepEqual(sent, [{ do: "set", id: "a", value: 0.6 }, { do: "set", id: "a", value: 0.8 }, { do: "set", id: "b", value: 0.2 }]);
});

test("a slider shows what the hand set until the kernel has answered", () => {
  const { hand, answer } = kernel();
  assert.equal(hand.value("a", 0.5), 0.5);
  hand.set("a", 0.6);
  hand.set("a", 0.7);
  assert.equal(hand.value("a", 0.5), 0.7);
  answer();
  assert.equal(hand.value("a", 0.6), 0.7);
  answer();
  assert.equal(hand.value("a", 0.7), 0.7);
  assert.equal(hand.value("b", 0.5), 0.5);
});

test("a reset forgets what was not sent", () => {
  const { hand, sent, answer } = kernel();
  hand.set("a", 0.6);
  hand.set("a", 0.9);
  hand.clear();
  answer();
  assert.equal(sent.length, 1);
});

test("numbers are said with two decimals and differences with their sign", () => {
  assert.deepEqual([number(0.5), number(0.999), change(0.0021), change(-0.0004), signed(0.071), signed(-0.071), signed(-0.001)], ["0.50", "1.00", "+0.002", "no change", "+0.07", "−0.07", "0.00"]);
});

test("the verdict weighs reasons against reasons, and says whose setting it is", () => {
  assert.match(verdictOf(0.7, 0.5), /^On this map, as you have set it, the reasons for it outweigh/);
  assert.match(verdictOf(0.3, 0.5), /the reasons against it outweigh/);
  assert.match(verdictOf(0.9, 0.9), /in balance/);
});

test("it is said when no claim decides", () => {
  assert.match(decision([0.06, -0.05, 0]), /^No claim decides alone: .* by 0.06 at most/);
  assert.match(decision([-0.3, 0.1]), /^One claim weighs most: .* 0.30/);
  assert.match(decision([-0.3, 0.25, 0.1]), /^2 claims weigh about alike/);
});

test("what it takes is said in a few words", () => {
  const said = [[0, 0], [1, 1], [4, 1], [1, 3], [7, 2]].map(([sets, claims]) => fallOf({ sets, claims }));
  assert.deepEqual(said, ["nothing more", "one claim alone", "any one of 4 claims", "3 claims together", "any of 7 sets of 2 claims"]);
});
