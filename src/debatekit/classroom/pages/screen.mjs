// The screen to project: what the room sees, in type that the last row can read. Nothing on it can be clicked but full screen.
import "./theme.mjs";
import { borrow, keep, keyOf, whenTakenBack } from "./keys.mjs";
import { listen, onReturn } from "./stream.mjs";
import { fit } from "./fit.mjs";
import { clock } from "./clock.mjs";
import { joinView, rail } from "./join_view.mjs";
import { answersOf } from "../../polls/colours.mjs";
import { first } from "../../polls/draft.mjs";
import { comparison, results } from "../../polls/results.mjs";
import { h, redraw } from "../../widgets/dom.mjs";
import { s } from "../../widgets/svg.mjs";

const root = document.getElementById("screen");
const timer = clock(tick);
let state = null;
let up = true;
let refused = false;

function draw() {
  document.documentElement.classList.toggle("dk-blank", Boolean(state?.blank));
  redraw(root, [body(), !state?.blank && fullScreen(), lost()]);
  for (const part of root.querySelectorAll(".dk-fitted")) fit(part);
}

function body() {
  if (refused) return h("div", { class: "dk-alone" }, h("h1", {}, "This address is not the one of the screen."), h("p", {}, "Open the screen again from the console: “Open the screen”."));
  if (!state) return h("div", { class: "dk-alone" }, h("p", {}, "Looking for the class …"), h("p", { class: "dk-small" }, "If this stays, the class server does not run, or this computer does not reach it."));
  if (state.blank) return h("h1", { class: "dk-hidden" }, "The screen is blank");
  if (!state.now || state.show === "join") return joinView(state);
  return h("div", { class: "dk-stagecraft" }, h("section", { class: "dk-fitted dk-board", "data-key": "board" }, h("div", { class: "dk-sheet" }, board(state.now))), rail(state, timer));
}

function board(now) {
  const view = now.question;
  const shown = now.state === "revealed" ? state.show : "question";
  if (shown === "comparison" && now.comparison) return [h("h1", {}, view.text), comparison(view, now.comparison, { big: true })];
  if (shown === "result" && now.result) return [h("h1", {}, view.text), results(view, now.result, { big: true, texts: now.texts })];
  return [h("h1", { class: "dk-asked" }, view.text), view.note && h("p", { class: "dk-note" }, view.note), choices(view)];
}

function choices(view) {
  const answers = answersOf(view);
  if (answers.length === 0) return h("p", { class: "dk-how" }, HOW[view.kind]);
  return [view.kind !== "choice" && view.kind !== "likert" && h("p", { class: "dk-how" }, how(view)),
    h("ul", { class: `dk-answers ${view.kind === "likert" ? "dk-steps" : ""} ${answers.length > 6 ? "dk-two" : ""}` }, answers.map(({ text }) => h("li", {}, text)))];
}

function how(view) {
  return view.kind === "ranking" ? `Put these in your order, ${first(view)}.` : HOW[view.kind];
}

const HOW = {
  several: "Choose all that fit.",
  points: "Share out your points among these.",
  slider: "Answer with a number.",
  probability: "Answer with a chance from 0 to 100 %.",
  text: "Answer in a sentence or two.",
  truth: "0 % is certainly false, 100 % certainly true.",
  relevance: "0 % is not at all, 100 % is fully.",
};

function lost() {
  return h("p", { class: "dk-lost", role: "status" }, !up && !refused && "The line to the class is lost. This screen comes back by itself.");
}

function fullScreen() {
  const turn = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.());
  return h("button", { type: "button", class: "dk-full", "data-key": "full", title: "Full screen (key F)", "aria-label": "Full screen (key F)", onclick: turn },
    s("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, s("path", { d: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5", fill: "none", stroke: "currentColor", "stroke-width": 2 })));
}

function tick(left) {
  for (const place of root.querySelectorAll("[data-clock]")) place.textContent = left;
}

addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    root.querySelector(".dk-full")?.click();
  }
});
addEventListener("resize", draw);

let line = null;

function begin(key) {
  line?.close();
  refused = false;
  keep("screen", key);
  line = listen({
    path: "api/screen/stream",
    key,
    heard(fresh) {
      state = fresh;
      up = true;
      timer.set(state.now?.state === "open" ? state.now.seconds_left : null);
      draw();
    },
    changed(now) { up = now.up; draw(); },
    refused() { borrow(key, begin, close); },
  });
}

function close() {
  line?.close();
  keep("screen", "");
  refused = true;
  state = null;
  draw();
}

draw();
const known = keyOf("screen");
if (known) begin(known);
else borrow("", begin, close);
whenTakenBack(close);
onReturn((gone) => line?.again(gone));
document.fonts?.ready.then(draw);
