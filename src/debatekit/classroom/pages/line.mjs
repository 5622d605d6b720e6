// The line of a page to its class server: one request and its answer. Nothing here touches the page.

/** The address under which the class lives: this file is at `static/VERSION/classroom/pages/` below it. */
export const root = new URL("../../../../", import.meta.url);

/** There is no line, or what answers is not the class, such as the welcome page of a Wi-Fi. */
export class Unreachable extends Error {}

const PATIENCE_MS = 12_000;
const LONGEST_MS = 60_000; // more than that a server that is ours never asks for
const BUSY = [429, 502, 503, 504];

/** Whether an answer of this status asks to come back later. */
export function isBusy(status) {
  return BUSY.includes(status);
}

/** Whether an answer says that it is JSON. */
export function isJson(response) {
  return (response.headers.get("Content-Type") ?? "").includes("json");
}

/** How long to wait before try number `tries` (from 0), in ms: doubling up to 15 s, and spread so that a class does not come back in one moment. */
export function backOff(tries, random = Math.random) {
  const most = Math.min(15_000, 1500 * 2 ** tries);
  return most * (0.2 + 0.8 * random());
}

/** How long an answer asks to wait before the next try, in ms; 0 if it does not say. */
export function askedWait(response) {
  return Math.min(LONGEST_MS, 1000 * (Number(response.headers.get("Retry-After")) || 0));
}

/** Ask the class server; `{status, data, wait}` with `wait` in ms if it said how long. Raises Unreachable. */
export async function request(method, path, { key = null, body, patience = PATIENCE_MS, fetch = globalThis.fetch } = {}) {
  const headers = { Accept: "application/json", ...(key && { Authorization: `Bearer ${key}` }), ...(body !== undefined && { "Content-Type": "application/json" }) };
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(new URL(path, root), { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store", signal });
    if (response.ok && !isJson(response) && response.status !== 204) throw new Unreachable();
    const data = isJson(response) ? await response.json() : {};
    if (data === null || typeof data !== "object") throw new Unreachable();
    return { status: response.status, data, wait: askedWait(response) };
  } catch {
    throw new Unreachable(`${method} ${path}`);
  }
}

/**
 * Ask until there is an answer other than “come back later”, however long the line is down; `{status: 0}` once it is not `isWanted()` any more.
 * `unheard(tries)` is called after each try, from 0, on which there was no line.
 */
export async function patiently(method, path, { isWanted, unheard, ...options }) {
  for (let tries = 0; isWanted(); tries += 1) {
    let asked = 0;
    try {
      const answer = await request(method, path, options);
      if (!isBusy(answer.status) && answer.status < 500) return answer;
      asked = answer.wait;
    } catch {
      unheard(tries);
    }
    await new Promise((done) => setTimeout(done, asked + backOff(tries)));
  }
  return { status: 0, data: {} };
}
