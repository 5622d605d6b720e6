// A text of one's own, judged by oneself; then examples to compare with.
import { h } from "../widgets/dom.mjs";
import { ownBox } from "./own_box.mjs";
import { isWritten, length } from "./words_written.mjs";

/** What widget.mjs needs of this kind; premise.mjs says what that is. */
export function makeRubric({ line, name, redraw }) {
  const box = ownBox(line, "text", (view) => view.answer?.text ?? "", redraw);
  const pending = new Map(); // criterion to {choice, number}: chosen here and not yet kept
  let wanted = false;

  function levels(view) {
    for (const [id, { number }] of pending) if (line.kept(number)) pending.delete(id);
    return { ...(view.answer?.levels ?? {}), ...Object.fromEntries([...pending].map(([id, { choice }]) => [id, choice])) };
  }

  const hasAll = (view) => isWritten(box.text(view)) && view.criteria.every(({ id }) => levels(view)[id]);

  function isStale(view) {
    const now = levels(view);
    return Boolean(view.checked) && !view.withheld && (view.checked.answer.text !== box.text(view) || view.criteria.some(({ id }) => view.checked.answer.levels[id] !== now[id]));
  }

  function draw(view) {
    return [
      h("label", { class: "dk-w-own-label", for: `${name}-own` }, "Your text"),
      box.draw(view, { rows: 8, id: `${name}-own` }, view.withheld ? "" : length(box.text(view), view.words)),
      h("p", { class: "dk-w-part" }, "Judge it yourself"),
      h("p", { class: "dk-small" }, "Read your text as a stranger would, then choose in each row what fits it best."),
      h("ol", { class: "dk-items" }, view.criteria.map((each) => criterion(view, each))),
      view.exemplars.length > 0 && h("div", { class: "dk-exemplars" },
        h("p", { class: "dk-w-part", tabindex: "-1", "data-key": "examples" }, "Examples to compare with"),
        view.exemplars.map((one) => exemplar(view, one))),
    ];
  }

  function criterion(view, { id, text, levels: steps }) {
    const now = levels(view)[id];
    const told = view.checked && view.checked.answer.levels[id] === now ? view.checked.remarks[id] : null;
    const off = view.withheld || !isWritten(box.text(view));
    return h("li", {},
      h("fieldset", { disabled: off },
        h("legend", {}, text),
        h("div", { class: "dk-choices" }, steps.map((words, i) => h("label", { class: "dk-choice" },
          h("input", { type: "radio", name: `${name}-${id}`, "data-key": `level/${id}/${i + 1}`, checked: now === i + 1, disabled: off, onchange: () => choose(id, i + 1) }),
          h("span", {}, words))))),
      told && h("p", { class: "dk-remark dk-is-said" }, told.text));
  }

  function exemplar(view, one) {
    const mine = levels(view);
    return h("section", { class: "dk-exemplar" },
      h("p", { class: "dk-w-part" }, one.title),
      h("blockquote", {}, one.text),
      h("ul", {}, view.criteria.map(({ id, text, levels: steps }) => h("li", {},
        h("strong", {}, text), ` ${one.levels[id]} of ${steps.length}: ${steps[one.levels[id] - 1]}`,
        mine[id] && h("span", { class: "dk-soft" }, ` (You gave yours ${mine[id]}.)`)))),
      h("p", {}, one.why));
  }

  function choose(id, choice) {
    pending.set(id, { choice, number: line.send({ do: "answer", item: `levels/${id}`, choice }) });
    redraw();
  }

  function said(view) {
    if (!view.checked) return "";
    if (isStale(view)) return "You have changed something. Compare again when you are done.";
    return "Written and judged. Compare: would you still give your text the same levels? You may change both.";
  }

  function main(view) {
    return { key: "check", text: view.checked ? "Compare again" : "Compare with examples", off: view.withheld || !hasAll(view) || (view.checked !== null && !isStale(view)) };
  }

  function note(view) {
    if (view.withheld || hasAll(view)) return "";
    if (!isWritten(box.text(view))) return "Write first. Nobody marks it but you.";
    const mine = levels(view);
    return `${view.criteria.filter(({ id }) => mine[id]).length} of ${view.criteria.length} judged`;
  }

  return {
    draw,
    foot: (view) => ({ said: said(view), main: main(view), note: note(view) }),
    press(key) {
      box.flush();
      wanted = key === "check";
      return false;
    },
    flush: box.flush,
    focus(el) {
      const examples = wanted && el.querySelector('[data-key="examples"]');
      if (!examples) return;
      wanted = false;
      examples.focus();
    },
    close: box.close,
  };
}
