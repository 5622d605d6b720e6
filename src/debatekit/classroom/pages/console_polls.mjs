// The left of the console: what can be asked.
import { claims } from "./console_claims.mjs";
import { kindInWords } from "./console_words.mjs";
import { writing } from "./console_write.mjs";
import { h } from "../../widgets/dom.mjs";

/** The panel of polls. */
export function pollsPanel(desk) {
  const { state } = desk;
  const of = (source) => state.polls.filter((poll) => poll.source === source);
  return [
    h("h2", {}, "What to ask"),
    // First, so that a question that comes up in the lesson is at hand.
    desk.fold("write", { kind: "console-fold", title: "Write one on the spot" }, writing(desk)),
    state.maps?.length > 0 && desk.fold("claims", { kind: "console-fold", title: "Vote on a claim of a map" }, claims(desk)),
    byLesson(of("course")).map(([lesson, polls]) => [h("h3", {}, lesson || "Polls of the course"), list(desk, polls)]),
    of("console").length > 0 && [h("h3", {}, "Written in this class"), list(desk, of("console"))],
    of("claim").length > 0 && [h("h3", {}, "Claims put to the vote"), list(desk, of("claim"))],
  ];
}

function byLesson(polls) {
  const lessons = new Map();
  for (const poll of polls) lessons.set(poll.lesson ?? "", [...(lessons.get(poll.lesson ?? "") ?? []), poll]);
  return [...lessons];
}

function list(desk, polls) {
  const { state, ui } = desk;
  return h("ul", { class: "console-list" }, polls.map((poll) => {
    const asked = state.rounds.filter((round) => round.poll === poll.id);
    const isNow = state.now?.poll === poll.id;
    return h("li", { "data-key": poll.id }, h("button", {
      type: "button", class: "console-poll", "data-key": `poll-${poll.id}`, "aria-pressed": String(ui.chosen === poll.id),
      onclick: () => (ui.chosen === poll.id ? desk.set({ chosen: null, round: null, tab: "now" }) : desk.choose(poll.id)),
    },
    h("span", { class: "console-poll-text" }, poll.text),
    h("span", { class: "dk-small" }, kindInWords(poll), isNow ? " · now" : asked.length > 0 && ` · asked ${asked.length === 1 ? "once" : `${asked.length} times`}`)));
  }));
}
