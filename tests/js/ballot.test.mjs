import { test } from "node:test";
import assert from "node:assert/strict";
import { cast, ends, lettersLeft, limits, missing, spoken, toggled, words } from "../../src/debatekit/polls/draft.mjs";
import { picked } from "../../src/debatekit/polls/order.mjs";
import { inOrder, moved, placed, placeOf } from "../../src/debatekit/widgets/sequence.mjs";
import { given, pointsLeft, stepOf, stepped } from "../../src/debatekit/polls/shares.mjs";

const options = ["a", "b", "c", "d"].map((id) => ({ id, text: `Option ${id.toUpperCase()}` }));
const several = { kind: "several", options, least: 0, most: 2 };
const ranking = { kind: "ranking", options };
const points = { kind: "points", options, total: 100 };
const text = { kind: "text", longest: 10 };
const unset = { value: null, confidence: null };

test("every kind says what is missing, and nothing once it is there", () => {
  const cases = [
    [several, "Choose what fits, or “None of these”.", []],
    [{ ...several, least: 1, most: null }, "Choose an answer.", ["a"]],
    [{ ...several, least: 2 }, "Choose at least 2.", ["a", "b"]],
    [ranking, "Pick at least one, the best first.", ["b"]],
    [{ ...ranking, first: "most dangerous" }, "Pick at least one, the most dangerous first.", ["b"]],
    [points, "Give out all 100 points.", { a: 100 }],
    [text, "Write your answer.", " hello  you "],
    [{ kind: "truth" }, "Choose a place on the line.", 0],
    [{ kind: "relevance" }, "Choose a place on the line.", 100],
  ];
  for (const [view, gap, value] of cases) {
    assert.equal(missing(view, unset), gap);
    assert.equal(missing(view, { value, confidence: null }), "", view.kind);
    assert.equal(missing({ ...view, confidence: true }, unset), `${gap.slice(0, -1)} and say how sure you are.`);
  }
  assert.equal(missing({ ...several, least: 2 }, { value: ["a"] }), "Choose 1 more.");
  assert.equal(missing(several, { value: ["a", "b", "c"] }), "Choose at most 2.");
  assert.equal(missing(points, { value: { a: 60, b: 39 } }), "Give out what is left: 1 point.");
  assert.equal(missing(text, { value: "hello hello!" }), "Take out 2 characters.");
  assert.equal(missing(text, { value: " \n " }), "Write your answer.");
});

test("choices stand in the order of the options, and none at all is no answer yet", () => {
  assert.deepEqual(toggled(several, ["c"], "a"), ["a", "c"]);
  assert.equal(toggled(several, ["c"], "c"), null);
  assert.deepEqual(toggled(several, null, "d"), ["d"]);
  assert.equal(limits(several), "Choose at most 2.");
  assert.equal(limits({ ...several, least: 2 }), "Choose 2.");
  assert.equal(limits({ ...several, least: 1 }), "Choose 1 to 2.");
  assert.equal(limits({ ...several, least: 2, most: null }), "Choose at least 2.");
  assert.equal(limits({ ...several, most: null }), "Choose all that fit.");
});

test("a ranking grows at its end, and an option can be moved and taken out", () => {
  assert.deepEqual(picked(null, "b"), ["b"]);
  assert.deepEqual(picked(["b"], "a"), ["b", "a"]);
  assert.deepEqual(picked(["b", "a", "c"], "a"), ["b", "c"]);
  assert.equal(picked(["b"], "b"), null);
  assert.deepEqual(moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], "c", 1), ["a", "b", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], "a", -1), ["a", "b", "c"]);
  assert.deepEqual(placed(["a", "b", "c"], "a", 2), ["b", "c", "a"]);
  assert.deepEqual(placed(["a", "b", "c"], "c", -5), ["c", "a", "b"]);
  assert.deepEqual(placed(["a", "b", "c"], "a", 9), ["b", "c", "a"]);
  assert.deepEqual(placed(["a", "b"], "gone", 0), ["a", "b"]);
  assert.deepEqual(inOrder(options, ["c", "a"]).map((option) => option.id), ["c", "a", "b", "d"]);
  assert.deepEqual(inOrder(options, null), options);
  assert.equal(placeOf(["c", "a"], "a"), "place 2 of 2");
  assert.equal(placeOf(null, "a"), "no place yet");
});

