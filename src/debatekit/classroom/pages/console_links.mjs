// The links with a key: make new ones, and leave a computer that others use. And the question of a clock that may be wrong.
import { keep, takeBack } from "./keys.mjs";
import { h } from "../../widgets/dom.mjs";

/** New links, and forgetting the key on this computer. */
export function links(desk) {
  const renew = async () => {
    const made = await desk.act("new-links", "POST", "links", {});
    if (!made) return;
    keep("console", made.key);
    location.reload();
  };
  const leave = () => {
    keep("console", "");
    takeBack();
    location.reload();
  };
  return h("div", { class: "console-form" },
    h("p", { class: "dk-small" }, "If somebody has seen a link that was meant for you: this console goes on with a new one, and the class server prints it. Who has joined stays in the class; who has not needs the new code."),
    desk.confirm("new-links", { text: "New links for console and screen", question: "Change the links of console and screen and the code to join for new ones? The old ones serve nobody any more.", yes: "Make new links", go: renew }),
    h("p", { class: "dk-small" }, "This tab keeps the key until it is closed. On a computer that others use, let it go before you leave; to come back you need the link that the class server printed."),
    desk.confirm("leave", { text: "Forget this console on this computer", question: "Let this tab, and the screen in this browser, forget their keys? The class goes on.", yes: "Forget it", go: leave }));
}

/** What was promised to be erased by now, if the clock of the class's computer is right; null if nothing waits. */
export function overdue(desk) {
  const { state } = desk;
  if (!state.overdue || desk.ui.notOverdue) return null;
  return h("div", { class: "console-reach console-warn", role: "group", "aria-label": "Is the clock right?", "data-key": "overdue-ask" },
    h("p", {}, h("strong", {}, "Is the clock right? "), state.overdue),
    h("p", { class: "dk-small" }, "If it is right, erase them now. If it is wrong, stop the class, set the clock and start again. Once the class has run for a day by this clock, they are erased unasked."),
    h("div", { class: "dk-buttons" },
      desk.button("overdue", "Erase them now", () => desk.act("overdue", "POST", "overdue", {})),
      desk.button("overdue-not", "Not now", () => desk.set({ notOverdue: true }))),
    desk.problem("overdue"));
}
