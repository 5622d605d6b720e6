// The right of the console: how people get in, who is here, and what they share.
import { screenLink } from "./console_desk.mjs";
import { links, overdue } from "./console_links.mjs";
import { reach } from "./console_reach.mjs";
import { forgetting, roster, settings } from "./console_settings.mjs";
import { letters, qr } from "./join_view.mjs";
import { people } from "../../polls/colours.mjs";
import { h } from "../../widgets/dom.mjs";

/** The panel of the room. */
export function roomPanel(desk) {
  const { state } = desk;
  return [
    h("h2", {}, "The room"),
    overdue(desk),
    join(desk),
    reach(desk),
    present(state),
    state.progress.length > 0 && desk.fold("progress", { kind: "console-fold", title: "Progress that people share" }, progress(desk)),
    state.shared.tickets > 0 && desk.fold("tickets", { kind: "console-fold", title: `Exit tickets (${state.shared.tickets})` }, tickets(state.tickets, state.shared.tickets)),
    desk.fold("settings", { kind: "console-fold", title: "Settings" }, settings(desk)),
    state.settings.mode === "roster" && desk.fold("roster", { kind: "console-fold", title: "Roster and personal codes" }, roster(desk)),
    desk.fold("links", { kind: "console-fold", title: "Links, and leaving this computer" }, links(desk)),
    desk.fold("data", { kind: "console-fold", title: "Take the data along, or erase it" }, forgetting(desk)),
    state.server && h("p", { class: "dk-small" }, served(state.server)),
  ];
}

function join(desk) {
  const way = desk.state.join;
  const screen = screenLink(desk.state);
  return h("div", { class: "console-join" },
    qr(way),
    h("div", {},
      h("p", {}, h("span", { class: "console-short" }, way.short)),
      h("p", { class: "console-letters" }, letters(way.code)),
      copying(desk, "join", "Copy the join link", way.address),
      screen && copying(desk, "screen", "Copy the screen link", screen)));
}

function copying(desk, name, text, link) {
  const { copied } = desk.ui;
  return [
    desk.button(`copy-${name}`, copied === name ? "Copied" : text, () => desk.copy(name, link), { class: "dk-button console-small" }),
    copied === `no-${name}` && h("label", { class: "dk-small" }, "This browser does not let a page copy. Copy it from here:",
      h("input", { type: "text", readonly: "", value: link, onfocus: (event) => event.target.select() })),
  ];
}

function present(state) {
  const { count, online, names } = state.people;
  return h("div", { class: "console-present" },
    h("p", {}, h("strong", {}, online === 1 ? "1 person is here now" : `${online} people are here now`), count > online && `; ${people(count)} have joined so far`, "."),
    h("p", { class: "dk-small" }, "“Here” means: with the class open on a phone, or with a notebook that has asked for news in the last three minutes."),
    names.length > 0 && h("h3", {}, "Names given"),
    names.length > 0 && h("p", { class: "dk-small" }, "By all who have joined, also those who are not here now."),
    names.length > 0 && h("ul", { class: "console-names", "aria-label": "Names that people gave" }, names.map((name) => h("li", {}, name)), state.shared.names > names.length && h("li", {}, `and ${state.shared.names - names.length} more`)),
    names.length === 0 && state.settings.ask_names && h("p", { class: "dk-small" }, "Nobody has given a name yet."));
}

function progress(desk) {
  return [
    h("p", { class: "dk-small" }, "Only from those who chose to share it; “right” is the mean of their shares. It is not joined with votes."),
    h("table", { class: "console-table" },
      h("thead", {}, h("tr", {}, ["Exercise", "People", "Right"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, desk.state.progress.map((each) => h("tr", {},
        h("th", { scope: "row" }, each.exercise, who(desk, each)), h("td", {}, String(each.tried)), h("td", {}, `${Math.round(100 * each.share)} %`))))),
  ];
}

// Names come when they are asked for: a thousand of them are not sent with every vote.
function who(desk, { exercise, named }) {
  if (named === 0) return null;
  const { tried } = desk.ui;
  const place = `tried-${exercise}`;
  const isShown = tried?.exercise === exercise;
  const fetchNames = async () => {
    const found = await desk.act(place, "GET", `progress/${encodeURIComponent(exercise)}`);
    if (found) desk.set({ tried: { exercise, ...found } });
  };
  return h("div", {},
    desk.button(place, isShown ? "Hide names" : `Names (${named})`, isShown ? () => desk.set({ tried: null }) : fetchNames, { class: "dk-button console-small", "aria-expanded": String(isShown), "aria-label": `${isShown ? "Hide names" : "Names"}: ${exercise}` }),
    desk.problem(place),
    isShown && h("ul", { class: "console-tried", "aria-label": `Who shares ${exercise}` },
      tried.names.map(({ name, right, total }) => h("li", {}, `${name} ${right}/${total}`)),
      tried.left_out > 0 && h("li", {}, `and ${tried.left_out} more`)));
}

function tickets(all, count) {
  const lessons = [...new Set(all.map((each) => each.lesson))];
  return [
    count > all.length && h("p", { class: "dk-small" }, `${all.length} of ${count} are listed here. Those of a lesson are listed once there are five: fewer would show who wrote what.`),
    lessons.map((lesson) => [h("h3", {}, lesson), h("ul", { class: "console-tickets" }, all.filter((each) => each.lesson === lesson).map((each) => h("li", {}, each.text)))]),
  ];
}

function served({ database, started, restarts }) {
  const since = started ? new Date(typeof started === "number" ? started * 1000 : started) : null;
  return [
    `Votes are kept in ${database}.`,
    since && !Number.isNaN(since.valueOf()) && ` The server runs since ${since.toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`,
    since && (restarts > 0 ? `, started again ${restarts === 1 ? "once" : `${restarts} times`}.` : "."),
  ];
}
