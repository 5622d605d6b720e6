import { test } from "node:test";
import assert from "node:assert/strict";
import { clock, spell } from "../../src/debatekit/classroom/pages/clock.mjs";
import { found } from "../../src/debatekit/classroom/pages/console_claims.mjs";
import { revealsAlso, showMoved } from "../../src/debatekit/classroom/pages/console_compare.mjs";
import { current, erased, kindInWords, pairKey, pairOf, siblings, stage, titleOf } from "../../src/debatekit/classroom/pages/console_words.mjs";
import { explanation } from "../../src/debatekit/classroom/pages/console_now.mjs";
import { thrownOut } from "../../src/debatekit/classroom/pages/console_settings.mjs";
import { isUntouched } from "../../src/debatekit/classroom/pages/console_words.mjs";
import { blank, draftOf, fault, question } from "../../src/debatekit/classroom/pages/console_write.mjs";

const one = { id: 1, poll: "p", title: "First vote", nth: 1, state: "revealed", votes: 20, result: { voters: 20 }, hint: null };
const two = { ...one, id: 2, nth: 2, title: "Second vote", state: "open", result: null };
const now = (round, more = {}) => ({ round: round.id, poll: round.poll, title: round.title, nth: round.nth, state: round.state, question: { kind: "choice" }, result: null, comparison: null, ...more });

test("one button comes next, from open to compare", () => {
  const next = (rounds, shown) => {
    const state = { rounds, votes: 0, now: shown };
    return stage(state, current(state)).next;
  };
  assert.equal(next([{ ...one, state: "open" }], now({ ...one, state: "open" })), "close");
  assert.equal(next([{ ...one, state: "closed", looked: false, result: null }], now({ ...one, state: "closed" })), "look");
  assert.equal(next([{ ...one, state: "closed", looked: true }], now({ ...one, state: "closed" })), "reveal");
  assert.equal(next([one], now(one)), "again");
  assert.equal(next([one, two], now(two)), "close");
  const done = { ...two, state: "revealed" };
  assert.equal(next([one, done], now(done)), "compare");
  assert.equal(next([one, done], now(done, { comparison: { kind: "flows" } })), "done");
  assert.equal(next([one, done], now(done, { question: { kind: "ranking" } })), "again");
});

test("the steps are ticked one after the other", () => {
  const at = (round) => { const { steps, at } = stage({ rounds: [round], votes: 0, now: now(round) }, current({ rounds: [round], votes: 0, now: now(round) })); return steps[at]; };
  const closed = { ...one, state: "closed", looked: false, result: null };
  assert.deepEqual([{ ...closed, state: "open" }, closed, { ...closed, looked: true, result: one.result }, { ...one, looked: true }].map(at), ["Close", "Look", "Reveal", "Vote again"]);
});

test("the day of erasing is the same in every time zone", () => {
  assert.equal(erased({ state: "closed", erased_on: "2027-03-21" }), "Erased on 21 March 2027");
  assert.equal(erased({ state: "revealed", erased_on: null }), "Votes erased; the result stays");
  assert.equal(erased({ state: "open" }), "");
});

test("where between 35 and 70 % are right the next step is to vote again, but only once", () => {
  const closed = { ...one, state: "closed", hint: { band: "discuss", text: "" } };
  const state = { rounds: [closed], votes: 20, now: now(closed) };
  assert.equal(stage(state, current(state)).next, "again");
  const { steps, at } = stage(state, current(state));
  assert.ok(!steps.slice(0, at).includes("Reveal"), "what nobody has seen is not ticked as revealed");
  assert.equal(steps[at], "Vote again");
  const second = { ...closed, id: 2, nth: 2 };
  const later = { rounds: [closed, second], votes: 20, now: now(second) };
  assert.equal(stage(later, current(later)).next, "reveal");
});