test("points cannot exceed what there is, whatever is pressed or typed", () => {
  assert.equal(pointsLeft(points, null), 100);
  assert.deepEqual(given(points, { a: 70 }, "b", 50), { a: 70, b: 30, c: 0, d: 0 });
  assert.deepEqual(given(points, { a: 70 }, "a", 500), { a: 100, b: 0, c: 0, d: 0 });
  assert.equal(given(points, { a: 7 }, "a", -3).a, 0);
  let seed = 7;
  const random = (below) => (seed = (seed * 16807) % 2147483647) % below;
  for (const total of [1, 7, 10, 100, 1000]) {
    let now = null;
    for (let i = 0; i < 400; i += 1) {
      const { id } = options[random(4)];
      const view = { ...points, total };
      now = random(2) ? stepped(view, now, id, random(2) ? 1 : -1) : given(view, now, id, random(2 * total));
      assert.ok(pointsLeft(view, now) >= 0 && Object.values(now).every((each) => Number.isInteger(each) && each >= 0), JSON.stringify(now));
    }
  }
});

test("the buttons go in sensible steps, and round off what was typed", () => {
  assert.deepEqual([1, 5, 10, 12, 40, 60, 100, 200, 1000].map(stepOf), [1, 1, 1, 1, 2, 5, 5, 10, 50]);
  assert.equal(stepped(points, { a: 33 }, "a", 1).a, 35);
  assert.equal(stepped(points, { a: 33 }, "a", -1).a, 30);
  assert.equal(stepped(points, { a: 33, b: 66 }, "a", 1).a, 34);
  assert.equal(stepped(points, {}, "a", -1).a, 0);
});

test("letters are counted as the server counts them, in one paragraph", () => {
  assert.equal(lettersLeft(text, ""), 10);
  assert.equal(lettersLeft(text, "🦉🦉"), 8);
  assert.equal(lettersLeft(text, "  a\n\nb  "), 7);
});

test("a vote is sent in its normal form", () => {
  assert.deepEqual(cast(points, { value: { b: 100 }, confidence: 50 }), { value: { a: 0, b: 100, c: 0, d: 0 }, confidence: null });
  assert.deepEqual(cast(text, { value: " so\nit is ", confidence: null }), { value: "so it is", confidence: null });
  assert.deepEqual(cast({ kind: "probability", confidence: true }, { value: 0, confidence: 25 }), { value: 0, confidence: 25 });
  const undecided = { kind: "choice", confidence: true, options: [{ id: "u", asks_confidence: false }] };
  assert.deepEqual(cast(undecided, { value: "u", confidence: 75 }), { value: "u", confidence: null });
});

test("a vote is told in the words of its question", () => {
  const said = [
    [{ kind: "choice", options }, "b", "Option B"],
    [{ kind: "choice", options }, "gone", "an answer that is no longer offered"],
    [several, ["a", "c"], "Option A and Option C"],
    [several, [], "None of these"],
    [ranking, ["c", "a"], "1. Option C; 2. Option A"],
    [points, { a: 60, b: 0, c: 40, d: 0 }, "60 for Option A; 40 for Option C"],
    [text, "so be it", "“so be it”"],
    [{ kind: "likert", labels: ["no", "yes"] }, 2, "yes"],
    [{ kind: "slider", unit: "km" }, 7, "7 km"],
    [{ kind: "truth" }, 50, "50 %, as likely true as false"],
  ];
  for (const [view, value, spokenSo] of said) assert.equal(words(view, value), spokenSo);
});

test("every degree of truth and relevance has words, and the ends say what they mean", () => {
  for (let value = 0; value <= 100; value += 1) for (const kind of ["truth", "relevance"]) assert.match(spoken({ kind }, value), new RegExp(`^${value} %, [a-z ]+$`));
  assert.deepEqual(ends({ kind: "truth" }), ["0 %, certainly false", "100 %, certainly true"]);
  assert.deepEqual(ends({ kind: "slider", low: 1, high: 9, low_label: "", high_label: "all" }), ["1", "all"]);
});
