import { test } from "node:test";
import assert from "node:assert/strict";
import { gestures } from "../../src/debatekit/arguments/gestures.mjs";

const at = (x, y, more = {}) => ({ pointerId: 1, button: 0, buttons: 1, at: [x, y], ...more });

function stage() {
  const seen = [];
  const hands = gestures({ pan: (right, down) => seen.push([right, down]), zoom: (factor) => seen.push(factor), place: (event) => event.at });
  const drag = (...points) => {
    hands.handlers.onpointerdown(at(...points[0]));
    for (const point of points.slice(1)) hands.handlers.onpointermove(at(...point));
    hands.handlers.onpointerup(at(...points.at(-1)));
  };
  return { hands, drag, seen };
}

test("a drag moves the picture, and the click at its end is none", () => {
  const { hands, drag, seen } = stage();
  drag([0, 0], [30, 10], [40, 10]);
  assert.deepEqual(seen, [[-30, -10], [-10, 0]]);
  assert.equal(hands.dragged({ detail: 1 }), true);
});

test("a press that hardly moves is a click", () => {
  const { hands, drag, seen } = stage();
  drag([0, 0], [2, 2]);
  assert.deepEqual(seen, []);
  assert.equal(hands.dragged({ detail: 1 }), false);
});

test("after a drag a click without a pointer counts", () => {
  const { hands, drag } = stage();
  drag([0, 0], [30, 10]);
  hands.dragged({ detail: 1 });
  assert.equal(hands.dragged({ detail: 1 }), false);
  // A drag that ends without a click, as one outside the window does.
  drag([0, 0], [30, 10]);
  assert.equal(hands.dragged({ detail: 0 }), false);
});
