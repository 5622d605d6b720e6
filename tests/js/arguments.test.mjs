import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fitting, nextBox, showing, zoomed } from "../../src/debatekit/arguments/camera.mjs";
import { layout } from "../../src/debatekit/arguments/layout.mjs";
import { mainLine } from "../../src/debatekit/arguments/main_line.mjs";
import { roundedPath } from "../../src/debatekit/arguments/rounded.mjs";
import { scaleOf } from "../../src/debatekit/arguments/save.mjs";
import { matches } from "../../src/debatekit/arguments/search.mjs";
import { trail } from "../../src/debatekit/arguments/trail.mjs";
import { nodesOf, tree, wayTo } from "../../src/debatekit/arguments/tree.mjs";
import { flag, foot, label, nameOf, paragraphs, stepOf } from "../../src/debatekit/arguments/words.mjs";
import { wrap } from "../../src/debatekit/widgets/wrap.mjs";

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
  const claims = Array.from({ length: size }, (_, i) => ({ id: `c${i}`, number: i + 1, text: text(), kind: "fact", paragraphs: [1], checks: [], stated: roll(5) > 0, voice: "author" }));
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
const texts = {
  box: ({ claim, ...node }) => ({ label: `${claim.number} · fact · ¶ 3`, text: claim.text, flag: claim.number % 3 ? "" : "Fact check: ✓ supported", foot: foot(node) }),
  sign: ({ relation, on }) => `${relation} ${on.number}`,
};
const drawn = (map, room = 1050, weighed = false) => layout(tree(map), texts, measure, room, weighed);

/** Check many made-up maps, each with its drawing, on a wide page and on a narrow one. */
function each(check, { rings = 0 } = {}) {
  for (const seed of SEEDS) {
    for (const room of [1050, 420]) {
      const key = `${seed} ${rings} ${room}`;
      if (!made.has(key)) {
        const map = madeUp(seed, SIZES[seed % SIZES.length], { rings });
        made.set(key, [map, drawn(map, room)]);
      }
      check(...made.get(key), `seed ${seed}, width ${room}`);
    }
  }
}

/** The names of what can be reached from the thesis: a premise of what bears on it, and so on. */
const reached = (map) => [...nodesOf(tree(map)).values()].filter((node) => !node.stub);
const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const piecesOf = (drawing) => drawing.lines.flatMap((line) => line.points.slice(1).map((to, i) => ({ ...line, from: line.points[i], to })));
const areaOf = ({ from, to }) => ({ x: Math.min(from[0], to[0]), y: Math.min(from[1], to[1]), width: Math.abs(from[0] - to[0]), height: Math.abs(from[1] - to[1]) });

for (const rings of [0, 4]) {
  const kind = rings ? "with reasons in a ring" : "without a ring";
  test(`every claim and every reason is drawn, and a stub for each further use, ${kind}`, () => {
    each((map, { boxes, signs }, which) => {
      const whole = boxes.filter((box) => !box.stub);
      assert.deepEqual(whole.map((box) => box.id).sort(), map.claims.map((claim) => claim.id).sort(), which);
      assert.deepEqual(signs.map((sign) => sign.id).sort(), map.reasons.map((reason) => reason.id).sort(), which);
      assert.equal(boxes.length, 1 + map.reasons.reduce((sum, reason) => sum + reason.premises.length, 0), which);
      assert.equal(new Set(boxes.map((box) => box.key)).size, boxes.length, which);
    }, { rings });
  });

  test(`no box and no sign lies on another, and all lie within the drawing, ${kind}`, () => {
    each((map, { boxes, signs, width, height }, which) => {
      const things = [...boxes, ...signs];
      for (const [i, a] of things.entries()) {
        for (const b of things.slice(0, i)) assert.ok(!overlap(a, b), `${which}: ${a.id} and ${b.id}`);
        assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height, which);
      }
    }, { rings });
  });

  test(`no line runs through a box or a sign, ${kind}`, () => {
    each((map, drawing, which) => {
      for (const piece of piecesOf(drawing)) {
        for (const thing of [...drawing.boxes, ...drawing.signs]) {
          const inner = { x: thing.x + 1, y: thing.y + 1, width: thing.width - 2, height: thing.height - 2 };
          assert.ok(!overlap(areaOf(piece), inner), `${which}: ${piece.kind} of ${piece.reason} runs through ${thing.id}`);
        }
      }
    }, { rings });
  });

  test(`no two lines cross, and none runs in another but in the trunk that reasons share, ${kind}`, () => {
    each((map, drawing, which) => {
      const to = new Map(map.reasons.map((reason) => [reason.id, reason.to]));
      const pieces = piecesOf(drawing).map((piece) => ({ ...piece, area: areaOf(piece), upright: piece.from[0] === piece.to[0] }));
      for (const [i, a] of pieces.entries()) {
        for (const b of pieces.slice(0, i)) {
          if (a.reason === b.reason || to.get(a.reason) === to.get(b.reason)) continue;
          const grown = { x: a.area.x - 1, y: a.area.y - 1, width: a.area.width + 2, height: a.area.height + 2 };
          const touching = to.get(a.reason) === b.reason || to.get(b.reason) === a.reason;
          if (!touching) assert.ok(!overlap(grown, { ...b.area, width: b.area.width + 0.1, height: b.area.height + 0.1 }), `${which}: ${a.kind} of ${a.reason} and ${b.kind} of ${b.reason}`);
        }
      }
    }, { rings });
  });
}

