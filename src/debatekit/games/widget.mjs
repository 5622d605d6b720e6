// The game: sliders on top, what follows below. The kernel plays; each move of a slider asks it anew.
import { button, h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { folds } from "../widgets/folds.mjs";
import { sliders } from "../widgets/sliders.mjs";
import { toggles } from "../widgets/toggles.mjs";
import { attacksChart, deadlyChart } from "./charts.mjs";
import { decided } from "./decides.mjs";
import { shown, spoken } from "./words.mjs";

export default {
  render({ model, el }) {
    const name = unique();
    el.classList.add("dk-game-wide");
    const card = makeCard(el, "dk-game", `${name}-q`);
    const line = kernelLine(model, arrived);
    const hand = sliders((action) => line.send(action), (number) => line.kept(number));
    const fold = folds();
    const moved = { by: "", heard: "" };

    function arrived() {
      hand.arrived();
      draw();
    }

    const valueOf = (one) => hand.value(one.id, line.view.values[one.id]);

    function draw() {
      const { limits, now, other: kept, heading, rules } = line.view;
      card.draw([
        h("p", { class: "dk-eyebrow" }, `A model · ${limits.runs} runs of ${limits.rounds} rounds · dice no. ${line.view.seed}`),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, heading),
        h("p", { class: "dk-note" }, "In each round a raider may attack. Every number here is made up by us or by you; none is measured."),
        h("p", { class: "dk-game-label" }, "The striker's rule"),
        toggles("dk-game-rules", "The striker's rule", rules.map((rule) => [rule.id, rule.name]), line.view.rule, (rule) => tell({ do: "rule", name: rule })),
        h("p", { class: "dk-game-about" }, rules.find((rule) => rule.id === line.view.rule).about),
        h("div", { class: "dk-game-groups" }, Object.entries(line.view.groups).map(group)),
        h("div", { class: "dk-buttons dk-tools" },
          button("Reset the sliders", () => { hand.clear(); tell({ do: "reset" }); }),
          kept ? button("Stop comparing", () => tell({ do: "drop" })) : button("Keep this to compare", () => tell({ do: "keep" })),
          button("Throw the dice anew", () => tell({ do: "throw" }))),
        h("div", { class: "dk-game-charts" },
          h("figure", { "data-key": "attacks" }, h("figcaption", {}, "Attacks as the rounds go by"), attacksChart(now, kept, limits)),
          h("figure", { "data-key": "deadly" }, h("figcaption", {}, "How many of them kill"), deadlyChart(now, kept, limits))),
        reading(now, kept),
        h("p", { class: "dk-game-label" }, "All five rules at these sliders"),
        everyRule(line.view, rules),
        h("div", { class: "dk-buttons dk-tools", "data-key": "ask" }, h("button", { type: "button", class: "dk-button dk-main", onclick: () => tell({ do: "decides" }) }, "Which assumption decides?")),
        line.view.decides && decided(line.view.decides, now.so_far.at(-1)[1], line.view),
        fold("granted", { kind: "dk-game-fold", title: "How a round goes, and what the model takes for granted" }, granted(limits)),
      ], { message: line.silent || line.view.message, news: heard() });
    }

    function group([id, title]) {
      return h("fieldset", { class: `dk-game-group dk-game-${id}`, "data-key": id }, h("legend", {}, title), line.view.assumptions.filter((one) => one.group === id).map(slider));
    }

    function slider(one) {
      const value = valueOf(one);
      const key = `${name}-${one.id}`;
      return h("div", { class: "dk-game-slider", "data-key": one.id },
        h("label", { for: key }, h("strong", {}, one.name), h("span", { class: "dk-small" }, ` ${one.question}`)),
        h("input", {
          type: "range", id: key, min: String(one.low), max: String(one.high), step: String(one.step), value: String(value), "data-slider": one.id, "aria-valuetext": spoken(one, value),
          oninput: (event) => {
            hand.set(one.id, Number(event.currentTarget.value));
            draw();
          },
        }),
        h("span", { class: `dk-game-value${value === one.default ? "" : " dk-game-moved"}`, "aria-hidden": "true" }, shown(one, value)));
    }

    function reading(now, kept) {
      const part = (one) => h("p", { "data-key": one.title }, kept && h("strong", {}, `${one.title} (${one.described}). `), `${one.attacks} ${one.deadly}`);
      return h("div", { class: "dk-game-reading" }, part(now), kept && part(kept), kept && h("p", { class: "dk-small" }, "Filled and solid: now. In dashes: kept."));
    }

    function everyRule(view, rules) {
      const nameOf = Object.fromEntries(rules.map((rule) => [rule.id, rule.name]));
      return h("div", { class: "dk-game-scroll", role: "region", tabindex: "0", "aria-label": "All five rules at these sliders", "data-key": "table" },
        h("table", { class: "dk-game-table" },
          h("caption", { class: "dk-small" }, "The middle run, and in brackets where 8 of 10 runs lie."),
          h("thead", {}, h("tr", {}, ["Rule", "Attacks", "of them kill", "Strikes"].map((title) => h("th", { scope: "col" }, title)))),
          h("tbody", {}, view.table.map((row) => h("tr", { class: row.rule === view.rule ? "dk-game-chosen" : null, "data-rule": row.rule },
            h("th", { scope: "row" }, nameOf[row.rule]), [row.attacks, row.deadly, row.strikes].map((cell) => h("td", {}, cell))))),
        ),
        h("p", { class: "dk-game-ahead" }, view.ahead));
    }

    function granted(limits) {
      const point = (...words) => h("li", {}, words);
      return h("ul", {},
        point(`His wish to attack is a number of points: the gain, plus anger, minus fear. At ${limits.full_wish} or more he attacks for sure, at 0 or less he does not; a wish of 5 means 5 rounds in 10.`),
        point("A strike is felt from the next round on. It adds to his fear and to his anger, and both fade at the same pace."),
        point("He learns from blows that he has felt. He does not reason ahead, and a threat alone does not frighten him."),
        point("A strike at one's own time frightens him only if he sees the link to his attack. It angers him as much as any other."),
        point("There is one raider and one striker. Nobody stands behind the raider, nobody gets better at hitting or at hiding, and no side gives up."),
        point("A strike may kill, too. The model counts strikes and not their dead: it knows nothing about them."),
        point("All rules meet the same dice, so a difference between two is no luck."));
    }

    // Spoken once the kernel has answered a move, and not with every redraw.
    function heard() {
      const { now, decides, ahead } = line.view;
      const text = decides ? decides.says[0] ?? "" : `${now.attacks} ${ahead}`;
      if (moved.by && text !== moved.by) moved.heard = text;
      moved.by = text;
      return moved.heard;
    }

    function tell(action) {
      line.send(action);
    }

    draw();
    return () => line.close();
  },
};