test("two votes are compared also when the first was never revealed: the sentence says so, and it is revealed first", async () => {
  const first = { ...one, state: "closed" };
  const second = { ...two, state: "revealed" };
  const state = { rounds: [first, second], votes: 20, now: now(second) };
  const pair = pairOf(state, current(state));
  assert.deepEqual(pair.map(({ id }) => id), [1, 2]);
  assert.equal(revealsAlso(state, pair), "This also reveals “First vote”.");
  assert.equal(revealsAlso(state, [one, second]), "");
  assert.equal(pairOf({ ...state, rounds: [second] }, current(state)), null);
  const asked = [];
  const desk = (answer) => ({ state, act: async (place, ...what) => { asked.push(what.slice(0, 3)); return answer; } });
  await showMoved(desk({}), "step", pair);
  assert.deepEqual(asked, [["POST", "rounds/1/reveal"], ["PUT", "screen", { compare: [1, 2] }]]);
  asked.length = 0;
  await showMoved(desk(null), "step", pair);
  assert.equal(asked.length, 1, "refused: no further");
});

test("a comparison that was refused does not come next again", async () => {
  const second = { ...two, state: "revealed", result: one.result };
  const state = { rounds: [one, second], votes: 20, now: now(second) };
  const ui = { refused: new Set() };
  const desk = { state, ui, act: async (place, method, path, body, refused) => { refused(); return null; } };
  assert.equal(stage(state, current(state), ui.refused).next, "compare");
  await showMoved(desk, "step", pairOf(state, current(state)));
  assert.deepEqual([...ui.refused], ["1-2"]);
  assert.equal(pairKey([{ id: 2 }, { id: 1 }]), "1-2");
  const { steps, at, next } = stage(state, current(state), ui.refused);
  assert.deepEqual([next, at, steps.includes("Compare")], ["done", 5, false]);
});

test("before the reveal the console has the result from its own list", () => {
  const closed = { ...one, state: "closed" };
  assert.deepEqual(current({ rounds: [closed], votes: 7, now: now(closed) }).result, { voters: 20 });
  assert.equal(current({ rounds: [], votes: 0, now: null }), null);
});

test("rounds that share a title are told apart, and empty or open ones are not compared", () => {
  const twin = { ...two, title: "First vote", state: "closed" };
  const state = { rounds: [one, twin], votes: 0, now: null };
  assert.equal(titleOf(state, twin), "First vote (vote 2)");
  assert.equal(titleOf({ rounds: [one] }, one), "First vote");
  assert.deepEqual(siblings({ rounds: [one, two, { ...twin, id: 3, votes: 0 }] }, { poll: "p", round: 9 }).map(({ id }) => id), [1]);
});

test("a question is told what it lacks, one sentence at a time", () => {
  const draft = { ...blank(), text: "Which?" };
  assert.equal(fault(blank()), "Type the question.");
  assert.equal(fault(draft), "Give at least two answers to choose from.");
  assert.equal(fault({ ...draft, options: ["a", " a "] }), "“a” stands there twice.");
  assert.equal(fault({ ...draft, options: ["a", "b"] }), "");
  assert.equal(fault({ ...draft, kind: "text" }), "");
  assert.equal(fault({ ...draft, kind: "slider", low: "5", high: "5" }), "The lower end should be below the upper end.");
  assert.equal(fault({ ...draft, kind: "slider", low: "x", high: "5" }), "Both ends of the scale should be numbers.");
  assert.match(fault({ ...draft, text: "x".repeat(301) }), /301 characters/);
});

test("a question is sent without what its kind does not have", () => {
  const draft = { ...blank(), text: " Which? ", options: ["a", "", "b"], right: 2 };
  assert.deepEqual(question(draft), { kind: "choice", text: "Which?", options: [{ text: "a" }, { text: "b", right: true }] });
  assert.deepEqual(question({ ...draft, kind: "ranking", first: "most dangerous" }), { kind: "ranking", text: "Which?", options: [{ text: "a" }, { text: "b" }], first: "most dangerous" });
  assert.deepEqual(question({ ...draft, kind: "slider", unit: "km" }), { kind: "slider", text: "Which?", low: 0, high: 10, unit: "km" });
});

