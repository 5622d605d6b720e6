// The buttons above a map.
import { h } from "../widgets/dom.mjs";

/** A group of buttons that each do something; `tools` are triples of text, name and what is done. */
export function tools(label, list) {
  return h("div", { class: "dk-toolset", role: "group", "aria-label": label }, list.map(([text, title, onclick]) => h("button", { type: "button", class: "dk-button", "aria-label": title, title, onclick }, text)));
}
