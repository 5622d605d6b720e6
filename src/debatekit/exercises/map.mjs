// A map that is being built: pure functions, tested without a browser.
//
// `answer` is {thesis, reasons: [{id, premises, relation, to}], unstated}, as in map_answer.py. A `pick` is a claim in the hand, {claim, from}:
// `from` is “thesis”, the id of the reason that it is taken out of, or null. A `spot` is where it may go, {as, to}: as thesis, as a reason
// that supports or attacks the claim `to` or undercuts the reason `to`, or together with the premises of the reason `to`.

export const EMPTY = { thesis: null, reasons: [], unstated: [] };

/** `answer` with one part changed, as the kernel will change it: “thesis”, “reason/<id>” or “unstated/<claim>”. */
export function apply(answer, item, choice) {
  const [what, ...rest] = item.split("/");
  const name = rest.join("/");
  if (what === "thesis") return { ...answer, thesis: choice };
  if (what === "unstated") return { ...answer, unstated: [...answer.unstated.filter((claim) => claim !== name), ...(choice ? [name] : [])] };
  if (choice === null) return { ...answer, reasons: without(answer.reasons, name) };
  const fresh = { id: name, ...choice };
  const known = answer.reasons.some((reason) => reason.id === name);
  return { ...answer, reasons: known ? answer.reasons.map((reason) => (reason.id === name ? fresh : reason)) : [...answer.reasons, fresh] };
}

/** What turns `before` into `after`, as [{item, choice}]: one change for each part, so that two pages add to each other's work. */
export function changes(before, after) {
  const found = [];
  if (before.thesis !== after.thesis) found.push({ item: "thesis", choice: after.thesis });
  const here = new Map(after.reasons.map((reason) => [reason.id, reason]));
  const there = new Map(before.reasons.map((reason) => [reason.id, reason]));
  for (const id of there.keys()) if (!here.has(id)) found.push({ item: `reason/${id}`, choice: null });
  // A step comes before what undercuts it.
  const depth = (reason, seen = 0) => (reason?.relation === "undercuts" && seen < after.reasons.length ? 1 + depth(here.get(reason.to), seen + 1) : 0);
  for (const { id, premises, relation, to } of [...here.values()].sort((one, other) => depth(one) - depth(other))) {
    const old = there.get(id);
    const same = old && old.relation === relation && old.to === to && old.premises.join(" ") === premises.join(" ");
    if (!same) found.push({ item: `reason/${id}`, choice: { premises, relation, to } });
  }
  for (const claim of new Set([...before.unstated, ...after.unstated])) {
    if (before.unstated.includes(claim) !== after.unstated.includes(claim)) found.push({ item: `unstated/${claim}`, choice: after.unstated.includes(claim) });
  }
  return found;
}

/** The claims that stand in the map. */
export function used(answer) {
  const claims = answer.reasons.flatMap(({ premises, relation, to }) => (relation === "undercuts" ? premises : [...premises, to]));
  return new Set(answer.thesis === null ? claims : [answer.thesis, ...claims]);
}

/** What each reason says, by its id: two maps draw a step in the same way if it says the same in both. */
export function sayings({ reasons }) {
  const steps = new Map(reasons.map((reason) => [reason.id, reason]));
  const say = ({ premises, relation, to }, seen = []) => `${[...premises].sort().join(" ")} ${relation} ${steps.has(to) && !seen.includes(to) ? `(${say(steps.get(to), [...seen, to])})` : to}`;
  return new Map(reasons.map((reason) => [reason.id, say(reason)]));
}

/** Whether what is in the hand may go to `spot`. The thesis comes first: all the rest leads there. A circle may be drawn, because one can learn from it. */
export function allowed(answer, pick, spot) {
  const step = answer.reasons.find(({ id }) => id === spot.to);
  const own = answer.reasons.find(({ id }) => id === pick.from);
  const moves = own?.premises.length === 1; // the whole reason comes along
  if (spot.as === "thesis") return pick.claim !== answer.thesis;
  if (answer.thesis === null) return false;
  if (spot.as === "supports" || spot.as === "attacks") return spot.to !== pick.claim && !(moves && own.to === spot.to && own.relation === spot.as);
  if (!step || step.premises.includes(pick.claim)) return false;
  if (moves && against(answer.reasons, own.id).has(step.id)) return false;
  return spot.as === "undercuts" || step.to !== pick.claim;
}

