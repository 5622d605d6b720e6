// Rating items on a scale, with native radio buttons: the arrow keys go along it.
import { h } from "../widgets/dom.mjs";

export const HEADS = { right: "✓ Within our range. ", wrong: "◇ Outside our range. " };

/** The items with a scale each. `radio(item, choice, content, checked)` is a radio button, `remarkLine(item)` what is said of an item. */
export function rate(view, answer, radio, remarkLine) {
  const steps = Array.from({ length: view.steps }, (_, i) => i + 1);
  const meaning = { 1: view.low, [view.steps]: view.high };
  const step = (item, number) => radio(item, number, [`${number}`, meaning[number] && h("span", { class: "dk-hidden" }, `, ${meaning[number]}`)], answer[item] === number);
  return h("ol", { class: "dk-items" }, view.items.map(({ id, text }) => h("li", {},
    h("fieldset", {},
      h("legend", {}, text),
      h("div", { class: `dk-r-scale dk-r-${view.steps}` }, steps.map((number) => step(id, number))),
      h("p", { class: "dk-r-ends", "aria-hidden": "true" }, h("span", {}, `1 · ${view.low}`), h("span", {}, `${view.steps} · ${view.high}`)),
      remarkLine(id)))));
}
