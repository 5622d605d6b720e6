import { test } from "node:test";
import assert from "node:assert/strict";
import { asksConfidence, host, missing, odds, position, range, sentence, spoken, sureness } from "../../src/debatekit/polls/draft.mjs";

const choice = { kind: "choice", confidence: true };
const slider = { kind: "slider", low: 10, high: 20, step: 5, unit: "km" };
const likert = { kind: "likert", labels: ["a", "b", "c"] };

test("a vote lacks what is asked and not given", () => {
  assert.equal(missing(choice, { value: null, confidence: null }), "Choose an answer and say how sure you are.");
  assert.equal(missing(choice, { value: "a", confidence: null }), "Say how sure you are.");
  assert.equal(missing(choice, { value: null, confidence: 0 }), "Choose an answer.");
  assert.equal(missing(choice, { value: "a", confidence: 0 }), "");
  assert.equal(missing(slider, { value: null }), "Choose a place on the line.");
  assert.equal(missing(slider, { value: 0 }), "");
});

test("being undecided needs no sureness", () => {
  const view = { ...choice, options: [{ id: "a" }, { id: "u", asks_confidence: false }] };
  assert.equal(missing(view, { value: "u", confidence: null }), "");
  assert.equal(missing(view, { value: "a", confidence: null }), "Say how sure you are.");
  assert.equal(asksConfidence({ kind: "slider", confidence: true }, 3), true);
});

test("how sure is said in words", () => {
  assert.equal(sureness(0), "A guess");
  assert.equal(sureness(100), "Certain");
  assert.equal(sureness(60), "60 %");
  assert.equal(sureness(null), "not asked");
});

test("odds are said in small whole numbers", () => {
  const said = { 0: "certain not to happen", 1: "about 1 in 100", 5: "about 1 in 20", 12: "about 1 in 10", 25: "about 1 in 4", 33: "about 1 in 3", 40: "about 2 in 5", 51: "about as likely as not", 67: "about 2 in 3", 80: "about 4 in 5", 90: "about 9 in 10", 95: "about 19 in 20", 100: "certain to happen" };
  for (const [percent, words] of Object.entries(said)) assert.equal(odds(Number(percent)), words, percent);
});

test("odds and percent never differ by more than six points", () => {
  for (let percent = 1; percent < 100; percent += 1) {
    const [, part, whole] = odds(percent).match(/(\d+) in (\d+)/) ?? [0, 1, 2];
    assert.ok(Math.abs((100 * part) / whole - percent) <= 6, `${percent}: ${odds(percent)}`);
  }
});

test("a scale runs from 0 at its low end to 1 at its high end", () => {
  assert.deepEqual(range({ kind: "probability" }), { low: 0, high: 100, step: 1 });
  assert.equal(position(slider, 10), 0);
  assert.equal(position(slider, 15), 0.5);
  assert.equal(position(likert, 3), 1);
});

test("values are spoken with their unit or odds", () => {
  assert.equal(spoken(slider, 15), "15 km");
  assert.equal(spoken({ kind: "slider", unit: "" }, 7), "7");
  assert.equal(spoken({ kind: "probability" }, 25), "25 %, about 1 in 4");
});

test("an address is named by its host, and a remark is a sentence", () => {
  assert.equal(host("https://www.example.org/a/b?c=d"), "example.org");
  assert.equal(host("https://amp.example.org"), "example.org");
  for (const text of ["https://exa mple", "", "example.org", "https://", "javascript:alert(1)"]) assert.equal(host(text), text);
  assert.equal(sentence("the sponsor takes a side"), "The sponsor takes a side.");
  assert.equal(sentence("Two polls."), "Two polls.");
});
