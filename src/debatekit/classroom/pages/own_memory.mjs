// What one has voted, as this browser remembers it. Where somebody else may have the code or the account that one joined with, the class tells
// nobody which vote stands, only that there is one, and its number.

/** Own votes under `name` in `storage`, which never throws (`shelf`). */
export function ownMemory(storage, name) {
  function read() {
    try {
      const found = JSON.parse(storage.getItem(name));
      return found !== null && typeof found === "object" && !Array.isArray(found) ? found : {};
    } catch {
      return {};
    }
  }
  return {
    /** Remember the vote that was sent and stands. */
    keep(round, { value, confidence, n }) {
      storage.setItem(name, JSON.stringify({ ...read(), [round]: { value, confidence: confidence ?? null, n } }));
    },
    /** `vote` as the class tells it, with what this browser knows of the same one; without `value` where it was cast on another device. */
    filled(round, vote) {
      const mine = read()[round];
      return vote && !("value" in vote) && mine?.n === vote.n ? { ...vote, value: mine.value, confidence: mine.confidence } : vote;
    },
    /** Forget the rounds that the class does not have any more. */
    prune(rounds) {
      storage.setItem(name, JSON.stringify(Object.fromEntries(Object.entries(read()).filter(([round]) => round in rounds))));
    },
    clear: () => storage.removeItem(name),
  };
}

/** Whether the vote `sent` is the one that stands by what the class answered: it says so itself where it does not tell which one stands. */
export function isSame(stands, sent) {
  if ("same" in stands) return stands.same;
  if (!("value" in stands)) return stands.n === sent.n;
  return stands.confidence === sent.confidence && sorted(stands.value) === sorted(sent.value);
}

/** How much higher the next vote is numbered: where only numbers are told, those of two devices should not meet. */
export function step(mode, random = Math.random) {
  return mode === "open" ? 1 : 2 + Math.floor(38 * random());
}

// Points come back with their options in the poll's order.
function sorted(value) {
  return JSON.stringify(value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value).sort() : value);
}
