// Which assumption decides: for each slider the attacks at its lowest and highest, as a bar and in words.
import { h } from "../widgets/dom.mjs";
import { s } from "../widgets/svg.mjs";
import { scale } from "./scale.mjs";
import { shown } from "./words.mjs";

const WIDE = 200;

/** The answer of the kernel, the slider that moves most first. `now` is the number of attacks as the sliders stand. */
export function decided(answer, now, { assumptions, limits }) {
  const of = Object.fromEntries(assumptions.map((one) => [one.id, one]));
  const x = scale([0, limits.rounds], [2, WIDE - 2]);
  const bar = (row) => s("svg", { class: "dk-game-swing", viewBox: `0 0 ${WIDE} 22`, "aria-hidden": "true" },
    s("line", { class: "dk-game-axis", x1: 0, x2: WIDE, y1: 11, y2: 11 }),
    s("rect", { class: "dk-game-bar", x: Math.min(x(row.low), x(row.high)), y: 5, width: Math.abs(x(row.high) - x(row.low)), height: 12 }),
    s("line", { class: "dk-game-now", x1: x(now), x2: x(now), y1: 0, y2: 22 }));
  const end = (value, attacks, ahead) => [h("span", { class: "dk-game-cell" }, `${attacks} at ${value}`), h("span", { class: "dk-small" }, ahead)];
  return h("div", { class: "dk-game-decides" },
    answer.says.map((sentence) => h("p", {}, sentence)),
    h("div", { class: "dk-game-scroll", role: "region", tabindex: "0", "aria-label": "Attacks at both ends of each slider" },
      h("table", {},
        h("caption", { class: "dk-small" }, `Attacks in the middle run, from 0 to ${limits.rounds} in the bar; the upright line is now. Below each number: the rule with the fewest attacks there.`),
        h("thead", {}, h("tr", {}, ["Slider", "Bar", "At its lowest", "At its highest"].map((title) => h("th", { scope: "col" }, title)))),
        h("tbody", {}, answer.rows.map((row) => h("tr", { "data-key": row.id, "data-swing": row.id },
          h("th", { scope: "row" }, of[row.id].name),
          h("td", {}, bar(row)),
          h("td", {}, end(shown(of[row.id], of[row.id].low), row.low, row.ahead_low)),
          h("td", {}, end(shown(of[row.id], of[row.id].high), row.high, row.ahead_high))))))));
}
