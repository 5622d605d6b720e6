import { test } from "node:test";
import assert from "node:assert/strict";
import { backOff, patiently, request, Unreachable } from "../../src/debatekit/classroom/pages/line.mjs";
import { outbox } from "../../src/debatekit/classroom/pages/outbox.mjs";
import { ownVotes } from "../../src/debatekit/classroom/pages/phone_votes.mjs";
import { shelf } from "../../src/debatekit/classroom/pages/shelf.mjs";

const soon = (ms = 5) => new Promise((done) => setTimeout(done, ms));
const until = async (what) => { for (let i = 0; i < 600 && !what(); i += 1) await soon(); assert.ok(what(), String(what)); };
const json = (status, data, headers = {}) => new Response(JSON.stringify(data), { status, headers: { "Content-Type": "application/json", ...headers } });

test("tries come later and later, never all at one moment, and never more than 15 s apart", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map((tries) => backOff(tries, () => 1)), [1500, 3000, 6000, 12000, 15000, 15000]);
  assert.ok(Math.abs(backOff(0, () => 0) - 300) < 1e-9 && Math.abs(backOff(9, () => 0) - 3000) < 1e-9);
});

test("what is not the class is no line: a refused connection, the welcome page of a Wi-Fi", async () => {
  await assert.rejects(request("GET", "api/state", { fetch: async () => { throw new TypeError(); } }), Unreachable);
  await assert.rejects(request("GET", "api/state", { fetch: async () => new Response("<h1>Welcome</h1>", { headers: { "Content-Type": "text/html" } }) }), Unreachable);
  const asked = [];
  const answer = await request("PUT", "api/x", { key: "K", body: { a: 1 }, fetch: async (url, options) => { asked.push([String(url), options]); return json(429, { error: "Slow down." }, { "Retry-After": "3" }); } });
  assert.deepEqual(answer, { status: 429, data: { error: "Slow down." }, wait: 3000 });
  assert.match(asked[0][0], /\/api\/x$/);
  assert.equal(asked[0][1].headers.Authorization, "Bearer K");
  assert.ok(!asked[0][0].includes("K"));
});

test("what a server asks to wait is heeded, within reason", async () => {
  const waits = (asked) => request("GET", "x", { fetch: async () => json(503, {}, { "Retry-After": asked }) }).then(({ wait }) => wait);
  assert.deepEqual([await waits("2"), await waits("86400"), await waits("tomorrow")], [2000, 60_000, 0]);
});

test("JSON that is no object is not the class", async () => {
  for (const body of [null, "ok", 7]) await assert.rejects(request("GET", "x", { fetch: async () => json(200, body) }), Unreachable);
});

test("what must be there is asked for until it comes, or nobody wants it any more", async () => {
  const answers = [() => { throw new TypeError(); }, () => json(503, {}), () => json(200, { a: 1 })];
  const unheard = [];
  const options = { unheard: (tries) => unheard.push(tries), fetch: async () => answers.shift()() };
  assert.deepEqual((await patiently("GET", "x", { ...options, isWanted: () => true })).data, { a: 1 });
  assert.deepEqual(unheard, [0]);
  assert.equal((await patiently("GET", "x", { ...options, isWanted: () => false })).status, 0);
});

function store(text = null) {
  return { text, getItem() { return this.text; }, setItem(_, value) { this.text = value; }, removeItem() { this.text = null; } };
}

function votes(replies, storage = store()) {
  const [sent, told] = [[], []];
  const ask = async (method, path, { body }) => {
    sent.push([path, body.value, body.n]);
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === "down") throw new Unreachable();
    return { status: reply, data: reply === 200 ? body : { error: "Because." }, wait: 0 };
  };
  const box = outbox({ place: "p", key: "K", storage, ask, random: () => 0, quiet: 20, answered: (end) => told.push([end.round, end.kind]), changed: () => told.push(box.isHeld ? "held" : "free"), unknown: () => told.push("unknown") });
  return { box, sent, told, storage };
}

test("a vote cast while the line is down is kept, and sent once, later, in order", async () => {
  const { box, sent, told, storage } = votes(["down", 200]);
  box.put(1, { value: "a", confidence: null, n: 1 });
  await until(() => told.includes("held"));
  box.put(2, { value: "b", confidence: null, n: 1 });
  assert.deepEqual(JSON.parse(storage.text).map((vote) => vote.round), [1, 2]);
  box.again();
  await until(() => !box.waiting().length);
  await soon(50);
  assert.deepEqual(sent.slice(-2), [["api/votes/1", "a", 1], ["api/votes/2", "b", 1]]);
  assert.equal(sent.filter(([path]) => path === "api/votes/2").length, 1);
  assert.deepEqual(told.filter(Array.isArray), [[1, "kept"], [2, "kept"]]);
  assert.equal(storage.text, null);
});

test("a vote outlives the page", async () => {
  const first = votes(["down"]);
  first.box.put(7, { value: ["x", "y"], confidence: 50, n: 3 });
  await until(() => first.told.includes("held"));
  first.box.close();
  const second = votes([200], first.storage);
  assert.deepEqual(second.box.waiting(7), { round: 7, value: ["x", "y"], confidence: 50, n: 3 });
  second.box.again();
  await until(() => second.sent.length === 1 && !second.box.waiting(7));
  assert.deepEqual(second.sent[0][2], 3);
});

