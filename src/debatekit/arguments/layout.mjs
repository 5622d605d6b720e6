// Draw a map in layers: the thesis on top, premises below what they lead to. Pure geometry, in the units of `measure`.
import { assignTracks } from "./channel.mjs";
import { pack } from "./pack.mjs";
import { arrange, stackLeaves } from "./tree.mjs";
import { wrap } from "./wrap.mjs";

export const BOX = { width: 196, thesis: 320, pad: 12, line: 19, small: 17 };
const JUNCTION = { height: 24, above: 11, below: 10 };
const GAP = { arrow: 26, track: 11, stem: 18 };
const EDGE = 28;

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
  return route(map, claims, junctions, new Set(links.map((link) => `${link.reason} ${link.premise}`)), new Set(links.filter((link) => link.back).map((link) => `${link.reason} ${link.premise}`)));
}

function route(map, claims, junctions, linked, back) {
  const reasons = new Map(map.reasons.map((reason) => [reason.id, reason]));
  const rows = Math.max(...[...claims.values()].map((claim) => claim.row)) + 1;
  const gaps = Array.from({ length: rows + 1 }, () => ({ upper: [], lower: [] }));
  const net = (gap, side, bottoms, tops) => {
    const made = { bottoms, tops };
    gaps[gap][side].push(made);
    return made;
  };
  const right = Math.max(...[...claims.values(), ...junctions.values()].map((thing) => thing.x + thing.width / 2));
  let rings = 0;

  // What arrives at the bar of each reason from below, then the nets that bring it there.
  const arrivals = new Map();
  for (const junction of junctions.values()) {
    const xs = [];
    for (const premise of reasons.get(junction.id).premises) {
      const claim = claims.get(premise);
      if (linked.has(`${junction.id} ${premise}`)) {
        if (junction.ghosts.has(premise)) xs.push([premise, junction.ghosts.get(premise)]);
      } else xs.push([premise, claim.lane ?? claim.x]);
    }
    for (const premise of reasons.get(junction.id).premises) {
      if (xs.some(([id]) => id === premise)) continue;
      const at = xs.map(([, x]) => x);
      const toRight = back.has(`${junction.id} ${premise}`) || claims.get(premise).x > junction.x;
      const x = !at.length ? junction.x : toRight ? Math.max(junction.x, ...at) + 16 : Math.min(junction.x, ...at) - 16;
      xs.push([premise, x]);
    }
    arrivals.set(junction.id, new Map(xs));
  }
  const ports = topPorts(map, claims, linked, arrivals, back);
  const bottomPorts = portsOf(map, claims, junctions);
  const paths = [];
  for (const junction of junctions.values()) {
    const reason = reasons.get(junction.id);
    for (const premise of reason.premises) {
      const claim = claims.get(premise);
      const x = arrivals.get(junction.id).get(premise);
      const path = { reason: reason.id, premise, kind: "premise", junction, claim, x };
      if (back.has(`${reason.id} ${premise}`)) {
        path.corridor = right + 16 + 12 * rings;
        rings += 1;
        path.port = claim.x + claim.width / 2 - 18;
        path.out = net(claim.row + 1, "upper", [path.port, path.corridor], []);
        path.in = net(junction.gap, "lower", [path.corridor], [x]);
      } else {
        path.port = linked.has(`${reason.id} ${premise}`) ? ports.get(`${reason.id} ${premise}`) : claim.x;
        path.in = net(claim.row, "lower", [path.port], [x]);
      }
      paths.push(path);
    }
    const path = { reason: reason.id, kind: "conclusion", junction, relation: reason.relation };
    if (reason.relation === "undercuts") {
      path.hit = junctions.get(reason.to);
      path.beside = isBeside(junction, path.hit, junctions, arrivals);
      if (!path.beside && path.hit.gap === junction.gap) {
        const side = Math.sign(junction.x - path.hit.x) || 1;
        path.x = path.hit.x + side * (path.hit.width / 2 - 10);
        path.up = net(junction.gap, "upper", [junction.x, path.x], []);
      }
    } else {
      const target = claims.get(reason.to);
      path.port = bottomPorts.get(reason.id);
      path.target = target;
      if (junction.lane !== null) {
        path.side = net(junction.gap, "upper", [junction.x], [junction.lane]);
        path.up = net(target.row + 1, "upper", [junction.lane], [path.port]);
      } else path.up = net(junction.gap, "upper", [junction.x], [path.port]);
    }
    paths.push(path);
  }

  let y = EDGE;
  const rowTop = [];
  for (let row = 0; row <= rows; row += 1) {
    const gap = gaps[row];
    const upper = assignTracks(gap.upper);
    const lower = assignTracks(gap.lower);
    if (row) {
      gap.top = y;
      gap.trackTop = y + GAP.arrow;
      gap.y = gap.trackTop + upper * GAP.track + JUNCTION.above + JUNCTION.height / 2;
      gap.bar = gap.y + JUNCTION.height / 2 + JUNCTION.below;
      gap.lowerTop = gap.bar + GAP.track;
      y = gap.bar + lower * GAP.track + GAP.stem;
    }
    if (row === rows) break;
    rowTop.push(y);
    const heights = [...claims.values()].filter((claim) => claim.row === row).map((claim) => claim.height);
    y += Math.max(0, ...heights);
  }
  const anyBelow = gaps[rows].upper.length > 0;
  const height = (anyBelow ? y : gaps[rows].top) + EDGE;
  const upperY = (gap, made) => gaps[gap].trackTop + made.track * GAP.track;
  const lowerY = (gap, made) => gaps[gap].lowerTop + made.track * GAP.track;
  for (const claim of claims.values()) claim.y = rowTop[claim.row];
  for (const junction of junctions.values()) junction.y = gaps[junction.gap].y;

  const lines = paths.map((path) => {
    const { junction } = path;
    const gap = gaps[junction.gap];
    let points;
    if (path.kind === "premise") {
      const { claim, x, port } = path;
      if (path.corridor !== undefined) {
        const out = upperY(claim.row + 1, path.out);
        const into = lowerY(junction.gap, path.in);
        points = [[port, claim.y + claim.height], [port, out], [path.corridor, out], [path.corridor, into], [x, into], [x, gap.bar]];
      } else if (path.in.track === null) points = [[port, claim.y], [x, gap.bar]];
      else {
        const across = lowerY(claim.row, path.in);
        points = [[port, claim.y], [port, across], [x, across], [x, gap.bar]];
      }
    } else if (path.relation === "undercuts") {
      const { hit } = path;
      const side = Math.sign(junction.x - hit.x) || 1;
      if (path.up) {
        const across = upperY(junction.gap, path.up);
        points = [[junction.x, junction.y - 12], [junction.x, across], [path.x, across], [path.x, hit.y - 12]];
      } else points = [[junction.x - (side * junction.width) / 2, junction.y], [hit.x + (side * hit.width) / 2, hit.y]];
    } else {
      const { target, port } = path;
      const end = [port, target.y + target.height];
      points = [[junction.x, junction.y - 12]];
      let x = junction.x;
      if (path.side && path.side.track !== null) {
        const across = upperY(junction.gap, path.side);
        points.push([x, across], [junction.lane, across]);
        x = junction.lane;
      }
      if (path.up.track !== null) {
        const across = upperY(target.row + 1, path.up);
        points.push([x, across], [port, across]);
      }
      points.push(end);
    }
    return { reason: path.reason, premise: path.premise ?? null, kind: path.kind, points };
  });
  const bars = [...junctions.values()].map((junction) => {
    const xs = [...arrivals.get(junction.id).values()];
    return { reason: junction.id, x1: Math.min(junction.x, ...xs), x2: Math.max(junction.x, ...xs), y: gaps[junction.gap].bar, linked: xs.length > 1 };
  });
  return finish(claims, junctions, bars, lines, height);
}

