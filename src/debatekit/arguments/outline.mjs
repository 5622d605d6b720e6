// The outline: the same argument as a nested list. Each claim is a button that opens its details beneath it.
import { h } from "../widgets/dom.mjs";
import { number } from "./trial_words.mjs";
import { cameFrom, flag, label } from "./words.mjs";

/** The list. `open` is the claim whose details are shown, `details()` makes them, `choose(id)` opens or closes; `found` is what a search has found, `weights` are strengths or null. */
export function outlineList(map, { open, found, weights, details, choose }) {
  const claims = new Map(map.claims.map((claim) => [claim.id, claim]));
  const reasons = new Map(map.reasons.map((reason) => [reason.id, reason]));

  const weight = ({ id }) => weights && [" · ", h("strong", { class: "dk-weighs" }, number(weights[id]))];

  function line(entry) {
    const claim = claims.get(entry.claim);
    if (entry.again) {
      return h("li", { class: "dk-again" }, h("span", { class: "dk-no" }, String(claim.number)), h("span", {}, `${claim.text} `, h("em", {}, `(claim ${claim.number} again; its reasons stand where it comes first)`)));
    }
    const isOpen = open === claim.id;
    const checked = flag(claim, map);
    return h("li", {},
      h("button", { type: "button", class: `dk-entry${isOpen ? " dk-is-open" : ""}${found.has(claim.id) ? " dk-match" : ""}`, "data-entry": claim.id, "aria-expanded": String(isOpen), onclick: () => choose(claim.id) },
        h("span", { class: "dk-label" }, label(claim, map.thesis), weight(claim)), h("span", { class: "dk-text" }, claim.text), checked && h("span", { class: "dk-flag" }, checked)),
      isOpen && details(),
      steps(entry.steps));
  }

  function steps(list) {
    return list.length > 0 && h("ul", { class: "dk-steps" }, list.map((entry) => {
      const reason = reasons.get(entry.reason);
      return h("li", { class: `dk-step ${reason.relation}` },
        h("span", { class: "dk-rel" }, h("strong", {}, cameFrom(reason)), ` · ${reason.scheme}`, weight(reason)),
        h("ul", { class: "dk-premises" }, entry.premises.map(line)),
        entry.undercuts.length > 0 && h("div", { class: "dk-undercut" }, h("span", { class: "dk-rel" }, "This step is"), steps(entry.undercuts)));
    }));
  }

  return h("ul", { class: "dk-outline" }, line(map.outline));
}