test("read from top to bottom, the claims come in the order of the outline", () => {
  each((map, drawing, which) => {
    const order = reached(map).map((node) => node.claim.id);
    const read = drawing.boxes.filter((box) => !box.stub).sort((a, b) => a.y - b.y).map((box) => box.id);
    assert.deepEqual(read, order, which);
  });
});

test("premises stand to the right of what their reason bears on, or below it and set in", () => {
  each((map, drawing, which) => {
    const box = new Map(drawing.boxes.map((other) => [other.key, other]));
    for (const one of drawing.boxes) {
      const over = box.get(one.parent);
      assert.ok(one.isThesis === !over, which);
      if (over) assert.ok(one.x > over.x && one.y > over.y && (one.x >= over.x + over.width || one.y >= over.y + over.height), `${which}: ${one.id}`);
    }
  });
});

test("lines lead from each premise to its bracket, from there to its sign, and on to what the reason bears on", () => {
  each((map, drawing, which) => {
    const sign = new Map(drawing.signs.map((other) => [other.id, other]));
    const on = ({ x, y, width, height }, [px, py]) => px >= x - 0.01 && px <= x + width + 0.01 && py >= y - 0.01 && py <= y + height + 0.01;
    for (const reason of map.reasons) {
      const lines = (kind) => drawing.lines.filter((line) => line.reason === reason.id && line.kind === kind);
      const [bracket] = lines("bracket");
      assert.ok(on(sign.get(reason.id), bracket.points[0]), which);
      assert.equal(bracket.linked, reason.premises.length > 1);
      assert.deepEqual(lines("tick").map((line) => line.premise), reason.premises);
      for (const { points: [from, to], premise } of lines("tick")) {
        assert.ok(from[0] === bracket.points[0][0] && from[1] <= bracket.points[1][1], which);
        assert.ok(drawing.boxes.some((box) => box.id === premise && on(box, to)), which);
      }
      const [branch] = lines("branch");
      assert.ok(on(sign.get(reason.id), branch.points[0]), which);
      if (reason.relation === "undercuts") assert.ok(on(sign.get(reason.to), branch.points.at(-1)), which);
      else assert.ok(drawing.boxes.some((box) => box.id === reason.to && !box.stub && on(box, lines("trunk")[0].points.at(-1))), which);
    }
  });
});

test("all columns are in the width of the page unless a chain is very deep", () => {
  for (const seed of SEEDS) {
    const map = madeUp(seed, 60);
    const deepest = Math.max(...[...nodesOf(tree(map)).values()].map((node) => wayTo(map, node.claim.id).length));
    if (deepest <= 8) assert.ok(drawn(map, 1050).width <= 1050 + 48, `seed ${seed}: ${drawn(map, 1050).width}`);
  }
});

test("a deep chain and a wide fan are drawn, too", () => {
  const claims = Array.from({ length: 60 }, (_, i) => ({ id: `c${i}`, number: i + 1, text: "Some words." }));
  const reason = (i, to) => ({ id: `r${i}`, premises: [`c${i}`], relation: "supports", to });
  for (const to of [(i) => `c${i - 1}`, () => "c0"]) {
    const drawing = drawn({ thesis: "c0", claims, main_line: [], reasons: claims.slice(1).map((_, i) => reason(i + 1, to(i + 1))) });
    assert.equal(drawing.boxes.length, 60);
    for (const [i, a] of drawing.boxes.entries()) for (const b of drawing.boxes.slice(0, i)) assert.ok(!overlap(a, b));
  }
});

test("a row for its strength makes a box taller, but not a stub", () => {
  const map = madeUp(6, 60);
  const weighed = drawn(map, 1050, true);
  drawn(map).boxes.forEach((box, i) => assert.equal(weighed.boxes[i].height - box.height, box.stub ? 0 : 20));
  for (const box of weighed.boxes) assert.ok(box.stub || box.rows.at(-1).kind === "weight");
});

