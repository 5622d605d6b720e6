// The picture: a drawing made by layout.mjs as SVG. What is drawn differently also says so in words.
import { s } from "../widgets/svg.mjs";
import { listed } from "../widgets/words.mjs";
import { PAD } from "./box.mjs";
import { roundedPath } from "./rounded.mjs";
import { outlineOf, signShape } from "./svg.mjs";
import { SIGNS, flag, foot, label, nameOf } from "./words.mjs";

/** How wide a text is in the picture, for the font family of `element`. */
export function measureIn(element) {
  const family = getComputedStyle(element).fontFamily;
  const context = document.createElement("canvas").getContext("2d");
  const fonts = { text: `14px ${family}`, label: `600 13px ${family}`, flag: `13px ${family}`, thesis: `600 17px ${family}` };
  return (text, font) => {
    context.font = fonts[font];
    return context.measureText(text).width;
  };
}

/** The texts of boxes and signs in the picture of `map`, as layout.mjs asks for them. */
export function textsOf(map) {
  const beside = (node) => (node.beside?.length ? ` · with ${listed(node.beside)}` : "");
  const box = (node) => (node.stub
    ? { label: `↪ ${node.claim.number} again${beside(node)}`, text: node.claim.text }
    : { label: `${label(node.claim, map.thesis)}${beside(node)}`, text: node.claim.text, flag: flag(node.claim, map), foot: foot(node) });
  // What a reason bears on may be far up the page.
  const sign = ({ relation, on }) => `${SIGNS[relation]} ${relation}${relation === "undercuts" ? "" : ` ${on.number}`}`;
  return { box, sign };
}

/**
 * The SVG of `drawing`, which was laid out from `nodes`, a list of the nodes by key. `selected` is what is open, as {claim} or {reason},
 * `lit` holds the ids that are not dimmed; without them nothing is open and nothing dimmed. `weighed` says whether there is room for strengths. Whoever draws the same again
 * knows it by its `stamp`.
 */
export function picture(drawing, map, { stamp, weighed, nodes, selected, lit }) {
  const relations = new Map(map.reasons.map((reason) => [reason.id, reason.relation]));
  const mainLine = new Set(map.main_line);
  const looks = (id, ...more) => `${lit && ![id, ...more].every((one) => lit.has(one)) ? "dk-dim" : ""} ${mainLine.has(id) ? "dk-on-main" : ""}`;
  // A trunk belongs to several reasons: the one that counts most is drawn last.
  const weight = (line) => (line.kind === "trunk" ? 0 : 4) + (!lit || lit.has(line.reason) ? 2 : 0) + (mainLine.has(line.reason) ? 1 : 0);
  return s("svg", { class: "dk-map", "data-stamp": stamp, viewBox: `0 0 ${drawing.width} ${drawing.height}` },
    drawing.lines.toSorted((a, b) => weight(a) - weight(b)).map((line) => s("g", {
      class: `dk-line dk-${line.kind} ${relations.get(line.reason)} ${line.linked ? "dk-linked" : ""} ${looks(line.reason, ...(line.premise ? [line.premise] : []))}`,
    }, s("path", { class: "dk-stroke", d: roundedPath(line.points) }), endOf(line))),
    drawing.signs.map((sign) => signOf(sign, weighed, `${looks(sign.id)} ${selected?.reason === sign.id ? "dk-is-open" : ""}`)),
    drawing.boxes.map((box) => {
      const isOpen = selected?.claim === box.id;
      const state = [looks(box.id), isOpen && "dk-is-open"].filter(Boolean).join(" ");
      return boxOf(box, nodes.get(box.key), map, { state, isOpen });
    }));
}

/** The end of a line: an arrowhead on a claim, a cross on the reason that is undercut. */
function endOf({ kind, points }) {
  const [x, y] = points.at(-1);
  if (kind === "trunk") return s("path", { class: "dk-head", d: points.length > 2 ? `M${x} ${y}l11 -6l-3 6l3 6z` : `M${x} ${y}l-6 11l6 -3l6 3z` });
  return kind === "branch" && points.length > 2 && s("path", { class: "dk-cross", d: `M${x - 5} ${y + 3}l10 10M${x - 5} ${y + 13}l10 -10` });
}

