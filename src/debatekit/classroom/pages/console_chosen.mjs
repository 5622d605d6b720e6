// The poll that is chosen to be asked next: open it, or, while nobody has voted in it, edit or delete what was written in this class.
import { UNBLANKS, isUntouched, kindInWords, looked } from "./console_words.mjs";
import { editing } from "./console_write.mjs";
import { h } from "../../widgets/dom.mjs";
import { toggles } from "../../widgets/toggles.mjs";

const LIMITS = [["", "none"], ["30", "30 s"], ["60", "1 min"], ["120", "2 min"], ["300", "5 min"]];

/** The time limit of the next vote in seconds, or null. */
export function seconds(desk) {
  return desk.ui.seconds ? Number(desk.ui.seconds) : null;
}

/** The choice of it. */
export function limit(desk) {
  return h("div", { class: "console-limit" }, h("span", { id: "console-limit" }, "Time limit of the next vote"),
    toggles("console-toggles", "Time limit for the next vote", LIMITS, desk.ui.seconds ?? "", (key) => desk.set({ seconds: key })));
}

/** The card of the poll; `round` is the round that is now. */
export function chosen(desk, poll, round) {
  const { state, ui } = desk;
  const title = h("h2", { id: "console-chosen", tabindex: "-1", "data-key": "chosen-title" }, poll.text);
  const card = (...parts) => h("section", { class: "console-card console-chosen", "data-key": "chosen", "aria-labelledby": "console-chosen" }, parts);
  if (ui.edited?.id === poll.id) return card(h("p", { class: "dk-eyebrow" }, "Edit"), title, editing(desk));
  const done = (name) => state.rounds.some((each) => each.poll === poll.id && each.name === name && looked(each));
  const open = poll.rounds.filter((each) => !done(each.name));
  const name = ui.round ?? open[0]?.name ?? null;
  const start = async () => {
    const made = await desk.act("start", "POST", "rounds", { poll: poll.id, ...(name && { round: name }), ...(seconds(desk) && { seconds: seconds(desk) }) });
    if (made) desk.set({ chosen: null, round: null, seconds: null });
  };
  return card(
    h("p", { class: "dk-eyebrow" }, `Next · ${kindInWords(poll)}`),
    title,
    poll.answers?.length > 0 && h("ul", { class: "console-answers", "aria-label": "Answers to choose from" }, poll.answers.map((answer) => h("li", {}, answer))),
    open.length > 1 && h("label", { class: "console-field" }, "Which vote",
      h("select", { "data-key": `round-${poll.id}`, onchange: (event) => desk.set({ round: event.target.value }) }, open.map((each) => h("option", { value: each.name, selected: each.name === name }, each.title)))),
    poll.kind !== "text" && open.length === 0 && h("p", { class: "dk-small" }, "You have seen the results of all planned votes of this poll; this opens one more."),
    limit(desk),
    round?.state === "open" && h("p", { class: "dk-small" }, `This closes the vote that is open now, with ${round.votes} ${round.votes === 1 ? "vote" : "votes"}.`),
    state.blank && h("p", { class: "dk-small" }, UNBLANKS),
    h("div", { class: "dk-buttons" },
      desk.button("start", "Open the vote", start, { main: true }),
      desk.button("unchoose", "Not now", () => desk.set({ chosen: null, round: null }))),
    desk.problem("start"),
    poll.source !== "course" && ownPoll(desk, poll));
}

/** The button that edits a poll written on the spot, and takes it off the phones for that; null for another poll, and once somebody has voted. */
export function edit(desk, poll, place) {
  if (poll?.source !== "console" || !isUntouched(desk.state, poll.id)) return null;
  return desk.button(place, "Edit", async () => {
    const now = desk.state.now?.poll === poll.id ? desk.state.now : null;
    if (now?.state === "open" && !(await desk.act(place, "POST", `rounds/${now.round}/close`))) return;
    if (now && !(await desk.act(place, "PUT", "now", { round: null }))) return;
    const data = await desk.act(place, "GET", `polls/${encodeURIComponent(poll.id)}`);
    if (!data) return;
    desk.choose(poll.id);
    desk.edit(poll.id, data);
  });
}

function ownPoll(desk, poll) {
  if (!isUntouched(desk.state, poll.id)) {
    return h("p", { class: "dk-small console-own" }, "Somebody has voted in this poll, so it can no longer be edited or deleted. Write the question once more, if it should be another.");
  }
  const isNow = desk.state.now?.poll === poll.id;
  return h("div", { class: "console-own" },
    isNow && h("p", { class: "dk-small" }, "It is on the phones now, and nobody has voted yet. To edit or delete it takes it off them."),
    h("div", { class: "dk-buttons" },
      edit(desk, poll, "edit"),
      desk.confirm("delete-poll", {
        text: "Delete", question: "Delete this poll? Nobody has voted in it.", yes: "Delete it",
        go: async () => { if (await desk.act("delete-poll", "DELETE", `polls/${encodeURIComponent(poll.id)}`)) desk.set({ chosen: null, round: null }); },
      })),
    desk.problem("edit"));
}
