// Two positions side by side, and positions that are saved.
import { button, h } from "../widgets/dom.mjs";
import { goTo } from "./goto.mjs";
import { number } from "./trial_words.mjs";

/** What draws the comparison; `goThere(id)` takes a position, the rest is the trial's. */
export function comparison(line, { go, changed, fold, goThere }) {
  const state = { naming: "", chosen: "start", saving: "", deleting: "" };
  const claimOf = (id) => line.view.claims.find((claim) => claim.id === id);
  const link = (id) => goTo(id, line.view, go);

  function compare() {
    const { view } = line;
    const saved = view.positions.find((each) => each.id === `saved/${state.saving}`);
    if (saved && state.chosen !== saved.id && state.naming) [state.chosen, state.naming] = [saved.id, ""];
    const chosen = view.positions.find((each) => each.id === state.chosen) ?? view.positions[0];
    const isOther = view.other?.id === chosen.id;
    return fold("beside", { kind: "dk-unfold", title: "Compare and save" },
      h("div", { class: "dk-tools" },
        h("label", { class: "dk-pick" }, h("span", {}, "Position"),
          h("select", { onchange: (event) => { [state.chosen, state.deleting] = [event.currentTarget.value, ""]; changed(); } },
            view.positions.map((each) => h("option", { value: each.id, selected: each === chosen }, each.title)))),
        isOther
          ? button("Stop comparing", () => line.send({ do: "compare", position: null }))
          : button("Compare with it", () => line.send({ do: "compare", position: chosen.id })),
        button("Go there", () => goThere(chosen.id)),
        chosen.own && (state.deleting === chosen.id
          ? [button(`Delete “${chosen.title}” for good`, () => { state.deleting = ""; line.send({ do: "forget", position: chosen.id }); }), button("Keep it", () => { state.deleting = ""; changed(); })]
          : button("Delete it", () => { state.deleting = chosen.id; changed(); }))),
      h("form", { class: "dk-tools", onsubmit: save },
        h("label", { class: "dk-pick" }, h("span", {}, "Save where you stand as"),
          h("input", { type: "text", maxlength: "60", value: state.naming, oninput: (event) => { state.naming = event.currentTarget.value; changed(); } })),
        h("button", { type: "submit", class: "dk-button" }, "Save"),
        saved && h("span", { role: "status" }, `Saved as “${saved.title}”.`),
        view.message && h("span", { class: "dk-warn", "aria-hidden": "true" }, view.message)),
      h("p", { class: "dk-small" }, "What you hold true is yours: it is kept only when you save it, in your record on this computer, and is neither in this notebook nor in anything you hand in."),
      view.other && differences(view));
  }

  function save(event) {
    event.preventDefault();
    const wanted = state.naming.trim().replace(/\s+/g, " ");
    // A name that is taken is refused, and the kernel says so.
    state.saving = line.view.positions.some((each) => each.id === `saved/${wanted}`) ? "" : wanted;
    line.send({ do: "save", name: state.naming });
  }

  function differences(view) {
    const { other } = view;
    const starts = (id) => (claimOf(id) ? view.limits.truth : view.limits.relevance);
    const at = (where, id) => (where.held.includes(id) ? "false" : number(where.values[id] ?? starts(id)));
    const ids = [...new Set([...Object.keys(view.values), ...Object.keys(other.values), ...view.held, ...other.held])].filter((id) => at(view, id) !== at(other, id));
    if (!ids.length) return h("p", {}, `Nothing is set otherwise than at “${other.name}”.`);
    const titled = (id) => (claimOf(id) ? link(id) : `The step from ${view.reasons.find((reason) => reason.id === id).premises.map((premise) => claimOf(premise).number).join(" and ")}`);
    return h("table", { class: "dk-ranking" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Set otherwise"), h("th", { scope: "col" }, "Now"), h("th", { scope: "col" }, other.name))),
      h("tbody", {}, ids.map((id) => h("tr", {}, h("td", {}, titled(id)), h("td", {}, at(view, id)), h("td", {}, at(other, id))))));
  }

  return compare;
}
