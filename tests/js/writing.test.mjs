import { test } from "node:test";
import assert from "node:assert/strict";
import { itemWords, meaning, meanWords, sum } from "../../src/debatekit/exercises/score_words.mjs";
import { isWritten, length, words } from "../../src/debatekit/exercises/words_written.mjs";

test("words are what stands between spaces", () => {
  assert.deepEqual(["", "  \n", "one", " one  two\nthree "].map(words), [0, 0, 1, 3]);
  assert.deepEqual(["one two", "one two three"].map(isWritten), [false, true]);
});

test("the length is told beside what was asked, and without blame", () => {
  assert.equal(length("", [2, 4]), "About 2 to 4 words.");
  assert.equal(length("one", [2, 4]), "1 word so far; about 2 to 4 are asked.");
  assert.equal(length("one two", [2, 4]), "2 words; that is the length that is asked.");
  assert.equal(length("a b c d e", [2, 4]), "5 words; about 2 to 4 are asked. What could go?");
  assert.equal(length("one", null), "1 word.");
});

test("what came stands beside what was said", () => {
  assert.equal(itemWords(70, { words: "It happened.", score: 0.09 }), "You said 70 %. It happened. Score 0.09.");
  assert.equal(itemWords(0, { words: "It did not hold.", score: 0 }), "You said 0 %. It did not hold. Score 0.00.");
  assert.equal(itemWords(95, { words: "Nobody can settle it.", score: null }), "You said 95 %. Nobody can settle it. So it has no score.");
  assert.equal(sum(70, { happened: true, score: 0.09 }), "(0.70 − 1)² = 0.09");
  assert.equal(sum(15, { happened: false, score: 0.0225 }), "(0.15 − 0)² = 0.02");
});

test("a mean is told with its scale, and with how little a few can show", () => {
  assert.equal(meanWords({ mean: 0.0561, settled: 2 }), "Your mean Brier score is 0.06 over the 2 that can be settled.");
  assert.equal(meanWords({ mean: 0, settled: 1 }), "Your mean Brier score is 0.00 for the one that can be settled.");
  assert.equal(meanWords({ mean: null, settled: 0 }), "None of these can be settled, so there is no score.");
  assert.match(meaning({ mean: 0.1, settled: 5 }), /gets 0\.25; yours is better than that\. With so few, luck/);
  assert.match(meaning({ mean: 0.4, settled: 5 }), /yours is worse than that/);
  assert.match(meaning({ mean: 0.25, settled: 30 }), /yours is just like that\.$/);
  assert.equal(meaning({ mean: null, settled: 0 }), "");
});
