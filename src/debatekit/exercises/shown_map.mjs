// A map to read, which cannot be changed: the same outline as the one that is being built.
import { h } from "../widgets/dom.mjs";
import { outline, sayings } from "./map.mjs";

export const SIGNS = { supports: "+", attacks: "−", undercuts: "✕", together: "&" };
export const LEADS = { supports: "supported by", attacks: "attacked by", undercuts: "this step is undercut by" };

/**
 * {map, fewer}: the elements of the map `answer`, where each step that the map `own` does not draw so is marked in words, and how many steps of `own`
 * it does not draw. `text(claim)` is a claim in words.
 */
export function shownMap(answer, own, text) {
  const known = new Set(sayings(own).values());
  const said = sayings(answer);

  function claim(node, isThesis) {
    const unstated = answer.unstated.includes(node.claim);
    const tags = [isThesis && "thesis", unstated && "not stated", node.again && "stands above as well"].filter(Boolean);
    return h("div", { class: `dk-b-node${isThesis ? " dk-b-root" : ""}` },
      h("div", { class: `dk-b-claim${unstated ? " dk-b-unstated" : ""}` }, h("span", { class: "dk-b-tag" }, tags.join(" · ")), h("p", { class: "dk-b-said" }, text(node.claim))),
      steps(node.steps));
  }
  function steps(list) {
    return list.length > 0 && h("ul", { class: "dk-b-steps" }, list.map(({ id, relation, premises, undercuts }) => {
      const together = premises.length > 1;
      const words = `${LEADS[relation]}${together ? " these, held together" : ""}${known.has(said.get(id)) ? "" : " (not so in your map)"}`;
      return h("li", { class: `dk-b-step dk-b-${relation}` },
        h("p", { class: "dk-b-rel" }, h("span", { class: "dk-b-sign", "aria-hidden": "true" }, SIGNS[relation]), words),
        h("div", { class: together ? "dk-b-together" : "" }, premises.map((node) => claim(node, false))),
        steps(undercuts));
    }));
  }
  const there = new Set(said.values());
  return { map: claim(outline(answer).thesis, true), fewer: [...known].filter((each) => !there.has(each)).length };
}
