// A group of buttons of which one is chosen.
import { h } from "./dom.mjs";

/** The group of the class `kind`; `choices` are pairs of key and text, `now` is the key that is chosen, `choose(key)` is told of another. */
export function toggles(kind, label, choices, now, choose) {
  return h("div", { class: kind, role: "group", "aria-label": label }, choices.map(([key, text]) => h("button", {
    type: "button", class: "dk-button", "data-key": key, "aria-pressed": String(now === key), onclick: () => choose(key),
  }, text)));
}