test("a change made while the vote is under way is sent after it, and not lost", async () => {
  let release;
  const storage = store();
  const sent = [];
  const box = outbox({
    place: "p", key: "K", storage, answered: () => {}, changed: () => {},
    ask: (method, path, { body }) => { sent.push(body.n); return sent.length === 1 ? new Promise((done) => { release = () => done({ status: 200, data: body, wait: 0 }); }) : Promise.resolve({ status: 200, data: body, wait: 0 }); },
  });
  box.put(1, { value: "a", confidence: null, n: 1 });
  await until(() => release);
  box.put(1, { value: "b", confidence: null, n: 2 });
  release();
  await until(() => !box.waiting().length);
  assert.deepEqual(sent, [1, 2]);
});

test("a busy server is asked again without a word, a closed round is told, and a vote that does not fit is not sent for ever", async () => {
  const busy = votes([503, 429, 200]);
  busy.box.put(1, { value: "a", confidence: null, n: 1 });
  busy.box.again();
  await until(() => !busy.box.waiting().length);
  assert.equal(busy.sent.length, 3);
  for (const [status, kind] of [[409, "late"], [422, "refused"], [404, "refused"]]) {
    const { box, told, sent } = votes([status]);
    box.put(1, { value: "a", confidence: null, n: 1 });
    await until(() => told.length === 1);
    assert.deepEqual([told, sent.length, box.waiting()], [[[1, kind]], 1, []]);
  }
});

test("a class that does not know this phone any more is told, and the vote is not thrown away", async () => {
  const { box, told } = votes([401]);
  box.put(1, { value: "a", confidence: null, n: 1 });
  await until(() => told.includes("unknown"));
  assert.equal(box.waiting().length, 1);
});

test("where the browser keeps nothing, or has no room, the newest vote is still sent", async () => {
  const old = JSON.stringify([{ round: 1, value: "old", confidence: null, n: 1 }]);
  for (const there of [null, old]) {
    globalThis.localStorage = { text: there, getItem() { return this.text; }, setItem() { throw new Error("quota"); }, removeItem() { this.text = null; } };
    try {
      const { box, sent } = votes(["down", 200], shelf);
      box.put(1, { value: "new", confidence: null, n: 2 });
      assert.equal(box.waiting(1).value, "new");
      await until(() => sent.length === 2);
      assert.deepEqual(sent[1], ["api/votes/1", "new", 2]);
    } finally {
      delete globalThis.localStorage;
      shelf.removeItem("p");
    }
  }
});

test("of two tabs of one phone neither throws away what the other has put in", async () => {
  let release;
  const storage = store();
  const make = (ask) => outbox({ place: "p", key: "K", storage, quiet: 20, answered: () => {}, changed: () => {}, random: () => 0, ask });
  const first = make((method, path, { body }) => new Promise((done) => { release = () => done({ status: 200, data: body, wait: 0 }); }));
  first.put(1, { value: "a", confidence: null, n: 1 });
  const other = make(() => new Promise(() => {}));
  other.put(1, { value: "b", confidence: null, n: 1 });
  release();
  await soon(30);
  assert.equal(other.waiting(1)?.value, "b");
  first.close();
});

test("how a vote ended is told with all that was put in", async () => {
  const ends = [];
  const box = outbox({ place: "p", key: "K", storage: store(), quiet: 20, changed: () => {}, answered: (end) => ends.push(end), ask: async () => ({ status: 409, data: { error: "Closed." }, wait: 0 }) });
  box.put(4, { value: "a", confidence: 50, n: 2, title: "Before reading" });
  await until(() => ends.length);
  assert.deepEqual(ends, [{ round: 4, kind: "late", sent: { round: 4, value: "a", confidence: 50, n: 2, title: "Before reading" }, vote: null, error: "Closed." }]);
});

test("a vote that the class is not at yet is told as early, and the phone says when to vote", async () => {
  const page = { token: "K", place: "p", state: { now: { round: 1 } }, mine: { votes: {} }, message: "", draw: () => {}, say: () => {} };
  const own = ownVotes(page);
  const ends = [];
  const box = outbox({ place: "p", key: "K", storage: store(), quiet: 20, changed: () => {}, answered: (end) => ends.push(own.answered(end)), ask: async () => ({ status: 425, data: { error: "Your class has not come to this round yet." }, wait: 0 }) });
  box.put(4, { value: "a", confidence: null, n: 1, title: "After" });
  await until(() => ends.length);
  assert.equal(page.message, "“After”: Your class has not come to this round yet. Vote when your teacher asks this; then it counts.");
  page.mine.votes[4] = { value: "b", confidence: null, n: 1 };
  box.put(4, { value: "a", confidence: null, n: 2, title: "After" });
  await until(() => ends.length === 2);
  assert.match(page.message, /Your earlier vote stands\.$/);
});

test("a broken outbox does not stop the page", () => {
  for (const text of ["{nonsense", "null", "{}"]) assert.deepEqual(votes([200], store(text)).box.waiting(), []);
});
