// Where a class's code is typed: on the first page, and where a code was wrong.
import { h } from "../../widgets/dom.mjs";
import { codeIn } from "./codes.mjs";
import { root } from "./line.mjs";

/** A form for a code; it leads to the page of that class. `typed.code` is what stands in it, `say(text)` tells what is wrong, and "" once somebody types. */
export function codeForm(typed, say) {
  function go(event) {
    event.preventDefault();
    const code = codeIn(typed.code);
    if (code.length === 6) location.assign(new URL(`j/${code}`, root));
    else say(code ? "A code has six characters. Look at the screen in your room again." : "Type the code first.");
  }
  return h("form", { class: "dk-phone-form", onsubmit: go, novalidate: true },
    h("label", { for: "code" }, "Code of your class"),
    h("input", { id: "code", name: "code", class: "dk-phone-input dk-phone-code", type: "text", "data-key": "code", value: typed.code, maxlength: "12", autocomplete: "off", autocapitalize: "characters", autocorrect: "off", spellcheck: "false", enterkeyhint: "go", oninput: ({ target }) => { typed.code = target.value; say(""); } }),
    h("button", { type: "submit", class: "dk-button dk-main" }, "Go to the class"));
}
