// Pieces of the picture of a map: the outlines of boxes and the signs of relations.
import { s } from "../widgets/svg.mjs";

/** A sign with rounded ends supports, one with pointed ends attacks, a plain one undercuts. */
export function signShape(relation, x, y, width, height) {
  const half = height / 2;
  if (relation === "attacks") return s("path", { class: "dk-shape", d: `M${x} ${y + half}l9 ${-half}h${width - 18}l9 ${half}l-9 ${half}h${18 - width}z` });
  return s("rect", { class: "dk-shape", x, y, width, height, rx: relation === "supports" ? half : 2 });
}

// What can be looked up has square corners, what is read out of it or foreseen round ones, what is valued or wanted cut ones.
const CORNERS = { fact: "square", definition: "square", interpretation: "round", cause: "round", forecast: "round", value: "cut", policy: "cut" };

/** The outline of a box for a claim of `kind`, as the data of a path. */
export function outlineOf(kind, x, y, width, height) {
  const corner = CORNERS[kind];
  const [h, v] = [width, height];
  if (corner === "cut") return `M${x + 10} ${y}h${h - 20}l10 10v${v - 20}l-10 10h${20 - h}l-10 -10v${20 - v}z`;
  if (corner === "square") return `M${x} ${y}h${h}v${v}h${-h}z`;
  return `M${x + 11} ${y}h${h - 22}q11 0 11 11v${v - 22}q0 11 -11 11h${22 - h}q-11 0 -11 -11v${22 - v}q0 -11 11 -11z`;
}
