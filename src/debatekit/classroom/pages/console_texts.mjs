// Free texts, one by one: nothing that somebody wrote is shown to the room before the instructor has read it.
import { h } from "../../widgets/dom.mjs";

/** The list of texts of the round that is now; `seen` says whether its result is revealed. */
export function shownTexts(desk, seen) {
  const { texts } = desk.state;
  if (texts.length === 0) return h("p", { class: "dk-small" }, "Texts are listed from five on.");
  const shown = texts.filter((text) => text.shown).length;
  return h("div", { class: "console-texts", "data-key": "texts" },
    h("p", { class: "dk-small" }, `${shown} of ${texts.length} chosen. ${seen ? "The room sees those." : "The room sees those once the result is revealed."}`),
    desk.problem("text"),
    h("ul", {}, texts.map(({ id, text, shown: isShown }) => h("li", { "data-key": `text-${id}`, class: isShown ? "console-is-shown" : "" },
      h("span", {}, text),
      desk.button(`show-${id}`, isShown ? "Hide" : "Show", () => desk.act("text", "PUT", `texts/${encodeURIComponent(id)}`, { shown: !isShown }),
        { "aria-pressed": String(isShown), "aria-label": `${isShown ? "Hide" : "Show"}: ${text.slice(0, 80)}` })))));
}
