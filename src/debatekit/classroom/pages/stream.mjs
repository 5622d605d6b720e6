// The stream of states of the class, which comes back by itself. Nothing here touches the page.
import { askedWait, backOff, isJson, request, root } from "./line.mjs";

const FIRST_MS = 10_000; // the first state comes at once
const SILENCE_MS = 45_000; // a word comes every 15 s
const LATE_MS = 20_000;
const POLLS = 30;

/** The whole events in `text` as `[{event, data}]`, and the rest that is still to come. */
export function eventsIn(text) {
  const parts = text.split(/\r?\n\r?\n/);
  const rest = parts.pop();
  const events = parts.map((part) => {
    // With the flag s, since JSON may hold U+2028, which “.” takes for the end of a line.
    const fields = part.split(/\r?\n/).map((line) => /^(event|data): ?(.*)$/s.exec(line)).filter(Boolean);
    return { event: fields.find(([, name]) => name === "event")?.[2] ?? "message", data: fields.filter(([, name]) => name === "data").map(([, , value]) => value).join("\n") };
  });
  return { events: events.filter((each) => each.data), rest };
}

// By the clock on the wall, and by the one that cannot be set.
const moment = () => [Date.now(), performance.now()];

/**
 * Hear every state of the class from the stream at `path`, until `close()`.
 *
 * `heard(state)` is called with each; `changed({up})` when the line goes or is back; `refused(status, data)` when the class does not know
 * the key, and then nothing more is tried. `again()` looks at once whether the line still is what it seems; with `true` it takes it for gone.
 * Something on the way may hold a stream back, so that nothing comes for `first` ms: then the state is asked for every few seconds, at
 * the address beside it, and a stream is tried again now and then.
 */
export function listen({ path, key, heard, changed = () => {}, refused = () => {}, fetch = globalThis.fetch, random = Math.random, first = FIRST_MS }) {
  let closed = false;
  let up = false;
  let tries = 0;
  let polls = 0; // how often the state is still asked for before the next stream is tried
  let lastWord = moment();
  let stop = new AbortController();
  let wake = () => {};

  const turn = (isUp) => {
    if (up === isUp) return;
    up = isUp;
    changed({ up });
  };
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    wake = () => { clearTimeout(timer); done(); };
  });
  const arrived = (state) => {
    if (closed) return;
    tries = 0;
    turn(true);
    try {
      heard(state);
    } catch (error) {
      setTimeout(() => { throw error; }); // a slip in drawing is no lost line
    }
  };
  const refuse = (status, data) => {
    closed = true;
    refused(status, data);
  };
  // Where the class has gone for a moment a proxy may say 404 or 403, which says nothing about the key.
  const isNo = (status, saysWhy) => !closed && status === 401 && saysWhy;

  // Both end with whether all is well, and how long to wait, in ms.
  async function poll() {
    const { status, data, wait } = await request("GET", path.replace(/stream$/, "state"), { key, fetch });
    if (isNo(status, "error" in data)) refuse(status, data);
    if (status !== 200) return [false, wait];
    polls -= 1;
    lastWord = moment();
    arrived(data);
    return [true, polls ? 3000 + 2000 * random() : 0];
  }

  async function hear() {
    stop = new AbortController();
    let timer = setTimeout(() => { polls = POLLS; stop.abort(); }, first);
    try {
      const response = await fetch(new URL(path, root), { headers: { Authorization: `Bearer ${key}`, Accept: "text/event-stream" }, cache: "no-store", signal: stop.signal });
      if (isNo(response.status, isJson(response))) refuse(response.status, await response.json());
      if (!response.ok) return [false, askedWait(response)];
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let rest = "", events = []; ;) {
        const { done, value } = await reader.read();
        if (done || closed) return [false, 0];
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(), SILENCE_MS);
        lastWord = moment();
        ({ events, rest } = eventsIn(rest + decoder.decode(value, { stream: true })));
        const last = events.findLast((each) => each.event === "state"); // what came before it is past
        if (last) arrived(JSON.parse(last.data));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async function run() {
    while (!closed) {
      const asks = polls > 0;
      let [isFine, wait] = [false, 0];
      try {
        [isFine, wait] = asks ? await poll() : await hear();
      } catch {
        isFine = !asks && polls > 0; // a stream that is held back: ask, and at once
      }
      if (closed) break;
      if (!isFine) {
        polls = 0; // perhaps the next line lets a stream through
        turn(false);
        wait += backOff(tries, random);
        tries += 1;
      }
      await pause(wait);
    }
  }

  run();
  return {
    close() {
      closed = true;
      stop.abort();
      wake();
    },
    again(isGone = false) {
      // While a device sleeps one of its clocks may stand still; then the time left of a round is wrong here, too.
      const [wall, steady] = moment().map((now, i) => now - lastWord[i]);
      const isLost = isGone || globalThis.navigator?.onLine === false || Math.max(wall, steady) > LATE_MS || Math.abs(wall - steady) > 1500;
      if (up && !polls && isLost) stop.abort();
      if (!up) tries = 0;
      if (!up || polls) wake();
    },
  };
}

/** Call `again` whenever a line may have come back or gone: the page is looked at once more, or the device has a network, or none. */
export function onReturn(again) {
  addEventListener("online", () => again());
  addEventListener("offline", () => again());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  addEventListener("pageshow", (event) => again(event.persisted)); // a page that was put aside as a whole has no line any more
}
