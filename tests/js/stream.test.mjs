import { test } from "node:test";
import assert from "node:assert/strict";
import { eventsIn, listen } from "../../src/debatekit/classroom/pages/stream.mjs";

const soon = (ms = 5) => new Promise((done) => setTimeout(done, ms));
const until = async (what) => { for (let i = 0; i < 600 && !what(); i += 1) await soon(); assert.ok(what(), String(what)); };
const json = (status, data, headers = {}) => new Response(JSON.stringify(data), { status, headers: { "Content-Type": "application/json", ...headers } });

test("events are taken out of the stream wherever it is cut", () => {
  const whole = ': hello\n\nevent: state\ndata: {"a":1}\n\ndata: one\r\ndata: two\r\n\r\nevent: state\ndata: {"a"';
  for (let cut = 0; cut < whole.length; cut += 1) {
    const first = eventsIn(whole.slice(0, cut));
    const second = eventsIn(first.rest + whole.slice(cut));
    assert.deepEqual([...first.events, ...second.events], [{ event: "state", data: '{"a":1}' }, { event: "message", data: "one\ntwo" }]);
    assert.equal(second.rest, 'event: state\ndata: {"a"');
  }
});

test("a sign that ends a line elsewhere ends none here", () => {
  const state = { text: "one\u2028two\u2029three\u0085four" };
  assert.deepEqual(JSON.parse(eventsIn(`event: state\ndata: ${JSON.stringify(state)}\n\n`).events[0].data), state);
});

/** A server of streams: each connection is an object with `send(state)` and `cut()`. */
function streams() {
  const open = [];
  const fetch = async (url, { signal }) => {
    if (fetch.status) return json(fetch.status, { error: "no" });
    const encoder = new TextEncoder();
    let control;
    const body = new ReadableStream({ start(c) { control = c; } });
    signal.addEventListener("abort", () => { try { control.error(new Error("aborted")); } catch { /* it has ended */ } });
    open.push({ url: String(url), bytes: (part) => control.enqueue(part), send: (state) => control.enqueue(encoder.encode(`event: state\ndata: ${JSON.stringify(state)}\n\n`)), cut: () => control.close() });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  };
  return { open, fetch };
}

test("a stream that breaks is opened again, and the page is told once each way", async () => {
  const server = streams();
  const heard = [];
  const line = listen({ path: "api/stream", key: "K", heard: (state) => heard.push(state.n), changed: ({ up }) => heard.push(up), fetch: server.fetch, random: () => 0 });
  await until(() => server.open.length === 1);
  server.open[0].send({ n: 1 });
  await until(() => heard.length === 2);
  server.open[0].cut();
  await until(() => server.open.length === 2);
  server.open[1].send({ n: 2 });
  await until(() => heard.length === 5);
  assert.deepEqual(heard, [true, 1, false, true, 2]);
  line.close();
});

test("of several states that come at once only the last is shown", async () => {
  const server = streams();
  const heard = [];
  const line = listen({ path: "api/stream", key: "K", heard: (state) => heard.push(state.n), fetch: server.fetch });
  await until(() => server.open.length === 1);
  for (const n of [1, 2, 3]) server.open[0].send({ n });
  await until(() => heard.at(-1) === 3);
  line.close();
});

test("a key that the class does not know ends the line", async () => {
  const server = streams();
  server.fetch.status = 401;
  let no = null;
  listen({ path: "api/stream", key: "K", heard: () => {}, refused: (status) => { no = status; }, fetch: server.fetch });
  await until(() => no === 401);
});

test("`again` does not wait for the next try", async () => {
  let calls = 0;
  const line = listen({ path: "api/stream", key: "K", heard: () => {}, random: () => 1, fetch: async () => { calls += 1; throw new TypeError(); } });
  await until(() => calls === 1);
  line.again();
  await until(() => calls === 2);
  line.close();
});

test("a state is whole wherever the network cuts it, even within a letter", async () => {
  const server = streams();
  const heard = [];
  const line = listen({ path: "api/stream", key: "K", heard: (state) => heard.push(state.text), fetch: server.fetch });
  await until(() => server.open.length === 1);
  for (const byte of new TextEncoder().encode('event: state\ndata: {"text":"größer 🗳 أكبر"}\n\n')) server.open[0].bytes(Uint8Array.of(byte));
  await until(() => heard.length === 1);
  assert.deepEqual(heard, ["größer 🗳 أكبر"]);
  line.close();
});

