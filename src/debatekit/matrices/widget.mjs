// A decision matrix: weights first, then marks, then what comes of them. The kernel works it all out and keeps it.
import { button, h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { folds } from "../widgets/folds.mjs";
import { s } from "../widgets/svg.mjs";
import { sliders } from "../widgets/sliders.mjs";
import { bar, choices, chosen, marksGiven, shown } from "./words.mjs";

const WIDE = 200;

export default {
  render({ model, el }) {
    const name = unique();
    const card = makeCard(el, "dk-weigh", `${name}-q`);
    const line = kernelLine(model, arrived);
    const hand = sliders((action) => line.send(action), (number) => line.kept(number));
    const fold = folds();

    function arrived() {
      hand.arrived();
      draw();
    }

    const weightOf = (criterion) => hand.value(`weight/${criterion.id}`, line.view.weights[criterion.id] ?? null);
    const markOf = (option, criterion) => hand.value(`${option.id}/${criterion.id}`, line.view.marks[option.id]?.[criterion.id] ?? null);

    function draw() {
      const { criteria, hangs, heading, means_not, message, note, options, rows, says } = line.view;
      const counting = criteria.filter((criterion) => weightOf(criterion) > 0);
      card.draw([
        h("p", { class: "dk-eyebrow" }, `A decision matrix · ${options.length} options · ${criteria.length} criteria`),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, heading),
        h("p", { class: "dk-note" }, note),
        h("fieldset", { class: "dk-weigh-weights", "data-key": "weights" },
          h("legend", {}, "1. How much does each criterion matter to you?"),
          h("p", { class: "dk-small" }, "0 is not at all, 10 is most. A criterion that you leave open is not counted. Four are enough."),
          criteria.map((criterion) => row(`weight/${criterion.id}`, criterion, weightOf(criterion), weightOf(criterion) > 0 && line.view.shares[criterion.id] !== undefined ? `${line.view.shares[criterion.id]} % of the whole` : ""))),
        h("div", { class: "dk-weigh-marks", role: "group", "aria-label": "Marks", "data-key": "marks" },
          h("p", { class: "dk-weigh-label" }, "2. How well would each option do?"),
          h("p", { class: "dk-small" }, "Open three or more that you want to compare. An option without any mark gets no place."),
          options.map((option) => marks(option, counting))),
        h("div", { class: "dk-weigh-result", "data-key": "result" },
          h("p", { class: "dk-weigh-label" }, "3. What comes of it"),
          says.map((sentence) => h("p", {}, sentence)),
          rows.length > 0 && table(rows, options)),
        h("div", { class: "dk-buttons dk-tools", "data-key": "ask" }, h("button", { type: "button", class: "dk-button dk-main", onclick: () => line.send({ do: "hangs" }) }, "What does the first place hang on?")),
        hangs && turns(hangs),
        fold("means", { kind: "dk-weigh-fold", title: "What a matrix does not mean" }, h("ul", {}, means_not.map((sentence) => h("li", {}, sentence)))),
        fold("clear", { kind: "dk-weigh-fold", title: "Start over" },
          h("p", { class: "dk-small" }, "This opens all weights and marks again. They are gone then."),
          h("div", { class: "dk-buttons" }, button("Clear all weights and marks", clear))),
      ], { message: line.silent || message, news: heard() });
    }

    function row(place, entry, value, beside = "") {
      const key = `${name}-${place}`;
      return h("div", { class: "dk-weigh-row", "data-key": place },
        h("label", { for: key }, h("strong", {}, entry.name), h("span", { class: "dk-small" }, ` ${entry.about} ${entry.told}`)),
        h("select", {
          id: key, "data-place": place,
          onchange: (event) => {
            hand.set(place, chosen(event.currentTarget.value));
            draw();
          },
        }, choices().map(([choice, text]) => h("option", { value: choice, selected: choice === shown(value) }, text))),
        h("span", { class: "dk-small dk-weigh-share" }, beside));
    }

    function marks(option, counting) {
      const given = counting.filter((criterion) => markOf(option, criterion) !== null).length;
      return fold(option.id, { kind: "dk-weigh-fold", title: [h("strong", {}, option.name), h("span", { class: "dk-small" }, ` ${marksGiven(given, counting.length)}`)] },
        h("p", {}, option.about, h("span", { class: "dk-small" }, ` ${option.told}`)),
        counting.length === 0 && h("p", { class: "dk-small" }, "Give a criterion a weight above; then you can mark this option by it."),
        counting.map((criterion) => row(`${option.id}/${criterion.id}`, { ...criterion, told: "" }, markOf(option, criterion))));
    }

    function table(rows, options) {
      const nameOf = Object.fromEntries(options.map((option) => [option.id, option.name]));
      const picture = (each) => s("svg", { class: "dk-weigh-bar", viewBox: `0 0 ${WIDE} 18`, "aria-hidden": "true", preserveAspectRatio: "none" },
        s("line", { x1: 0, x2: WIDE, y1: 9, y2: 9 }),
        s("rect", { y: 2, height: 14, ...bar(each.low, each.high, WIDE) }));
      return h("table", {},
        h("caption", { class: "dk-small" }, "Weighted mean of the marks, from 0 to 10. A wide bar is a range: some marks are open. In the order of the list above, and not of the places."),
        h("thead", {}, h("tr", {}, ["Option", "0 to 10", "Mean", "Place"].map((title) => h("th", { scope: "col" }, title)))),
        h("tbody", {}, rows.map((each) => h("tr", { "data-key": each.id, "data-option": each.id },
          h("th", { scope: "row" }, nameOf[each.id]), h("td", {}, picture(each)), h("td", { "data-label": "mean " }, each.sum), h("td", { "data-label": "place " }, each.place)))));
    }

    function turns(hangs) {
      const list = (title, sentences, none) => [h("p", { class: "dk-weigh-label" }, title), sentences.length ? h("ul", {}, sentences.map((sentence) => h("li", {}, sentence))) : h("p", {}, none)];
      return h("div", { class: "dk-weigh-hangs", "data-key": "hangs" },
        hangs.says.map((sentence) => h("p", {}, sentence)),
        (hangs.weights.length > 0 || hangs.marks.length > 0) && [
          list("One weight alone, the others keeping their proportions", hangs.weights, "No single weight changes the first place."),
          list("One mark alone, the nearest first", hangs.marks, "No single mark changes the first place."),
        ]);
    }

    function heard() {
      return line.view.hangs ? line.view.hangs.says[0] : line.view.says[0];
    }

    function clear() {
      hand.clear();
      line.send({ do: "clear" });
    }

    draw();
    return () => line.close();
  },
};
