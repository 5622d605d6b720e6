// A reading: who wrote it, how to get it, and what each paragraph does; beside it the reader's own copy when there is one.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { groups, isBeside, leftOver, tally } from "./draft.mjs";

export default {
  render({ model, el }) {
    const name = unique();
    const card = makeCard(el, "dk-reading", `${name}-q`);
    const open = new Map(); // what the reader has opened or closed; a redraw keeps it
    let hidden = false;
    const line = kernelLine(model, draw);

    function draw() {
      const view = line.view;
      const { copy } = view;
      el.classList.toggle("dk-beside", isBeside(view));
      card.draw([
        h("p", { class: "dk-eyebrow" }, `Reading · a guide to ${view.paragraphs.length} paragraphs`),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, view.title),
        h("p", {}, h("strong", {}, view.author), `, ${view.outlet}, ${view.date}. `,
          h("a", { class: "dk-go", href: view.url, target: "_blank", rel: "noopener", "data-key": "link" }, "Read the text where it was published", h("span", { class: "dk-hidden" }, " (opens a new tab)"))),
        h("p", { class: "dk-note" }, view.role),
        ...view.remarks.map((text) => h("p", { class: "dk-off" }, text)),
        copy && found(view),
        fold("first", "What to know first", true, list(view.first)),
        fold("access", "How to get the text, and how to have your own copy beside the guide", !copy, [list(view.access), h("p", {}, "With a copy in a file beside this notebook, type ", h("code", {}, `dk.reading("${view.id}", text="my-copy.txt")`), ". Your copy stays on this computer and is not saved with the notebook.")]),
        fold("counting", "How the paragraphs are counted", false, h("p", {}, view.counting)),
        look(),
        ...groups(view).map((group) => [
          group.title && h("p", { class: "dk-section", role: "heading", "aria-level": "4" }, group.title),
          h("ol", { class: "dk-paragraphs", start: `${group.paragraphs[0].number}` }, group.paragraphs.map((paragraph) => row(view, paragraph))),
        ]),
        // Last and folded: whoever reads it first has nothing left to find.
        fold("thesis", "The thesis in our words: say it in your own first", false, h("p", { class: "dk-aim" }, view.thesis)),
        view.noted && h("p", { class: "dk-small" }, "When you first opened this text is noted in your own record on this computer. ", h("code", {}, "dk.finish(erase=True)"), " erases it."),
      ], { message: line.silent || view.message, news: copy ? tally(view) : "" });
    }

    function fold(key, title, atFirst, content, kind = "dk-fold") {
      const isOpen = () => open.get(key) ?? atFirst;
      // On the click, and not on the toggle, which comes later: a redraw in between would shut it again.
      return h("details", { class: kind, "data-key": key, open: isOpen() }, h("summary", { onclick: () => open.set(key, !isOpen()) }, title), h("div", {}, content));
    }

    function list(texts) {
      return h("ul", {}, texts.map((text) => h("li", {}, text)));
    }

    function found(view) {
      const more = leftOver(view);
      const others = view.copy.left_over - view.copy.unknown.length - view.copy.repeats.length;
      return [
        h("p", { class: "dk-found" }, tally(view)),
        more && fold("unknown", more, false, h("ul", {},
          view.copy.unknown.map((text) => h("li", {}, `“${text}”`)),
          view.copy.repeats.map(({ number, text }) => h("li", {}, `“${text}” repeats a part of paragraph ${number}`)),
          others > 0 && h("li", {}, `and ${others} more`))),
      ];
    }

    function look() {
      return h("div", { class: "dk-look" },
        h("p", {}, h("strong", {}, "Read first, then look. "), hidden ? "Read a paragraph, say it in one sentence of your own, then open ours and compare." : "Hide what we say, read a paragraph, say it in one sentence of your own, and compare."),
        h("button", { class: "dk-button", type: "button", "data-key": "hide", "aria-pressed": hidden ? "true" : "false", onclick: () => { hidden = !hidden; draw(); } },
          hidden ? "Show all" : "Hide what we say"));
    }

    function row(view, { number, job, also, gist, own }) {
      const key = `p${number}`;
      return h("li", { value: number, class: "dk-paragraph", tabindex: "-1", "data-key": key, "data-reading": view.id, "data-paragraph": `${number}` },
        h("div", { class: "dk-guide" },
          h("span", { class: "dk-place", "aria-hidden": "true" }, `${number}`),
          h("div", {},
            hidden ? fold(`${key}-gist`, "Look at our sentence", false, h("p", {}, gist)) : h("p", { class: "dk-gist", "data-key": `${key}-shown` }, gist),
            fold(`${key}-job`, [h("span", { class: "dk-hidden" }, `Paragraph ${number}, its job: `), job, also.length > 0 && `, also ${also.join(", ")}`], false,
              h("dl", {}, [job, ...also].map((each) => h("div", {}, h("dt", {}, each), h("dd", {}, view.jobs[each])))), "dk-job"))),
        isBeside(view) && h("div", { class: "dk-own" }, h("p", { class: "dk-hidden" }, `Paragraph ${number} in your copy:`),
          own ? [h("p", {}, own.text), !own.whole && h("p", { class: "dk-small" }, "Only a part of this paragraph was recognised.")] : h("p", { class: "dk-small" }, "Not found in your copy.")));
    }

    draw();
    return () => line.close();
  },
};
