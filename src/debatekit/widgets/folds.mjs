// What one can unfold. A redraw makes all of it anew, and what a reader has unfolded stays so.
import { h } from "./dom.mjs";

/** The folds of one widget: `fold(id, {kind, title}, ...content)` makes one, of the class `kind`, that is as open as it was. */
export function folds() {
  const open = new Set();
  return (id, { kind, title }, ...content) => {
    // On the click, and not on the toggle, which comes later: a redraw in between would shut it again.
    const turn = () => (open.has(id) ? open.delete(id) : open.add(id));
    return h("details", { class: kind, "data-key": id, open: open.has(id) }, h("summary", { onclick: turn }, title), content);
  };
}