function signOf({ id, relation, text, x, y, width, height }, weighed, state) {
  return s("g", { class: `dk-sign ${relation} ${state}`, "data-reason": id, "data-key": id, "aria-hidden": "true" },
    touch(x, y - 13, width),
    signShape(relation, x, y, width, height),
    s("text", { class: "dk-word", x: x + width / 2, y: y + height / 2, "text-anchor": "middle", dy: "0.35em" }, text),
    weighed && [s("path", { class: "dk-relevance", d: `M${x + width} ${y + height / 2}h22`, visibility: "hidden" }),
      s("text", { class: "dk-figure", x: x + width + 27, y: y + height / 2, dy: "0.35em", visibility: "hidden" }, "")]);
}

function boxOf(box, node, map, { state, isOpen }) {
  const { x, y, width, height, rows } = box;
  const { claim } = node;
  const classes = ["dk-node", state, box.isThesis && "dk-root", box.stub && "dk-stub", !claim.stated && "dk-unstated"];
  const said = box.stub ? { "data-stub": claim.id, "aria-label": `Claim ${claim.number} again: ${claim.text} Enter goes to its own place.` }
    : { "data-claim": claim.id, "aria-label": nameOf(claim, map, node.hidden), "aria-expanded": String(isOpen) };
  return s("g", { class: classes.filter(Boolean).join(" "), "data-key": box.key, role: "button", tabindex: "-1", ...said },
    s("path", { class: "dk-ring", d: outlineOf("fact", x - 4, y - 4, width + 8, height + 8) }),
    s("path", { class: "dk-shape", d: outlineOf(claim.kind, x, y, width, height) }),
    claim.voice === "objection" && !box.stub && s("path", { class: "dk-inner", d: outlineOf(claim.kind, x + 4, y + 4, width - 8, height - 8) }),
    rows.map((row) => rowOf(row, x, y + row.y, width)));
}

function rowOf({ kind, text }, x, y, width) {
  const words = s("text", { class: `dk-${kind}`, x: x + PAD, y, dy: "0.35em" }, text);
  if (kind === "foot") return s("g", { class: "dk-more", "data-more": "" }, touch(x, y - 17, width), words);
  if (kind === "weight") return weightOf(x + PAD, y, width - 2 * PAD);
  return words;
}

// As tall as a finger: beyond the edges of the sign or the row, and no further than to the next thing that one can press.
const touch = (x, y, width) => s("rect", { class: "dk-touch", x, y, width, height: 44 });

const NUMBER = 38;

function weightOf(x, y, width) {
  const track = { x, y: y - 3, height: 6, rx: 3 };
  return s("g", { class: "dk-weight", visibility: "hidden" },
    s("rect", { class: "dk-track", ...track, width: width - NUMBER }),
    s("rect", { class: "dk-strength", ...track, width: 0, "data-full": width - NUMBER }),
    s("text", { class: "dk-figure", x: x + width, y, dy: "0.35em", "text-anchor": "end" }, ""));
}

/** Mark boxes in a picture, in place: the claims that a search has `found`, and by their keys the `hit` that it has come to and the box `at`, which Tab leads to. */
export function mark(svg, { at, found, hit }) {
  for (const node of svg.querySelectorAll(".dk-node")) {
    const { key, claim, stub } = node.dataset;
    node.classList.toggle("dk-match", found.has(claim ?? stub));
    node.classList.toggle("dk-hit", key === hit);
    node.setAttribute("tabindex", key === at ? "0" : "-1");
  }
}

/**
 * Show strengths in a picture of a weighed map, in place: `weights` has a number from 0 to 1 for claims and reasons by id, null hides all.
 * A picture that is drawn anew shows none.
 */
export function showWeights(svg, weights) {
  for (const node of svg.querySelectorAll("[data-claim]")) {
    const bar = node.querySelector(".dk-weight");
    const value = weights?.[node.dataset.claim];
    if (!bar) continue;
    bar.setAttribute("visibility", value === undefined ? "hidden" : "visible");
    if (value === undefined) continue;
    const strength = bar.children[1];
    strength.setAttribute("width", (strength.dataset.full * value).toFixed(1));
    bar.lastChild.textContent = value.toFixed(2);
  }
  for (const node of svg.querySelectorAll("[data-reason]")) {
    const [line, number] = [node.querySelector(".dk-relevance"), node.querySelector(".dk-figure")];
    const value = weights?.[node.dataset.reason];
    if (!line) continue;
    for (const part of [line, number]) part.setAttribute("visibility", value === undefined ? "hidden" : "visible");
    if (value === undefined) continue;
    line.setAttribute("stroke-width", (1 + 7 * value).toFixed(1));
    number.textContent = value.toFixed(2);
  }
}
