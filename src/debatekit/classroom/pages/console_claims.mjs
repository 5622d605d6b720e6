// A vote on a claim of a map, or on a step from reasons to a claim: what the class thinks goes into the map's what-if.
import { h } from "../../widgets/dom.mjs";

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
        state.maps.map((map) => h("option", { value: map.id, selected: map.id === ui.map }, map.title)))),
    desk.problem("map"),
    ui.map && ui.mapData && [
      h("label", {}, "Words to look for",
        h("input", { type: "search", value: ui.filter, "data-key": "map-filter", oninput: (event) => desk.set({ filter: event.target.value }) })),
      group(desk, "How true is this claim?", ui.mapData.claims ?? [], "truth"),
      group(desk, "How far does this reason bear on the claim?", ui.mapData.reasons ?? [], "relevance"),
    ],
    desk.problem("claim"));
}

function group(desk, title, all, kind) {
  const { ui } = desk;
  const found = all.filter((each) => each.text.toLowerCase().includes(ui.filter.trim().toLowerCase()));
  const put = async (target) => {
    const made = await desk.act("claim", "POST", "claims", { argument: ui.map, target, kind });
    if (made) desk.choose(made.id);
  };
  return [
    h("h3", {}, title),
    found.length === 0 ? h("p", { class: "dk-small" }, "None with these words.")
      : h("ul", { class: "console-list console-scroll", tabindex: "0", "aria-label": title }, found.map((each) => h("li", { "data-key": each.id }, h("button", { type: "button", class: "console-poll", "data-key": `claim-${each.id}`, onclick: () => put(each.id) }, each.text)))),
  ];
}
