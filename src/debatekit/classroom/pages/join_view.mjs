// How to get in: the QR code, the address and the six characters, large on a page of their own and small beside a question.
import { h } from "../../widgets/dom.mjs";
import { s } from "../../widgets/svg.mjs";

/** The QR code of `join`, dark on white in every theme, because phones read it best so. */
export function qr(join) {
  const side = join.qr_size; // with the quiet zone
  return s("svg", { class: "dk-qr", viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": `QR code of ${join.address}`, "shape-rendering": "crispEdges", "data-stamp": join.address },
    s("rect", { width: side, height: side, fill: "#fff" }),
    s("path", { d: join.qr, fill: "#000" }));
}

/** The six characters, with a gap in the middle; a screen reader hears them one by one. */
export function letters(code) {
  return [h("span", { class: "dk-code", "aria-hidden": "true" }, code.slice(0, 3), h("span", {}), code.slice(3)), h("span", { class: "dk-hidden" }, [...code].join(" "))];
}

/** The page that brings people in. */
export function joinView({ join, here, class: { title, door } }) {
  if (door === "closed") return shut(title, here);
  return h("section", { class: "dk-join", "data-key": "join" },
    h("div", { class: "dk-join-words" },
      h("p", { class: "dk-class-title" }, title),
      h("h1", {}, "Join with your phone"),
      h("p", {}, "Point the camera at the code, or open"),
      h("p", { class: "dk-address" }, join.short),
      h("p", {}, "and type"),
      h("p", {}, letters(join.code)),
      h("p", { class: "dk-here" }, present(here))),
    qr(join));
}

function shut(title, here) {
  return h("section", { class: "dk-join dk-join-shut", "data-key": "join" },
    h("div", { class: "dk-join-words" },
      h("p", { class: "dk-class-title" }, title),
      h("h1", {}, "Joining is closed"),
      h("p", {}, "Nobody else can join this class just now. Who is in it can vote."),
      h("p", { class: "dk-here" }, present(here))));
}

/** What stands beside a question: who has voted, the time left, and the way in. */
export function rail({ join, votes, here, now, class: { door } }, timer) {
  return h("aside", { class: "dk-rail", "data-key": "rail", "aria-label": "Votes, time left and how to join" },
    h("div", { class: "dk-meter" },
      h("p", { class: "dk-large", "data-key": "votes" }, String(votes)),
      h("p", {}, votes === 1 ? "vote" : "votes", now.state === "open" && here > 0 && `, ${here} here`)),
    now.state === "open" && timer.running() && h("div", { class: "dk-meter" },
      h("p", { class: "dk-large", "data-clock": "", role: "timer" }, timer.now()), h("p", {}, "left")),
    h("p", { class: "dk-state" }, { open: "Voting is open", closed: "Voting is closed", revealed: "Result" }[now.state], now.nth > 1 && h("span", { class: "dk-round-title" }, now.title)),
    door !== "closed" && h("div", { class: "dk-way-in" }, qr(join), h("p", { class: "dk-short" }, join.short), h("p", {}, letters(join.code))));
}

function present(here) {
  return here === 1 ? "1 person is here" : `${here} people are here`;
}
