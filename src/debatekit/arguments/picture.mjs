// The picture: a drawing made by layout.mjs as SVG. What is drawn differently also says so in words.
import { roundedPath } from "./rounded.mjs";
import { SIGNS, label, nameOf } from "./words.mjs";

const NS = "http://www.w3.org/2000/svg";
const FAR = 0.62;

function s(tag, attributes, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The claims of a map with the lines that stand above and below their text in a box. */
export function captioned(map, opened) {
  const foot = (claim) => {
    if (claim.hidden) return `+ ${claim.hidden} more ${claim.hidden === 1 ? "reason" : "reasons"}`;
    return opened.has(claim.id) ? "− fewer reasons" : "";
  };
  return { ...map, claims: map.claims.map((claim) => ({ ...claim, label: label(claim, map.thesis), foot: foot(claim) })) };
}

/** How wide a text is in the picture, for the font family of `element`. */
export function measureIn(element) {
  const family = getComputedStyle(element).fontFamily;
  const context = document.createElement("canvas").getContext("2d");
  const fonts = { text: `14px ${family}`, label: `600 13px ${family}`, thesis: `600 16px ${family}` };
  return (text, font) => {
    context.font = fonts[font];
    return context.measureText(text).width;
  };
}

/** Put the camera on a picture that is in the page. */
export function aim(svg, { x, y, zoom }) {
  svg.querySelector(".dk-world")?.setAttribute("transform", `scale(${zoom}) translate(${-x} ${-y})`);
  svg.style.setProperty("--dk-zoom", zoom);
  svg.classList.toggle("dk-far", zoom < FAR);
}

/** The SVG of `drawing`. `lit` holds the ids that are not dimmed, or is null; `at` is the claim that Tab leads to. */
export function picture(drawing, map, { camera, at, selected, lit, mainLine, full }) {
  const claims = new Map(map.claims.map((claim) => [claim.id, claim]));
  const reasons = new Map(map.reasons.map((reason) => [reason.id, reason]));
  const dim = (...ids) => (lit && !ids.every((id) => lit.has(id)) ? "dk-dim" : "");
  return s("svg", { class: `dk-map${camera.zoom < FAR ? " dk-far" : ""}`, style: `--dk-zoom: ${camera.zoom}` },
    s("g", { class: "dk-world", transform: `scale(${camera.zoom}) translate(${-camera.x} ${-camera.y})` },
      drawing.lines.map((line) => {
        const { relation } = reasons.get(line.reason);
        const kind = `${relation} ${dim(line.reason, ...(line.premise ? [line.premise] : []))} ${mainLine.has(line.reason) ? "dk-on-main" : ""}`;
        const path = roundedPath(line.points);
        return s("g", { class: `dk-line ${kind}` }, s("path", { class: "dk-casing", d: path }), s("path", { class: "dk-stroke", d: path }), line.kind === "conclusion" && end(line, relation));
      }),
      drawing.bars.map((bar) => s("g", { class: `dk-bar ${dim(bar.reason)} ${mainLine.has(bar.reason) ? "dk-on-main" : ""}` },
        bar.linked && s("path", { class: "dk-thick", d: `M${bar.x1 - 3} ${bar.y}L${bar.x2 + 3} ${bar.y}` }))),
      drawing.junctions.map((junction) => junctionOf(junction, drawing, `${dim(junction.id)} ${mainLine.has(junction.id) ? "dk-on-main" : ""}`, selected?.reason === junction.id)),
      drawing.boxes.map((box) => boxOf(box, claims.get(box.id), map, full, { dim: dim(box.id), isAt: box.id === at, isOpen: selected?.claim === box.id }))));
}

/** The end of a reason: an arrowhead on a claim, a cross on the reason that it undercuts. */
function end(line, relation) {
  const [x, y] = line.points.at(-1);
  if (relation !== "undercuts") return s("path", { class: "dk-head", d: `M${x} ${y}l-6 11l6 -3l6 3z` });
  const [beforeX, beforeY] = line.points.at(-2);
  const length = Math.hypot(beforeX - x, beforeY - y) || 1;
  const [cx, cy] = [x + ((beforeX - x) / length) * 7, y + ((beforeY - y) / length) * 7];
  return s("path", { class: "dk-cross", d: `M${cx - 5} ${cy - 5}l10 10M${cx - 5} ${cy + 5}l10 -10` });
}

function junctionOf({ id, relation, x, y, width, height }, drawing, looks, isOpen) {
  const bar = drawing.bars.find((other) => other.reason === id);
  return s("g", { class: `dk-junction ${relation} ${looks} ${isOpen ? "dk-is-open" : ""}`, "data-reason": id, "aria-hidden": "true" },
    s("path", { class: "dk-stem", d: `M${x} ${y + height / 2}L${x} ${bar.y}` }),
    shapeOf(relation, x - width / 2, y - height / 2, width, height),
    s("text", { class: "dk-word", x, y: y + 4.5, "text-anchor": "middle" }, `${SIGNS[relation]} ${relation}`),
    s("circle", { class: "dk-sign-ground", cx: x, cy: y }),
    s("text", { class: "dk-sign", x, y, "text-anchor": "middle", "dominant-baseline": "central" }, SIGNS[relation]));
}

/** A pill supports, a box with pointed ends attacks, a plain box undercuts. */
function shapeOf(relation, x, y, width, height) {
  if (relation === "attacks") return s("path", { class: "dk-shape", d: `M${x} ${y + height / 2}l9 ${-height / 2}h${width - 18}l9 ${height / 2}l-9 ${height / 2}h${18 - width}z` });
  return s("rect", { class: "dk-shape", x, y, width, height, rx: relation === "supports" ? height / 2 : 2 });
}

function boxOf(box, claim, map, full, { dim, isAt, isOpen }) {
  const { x, y, width, height } = box;
  const classes = ["dk-node", dim, isOpen && "dk-is-open", box.isThesis && "dk-root", !claim.stated && "dk-unstated"];
  let line = y + 12;
  const rows = (lines, kind, step) => lines.map((text) => {
    line += step;
    return s("text", { class: kind, x: x + 12, y: line - step * 0.28 }, text);
  });
  const foot = () => {
    line += 4;
    return s("g", { class: "dk-more", "data-more": box.id }, s("rect", { class: "dk-more-area", x: x + 2, y: line - 3, width: width - 4, height: 28, rx: 6 }), rows(box.foot, "dk-foot", 17));
  };
  return s("g", { class: classes.filter(Boolean).join(" "), "data-claim": box.id, "data-key": box.id, role: "button", tabindex: isAt ? "0" : "-1", "aria-label": nameOf(claim, full), "aria-expanded": String(isOpen) },
    s("path", { class: "dk-ring", d: outlineOf("fact", x - 5, y - 5, width + 10, height + 10) }),
    s("path", { class: "dk-shape", d: outlineOf(claim.kind, x, y, width, height) }),
    claim.voice === "objection" && s("path", { class: "dk-inner", d: outlineOf(claim.kind, x + 4, y + 4, width - 8, height - 8) }),
    s("g", { class: "dk-words" }, rows(box.label, "dk-label", 17), rows(box.text, "dk-text", box.line), box.foot.length > 0 && foot()),
    s("text", { class: "dk-far-number", x: x + width / 2, y: y + height / 2, "text-anchor": "middle", "dominant-baseline": "central" }, String(claim.number)));
}

// What can be looked up has square corners, what is read out of it or foreseen round ones, what is valued or wanted cut ones.
const CORNERS = { fact: "square", definition: "square", interpretation: "round", cause: "round", forecast: "round", value: "cut", policy: "cut" };

/** The outline of a box for a claim of `kind`. */
export function outlineOf(kind, x, y, width, height) {
  const corner = CORNERS[kind];
  const [h, v] = [width, height];
  if (corner === "cut") return `M${x + 10} ${y}h${h - 20}l10 10v${v - 20}l-10 10h${20 - h}l-10 -10v${20 - v}z`;
  if (corner === "square") return `M${x} ${y}h${h}v${v}h${-h}z`;
  return `M${x + 11} ${y}h${h - 22}q11 0 11 11v${v - 22}q0 11 -11 11h${22 - h}q-11 0 -11 -11v${22 - v}q0 -11 11 -11z`;
}
