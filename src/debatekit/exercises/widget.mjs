// An exercise: choose one option, or sort items into kinds. Native radio buttons, so keyboard and screen reader work.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { outcome, overlay, progress, remark } from "./draft.mjs";

export default {
  render({ model, el }) {
    const name = unique();
    const card = makeCard(el, "dk-exercise", `${name}-q`);
    const pending = new Map(); // item to {choice, number}: chosen here and not yet kept by the kernel
    const line = kernelLine(model, draw);

    function draw() {
      const view = line.view;
      for (const [item, { number }] of pending) if (line.kept(number)) pending.delete(item);
      const answer = overlay(view, pending);
      const { done, total } = progress(view, answer);
      const kept = pending.size ? "Saving…" : view.saved_at ? `Saved in ${view.file}.` : "Your choices are saved as you make them.";
      const news = view.graded ? `${done} of ${total} answered. ${kept}` : outcome(view);
      card.draw([
        h("p", { class: "dk-eyebrow" }, view.graded ? `Graded exercise · ${view.graded}` : "Exercise"),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, view.title),
        h("p", {}, view.prompt),
        view.kind === "sort" && legend(view),
        view.kind === "sort" ? items(view, answer) : options(view, answer),
        hints(view),
        view.graded ? h("p", { class: "dk-small dk-tally" }, news) : buttons(view, done, total),
      ], { message: line.silent || view.message, news });
    }

    function legend(view) {
      return h("dl", { class: "dk-bins" }, view.bins.map((bin) => h("div", {}, h("dt", {}, bin.text), h("dd", {}, bin.about))));
    }

    function items(view, answer) {
      return h("ol", { class: "dk-items" }, view.items.map((item) => h("li", {},
        h("fieldset", {},
          h("legend", {}, item.text),
          h("div", { class: "dk-row" }, view.bins.map((bin) => radio(item.id, bin.id, bin.text, answer[item.id] === bin.id))),
          remarkLine(remark(view, answer, item.id))))));
    }

    function options(view, answer) {
      return h("fieldset", { "aria-labelledby": `${name}-q` },
        h("div", { class: "dk-choices" }, view.options.map((option) => [
          radio(null, option.id, option.text, answer === option.id),
          answer === option.id && remarkLine(remark(view, answer, option.id)),
        ])));
    }

    function radio(item, choice, text, checked) {
      return h("label", { class: "dk-choice" },
        h("input", {
          type: "radio", name: `${name}-${item ?? ""}`, "data-key": `${item ?? ""}/${choice}`, checked,
          // One change at a time: two pages, or two kernels, then add to each other's work.
          onchange: () => { pending.set(item, { choice, number: line.send({ do: "answer", item, choice }) }); draw(); },
        }),
        h("span", {}, text));
    }

    function remarkLine(found) {
      if (!found) return null;
      return h("p", { class: `dk-remark ${found.right ? "dk-is-right" : "dk-is-wrong"}` },
        h("strong", {}, found.right ? "✓ Right. " : "✗ Not yet. "), found.text);
    }

    function hints(view) {
      if (!view.hints.shown.length) return null;
      return h("ol", { class: "dk-hints", "aria-label": "Hints" }, view.hints.shown.map((text) => h("li", {}, text)));
    }

    function buttons(view, done, total) {
      const left = view.hints.total - view.hints.shown.length;
      const solved = view.revealed || (view.checked && view.checked.right === view.checked.total);
      const button = (key, text, main) => h("button", { class: `dk-button${main ? " dk-main" : ""}`, type: "button", "data-key": key, disabled: main && done === 0, onclick: () => line.send({ do: key }) }, text);
      return [
        h("p", { class: "dk-outcome" }, outcome(view)),
        h("div", { class: "dk-buttons" },
          button("check", "Check", true),
          !solved && left > 0 && button("hint", `Hint (${view.hints.shown.length + 1} of ${view.hints.total})`),
          !solved && left === 0 && view.checked && button("reveal", "Show the answers"),
          view.kind === "sort" && h("span", { class: "dk-small" }, `${done} of ${total} sorted`)),
      ];
    }

    draw();
    return () => line.close();
  },
};
