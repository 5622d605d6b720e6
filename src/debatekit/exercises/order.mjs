// Putting items in their order: by dragging, by buttons, or with the arrow keys on a button.
import { h } from "../widgets/dom.mjs";
import { inOrder, moved, placed, placeOf } from "../widgets/sequence.mjs";
import { shorten } from "./draft.mjs";

export const OUT = { right: "✓ Right. ", wrong: "✗ Out of place. " };
const THRESHOLD = 5; // pixels, from which on a press is a drag
const EDGE = 36; // pixels from the end of what scrolls, from which on a drag scrolls
const STEP = 12; // pixels that it scrolls with every move
const SHORT = 60; // characters of an item inside a sentence

/**
 * The part of the card in which items are put in order. `choose(order)` sends the whole order to the kernel and redraws; `redraw()` redraws alone;
 * `remarkLine(item, order)` is what is said of an item. `draw(view, answer)` returns the elements, `focus(el)` then moves the keyboard to where it is
 * wanted, `shown()` is the order on the page, and `news()` is what has just been done, in words.
 */
export function makeOrder(choose, redraw, remarkLine) {
  let order = [];
  let drag = null; // {id, from, list, scroller, order, isOn}
  let wanted = null; // the data-key that gets the keyboard with the next drawing
  let said = "";
  let texts = {};

  function draw(view, answer) {
    order = drag?.order ?? inOrder(view.items, answer).map(({ id }) => id);
    texts = Object.fromEntries(view.items.map(({ id, text }) => [id, text]));
    return h("div", { class: "dk-o" },
      h("p", { class: "dk-small" }, "Drag an item to its place, or use its arrows. On an arrow, the keys ↑ and ↓ move the item on, Home and End take it to an end."),
      h("p", { class: "dk-o-end" }, h("span", { class: "dk-hidden" }, "At the top: "), view.first),
      h("ol", { class: "dk-o-list" }, order.map(row)),
      h("p", { class: "dk-o-end" }, h("span", { class: "dk-hidden" }, "At the bottom: "), view.last),
      h("div", {}, view.graded && !answer && h("button", { class: "dk-button", type: "button", "data-key": "keep", onclick: () => choose(order) }, "Keep this order")));
  }

  function row(id, at) {
    const mover = (key, sign, by, isEnd) => h("button", {
      type: "button", class: "dk-o-move", "data-key": `${key}/${id}`, "aria-label": `${key === "up" ? "Up" : "Down"}: ${texts[id]}`, "aria-disabled": isEnd ? "true" : null,
      onclick: () => put(id, order.indexOf(id) + by, key), onkeydown: (event) => onKey(event, id, key),
    }, sign);
    return h("li", { "data-key": `row/${id}`, class: drag?.isOn && drag.id === id ? "dk-o-held" : "" },
      h("div", { class: "dk-o-item", onpointerdown: (event) => grab(event, id) },
        h("span", { class: "dk-o-grip" }, h("span", { "aria-hidden": "true" }, "⠿"), h("span", { class: "dk-o-place" }, `${at + 1}`)),
        h("span", { class: "dk-o-text" }, texts[id]),
        h("span", { class: "dk-o-moves" }, mover("up", "↑", -1, at === 0), mover("down", "↓", 1, at === order.length - 1))),
      remarkLine(id, order));
  }

  function put(id, to, key) {
    const next = placed(order, id, to);
    said = `${shorten(texts[id], SHORT)}: ${placeOf(next, id)}.`;
    wanted = key && `${key}/${id}`;
    if (next.some((each, i) => each !== order[i])) choose(next);
    else redraw();
  }

  function onKey(event, id, key) {
    const at = order.indexOf(id);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: order.length - 1 }[event.key];
    if (to === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    put(id, to, key);
  }

  function grab(event, id) {
    // A finger beside the grip scrolls the page.
    if (event.button !== 0 || event.target.closest("button") || (event.pointerType !== "mouse" && !event.target.closest(".dk-o-grip"))) return;
    drag = { id, from: event.clientY, list: event.currentTarget.closest("ol"), scroller: scrollerOf(event.currentTarget), order, isOn: false };
    listen("addEventListener");
  }

  // At the window: an element that changes its place on the page loses the pointer.
  function listen(how) {
    window[how]("pointermove", over);
    window[how]("pointerup", drop);
    window[how]("pointercancel", cancel);
    window[how]("keydown", onEscape, true);
  }

  function over(event) {
    if (!event.buttons) return cancel();
    if (!drag.isOn && Math.abs(event.clientY - drag.from) < THRESHOLD) return;
    if (!drag.isOn) {
      drag.isOn = true;
      redraw();
    }
    for (const _ of drag.order) {
      const by = towards(event.clientY);
      if (!by) break;
      drag.order = moved(drag.order, drag.id, by);
      redraw();
    }
    scrollAtEdge(event.clientY);
  }

  // A list may be longer than the window.
  function scrollAtEdge(y) {
    const { top, bottom } = drag.scroller.getBoundingClientRect();
    if (y > Math.min(bottom, window.innerHeight) - EDGE) drag.scroller.scrollTop += STEP;
    else if (y < Math.max(top, 0) + EDGE) drag.scroller.scrollTop -= STEP;
  }

  const held = () => drag.list.querySelector(`[data-key="${CSS.escape(`row/${drag.id}`)}"]`);

  // Past the middle of its neighbour an item takes the neighbour's place; items may differ in height, and so never jump to and fro.
  function towards(y) {
    const middle = (row) => row.getBoundingClientRect().top + row.getBoundingClientRect().height / 2;
    const { previousElementSibling: up, nextElementSibling: down } = held();
    return up && y < middle(up) ? -1 : down && y > middle(down) ? 1 : 0;
  }

  function drop() {
    const { id, isOn, order: next } = end();
    if (!isOn) return;
    order = next; // as it is on the page
    said = `${shorten(texts[id], SHORT)}: ${placeOf(next, id)}.`;
    choose(next);
  }

  function cancel() {
    end();
    redraw();
  }

  function end() {
    listen("removeEventListener");
    const ended = drag;
    drag = null;
    return ended;
  }

  function onEscape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  }

  function focus(el) {
    if (!wanted) return;
    el.querySelector(`[data-key="${CSS.escape(wanted)}"]`)?.focus();
    wanted = null;
  }

  function forget() {
    said = "";
  }

  return { draw, focus, forget, shown: () => order, news: () => said };
}

function scrollerOf(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}