/** Ports on the lower edge of each claim for the arrows that end there, in the order in which they come. */
function portsOf(map, claims, junctions) {
  const ports = new Map();
  for (const claim of claims.values()) {
    const from = (reason) => junctions.get(reason.id).lane ?? junctions.get(reason.id).x;
    const coming = map.reasons.filter((reason) => reason.relation !== "undercuts" && reason.to === claim.id).sort((a, b) => from(a) - from(b));
    const [left, right] = [claim.x - claim.width / 2 + 18, claim.x + claim.width / 2 - 18];
    const step = Math.min(26, (right - left) / Math.max(1, coming.length - 1));
    const xs = coming.map((reason) => Math.min(right, Math.max(left, from(reason))));
    for (let i = 1; i < xs.length; i += 1) xs[i] = Math.max(xs[i], xs[i - 1] + step);
    for (let i = xs.length - 1, limit = right; i >= 0; i -= 1, limit = xs[i + 1] - step) xs[i] = Math.min(xs[i], limit);
    coming.forEach((reason, i) => ports.set(reason.id, xs[i]));
  }
  return ports;
}

/** Ports on the upper edge for further uses of a claim; its first use leaves from the middle. */
function topPorts(map, claims, linked, arrivals, back) {
  const ports = new Map();
  for (const claim of claims.values()) {
    const uses = map.reasons.filter((reason) => linked.has(`${reason.id} ${claim.id}`) && !back.has(`${reason.id} ${claim.id}`));
    const x = (reason) => arrivals.get(reason.id).get(claim.id);
    for (const side of [-1, 1]) {
      const there = uses.filter((reason) => (x(reason) < claim.x ? -1 : 1) === side).sort((a, b) => side * (x(b) - x(a)));
      const step = Math.min(22, (claim.width / 2 - 14) / Math.max(1, there.length));
      there.forEach((reason, i) => ports.set(`${reason.id} ${claim.id}`, claim.x + side * step * (there.length - i)));
    }
  }
  return ports;
}

/** Whether nothing stands between two reasons of one gap. */
function isBeside(one, other, junctions, arrivals) {
  if (one.gap !== other.gap) return true;
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  for (const third of junctions.values()) {
    if (third !== one && third !== other && third.gap === one.gap && third.x > left && third.x < right) return false;
  }
  return true;
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

/** A polyline as an SVG path with rounded corners. */
export function roundedPath(points, radius = 8) {
  let path = `M${spell(points[0])}`;
  for (let i = 1; i < points.length - 1; i += 1) {
    const into = toward(points[i], points[i - 1], radius);
    const out = toward(points[i], points[i + 1], radius);
    path += `L${spell(into)}Q${spell(points[i])} ${spell(out)}`;
  }
  return `${path}L${spell(points.at(-1))}`;
}

const spell = ([x, y]) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

function toward([x, y], [toX, toY], most) {
  const length = Math.hypot(toX - x, toY - y);
  const by = Math.min(most, length / 2) / (length || 1);
  return [x + (toX - x) * by, y + (toY - y) * by];
}
