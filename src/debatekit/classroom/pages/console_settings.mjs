// Settings of the class, personal codes, and the data: take them along or erase them.
import { h } from "../../widgets/dom.mjs";

const MODES = [["open", "Open", "Whoever has the code. Nobody can prevent that one person votes from two browsers."], ["roster", "Roster", "Personal codes that you hand out, one vote each. Choose it before anybody joins."], ["sign-in", "Sign-in", "With the account of the JupyterHub."]];

/** The form of the settings. What is typed is kept until it is saved. */
export function settings(desk) {
  const now = desk.state.settings;
  const draft = desk.ui.settings ?? now;
  const change = (changed) => desk.set({ settings: { ...draft, ...changed } });
  const differs = Object.fromEntries(Object.entries(draft).filter(([name, value]) => value !== now[name]));
  const unchanged = Object.keys(differs).length === 0;
  const keep = async () => { if (await desk.act("settings", "PUT", "settings", differs)) desk.set({ settings: null }); };
  const out = thrownOut(desk.state, draft.mode);
  return h("form", { class: "console-form", onsubmit: (event) => { event.preventDefault(); event.currentTarget.querySelector('[data-key="settings"]')?.click(); } },
    h("label", {}, "Title of the class", h("input", { type: "text", maxlength: "120", value: draft.title, "data-key": "set-title", oninput: (event) => change({ title: event.target.value }) })),
    h("fieldset", {}, h("legend", {}, "Who may vote"),
      MODES.filter(([id]) => now.modes.includes(id)).map(([id, name, text]) => h("label", { class: "console-tick" },
        h("input", { type: "radio", name: "console-mode", checked: draft.mode === id, "data-key": `mode-${id}`, onchange: () => change({ mode: id }) }), said(name, text)))),
    h("label", { class: "console-tick" },
      h("input", { type: "checkbox", checked: draft.ask_names, "data-key": "set-names", onchange: (event) => change({ ask_names: event.target.checked }) }),
      said("Ask for names", "They are kept apart from votes, and nobody has to give one. Phones that are in already show one line about it, between votes; notebooks do not.")),
    h("label", { class: "console-tick" },
      h("input", { type: "checkbox", checked: draft.door === "closed", "data-key": "set-door", onchange: (event) => change({ door: event.target.checked ? "closed" : "open" }) }),
      said("Nobody else may join", "Who is in the class stays, and comes back with their way back or personal code.")),
    h("label", {}, "Erase votes after",
      h("select", { "data-key": "set-days", onchange: (event) => change({ erase_days: Number(event.target.value) }) }, now.erase_days_choices.map((each) => h("option", { value: String(each), selected: each === draft.erase_days }, each === 1 ? "1 day" : `${each} days`)))),
    h("p", { class: "dk-small" }, "A longer time counts for votes to come; what was promised to those who have voted stays."),
    h("div", { class: "dk-buttons" },
      out ? desk.confirm("settings", { text: "Save", question: out, yes: "Save it all the same", go: keep }) : [desk.button("settings", "Save", keep, { disabled: unchanged }), desk.problem("settings")],
      !unchanged && desk.button("settings-back", "Leave as it was", () => desk.set({ settings: null }))));
}

/** What a change to `mode` does to those who have joined in another way, in a few sentences; "" if it does nothing. Pure. */
export function thrownOut({ people, settings: now, rounds }, mode) {
  if (mode === now.mode || mode === "open") return "";
  const out = Object.entries(people.joined).reduce((sum, [way, count]) => sum + (way === mode ? 0 : count), 0);
  if (out === 0) return "";
  const all = people.count === out ? (out === 1 ? "1 person is in" : `${out} people are in`) : `${out} of the ${people.count} people in this class joined without`;
  const votes = rounds.some((round) => round.votes > 0) ? " A before-and-after with the votes so far is no longer possible, and where a vote is open, the same person can vote twice." : "";
  return `${all}. ${mode === "roster" ? "With personal codes" : "With sign-in"} each of them has to join again and counts as somebody new.${votes} This cannot be taken back; it is best done before a class begins.`;
}

function said(name, text) {
  return h("span", {}, `${name} `, h("span", { class: "dk-small" }, text));
}

/** Entries of a roster, and the codes made of them. */
export function roster(desk) {
  const { ui, state } = desk;
  // Two alike are sent as they are: the class says so, instead of giving two people one code.
  const entries = ui.roster.split("\n").map((line) => line.trim()).filter(Boolean);
  const make = async () => {
    const codes = await desk.act("roster", "POST", "roster", { entries });
    if (codes) desk.set({ codes });
  };
  return h("div", { class: "console-form" },
    h("label", {}, "One person a line: a name or a number",
      h("textarea", { rows: "5", "data-key": "roster", oninput: (event) => desk.set({ roster: event.target.value }) }, ui.roster)),
    h("div", { class: "dk-buttons" },
      desk.button("roster", "Make personal codes", make, { disabled: entries.length === 0 }),
      ui.codes && desk.button("print-codes", "Print them", () => print())),
    desk.problem("roster"),
    ui.codes && h("div", { class: "console-codes" },
      h("p", { class: "dk-small" }, "Hand each person their own. The same name gives the same code again, so a lost slip is no loss."),
      h("ul", {}, ui.codes.map(({ entry, code }) => h("li", {}, h("strong", {}, entry),
        h("dl", {}, [["Go to", state.join.short, ""], ["Class code", state.join.code, "console-code"], ["Your personal code", code, "console-code"]].map(([name, value, kind]) =>
          [h("dt", {}, name), h("dd", { class: kind }, value)])))))));
}

/** Export as CSV, and erasing. */
export function forgetting(desk) {
  const forget = (place, what) => () => desk.act(place, "POST", "forget", { what });
  return h("div", { class: "console-form" },
    h("p", { class: "dk-small" }, "The file has one row a vote; of several choices, rankings and points one row an option. No names, no times. Rounds with fewer than five votes are left out, and where fewer than twenty voted in both of two rounds, the file does not tell who moved."),
    h("div", { class: "dk-buttons" }, desk.button("export", "Download votes as CSV", () => download(desk))),
    desk.problem("export"),
    desk.confirm("forget-names", { text: "Erase all names", question: "Erase all names and the roster for good? Its personal codes then serve nobody. Votes stay.", yes: "Erase names", go: forget("forget-names", "names") }),
    desk.confirm("forget", {
      text: "Erase everything",
      question: `Erase all votes, names, progress and exit tickets of this class for good? ${kept(desk.state)}`,
      yes: "Erase everything", go: forget("forget", "everything"),
    }));
}

function kept({ rounds }) {
  const votes = rounds.reduce((sum, round) => sum + round.votes, 0);
  return `${votes === 1 ? "1 vote" : `${votes} votes`} in ${rounds.length === 1 ? "1 round" : `${rounds.length} rounds`} ${votes === 1 ? "goes" : "go"}.`;
}

async function download(desk) {
  const answer = await desk.fetchText("export", "export.csv");
  if (answer === null) return;
  const address = URL.createObjectURL(new Blob([answer], { type: "text/csv" }));
  const link = h("a", { href: address, download: "class-votes.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
