// A claim as a button that leads to it.
import { h } from "../widgets/dom.mjs";

/** The button of the claim `id` of `map`; `go(id)` goes there. */
export function goTo(id, map, go) {
  const claim = map.claims.find((other) => other.id === id);
  return h("button", { type: "button", class: "dk-goto", onclick: () => go(id) }, h("span", { class: "dk-no" }, String(claim.number)), h("span", {}, claim.text));
}
