// An argument as a map: a picture to walk about in, and the same as an outline.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { arrow, beginning, closeTo, nearest, panned, showing, whole, zoomed } from "./camera.mjs";
import { claimDetails, reasonDetails, titleOf } from "./details.mjs";
import { gestures } from "./gestures.mjs";
import { legend } from "./legend.mjs";
import { layout } from "./layout.mjs";
import { outlineList } from "./outline.mjs";
import { mainPart, trail } from "./part.mjs";
import { aim, captioned, measureIn, picture } from "./picture.mjs";
import { count } from "./words.mjs";

const NARROW = 600;
const STEP = 1.3;

export default {
  render({ model, el }) {
    const name = unique();
    el.classList.add("dk-wide");
    const card = makeCard(el, "dk-argument", `${name}-q`);
    const line = kernelLine(model, draw);
    const state = { view: null, part: "main", opened: new Set(), at: line.view.thesis, chosen: null, camera: null, key: false };
    let drawn = { key: "" };
    let wasNarrow = null;

    const isNarrow = () => el.clientWidth > 0 && el.clientWidth < NARROW;
    const view = () => state.view ?? (isNarrow() ? "outline" : "picture");
    const stage = () => el.querySelector(".dk-stage");
    const sizeOf = () => ({ width: stage()?.clientWidth || Math.max(200, el.clientWidth - 44), height: stage()?.clientHeight || 560 });

    function drawing() {
      const map = line.view;
      const key = `${state.part} ${[...state.opened].join(" ")} ${map.claims.length}`;
      if (drawn.key !== key) {
        const part = captioned(state.part === "main" ? mainPart(map, state.opened) : map, state.opened);
        const { width, height } = sizeOf();
        drawn = { key, part, ...layout(part, measureIn(el), { width, height }) };
      }
      return drawn;
    }

    const boxOf = (id) => drawing().boxes.find((box) => box.id === id);

    function draw() {
      const map = line.view;
      const inPicture = view() === "picture";
      card.draw([
        h("p", { class: "dk-eyebrow" }, `Argument map · ${count(map.claims.length, "claim")}, ${count(map.reasons.length, "reason")}`),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, map.heading),
        h("p", { class: "dk-note" }, `${map.source} This is our reading of it, in our own words; another careful reader may draw it differently.`),
        h("div", { class: "dk-tools" },
          toggles("How to show it", [["picture", "Picture"], ["outline", "Outline"]], view(), show),
          inPicture && toggles("How much to show", [["main", "Main line only"], ["whole", "Whole map"]], state.part, showPart),
          inPicture && h("div", { class: "dk-zoom", role: "group", "aria-label": "Zoom" },
            tool("−", "Smaller", () => zoom(1 / STEP)), tool("+", "Larger", () => zoom(STEP)), tool("Fit", "Fit all of it", fit))),
        inPicture && h("div", { class: "dk-scene", "data-key": "scene" }, stageOf(map), state.chosen && panel(map)),
        inPicture && legend(state.key, (open) => { state.key = open; }, `${name}-keys`),
        h("div", { class: inPicture ? "dk-print-only" : "", "data-key": "outline" },
          outlineList(map, { open: inPicture ? null : state.chosen?.claim, choose: chooseInOutline, details: () => h("div", { class: "dk-inline" }, claimDetails(map.claims.find((claim) => claim.id === state.chosen.claim), map, go)) })),
      ], { message: line.silent || map.message });
      if (inPicture) keepMiddle();
    }

    function keepMiddle() {
      // The details take room beside the picture, and windows change: what was in the middle stays there.
      const { width } = sizeOf();
      if (state.width && width !== state.width) move({ ...state.camera, x: state.camera.x + (state.width - width) / 2 / state.camera.zoom });
      state.width = width;
    }

    function toggles(label, choices, now, choose) {
      return h("div", { class: "dk-toggle", role: "group", "aria-label": label }, choices.map(([key, text]) => h("button", {
        type: "button", class: "dk-button", "data-key": key, "aria-pressed": String(now === key), onclick: () => choose(key),
      }, text)));
    }

    function tool(text, label, onclick) {
      return h("button", { type: "button", class: "dk-button", "aria-label": label, title: label, onclick }, text);
    }

    function stageOf(map) {
      const sketch = drawing();
      if (!state.camera) {
        state.camera = beginning(sketch, sizeOf(), sketch.boxes.find((box) => box.isThesis));
        state.width = sizeOf().width;
      }
      if (!sketch.boxes.some((box) => box.id === state.at)) state.at = map.thesis;
      const lit = state.chosen && trail(map, state.chosen.claim ?? state.chosen.reason);
      return h("div", {
        class: "dk-stage", role: "application", "aria-roledescription": "argument map", "aria-label": `Picture of the argument, ${count(sketch.boxes.length, "claim")}`, "aria-describedby": `${name}-keys`,
        onkeydown: pressed, onclick: clicked, onfocusin: entered, ...hands.handlers,
      }, picture(sketch, sketch.part, { camera: state.camera, at: state.at, selected: state.chosen, lit, mainLine: new Set(map.main_line), full: map }));
    }

    function panel(map) {
      const { claim, reason } = state.chosen;
      const parts = claim
        ? claimDetails(map.claims.find((other) => other.id === claim), map, go, opener)
        : reasonDetails(map.reasons.find((other) => other.id === reason), map, go);
      return h("section", { class: "dk-panel", "aria-labelledby": `${name}-d`, "data-key": claim ?? reason, onkeydown: (event) => event.key === "Escape" && close() },
        h("div", { class: "dk-panel-head" },
          h("p", { class: "dk-panel-title", id: `${name}-d`, tabindex: "-1" }, titleOf(state.chosen, map)),
          h("button", { type: "button", class: "dk-button", "aria-label": "Close the details", onclick: close }, "✕")),
        parts);
    }

    function opener(claim) {
      const shown = drawing().part.claims.find((other) => other.id === claim.id);
      if (!shown?.hidden && !(state.part === "main" && state.opened.has(claim.id))) return null;
      const text = shown.hidden ? `Show its ${count(shown.hidden, "further reason")} in the picture` : "Hide its further reasons again";
      return h("button", { type: "button", class: "dk-button", onclick: () => more(claim.id) }, text);
    }

    // What one does.

    function show(key) {
      state.view = key;
      if (key === "outline" && state.chosen?.reason) state.chosen = null;
      draw();
      if (key === "picture") settle();
    }

    function showPart(key) {
      state.part = key;
      state.opened.clear();
      if (state.chosen?.claim && key === "main" && !mainPart(line.view).claims.some((claim) => claim.id === state.chosen.claim)) state.chosen = null;
      if (state.chosen?.reason) state.chosen = null;
      state.camera = key === "whole" ? whole(drawing(), sizeOf()) : null;
      draw();
    }

    function move(camera) {
      state.camera = camera;
      const svg = el.querySelector(".dk-map");
      if (svg) aim(svg, camera);
    }

    function zoom(factor, point) {
      move(zoomed(state.camera, factor, drawing(), sizeOf(), point));
    }

    function fit() {
      move(whole(drawing(), sizeOf()));
    }

    function more(id) {
      // The claim stays where it is on the screen while the map grows around it.
      const before = boxOf(id);
      if (state.opened.has(id)) state.opened.delete(id);
      else state.opened.add(id);
      const after = boxOf(id);
      state.camera = { ...state.camera, x: state.camera.x + after.x - before.x, y: state.camera.y + after.y - before.y };
      state.at = id;
      draw();
      focusClaim(id);
    }

    function choose(chosen) {
      state.chosen = chosen;
      if (chosen.claim) state.at = chosen.claim;
      draw();
      settle();
    }

    function settle() {
      // The outline has no camera.
      if (view() !== "picture") return;
      const box = state.chosen?.claim && boxOf(state.chosen.claim);
      if (!box) return;
      const tooFar = state.camera.zoom < 0.75;
      move(tooFar ? closeTo(box, sizeOf()) : showing(state.camera, box, sizeOf()));
    }

    function go(id) {
      if (view() === "outline") {
        choose({ claim: id });
        const entry = [...el.querySelectorAll("[data-entry]")].find((other) => other.dataset.entry === id);
        entry?.focus();
        entry?.scrollIntoView({ block: "nearest" });
        return;
      }
      // A claim that the main line leaves out is on the whole map.
      if (!boxOf(id)) {
        state.part = "whole";
        state.opened.clear();
        state.camera = closeTo(boxOf(id), sizeOf());
      }
      choose({ claim: id });
      focusPanel();
    }

    function chooseInOutline(id) {
      state.chosen = state.chosen?.claim === id ? null : { claim: id };
      state.at = id;
      draw();
    }

    function close() {
      state.chosen = null;
      draw();
      focusClaim(state.at);
    }

    function focusPanel() {
      el.querySelector(".dk-panel-title")?.focus({ preventScroll: false });
    }

    function focusClaim(id) {
      [...el.querySelectorAll("[data-claim]")].find((node) => node.dataset.claim === id)?.focus({ preventScroll: true });
    }

    function entered(event) {
      const id = event.target.closest("[data-claim]")?.dataset.claim;
      if (!id || !event.target.matches(":focus-visible")) return;
      move(showing(state.camera, boxOf(id), sizeOf()));
    }

    function clicked(event) {
      if (hands.dragged(event)) return;
      const extra = event.target.closest("[data-more]")?.dataset.more;
      const claim = event.target.closest("[data-claim]")?.dataset.claim;
      const reason = event.target.closest("[data-reason]")?.dataset.reason;
      if (extra) more(extra);
      else if (claim) choose({ claim });
      else if (reason) choose({ reason });
      else if (state.chosen) {
        state.chosen = null;
        draw();
      }
    }

    function pressed(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const direction = arrow(event.key);
      if (direction) {
        const next = nearest(drawing().boxes, boxOf(state.at), event.key);
        if (next) walk(next);
        else move(panned(state.camera, 80 * direction[0], 80 * direction[1], drawing(), sizeOf()));
      } else if (event.key === "Enter" || event.key === " ") {
        choose({ claim: state.at });
        focusPanel();
      } else if (event.key === "Escape" && state.chosen) close();
      else if (event.key === "+" || event.key === "=") zoom(STEP);
      else if (event.key === "-") zoom(1 / STEP);
      else return;
      event.preventDefault();
    }

    function walk(box) {
      for (const node of el.querySelectorAll("[data-claim]")) node.setAttribute("tabindex", node.dataset.claim === box.id ? "0" : "-1");
      state.at = box.id;
      focusClaim(box.id);
      move(showing(state.camera, box, sizeOf()));
    }

    const hands = gestures({
      pan: (right, down) => move(panned(state.camera, right, down, drawing(), sizeOf())),
      zoom,
      place: (event) => { const at = stage().getBoundingClientRect(); return [event.clientX - at.left, event.clientY - at.top]; },
    });

    // The first drawing measures a page that it is not yet in; when the width is known, it is drawn again.
    const watcher = new ResizeObserver(() => {
      const narrow = isNarrow();
      if (el.clientWidth === 0) return;
      if (narrow !== wasNarrow) {
        wasNarrow = narrow;
        [drawn, state.camera] = [{ key: "" }, null];
        draw();
      } else if (view() === "picture") keepMiddle();
    });
    watcher.observe(el);
    draw();
    return () => { watcher.disconnect(); line.close(); };
  },
};
