// The card of a class: what it keeps of whom, then joining, sharing and leaving.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { headed } from "../widgets/headed.mjs";

export default {
  render({ model, el }) {
    const name = unique();
    const card = makeCard(el, "dk-join", `${name}-q`);
    const typed = { name: null, personal_code: "", way_back: "", shares: false, leaving: false, open: {} };
    const line = kernelLine(model, draw);

    function draw() {
      const view = line.view;
      if (view.screen !== "joined") typed.leaving = false;
      card.draw(view.screen === "joined" ? joined(view) : ask(view), { message: line.silent || view.message, news: view.screen === "joined" ? `You are in the class ${view.title}.` : "" });
    }

    function send(action) {
      line.send(action);
      draw();
    }

    function heading(view, eyebrow) {
      return [
        h("p", { class: "dk-eyebrow" }, eyebrow),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, view.title || "Your class"),
        h("p", { class: "dk-note dk-join-where" }, `At ${view.address}`),
      ];
    }

    function notice(view) {
      return view.notice.length > 0 && h("ul", { class: "dk-join-notice" }, view.notice.map((point) => h("li", {}, headed(point))));
    }

    function ask(view) {
      if (!view.title) return [...heading(view, "Class"), h("p", {}, "The class did not answer. Run this cell again (Shift+Enter) when you are in the same network.")];
      const needs = view.mode === "roster" && !view.before && !typed.way_back && !typed.personal_code.trim();
      return [
        ...heading(view, "Join a class"),
        notice(view),
        h("p", {}, "Nothing has been sent yet. What you have voted so far stays on this computer; each vote that you cast after joining goes to the class."),
        view.other && h("p", {}, `You are in the class “${view.other}” now. To join this one leaves that one.`),
        view.before && h("p", {}, "You have been in this class before, and go on as the same person."),
        view.elsewhere && h("p", { class: "dk-join-where" }, `You were in a class with this code at another address (${view.elsewhere}). Choose “Join as the same person as before” only if the link is the one on your class's screen: whoever runs that address could then vote as you.`),
        h("div", { class: "dk-join-fields" },
          view.mode === "roster" && field("personal_code", view.before ? "Personal code (only if you have a new one)" : "Personal code, from your teacher", "XXXX-XXXX"),
          view.asks_names && field("name", "Name (you may leave it empty)", ""),
          sharing(typed.shares, (on) => { typed.shares = on; draw(); }),
          more("way", "I am in this class on my phone already", [
            h("p", { class: "dk-small" }, "Then take the way back that the phone shows, so that you stay one person with one vote."),
            field("way_back", "Way back", "ABCD-EFGH-JKLM-NPQR")])),
        h("div", { class: "dk-buttons" },
          h("button", { class: "dk-button dk-main", type: "button", "data-key": "join", disabled: needs, onclick: () => join(view, false) }, view.elsewhere ? "Join anew" : "Join"),
          view.elsewhere && h("button", { class: "dk-button", type: "button", "data-key": "join-moved", onclick: () => join(view, true) }, "Join as the same person as before"),
          h("span", { class: "dk-small" }, needs ? "Type your personal code." : "")),
      ];
    }

    function join(view, moved) {
      send({ do: "join", name: view.asks_names ? typed.name ?? "" : "", personal_code: typed.personal_code, way_back: typed.way_back, shares: typed.shares, moved });
    }

    function joined(view) {
      const mine = typed.name ?? view.name;
      return [
        ...heading(view, "Your class"),
        h("p", { class: "dk-join-in" }, "You are in. Each vote that you cast in a notebook of this course goes to this class.", view.waiting && ` Still to be sent: ${view.waiting}.`),
        h("div", { class: "dk-join-fields" },
          sharing(view.shares, (on) => send({ do: "share", on })),
          view.asks_names && [field("name", "Name (you may leave it empty)", "", mine),
            h("div", { class: "dk-buttons" }, h("button", { class: "dk-button", type: "button", "data-key": "rename", disabled: mine.trim() === view.name, onclick: () => send({ do: "name", name: mine }) }, mine.trim() || !view.name ? "Keep this name" : "Take my name away"))],
          view.notice.length > 0 && more("notice", "What is kept, who sees it, and when it is erased", notice(view))),
        typed.leaving ? goodbye() : h("div", { class: "dk-buttons" },
          h("button", { class: "dk-button", type: "button", "data-key": "leave", onclick: () => { typed.leaving = true; draw(); } }, "Leave this class")),
      ];
    }

    function goodbye() {
      const leave = (erase) => () => { typed.leaving = false; typed.name = null; send({ do: "leave", erase }); };
      // Staying stands first, where the button was that a second click would hit.
      return h("div", { class: "dk-buttons", role: "group", "aria-label": "Leave this class" },
        h("button", { class: "dk-button", type: "button", "data-key": "stay", onclick: () => { typed.leaving = false; draw(); } }, "Stay"),
        h("button", { class: "dk-button", type: "button", "data-key": "leave-keep", onclick: leave(false) }, "Leave; my votes stay in the results"),
        h("button", { class: "dk-button", type: "button", "data-key": "leave-erase", onclick: leave(true) }, "Leave, and erase what I sent"));
    }

    function sharing(on, changed) {
      return h("label", { class: "dk-choice dk-join-share" },
        h("input", { type: "checkbox", "data-key": "share", checked: on, onchange: (event) => changed(event.target.checked) }),
        h("span", {}, "Share my exercise progress and exit tickets",
          h("span", { class: "dk-small" }, "Progress is how many you got right in each self-check, also in those done before; never your answers. A ticket goes to your class as an answer to a poll in any case; with this tick your teacher also finds it in the list of tickets.")));
    }

    function field(key, label, example, value = typed[key] ?? "") {
      return h("label", { class: "dk-join-field" }, h("span", {}, label),
        h("input", { type: "text", "data-key": key, value, placeholder: example, maxlength: "80", autocomplete: "off", spellcheck: "false", oninput: (event) => { typed[key] = event.target.value; draw(); } }));
    }

    function more(key, title, children) {
      return h("details", { class: "dk-join-more", "data-key": key, open: Boolean(typed.open[key]), ontoggle: (event) => { typed.open[key] = event.target.open; } }, h("summary", {}, title), children);
    }

    draw();
    return () => line.close();
  },
};
