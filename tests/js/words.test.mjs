import { test } from "node:test";
import assert from "node:assert/strict";
import { listed } from "../../src/debatekit/widgets/words.mjs";

test("a list is said with commas and one “and”", () => {
  const said = [[[], ""], [[3], "3"], [[3, 6], "3 and 6"], [["a", "b", "c"], "a, b and c"]];
  for (const [items, words] of said) assert.equal(listed(items), words);
});
