// What all panels of the console share: the state, what is typed and not sent, and actions with what went wrong beside their button.
import { draftOf } from "./console_write.mjs";
import { Unreachable, request, root } from "./line.mjs";
import { h } from "../../widgets/dom.mjs";
import { folds } from "../../widgets/folds.mjs";

const NO_LINE = "The class server does not answer, so nothing was changed. Try again when the line is back.";

/** The desk of the instructor with the key `key`; `redraw()` shows the page anew, `find(key)` is the element with that data-key. */
export function makeDesk(key, redraw, find) {
  const desk = {
    key,
    state: null,
    fold: folds(),
    // What is chosen and typed here, and nowhere else yet.
    ui: { tab: "now", chosen: null, edited: null, round: null, seconds: null, wrote: null, map: "", mapData: null, asks: "truth", filter: "", hands: {}, refused: new Set(), first: null, second: null, settings: null, roster: "", codes: null, tried: null, copied: "" },
    draw: redraw,
    hear, act, fetchText, button, problem, confirm, cancel, copy, set, choose, edit, arrive,
  };
  const busy = new Set();
  const problems = new Map();
  let asking = null;
  let awaited = null; // a poll that was chosen and whose card is not in the page yet

  /** Take in what the class says of itself; null when it is gone. What is held here of people goes once the class has fewer of them: somebody was erased. */
  function hear(state) {
    const [before, now] = [desk.state, state].map((each) => ({ listed: each?.people.listed ?? 0, count: each?.people.count ?? 0, names: each?.shared.names ?? 0 }));
    if (!state || now.listed < before.listed) Object.assign(desk.ui, { codes: null, roster: "" });
    if (!state || now.count < before.count || now.names < before.names) desk.ui.tried = null;
    desk.state = state;
  }

  /** Ask the server; what went wrong stands beside `place` until the next try there, and `refused()` is called if the class does not allow it now. Returns what it answered, or null. */
  function act(place, method, path, body, refused) {
    return attempt(place, () => request(method, `api/console/${path}`, { key, body }), refused);
  }

  /** As `act`, for an answer that is a text to be kept as a file. */
  function fetchText(place, path) {
    return attempt(place, async () => {
      const answer = await fetch(new URL(`api/console/${path}`, root), { headers: { Authorization: `Bearer ${key}` }, cache: "no-store" }).catch(() => { throw new Unreachable(); });
      return { status: answer.status, data: answer.ok ? await answer.text() : await answer.json().catch(() => ({})) };
    });
  }

  async function attempt(place, ask, refused) {
    if (busy.has(place)) return null;
    busy.add(place);
    problems.delete(place);
    redraw();
    try {
      const { status, data } = await ask();
      if (status < 300) {
        problems.clear(); // what went wrong before is of the past
        return data;
      }
      if (status === 409) refused?.();
      problems.set(place, data.error ?? `The class server refused this (${status}). Load the page again.`);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      problems.set(place, NO_LINE);
    } finally {
      busy.delete(place);
      redraw();
    }
    return null;
  }

  function button(place, text, onclick, { main = false, disabled = false, ...rest } = {}) {
    return h("button", { type: "button", class: `dk-button ${main ? "dk-main" : ""}`, "data-key": place, disabled: disabled || busy.has(place), onclick, ...rest }, text);
  }

  function problem(place) {
    return h("p", { class: "console-problem", role: "alert", "data-key": `problem-${place}` }, problems.get(place) ?? "");
  }

  /** A button that asks once more, in the page, before it does what cannot be undone. */
  function confirm(place, { text, question, yes, go, disabled = false }) {
    if (asking !== place) return [button(place, text, () => { asking = place; redraw(); find(`no-${place}`)?.focus(); }, { disabled }), problem(place)];
    return [
      h("div", { class: "console-ask", role: "group", "aria-label": question, "data-key": `ask-${place}` },
        h("p", {}, question),
        h("div", { class: "dk-buttons" },
          button(`yes-${place}`, yes, async () => { asking = null; await go(); find(place)?.focus(); }),
          button(`no-${place}`, "Cancel (Esc)", cancel))),
      problem(place),
    ];
  }

  function cancel() {
    const place = asking;
    if (place === null) return;
    asking = null;
    redraw();
    find(place)?.focus();
  }

  async function copy(name, text) {
    try {
      await navigator.clipboard.writeText(text);
      set({ copied: name });
    } catch {
      // Without https a browser may keep the clipboard to itself: then the text is there to be selected.
      set({ copied: `no-${name}` });
    }
  }

  /** Choose the poll to be asked next, and go to its card. */
  function choose(id) {
    awaited = id;
    // What was asked once more, and what went wrong, was about another poll.
    asking = null;
    problems.clear();
    set({ chosen: id, round: null, tab: "now" });
  }

  /** Edit the poll `id`, of which `data` is what was kept; null ends it. */
  function edit(id, data) {
    set({ edited: data && { id, draft: draftOf(data) } });
    find(data ? "rewrite-text" : "edit")?.focus();
  }

  /** After each redraw: a poll that was made just now comes with the next state, so its card may be late. */
  function arrive() {
    const title = awaited !== null && desk.ui.chosen === awaited && desk.state?.polls.some(({ id }) => id === awaited) ? find("chosen-title") : null;
    if (!title) return;
    awaited = null;
    title.focus({ preventScroll: true });
    find("chosen").scrollIntoView({ block: "nearest" });
  }

  function set(changed) {
    Object.assign(desk.ui, changed);
    redraw();
  }

  return desk;
}

/** The key of the screen, "" if the server does not give one. */
export function screenKey(state) {
  return new URLSearchParams(state.links?.screen?.split("#")[1] ?? "").get("key") ?? "";
}

/** The private address of the screen on another computer, "" if the server does not give one. */
export function screenLink(state) {
  return state.links?.screen ? new URL(state.links.screen, root).href : "";
}
