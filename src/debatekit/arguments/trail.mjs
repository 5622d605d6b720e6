// What leads to a claim or a reason, and where it goes. Pure.

/** The ids of everything that `start` leads to, with what is held together with it on the way, and of everything that leads to it. */
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
