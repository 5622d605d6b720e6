import { test } from "node:test";
import assert from "node:assert/strict";
import { groups, isBeside, leftOver, spans, tally } from "../../src/debatekit/readings/draft.mjs";

const paragraphs = [1, 2, 3, 4].map((number) => ({ number, job: "news", also: [], gist: `g${number}` }));
const view = { paragraphs, sections: { 3: "Second part" }, copy: null };
const copy = { name: "my.txt", paragraphs: { 1: { text: "a", whole: true }, 2: { text: "b", whole: false }, 4: { text: "d", whole: true } }, unknown: [], repeats: [], left_over: 0 };

test("paragraphs stand in their sections, each once and in order", () => {
  const found = groups(view);
  assert.deepEqual(found.map((group) => [group.title, group.paragraphs.map((each) => each.number)]), [["", [1, 2]], ["Second part", [3, 4]]]);
  assert.deepEqual(groups({ ...view, sections: { 1: "First" } }).map((group) => group.title), ["First"]);
  assert.deepEqual(groups({ ...view, sections: {} }).flatMap((group) => group.paragraphs.map((each) => each.own)), [null, null, null, null]);
});

test("the own copy stands beside its paragraph", () => {
  const own = groups({ ...view, copy }).flatMap((group) => group.paragraphs.map((each) => each.own?.text ?? null));
  assert.deepEqual(own, ["a", "b", null, "d"]);
});

test("what was found is counted, and what was not is named", () => {
  assert.equal(tally({ ...view, copy }), "3 of 4 paragraphs found in my.txt. Not found: 3. Only in part, or much changed: 2.");
  const whole = { ...copy, paragraphs: Object.fromEntries([1, 2, 3, 4].map((number) => [number, { text: "x", whole: true }])) };
  assert.equal(tally({ ...view, copy: whole }), "4 of 4 paragraphs found in my.txt.");
  assert.match(tally({ ...view, copy: { ...copy, paragraphs: {} } }), /^Nothing in my\.txt was recognised .* Is it the right file\?$/);
});

test("a copy of something else is not put beside the guide", () => {
  assert.equal(isBeside(view), false);
  assert.equal(isBeside({ ...view, copy }), true);
  assert.equal(isBeside({ ...view, copy: { ...copy, paragraphs: {} } }), false);
});

test("what is left over is counted in words", () => {
  assert.equal(leftOver({ copy }), "");
  assert.equal(leftOver({ copy: { ...copy, left_over: 1 } }), "1 passage of your copy is not in the guide");
  assert.equal(leftOver({ copy: { ...copy, left_over: 2 } }), "2 passages of your copy are not in the guide");
});

test("numbers are said as a reader says them", () => {
  const said = [[[], ""], [[7], "7"], [[1, 2], "1 and 2"], [[1, 2, 3], "1 to 3"], [[1, 2, 3, 7], "1 to 3 and 7"], [[1, 3, 5, 6], "1, 3, 5 and 6"], [[2, 3, 4, 6, 8, 9, 10], "2 to 4, 6 and 8 to 10"]];
  for (const [numbers, words] of said) assert.equal(spans(numbers), words);
});
