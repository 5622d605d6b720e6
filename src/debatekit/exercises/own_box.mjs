// A box to write in. What is typed is kept in the learner's record after a pause, on leaving the box, and before anything else happens.
import { h } from "../widgets/dom.mjs";

const PAUSE_MS = 1000;
const HOME = "Kept in your record on this computer. It is not saved in the notebook.";

/** The box for the part `item` of an answer; `kept(view)` is what the kernel has of it, and `redraw()` draws the card anew. */
export function ownBox(line, item, kept, redraw) {
  let typed = null; // {text, number}: what is in the box and not, or not yet, in the record; no number: not sent
  let pause;

  function text(view) {
    if (typed && typed.number !== null && line.kept(typed.number) && typed.text === kept(view)) typed = null;
    return typed ? typed.text : view.withheld ? "" : kept(view);
  }

  function type(value) {
    typed = { text: value, number: null };
    clearTimeout(pause);
    pause = setTimeout(flush, PAUSE_MS);
    redraw();
  }

  function flush() {
    clearTimeout(pause);
    if (!typed || typed.number !== null) return;
    typed.number = line.send({ do: "answer", item, choice: typed.text });
    redraw();
  }

  function state(view) {
    const now = text(view);
    if (view.withheld) return "Fetching what you wrote…";
    if (!typed) return now ? HOME : "";
    return typed.number !== null && line.kept(typed.number) ? "This is not kept yet." : "Saving…";
  }

  /** The box with its state; `more` are attributes of the box, and `below` stands before the state. */
  function draw(view, more, below = "") {
    return [
      h("textarea", {
        class: "dk-w-own", spellcheck: "true", "data-key": `own/${item}`, disabled: Boolean(view.withheld), ...more,
        oninput: (event) => type(event.target.value), onchange: flush,
      }, text(view)),
      h("p", { class: "dk-small dk-w-own-state" }, [below, state(view)].filter(Boolean).join(" ")),
    ];
  }

  return { draw, text, flush, close: () => clearTimeout(pause) };
}
