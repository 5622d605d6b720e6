// What a class answered, as pictures and words; for the phone, the screen, the console and the notebook.
import { h } from "../widgets/dom.mjs";
import { s } from "../widgets/svg.mjs";
import { colourOf, people, percent } from "./colours.mjs";
import { histogram, meanOf } from "./histogram.mjs";
import { ranked } from "./ranked.mjs";

// As in swing.py.
const SMALL_CLASS = 20;

export { comparison } from "./compared.mjs";

/**
 * The children that show a result: `view` is the question, `result` what the class answered to it, `texts` the texts that may be shown.
 * With `big` there is only what can be read from the last row.
 */
export function results(view, result, { big = false, texts = [] } = {}) {
  if (result.withheld) return [turnout(result), h("p", { class: "dk-withheld" }, result.withheld), result.rows && bars(view, result, big)];
  const body = result.rows ? bars(view, result, big)
    : result.numbers ? histogram(view, result, big)
    : result.ranking ? ranked(view, result.ranking, big)
    : result.points ? allotted(view, result.points)
    : cards(texts);
  return [turnout(result), body, sureOfAll(result), words(result, big)];
}

function turnout({ voters, hands }) {
  const raised = hands ? `, and ${hands} raised ${hands === 1 ? "a hand" : "their hands"}` : "";
  return h("p", { class: "dk-turnout" }, `${people(voters)} voted${raised}.`);
}

function words(result, big) {
  const few = big && result.numbers && result.voters < SMALL_CLASS;
  return few ? h("p", { class: "dk-small" }, `${people(result.voters)}: one answer more can move the mean.`) : !big && (result.words ?? []).map((sentence) => h("p", { class: "dk-small" }, sentence));
}

function bars(view, result, big) {
  // Of a small class the server gives no interval: there people are counted, and a percentage would say more than there is.
  const likely = result.rows.some((row) => typeof row.low === "number");
  const figures = (row) => (likely ? [h("strong", {}, percent(row.share)), h("span", { class: "dk-result-count" }, counted(row))] : h("strong", {}, counted(row)));
  return [
    h("ul", { class: `dk-result-rows ${big && result.rows.length > 5 ? "dk-many" : ""}` }, result.rows.map((row) => h("li", { class: `dk-result-row ${colourOf(view, row.id)}` },
      h("div", { class: "dk-result-head" },
        h("span", { class: "dk-result-text" }, row.text, row.right && h("span", { class: "dk-badge" }, "✓ right answer")),
        h("span", { class: "dk-result-figures" }, figures(row))),
      bar(row.share, row),
      sure(view, result, row)))),
    !likely && big && h("p", { class: "dk-small" }, `${people((result.withheld ? 0 : result.voters) + (result.hands ?? 0))}: count people, not percentages.`),
    likely && h("p", { class: "dk-small dk-interval-words" }, big
      ? "Thin line: 95 % interval."
      : "The thin line is the 95 % interval. If the people here had been drawn by lot from many more, a line made in this way would take in the share among all of those 19 times out of 20."),
  ];
}

function counted(row) {
  const interval = typeof row.low === "number" ? h("span", { class: "dk-hidden" }, `, 95 % interval from ${percent(row.low)} to ${percent(row.high)}`) : null;
  return [people(row.count + (row.hands ?? 0)), row.hands > 0 && ` (${row.hands} by hand)`, interval];
}

// Beside each answer whose people were asked, or beside none: one alone would be read as that of the class.
function sure(view, result, row) {
  const asked = (view.options ?? []).find(({ id }) => String(id) === String(row.id))?.asks_confidence !== false;
  if (!result.confidence || !asked || row.count === 0) return null;
  const mean = result.confidence[row.id];
  return h("p", { class: "dk-small dk-sure" }, typeof mean === "number" ? `How sure they are, on average: ${Math.round(mean)}\u00a0%` : "How sure so few are is not told.");
}

function sureOfAll({ sure: mean }) {
  return typeof mean === "number" && h("p", { class: "dk-small" }, `How sure people are of their answers, on average: ${mean}\u00a0%`);
}

/** A bar for a share of 0 to 1, with the interval from `low` to `high` as a line over it if there is one. */
function bar(share, { low, high } = {}) {
  const at = (value) => `${Math.max(0, Math.min(100, value * 100))}%`;
  const mark = (x1, x2, y1, y2) => [s("line", { class: "dk-interval-edge", x1: at(x1), x2: at(x2), y1, y2 }), s("line", { class: "dk-interval", x1: at(x1), x2: at(x2), y1, y2 })];
  return s("svg", { class: "dk-result-bar", "aria-hidden": "true" },
    s("rect", { class: "dk-result-track", width: "100%", height: "100%", rx: 4 }),
    s("rect", { class: "dk-share", width: at(share), height: "100%", rx: 4 }),
    typeof low === "number" && [mark(low, high, "50%", "50%"), mark(low, low, "22%", "78%"), mark(high, high, "22%", "78%")]);
}

function allotted(view, rows) {
  const total = view.total ?? 100;
  return [
    h("p", {}, `Of ${total} points, on average:`),
    h("ul", { class: "dk-result-rows" }, rows.map((row) => h("li", { class: `dk-result-row ${colourOf(view, row.id)}` },
      h("div", { class: "dk-result-head" }, h("span", { class: "dk-result-text" }, row.text), h("strong", { class: "dk-result-figures" }, meanOf(row.mean, total))),
      bar(row.share)))),
  ];
}

function cards(texts) {
  if (texts.length === 0) return h("p", { class: "dk-small" }, "No answer is shown yet.");
  return h("ul", { class: "dk-texts" }, texts.map((text) => h("li", {}, text)));
}
