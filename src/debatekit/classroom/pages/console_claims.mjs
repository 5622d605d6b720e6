// A vote on a claim of a map, or on a step from reasons to a claim: what the class thinks goes into the map's what-if.
import { h } from "../../widgets/dom.mjs";
import { toggles } from "../../widgets/toggles.mjs";

const ASKS = [["truth", "How true is a claim?"], ["relevance", "How far does a reason bear?"]];

/** The form to choose what is put to the vote. */
export function claims(desk) {
  const { state, ui } = desk;
  const load = async (id) => {
    desk.set({ map: id, mapData: null, filter: "" });
    if (!id) return;
    const data = await desk.act("map", "GET", `maps/${encodeURIComponent(id)}`);
    if (data && ui.map === id) desk.set({ mapData: data });
  };
  return h("div", { class: "console-form" },
    h("label", {}, "Map",
      h("select", { "data-key": "map", onchange: (event) => load(event.target.value) },
        h("option", { value: "" }, "Choose a map"),
        state.maps.map((map) => h("option", { value: map.id, selected: map.id === ui.map }, `${map.author}: ${map.title}`)))),
    desk.problem("map"),
    ui.map && ui.mapData && [
      toggles("console-toggles", "What to ask", ASKS, ui.asks, (asks) => desk.set({ asks })),
      h("label", {}, "Words or a number to look for",
        h("input", { type: "search", value: ui.filter, "data-key": "map-filter", oninput: (event) => desk.set({ filter: event.target.value }) })),
      choice(desk),
    ],
    desk.problem("claim"));
}

/** Those of `all` that have the words, or the number, in `filter`. Pure. */
export function found(all, filter) {
  const looked = filter.trim().toLowerCase();
  if (/^\d+$/.test(looked)) return all.filter(({ number, way }) => String(number ?? "") === looked || (way ?? "").split(" ").includes(looked));
  return all.filter(({ text }) => text.toLowerCase().includes(looked));
}

function choice(desk) {
  const { ui } = desk;
  const { parts, claims: all, reasons } = ui.mapData;
  const listed = ui.asks === "truth" ? all : reasons;
  if (ui.filter.trim()) {
    const some = found(listed, ui.filter);
    return some.length === 0 ? h("p", { class: "dk-small", role: "status" }, "None with these words.") : list(desk, some);
  }
  return h("div", {},
    list(desk, listed.filter(({ part }) => part === "")),
    h("p", { class: "dk-small console-part-note" }, "The numbers are those of the map’s outline. Open a reason of the thesis to see what stands under it."),
    parts.map(({ id, number, text, way }) => {
      const its = listed.filter(({ part }) => part === id);
      return its.length > 0 && desk.fold(`part-${ui.map}-${id}`, { kind: "console-fold console-part", title: h("span", {}, h("span", { class: "dk-small" }, `${way === "for" ? "For" : "Against"} the thesis · ${many(its.length, ui.asks)}`), h("span", {}, h("strong", {}, String(number)), ` ${text}`)) }, list(desk, its));
    }));
}

function many(count, asks) {
  const word = asks === "truth" ? "claim" : "step";
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

function list(desk, some) {
  const { ui } = desk;
  const put = async (target) => {
    const made = await desk.act("claim", "POST", "claims", { argument: ui.map, target, kind: ui.asks });
    if (made) desk.choose(made.id);
  };
  return some.length > 0 && h("ul", { class: "console-list", "aria-label": "To put to the vote" }, some.map(({ id, number, way, part, text }) => h("li", { "data-key": id },
    h("button", { type: "button", class: "console-poll", "data-key": `claim-${id}`, onclick: () => put(id) }, h("strong", { class: "dk-small" }, way ?? (part ? String(number) : `${number} · the thesis`)), h("span", {}, text)))));
}
