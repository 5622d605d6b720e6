// Claims of two arguments side by side: first the reader says what they do with each other, then the card does.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { folds } from "../widgets/folds.mjs";
import { toggles } from "../widgets/toggles.mjs";
import { WEAK, listed } from "../widgets/words.mjs";
import { SIGNS, counts, flagged, isTold, labelOf, named, reply, seen } from "./words.mjs";

export default {
  render({ model, el }) {
    const name = unique();
    el.classList.add("dk-clash-wide");
    const card = makeCard(el, "dk-clashes", `${name}-q`);
    const line = kernelLine(model, draw);
    const first = line.view.clashes[0]?.id;
    const state = { guesses: new Map(), all: false, only: null, opened: new Set([first]) };
    const fold = folds();

    function draw() {
      const book = line.view;
      const number = counts(book.clashes);
      card.draw([
        h("p", { class: "dk-eyebrow" }, `Two arguments · ${book.clashes.length} places${state.guesses.size ? ` · ${state.guesses.size} guessed` : ""}`),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, book.heading),
        h("p", { class: "dk-note" }, h("strong", {}, book.before), " It is our reading of both, in our own words; another careful reader may read a place otherwise. "
          + `${book.sides.left.name} wrote on ${book.sides.left.date}, ${book.sides.right.name} on ${book.sides.right.date}, and neither about the other.`),
        h("div", { class: "dk-clash-tools" },
          toggles("dk-clash-choices", "When to tell", [["guess", "Guess first"], ["all", "Tell all"]], state.all || state.only !== null ? "all" : "guess", tell),
          toggles("dk-clash-choices", "Which to show", [["", `All ${book.clashes.length}`], ...Object.keys(book.labels).filter((key) => number[key]).map((key) => [key, `${named(key)} ${number[key]}`])], state.only ?? "", show)),
        h("ol", { class: "dk-clash-list" }, seen(book.clashes, state.only).map((clash) => entry(clash, book))),
        fold("key", { kind: "dk-clash-fold", title: "How to read this" }, key(book)),
      ], { message: line.silent || book.message });
    }

    function entry(clash, book) {
      const open = state.opened.has(clash.id);
      const told = isTold(clash, state);
      const body = `${name}-${clash.id}`;
      return h("li", { class: "dk-clash-entry", "data-key": clash.id },
        h("button", { type: "button", class: "dk-clash-head", "aria-expanded": String(open), "aria-controls": body, onclick: () => turn(clash.id) },
          h("span", { class: "dk-clash-mark", "aria-hidden": "true" }, open ? "▾" : "▸"),
          h("span", { class: "dk-clash-about" }, `${clash.number}. ${clash.about}`),
          h("span", { class: "dk-clash-state" }, told ? named(clash.relation) : "your guess?")),
        h("div", { id: body, class: "dk-clash-body", hidden: !open }, open && [side("left", clash, book), side("right", clash, book), middle(clash, book, told), told && clash.checks.length > 0 && lookedUp(clash)]));
    }

    function side(which, clash, book) {
      const { name: author, date } = book.sides[which];
      const needs = clash.needs[which];
      return h("div", { class: `dk-clash-side dk-clash-${which}` },
        h("p", { class: "dk-clash-author" }, author, h("span", { class: "dk-small" }, ` ${date}`)),
        needs.length > 0 && h("p", { class: "dk-small" }, `Needed by ${needs.length > 1 ? "paragraphs" : "paragraph"} ${listed(needs)}`),
        clash[which].map((claim) => h("div", { class: `dk-clash-claim${claim.stated ? "" : " dk-clash-unstated"}` },
          h("p", { class: "dk-small" }, labelOf(claim)),
          h("p", {}, claim.text),
          claim.flags.length > 0 && h("p", { class: "dk-small" }, flagged(claim)))));
    }

    function middle(clash, book, told) {
      if (!told) {
        return h("fieldset", { class: "dk-clash-middle", "data-key": "ask" },
          h("legend", {}, "What do they do with each other?"),
          Object.entries(book.labels).filter(([relation]) => relation !== "shared_assumption").map(([relation, label]) => h("button", {
            type: "button", class: "dk-button dk-clash-guess", onclick: () => guess(clash.id, relation),
          }, h("span", { "aria-hidden": "true" }, `${SIGNS[relation]} `), label)));
      }
      return h("div", { class: "dk-clash-middle", "data-key": "told" },
        h("p", { class: "dk-clash-verdict", tabindex: "-1", "data-told": clash.id }, reply(state.guesses.get(clash.id), clash.relation, book.labels)),
        clash.text && h("p", { class: "dk-clash-text" }, clash.text),
        h("p", {}, clash.note));
    }

    function lookedUp(clash) {
      return h("div", { class: "dk-clash-checks" }, fold(`checks-${clash.id}`, { kind: "dk-clash-fold", title: `What we looked up (${clash.checks.length})` }, h("ul", {}, clash.checks.map(looked))));
    }

    function looked(check) {
      return h("li", {}, h("strong", {}, check.id), check.weak ? `: ${WEAK}` : [`: ${check.claim} `, h("strong", {}, `${check.verdict[0].toUpperCase()}${check.verdict.slice(1)}: `), `${check.meaning}. ${check.evidence}`]);
    }

    function key(book) {
      return h("dl", { class: "dk-clash-key" },
        Object.entries(book.relations).map(([relation, meaning]) => row(named(relation), meaning)),
        row("Dashed box", "not stated: we supply it, because a step of the argument needs it"),
        row("Claim 7", `its number in the map: dk.argument("${book.sides.left.reading}"), dk.argument("${book.sides.right.reading}")`),
        row("Looked up", "the fact check of a claim, by its number in the table claims_check, and what came out"));
    }

    function row(term, meaning) {
      return h("div", {}, h("dt", {}, term), h("dd", {}, meaning));
    }

    function tell(key) {
      state.all = key === "all";
      if (!state.all) state.only = null;
      draw();
    }

    function show(key) {
      state.only = key || null;
      const there = seen(line.view.clashes, state.only);
      if (!there.some((clash) => state.opened.has(clash.id))) state.opened.add(there[0].id);
      draw();
    }

    function turn(id) {
      if (state.opened.has(id)) state.opened.delete(id);
      else state.opened.add(id);
      draw();
    }

    function guess(id, relation) {
      state.guesses.set(id, relation);
      draw();
      [...el.querySelectorAll("[data-told]")].find((node) => node.dataset.told === id)?.focus({ preventScroll: true });
    }

    draw();
    return () => line.close();
  },
};
