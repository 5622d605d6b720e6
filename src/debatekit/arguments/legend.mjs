// How to read the picture, and the keys that work in it.
import { h } from "../widgets/dom.mjs";

const SIGNS = [
  ["+ supports 4", "blue, solid line, round sign: the claims that hang on it speak for claim 4"],
  ["− attacks 4", "orange, dashed line, pointed sign: they speak against it"],
  ["✕ undercuts", "purple, dotted line, square sign, ends with a cross on another sign: that step does not carry, whether or not its claim is true"],
  ["A thick bar", "the claims along it are held together; if one falls, the step falls. Where they stand far apart, “with 2” names the others"],
  ["Dashed box", "not stated: we supply it, because a step needs it"],
  ["Double box", "an objection that the author answers"],
  ["Corners", "square: fact or definition; round: interpretation, cause or forecast; cut: value or policy"],
  ["↪ again", "a claim that is used a second time; a click or Enter goes to its own place"],
  ["Thicker lines", "the main line, which carries the thesis"],
  ["Fact check", "✓ supported, ◐ partly, ? disputed, ≠ contradicted, … unverified: what we found when we looked it up; ○ not used: our source is weak"],
];

/** The legend; `fold` makes what one can unfold. */
export function legend(fold, keysId) {
  return fold("legend", { kind: "dk-legend", title: "How to read the picture, and its keys" },
    h("dl", { class: "dk-facts" }, SIGNS.map(([sign, meaning]) => h("div", {}, h("dt", {}, sign), h("dd", {}, meaning)))),
    h("p", { class: "dk-small", id: keysId }, "Arrow keys: left towards the thesis, right into the reasons, up and down to the neighbours. Enter opens the details, Escape closes them, F folds and unfolds "
      + "the reasons of a claim, + and − zoom. Or scroll and drag the picture; hold Ctrl and turn the wheel to zoom. In the search field, Enter or ↓ goes to the next claim that was found, ↑ to the one before."));
}
