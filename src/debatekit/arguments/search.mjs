// Find claims in the map, by words or by number.
import { h } from "../widgets/dom.mjs";
import { count } from "./words.mjs";

/** The ids of the claims that hold every word of `query`, or have it as their number, in the order of their numbers. */
export function matches(map, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const isFound = (claim) => String(claim.number) === words.join(" ") || words.every((word) => claim.text.toLowerCase().includes(word));
  return map.claims.filter(isFound).sort((a, b) => a.number - b.number).map((claim) => claim.id);
}

/** The search field of the map called `of`: `typed(query)` and `next(step)` tell what is done in it, step being 1 or −1. */
export function searchField({ query, hits, hit, of }, { typed, next }) {
  const place = hits.indexOf(hit) + 1;
  const said = !query.trim() ? "" : place ? `${place} of ${count(hits.length, "claim")}` : hits.length ? `${count(hits.length, "claim")}, Enter shows the next` : "No claim has that.";
  const pressed = (event) => {
    // Shift+Enter runs the cell, wherever one is.
    if ((event.key === "Enter" && !event.shiftKey) || event.key === "ArrowDown") next(1);
    else if (event.key === "ArrowUp") next(-1);
    else if (event.key === "Escape") typed("");
    else return;
    event.preventDefault();
  };
  return h("div", { class: "dk-find", role: "search", "aria-label": of }, // a page may show two maps
    h("input", { type: "search", class: "dk-find-field", "aria-label": "Find in the map", placeholder: "Find in the map", value: query, autocomplete: "off", oninput: (event) => typed(event.target.value), onkeydown: pressed }),
    h("span", { class: "dk-small", role: "status" }, said));
}
