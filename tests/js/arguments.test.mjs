import { test } from "node:test";
import assert from "node:assert/strict";
import { beginning, closeTo, nearest, panned, showing, whole, zoomed } from "../../src/debatekit/arguments/camera.mjs";
import { layout } from "../../src/debatekit/arguments/layout.mjs";
import { mainPart, trail } from "../../src/debatekit/arguments/part.mjs";
import { roundedPath } from "../../src/debatekit/arguments/rounded.mjs";
import { label, nameOf, paragraphs, stepOf } from "../../src/debatekit/arguments/words.mjs";
import { wrap } from "../../src/debatekit/arguments/wrap.mjs";

const measure = (text) => text.length * 7;
const WORDS = "the strikes did not stop what they were meant to stop and nobody can say when it will end".split(" ");

/** Numbers that look random and are the same each time. */
function dice(seed) {
  let state = seed * 2654435761 % 4294967296;
  return (below) => {
    state = (1664525 * state + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
}

/** A made-up map: mostly a tree, with shared premises, attacks and undercuts; with `rings` also reasons that run in a circle. */
function madeUp(seed, size, { rings = 0 } = {}) {
  const roll = dice(seed);
  const text = () => Array.from({ length: 4 + roll(20) }, () => WORDS[roll(WORDS.length)]).join(" ");
  const claims = Array.from({ length: size }, (_, i) => ({ id: `c${i}`, number: i + 1, text: text(), kind: "fact", label: `${i + 1} · fact`, stated: roll(5) > 0, voice: "author" }));
  const reasons = [];
  const add = (premises, relation, to) => reasons.push({ id: `r${reasons.length}`, premises, relation, to });
  for (let i = 1; i < size; ) {
    const premises = [`c${i}`];
    const parent = roll(Math.min(i, 25));
    i += 1;
    while (i < size && roll(3) === 0) {
      premises.push(`c${i}`);
      i += 1;
    }
    if (roll(8) === 0 && reasons.length) add(premises, "undercuts", `r${roll(reasons.length)}`);
    else add(premises, roll(4) ? "supports" : "attacks", `c${parent}`);
  }
  for (let k = 0; size > 2 && k < size / 8; k += 1) {
    const low = roll(size - 1);
    add([`c${low + 1 + roll(size - low - 1)}`], "supports", `c${low}`);
  }
  for (let k = 0; size > 1 && k < rings; k += 1) add([`c${roll(size - 1)}`], "attacks", `c${roll(size)}`);
  return { thesis: "c0", claims, reasons, main_line: reasons.filter((reason) => reason.to === "c0").slice(0, 3).map((reason) => reason.id) };
}

const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1);
const SIZES = [1, 2, 5, 12, 30, 60];
const made = new Map();

/** Check many made-up maps, each with its drawing. */
function each(check, { rings = 0 } = {}) {
  for (const seed of SEEDS) {
    const key = `${seed} ${rings}`;
    if (!made.has(key)) {
      const map = madeUp(seed, SIZES[seed % SIZES.length], { rings });
      made.set(key, [map, layout(map, measure)]);
    }
    check(...made.get(key), seed);
  }
}

const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const asBox = ({ x, y, width, height, ...rest }) => ({ ...rest, x: x - width / 2, y: y - height / 2, width, height });

for (const rings of [0, 4]) {
  const kind = rings ? "with reasons in a ring" : "without a ring";
  test(`no box and no sign lies on another, ${kind}`, () => {
    each((map, drawing, seed) => {
      const { boxes, junctions } = drawing;
      const things = [...boxes, ...junctions.map(asBox)];
      assert.equal(boxes.length, map.claims.length);
      assert.equal(junctions.length, map.reasons.length);
      for (const [i, a] of things.entries()) for (const b of things.slice(0, i)) assert.ok(!overlap(a, b), `seed ${seed}: ${a.id} and ${b.id}`);
    }, { rings });
  });

  test(`no line runs through a box, ${kind}`, () => {
    each((map, drawing, seed) => {
      const { boxes, lines } = drawing;
      for (const line of lines) {
        line.points.slice(1).forEach((to, i) => {
          const from = line.points[i];
          const piece = { x: Math.min(from[0], to[0]), y: Math.min(from[1], to[1]), width: Math.abs(from[0] - to[0]), height: Math.abs(from[1] - to[1]) };
          for (const box of boxes) {
            const inner = { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 };
            assert.ok(!overlap(piece, inner), `seed ${seed}: ${line.reason} ${line.premise ?? ""} runs through ${box.id}`);
          }
        });
      }
    }, { rings });
  });

  test(`everything lies within the drawing, ${kind}`, () => {
    each((map, drawing, seed) => {
      const { width, height, boxes, junctions, lines } = drawing;
      for (const { x, y, width: w, height: h } of [...boxes, ...junctions.map(asBox)]) assert.ok(x >= 0 && y >= 0 && x + w <= width && y + h <= height, `seed ${seed}`);
      for (const [x, y] of lines.flatMap((line) => line.points)) assert.ok(x >= 0 && y >= 0 && x <= width && y <= height, `seed ${seed}`);
    }, { rings });
  });
}

test("every premise lies below what its reason bears on, and the thesis above all", () => {
  each((map, drawing, seed) => {
    const box = new Map(drawing.boxes.map((other) => [other.id, other]));
    const sign = new Map(drawing.junctions.map((other) => [other.id, other]));
    for (const reason of map.reasons) {
      assert.ok(sign.get(reason.id).y > (box.has(reason.to) ? box.get(reason.to).y + box.get(reason.to).height : 0), `seed ${seed}: ${reason.id}`);
      for (const premise of reason.premises) {
        assert.ok(box.get(premise).y > sign.get(reason.id).y, `seed ${seed}: ${premise} is not below the sign of ${reason.id}`);
        if (reason.relation === "undercuts") assert.ok(box.get(premise).y > sign.get(reason.to).y);
      }
    }
    for (const other of drawing.boxes) assert.ok(other.id === "c0" || other.y > box.get("c0").y);
  });
});

test("lines begin at their premise and end on what the reason bears on", () => {
  each((map, drawing) => {
    const box = new Map(drawing.boxes.map((other) => [other.id, other]));
    const sign = new Map(drawing.junctions.map((other) => [other.id, other]));
    for (const line of drawing.lines) {
      const reason = map.reasons.find((other) => other.id === line.reason);
      const [[fromX, fromY], [toX, toY]] = [line.points[0], line.points.at(-1)];
      const on = ({ x, width }, at) => at >= x && at <= x + width;
      if (line.premise) {
        assert.ok(on(box.get(line.premise), fromX) && fromY === box.get(line.premise).y);
        const bar = drawing.bars.find((other) => other.reason === line.reason);
        assert.ok(toX >= bar.x1 - 0.01 && toX <= bar.x2 + 0.01 && toY === bar.y);
      } else if (reason.relation === "undercuts") {
        const hit = asBox(sign.get(reason.to));
        assert.ok(toX >= hit.x - 0.01 && toX <= hit.x + hit.width + 0.01 && toY >= hit.y - 0.01 && toY <= hit.y + hit.height + 0.01);
      } else assert.ok(on(box.get(reason.to), toX) && Math.abs(toY - box.get(reason.to).y - box.get(reason.to).height) < 0.01);
    }
  });
});

test("premises that belong together hang on one bar, one premise on none", () => {
  each((map, drawing) => {
    for (const bar of drawing.bars) {
      const { premises } = map.reasons.find((reason) => reason.id === bar.reason);
      assert.equal(bar.linked, premises.length > 1);
      assert.equal(bar.x2 > bar.x1 + 5, premises.length > 1);
    }
  });
});

test("lines of different reasons never run in one", () => {
  each((map, drawing, seed) => {
    const pieces = drawing.lines.flatMap(({ reason, points }) => points.slice(1).map((to, i) => ({ reason, from: points[i], to })));
    const same = (a, b) => Math.abs(a - b) < 1;
    const span = (piece, axis) => [Math.min(piece.from[axis], piece.to[axis]), Math.max(piece.from[axis], piece.to[axis])];
    for (const axis of [0, 1]) {
      const straight = pieces.filter((piece) => same(piece.from[1 - axis], piece.to[1 - axis]));
      for (const [i, a] of straight.entries()) {
        for (const b of straight.slice(0, i)) {
          if (a.reason === b.reason || !same(a.from[1 - axis], b.from[1 - axis])) continue;
          const shared = Math.min(span(a, axis)[1], span(b, axis)[1]) - Math.max(span(a, axis)[0], span(b, axis)[0]);
          assert.ok(shared < 2, `seed ${seed}: ${a.reason} and ${b.reason} share ${Math.round(shared)}`);
        }
      }
    }
  });
});

test("neighbours are ordered so that lines cross less", () => {
  // Two reasons between which a third stands, and a claim that serves the outer two.
  const claims = ["t", "a", "b", "c", "x", "y", "z"].map((id) => ({ id, text: id }));
  const reason = (id, premises, to) => ({ id, premises, relation: "supports", to });
  const map = { thesis: "t", claims, main_line: [], reasons: [reason("1", ["a"], "t"), reason("2", ["b"], "t"), reason("3", ["c"], "t"), reason("4", ["x"], "a"), reason("5", ["y"], "b"), reason("6", ["z"], "c"), reason("7", ["x"], "c")] };
  assert.equal(layout(map, measure).crossings, 0);
});

test("the same map is drawn the same", () => {
  each((map, drawing) => assert.deepEqual(layout(structuredClone(map), measure), drawing));
});

test("sixty claims are laid out in less than 50 ms", () => {
  // The work itself, and the quickest of a few: other programs on the machine do not count.
  const map = madeUp(5, 60);
  const times = Array.from({ length: 6 }, () => {
    const begin = process.cpuUsage();
    layout(map, measure);
    return process.cpuUsage(begin).user / 1000;
  });
  assert.ok(Math.min(...times) < 50, `${times} ms`);
});

test("reasons that undercut each other do not hang", () => {
  const claims = ["t", "a", "b", "c"].map((id) => ({ id, text: id }));
  const reasons = [
    { id: "1", premises: ["a", "b", "c"], relation: "supports", to: "t" },
    { id: "2", premises: ["a"], relation: "undercuts", to: "3" },
    { id: "3", premises: ["b"], relation: "undercuts", to: "2" },
  ];
  assert.equal(layout({ thesis: "t", claims, reasons, main_line: [] }, measure).junctions.length, 3);
});

test("text is broken between words, and a long word where it must be", () => {
  assert.deepEqual(wrap("one two three", 49, measure), ["one two", "three"]);
  assert.deepEqual(wrap("incomprehensible", 35, measure), ["incom", "prehe", "nsibl", "e"]);
  assert.deepEqual(wrap("  ", 35, measure), []);
  each((map, drawing) => {
    for (const box of drawing.boxes) for (const row of box.text) assert.ok(measure(row) <= box.width - 20);
  });
});

test("a path has rounded corners and keeps its ends", () => {
  assert.equal(roundedPath([[0, 0], [0, 20], [20, 20]]), "M0 0L0 12Q0 20 8 20L20 20");
  assert.equal(roundedPath([[0, 0], [0, 4], [20, 4]]), "M0 0L0 2Q0 4 8 4L20 4");
});

const chain = {
  thesis: "t", main_line: ["deep"],
  claims: ["t", "a", "b", "c", "d", "e"].map((id, i) => ({ id, number: i + 1, text: `Text of ${id}.`, kind: "fact", stated: id !== "c", voice: id === "a" ? "objection" : "author" })),
  reasons: [
    { id: "top", premises: ["a"], relation: "attacks", to: "t" },
    { id: "deep", premises: ["b", "c"], relation: "supports", to: "a" },
    { id: "side", premises: ["d"], relation: "supports", to: "t" },
    { id: "under", premises: ["e"], relation: "undercuts", to: "top" },
  ],
};
const ids = (part) => [...part.claims, ...part.reasons].map((one) => one.id).sort().join(" ");

test("the main line goes up to the thesis, and tells what it leaves out", () => {
  const part = mainPart(chain);
  assert.equal(ids(part), "a b c deep t top");
  assert.equal(part.claims.find((claim) => claim.id === "t").hidden, 1);
  assert.equal(part.claims.find((claim) => claim.id === "b").hidden, 0);
});

test("an opened claim brings all its reasons, and what undercuts them", () => {
  assert.equal(ids(mainPart(chain, new Set(["t"]))), "a b c d deep e side t top under");
});

test("a trail holds what leads to a claim, where it goes and what is held together with it", () => {
  assert.deepEqual([...trail(chain, "b")].sort(), ["a", "b", "c", "deep", "t", "top"]);
  assert.deepEqual([...trail(chain, "a")].sort(), ["a", "b", "c", "deep", "t", "top"]);
  assert.deepEqual([...trail(chain, "e")].sort(), ["a", "e", "t", "top", "under"]);
});

test("names say in words what the picture shows", () => {
  const [thesis, a, , c] = chain.claims;
  assert.equal(label({ ...c, paragraphs: [3, 4] }, "t"), "4 · fact · not stated · ¶ 3, 4");
  assert.equal(nameOf(c, chain), "Claim 4, fact, not stated: Text of c; no reason is given");
  assert.equal(nameOf(a, chain), "Claim 2, fact, an objection that the author answers: Text of a; supported by 1 reason");
  assert.equal(nameOf(thesis, chain), "Claim 1, the thesis, fact: Text of t; supported by 1 reason, attacked by 1 reason");
  assert.equal(stepOf(chain.reasons[1], chain), "3 and 4 together support 2");
  assert.equal(stepOf(chain.reasons[3], chain), "6 undercuts the step from 2");
  assert.equal(paragraphs([4]), "paragraph 4");
  assert.equal(paragraphs([1, 3, 7]), "paragraphs 1, 3 and 7");
});

const VIEW = { width: 800, height: 600 };
const within = (camera, box) => box.x >= camera.x && box.y >= camera.y && box.x + box.width <= camera.x + VIEW.width / camera.zoom && box.y + box.height <= camera.y + VIEW.height / camera.zoom;

test("a map begins at readable size with its thesis in view; the whole of it fits when asked for", () => {
  each((map, drawing) => {
    const thesis = drawing.boxes.find((box) => box.isThesis);
    const first = beginning(drawing, VIEW, thesis);
    assert.ok(first.zoom >= 1 && within(first, thesis));
    const all = whole(drawing, VIEW);
    assert.ok(within({ ...all, x: all.x - 0.01, zoom: all.zoom * 0.999 }, { x: 0, y: 0, width: drawing.width, height: drawing.height }));
  });
});

test("zoom keeps the point under the pointer, and nobody gets lost", () => {
  const drawing = { width: 4000, height: 1500 };
  const camera = { x: 500, y: 200, zoom: 1 };
  const closer = zoomed(camera, 1.5, drawing, VIEW, [300, 100]);
  assert.ok(Math.abs(closer.x + 300 / closer.zoom - 800) < 1e-9 && Math.abs(closer.y + 100 / closer.zoom - 300) < 1e-9);
  const far = panned(camera, 1e6, 1e6, drawing, VIEW);
  assert.deepEqual([far.x, far.y], [3600, 1200]);
  assert.ok(zoomed(camera, 1e-9, drawing, VIEW).zoom > 0.1 && zoomed(camera, 1e9, drawing, VIEW).zoom < 3);
});

test("what gets the focus is brought into view with as little movement as possible", () => {
  const camera = { x: 0, y: 0, zoom: 1 };
  assert.deepEqual(showing(camera, { x: 100, y: 100, width: 200, height: 100 }, VIEW), camera);
  for (const box of [{ x: 900, y: 40, width: 196, height: 90 }, { x: 30, y: 1000, width: 196, height: 90 }, { x: -300, y: -90, width: 196, height: 90 }]) {
    assert.ok(within(showing(camera, box, VIEW), box));
    assert.ok(within(closeTo(box, VIEW), box));
  }
});

test("arrow keys lead to the nearest box, and from the thesis to every claim", () => {
  const box = (id, x, y) => ({ id, x, y, width: 100, height: 50 });
  const boxes = [box("top", 200, 0), box("left", 0, 100), box("middle", 210, 100), box("right", 400, 100), box("low", 410, 220)];
  const step = (id, key) => nearest(boxes, boxes.find((one) => one.id === id), key)?.id ?? null;
  assert.deepEqual([step("top", "ArrowDown"), step("middle", "ArrowLeft"), step("middle", "ArrowRight"), step("low", "ArrowUp"), step("right", "ArrowDown")], ["middle", "left", "right", "right", "low"]);
  assert.deepEqual([step("top", "ArrowUp"), step("right", "ArrowRight")], [null, null]);
  each((map, drawing, seed) => {
    const drawn = drawing.boxes;
    const reached = new Set(["c0"]);
    for (const id of reached) {
      for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
        const next = nearest(drawn, drawn.find((one) => one.id === id), key);
        if (next) reached.add(next.id);
      }
    }
    assert.equal(reached.size, drawn.length, `seed ${seed}`);
  });
});
