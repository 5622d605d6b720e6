import { test } from "node:test";
import assert from "node:assert/strict";
import { NAMES, SIGNS, counts, flagged, isTold, labelOf, named, reply, seen } from "../../src/debatekit/clashes/words.mjs";

const CLASHES = [{ id: "a", relation: "agree" }, { id: "b", relation: "contradict" }, { id: "c", relation: "shared_assumption" }, { id: "d", relation: "agree" }];
const LABELS = { agree: "They agree", contradict: "They contradict each other" };
const fresh = (more = {}) => ({ guesses: new Map(), all: false, only: null, ...more });

test("a claim says its number, its kind, where it stands, and what is special about it", () => {
  const claim = { number: 7, kind: "forecast", paragraphs: [1, 3], stated: true, voice: "author" };
  assert.equal(labelOf(claim), "Claim 7 · forecast · paragraphs 1 and 3");
  assert.equal(labelOf({ ...claim, paragraphs: [4], stated: false, voice: "objection" }), "Claim 7 · forecast · not stated; needed by paragraph 4 · a view that he takes up");
});

test("a fact check is told in words, and only where there is one", () => {
  assert.equal(flagged({ flags: [["A-1", "partly"], ["A-2", "disputed"]] }), "Looked up: A-1 partly, A-2 disputed");
  assert.equal(flagged({ flags: [] }), "");
});

test("before a guess nothing is told but what nobody could guess", () => {
  assert.deepEqual(CLASHES.map((clash) => isTold(clash, fresh())), [false, false, true, false]);
  assert.deepEqual(CLASHES.map((clash) => isTold(clash, fresh({ guesses: new Map([["b", "agree"]]) }))), [false, true, true, false]);
  for (const more of [{ all: true }, { only: "agree" }]) assert.ok(CLASHES.every((clash) => isTold(clash, fresh(more))));
});

test("a filter keeps the numbers, and the counts are those of all", () => {
  assert.deepEqual(seen(CLASHES, "agree").map((clash) => [clash.number, clash.id]), [[1, "a"], [4, "d"]]);
  assert.equal(seen(CLASHES, null).length, 4);
  assert.deepEqual(counts(CLASHES), { agree: 2, contradict: 1, shared_assumption: 1 });
});

test("the reply says what was guessed and how we read it", () => {
  assert.equal(reply(undefined, "agree", LABELS), "They agree.");
  assert.equal(reply("agree", "agree", LABELS), "You say that they agree, and we say so, too.");
  assert.equal(reply("agree", "contradict", LABELS), "You say that they agree. We say that they contradict each other.");
});

test("no two relations have the same sign, none looks like “wrong”, and each has a name in full words", () => {
  assert.equal(new Set(Object.values(SIGNS)).size, 5);
  assert.ok(!Object.values(SIGNS).some((sign) => /[✕✗✘×xX]/.test(sign)));
  assert.deepEqual(Object.keys(NAMES), Object.keys(SIGNS));
  assert.equal(named("talk_past"), `${SIGNS.talk_past} talk past each other`);
});
