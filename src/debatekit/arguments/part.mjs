// Parts of a map: the main line, what is opened beside it, what leads to a claim and where it goes.

/** The premises of a reason and its target, as ids of claims and reasons. */
const ends = (reason) => [...reason.premises, reason.to];

/**
 * The main line of a map: its reasons, with their premises and, where one of them does not end in what is there, the way from it to
 * the thesis. Each claim of `opened` brings all its reasons with it. A claim tells in `hidden` how many of its reasons are left out.
 */
export function mainPart(map, opened = new Set()) {
  const byId = new Map(map.reasons.map((reason) => [reason.id, reason]));
  const wanted = new Set(map.main_line);
  for (const id of map.main_line) for (const step of wayUp(map, byId.get(id))) wanted.add(step.id);
  const present = () => new Set([map.thesis, ...[...wanted].flatMap((id) => ends(byId.get(id)))]);
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    const claims = present();
    for (const reason of map.reasons) {
      // An undercut comes with the reason that it hits.
      if ((opened.has(reason.to) && claims.has(reason.to)) || (reason.relation === "undercuts" && wanted.has(reason.to) && opensTo(byId, reason, opened))) wanted.add(reason.id);
    }
  }
  const claims = present();
  const hiddenOf = (claim) => map.reasons.filter((reason) => reason.to === claim.id && !wanted.has(reason.id)).length;
  return {
    ...map,
    claims: map.claims.filter((claim) => claims.has(claim.id)).map((claim) => ({ ...claim, hidden: hiddenOf(claim) })),
    reasons: map.reasons.filter((reason) => wanted.has(reason.id)),
  };
}

function opensTo(byId, reason, opened) {
  const target = byId.get(reason.to);
  return target.relation === "undercuts" ? opensTo(byId, target, opened) : opened.has(target.to);
}

/** The reasons that lead from one reason to the thesis, on the shortest way. */
function wayUp(map, from) {
  const before = new Map([[from, null]]);
  const queue = [from];
  for (const reason of queue) {
    if (reason.to === map.thesis) {
      const way = [];
      for (let at = reason; at; at = before.get(at)) way.push(at);
      return way;
    }
    for (const next of map.reasons) {
      const goesOn = reason.relation === "undercuts" ? next.id === reason.to : next.premises.includes(reason.to);
      if (goesOn && !before.has(next)) {
        before.set(next, reason);
        queue.push(next);
      }
    }
  }
  return [];
}

/** Everything that a claim or a reason leads to, with what is held together with it on the way, and everything that leads to it. */
export function trail(map, start) {
  const found = new Set([start]);
  const follow = (step) => {
    const queue = [start];
    const seen = new Set(queue);
    for (const id of queue) {
      for (const next of step(id)) {
        if (seen.has(next)) continue;
        seen.add(next);
        found.add(next);
        queue.push(next);
      }
    }
  };
  const reasons = new Map(map.reasons.map((reason) => [reason.id, reason]));
  follow((id) => (reasons.has(id) ? [reasons.get(id).to] : map.reasons.filter((reason) => reason.premises.includes(id)).map((reason) => reason.id)));
  for (const id of [...found]) if (id !== start) for (const premise of reasons.get(id)?.premises ?? []) found.add(premise);
  follow((id) => [...(reasons.get(id)?.premises ?? []), ...map.reasons.filter((reason) => reason.to === id).map((reason) => reason.id)]);
  return found;
}
