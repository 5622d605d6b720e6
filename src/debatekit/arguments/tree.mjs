// Which claim stands in which row, and a tree that holds most of the map. What the tree does not hold, a claim that serves
// a second reason, stays a link and is drawn as a line of its own.

/** The claim that a reason finally bears on: its target, or the target of the reason that it undercuts. */
function anchors(map) {
  const reasons = new Map(map.reasons.map((reason) => [reason.id, reason]));
  const found = new Map();
  for (const reason of map.reasons) {
    const seen = new Set();
    let at = reason;
    while (at && at.relation === "undercuts" && !seen.has(at.id)) {
      seen.add(at.id);
      at = reasons.get(at.to);
    }
    // Reasons that undercut each other in a ring bear on no claim; they hang on the thesis.
    found.set(reason.id, at && at.relation !== "undercuts" ? at.to : map.thesis);
  }
  return found;
}

/** Reasons by the claim they bear on; each reason is followed by those that undercut it. */
function unitsOf(map) {
  const anchor = anchors(map);
  const units = new Map(map.claims.map((claim) => [claim.id, []]));
  const placed = new Set();
  const add = (unit, reason) => {
    placed.add(reason.id);
    unit.push(reason);
    for (const other of map.reasons) if (other.relation === "undercuts" && other.to === reason.id && !placed.has(other.id)) add(unit, other);
  };
  const open = (reason) => {
    const unit = [];
    add(unit, reason);
    units.get(anchor.get(reason.id)).push(unit);
  };
  for (const reason of map.reasons) if (reason.relation !== "undercuts") open(reason);
  for (const reason of map.reasons) if (!placed.has(reason.id)) open(reason);
  return { units, anchor };
}

/** Rows by the longest way down from the thesis. `back` holds the premises (`reason premise`) that close a ring. */
function rowsOf(map, units) {
  const state = new Map();
  const back = new Set();
  const order = [];
  const visit = (claim) => {
    state.set(claim, "open");
    for (const reason of units.get(claim).flat()) {
      for (const premise of reason.premises) {
        if (state.get(premise) === "open") back.add(`${reason.id} ${premise}`);
        else if (!state.has(premise)) visit(premise);
      }
    }
    state.set(claim, "done");
    order.push(claim);
  };
  const roots = [];
  for (const claim of [map.thesis, ...map.claims.map((other) => other.id)]) {
    if (state.has(claim)) continue;
    roots.push(claim);
    visit(claim);
  }
  const rows = new Map(map.claims.map((claim) => [claim.id, 0]));
  for (const claim of order.reverse()) {
    for (const reason of units.get(claim).flat()) {
      for (const premise of reason.premises) {
        if (!back.has(`${reason.id} ${premise}`)) rows.set(premise, Math.max(rows.get(premise), rows.get(claim) + 1));
      }
    }
  }
  return { rows, back, roots };
}

/**
 * The map as a tree of nodes, `tops`, and as `links` the premises that the tree does not hold.
 *
 * A node is a claim (`row`, `kids`), a junction (`reason`, `gap`, `kids`; the gap has the number of the row below it) or a `ghost`:
 * the column in which a line passes the rows between a reason and a premise further down.
 */
export function arrange(map) {
  const { units, anchor } = unitsOf(map);
  const { rows, back, roots } = rowsOf(map, units);
  // Every claim hangs where it stands lowest, so that no line of the tree is long.
  const home = new Map();
  const fits = (reason, premise) => rows.get(anchor.get(reason.id)) + 1 === rows.get(premise) && !back.has(`${reason.id} ${premise}`);
  for (const wanted of [false, true]) {
    for (const reason of map.reasons) {
      for (const premise of reason.premises) {
        if ((reason.relation === "undercuts") === wanted && !home.has(premise) && fits(reason, premise)) home.set(premise, reason.id);
      }
    }
  }
  const links = [];
  for (const reason of map.reasons) {
    for (const premise of reason.premises) {
      if (home.get(premise) !== reason.id) links.push({ reason: reason.id, premise, back: back.has(`${reason.id} ${premise}`) });
    }
  }
  const claimNode = (id) => ({ kind: "claim", id, row: rows.get(id), kids: units.get(id).flatMap((unit) => sides(unit).map(junctionNode)) });
  const junctionNode = (reason) => {
    const gap = rows.get(anchor.get(reason.id)) + 1;
    return { kind: "junction", id: reason.id, reason, gap, kids: reason.premises.filter((premise) => home.get(premise) === reason.id).map(claimNode) };
  };
  const tops = roots.map(claimNode);
  straighten(tops, links);
  for (const top of tops) addGhosts(top, links, rows, leafPlaces(tops));
  return { tops, links };
}