/** `answer` with what is in the hand put down; `id` names the reason if a new one is needed. */
export function place(answer, pick, { as, to }, id) {
  const own = answer.reasons.find((reason) => reason.id === pick.from);
  if (own?.premises.length === 1 && ["supports", "attacks", "undercuts"].includes(as)) {
    // The reason stays itself, and keeps what undercuts it.
    return apply(answer, `reason/${own.id}`, { premises: own.premises, relation: as, to });
  }
  const left = lifted(answer, pick);
  if (as === "thesis") return { ...left, thesis: pick.claim };
  if (as !== "together") return apply(left, `reason/${id}`, { premises: [pick.claim], relation: as, to });
  const { premises, relation, to: end } = left.reasons.find((reason) => reason.id === to);
  return apply(left, `reason/${to}`, { premises: [...premises, pick.claim], relation, to: end });
}

/** `answer` without the claim in this place; from the head of a loose part it goes with the reasons that lead to it. */
export function takeOut(answer, pick) {
  let left = lifted(answer, pick);
  if (pick.from === null) for (const { id } of answer.reasons.filter(({ relation, to }) => relation !== "undercuts" && to === pick.claim)) left = apply(left, `reason/${id}`, null);
  const still = used(left);
  return { ...left, unstated: left.unstated.filter((claim) => still.has(claim)) };
}

/** A support as an attack, and the reverse. */
export function turned(answer, id) {
  const { premises, relation, to } = answer.reasons.find((reason) => reason.id === id);
  return apply(answer, `reason/${id}`, { premises, relation: relation === "supports" ? "attacks" : "supports", to });
}

/**
 * The map as an outline: {thesis, loose}, a node and a list of nodes that lead nowhere yet. A node is {claim, key, from, again, steps}, a step {id,
 * relation, premises, undercuts}. A claim that stands in two places has its steps in the first, and is there `again` in the other.
 */
export function outline(answer) {
  const shown = new Set();
  const drawn = new Set();
  const leading = (to, undercut) => answer.reasons.filter((reason) => reason.to === to && (reason.relation === "undercuts") === undercut && !drawn.has(reason.id));

  function node(claim, from, key) {
    const again = shown.has(claim);
    shown.add(claim);
    return { claim, key, from, again, steps: again ? [] : leading(claim, false).map(step) };
  }
  function step(reason) {
    drawn.add(reason.id);
    const premises = reason.premises.map((claim) => node(claim, reason.id, `${reason.id}/${claim}`));
    return { id: reason.id, relation: reason.relation, premises, undercuts: leading(reason.id, true).map(step) };
  }
  function head(reason) {
    const seen = new Set();
    for (let at = reason; ; ) {
      seen.add(at.id);
      const up = at.relation === "undercuts" ? answer.reasons.find(({ id }) => id === at.to) : answer.reasons.find(({ id, premises }) => premises.includes(at.to) && !drawn.has(id));
      if (!up || seen.has(up.id)) return at.relation === "undercuts" ? at.premises[0] : at.to;
      at = up;
    }
  }
  const thesis = answer.thesis === null ? null : node(answer.thesis, "thesis", "thesis");
  const loose = [];
  for (const reason of answer.reasons) {
    if (drawn.has(reason.id)) continue;
    const claim = head(reason);
    loose.push(node(claim, null, `loose/${claim}`));
    drawn.add(reason.id);
  }
  return { thesis, loose };
}

function lifted(answer, { claim, from }) {
  if (from === "thesis") return { ...answer, thesis: null };
  const reason = answer.reasons.find(({ id }) => id === from);
  if (!reason) return answer;
  const premises = reason.premises.filter((premise) => premise !== claim);
  return apply(answer, `reason/${from}`, premises.length ? { premises, relation: reason.relation, to: reason.to } : null);
}

function without(reasons, name) {
  // An undercut goes with the step that it hits.
  const gone = against(reasons, name);
  return reasons.filter(({ id }) => !gone.has(id));
}

/** The ids of the reason `name`, of what undercuts it, of what undercuts that, and so on. */
function against(reasons, name) {
  const found = new Set([name]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { id, relation, to } of reasons) if (relation === "undercuts" && found.has(to)) found.add(id);
  }
  return found;
}
