// What one has asked of a trial: which claim decides, and what would have to be false for the thesis to fall.
import { button, h } from "../widgets/dom.mjs";
import { goTo } from "./goto.mjs";
import { decision, fallOf, signed } from "./trial_words.mjs";

const SHOWN = 8;

/** What draws the answer to what was asked last; `line`, `go` and `changed` are those of the trial. */
export function answers(line, { go, changed }) {
  const state = { all: false, shares: false };
  const link = (id) => goTo(id, line.view, go);

  function answer() {
    const { asked } = line.view;
    if (!asked) return null;
    return h("div", { class: "dk-answer", "data-key": "answer" },
      asked.what === "decides" ? decides(asked) : falls(asked),
      asked.stale && h("p", { class: "dk-small" }, h("strong", {}, "You have moved something since. "), button("Work it out again", () => line.send({ do: asked.what }))));
  }

  function decides(asked) {
    const rows = state.all ? asked.rows : asked.rows.slice(0, SHOWN);
    const objection = (id) => line.view.claims.find((claim) => claim.id === id).voice === "objection";
    const orders = asked.exact ? "every order in which the claims could come in" : "many orders in which the claims could come in; after ± stands how far chance may have moved that figure";
    return [
      h("p", { class: "dk-part" }, "Which claim decides?"),
      h("p", {}, decision(asked.rows.map((row) => row.effect))),
      h("p", { class: "dk-small" }, "“If false”: how far the thesis would move if that claim alone were false. A plus means that the claim stands against the thesis."),
      h("table", { class: "dk-ranking" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Claim"), h("th", { scope: "col" }, "If false"), state.shares && h("th", { scope: "col" }, "Share"))),
        h("tbody", {}, rows.map((row) => h("tr", {},
          h("td", {}, link(row.claim), objection(row.claim) && h("span", { class: "dk-small" }, "an objection that the author answers")),
          h("td", {}, signed(row.effect)),
          state.shares && h("td", {}, asked.exact ? signed(row.share) : `${signed(row.share)} ± ${(2 * row.error).toFixed(3)}`))))),
      state.shares && h("p", { class: "dk-small" }, "“Share”: what the claim adds to the thesis, its Shapley value, the mean over ", orders, ". A claim that others can stand in for decides little alone, and may have a large share."),
      h("div", { class: "dk-buttons" },
        button(state.shares ? "Hide the shares" : "Show shares", () => { state.shares = !state.shares; changed(); }),
        asked.rows.length > SHOWN && button(state.all ? "Show fewer" : `Show all ${asked.rows.length}`, () => { state.all = !state.all; changed(); })),
    ];
  }

  function falls(asked) {
    const { sets, ways, semantics } = asked;
    const names = line.view.semantics_in_words;
    const { sets: found, claims: size } = ways[semantics];
    return [
      h("p", { class: "dk-part" }, `What would have to be false for the thesis to fall? By “${names[semantics].name}”`),
      h("p", {}, found ? `It falls when the reasons for it no longer outweigh those against it. For that, ${fallOf(ways[semantics])} would have to be false.` : "Nothing more: at this position the reasons for it do not outweigh those against it."),
      sets.map((claims, i) => h("div", { class: "dk-set-of" }, sets.length > 1 && size > 1 && h("p", { class: "dk-small" }, `Set ${i + 1}`), claims.map(link))),
      found > sets.length && h("p", { class: "dk-small" }, `The first ${sets.length} of ${found} are shown.`),
      size > 2 && h("p", { class: "dk-small" }, "This is the smallest set that we found; there may be others. Each of its claims is needed: put one back, and the thesis stands."),
      h("p", { class: "dk-small" }, "By the other ways in which reasons can add up: ", Object.keys(ways).filter((name) => name !== semantics).map((name) => `“${names[name].name}”, ${fallOf(ways[name])}`).join("; "), ". What changes with the way is no finding about the argument."),
    ];
  }

  return answer;
}
