// Where lines leave and arrive: on the edges of claims and on the bar below each reason. Pure.

/** Where each premise arrives on the bar of its reason: for each reason a map from premises to places across. */
export function arrivalsOf({ map, claims, junctions, linked, back }) {
  const arrivals = new Map();
  for (const { id, premises } of map.reasons) {
    const junction = junctions.get(id);
    const xs = new Map();
    for (const premise of premises) {
      const claim = claims.get(premise);
      if (!linked.has(`${id} ${premise}`)) xs.set(premise, claim.lane ?? claim.x);
      else if (junction.ghosts.has(premise)) xs.set(premise, junction.ghosts.get(premise));
    }
    // The others have no column of their own; they come in beside what is there.
    for (const premise of premises) {
      if (xs.has(premise)) continue;
      const toRight = back.has(`${id} ${premise}`) || claims.get(premise).x > junction.x;
      const beside = toRight ? Math.max(junction.x, ...xs.values()) + 16 : Math.min(junction.x, ...xs.values()) - 16;
      xs.set(premise, xs.size ? beside : junction.x);
    }
    arrivals.set(id, xs);
  }
  return arrivals;
}

/** Ports on the lower edge of each claim for the arrows that end there, in the order in which they come. */
export function bottomPorts({ map, claims, junctions }) {
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
export function topPorts({ map, claims, linked, back }, arrivals) {
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
