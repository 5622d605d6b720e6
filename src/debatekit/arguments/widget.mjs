// An argument as a map: a picture to walk about in, and the same as an outline.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { folds } from "../widgets/folds.mjs";
import { beat, here } from "../widgets/here.mjs";
import { toggles } from "../widgets/toggles.mjs";
import { details, titleOf } from "./details.mjs";
import { layout } from "./layout.mjs";
import { legend } from "./legend.mjs";
import { mainLine } from "./main_line.mjs";
import { outlineList } from "./outline.mjs";
import { mark, measureIn, picture, showWeights, textsOf } from "./picture.mjs";
import { download, standAlone } from "./save.mjs";
import { matches, searchField } from "./search.mjs";
import { makeStage } from "./stage.mjs";
import { s } from "../widgets/svg.mjs";
import { tools } from "./toolbar.mjs";
import { trail } from "./trail.mjs";
import { nodesOf, tree, wayTo } from "./tree.mjs";
import { trial } from "./trial.mjs";
import { number } from "./trial_words.mjs";
import { walk } from "./walk.mjs";
import { count } from "./words.mjs";

const NARROW = 600;
const TRIED = "dk-argument-tried";
const STEP = 1.2;
const LEAST = 240;
const FAILED = "The browser could not make the picture. Save it as SVG.";

