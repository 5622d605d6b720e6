// The console: the instructor chooses, opens, closes and shows. Three columns; on a phone one of them at a time.
import "./theme.mjs";
import { clock } from "./clock.mjs";
import { makeDesk, screenKey } from "./console_desk.mjs";
import { nowPanel } from "./console_now.mjs";
import { pollsPanel } from "./console_polls.mjs";
import { roomPanel } from "./console_room.mjs";
import { keep, keyFor, keyOf, lend, ticketIn } from "./keys.mjs";
import { root as address } from "./line.mjs";
import { redrawNear } from "./near.mjs";
import { listen, onReturn } from "./stream.mjs";
import { h } from "../../widgets/dom.mjs";

const root = document.getElementById("console");
const ticket = ticketIn();
const key = keyOf("console");
const desk = makeDesk(key, draw, (name) => root.querySelector(`[data-key="${CSS.escape(name)}"]`));
desk.timer = clock((left) => { for (const place of root.querySelectorAll("[data-clock]")) place.textContent = left; });
// A class that was stopped may have been erased, and its names should not stand here for ever.
const SILENCE_MS = 10 * 60_000;
const TABS = [["polls", "Polls"], ["now", "Now"], ["room", "The room"]];
let news = "";
let refusal = null;

function draw() {
  if (refusal) return redrawNear(root, [closed()]);
  if (!desk.state) return redrawNear(root, [h("main", { class: "console-alone" }, h("h1", {}, "Looking for the class …"), h("p", {}, "If this stays, the class server does not run, or this computer does not reach it."))]);
  redrawNear(root, [
    bar(desk.state),
    h("nav", { class: "console-tabs", "aria-label": "Parts of the console", "data-key": "tabs" }, TABS.map(([id, text]) => h("button", {
      type: "button", class: "dk-button", "data-key": `tab-${id}`, "aria-pressed": String(desk.ui.tab === id), onclick: () => { desk.set({ tab: id }); scrollTo(0, 0); },
    }, text))),
    h("main", { class: "console-columns", "data-tab": desk.ui.tab, "data-key": "columns" },
      h("section", { class: "console-column console-polls", "aria-label": "Polls", "data-key": "polls" }, pollsPanel(desk)),
      h("section", { class: "console-column console-now", "aria-label": "The round that is now", "data-key": "now" }, nowPanel(desk)),
      h("section", { class: "console-column console-room", "aria-label": "The room and settings", "data-key": "room" }, roomPanel(desk))),
  ]);
  // What stays in sight above the columns: on a phone without the title.
  const [all, title] = [".console-bar", ".console-bar > div"].map((part) => root.querySelector(part).offsetHeight);
  root.style.setProperty("--bar", `${all}px`);
  root.style.setProperty("--title", `${title}px`);
  desk.arrive();
}

function bar(state) {
  return h("header", { class: "console-bar", "data-key": "bar" },
    h("div", {}, h("h1", {}, state.class.title), h("p", { class: "dk-small" }, `${state.here} here · code `, h("strong", { class: "console-code" }, state.join.code))),
    h("div", { class: "console-bar-tools" },
      screenKey(state) && h("a", { class: "dk-button console-link", href: new URL("screen", address).href, target: "debatekit-screen", rel: "noopener", "data-key": "open-screen" }, "Open the screen", h("span", { class: "dk-hidden" }, " in another window")),
      desk.button("blank", state.blank ? "Show the screen again" : "Blank the screen", () => desk.act("blank", "PUT", "screen", { blank: !state.blank }), { "aria-pressed": String(state.blank) }),
      desk.problem("blank")),
    h("p", { class: "console-news", role: "status", "data-key": "news" }, news));
}

function closed() {
  const { sign_in: signIn, error } = refusal;
  return h("main", { class: "console-alone" },
    h("h1", {}, signIn ? "Sign in to open the console" : "This address does not open the console"),
    h("p", {}, error ?? "Use the private address that the class server printed when it was started."),
    signIn && h("p", {}, h("a", { class: "dk-button dk-main console-link", href: new URL(signIn, address).href }, "Sign in")));
}

function tell(text, ms = 0) {
  news = text;
  draw();
  if (ms) setTimeout(() => { if (news === text) { news = ""; draw(); } }, ms);
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") desk.cancel();
});

addEventListener("resize", draw);

let heardBefore = false;
let lost = false;
let silence = null;
function begin() {
  const line = listen({
    path: "api/console/stream",
    key,
    heard(state) {
      const restarted = desk.state && state.server && desk.state.server?.started !== state.server.started;
      clearTimeout(silence);
      desk.hear(state);
      desk.timer.set(state.now?.state === "open" ? state.now.seconds_left : null);
      if (restarted) tell("The class server was started again and has gone on where it was. Nothing that was kept is lost.", 15_000);
      else if (lost) tell("The line is back.", 6000);
      lost = false;
      heardBefore = true;
      draw();
    },
    changed({ up }) {
      if (up || !heardBefore) return;
      lost = true;
      silence = setTimeout(() => { desk.hear(null); draw(); }, SILENCE_MS);
      tell("The line to the class server is lost since "
        + `${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}. This page comes back by itself; votes that phones could not send wait there.`);
    },
    refused(status, data) {
      clearTimeout(silence);
      refusal = data ?? {};
      desk.hear(null);
      draw();
      scrollTo(0, 0);
    },
  });
  onReturn(line.again);
}

// The browser that the class server opened has a ticket; who has both was here before.
async function trade() {
  const { key: fresh, error } = await keyFor(ticket);
  if (fresh) {
    keep("console", fresh);
    location.reload();
  } else if (key) {
    begin();
  } else {
    refusal = { error };
    draw();
  }
}

lend(() => screenKey(desk.state ?? {}));
if (ticket) trade();
else begin();
draw();
