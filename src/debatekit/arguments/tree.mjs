// A map as a true tree: each claim in full where a reader meets it first, and at every further place a stub that names it. Pure.

/**
 * The tree from the thesis down, in the order of the outline. A node is `{key, claim, stub, parent, hidden, reasons, beside}`; `hidden`
 * counts its reasons that are left out. A reason has its `premises`, its `undercuts` and in `on` the claim that it bears on. `only` holds
 * the ids of the reasons that are shown to begin with (null: all); `shows` says "all" or "none" for the claims that a reader has unfolded
 * or folded.
 */
export function tree(map, { only = null, shows = new Map() } = {}) {
  const claims = new Map(map.claims.map((claim) => [claim.id, claim]));
  const into = new Map();
  for (const reason of map.reasons) into.set(reason.to, [...(into.get(reason.to) ?? []), reason]);
  const met = new Set();

  function node(id, parent, key) {
    // A ring of reasons ends here, too.
    if (met.has(id)) return { key, claim: claims.get(id), stub: true, parent, hidden: 0, reasons: [] };
    met.add(id);
    const state = shows.get(id);
    const shown = state === "none" ? [] : chosen(id, state);
    return { key: id, claim: claims.get(id), stub: false, parent, hidden: (into.get(id) ?? []).length - shown.length, reasons: shown.map((reason) => step(reason, id, state)) };
  }

  const chosen = (id, state) => (into.get(id) ?? []).filter((reason) => !only || state === "all" || only.has(reason.id));
  const step = ({ id, relation, premises }, parent, state) => ({
    id, relation, on: claims.get(parent),
    premises: together(premises.map((premise) => node(premise, parent, `${id} ${premise}`))),
    undercuts: chosen(id, state).map((undercut) => step(undercut, parent, state)),
  });
  return node(map.thesis, null, map.thesis);
}

/** What is held together may stand far apart: then each tells in `beside` the numbers of the claims above it. */
function together(premises) {
  const from = premises.findIndex((premise) => premise.reasons.length);
  return premises.map((premise, i) => ({ ...premise, beside: from >= 0 && i > from ? premises.slice(0, i).map(({ claim }) => claim.number) : [] }));
}

/** The claims to unfold so that claim `id` is in the tree: all that stand between it and the thesis in the whole map. */
export function wayTo(map, id) {
  const way = [];
  const found = (node) => (node.claim.id === id && !node.stub) || (node.reasons.some(within) && way.push(node.claim.id) > 0);
  const within = (reason) => reason.premises.some(found) || reason.undercuts.some(within);
  found(tree(map));
  return way;
}

/** The nodes of a tree by their keys. */
export function nodesOf(top) {
  const nodes = new Map();
  const add = (node) => { nodes.set(node.key, node); node.reasons.forEach(within); };
  const within = (reason) => { reason.premises.forEach(add); reason.undercuts.forEach(within); };
  add(top);
  return nodes;
}
