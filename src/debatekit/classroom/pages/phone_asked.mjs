// The phone in class: nothing is asked, voting, voted, voting is over, the result.
import { ballot } from "../../polls/ballot.mjs";
import { cast, missing, sureness, words } from "../../polls/draft.mjs";
import { h } from "../../widgets/dom.mjs";
import { isSame, step } from "./own_memory.mjs";
import { pictures } from "./pictures.mjs";

// A question of more letters is set smaller, so that its answers stand on the same screen.
const LONG = 120;

/** The screen of the class; see `page` in phone.mjs. */
export function askedScreens(page) {
  const { draft } = page;
  const picture = pictures(() => page.draw());

  function theClass() {
    const { now } = page.state;
    if (!now) return waiting();
    picture.fetch();
    const stands = page.box.waiting(now.round) ?? page.mine?.votes[now.round] ?? null;
    if (now.state === "open") return stands && !draft.isChanging(now.round) ? voted(now, stands) : vote(now, stands);
    if (now.state === "closed") return closed(now, stands); // what is half written stays: the round may be opened again
    draft.drop();
    return revealed(now, stands);
  }

  function heading(now, label) {
    return [
      h("div", { class: "dk-phone-head" },
        h("p", { class: "dk-eyebrow" }, [label, now.title].filter(Boolean).join(" · ")),
        page.clock.running() && h("p", { class: "dk-phone-time", role: "timer" }, h("span", { class: "dk-hidden" }, "Time left: "), h("span", { "data-clock": "" }, page.clock.now()))),
      h("h1", { class: now.question.text.length > LONG ? "dk-question dk-phone-long" : "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: "ask-q" }, now.question.text),
    ];
  }

  const sign = (kind, text) => h("span", { class: `dk-phone-sign ${kind}`, "aria-hidden": "true" }, text);
  const moment = (mark, title, ...more) => h("div", { class: "dk-phone-moment" }, mark, typeof title === "string" ? h("p", { class: "dk-phone-big" }, title) : title, more);

  function waiting() {
    return h("div", { class: "dk-phone-wait" }, moment(sign("dk-phone-pulse", ""), h("h1", { class: "dk-phone-big", tabindex: "-1", "data-focus": "" }, "Nothing is asked just now."),
      h("p", {}, "Keep this page open: the next question comes by itself."),
      page.state.class.mode === "open" && h("p", { class: "dk-small" }, "You may change phones or lose this one? Your way back is in the menu.")));
  }

  function vote(now, stands) {
    const view = now.question;
    const mine = draft.of(now.round, view);
    const change = () => { draft.keep(); page.draw(); };
    const isOver = page.clock.running() && page.clock.now() === "0:00";
    const gap = isOver ? ["Time is over.", unsent(now, stands)].filter(Boolean).join(" ") : missing(view, mine);
    const send = () => {
      const sent = { ...cast(view, mine), n: (stands?.n ?? 0) + step(page.state.class.mode), title: now.title };
      draft.drop();
      Object.assign(page, { message: "", isOwnShown: false });
      page.box.put(now.round, sent);
      page.draw();
      scrollTo(0, 0);
    };
    return [
      heading(now, now.nth > 1 ? "Vote again" : "Vote"),
      view.note && h("p", { class: "dk-note" }, view.note),
      h("div", { class: `dk-phone-ballot dk-kind-${view.kind}`, "data-key": `ballot-${now.round}` }, ballot({ view, draft: mine, name: "ask", change, say: page.say })),
      h("div", { class: "dk-phone-act", "data-key": "act" },
        h("p", { class: "dk-small", id: "gap" }, gap),
        h("button", { type: "button", class: "dk-button dk-main", "data-key": "vote", disabled: Boolean(gap), "aria-describedby": gap ? "gap" : null, onclick: send }, stands ? "Keep the change" : view.kind === "text" ? "Send" : "Vote"),
        stands && h("button", { type: "button", class: "dk-button", "data-key": "cancel", onclick: () => { draft.drop(); page.draw(); } }, "Leave it as it was")),
    ];
  }

  // What somebody has chosen and not sent, and now cannot send any more.
  function unsent(now, stands) {
    if (page.box.waiting(now.round)) return "";
    const mine = draft.of(now.round);
    if (missing(now.question, mine) || (stands && !draft.isChanging(now.round))) return "";
    if (!stands) return "Your answer was not sent.";
    return isSame(stands, cast(now.question, mine)) ? "" : "Your change was not sent; your earlier vote stands.";
  }

  function voted(now, stands) {
    const isUnder = Boolean(page.box.waiting(now.round));
    const held = isUnder && page.box.isHeld;
    const [mark, title, more] = held ? [sign("dk-phone-held", "…"), "Your vote waits.", "Kept on this phone. It will be sent by itself as soon as the line is back."]
      : isUnder ? [sign("dk-phone-pulse", ""), "Sending your vote …", "\u00a0"]
      : [sign("dk-phone-tick", "✓"), "You have voted.", "Your vote has arrived."];
    return [
      heading(now, ""),
      moment(mark, title, h("p", { class: held ? "dk-phone-warn" : "" }, more)),
      own(now, stands,
        h("button", { type: "button", class: "dk-button", "data-key": "change", onclick: () => { draft.change(now.round, { value: null, confidence: null, ...stands }); page.draw(); scrollTo(0, 0); } }, "Change my vote")),
      h("p", { class: "dk-small dk-phone-centre" }, "You can change it until voting is over. The result comes later."),
    ];
  }

  // A neighbour's glance must not read it.
  function own(now, stands, ...more) {
    const sure = stands && stands.confidence !== null && stands.confidence !== undefined ? ` (${sureness(stands.confidence).toLowerCase()})` : "";
    return stands && [
      page.isOwnShown && h("p", { class: "dk-phone-own" }, h("span", { class: "dk-small" }, "Your vote"), h("strong", {}, "value" in stands ? words(now.question, stands.value) + sure : "You have voted on another device.")),
      h("div", { class: "dk-phone-pair" },
        h("button", { type: "button", class: "dk-button", "data-key": "own", "aria-expanded": String(Boolean(page.isOwnShown)), onclick: () => { page.isOwnShown = !page.isOwnShown; page.draw(); } }, page.isOwnShown ? "Hide my vote" : "Show my vote"),
        more),
    ];
  }

  function closed(now, stands) {
    const late = page.box.waiting(now.round) && "Your vote is still on this phone. It may be too late; you will be told.";
    const lost = unsent(now, stands);
    return [
      heading(now, ""),
      moment(sign("dk-phone-over", ""), "Voting is over.", lost && h("p", { class: "dk-phone-warn" }, lost), h("p", {}, "The result comes when your teacher shows it."), h("p", { class: "dk-small" }, late || (stands ? "You have voted." : "You did not vote in this one."))),
      own(now, stands),
    ];
  }

  function revealed(now, stands) {
    return [
      heading(now, "Result"),
      h("div", { class: "dk-phone-result", "data-key": `result-${now.round}` }, picture.result(now)),
      now.comparison && h("section", { class: "dk-phone-result", "data-key": "moved", "aria-labelledby": "moved" },
        h("h2", { id: "moved" }, "Who moved"),
        h("p", { class: "dk-small" }, `From “${now.comparison.first}” to “${now.comparison.second}”`),
        picture.comparison(now)),
      own(now, stands),
    ];
  }

  page.unsent = () => unsent(page.state.now, page.mine?.votes[page.state.now.round] ?? null);
  return { class: theClass };
}
