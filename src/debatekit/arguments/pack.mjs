// Give every node of the tree its place across: kin close together, parents over the middle of their kin, and nothing over anything else.

const SPACE = { claim: 22, line: 12 };
const LANE = 14;

/** Set `x`, the middle, on every node; `sizes` gives the width of a claim and of a junction. Lanes of stacks get theirs, too. */
export function pack(tops, sizes) {
  const forest = { kind: "forest", kids: tops };
  shape(forest, sizes);
  place(forest, 0);
}

const even = (level) => level % 2 === 0;

function shape(node, sizes) {
  for (const kid of node.kids) shape(kid, sizes);
  node.outline = new Map();
  if (node.kind === "stack") return shapeStack(node);
  if (node.kind === "ghost") {
    for (let level = 2 * node.gap - 1; level < 2 * node.row; level += 1) node.outline.set(level, [-4, 4]);
    return;
  }
  node.offsets = spread(node.kids);
  const middle = middleOf(node);
  node.offsets = node.offsets.map((offset) => offset - middle);
  node.kids.forEach((kid, i) => widen(node.outline, kid.outline, node.offsets[i]));
  if (node.kind === "claim") add(node.outline, 2 * node.row, -sizes.claim(node.id) / 2, sizes.claim(node.id) / 2);
  if (node.kind === "junction") {
    const level = 2 * node.gap - 1;
    const half = sizes.junction(node.id) / 2;
    add(node.outline, level, -half, half);
    // The bar that holds the premises together ends over the outer ones.
    const arrivals = node.kids.flatMap((kid, i) => arrivalsOf(kid).map((x) => x + node.offsets[i]));
    const room = sizes.entries(node.id) * 16 + 8;
    if (arrivals.length + sizes.entries(node.id) > 1) add(node.outline, level, Math.min(0, ...arrivals) - room, Math.max(0, ...arrivals) + room);
  }
}

/** Where the lines of a premise or of a stack of premises arrive from below. */
function arrivalsOf(kid) {
  return kid.kind === "stack" ? [0, ...kid.lanes.slice(1)] : [0];
}

function shapeStack(node) {
  const widest = Math.max(...node.kids.flatMap((kid) => [...kid.outline.values()].map(([left]) => -left)));
  const ofClaims = node.kids[0].kind === "claim";
  node.offsets = node.kids.map(() => 0);
  node.lanes = node.kids.map((_, down) => -widest - LANE * down);
  for (const kid of node.kids) widen(node.outline, kid.outline, 0);
  const top = ofClaims ? 2 * node.kids[0].row - 1 : 2 * node.kids[0].gap - 1;
  node.kids.forEach((kid, down) => {
    if (!down) return;
    const end = ofClaims ? 2 * kid.row - 1 : 2 * kid.gap - 1;
    for (let level = top; level <= end; level += 1) add(node.outline, level, node.lanes[down] - 2, node.lanes[down] + 2);
  });
}

/** A node stands over the middle of those that carry it: not of lines that pass, nor of reasons that hit another reason. */
function middleOf(node) {
  if (!node.kids.length) return 0;
  const counts = (kid) => kid.kind !== "ghost" && kid.reason?.relation !== "undercuts";
  const some = node.kids.some(counts);
  const at = node.offsets.filter((_, i) => !some || counts(node.kids[i]));
  return (at[0] + at.at(-1)) / 2;
}

/** Offsets of neighbours: as far left as they go and as far right as they go, and of both the mean, which also keeps all distances. */
function spread(kids) {
  const apart = kids.map((right, j) => kids.slice(0, j).map((left) => distance(left.outline, right.outline)));
  const leftmost = [];
  for (let j = 0; j < kids.length; j += 1) leftmost.push(j ? Math.max(...apart[j].map((space, i) => leftmost[i] + space)) : 0);
  const rightmost = [...leftmost];
  for (let i = kids.length - 2; i >= 0; i -= 1) {
    rightmost[i] = Math.min(...rightmost.slice(i + 1).map((x, k) => x - apart[i + 1 + k][i]));
  }
  return leftmost.map((x, i) => (x + rightmost[i]) / 2);
}

function distance(left, right) {
  let space = 0;
  for (const [level, [, end]] of left) {
    const other = right.get(level);
    if (other) space = Math.max(space, end - other[0] + (even(level) ? SPACE.claim : SPACE.line));
  }
  return space;
}

function widen(outline, other, by) {
  for (const [level, [left, right]] of other) add(outline, level, left + by, right + by);
}

function add(outline, level, left, right) {
  const [l, r] = outline.get(level) ?? [left, right];
  outline.set(level, [Math.min(l, left), Math.max(r, right)]);
}

function place(node, x) {
  node.x = x;
  if (node.kind === "stack") node.lanes = node.lanes.map((lane) => lane + x);
  node.kids.forEach((kid, i) => place(kid, x + node.offsets[i]));
}
