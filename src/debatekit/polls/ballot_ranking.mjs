// A ranking: pick the options in order, or move them with buttons. Nothing has to be dragged.
import { h } from "../widgets/dom.mjs";
import { inOrder, moved, placeOf } from "../widgets/sequence.mjs";
import { first } from "./draft.mjs";
import { picked } from "./order.mjs";

/** The inputs of a ranking; see `ballot`. */
export function ranking({ view, draft, name, set, say }) {
  const order = draft.value ?? [];

  // Moving an element in the page takes the focus from it.
  function change(next, option, key, event) {
    set(next);
    say(`${option.text}: ${placeOf(next, option.id)}.`);
    const field = document.getElementById(`${name}-${key}-${option.id}`) ?? document.getElementById(`${name}-pick-${option.id}`);
    field?.focus({ preventScroll: true });
    if (event.detail === 0) field?.scrollIntoView({ block: "nearest" }); // by keyboard
  }

  function row(option) {
    const at = order.indexOf(option.id);
    const isIn = at >= 0;
    const mover = (key, sign, by, atEnd) => h("button", {
      type: "button", class: "dk-ballot-move", id: `${name}-${key}-${option.id}`, "aria-label": `${key === "up" ? "Up" : "Down"}: ${option.text}`, "aria-disabled": atEnd ? "true" : null,
      onclick: (event) => !atEnd && change(moved(order, option.id, by), option, key, event),
    }, sign);
    return h("li", { class: isIn ? "dk-ballot-place dk-ballot-placed" : "dk-ballot-place", "data-key": `place-${option.id}` },
      h("button", {
        type: "button", class: "dk-ballot-pick", id: `${name}-pick-${option.id}`, "aria-pressed": `${isIn}`,
        onclick: (event) => change(picked(order, option.id), option, "pick", event),
      }, h("span", { class: "dk-ballot-badge", "aria-hidden": "true" }, isIn ? `${at + 1}` : ""), h("span", {}, option.text), h("span", { class: "dk-hidden" }, `, ${placeOf(order, option.id)}`)),
      isIn && order.length > 1 && [mover("up", "↑", -1, at === 0), mover("down", "↓", 1, at === order.length - 1)]);
  }

  return h("fieldset", { "aria-labelledby": `${name}-q`, "aria-describedby": `${name}-how` },
    h("p", { class: "dk-small", id: `${name}-how` }, `Pick in your order, ${first(view)}; pick again to take one out. What you leave out shares the last place.`),
    h("ul", { class: "dk-ballot-places" }, inOrder(view.options, order).map(row)));
}
