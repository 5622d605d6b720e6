// Answers that are numbers: how many gave which, where the middle is, and between which two numbers the middle half lies.
import { h, unique } from "../widgets/dom.mjs";
import { s } from "../widgets/svg.mjs";

const WIDE = { kind: "dk-wide-picture", width: 760, height: 300, font: 20 };
const BIG = { kind: "dk-big-picture", width: 1000, height: 400, font: 28 };
const NARROW = { kind: "dk-narrow-picture", width: 360, height: 230, font: 14 };

const ENDS = { truth: ["0\u00a0%, false", "100\u00a0%, true"], relevance: ["0\u00a0%, not at all", "100\u00a0%, fully"] };

/** The children for the numbers of a result. */
export function histogram(view, result, big) {
  const { numbers } = result;
  const said = (value) => average(view, value);
  return [
    (big ? [BIG] : [WIDE, NARROW]).map((form) => picture(view, numbers, form)),
    h("ul", { class: "dk-numbers" },
      h("li", {}, h("span", {}, "in the middle (median)"), h("strong", {}, said(numbers.median))),
      h("li", {}, h("span", {}, "the middle half"), h("strong", {}, `${said(numbers.lower)} to ${said(numbers.upper)}`)),
      h("li", {}, h("span", {}, "mean"), h("strong", {}, said(numbers.mean)))),
  ];
}

/** A number with the unit of its question, with at most one digit after the point. */
export function inUnit(view, value) {
  const unit = view.kind === "slider" ? view.unit : "%";
  return `${Math.round(value * 10) / 10}${unit ? `\u00a0${unit}` : ""}`;
}

/** A mean on a scale that is `range` wide, with no more digits than a class carries. Pure. */
export function meanOf(value, range) {
  const digits = range >= 50 ? 0 : range > 2 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** A mean, median or quartile of the answers to a question, with its unit. Pure. */
export function average(view, value) {
  const [low, high] = ends(view);
  const unit = view.kind === "slider" ? view.unit : "%";
  return `${meanOf(value, high - low)}${unit ? `\u00a0${unit}` : ""}`;
}

/** What stands at both ends of the axis. Pure. */
export function endWords(view) {
  const [low, high] = ends(view);
  const [first, last] = ENDS[view.kind] ?? [view.low_label, view.high_label];
  return [first || inUnit(view, low), last || inUnit(view, high)];
}

/** The ends of the scale of a question. */
export function ends(view) {
  return view.kind === "slider" ? [view.low, view.high] : [0, 100];
}

/** Where a number stands, from 0 to `width`, under bins drawn side by side and equally wide. A bin of one step, such as 3 to 3, has its number in the middle. */
export function placing(bins, width) {
  const [first, last] = [bins[0], bins.at(-1)];
  const step = width / bins.length;
  if (bins.some((bin) => bin.low !== bin.high)) return (value) => ((value - first.low) / (last.high - first.low)) * width;
  const apart = bins.length > 1 ? (last.low - first.low) / (bins.length - 1) : 1;
  return (value) => ((value - first.low) / apart + 0.5) * step;
}

function picture(view, numbers, { kind, width, height, font }) {
  const id = unique();
  const [low, high] = endWords(view);
  const base = height - font * 2.1;
  const top = font * 2.6;
  const step = width / numbers.bins.length;
  const most = Math.max(1, ...numbers.bins.map((bin) => bin.count));
  const x = placing(numbers.bins, width);
  const middle = x(numbers.median);
  const tallness = (bin) => ((base - top) * bin.count) / most;

  // The line of the median leaves out the number over a bar that it would cross.
  function pieces(bins, at) {
    const crossed = bins.find((bin, i) => bin.count > 0 && Math.abs((i + 0.5) * step - at) < font * (0.3 * String(bin.count).length + 0.2));
    if (!crossed) return [[font * 1.25, base]];
    const over = base - tallness(crossed);
    return [[font * 1.25, over - font * 1.2], [over, base]].filter(([y1, y2]) => y2 - y1 > font * 0.3);
  }

  return s("svg", { class: `dk-histogram dk-c1 ${kind}`, viewBox: `0 0 ${width} ${height}`, "font-size": font, role: "img", "aria-labelledby": `${id}-t ${id}-d` },
    s("title", { id: `${id}-t` }, "How many gave which answer"),
    s("desc", { id: `${id}-d` }, numbers.bins.map((bin) => `${between(view, bin)}: ${bin.count}.`).join(" ")),
    s("rect", { class: "dk-half", x: x(numbers.lower), y: top - font * 0.5, width: Math.max(2, x(numbers.upper) - x(numbers.lower)), height: base - top + font * 0.5 }),
    numbers.bins.map((bin, i) => {
      const tall = tallness(bin);
      return [
        s("rect", { class: "dk-share", x: i * step + 2, y: base - tall, width: step - 4, height: tall, rx: 3 }),
        bin.count > 0 && s("text", { class: "dk-result-figure", x: (i + 0.5) * step, y: base - tall - font * 0.25, "text-anchor": "middle" }, String(bin.count)),
      ];
    }),
    s("line", { class: "dk-axis", x1: 0, x2: width, y1: base, y2: base }),
    pieces(numbers.bins, middle).map(([y1, y2]) => s("line", { class: "dk-median", x1: middle, x2: middle, y1, y2 })),
    s("text", { x: Math.min(width - font * 3.4, Math.max(font * 3.4, middle)), y: font, "text-anchor": "middle" }, `median ${average(view, numbers.median)}`),
    s("text", { class: "dk-end", x: 0, y: base + font * 1.4 }, low),
    s("text", { class: "dk-end", x: width, y: base + font * 1.4, "text-anchor": "end" }, high));
}

function between(view, bin) {
  return bin.low === bin.high ? inUnit(view, bin.low) : `${inUnit(view, bin.low)} to ${inUnit(view, bin.high)}`;
}
