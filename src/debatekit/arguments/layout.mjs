// Draw a map in layers: the thesis on top, premises below what they lead to. Pure geometry, in the units of `measure`.
import { pack } from "./pack.mjs";
import { EDGE, JUNCTION, route } from "./route.mjs";
import { arrange, stackLeaves } from "./tree.mjs";
import { wrap } from "./wrap.mjs";

export const BOX = { width: 196, thesis: 320, pad: 12, line: 19, small: 17 };

/**
 * Where everything is: `{width, height, boxes, junctions, bars, lines, crossings}`.
 *
 * `map` is `{thesis, claims, reasons}`; a claim may have a `label` above its text and a `foot` below. `measure(text, font)` gives
 * a width; the fonts are "text", "label" and "thesis". Of the ways to stack leaves that it tries, the one that fits `room` at the
 * largest scale is drawn.
 */
export function layout(map, measure, room = { width: 960, height: 600 }) {
  const thesis = Math.max(BOX.width, Math.min(BOX.thesis, room.width - 2 * EDGE));
  const boxes = new Map(map.claims.map((claim) => [claim.id, boxOf(claim, claim.id === map.thesis, claim.id === map.thesis ? thesis : BOX.width, measure)]));
  const tree = arrange(map);
  let best = null;
  for (const tall of [1, 2, 3]) {
    const drawn = draw(map, boxes, measure, { tops: stackLeaves(tree, tall), links: tree.links });
    const scale = Math.min(room.width / drawn.width, room.height / drawn.height);
    // A stack has to pay for its longer lines.
    if (!best || scale > best.scale * 1.06) best = { scale, drawn };
  }
  return best.drawn;
}

function boxOf(claim, isThesis, width, measure) {
  const lines = (text, font) => wrap(text ?? "", width - 2 * BOX.pad, (piece) => measure(piece, font));
  const parts = { label: lines(claim.label, "label"), text: lines(claim.text, isThesis ? "thesis" : "text"), foot: lines(claim.foot, "label") };
  const small = (parts.label.length + parts.foot.length) * BOX.small;
  const line = isThesis ? BOX.line + 2 : BOX.line;
  return { id: claim.id, isThesis, width, height: small + parts.text.length * line + 2 * BOX.pad + (parts.foot.length ? 4 : 0), line, ...parts };
}

function draw(map, measured, measure, { tops, links }) {
  const junctionWidth = (reason) => measure(reason.relation, "label") + 34;
  const reasons = new Map(map.reasons.map((reason) => [reason.id, reason]));
  const claims = new Map();
  const junctions = new Map();
  const collect = (node, lane = null) => {
    if (node.kind === "claim") claims.set(node.id, { ...measured.get(node.id), row: node.row, lane });
    if (node.kind === "junction") junctions.set(node.id, { id: node.id, gap: node.gap, relation: node.reason.relation, lane, ghosts: new Map() });
    node.kids.forEach((kid, i) => collect(kid, node.kind === "stack" && i ? { node, i } : null));
  };
  for (const top of tops) collect(top);
  const flat = links.filter((link) => !link.back && claims.get(link.premise).row === junctions.get(link.reason).gap);
  pack(tops, {
    claim: (id) => measured.get(id).width,
    junction: (id) => junctionWidth(reasons.get(id)),
    entries: (id) => flat.filter((link) => link.reason === id).length,
  });
  const settle = (node) => {
    if (node.kind === "claim") claims.get(node.id).x = node.x;
    if (node.kind === "junction") junctions.get(node.id).x = node.x;
    if (node.kind === "ghost") junctions.get(node.link.reason).ghosts.set(node.link.premise, node.x);
    node.kids.forEach(settle);
  };
  tops.forEach(settle);
  for (const thing of [...claims.values(), ...junctions.values()]) {
    thing.width ??= junctionWidth(reasons.get(thing.id));
    if (thing.lane) thing.lane = thing.lane.node.lanes[thing.lane.i];
  }
  const keys = (some) => new Set(some.map((link) => `${link.reason} ${link.premise}`));
  const { bars, lines, height } = route({ map, claims, junctions, linked: keys(links), back: keys(links.filter((link) => link.back)) });
  return finish(claims, junctions, bars, lines, height);
}

function finish(claims, junctions, bars, lines, height) {
  const xs = [
    ...[...claims.values(), ...junctions.values()].flatMap((thing) => [thing.x - thing.width / 2, thing.x + thing.width / 2]),
    ...lines.flatMap((line) => line.points.map(([x]) => x)),
    ...bars.flatMap((bar) => [bar.x1, bar.x2]),
  ];
  const shift = EDGE - Math.min(...xs);
  for (const line of lines) line.points = tidy(line.points.map(([x, y]) => [x + shift, y]));
  return {
    width: Math.max(...xs) + shift + EDGE,
    height,
    boxes: [...claims.values()].map(({ lane, x, ...box }) => ({ ...box, x: x + shift - box.width / 2 })),
    junctions: [...junctions.values()].map(({ id, relation, x, y, width }) => ({ id, relation, x: x + shift, y, width, height: JUNCTION.height })),
    bars: bars.map((bar) => ({ ...bar, x1: bar.x1 + shift, x2: bar.x2 + shift })),
    lines,
    crossings: countCrossings(lines),
  };
}

/** Points without those that add nothing. */
function tidy(points) {
  return points.filter(([x, y], i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (!before || !after) return true;
    return !((Math.abs(before[0] - x) < 0.5 && Math.abs(after[0] - x) < 0.5) || (Math.abs(before[1] - y) < 0.5 && Math.abs(after[1] - y) < 0.5));
  });
}

function countCrossings(lines) {
  const across = [];
  const upright = [];
  for (const { reason, points } of lines) {
    points.slice(1).forEach(([x, y], i) => {
      const [fromX, fromY] = points[i];
      if (Math.abs(fromY - y) < 0.5) across.push([reason, y, Math.min(x, fromX), Math.max(x, fromX)]);
      else upright.push([reason, x, Math.min(y, fromY), Math.max(y, fromY)]);
    });
  }
  let count = 0;
  for (const [a, y, left, right] of across) {
    for (const [b, x, top, bottom] of upright) if (a !== b && x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1) count += 1;
  }
  return count;
}
