// The middle of the console: the poll that is chosen, the round that is now, and the one button that comes next.
import { chosen, edit, limit, seconds } from "./console_chosen.mjs";
import { comparing, revealsAlso, showMoved } from "./console_compare.mjs";
import { hands } from "./console_hands.mjs";
import { history } from "./console_history.mjs";
import { shownTexts } from "./console_texts.mjs";
import { UNBLANKS, current, erased, kindInWords, looked, pairKey, pairOf, stage, titleOf } from "./console_words.mjs";
import { comparison, results } from "../../polls/results.mjs";
import { h } from "../../widgets/dom.mjs";
import { s } from "../../widgets/svg.mjs";
import { toggles } from "../../widgets/toggles.mjs";

/** The panel of the round. */
export function nowPanel(desk) {
  const { state, ui } = desk;
  const round = current(state);
  const poll = state.polls.find((each) => each.id === ui.chosen);
  return [
    poll && ui.chosen !== null && chosen(desk, poll, round),
    round ? card(desk, round) : !poll && idle(state),
    history(desk),
  ];
}

function idle(state) {
  return h("div", { class: "console-card", "data-key": "idle" },
    h("h2", {}, "Nothing is being asked"),
    h("ol", { class: "console-first" },
      h("li", {}, "Open the screen on the projector. It shows how to join.", state.here > 0 && h("span", { class: "dk-small" }, state.here === 1 ? " 1 person is here." : ` ${state.here} people are here.`)),
      h("li", {}, "Choose a poll from the list “What to ask”, or write one."),
      h("li", {}, "Open the vote. Then one button leads on: close, look, reveal, vote again, compare.")));
}

function card(desk, round) {
  const { state } = desk;
  const seen = round.state === "revealed";
  return h("section", { class: "console-card", "data-key": "round", "aria-labelledby": "console-question" },
    h("p", { class: "dk-eyebrow" }, `${titleOf(state, { ...round, id: round.round })} · ${kindInWords(round.question)}`),
    h("h2", { id: "console-question" }, round.question.text),
    steps(state, round, desk.ui.refused),
    meter(desk, round),
    next(desk, round),
    onScreen(desk, round),
    round.hint && h("div", { class: "console-hint" }, h("p", {}, h("strong", {}, "Peer instruction. "), round.hint.text), h("p", { class: "dk-small" }, "The rule: under 35 % right, explain again; from 35 to 70 %, discuss and vote again; above 70 %, move on.")),
    round.comparison && h("div", { class: "console-result", "data-key": "comparison" }, h("h3", {}, `From “${round.comparison.first}” to “${round.comparison.second}”`), comparison(round.question, round.comparison)),
    round.state !== "open" && round.result && h("div", { class: "console-result", "data-key": "result" },
      h("p", { class: `console-who ${seen ? "" : "console-private"}` }, seen ? "Everybody sees this result." : "Only you see this result."),
      results(round.question, round.result, { texts: seen ? round.texts : [] })),
    round.question.kind === "text" && looked(round) && shownTexts(desk, seen),
    comparing(desk, round),
    hands(desk, round),
    erased(round) && h("p", { class: "dk-small" }, `${erased(round)}.`));
}

function steps(state, round, refused) {
  const { steps: all, at } = stage(state, round, refused);
  return h("ol", { class: "console-steps", "aria-label": "Where this poll stands" }, all.map((text, i) => h("li", { class: i < at ? "console-done" : i === at ? "console-next" : "", "aria-current": i === at ? "step" : null },
    i < at && "✓ ", text, i < at && h("span", { class: "dk-hidden" }, " done"))));
}

function meter(desk, round) {
  const { state } = desk;
  const of = Math.max(state.here, round.votes, 1);
  const running = round.state === "open" && desk.timer.running();
  return h("div", { class: "console-meter" },
    h("p", {}, h("strong", { class: "console-big" }, String(round.votes)), ` ${voted(round, state.here)}`),
    running && h("p", {}, h("strong", { class: "console-big", "data-clock": "", role: "timer" }, desk.timer.now()), " left"),
    s("svg", { class: "console-gauge", "aria-hidden": "true" }, s("rect", { class: "dk-result-track", width: "100%", height: "100%", rx: 5 }), s("rect", { class: "console-gauge-fill", width: `${(100 * round.votes) / of}%`, height: "100%", rx: 5 })));
}

function voted({ state, votes }, here) {
  // Not “of those here”: some may have voted and gone, and nobody knows who.
  return `${votes === 1 ? "vote" : "votes"}${state === "open" ? `; ${here} here now` : ""}`;
}