export default {
  render({ model, el }) {
    const name = unique();
    el.classList.add("dk-wide");
    const card = makeCard(el, "dk-argument", `${name}-q`);
    const line = kernelLine(model, heard);
    const stop = beat(model, () => line.view.class && state.trying);
    const state = { view: null, part: "main", shows: new Map(), at: line.view.thesis, chosen: null, query: "", hit: null, trying: false };
    const tries = trial(line, { name, go, changed: () => draw() });
    const weightsNow = () => (state.trying && tries.isShown() ? line.view.strengths : null);
    let drawn = { key: "" };
    let wasWide = 0;
    const fold = folds();
    const stage = makeStage(el, drawing);
    const hands = walk(state, stage, drawing, { fold: turn, choose, uncover, close, read, zoom: (direction) => stage.zoom(STEP ** direction) });

    const isNarrow = () => el.clientWidth > 0 && el.clientWidth < NARROW;
    const view = () => state.view ?? (isNarrow() ? "outline" : "picture");
    const svg = () => el.querySelector(".dk-map");
    const claimOf = (id) => line.view.claims.find((claim) => claim.id === id);
    const hits = () => matches(line.view, state.query);
    const about = () => details(line.view, { go, fold, moves: state.trying ? tries : null });
    // What the card and a scrollbar leave of the width.
    const room = () => Math.max(LEAST, (el.clientWidth || 1000) - (el.clientWidth > 420 ? 68 : 52));

    function drawing() {
      const map = line.view;
      const key = JSON.stringify([state.part, [...state.shows], room(), map.claims.length, state.trying]);
      if (drawn.key !== key) {
        const top = tree(map, { only: state.part === "main" ? mainLine(map) : null, shows: state.shows });
        drawn = { key, nodes: nodesOf(top), ...layout(top, textsOf(map), measureIn(el), room(), state.trying) };
      }
      return drawn;
    }

    function heard() {
      tries.arrived();
      draw();
    }

    /** Draw the card; `said` stands at its foot until the next drawing. */
    function draw(said = "") {
      const map = line.view;
      const weights = weightsNow();
      const inPicture = view() === "picture";
      const found = new Set(hits());
      card.draw([
        h("p", { class: "dk-eyebrow" }, `Argument map · ${count(map.claims.length, "claim")}, ${count(map.reasons.length, "reason")}`),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, map.heading),
        h("p", { class: "dk-note" }, sourceOf(map)),
        h("div", { class: "dk-tools" },
          toggles("dk-toggle", "How to show it", [["picture", "Picture"], ["outline", "Outline"]], view(), show),
          inPicture && toggles("dk-toggle", "How much to show", [["main", "Main line only"], ["whole", "Whole map"]], state.part, showPart),
          inPicture && tools("Size", [["−", "Smaller", () => stage.zoom(1 / STEP)], ["+", "Larger", () => stage.zoom(STEP)], ["Fit", "Fit the width", stage.fit]]),
          h("div", { class: "dk-toggle" }, h("button", { type: "button", class: "dk-button", "data-key": "what-if", "aria-pressed": String(state.trying), onclick: tryOut }, "What if")),
          searchField({ query: state.query, hits: hits(), hit: state.hit, of: map.heading }, { typed, next })),
        state.trying && tries.board(),
        inPicture && h("div", { class: "dk-scene", "data-key": "scene" }, stageOf(map), state.chosen && panel(map)),
        inPicture && h("div", { class: "dk-tools" }, tools("Save the picture", [["Save as SVG", "Save as SVG", () => save("svg")], ["Save as PNG", "Save as PNG", () => save("png")]])),
        inPicture && legend(fold, `${name}-keys`),
        // On paper, under the picture, the outline is always the same.
        h("div", { class: inPicture ? "dk-print-only" : "", "data-key": "outline", "data-stamp": inPicture ? "paper" : null },
          !(inPicture && el.querySelector('[data-stamp="paper"]')) && outlineList(map, { open: inPicture ? null : state.chosen?.claim, found: inPicture ? new Set() : found, weights: inPicture ? null : weights, choose: chooseInOutline, details: () => h("div", { class: "dk-inline" }, about().ofClaim(claimOf(state.chosen.claim))) })),
      ], { message: line.silent || said || map.message, news: weights ? `The thesis is at ${number(weights[map.thesis])}.` : "" });
      if (!inPicture) return;
      mark(svg(), { at: state.at, found, hit: state.hit });
      if (state.trying) showWeights(svg(), weights);
    }

    const sourceOf = (map) => `${map.source} This is our reading of it, in our own words; another careful reader may draw it differently.`;

    function stageOf(map) {
      const sketch = drawing();
      if (!stage.boxOf(state.at)) state.at = map.thesis;
      // Moving a slider changes numbers in the picture, and searching marks in it, and not the picture.
      const stamp = JSON.stringify([sketch.key, state.chosen]);
      const lit = state.chosen && trail(map, state.chosen.claim ?? state.chosen.reason);
      return h("div", {
        class: "dk-stage", role: "application", "aria-roledescription": "argument map", "aria-label": `Picture of the argument, ${count(sketch.boxes.filter((box) => !box.stub).length, "claim")}`,
        "aria-describedby": `${name}-keys`, ...hands, ...stage.hands.handlers,
      }, svg()?.dataset.stamp === stamp ? s("svg", { "data-stamp": stamp }) : stage.resize(picture(sketch, map, { stamp, weighed: state.trying, nodes: sketch.nodes, selected: state.chosen, lit }), sketch));
    }

    function panel(map) {
      const { claim, reason } = state.chosen;
      const parts = claim ? about().ofClaim(claimOf(claim), opener(claim)) : about().ofReason(map.reasons.find((other) => other.id === reason));
      return h("section", { class: "dk-panel", "aria-labelledby": `${name}-d`, "data-key": claim ?? reason, onkeydown: (event) => event.key === "Escape" && close() },
        h("div", { class: "dk-panel-head" },
          h("p", { class: "dk-panel-title", id: `${name}-d`, tabindex: "-1" }, titleOf(state.chosen, map)),
          h("button", { type: "button", class: "dk-button", "aria-label": "Close the details", onclick: close }, "✕")),
        parts);
    }

    function opener(id) {
      const node = drawing().nodes.get(id);
      if (!node?.hidden && !node?.reasons.length) return null;
      const text = node.hidden ? `Show its ${count(node.hidden, node.reasons.length ? "further reason" : "reason")} in the picture` : "Fold its reasons away";
      return h("button", { type: "button", class: "dk-button", onclick: () => turn(id) }, text);
    }

    // What one does.

    function tryOut() {
      const change = () => {
        state.trying = !state.trying;
        draw();
      };
      if (!state.trying && line.view.class) here(model, { opened: true });
      if (!state.trying) window.dispatchEvent(new CustomEvent(TRIED, { detail: line.view.id }));
      if (view() === "picture") stage.steady(stage.inSight(state.chosen?.claim ?? state.at), change);
      else change();
    }

    function show(key) {
      state.view = key;
      if (key === "outline" && state.chosen?.reason) state.chosen = null;
      draw();
      settle();
    }

    function showPart(key) {
      [state.part, state.chosen] = [key, null];
      state.shows.clear();
      draw();
      stage.reveal(state.at);
    }

    function save(kind) {
      const map = line.view;
      const { nodes } = drawing();
      // Not as it is on the screen: nothing is chosen, found or dimmed.
      const copy = picture(drawing(), map, { weighed: state.trying, nodes });
      const weights = weightsNow();
      if (weights) showWeights(copy, weights);
      const lines = [map.heading, `${sourceOf(map)} Drawn with debatekit.`, ...(weights ? [meaningOf(map)] : [])];
      download(standAlone(copy, el, lines), `argument-${map.id}.${kind}`).then((scale) => draw(scale < 1 ? reduced(scale) : ""), () => draw(FAILED));
    }

    /** Fold or unfold. */
    function turn(key) {
      // The claim stays where it is on the screen while the map changes around it.
      const { hidden, reasons } = drawing().nodes.get(key);
      if (!hidden && !reasons.length) return;
      stage.steady(key, () => {
        state.shows.set(key, hidden ? "all" : "none");
        state.at = key;
        draw();
      });
      stage.focus(key);
    }

    function choose(chosen) {
      state.chosen = chosen;
      if (chosen?.claim) state.at = chosen.claim;
      draw();
      settle();
    }

    function settle() {
      if (state.chosen?.claim) stage.reveal(state.chosen.claim);
    }

    /** Unfold what hides a claim. */
    function uncover(id) {
      if (!stage.boxOf(id)) for (const claim of wayTo(line.view, id)) state.shows.set(claim, "all");
    }

    function go(id) {
      if (view() === "outline") {
        choose({ claim: id });
        entryOf(id)?.focus();
        entryOf(id)?.scrollIntoView({ block: "nearest" });
        return;
      }
      uncover(id);
      choose({ claim: id });
      read();
    }

    function typed(query) {
      [state.query, state.hit] = [query, null];
      draw();
    }

    function next(step) {
      const list = hits();
      if (!list.length) return;
      state.hit = list[(list.indexOf(state.hit) + (state.hit || step > 0 ? step : 0) + list.length) % list.length];
      if (view() === "picture") uncover(state.hit);
      state.at = state.hit;
      draw();
      stage.reveal(state.hit);
      if (view() === "outline") entryOf(state.hit)?.scrollIntoView({ block: "nearest" });
    }

    const entryOf = (id) => [...el.querySelectorAll("[data-entry]")].find((other) => other.dataset.entry === id);

    function chooseInOutline(id) {
      state.chosen = state.chosen?.claim === id ? null : { claim: id };
      state.at = id;
      draw();
    }

    function close() {
      state.chosen = null;
      draw();
      stage.focus(state.at);
    }

    function read() {
      el.querySelector(".dk-panel-title")?.focus({ preventScroll: false });
    }

    // The first drawing measures a page that it is not yet in; when the width is known, it is drawn again, as in a window of a new size.
    const watcher = new ResizeObserver(() => {
      if (el.clientWidth === 0 || el.clientWidth === wasWide) return;
      wasWide = el.clientWidth;
      draw();
    });
    watcher.observe(el);
    // The numbers of two arguments are never on one page: to try one shuts the trial of the other.
    const shut = (event) => { if (state.trying && event.detail !== line.view.id) tryOut(); };
    window.addEventListener(TRIED, shut);
    draw();
    return () => { window.removeEventListener(TRIED, shut); watcher.disconnect(); stop(); line.close(); };
  },
};

const reduced = (scale) => `The map is too large for a PNG in full size: this one has ${Math.round(100 * scale)} % of it. Saved as SVG it stays sharp at any size.`;

const meaningOf = (map) => `The numbers are strengths; how reasons add up: ${map.semantics_in_words[map.semantics].name}. They are not the chance that the thesis is true, and not to be compared with the number of another map.`;
