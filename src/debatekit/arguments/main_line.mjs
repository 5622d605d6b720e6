// What a map shows to begin with. Pure.

/** The reasons that a map shows to begin with: its main line and, where a part of that does not end in what is there, the way from it to the thesis. */
export function mainLine(map) {
  const byId = new Map(map.reasons.map((reason) => [reason.id, reason]));
  return new Set(map.main_line.flatMap((id) => wayUp(map, byId.get(id))));
}

/** The ids of the reasons that lead from one reason to the thesis, on the shortest way. */
function wayUp(map, from) {
  const before = new Map([[from, null]]);
  const queue = [from];
  for (const reason of queue) {
    if (reason.to === map.thesis) {
      const way = [];
      for (let at = reason; at; at = before.get(at)) way.push(at.id);
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
  return [from.id];
}
