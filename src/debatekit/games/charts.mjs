// The two charts of the game: attacks as the rounds go by, and how many of them kill. What is now is filled, what is kept is drawn in dashes.
import { s } from "../widgets/svg.mjs";
import { apart, bandOutline, every, middleLine, scale, topOf } from "./scale.mjs";

const WIDE = 380;
const HIGH = 262;
const BOX = { left: 54, right: WIDE - 46, top: 26, bottom: HIGH - 42 };

/** Attacks so far, round by round: the middle run as a line, 8 of 10 runs as a band. `title` and `says` are its alternative text. */
export function attacksChart(now, kept, { rounds }) {
  const x = scale([0, rounds], [BOX.left, BOX.right]);
  const y = scale([0, rounds], [BOX.bottom, BOX.top]);
  const endOf = (one) => y(one.so_far.at(-1)[1]);
  const [here, there] = kept ? apart(endOf(now), endOf(kept), 15) : [endOf(now), 0];
  return picture(said("attacks", now, kept),
    grid([0, 10, 20, 30, 40].filter((tick) => tick <= rounds), y),
    [0, 10, 20, 30, 40].filter((tick) => tick <= rounds).map((tick) => s("text", { x: x(tick), y: BOX.bottom + 16, "text-anchor": "middle" }, String(tick))),
    label(`Rounds`, `Attacks so far`),
    s("path", { class: "dk-game-band", d: bandOutline(now.so_far, x, y) }),
    kept && s("path", { class: "dk-game-kept-band", d: bandOutline(kept.so_far, x, y) }),
    kept && s("path", { class: "dk-game-kept-line", d: middleLine(kept.so_far, x, y) }),
    s("path", { class: "dk-game-line", d: middleLine(now.so_far, x, y) }),
    s("text", { class: "dk-game-end", x: BOX.right + 6, y: here + 4 }, kept ? "now" : String(now.so_far.at(-1)[1])),
    kept && s("text", { class: "dk-game-end", x: BOX.right + 6, y: there + 4 }, "kept"));
}

/** In how many of the runs no attack kills, in how many one, and so on: shares of all runs as bars. */
export function deadlyChart(now, kept, { runs }) {
  const columns = Math.max(6, now.by_deadly.length, kept?.by_deadly.length ?? 0);
  const share = (one, number) => (one.by_deadly[number] ?? 0) / runs;
  const numbers = [...Array(columns).keys()];
  const top = topOf(numbers.flatMap((number) => [share(now, number), kept ? share(kept, number) : 0]));
  const y = scale([0, top], [BOX.bottom, BOX.top]);
  const step = (BOX.right - BOX.left + 30) / columns;
  const wide = step * (kept ? 0.4 : 0.72);
  const bar = (kind, one, number, shift) => share(one, number) > 0 && s("rect", {
    class: kind, x: (BOX.left + step * (number + 0.5) - wide / 2 + shift).toFixed(1), y: y(share(one, number)).toFixed(1), width: wide.toFixed(1), height: (BOX.bottom - y(share(one, number))).toFixed(1),
  });
  return picture(said("deadly", now, kept),
    grid([0, top / 2, top], y, (tick) => `${+(tick * 100).toFixed(1)} %`, 30),
    numbers.filter((number) => number % every(columns) === 0).map((number) => s("text", { x: BOX.left + step * (number + 0.5), y: BOX.bottom + 16, "text-anchor": "middle" }, String(number))),
    label("Attacks that kill, in one run", "Share of runs"),
    numbers.map((number) => [bar("dk-game-bar", now, number, kept ? -wide / 2 : 0), kept && bar("dk-game-kept-bar", kept, number, wide / 2)]));
}

function said(what, now, kept) {
  return [now, kept].filter(Boolean).map((one) => `${one.title} (${one.described}): ${one[what]}`).join(" ");
}

function picture(alt, ...parts) {
  return s("svg", { class: "dk-game-chart", viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": alt }, parts);
}

function grid(ticks, y, words = String, more = 0) {
  return ticks.map((tick) => [
    s("line", { class: tick ? "dk-game-grid" : "dk-game-axis", x1: BOX.left, x2: BOX.right + more, y1: y(tick), y2: y(tick) }),
    s("text", { x: BOX.left - 6, y: y(tick) + 4, "text-anchor": "end" }, words(tick)),
  ]);
}

function label(below, above) {
  return [s("text", { class: "dk-game-of", x: BOX.right, y: HIGH - 6, "text-anchor": "end" }, below), s("text", { class: "dk-game-of", x: 2, y: 11 }, above)];
}