function next(desk, round) {
  const { state } = desk;
  const id = round.round;
  // A time limit is meant for one vote: the next begins without.
  const go = (verb, body) => async () => { if (await desk.act("step", "POST", `rounds/${id}/${verb}`, body) && body) desk.set({ seconds: null }); };
  const finish = () => desk.act("step", "PUT", "now", { round: null });
  const pair = pairOf(state, round);
  const timed = seconds(desk) ? { seconds: seconds(desk) } : {};
  const { next: now } = stage(state, round, desk.ui.refused);
  const isRefused = pair && desk.ui.refused.has(pairKey(pair));
  // A result of so few that it says nothing takes nothing away either.
  const reopen = !round.looked && desk.button("reopen", "Let latecomers in", go("open", timed));
  const unshown = desk.button("unshown", "Finish without showing", finish);
  const main = (key, text, onclick) => desk.button(`go-${key}`, text, onclick, { main: key === now && desk.ui.chosen === null });
  const minute = { seconds: Math.ceil(desk.timer.left()) + 60 };
  const rows = {
    open: [main("close", "Close the vote", go("close")), desk.button("minute", desk.timer.running() ? "Add a minute" : "Give a minute", go("open", minute)),
      desk.timer.running() && desk.button("endless", "No time limit", go("open", {}))],
    closed: looked(round)
      ? [main("reveal", "Reveal the result", go("reveal")), main("again", "Vote again", go("again", timed)), reopen, unshown]
      : [main("look", "Look at the result", go("look")), desk.button("go-reveal", "Reveal", go("reveal")), reopen, unshown],
    revealed: [
      now === "compare" && main("compare", "Compare with an earlier vote", () => showMoved(desk, "step", pair)),
      main("again", "Vote again", go("again", timed)), reopen,
      main("done", "Finish this poll", finish)],
  };
  const all = rows[round.state].filter(Boolean);
  // The blue one stands first and alone, with what it does: there the eye finds it, and the keyboard goes on from one to the next.
  const [blue, others] = [true, false].map((isMain) => all.filter((each) => each.classList.contains("dk-main") === isMain));
  const buttons = (some) => some.length > 0 && h("div", { class: "dk-buttons" }, some);
  const rewrite = edit(desk, state.polls.find((each) => each.id === round.poll), "edit-now");
  const explained = h("p", { class: "dk-small" }, now === "compare" && revealsAlso(state, pair), " ", explanation(state, round, now === "done" && isRefused ? "refused" : now));
  return [
    h("div", { class: "console-next-row", "data-key": "next" }, buttons(blue.length > 0 ? [blue, rewrite].flat().filter(Boolean) : []), desk.problem("step"), desk.problem("edit-now"), blue.length > 0 && explained, buttons(others)),
    round.state !== "open" && now !== "done" && now !== "compare" && limit(desk),
  ];
}

const EXPLAINED = {
  close: "Closing takes no more votes. Until you look at the result you can still let latecomers in.",
  look: "Only you see it. After that the vote cannot be opened again.",
  few: "At least five votes are needed: fewer are not told, not even to you. After such a look you can still let latecomers in.",
  reveal: "Revealing shows the result on the screen, the phones and in notebooks.",
  again: "Let people talk, then ask the same question once more. The earlier votes stay.",
  compare: "Comparing shows on the screen and the phones who moved, in numbers of people.",
  done: "Finishing takes it off the phones and the screen. Or choose the next poll.",
  refused: "These two votes are not compared. Finish the poll, or let the class vote again. Under “Compare two votes” you can try another pair.",
};
const FEWEST = 5; // as in looking.py

/** What the blue button `key` does, in a few words. Pure. */
export function explanation(state, round, key) {
  if (key === "look" && round.votes < FEWEST) return EXPLAINED.few;
  return [EXPLAINED[key], key === "again" && state.blank && UNBLANKS].filter(Boolean).join(" ");
}

function onScreen(desk, round) {
  const { state } = desk;
  const seen = round.state === "revealed";
  const choices = [["join", "How to join"], ["question", "Question"], seen && ["result", "Result"], seen && round.comparison && ["comparison", "Who moved"]].filter(Boolean);
  return h("div", { class: "console-limit", "data-key": "on-screen" },
    h("span", {}, "On the screen"),
    toggles("console-toggles", "What the screen shows", choices, state.show, (show) => desk.act("show", "PUT", "screen", { show })),
    desk.problem("show"));
}
