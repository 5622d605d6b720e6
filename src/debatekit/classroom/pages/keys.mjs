// The key of the screen or the console. It comes behind the # of the address, which no server and no log sees, or by a ticket that serves
// once; it is kept as long as the tab is open, since a lectern is used by many. A screen of the same browser gets its key from the console.
import { Unreachable, request, root } from "./line.mjs";

const kept = new Map();
const shelved = (name) => `debatekit-class-${name}`;
const lane = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`debatekit class ${root.pathname ?? root}`);
const ASKS = 6;
const ASK_MS = 500;

/** The key of the page `name`, from the address or from before it was loaded again; "" if there is none. It is taken out of the address bar, which a projector shows. */
export function keyOf(name) {
  const found = inAddress("key");
  if (found) keep(name, found);
  try {
    return sessionStorage.getItem(shelved(name)) ?? kept.get(name) ?? "";
  } catch {
    return kept.get(name) ?? "";
  }
}

/** Keep the key of the page `name`; "" forgets it. */
export function keep(name, key) {
  kept.set(name, key);
  try {
    if (key) sessionStorage.setItem(shelved(name), key);
    else sessionStorage.removeItem(shelved(name));
  } catch {
    // A browser that keeps nothing still has the key until the page is left.
  }
}

/** The ticket in the address of a browser that the class server opened, "" if there is none; it is taken out. */
export function ticketIn() {
  return inAddress("ticket");
}

/** The key for a ticket as `{key}`, or `{error}`. */
export async function keyFor(ticket) {
  try {
    return (await request("POST", "api/console/key", { body: { ticket } })).data;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { error: "The class server does not answer. Use the link to the console that it printed when it started." };
  }
}

/** Lend `key()` to screens of this browser that ask. */
export function lend(key) {
  lane?.addEventListener("message", ({ data }) => { if (data === "screen?" && key()) lane.postMessage({ screen: key() }); });
}

/** Let all screens of this browser forget their key. */
export function takeBack() {
  lane?.postMessage({ screen: "" });
}

/** Ask the console of this browser for the key of the screen: `found(key)` with the first that is not `old`, else `none()`. */
export function borrow(old, found, none) {
  if (!lane) return none();
  let asked = 0;
  const hear = ({ data }) => { if (data?.screen && data.screen !== old) end(() => found(data.screen)); };
  const ask = () => (asked++ < ASKS ? lane.postMessage("screen?") : end(none));
  const end = (then) => { clearInterval(timer); lane.removeEventListener("message", hear); then(); };
  lane.addEventListener("message", hear);
  const timer = setInterval(ask, ASK_MS);
  return ask();
}

/** Calls `gone()` when the console takes the key back. */
export function whenTakenBack(gone) {
  lane?.addEventListener("message", ({ data }) => { if (data?.screen === "") gone(); });
}

function inAddress(name) {
  const found = new URLSearchParams(location.hash.slice(1)).get(name) ?? "";
  if (found) history.replaceState(null, "", location.pathname + location.search);
  return found;
}