test("the same map is drawn the same", () => {
  each((map, drawing, which) => which.endsWith("1050") && assert.deepEqual(drawn(structuredClone(map)), drawing));
});

test("sixty claims are laid out in less than 20 ms", () => {
  // The work itself, and the quickest of a few: other programs on the machine do not count.
  const map = madeUp(5, 60);
  const times = Array.from({ length: 6 }, () => {
    const begin = process.cpuUsage();
    drawn(map);
    return process.cpuUsage(begin).user / 1000;
  });
  assert.ok(Math.min(...times) < 20, `${times} ms`);
});

test("text is broken between words, and a long word where it must be", () => {
  assert.deepEqual(wrap("one two three", 49, measure), ["one two", "three"]);
  assert.deepEqual(wrap("incomprehensible", 35, measure), ["incom", "prehe", "nsibl", "e"]);
  assert.deepEqual(wrap("one \u2713\u00a0two", 49, measure), ["one", "\u2713\u00a0two"]);
  assert.deepEqual(wrap("  ", 35, measure), []);
  each((map, drawing) => {
    for (const box of drawing.boxes) for (const row of box.rows) assert.ok(measure(row.text) <= box.width - 20 && row.y > 0 && row.y < box.height);
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
/** The claims of a tree in order, a stub with a star. */
const told = (top) => [...nodesOf(top).values()].map((node) => node.claim.id + (node.stub ? "*" : "")).join(" ");

test("the main line goes up to the thesis, and a claim tells what is left out", () => {
  const top = tree(chain, { only: mainLine(chain) });
  assert.equal(told(top), "t a b c");
  assert.deepEqual([top.hidden, foot(top)], [1, "+ 1 more reason"]);
  assert.equal(foot(nodesOf(top).get("b")), "");
});

test("an unfolded claim shows all its reasons and what undercuts them, a folded one none", () => {
  const only = mainLine(chain);
  assert.equal(told(tree(chain, { only, shows: new Map([["t", "all"]]) })), "t a b c e d");
  const folded = tree(chain, { shows: new Map([["a", "none"]]) });
  assert.equal(told(folded), "t a e d");
  assert.equal(foot(nodesOf(folded).get("a")), "+ 1 reason");
  assert.equal(foot(tree(chain)), "− fold");
});

test("the way to a claim names what has to be unfolded, and unfolding that shows it", () => {
  assert.deepEqual(wayTo(chain, "b").sort(), ["a", "t"]);
  const shows = new Map(wayTo(chain, "e").map((id) => [id, "all"]));
  assert.ok(nodesOf(tree(chain, { only: new Set(), shows })).has("e"));
});

test("a claim that is used again stands there as a stub, and a ring ends in one", () => {
  const ring = { ...chain, reasons: [...chain.reasons, { id: "ring", premises: ["a"], relation: "supports", to: "b" }, { id: "more", premises: ["c"], relation: "supports", to: "d" }] };
  assert.equal(told(tree(ring)), "t a b a* c e d c*");
});

test("what is held together but stands apart names the claims above it", () => {
  const top = tree({ ...chain, reasons: [...chain.reasons, { id: "more", premises: ["d"], relation: "supports", to: "b" }] });
  const nodes = nodesOf(top);
  assert.deepEqual([nodes.get("b").beside, nodes.get("c").beside], [[], [3]]);
  assert.deepEqual(nodesOf(tree(chain)).get("c").beside, []);
});

test("a trail holds what leads to a claim, where it goes and what is held together with it", () => {
  assert.deepEqual([...trail(chain, "b")].sort(), ["a", "b", "c", "deep", "t", "top"]);
  assert.deepEqual([...trail(chain, "a")].sort(), ["a", "b", "c", "deep", "t", "top"]);
  assert.deepEqual([...trail(chain, "e")].sort(), ["a", "e", "t", "top", "under"]);
});

test("a search finds all its words in any order, or a claim by its number", () => {
  assert.deepEqual(matches(chain, "of TEXT"), ["t", "a", "b", "c", "d", "e"]);
  assert.deepEqual(matches(chain, "text c."), ["c"]);
  assert.deepEqual(matches(chain, " 3 "), ["b"]);
  assert.deepEqual([matches(chain, "  "), matches(chain, "nothing")], [[], []]);
});

test("names say in words what the picture shows", () => {
  const [thesis, a, , c] = chain.claims;
  assert.equal(label({ ...c, paragraphs: [3, 4] }, "t").replaceAll("\u00a0", " "), "4 · fact · not stated · ¶ 3, 4");
  assert.equal(nameOf(c, chain), "Claim 4, fact, not stated: Text of c; no reason is given");
  assert.equal(nameOf(a, chain), "Claim 2, fact, an objection that the author answers: Text of a; supported by 1 reason");
  assert.equal(nameOf(thesis, chain), "Claim 1, the thesis, fact: Text of t; supported by 1 reason, attacked by 1 reason");
  assert.equal(stepOf(chain.reasons[1], chain), "3 and 4 together support 2");
  assert.equal(stepOf(chain.reasons[3], chain), "6 undercuts the step from 2");
  assert.equal(paragraphs([4]), "paragraph 4");
  assert.equal(paragraphs([1, 3, 7]), "paragraphs 1, 3 and 7");
});

test("a fact check is told by sign and word, each verdict once, and to a screen reader by word", () => {
  const check = (verdict, weak = false) => ({ verdict, weak });
  const map = { ...chain, checks: { x: check("supported"), y: check("partly"), z: check("supported"), w: check("contradicted", true) } };
  const of = (...checks) => ({ ...chain.claims[3], checks });
  assert.equal(flag(of("x", "y", "z"), map).replaceAll("\u00a0", " "), "Fact check: ✓ supported, ◐ partly");
  assert.equal(flag(of("w"), map).replaceAll("\u00a0", " "), "Fact check: ○ not used");
  assert.equal(flag(of(), map), "");
  assert.equal(nameOf(of("x", "w"), map, 2), "Claim 4, fact, not stated: Text of c; no reason is given; 2 folded away; fact check: supported, not used");
});

test("a picture is painted in twice its size, and a very tall one as large as browsers take it", () => {
  assert.equal(scaleOf(1200, 3000), 2);
  const scale = scaleOf(600, 12_000);
  assert.ok(scale < 1 && 12_000 * scale <= 8000);
});

test("zoom keeps the point under the pointer, within limits", () => {
  const closer = zoomed({ zoom: 1, x: 500, y: 200 }, 1.5, [300, 100]);
  assert.deepEqual(closer, { zoom: 1.5, x: 900, y: 350 });
  assert.ok(zoomed(closer, 1e-9, [0, 0]).zoom > 0.1 && zoomed(closer, 1e9, [0, 0]).zoom < 3);
  assert.deepEqual([fitting({ width: 1000 }, 800), fitting({ width: 200 }, 800), fitting({ width: 9000 }, 800)], [0.8, 1.2, 0.4]);
});

test("what gets the focus is brought into view with as little movement as possible", () => {
  const view = { width: 800, height: 600 };
  const at = { x: 0, y: 0 };
  assert.deepEqual(showing(at, { x: 100, y: 100, width: 200, height: 100 }, 1, view), at);
  for (const box of [{ x: 900, y: 40, width: 196, height: 90 }, { x: 30, y: 1000, width: 196, height: 90 }, { x: 5, y: 2, width: 196, height: 90 }]) {
    const { x, y } = showing({ x: 300, y: 300 }, box, 1.2, view);
    assert.ok(box.x * 1.2 >= x && box.y * 1.2 >= y && (box.x + box.width) * 1.2 <= x + view.width && (box.y + box.height) * 1.2 <= y + view.height);
  }
  assert.equal(showing({ x: 0, y: 900 }, { x: 0, y: 1000, width: 100, height: 900 }, 1, view).y, 1000, "a box larger than the view is shown from its beginning");
});

test("arrow keys lead towards the thesis, into the reasons and to the neighbours, and from the thesis to every box", () => {
  each((map, { boxes }, which) => {
    const seen = new Set([boxes[0]]);
    for (const box of seen) {
      for (const key of ["ArrowUp", "ArrowDown", "ArrowRight"]) {
        const next = nextBox(boxes, box, key);
        if (next) seen.add(next);
        if (next && key === "ArrowRight") assert.ok(nextBox(boxes, next, "ArrowLeft") === box);
      }
    }
    assert.equal(seen.size, boxes.length, which);
  });
});

test("the colours of the relations can be read on the picture's ground and on paper, in light and in dark", () => {
  const style = readFileSync(new URL("../../src/debatekit/arguments/widget.css", import.meta.url), "utf8");
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[0-9a-f]{2}/g).map((pair) => parseInt(pair, 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  // The contrast ratio of WCAG 2.2, section 1.4.3.
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const grounds = [["#ffffff", "#eeeeee"], ["#111111", "#303030"]];
  for (const relation of ["supports", "attacks", "undercuts"]) {
    const colours = [...style.matchAll(new RegExp(`--dk-${relation}: (#[0-9a-f]{6})`, "g"))].map(([, colour]) => colour).slice(0, 2);
    assert.equal(colours.length, 2);
    colours.forEach((colour, dark) => grounds[dark].forEach((ground) => assert.ok(contrast(colour, ground) >= 4.5, `${relation} ${colour} on ${ground}: ${contrast(colour, ground)}`)));
  }
});
