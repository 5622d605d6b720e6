// Building a map: a tray of claims, and the map as an outline that grows. One takes a claim and then chooses its place, or drags it there.
import { h } from "../widgets/dom.mjs";
import { shorten } from "./draft.mjs";
import { allowed, changes, EMPTY, outline, place, takeOut, turned, used } from "./map.mjs";
import { LEADS, shownMap, SIGNS } from "./shown_map.mjs";

const OFFERS = { thesis: "Make it the thesis", supports: "supports this", attacks: "attacks this", undercuts: "undercuts this step", together: "together with this" };
const PLACES = { "first spot": ".dk-b-spot", "first spot outside": ".dk-b-tray .dk-b-spot", "first claim": ".dk-b-text, .dk-b-take" };
const SHORT = 60; // characters of a claim inside a sentence
const OURS = "application/x-debatekit-claim"; // a text would be typed into the cell on which it is dropped by mistake

/**
 * The part of the card in which a map is built. `change(changes)` sends changes to the kernel and redraws; `redraw()` redraws alone. `draw(view, answer)` returns
 * the elements, `another(other)` those of a map that was not built here, `focus(el)` then moves the keyboard to where it is wanted, and `news()` is what has
 * just been done, in words.
 */
export function makeBuild(change, redraw) {
  let view;
  let answer = EMPTY;
  let pick = null; // what is in the hand
  let open = null; // the key of the claim whose buttons are shown
  let wide = false; // whether the claims that are not in the map offer places, too
  let wanted = null; // the data-key that gets the keyboard with the next drawing
  let said = "";
  const undoable = [];

  const text = (claim) => view.claims.find(({ id }) => id === claim)?.text ?? claim;
  const quote = (claim) => `“${shorten(text(claim), SHORT)}”`;

  function draw(newView, newAnswer) {
    [view, answer] = [newView, newAnswer ?? EMPTY];
    const { thesis, loose } = outline(answer);
    return h("div", { class: `dk-b${pick ? " dk-b-placing" : ""}`, onkeydown: onKey },
      h("div", { class: "dk-b-map", role: "group", "aria-label": "Your map" },
        h("div", { class: "dk-b-head" },
          h("p", { class: "dk-b-title" }, "Your map"),
          h("div", { class: "dk-b-acts" },
            h("button", { class: "dk-button", type: "button", "data-key": "undo", disabled: !undoable.length, onclick: undo }, "Undo"),
            h("button", { class: "dk-button", type: "button", "data-key": "over", disabled: !used(answer).size && !answer.unstated.length, onclick: startOver }, "Start over"))),
        // What comes and goes keeps its place on the page: else a redraw would replace what has the keyboard, or is being dragged.
        h("div", { class: "dk-b-hand" }, pick && !pick.dragged && [
          h("p", {}, h("strong", {}, "Where does it belong? "), text(pick.claim)),
          canJoin() && h("button", { class: "dk-button", type: "button", "data-key": "wide", "aria-expanded": String(wide), onclick: widen }, "Join it to a claim outside the map"),
          h("button", { class: "dk-button", type: "button", "data-key": "cancel", onclick: cancel }, "Cancel"),
        ]),
        h("div", { class: "dk-b-top" },
          thesis ? claimCard(thesis) : h("div", { class: "dk-b-slot", ...drop({ as: "thesis" }) }, pick ? spots([{ as: "thesis" }]) : "The thesis goes here. Click a claim and then its place, or drag it.")),
        loose.length > 0 && h("div", { class: "dk-b-loose" }, h("p", { class: "dk-b-title" }, "Leads nowhere yet"), loose.map((node) => claimCard(node)))),
      tray());
  }

  /** The map `other` below one's own, to read only; `at` of `total` tells which of the others it is. */
  function another({ answer: other, at, total }) {
    const { map, fewer } = shownMap(other, answer, text);
    return h("div", { class: "dk-b-map dk-b-other", role: "group", "aria-label": "Another map that counts" },
      h("p", { class: "dk-b-title" }, `Another map that counts (${at} of ${total})`),
      h("p", {}, "It counts just as well as yours.", fewer > 0 && ` ${fewer === 1 ? "One step" : `${fewer} steps`} of your map ${fewer === 1 ? "is" : "are"} not in it.`),
      map);
  }

  function tray() {
    const left = leftOver();
    return h("div", { class: "dk-b-tray", role: "group", "aria-label": "Claims to choose from" },
      h("p", { class: "dk-b-title" }, left.length ? `Claims to choose from (${left.length})` : "No claim is left over."),
      h("ul", {}, left.map(({ id }) => h("li", { "data-key": `row/${id}`, ...drag({ claim: id, from: null }), ...drop({ as: "supports", to: id }) },
        h("span", { class: "dk-b-grip", "aria-hidden": "true" }, "⠿"),
        h("div", {},
          h("button", { class: "dk-b-take", type: "button", "data-key": `tray/${id}`, "aria-pressed": String(pick?.claim === id), onclick: () => take({ claim: id, from: null }, `tray/${id}`) }, text(id)),
          spots(wide ? offers(id) : []))))));
  }

  const leftOver = () => {
    const there = used(answer);
    return view.claims.filter(({ id }) => !there.has(id));
  };
  const canJoin = () => leftOver().some(({ id }) => allowed(answer, pick, { as: "supports", to: id }));

  /** A claim with its places below it; `step` is the step that it makes alone, if it does. */
  function claimCard(node, step = null) {
    const { claim, key, steps, again } = node;
    const isOpen = open === key && !pick;
    const unstated = answer.unstated.includes(claim);
    const tags = [key === "thesis" && "thesis", unstated && "not stated", again && "stands above as well"].filter(Boolean);
    return h("div", { class: `dk-b-node${key === "thesis" ? " dk-b-root" : ""}`, "data-key": `box/${key}` },
      h("div", { class: `dk-b-claim${unstated ? " dk-b-unstated" : ""}${pick?.key === key ? " dk-b-held" : ""}`, ...drag(node), ...drop({ as: "supports", to: claim }) },
        h("span", { class: "dk-b-tag" }, tags.join(" · ")),
        h("button", { class: "dk-b-text", type: "button", "data-key": `node/${key}`, "aria-expanded": String(isOpen), onclick: () => press(node) }, text(claim)),
        h("div", { class: "dk-b-tools" }, isOpen && tools(node))),
      // Every place stands below what it means by “this”.
      spots([...(again ? [] : offers(claim, key === "thesis")), ...(step ? joins(step) : [])]),
      steps.length > 0 && h("ul", { class: "dk-b-steps" }, steps.map(stepItem)));
  }

  function stepItem(step) {
    const together = step.premises.length > 1;
    return h("li", { class: `dk-b-step dk-b-${step.relation}`, "data-key": `step/${step.id}` },
      h("p", { class: "dk-b-rel" }, h("span", { class: "dk-b-sign", "aria-hidden": "true" }, SIGNS[step.relation]), `${LEADS[step.relation]}${together ? " these, held together" : ""}`),
      h("div", { class: together ? "dk-b-together" : "" }, step.premises.map((node) => claimCard(node, together ? null : step))),
      spots(together ? joins(step) : []),
      step.undercuts.length > 0 && h("ul", { class: "dk-b-steps" }, step.undercuts.map(stepItem)));
  }

  function tools(node) {
    const { claim, from, key } = node;
    const reason = answer.reasons.find(({ id }) => id === from);
    const marked = answer.unstated.includes(claim);
    const tool = (name, words, onclick, more = {}) => h("button", { class: "dk-button", type: "button", "data-key": `${name}/${key}`, onclick, ...more }, words);
    return [
      tool("move", "Move it", () => take(node, `node/${key}`)),
      tool("mark", "The author does not state this", () => commit({ ...answer, unstated: marked ? answer.unstated.filter((each) => each !== claim) : [...answer.unstated, claim] },
        marked ? `${quote(claim)} is no longer marked.` : `${quote(claim)} is marked as not stated.`), { "aria-pressed": String(marked) }),
      reason && reason.relation !== "undercuts" && tool("turn", reason.relation === "supports" ? "It attacks instead" : "It supports instead",
        () => commit(turned(answer, from), `The reason from ${quote(claim)} now ${reason.relation === "supports" ? "attacks" : "supports"}.`)),
      tool("again", "Use it a second time", () => take({ claim, from: null, key }, `node/${key}`)),
      tool("out", "Take it out", () => {
        const after = takeOut(answer, node);
        const loose = outline(after).loose.some((head) => head.claim === claim);
        commit(after, takenOut(node, used(after).has(claim), loose), loose ? `node/loose/${claim}` : used(after).has(claim) ? "undo" : `tray/${claim}`);
      }),
    ];
  }

  /** What happened to a claim that was taken out: what leads to it, or its other place, keeps it in the map. */
  function takenOut({ claim, from }, stays, loose) {
    if (!stays) return `${quote(claim)} is taken out of the map.`;
    const was = from === "thesis" ? "no longer the thesis" : "taken out of this place";
    return `${quote(claim)} is ${was}. ${loose ? "It stands under “Leads nowhere yet” with all that leads to it." : "It still has its other place."}`;
  }

  const offers = (claim, isThesis = false) => [{ as: "supports", to: claim }, { as: "attacks", to: claim }, ...(isThesis ? [{ as: "thesis" }] : [])];
  const joins = ({ id }) => [{ as: "together", to: id }, { as: "undercuts", to: id }];

  function spots(list) {
    const free = pick ? list.filter((spot) => allowed(answer, pick, spot)) : [];
    return h("div", { class: "dk-b-spots" }, free.map((spot) => {
      const [words, meant] = wordsOf(spot);
      return h("button", {
        class: `dk-b-spot dk-b-${spot.as}`, type: "button", "data-key": `spot/${spot.as}/${spot.to ?? ""}`, "aria-label": meant && `${words}: ${meant}`, onclick: () => put(spot), ...drop(spot),
      }, SIGNS[spot.as] && h("span", { class: "dk-b-sign", "aria-hidden": "true" }, SIGNS[spot.as]), words);
    }));
  }

  /** What a place offers, and what it means by “this”. */
  function wordsOf({ as, to }) {
    const step = answer.reasons.find(({ id }) => id === to);
    if (!step) return [OFFERS[as], to && quote(to)];
    const several = step.premises.length > 1;
    return [several && as === "together" ? "together with these" : OFFERS[as], `${several ? "these claims held together" : "this claim"}, ${quote(step.premises[0])}`];
  }

  function press(node) {
    if (!pick) open = open === node.key ? null : node.key;
    else if (allowed(answer, pick, { as: "supports", to: node.claim })) return put({ as: "supports", to: node.claim });
    redraw();
  }

  function take(node, origin) {
    if (pick?.claim === node.claim && pick.origin === origin) return cancel();
    pick = { claim: node.claim, from: node.from, key: node.key, origin };
    wide = false;
    wanted = "first spot";
    said = `${quote(node.claim)} is in your hand. Choose its place; the arrow keys go from one to the next, Escape puts it back.`;
    redraw();
  }

  function widen() {
    wide = !wide;
    wanted = wide ? "first spot outside" : "wide";
    said = wide ? "The claims outside the map offer places, too." : "Only the map offers places.";
    redraw();
  }

  function cancel() {
    wanted = pick?.origin;
    pick = null;
    said = "Nothing is moved.";
    redraw();
  }

  function put(spot) {
    const { claim, origin } = pick;
    const after = place(answer, pick, spot, `r${Math.random().toString(36).slice(2, 10)}`);
    const target = spot.as === "thesis" ? "" : (answer.reasons.find(({ id }) => id === spot.to)?.premises[0] ?? spot.to);
    const what = { thesis: "is the thesis", undercuts: `undercuts the step from ${quote(target)}`, together: `is held together with ${quote(target)}` };
    const next = view.claims.find(({ id }) => !used(after).has(id));
    const stands = ({ id, premises, relation, to }) => premises.includes(claim) && (spot.as === "together" ? id === spot.to : relation === spot.as && to === spot.to);
    const home = spot.as === "thesis" ? "node/thesis" : `node/${after.reasons.findLast(stands).id}/${claim}`;
    pick = null;
    open = null;
    commit(after, `${quote(claim)} ${what[spot.as] ?? `${spot.as} ${quote(target)}`}.`, origin.startsWith("tray/") ? (next ? `tray/${next.id}` : "check") : home);
  }

  function commit(after, words, focus) {
    const steps = changes(answer, after);
    if (steps.length) undoable.push(changes(after, answer));
    [said, wanted] = [words, focus ?? null];
    change(steps);
  }

  function undo() {
    const steps = undoable.pop() ?? [];
    [said, pick, open, wanted] = ["The last step is undone.", null, null, undoable.length ? "undo" : "first claim"];
    change(steps);
  }

  function startOver() {
    [pick, open] = [null, null];
    commit(EMPTY, "The map is empty. Undo brings it back.", "first claim");
  }

  function drag(node) {
    const pickUp = () => {
      pick = { claim: node.claim, from: node.from, key: node.key, origin: node.key ? `node/${node.key}` : `tray/${node.claim}`, dragged: true };
      wide = false;
      redraw();
    };
    return {
      draggable: true,
      ondragstart: (event) => {
        event.stopPropagation();
        event.dataTransfer.setData(OURS, node.claim);
        setTimeout(pickUp); // a page that changes while a drag begins ends it
      },
      ondragend: () => {
        if (pick?.dragged) cancel();
      },
    };
  }

  function drop(spot) {
    const fits = () => pick && allowed(answer, pick, spot);
    const mark = (event, on) => event.currentTarget.classList.toggle("dk-b-over", on);
    return {
      ondragover: (event) => {
        if (!fits()) return;
        event.preventDefault();
        event.stopPropagation();
        mark(event, true);
      },
      ondragleave: (event) => mark(event, false),
      ondrop: (event) => {
        event.preventDefault();
        event.stopPropagation();
        mark(event, false);
        if (fits()) put(spot);
      },
    };
  }

  function onKey(event) {
    if (!pick && event.key === "Escape" && open !== null) {
      [wanted, open] = [`node/${open}`, null];
      event.preventDefault();
      return redraw();
    }
    if (!pick) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") cancel();
    if (!step) return;
    const all = [...event.currentTarget.querySelectorAll(".dk-b-spot")];
    const here = all.indexOf(document.activeElement);
    event.preventDefault();
    all[(Math.max(here, step < 0 ? 0 : -1) + step + all.length) % all.length]?.focus();
  }

  function focus(el) {
    if (!wanted) return;
    el.querySelector(PLACES[wanted] ?? `[data-key="${CSS.escape(wanted)}"]`)?.focus();
    wanted = null;
  }

  /** A check or the answers came: what was done before is no longer news, and the answers cannot be undone step by step. */
  function forget(steps) {
    said = "";
    if (steps) undoable.length = 0;
  }

  return { draw, another, focus, forget, news: () => said };
}
