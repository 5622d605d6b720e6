// The phone before the class: a wrong code, what is kept and who sees it, and the way back of somebody who was here before.
import { codeForm } from "./code_form.mjs";
import { tokenIn } from "./codes.mjs";
import { backOff, isBusy, request } from "./line.mjs";
import { goToSignIn } from "./signed_in.mjs";
import { h } from "../../widgets/dom.mjs";
import { headed } from "../../widgets/headed.mjs";

const TRIES = 5;

/** The screens before the class; see `page` in phone.mjs. */
export function joinScreens(page) {
  const typed = { name: "", personal: "", back: "", code: page.code };

  // What was wrong with the last try is no word on the next.
  const told = (text) => {
    if (page.message === text) return;
    page.message = text;
    page.draw();
  };
  const title = (text) => h("h1", { class: "dk-phone-title", tabindex: "-1", "data-focus": "" }, text);
  const field = (name, label, more = {}, note = "") => h("div", { class: "dk-phone-field", "data-key": name },
    h("label", { for: `f-${name}` }, label),
    h("input", { id: `f-${name}`, class: "dk-phone-input", type: "text", autocomplete: "off", spellcheck: "false", value: typed[name], oninput: ({ target }) => { typed[name] = target.value; told(""); }, ...more, ...(note && { "aria-describedby": `n-${name}` }) }),
    note && h("p", { class: "dk-small", id: `n-${name}` }, note));
  const plain = (text, onclick, key) => h("button", { type: "button", class: "dk-button", "data-key": key ?? text, onclick }, text);
  const mode = () => page.about.class.mode;

  function wrong() {
    return [
      title(page.code ? `There is no class with the code ${page.code}` : "Which class?"),
      h("p", {}, "Perhaps a character is wrong, or the class is over. Look at the screen in your room again."),
      codeForm(typed, told),
    ];
  }

  function notice() {
    const { class: about, notice: sentences } = page.about;
    const heading = "What is kept, and who sees it";
    return [
      // Before the text, where it is in sight: without it nobody comes in.
      mode() === "roster" ? [
        title("Your personal code"),
        field("personal", "Code from your teacher", { form: "join", autocapitalize: "characters", placeholder: "XXXX-XXXX", maxlength: "20" }, "It makes sure that each person votes once."),
        h("h2", { class: "dk-phone-title" }, heading),
      ] : title(heading),
      h("ul", { class: "dk-phone-notice" }, sentences.map((sentence) => h("li", {}, headed(sentence)))),
      h("form", { id: "join", class: "dk-phone-form", novalidate: true, onsubmit: comeIn },
        about.ask_names && field("name", "Your name, only if you like", { maxlength: "60", autocomplete: "name" }, "Your teacher sees it in the list of who is here. It never stands beside a vote.")),
      h("div", { class: "dk-phone-act" },
        h("button", { type: "submit", form: "join", class: "dk-button dk-main", "data-key": "join", disabled: page.isJoining }, page.isJoining ? "Joining …" : "I have read this: join"),
        mode() === "open" && plain("I was here before", () => page.show("back"), "was-here")),
    ];
  }

  function back() {
    return [
      title("Your way back"),
      h("p", {}, "Type the 16 characters that the menu showed on your other phone or browser. You are then the same person as before."),
      h("form", { class: "dk-phone-form", novalidate: true, onsubmit: goBack },
        field("back", "Your way back", { class: "dk-phone-input dk-phone-code", placeholder: "XXXX-XXXX-XXXX-XXXX", autocapitalize: "characters", maxlength: "24" }),
        h("button", { type: "submit", class: "dk-button dk-main", disabled: page.isJoining }, page.isJoining ? "Joining …" : "Go on as before")),
      h("p", { class: "dk-phone-aside" }, plain("Back", () => page.show("notice"))),
    ];
  }

  function comeIn(event) {
    event.preventDefault();
    if (mode() === "roster" && !typed.personal.trim()) return refuse("Type your personal code first.");
    join({ personal_code: typed.personal.trim(), name: typed.name.trim() });
  }

  // What is wrong stands above the text, and so does the code that may be wrong.
  function refuse(message) {
    page.message = message;
    page.draw();
    scrollTo(0, 0);
    document.getElementById("f-personal")?.focus();
  }

  function goBack(event) {
    event.preventDefault();
    const token = tokenIn(typed.back);
    if (token) return join({ token, must_know: true });
    page.message = typed.back.trim() ? "A way back has 16 characters, four times four. Look again." : "Type your way back first.";
    page.draw();
  }

  async function join(more) {
    const body = Object.fromEntries(Object.entries({ code: page.code, ...more }).filter(([, value]) => value));
    Object.assign(page, { isJoining: true, message: "" });
    page.draw();
    let said = "The class does not answer. Look at your Wi-Fi and try again.";
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { status, data, wait } = await request("POST", "api/join", { body }).catch(() => ({ status: 0, data: {}, wait: 0 }));
      if (data.sign_in) return goToSignIn(page.place, data.sign_in);
      if (data.token) {
        page.isJoining = false;
        if (page.about?.class.ask_names && !body.token) page.ownName.settle();
        return page.enter(data.token);
      }
      if (status && !isBusy(status)) {
        said = data.error ?? said;
        break;
      }
      // A lecture hall joins in one moment.
      await new Promise((done) => setTimeout(done, wait + backOff(tries)));
    }
    page.isJoining = false;
    refuse(said);
  }

  const rejoin = () => h("p", { class: "dk-phone-aside" }, plain("Join again", () => location.reload()));
  return {
    wrong, notice, back,
    unknown: () => [title(page.why ? "Join the class again" : "The class does not know this phone any more"), h("p", {}, page.why || "Either the class was begun anew, or all of yours was erased. You can join again."), rejoin()],
    left: () => [title("You have left the class"), h("p", {}, "Nothing of it is on this phone any more. The votes you have cast stay in the class."), rejoin()],
    erased: () => [title("All of yours is erased"), h("p", {}, "Your votes, and your name if you gave one, are gone from the class and from this phone. Votes whose result was already shown stay in the count, tied to nobody."), rejoin()],
  };
}
