// What the console says of polls and rounds, and what comes next. Pure.

const KINDS = { choice: "one answer", several: "several answers", likert: "agreement", slider: "a number", probability: "a chance", ranking: "a ranking", points: "points to share", text: "a short text", truth: "how true", relevance: "how relevant" };

/** The kind of a question, in a few words; of points with how many there are, if that is known. Pure. */
export function kindInWords({ kind, total }) {
  if (kind === "points" && total) return `${total} ${total === 1 ? "point" : "points"} to share, all of them`;
  return KINDS[kind] ?? kind;
}

/** The round that is on the phones, with what only the console knows of it; null if there is none. */
export function current(state) {
  if (!state.now) return null;
  const known = state.rounds.find((round) => round.id === state.now.round);
  // Before the reveal only the console's own list has the result.
  return { ...known, ...state.now, votes: known?.votes ?? state.votes, result: state.now.result ?? known?.result ?? null };
}

/** The other rounds of the same poll that can be compared with `round`, in their order. */
export function siblings(state, round) {
  return state.rounds.filter((other) => other.poll === round.poll && other.id !== round.round && other.state !== "open" && other.votes > 0).sort((a, b) => a.nth - b.nth);
}

/** “Before reading” alone, or with how often the poll was asked if two rounds share a title. */
export function titleOf(state, round) {
  const shared = state.rounds.filter((other) => other.poll === round.poll && other.title === round.title).length > 1;
  return shared ? `${round.title} (vote ${round.nth})` : round.title;
}

/** Whether the instructor has looked at the result of a round. */
export function looked(round) {
  return Boolean(round.looked || round.result);
}

export const UNBLANKS = "The screen is blank; opening a vote shows it again.";

/** Whether nobody has answered a poll yet, not even by hand: then it can still be edited. Pure. */
export function isUntouched(state, poll) {
  return !state.rounds.some((round) => round.poll === poll && (round.votes > 0 || round.looked || Object.keys(round.hands ?? {}).length > 0));
}

/** When the votes of a round are erased: “Erased on 21 March 2027”, “Votes erased; the result stays”, or "" if the server does not say. */
export function erased(round) {
  if (!round.erased_on) return round.erased_on === null && round.state === "revealed" ? "Votes erased; the result stays" : "";
  // A day, not an instant: the same for every time zone.
  return `Erased on ${new Date(`${round.erased_on}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })}`;
}

/** The latest earlier round that everybody has seen and `round`, else the latest earlier one at all; null without another. Pure. */
export function pairOf(state, round) {
  const others = siblings(state, round);
  const earlier = others.filter((each) => each.nth < round.nth);
  const all = earlier.length > 0 ? earlier : others;
  const first = all.findLast((each) => each.state === "revealed") ?? all.at(-1);
  return first ? [first, { ...round, id: round.round }] : null;
}

/** Two rounds, in whatever order, as one word. Pure. */
export function pairKey(pair) {
  return pair.map(({ id }) => id).sort((a, b) => a - b).join("-");
}

/** What is to be done next, and what it does: `{steps, at, next}` for the round that is now; `at` counts from 0, and `refused` are pairs that are not compared. Pure. */
export function stage(state, round, refused = new Set()) {
  const steps = ["Open", "Close", "Look", "Reveal", "Vote again", "Compare"];
  const earlier = siblings(state, round);
  if (round.state === "open") return { steps, at: 1, next: "close" };
  if (round.state === "closed" && !looked(round)) return { steps, at: 2, next: "look" };
  if (round.state === "closed") return round.hint?.band === "discuss" && earlier.length === 0 ? { steps: TALKED_FIRST, at: 3, next: "again" } : { steps, at: 3, next: "reveal" };
  if (round.comparison) return { steps, at: 6, next: "done" };
  if (earlier.length > 0 && refused.has(pairKey(pairOf(state, round)))) return { steps: steps.slice(0, -1), at: 5, next: "done" };
  if (earlier.length > 0 && COMPARED.includes(round.question.kind)) return { steps, at: 5, next: "compare" };
  return { steps, at: 4, next: "again" };
}

// Peer instruction: neighbours convince each other before anybody sees the result.
const TALKED_FIRST = ["Open", "Close", "Look", "Vote again", "Reveal", "Compare"];
const COMPARED = ["choice", "likert", "slider", "probability", "truth", "relevance"];
