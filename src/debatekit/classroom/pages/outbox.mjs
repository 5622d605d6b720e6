// Votes that the class has not confirmed yet. They wait on this phone and go out by themselves, in order, each until it is answered.
import { backOff, isBusy, request, Unreachable } from "./line.mjs";

const QUIET_MS = 4000;

/**
 * The outbox under `place` in `storage`, which never throws (`shelf`); another tab of this browser may use it, too.
 *
 * `answered({round, kind, sent, vote, error})` tells how the vote `sent`, as it was put in, ended: `kept` with what stands now as `vote`, `late` when
 * voting was over, or `refused`.
 * `changed()` is called when `waiting(round)` or `isHeld` may be different. `unknown(status, data)` is called when the class does not know the key.
 */
export function outbox({ place, key, storage, answered, changed, unknown = () => {}, ask = request, random = Math.random, quiet = QUIET_MS }) {
  let isRunning = false;
  let isClosed = false;
  let wake = () => {};
  const box = { isHeld: false, put, waiting, again: () => { wake(); run(); }, clear, close };

  function read() {
    try {
      const votes = JSON.parse(storage.getItem(place));
      return Array.isArray(votes) ? votes : [];
    } catch {
      return [];
    }
  }
  function write(votes) {
    if (votes.length) storage.setItem(place, JSON.stringify(votes));
    else storage.removeItem(place);
  }

  /** The vote of `round` that waits, or null; without a round, all that wait. */
  function waiting(round) {
    const votes = read();
    return round === undefined ? votes : (votes.find((each) => each.round === round) ?? null);
  }
  /** Put a vote in, `{value, confidence, n}`, in place of an earlier one for the same round, and send it. */
  function put(round, vote) {
    write([...read().filter((each) => each.round !== round), { round, ...vote }]);
    box.again();
  }
  function clear() {
    write([]);
    box.isHeld = false;
    wake();
  }
  function close() {
    isClosed = true;
    wake();
  }
  function hold(isHeld) {
    if (box.isHeld === isHeld) return;
    box.isHeld = isHeld;
    changed();
  }
  // Another vote may have taken its place while it was under way, also from another tab.
  function done(vote) {
    write(read().filter((each) => each.round !== vote.round || (each.n >= vote.n && JSON.stringify(each) !== JSON.stringify(vote))));
  }

  async function run() {
    if (isRunning || isClosed) return;
    isRunning = true;
    let slow = null; // a server that is busy is asked again without a word, but not for long
    let tries = 0;
    try {
      for (let [vote] = read(); vote && !isClosed; [vote] = read()) {
        slow ??= setTimeout(() => hold(true), quiet);
        const wait = await send(vote, tries);
        if (wait === null) return;
        if (wait === 0) {
          clearTimeout(slow);
          slow = null;
          tries = 0;
          continue;
        }
        tries += 1;
        await new Promise((go) => {
          const timer = setTimeout(go, wait);
          wake = () => { clearTimeout(timer); go(); };
        });
      }
      hold(false);
    } finally {
      clearTimeout(slow);
      isRunning = false; // also after a slip in what is told
    }
  }

  /** How many ms to wait before the next try; 0 when the vote has ended, null when no more may be sent. */
  async function send(vote, tries) {
    const { round, value, confidence, n } = vote;
    try {
      const { status, data, wait } = await ask("PUT", `api/votes/${round}`, { key, body: { value, confidence, n } });
      if (isClosed) return null;
      if (status === 401 && data.error) {
        unknown(status, data);
        return null;
      }
      if (isBusy(status) || status >= 500 || !("n" in data || "error" in data)) return wait + backOff(tries, random);
      done(vote);
      if (!read().length) box.isHeld = false;
      const kind = status === 200 ? "kept" : status === 409 ? "late" : status === 425 ? "early" : "refused";
      answered({ round, kind, sent: vote, vote: kind === "kept" ? data : null, error: data.error ?? "" });
      return 0;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      hold(true);
      return backOff(tries, random);
    }
  }

  return box;
}
