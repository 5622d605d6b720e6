// Free texts, one by one or all at once: nothing that somebody wrote is shown to the room before the instructor says so.
import { h } from "../../widgets/dom.mjs";

/** The list of texts of the round that is now; `seen` says whether its result is revealed. */
export function shownTexts(desk, seen) {
  const { texts } = desk.state;
  if (texts.length === 0) return h("p", { class: "dk-small" }, "Texts are listed from five on.");
  const shown = texts.filter((text) => text.shown).length;
  const all = (isShown) => () => desk.act(isShown ? "texts-all" : "texts-none", "PUT", "texts", { shown: isShown });
  return h("div", { class: "console-texts", "data-key": "texts" },
    h("p", { class: "dk-small" }, `${shown} of ${texts.length} chosen. ${seen ? "The room sees those." : "The room sees those once the result is revealed."}`),
    h("div", { class: "dk-buttons" },
      shown < texts.length && desk.confirm("texts-all", {
        text: "Show all", question: `Show all ${texts.length} texts? The room ${seen ? "sees them at once" : "sees them with the result"}, as they were written: read them first.`, yes: `Show all ${texts.length}`, go: all(true),
      }),
      shown > 0 && desk.button("texts-none", "Hide all", all(false))),
    desk.problem("texts-none"),
    desk.problem("text"),
    h("ul", {}, texts.map(({ id, text, shown: isShown }) => h("li", { "data-key": `text-${id}`, class: isShown ? "console-is-shown" : "" },
      h("span", {}, text),
      desk.button(`show-${id}`, isShown ? "Hide" : "Show", () => desk.act("text", "PUT", `texts/${encodeURIComponent(id)}`, { shown: !isShown }),
        { "aria-pressed": String(isShown), "aria-label": `${isShown ? "Hide" : "Show"}: ${text.slice(0, 80)}` })))));
}
