// How to read the picture, and the keys that work in it.
import { h } from "../widgets/dom.mjs";

const SIGNS = [
  ["+ supports", "solid line, round sign: the claims below it speak for the claim above"],
  ["− attacks", "dashed line, pointed sign: they speak against it"],
  ["✕ undercuts", "dotted line, square sign, ends with a cross on another sign: that step does not carry, whether or not its claim is true"],
  ["A thick bar", "the claims under it are held together; if one falls, the step falls"],
  ["Dashed box", "not stated: we supply it, because a step needs it"],
  ["Double box", "an objection that the author answers"],
  ["Corners", "square: fact or definition; round: interpretation, cause or forecast; cut: value or policy"],
  ["Thicker lines", "the main line, which carries the thesis"],
];

/** The legend; `open` says whether it is unfolded, `folded(open)` is told when that changes. */
export function legend(open, folded, keysId) {
  return h("details", { class: "dk-legend", open, ontoggle: (event) => folded(event.currentTarget?.open ?? !open) },
    h("summary", {}, "How to read the picture, and its keys"),
    h("dl", { class: "dk-facts" }, SIGNS.map(([sign, meaning]) => h("div", {}, h("dt", {}, sign), h("dd", {}, meaning)))),
    h("p", { class: "dk-small", id: keysId }, "Arrow keys go from box to box; where there is none, they move the picture. Enter opens the details, Escape closes them. + and − zoom. "
      + "Or drag the picture, hold Ctrl and turn the wheel, or pinch."));
}
