import { test } from "node:test";
import assert from "node:assert/strict";
import { kernelLine } from "../../src/debatekit/widgets/dom.mjs";

function model(view, fixed) {
  const heard = {};
  const state = { view, fixed };
  return {
    sent: [], heard, state,
    get: (name) => state[name],
    send(content) { this.sent.push(content); },
    on: (name, call) => { heard[name] = call; },
    off: () => {},
  };
}

test("a view without what is private is never shown, so nothing jumps back and forth", () => {
  const one = model({ turn: 1, value: 0.5 }, { title: "T" });
  const seen = [];
  const line = kernelLine(one, () => seen.push(line.view.value));
  one.state.view = { turn: 2, value: 0.5, withheld: true };
  one.heard["change:view"]();
  one.heard["msg:custom"]({ view: { turn: 2, value: 0.9 } });
  assert.deepEqual([seen, line.view.title], [[0.9], "T"]);
  line.close();
});

test("a page that finds only what may be saved asks for the whole", async () => {
  const one = model({ turn: 7, withheld: true });
  const line = kernelLine(one, () => {});
  await Promise.resolve();
  assert.deepEqual(one.sent.map((each) => each.do), ["look"]);
  one.heard["msg:custom"]({ view: { turn: 8, kept: { [one.sent[0].from]: 1 } } });
  assert.ok(line.kept(1) && !line.view.withheld);
  line.close();
});
