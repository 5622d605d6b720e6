// Draw a tree of claims sideways, as a page to read: the thesis at the upper left, a claim's reasons in the next column, each below the one
// before. Where what follows would run over the right edge, the reasons stand below their claim instead, set in. Every claim has a band of
// the page to itself with all that leads to it, so nothing overlaps and no lines cross. Pure geometry, in the units of `measure`.
import { boxOf } from "./box.mjs";

export const EDGE = 16;
export const SIGN = { height: 24, gap: 7 };
const GAP = 50; // between columns: arrowhead, trunk, branch, bracket
const TRUNK = 36; // the lines of a group stand that far to the left of its boxes
const LANE = 15;
const BRACKET = 7;
const SET_IN = 24;
const SLACK = GAP + 2; // how much narrower the last column may get: set in once
const BETWEEN = { premises: 10, reasons: 18 };
const ENTRY = 21;
const WIDTH = { least: 160, good: 200, most: 300, alone: 400, thesis: 560 };

/**
 * Where everything is: `{width, height, boxes, signs, lines}` for the tree `top`. `texts.box(node)` gives the texts of
 * a box, `texts.sign(reason)` that of a sign, and `measure(text, font)` a width. `room` is the width of the page; `weighed` keeps a row free for a strength.
 *
 * A line is `{reason, kind, points}`: the "trunk" into a claim, which its reasons share; the "branch" from the trunk, or from the sign
 * that is undercut, to the reason's own sign; the "bracket" along its premises; a "tick" from there to one `premise`.
 */
export function layout(top, texts, measure, room, weighed = false) {
  const page = room - EDGE;
  const columns = Math.max(1, Math.min(depth(top), Math.floor((page - EDGE) / (WIDTH.good + GAP))));
  const width = Math.max(WIDTH.least, Math.min(WIDTH.most, (page - EDGE) / columns - GAP));
  const [boxes, signs, lines] = [[], [], []];

  function claim(node, x, y) {
    const steps = depth(node);
    const isBelow = node === top || x + (1 + steps) * (width + GAP) - GAP - SLACK > page;
    // Where nothing follows to the right, the text may run on there.
    const most = node === top ? WIDTH.thesis : node.stub || (steps && !isBelow) ? width : Math.max(width, WIDTH.alone);
    const box = { ...boxOf(node, texts.box(node), Math.max(WIDTH.least, Math.min(most, page - x)), measure, weighed), x, y, isThesis: node === top };
    boxes.push(box);
    const left = GAP + (isBelow ? x : x + box.width);
    const trunk = left - TRUNK;
    let end = isBelow ? y + box.height + 20 : y + ENTRY - SIGN.height / 2;
    if (!steps) return y + box.height;
    for (const [i, reason] of node.reasons.entries()) {
      const start = i ? end + BETWEEN.reasons : end;
      const middle = start + SIGN.height / 2;
      lines.push({ reason: reason.id, kind: "trunk", points: isBelow ? [[trunk, middle], [trunk, y + box.height]] : [[trunk, middle], [trunk, y + ENTRY], [x + box.width, y + ENTRY]] });
      lines.push({ reason: reason.id, kind: "branch", points: [[left - 20, middle], [trunk, middle]] });
      end = group(reason, left, start);
    }
    return Math.max(end, y + box.height);
  }

  function group(reason, left, y) {
    const text = texts.sign(reason);
    const sign = { id: reason.id, relation: reason.relation, text, x: left - 20, y, width: measure(text, "label") + 22, height: SIGN.height };
    signs.push(sign);
    const under = y + SIGN.height;
    let end = under + SIGN.gap - BETWEEN.premises;
    let tick;
    for (const premise of reason.premises) {
      const at = end + BETWEEN.premises;
      tick = at + ENTRY;
      end = claim(premise, left, at);
      lines.push({ reason: reason.id, kind: "tick", premise: premise.claim.id, points: [[left - BRACKET, tick], [left, tick]] });
    }
    lines.push({ reason: reason.id, kind: "bracket", linked: reason.premises.length > 1, points: [[left - BRACKET, under], [left - BRACKET, tick]] });
    for (const undercut of reason.undercuts) {
      const middle = end + BETWEEN.reasons + SIGN.height / 2;
      lines.push({ reason: undercut.id, kind: "branch", points: [[left + SET_IN - 20, middle], [left - LANE, middle], [left - LANE, under]] });
      end = group(undercut, left + SET_IN, end + BETWEEN.reasons);
    }
    return end;
  }

  const height = claim(top, EDGE, EDGE) + EDGE;
  return { width: Math.max(...[...boxes, ...signs].map((thing) => thing.x + thing.width)) + EDGE, height, boxes, signs, lines };
}

/** How many reasons follow one another at most. */
function depth(node) {
  const below = (reason) => Math.max(...reason.premises.map((premise) => 1 + depth(premise)), ...reason.undercuts.map(below));
  return Math.max(0, ...node.reasons.map(below));
}