/** A reason with those that undercut it on both sides, so that two of them need not pass each other. */
function sides([first, ...others]) {
  return [...others.filter((_, i) => i % 2 === 1).reverse(), first, ...others.filter((_, i) => i % 2 === 0)];
}

function leafPlaces(tops) {
  const places = new Map();
  let next = 0;
  const walk = (node) => {
    const from = next;
    for (const kid of node.kids) walk(kid);
    if (next === from) next += 1;
    places.set(node.id, (from + next - 1) / 2);
  };
  for (const top of tops) walk(top);
  return places;
}

/** Swap neighbours as long as that makes the links shorter: a short link crosses little. */
function straighten(tops, links) {
  if (!links.length) return;
  const length = () => {
    const places = leafPlaces(tops);
    return links.reduce((sum, { reason, premise }) => sum + Math.abs(places.get(reason) - places.get(premise)), 0);
  };
  const families = [];
  const walk = (node) => {
    if (node.kids.length > 1) families.push(node);
    for (const kid of node.kids) walk(kid);
  };
  for (const top of tops) walk(top);
  let best = length();
  for (let round = 0, better = true; better && round < 8; round += 1) {
    better = false;
    for (const node of families) {
      for (let i = 0; i + 1 < node.kids.length; i += 1) {
        const swapped = swap(node.kids, i);
        if (!swapped) continue;
        const before = node.kids;
        node.kids = swapped;
        const now = length();
        if (now < best) [best, better] = [now, true];
        else node.kids = before;
      }
    }
  }
}

/** `kids` with the one at `i` and its right neighbour swapped; a reason keeps those that undercut it beside it. */
function swap(kids, i) {
  const groups = [];
  const owner = new Map();
  for (const kid of kids) {
    const root = kid.kind === "junction" ? rootOf(kid, kids) : kid;
    if (!owner.has(root)) {
      owner.set(root, []);
      groups.push(owner.get(root));
    }
    owner.get(root).push(kid);
  }
  if (i + 1 >= groups.length) return null;
  [groups[i], groups[i + 1]] = [groups[i + 1], groups[i]];
  return groups.flat();
}

function rootOf(kid, kids) {
  const seen = new Set();
  let at = kid;
  while (at.reason.relation === "undercuts" && !seen.has(at)) {
    seen.add(at);
    const next = kids.find((other) => other.id === at.reason.to);
    if (!next) break;
    at = next;
  }
  return at;
}

function addGhosts(node, links, rows, places) {
  for (const kid of node.kids) addGhosts(kid, links, rows, places);
  if (node.kind !== "junction") return;
  for (const link of links) {
    if (link.reason !== node.id || link.back || rows.get(link.premise) <= node.gap) continue;
    const ghost = { kind: "ghost", id: `${link.reason} ${link.premise}`, link, gap: node.gap, row: rows.get(link.premise), kids: [] };
    if (places.get(link.premise) > places.get(node.id)) node.kids.push(ghost);
    else node.kids.unshift(ghost);
  }
}

/** A copy of the tree in which up to `tall` leaves of one parent stand under one another, as one `stack`. */
export function stackLeaves({ tops, links }, tall) {
  const linked = new Set(links.map((link) => link.premise));
  const isLeaf = (kid) => kid.kind === "claim" && !kid.kids.length && !linked.has(kid.id);
  const isSmall = (kid, kids) => kid.kind === "junction" && kid.reason.relation !== "undercuts" && kid.kids.length > 0
    && kid.kids.length === kid.reason.premises.length && kid.kids.every(isLeaf) && !kids.some((other) => other.reason.to === kid.id);
  const copy = (node) => {
    const small = tall > 1 ? node.kids.filter((kid) => (node.kind === "claim" ? isSmall(kid, node.kids) : isLeaf(kid))) : [];
    if (small.length < 2) return { ...node, kids: node.kids.map(copy) };
    const kids = [];
    for (const kid of node.kids) {
      if (kid === small[0]) kids.push(...columns(small, tall));
      else if (!small.includes(kid)) kids.push(copy(kid));
    }
    return { ...node, kids };
  };
  return tops.map(copy);
}

function columns(leaves, tall) {
  const count = Math.ceil(leaves.length / tall);
  return Array.from({ length: count }, (_, i) => {
    const part = leaves.slice(Math.round((i * leaves.length) / count), Math.round(((i + 1) * leaves.length) / count));
    const kids = part.map(lowered);
    return kids.length > 1 ? { kind: "stack", id: `stack ${kids[0].id}`, kids } : kids[0];
  });
}

function lowered(node, by) {
  const kids = node.kids.map((kid) => lowered(kid, by));
  return node.kind === "claim" ? { ...node, kids, row: node.row + by } : { ...node, kids, gap: node.gap + by };
}
