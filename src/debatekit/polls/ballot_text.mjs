// A short text of one's own: one paragraph, with what is left of its length.
import { h } from "../widgets/dom.mjs";
import { lettersLeft } from "./draft.mjs";

/** The input of a short text; see `ballot`. */
export function text({ view, draft, name, set, say }) {
  const left = lettersLeft(view, draft.value);
  const words = (count) => (count < 0 ? `${-count} too many` : `${count} characters left`);
  const field = h("textarea", {
    class: "dk-ballot-own-words", rows: "4", "data-key": "text", "aria-labelledby": `${name}-q`, "aria-describedby": `${name}-letters`,
    // One paragraph: Enter would begin a second one.
    onkeydown: (event) => event.key === "Enter" && !event.isComposing && !event.ctrlKey && !event.shiftKey && event.preventDefault(),
    oninput: ({ target }) => {
      const now = lettersLeft(view, target.value);
      set(target.value);
      if (left >= 0 && now < 0) say(`${words(now)}.`);
      else if (left > 20 && now <= 20) say(`${words(now)}.`);
    },
  });
  field.value = draft.value ?? "";
  return h("div", { class: "dk-ballot-field" }, field, h("p", { class: left < 0 ? "dk-ballot-letters dk-ballot-over" : "dk-ballot-letters", id: `${name}-letters` }, words(left)));
}
