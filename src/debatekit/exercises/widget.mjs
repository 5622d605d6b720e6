// An exercise: choose one option, or sort items into kinds. Native radio buttons, so keyboard and screen reader work.
import { h, host, redraw, kernelLine, messageLine } from "../widgets/dom.mjs";
import { choose, outcome, progress, remark } from "./draft.mjs";

let serial = 0;

export default {
  render({ model, el }) {
    const name = `dk-exercise-${(serial += 1)}`;
    const card = h("section", { class: "dk-card dk-exercise", "aria-label": "Exercise" });
    host(el, card);
    let answer = model.get("view").answer;
    const line = kernelLine(model, () => { if (model.get("view").revealed) answer = model.get("view").answer; draw(); });

    function draw() {
      const view = model.get("view");
      redraw(card, [
        h("p", { class: "dk-eyebrow" }, view.graded ? `Graded exercise · ${view.graded}` : "Exercise"),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, view.title),
        h("p", {}, view.prompt),
        view.kind === "sort" && legend(view),
        view.kind === "sort" ? items(view) : options(view),
        hints(view),
        footer(view),
        messageLine(view, line),
      ]);
    }

    function legend(view) {
      return h("dl", { class: "dk-bins" }, view.bins.map((bin) => h("div", {}, h("dt", {}, bin.text), h("dd", {}, bin.about))));
    }

    function items(view) {
      return h("ol", { class: "dk-items" }, view.items.map((item) => h("li", {},
        h("fieldset", {},
          h("legend", {}, item.text),
          h("div", { class: "dk-row" }, view.bins.map((bin) => radio(view, item.id, bin.id, bin.text, answer?.[item.id] === bin.id))),
          remarkLine(remark(view, answer, item.id))))));
    }

    function options(view) {
      return h("fieldset", { "aria-labelledby": `${name}-q` },
        h("div", { class: "dk-choices" }, view.options.map((option) => [
          radio(view, "one", option.id, option.text, answer === option.id),
          answer === option.id && remarkLine(remark(view, answer, option.id)),
        ])));
    }

    function radio(view, key, value, text, checked) {
      return h("label", { class: "dk-choice" },
        h("input", {
          type: "radio", name: `${name}-${key}`, "data-key": `${key}/${value}`, checked,
          onchange: () => { answer = choose(view, answer, key, value); line.send({ do: "answer", answer }); draw(); },
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

    function footer(view) {
      const { done, total } = progress(view, answer);
      if (view.graded) {
        const saved = view.saved_at ? `Saved in ${view.file}.` : "Your choices are saved as you make them.";
        return h("p", { class: "dk-small dk-tally", role: "status" }, `${done} of ${total} answered. ${saved}`);
      }
      const left = view.hints.total - view.hints.shown.length;
      const solved = view.checked && view.checked.right === view.checked.total;
      return [
        h("p", { class: "dk-outcome", role: "status" }, outcome(view)),
        h("div", { class: "dk-buttons" },
          h("button", { class: "dk-button dk-main", type: "button", "data-key": "check", disabled: done === 0, onclick: () => line.send({ do: "check", answer }) }, "Check"),
          !solved && left > 0 && h("button", { class: "dk-button", type: "button", "data-key": "hint", onclick: () => line.send({ do: "hint" }) }, `Hint (${view.hints.shown.length + 1} of ${view.hints.total})`),
          !solved && left === 0 && view.checked && h("button", { class: "dk-button", type: "button", "data-key": "reveal", onclick: () => line.send({ do: "reveal" }) }, "Show the answers"),
          view.kind === "sort" && h("span", { class: "dk-small" }, `${done} of ${total} sorted`)),
      ];
    }

    draw();
    return () => line.close();
  },
};
