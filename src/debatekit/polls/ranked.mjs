// One class, one set of rankings, three ways to count them: side by side, because they need not name the same winner.
import { h } from "../widgets/dom.mjs";
import { listed } from "../widgets/words.mjs";
import { answersOf, colourOf } from "./colours.mjs";

/** The children for the three counts of a ranking. */
export function ranked(view, ranking, big) {
  const name = Object.fromEntries(answersOf(view).map(({ id, text }) => [id, text]));
  const chip = (id) => h("span", { class: `dk-chip ${colourOf(view, id)}` }, name[id] ?? id);
  return [
    h("p", { class: "dk-result-verdict" }, verdict(winners(ranking), name, big)),
    h("div", { class: "dk-counts" },
      borda(ranking.borda, chip, big),
      duels(ranking.condorcet, chip, name, big),
      runoff(ranking.runoff, chip, view, big)),
  ];
}

/** Whom each count names: lists of ids, empty when it names nobody. Pure. */
export function winners({ borda, condorcet, runoff }) {
  const most = borda[0]?.points;
  return {
    borda: borda.filter((row) => row.points === most).map((row) => row.id),
    duels: condorcet.winner === null ? [] : [condorcet.winner],
    runoff: runoff.winner === null ? [] : [runoff.winner],
  };
}

/** What the three counts say together, in one or two sentences, with `big` in one. Pure. */
export function verdict({ borda, duels, runoff }, name, big = false) {
  const named = [borda, duels, runoff];
  const told = (ids, none) => (ids.length > 0 ? listed(ids.map((id) => `“${name[id] ?? id}”`)) : none);
  if (named.every((ids) => ids.length === 1 && ids[0] === borda[0])) return `All three ways of counting name ${told(borda)}.`;
  if (big) return "The ways of counting do not agree on a winner.";
  return `The ways of counting do not agree: points name ${told(borda, "nobody")}, duels ${told(duels, "nobody")}, the run-off ${told(runoff, "nobody")}. `
    + "Each asks another question, so a group should choose its rule before it votes.";
}

function borda(rows, chip, big) {
  return h("section", { class: "dk-count", "aria-label": "Points (Borda)" },
    h("p", { class: "dk-count-title" }, "Points (Borda)"),
    !big && h("p", { class: "dk-small" }, "A place earns a point for each option below it. Rewards what many can live with."),
    h("ol", { class: "dk-result-tally" }, rows.map((row) => h("li", {}, chip(row.id), h("strong", {}, round(row.points))))));
}

function duels({ winner, duels: all, cycle }, chip, name, big) {
  const shown = winner === null ? all : all.filter((duel) => duel.a === winner || duel.b === winner);
  const few = shown.slice(0, big ? 5 : 12);
  const line = (duel) => {
    const [won, lost, plus, minus] = duel.for_b > duel.for_a ? [duel.b, duel.a, duel.for_b, duel.for_a] : [duel.a, duel.b, duel.for_a, duel.for_b];
    const words = winner === null ? [chip(won), plus === minus ? " ties with " : " beats ", name[lost] ?? lost] : ["beats ", name[lost] ?? lost];
    return h("li", {}, h("span", {}, words), h("strong", {}, `${plus} : ${minus}`));
  };
  return h("section", { class: "dk-count", "aria-label": "Duels (Condorcet)" },
    h("p", { class: "dk-count-title" }, "Duels (Condorcet)"),
    !big && h("p", { class: "dk-small" }, "Each option against each other one: which of the two stands higher on more ballots?"),
    winner !== null ? h("p", { class: "dk-won" }, chip(winner))
      : h("p", {}, cycle?.length > 0 ? `Nobody beats all others: ${listed(cycle.map((id) => `“${name[id] ?? id}”`))} beat each other in a circle.` : "Nobody beats all others one to one."),
    h("ul", { class: "dk-result-tally" }, few.map(line)),
    few.length < shown.length && h("p", { class: "dk-small" }, `and ${shown.length - few.length} duels more`));
}

function runoff({ rounds, winner }, chip, view, big) {
  const order = answersOf(view).map(({ id }) => id);
  const shown = big && rounds.length > 3 ? rounds.slice(-3) : rounds;
  const first = rounds.length - shown.length;
  const ids = order.filter((id) => shown.some((round) => id in round.counts));
  return h("section", { class: "dk-count", "aria-label": "Instant run-off" },
    h("p", { class: "dk-count-title" }, "Instant run-off"),
    !big && h("p", { class: "dk-small" }, "First places count; the last option drops out and its ballots go to their next choice, until one has more than half."),
    h("table", { class: "dk-rounds" },
      h("caption", { class: "dk-hidden" }, "Ballots for each option, round by round"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Round"), shown.map((_, i) => h("th", { scope: "col" }, String(first + i + 1))))),
      h("tbody", {}, ids.map((id) => h("tr", {},
        h("th", { scope: "row" }, chip(id), id === winner && h("span", { class: "dk-badge" }, "wins")),
        shown.map((round) => h("td", {}, id in round.counts ? round.counts[id] : h("span", { class: "dk-out" }, "out"))))))));
}

function round(points) {
  return String(Math.round(points * 10) / 10);
}