/** A network on which a stream brings nothing, as behind a proxy that holds answers back; `asked` are the paths. */
function holding(state) {
  const asked = [];
  const fetch = async (url, { signal }) => {
    asked.push(new URL(url).pathname.split("/").at(-1));
    if (!String(url).endsWith("stream")) return state();
    return new Promise((_, fail) => signal.addEventListener("abort", () => fail(new Error("aborted"))));
  };
  return { asked, fetch };
}

test("where a stream brings nothing the state is asked for", async () => {
  const net = holding(() => json(200, { n: 1 }));
  const heard = [];
  const line = listen({ path: "api/stream", key: "K", heard: (state) => heard.push(state.n), changed: ({ up }) => heard.push(up), fetch: net.fetch, random: () => 0, first: 20 });
  await until(() => heard.length === 2);
  assert.deepEqual([net.asked, heard], [["stream", "state"], [true, 1]]);
  line.again(); // somebody looks at the page once more
  await until(() => heard.length === 3);
  assert.deepEqual([net.asked.slice(1), heard], [["state", "state"], [true, 1, 1]]);
  line.close();
});

test("after a while a stream is tried again, without a word", async () => {
  const net = holding(() => json(200, { n: 1 }));
  const told = [];
  const line = listen({ path: "api/stream", key: "K", heard: () => {}, changed: ({ up }) => told.push(up), fetch: net.fetch, random: () => 0, first: 20 });
  const again = setInterval(() => line.again(), 5);
  await until(() => net.asked.filter((each) => each === "stream").length === 2 && net.asked.at(-1) === "state");
  clearInterval(again);
  line.close();
  assert.equal(net.asked.lastIndexOf("stream"), 31);
  assert.deepEqual(told, [true]);
});

test("a server that is gone or busy is not asked without a pause, however it was asked before", async () => {
  for (const state of [() => { throw new TypeError(); }, () => json(502, {}), () => json(503, {}, { "Retry-After": "1" })]) {
    const net = holding(state);
    const line = listen({ path: "api/stream", key: "K", heard: () => {}, fetch: net.fetch, random: () => 0, first: 20 });
    await until(() => net.asked.includes("state"));
    await soon(150);
    assert.deepEqual(net.asked, ["stream", "state"]);
    line.close();
  }
});

test("a page that cannot draw a state keeps its line", async () => {
  const server = streams();
  const [heard, slips] = [[], []];
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (what, ms, ...more) => later(ms === undefined ? () => { try { what(); } catch (error) { slips.push(error.message); } } : what, ms, ...more);
  try {
    const line = listen({ path: "api/stream", key: "K", heard: ({ n }) => { heard.push(n); if (n === 1) throw new Error("slip"); }, changed: ({ up }) => heard.push(up), fetch: server.fetch });
    await until(() => server.open.length === 1);
    server.open[0].send({ n: 1 });
    await until(() => slips.length === 1);
    server.open[0].send({ n: 2 });
    await until(() => heard.at(-1) === 2);
    assert.deepEqual([heard, slips, server.open.length], [[true, 1, 2], ["slip"], 1]);
    line.close();
  } finally {
    globalThis.setTimeout = later;
  }
});

test("a device that has slept, or a page that was put aside, gets the state anew; else a look changes nothing", async () => {
  const real = Date.now;
  const server = streams();
  const line = listen({ path: "api/stream", key: "K", heard: () => {}, fetch: server.fetch, random: () => 0 });
  const bring = async (number) => {
    await until(() => server.open.length === number);
    server.open[number - 1].send({ n: number });
    await soon(30);
  };
  try {
    await bring(1);
    line.again();
    await soon(30);
    assert.equal(server.open.length, 1);
    Date.now = () => real() + 5000; // the other clock stood still
    line.again();
    await bring(2);
    line.again(true);
    await bring(3);
  } finally {
    Date.now = real;
    line.close();
  }
});
