// A name, also for those who joined before their teacher asked for names. Nobody has to give one, and who has been asked once is not asked again.
import { shelf } from "./shelf.mjs";
import { h } from "../../widgets/dom.mjs";

/** What the phone says of a name; see `page` in phone.mjs. */
export function ownName(page) {
  const mark = `${page.place}-name`;
  let typed = null;

  const settle = () => shelf.setItem(mark, "asked");
  // While people vote, nothing else is asked of them.
  const isDue = () => page.screen === "class" && page.state?.class.ask_names && page.mine && !page.mine.name && !shelf.getItem(mark) && page.state.now?.state !== "open";

  /** The one line about it, with what `open()` opens; null for who was asked before. */
  function line(open) {
    if (!isDue()) return null;
    const button = (text, onclick) => h("button", { type: "button", class: "dk-button", "data-key": text, onclick }, text);
    return h("div", { class: "dk-phone-asks", "data-key": "asks" },
      h("p", {}, "Your teacher asks for names. Yours would never stand beside a vote."),
      h("div", { class: "dk-buttons" }, button("Add mine", open), button("Stay without", () => { settle(); page.draw(); })));
  }

  /** The part of the menu: `keep(name)` sends it, and says whether the class has it; `message` is why not. */
  function form(message, keep) {
    const has = page.mine?.name ?? "";
    typed ??= has;
    const send = async (name) => { settle(); if (await keep(name)) typed = null; };
    return h("form", { class: "dk-phone-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); if (typed.trim()) send(typed.trim()); } },
      h("div", { class: "dk-phone-field" },
        h("label", { for: "own-name" }, "Your name, only if you like"),
        h("input", { id: "own-name", class: "dk-phone-input", type: "text", autocomplete: "name", spellcheck: "false", maxlength: "60", value: typed, "aria-describedby": "own-name-note", oninput: ({ target }) => { typed = target.value; } }),
        h("p", { class: "dk-small", id: "own-name-note" }, "Your teacher sees it in the list of who is here. It never stands beside a vote.")),
      message && h("p", { class: "dk-message" }, message),
      h("button", { type: "submit", class: "dk-button dk-main", "data-key": "keep-name" }, "Give this name"),
      has && h("button", { type: "button", class: "dk-button", "data-key": "no-name", onclick: () => send("") }, "Take my name back"));
  }

  return { settle, line, form, isAsked: () => Boolean(page.state?.class.ask_names || page.mine?.name), forget: () => shelf.removeItem(mark) };
}
