// The missing premise: a step with a gap, in which one writes; then sentences of others to compare with one's own.
import { h } from "../widgets/dom.mjs";
import { listed } from "../widgets/words.mjs";
import { ownBox } from "./own_box.mjs";
import { isWritten } from "./words_written.mjs";

/**
 * What widget.mjs needs of this kind. `draw(view)` returns the elements, `foot(view)` what stands below them; `press(key)` says whether the button was
 * its own; `focus(el)` then moves the keyboard to where it is wanted, and `flush()` sends what was typed.
 */
export function makePremise({ line, name, redraw, remarkLine }) {
  const box = ownBox(line, "own", (view) => view.answer?.own ?? "", redraw);
  let pending = null; // {choice, number}: chosen here and not yet kept
  let wanted = false;

  const isOpen = (view) => view.options.length > 0;

  function chosen(view) {
    if (pending && line.kept(pending.number)) pending = null;
    return pending ? pending.choice : (view.answer?.choice ?? null);
  }

  function draw(view) {
    const row = (tag, content, more = "") => h("div", { class: `dk-p-row${more}` }, h("div", { class: "dk-p-tag" }, tag), h("div", {}, content));
    const place = view.paragraphs.length ? ` (paragraph${view.paragraphs.length > 1 ? "s" : ""} ${listed(view.paragraphs)})` : "";
    const own = isOpen(view)
      ? h("p", { class: "dk-p-own" }, view.withheld ? "…" : view.answer.own)
      : box.draw(view, { rows: 3, id: `${name}-own`, "aria-labelledby": `${name}-gap` });
    return [
      h("div", { class: "dk-p", role: "group", "aria-label": `One step of the argument${place}` },
        place && h("p", { class: "dk-small" }, `One step of the argument${place}, in our words.`),
        view.given.map((text) => row("Given", text)),
        row(h("span", { id: `${name}-gap` }, isOpen(view) ? "Your missing premise" : "What is missing? Your own sentence"), own, " dk-p-gap"),
        row("So", view.conclusion, " dk-p-so")),
      isOpen(view) && compare(view),
    ];
  }

  function compare(view) {
    const now = chosen(view);
    const told = view.checked?.answer?.choice === now ? view.checked?.remarks.choice : null;
    return h("fieldset", { class: "dk-p-others" },
      h("legend", {}, "Which of these does the step need, and no more?"),
      h("div", { class: "dk-choices" }, view.options.map((option) => [
        h("label", { class: "dk-choice" },
          h("input", { type: "radio", name: `${name}-options`, "data-key": `option/${option.id}`, checked: now === option.id, onchange: () => choose(option.id) }),
          h("span", {}, option.text)),
        now === option.id && remarkLine(told),
      ])));
  }

  function choose(choice) {
    pending = { choice, number: line.send({ do: "answer", item: "choice", choice }) };
    redraw();
  }

  function said(view) {
    const told = view.checked?.answer?.choice === chosen(view) ? view.checked?.remarks.choice : null;
    if (view.revealed) return "This is the one that the step needs.";
    if (!told) return isOpen(view) && !view.checked ? "Here are sentences that others might write. Your own stays as it is, to compare." : "";
    return told.right ? "Right. Compare it with your own: does yours say more, less or the same?" : "Not this one. Read the remark and try again.";
  }

  const isReady = (view) => !view.withheld && isWritten(box.text(view));
  const main = (view) => isOpen(view) ? { key: "check", text: "Check", off: !chosen(view) } : { key: "compare", text: "Compare with others", off: !isReady(view) };
  const note = (view) => isOpen(view) || view.withheld || isReady(view) ? "" : "Write your sentence first. Nobody marks it.";
  const isSolved = (view) => Boolean(view.revealed || (view.checked?.right === 1 && view.checked.answer.choice === chosen(view)));

  return {
    draw,
    foot: (view) => ({ said: said(view), main: main(view), note: note(view), solved: isSolved(view), reveal: "Show the answer" }),
    press(key) {
      box.flush();
      wanted = key === "compare";
      if (!wanted) return false;
      line.send({ do: "answer", item: "choice", choice: null });
      return true;
    },
    flush: box.flush,
    focus(el) {
      const first = wanted && el.querySelector(".dk-p-others input");
      if (!first) return;
      wanted = false;
      first.focus();
    },
    close: box.close,
  };
}
