// What a key or a click does on the picture.
import { nextBox } from "./camera.mjs";

/**
 * Handlers for the stage. `state` is {at, chosen}: the key of the box that the keyboard is on, and the claim or reason whose details are shown; `drawing()` is
 * what stands there. `fold(key)`, `choose(chosen)`, `uncover(id)`, `close()`, `read()`, which goes into the details, and `zoom(direction)` are what one can do.
 */
export function walk(state, stage, drawing, { fold, choose, uncover, close, read, zoom }) {
  const keyAt = (event) => event.target.closest(".dk-node")?.dataset.key;

  function onfocusin(event) {
    state.at = keyAt(event) ?? state.at;
    if (event.target.matches(".dk-node:focus-visible")) stage.reveal(state.at);
  }

  function onclick(event) {
    if (stage.hands.dragged(event)) return;
    const reason = event.target.closest("[data-reason]")?.dataset.reason;
    const key = keyAt(event);
    if (event.target.closest("[data-more]")) fold(key);
    else if (key) open(key);
    else if (reason) choose({ reason });
    else if (state.chosen) choose(null);
  }

  /** Open a claim; a stub leads to the place of its claim. */
  function open(key) {
    const { stub, claim } = drawing().nodes.get(key);
    if (stub) uncover(claim.id);
    choose({ claim: claim.id });
    if (stub) stage.focus(claim.id);
  }

  function onkeydown(event) {
    // Shift+Enter runs the cell, wherever one is.
    if (event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter")) return;
    const node = drawing().nodes.get(state.at);
    if (event.key.startsWith("Arrow")) {
      if (event.key === "ArrowRight" && !node.reasons.length && node.hidden) fold(state.at);
      const box = nextBox(drawing().boxes, stage.boxOf(state.at), event.key);
      if (!box) return event.preventDefault();
      state.at = box.key;
      stage.focus(box.key);
      stage.reveal(box.key);
    } else if (event.key === "Enter" || event.key === " ") {
      open(state.at);
      if (!node.stub) read();
    } else if (event.key === "f" || event.key === "F") fold(state.at);
    else if (event.key === "Escape" && state.chosen) close();
    else if (event.key === "+" || event.key === "=") zoom(1);
    else if (event.key === "-") zoom(-1);
    else return;
    event.preventDefault();
  }

  return { onkeydown, onclick, onfocusin };
}
