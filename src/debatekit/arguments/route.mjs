// The ways of the lines, and with them the heights of rows and of the gaps between them. Pure.
import { assignTracks } from "./channel.mjs";
import { arrivalsOf, bottomPorts, topPorts } from "./ports.mjs";

export const JUNCTION = { height: 24, above: 11, below: 10 };
export const EDGE = 28;
const GAP = { arrow: 26, track: 11, stem: 18 };

/**
 * The lines and bars of a scene, and how high it is. Claims and junctions have their places across and get their `y`.
 *
 * A scene is `{map, claims, junctions, linked, back}`; `linked` holds the premises (`reason premise`) that the tree does not hold,
 * `back` those of them that close a ring.
 */
export function route(scene) {
  const { claims, junctions } = scene;
  const rows = Math.max(...[...claims.values()].map((claim) => claim.row)) + 1;
  const gaps = Array.from({ length: rows + 1 }, () => ({ upper: [], lower: [] }));
  const arrivals = arrivalsOf(scene);
  const paths = pathsOf(scene, arrivals, gaps);
  const height = setHeights(scene, gaps);
  const lines = paths.map((path) => ({ reason: path.junction.id, premise: path.premise ?? null, kind: path.kind, points: pointsOf(path, gaps) }));
  const bars = [...junctions.values()].map((junction) => {
    const xs = [...arrivals.get(junction.id).values()];
    return { reason: junction.id, x1: Math.min(junction.x, ...xs), x2: Math.max(junction.x, ...xs), y: gaps[junction.gap].bar, linked: xs.length > 1 };
  });
  return { lines, bars, height };
}

/** A net in a gap: above its signs ("upper") or below its bars ("lower"). */
function net(gap, side, bottoms, tops) {
  const made = { bottoms, tops };
  gap[side].push(made);
  return made;
}

/** Every line with the nets that it takes, which are put into `gaps`. */
function pathsOf(scene, arrivals, gaps) {
  const { map, claims, junctions, linked, back } = scene;
  const reasons = new Map(map.reasons.map((reason) => [reason.id, reason]));
  const [upperPorts, lowerPorts] = [topPorts(scene, arrivals), bottomPorts(scene)];
  // A line that closes a ring goes round everything, on the right.
  let corridor = Math.max(...[...claims.values(), ...junctions.values()].map((thing) => thing.x + thing.width / 2)) + 16;
  const paths = [];
  for (const junction of junctions.values()) {
    const reason = reasons.get(junction.id);
    for (const premise of reason.premises) {
      const key = `${reason.id} ${premise}`;
      const path = { kind: "premise", premise, junction, claim: claims.get(premise), x: arrivals.get(reason.id).get(premise) };
      if (back.has(key)) {
        goRound(path, corridor, gaps);
        corridor += 12;
      } else {
        path.port = linked.has(key) ? upperPorts.get(key) : path.claim.x;
        path.in = net(gaps[path.claim.row], "lower", [path.port], [path.x]);
      }
      paths.push(path);
    }
    const conclusion = { kind: "conclusion", relation: reason.relation, junction };
    if (reason.relation === "undercuts") hit(conclusion, junctions.get(reason.to), junctions, gaps);
    else goUp(conclusion, claims.get(reason.to), lowerPorts.get(reason.id), gaps);
    paths.push(conclusion);
  }
  return paths;
}

function goRound(path, corridor, gaps) {
  const { claim, junction, x } = path;
  path.corridor = corridor;
  path.port = claim.x + claim.width / 2 - 18;
  path.out = net(gaps[claim.row + 1], "upper", [path.port, corridor], []);
  path.in = net(gaps[junction.gap], "lower", [corridor], [x]);
}

function hit(path, other, junctions, gaps) {
  const { junction } = path;
  path.hit = other;
  path.side = Math.sign(junction.x - other.x) || 1;
  if (isBeside(junction, other, junctions)) return;
  path.x = other.x + path.side * (other.width / 2 - 10);
  path.up = net(gaps[junction.gap], "upper", [junction.x, path.x], []);
}

/** Whether nothing stands between two reasons of one gap. */
function isBeside(one, other, junctions) {
  if (one.gap !== other.gap) return true;
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  return ![...junctions.values()].some((third) => third !== one && third !== other && third.gap === one.gap && third.x > left && third.x < right);
}

function goUp(path, target, port, gaps) {
  const { junction } = path;
  [path.target, path.port] = [target, port];
  if (junction.lane === null) path.up = net(gaps[junction.gap], "upper", [junction.x], [port]);
  else {
    path.aside = net(gaps[junction.gap], "upper", [junction.x], [junction.lane]);
    path.up = net(gaps[target.row + 1], "upper", [junction.lane], [port]);
  }
}

/** Give each gap the height that its nets need, and claims and junctions their `y`; returns the height of all. */
function setHeights({ claims, junctions }, gaps) {
  const rows = gaps.length - 1;
  let y = EDGE;
  gaps.forEach((gap, row) => {
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
    if (row === rows) return;
    const inRow = [...claims.values()].filter((claim) => claim.row === row);
    for (const claim of inRow) claim.y = y;
    y += Math.max(0, ...inRow.map((claim) => claim.height));
  });
  for (const junction of junctions.values()) junction.y = gaps[junction.gap].y;
  return (gaps[rows].upper.length ? y : gaps[rows].top) + EDGE;
}

const upperY = (gap, made) => gap.trackTop + made.track * GAP.track;
const lowerY = (gap, made) => gap.lowerTop + made.track * GAP.track;

function pointsOf(path, gaps) {
  if (path.kind === "premise") return premisePoints(path, gaps);
  return path.hit ? hitPoints(path, gaps) : upPoints(path, gaps);
}

function premisePoints({ junction, claim, port, x, corridor, in: into, out }, gaps) {
  const { bar } = gaps[junction.gap];
  if (corridor !== undefined) {
    const [outY, inY] = [upperY(gaps[claim.row + 1], out), lowerY(gaps[junction.gap], into)];
    return [[port, claim.y + claim.height], [port, outY], [corridor, outY], [corridor, inY], [x, inY], [x, bar]];
  }
  if (into.track === null) return [[port, claim.y], [x, bar]];
  const across = lowerY(gaps[claim.row], into);
  return [[port, claim.y], [port, across], [x, across], [x, bar]];
}

function hitPoints({ junction, hit: other, side, x, up }, gaps) {
  if (!up) return [[junction.x - (side * junction.width) / 2, junction.y], [other.x + (side * other.width) / 2, other.y]];
  const across = upperY(gaps[junction.gap], up);
  return [[junction.x, junction.y - 12], [junction.x, across], [x, across], [x, other.y - 12]];
}

function upPoints({ junction, target, port, aside, up }, gaps) {
  const points = [[junction.x, junction.y - 12]];
  let { x } = junction;
  if (aside && aside.track !== null) {
    const across = upperY(gaps[junction.gap], aside);
    points.push([x, across], [junction.lane, across]);
    x = junction.lane;
  }
  if (up.track !== null) {
    const across = upperY(gaps[target.row + 1], up);
    points.push([x, across], [port, across]);
  }
  return [...points, [port, target.y + target.height]];
}