test("time is told in minutes and seconds, and never below nought", () => {
  assert.deepEqual([83, 60, 8.2, 0, -3].map(spell), ["1:23", "1:00", "0:09", "0:00", "0:00"]);
  const told = [];
  const timer = clock((left) => told.push(left));
  timer.set(90);
  assert.equal(told[0], "1:30");
  assert.ok(timer.left() > 89);
  timer.set(null);
  assert.equal(timer.running(), false);
  assert.equal(timer.now(), "");
});

test("what was kept is edited as it was written", () => {
  const kept = [
    { kind: "choice", text: "Q?", options: [{ text: "Yes" }, { text: "No", right: true }] },
    { kind: "slider", text: "Q?", low: 0, high: 5, unit: "km" },
    { kind: "points", text: "Q?", options: [{ text: "One" }, { text: "Two" }], total: 10 },
    { kind: "ranking", text: "Q?", options: [{ text: "One" }, { text: "Two" }], first: "most dangerous" },
    { kind: "text", text: "Q?" },
  ];
  for (const each of kept) assert.deepEqual(question(draftOf({ id: "q", rounds: [], ...each })), each);
});

test("points are shared out in a whole number", () => {
  const draft = { ...blank(), kind: "points", text: "Q?", options: ["One", "Two"] };
  assert.equal(question(draft).total, 100);
  for (const total of ["", "0", "1001", "2.5", "many"]) assert.match(fault({ ...draft, total }), /whole number from 1 to 1000/);
  assert.equal(kindInWords({ kind: "points", total: 10 }), "10 points to share, all of them");
});

test("a claim of a map is found by its words or its number", () => {
  const claims = [{ id: "a", number: 1, text: "It rains." }, { id: "b", number: 12, text: "12 troops left." }];
  assert.deepEqual(found(claims, " RAIN").map(({ id }) => id), ["a"]);
  assert.deepEqual(found(claims, "12").map(({ id }) => id), ["b"]);
  assert.deepEqual(found([{ id: "r", way: "2 and 8 for 1", text: "12" }], "8").map(({ id }) => id), ["r"]);
  assert.deepEqual(found(claims, "2"), []);
});

test("who is thrown out by another way to join is counted first", () => {
  const state = (joined, votes = 0) => ({ people: { joined, count: Object.values(joined).reduce((a, b) => a + b, 0) }, settings: { mode: "open" }, rounds: [{ ...one, votes }] });
  assert.equal(thrownOut(state({}), "roster"), "");
  assert.equal(thrownOut(state({ open: 7 }), "open"), "");
  assert.match(thrownOut(state({ open: 7 }), "roster"), /^7 people are in\. With personal codes each .* before a class begins\.$/);
  assert.doesNotMatch(thrownOut(state({ open: 7 }), "roster"), /before-and-after/);
  assert.match(thrownOut(state({ open: 7 }, 5), "roster"), /A before-and-after with the votes so far is no longer possible/);
  assert.match(thrownOut(state({ open: 2, roster: 9 }), "roster"), /^2 of the 11 people/);
  assert.equal(thrownOut(state({ roster: 9 }), "roster"), "");
  assert.equal(thrownOut({ ...state({ roster: 9 }), settings: { mode: "roster" } }, "open"), "");
});

test("what a look does is told as it is", () => {
  assert.match(explanation({}, { votes: 5 }, "look"), /cannot be opened again/);
  assert.match(explanation({}, { votes: 4 }, "look"), /At least five votes are needed/);
  assert.match(explanation({ blank: true }, { votes: 5 }, "again"), /The screen is blank/);
});

test("a poll can be edited until somebody has voted in it, also by hand", () => {
  const empty = { ...one, votes: 0, looked: false };
  assert.equal(isUntouched({ rounds: [empty, { ...two, poll: "other" }] }, "p"), true);
  for (const more of [{ votes: 1 }, { looked: true }, { hands: { a: 1 } }]) assert.equal(isUntouched({ rounds: [{ ...empty, ...more }] }, "p"), false);
});
