// The phone's menu: the way back, own votes, what is kept, erase, leave.
import { wayBack } from "./codes.mjs";
import { request } from "./line.mjs";
import { ownMemory } from "./own_memory.mjs";
import { shelf } from "./shelf.mjs";
import { words, sureness } from "../../polls/draft.mjs";
import { h, redraw } from "../../widgets/dom.mjs";
import { headed } from "../../widgets/headed.mjs";

/** The menu in the dialog `sheet`; see `page` in phone.mjs. */
export function menu(page, sheet) {
  let shown = "menu";
  let votes = null;
  let message = "";

  const title = (text) => h("h2", { tabindex: "-1", "data-focus": "", "data-key": "title" }, text);
  const item = (text, onclick, kind = "") => h("button", { type: "button", class: `dk-button ${kind}`, "data-key": text, onclick }, text);
  const close = () => sheet.close();
  const go = (to) => { shown = to; message = ""; draw(); sheet.querySelector("[data-focus]")?.focus(); };
  const back = () => item("Back", () => go("menu"));

  const pages = {
    menu: () => [
      title("Menu"),
      h("div", { class: "dk-phone-list" },
        item("My way back", () => go("back")),
        item("My votes", () => { go("votes"); fetchVotes(); }),
        page.ownName.isAsked() && item("My name", () => go("name")),
        item("What is kept, and who sees it", () => { go("kept"); fetchAbout(); }),
        item("Erase all of mine", () => go("erase")),
        item("Leave this class", () => go("leave"))),
      item("Close", close, "dk-main"),
    ],
    back: () => [
      title("My way back"),
      ...(page.state?.class.mode === "open"
        ? [
          h("p", { class: "dk-phone-way" }, wayBack(page.token)),
          h("p", {}, "Write it down. If you lose this phone, or go on in another browser, choose “I was here before” and type it: you are then the same person."),
          h("p", {}, "Keep it to yourself. Whoever has it can see and change your votes."),
        ]
        : [h("p", {}, "Join again, on any phone or browser, in the same way as here: you are then the same person.")]),
      back(),
    ],
    votes: () => [
      title("My votes"),
      votes === null ? h("p", {}, message || "Fetching your votes …")
        : votes.length === 0 ? h("p", {}, "You have not voted yet.")
        : h("ul", { class: "dk-phone-votes" }, votes.map((vote) => h("li", {},
          h("p", { class: "dk-eyebrow" }, vote.title), h("p", {}, vote.question?.text),
          h("p", {}, h("strong", {}, vote.question && "value" in vote ? words(vote.question, vote.value) : "You have voted on another device."), typeof vote.confidence === "number" && ` (${sureness(vote.confidence).toLowerCase()})`)))),
      h("p", { class: "dk-small" }, "Only you see this list."),
      back(),
    ],
    name: () => [title("My name"), page.ownName.form(message, keepName), back()],
    kept: () => [
      title("What is kept, and who sees it"),
      page.about ? h("ul", { class: "dk-phone-notice" }, page.about.notice.map((sentence) => h("li", {}, headed(sentence)))) : h("p", {}, message || "Fetching it …"),
      back(),
    ],
    erase: () => [
      title("Erase all of mine?"),
      h("p", {}, "Your votes and texts, your name if you gave one, and whatever else the class has of you are erased for good. Votes whose result was already shown stay in the count, tied to nobody."),
      message && h("p", { class: "dk-message" }, message),
      item("Yes, erase it all", erase, "dk-phone-danger"),
      item("No, keep it", () => go("menu")),
    ],
    leave: () => [
      title("Leave this class?"),
      h("p", {}, "This phone forgets the class. The votes you have cast stay in it. To erase them, too, choose “Erase all of mine”."),
      page.box?.waiting().length > 0 && h("p", { class: "dk-phone-warn" }, "A vote still waits on this phone for the line to the class. If you leave now, it is thrown away."),
      page.state?.class.mode === "open" && h("p", {}, "To come back as the same person you need your way back: ", h("strong", { class: "dk-phone-way" }, wayBack(page.token ?? ""))),
      item("Leave", () => { close(); page.forget(); page.show("left"); }, "dk-phone-danger"),
      item("Stay", () => go("menu")),
    ],
  };

  async function fetchVotes() {
    votes = null;
    const { status, data } = await ask("GET", "api/me");
    if (status === 200) votes = Object.entries(data.votes).map(([round, vote]) => ownMemory(shelf, `${page.place}-own`).filled(round, vote));
    draw();
  }

  async function fetchAbout() {
    const { status, data } = await ask("GET", `api/about?code=${encodeURIComponent(page.code)}`);
    if (status === 200) page.about = data;
    draw();
  }

  async function keepName(name) {
    const { status, data } = await ask("PUT", "api/name", { name });
    if (status === 200) {
      if (page.mine) page.mine.name = data.name;
      page.say(data.name ? "Your name is in the list." : "Your name is taken back.");
      close();
    }
    page.draw();
    return status === 200;
  }

  async function erase() {
    const { status } = await ask("DELETE", "api/me");
    if (status >= 200 && status < 300) {
      close();
      page.forget();
      page.show("erased");
    }
    draw();
  }

  async function ask(method, path, body) {
    const answer = await request(method, path, { key: page.token, ...(body && { body }) }).catch(() => ({ status: 0, data: {} }));
    if (answer.status < 200 || answer.status > 299) message = answer.data.error ?? "There is no line to the class just now. Try again in a moment.";
    return answer;
  }

  function draw() {
    if (sheet.open && page.token) redraw(sheet, pages[shown]());
    else if (sheet.open) close();
  }

  sheet.addEventListener("click", (event) => event.target === sheet && close()); // beside it
  return {
    draw,
    open(to = "menu") {
      shown = to;
      message = "";
      votes = null;
      sheet.showModal();
      draw();
    },
  };
}
