// What a poll shows of the class: what has become of the vote, and the result once it is revealed.
import { h } from "../widgets/dom.mjs";
import { comparison, results } from "./results.mjs";

/** The sentence on a vote's way to the class, or on why the learner votes alone; null where there is neither. */
export function onItsWay(view) {
  const says = view.class?.says || view.alone;
  return says ? h("p", { class: "dk-to-class", "data-key": "to-class" }, says) : null;
}

/** What the class answered; null until it is revealed. `name` is unique on the page. */
export function ofTheClass(view, name) {
  const said = view.class;
  if (!said?.result) return null;
  return h("section", { class: "dk-of-class", "aria-labelledby": `${name}-c`, "data-key": "of-class" },
    h("h3", { id: `${name}-c` }, "What your class answered"),
    drawn(() => [
      results(view, said.result, { texts: said.texts }),
      said.comparison && h("section", { class: "dk-of-class", "aria-labelledby": `${name}-m` },
        h("h3", { id: `${name}-m` }, "Who moved"),
        comparison(view, said.comparison)),
    ]));
}

// A class of another version, or one that means no good, must not take the poll off the page.
function drawn(draw) {
  try {
    return draw();
  } catch {
    return h("p", {}, "The result came in a form that this notebook cannot draw. Look at the screen in class, or bring the course up to date.");
  }
}

/** What is spoken when something about the class is new. */
export function spokenOfClass(view) {
  return view.class?.result ? " Your class has revealed its result; it is shown below." : view.class?.says ? ` ${view.class.says}` : "";
}
