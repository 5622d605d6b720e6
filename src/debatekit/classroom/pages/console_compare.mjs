// Which two rounds are compared, if there is a choice.
import { current, pairKey, siblings, titleOf } from "./console_words.mjs";
import { h } from "../../widgets/dom.mjs";

/** What comparing two rounds shows besides them, in one sentence; "" if both are revealed. Pure. */
export function revealsAlso(state, pair) {
  const hidden = pair.filter((each) => each.state !== "revealed");
  return hidden.length > 0 ? `This also reveals ${hidden.map((each) => `“${titleOf(state, each)}”`).join(" and ")}.` : "";
}

/** Show on the screen who moved between two rounds of the poll that is now; those that nobody has seen yet are revealed first. What the class refuses is not asked again. */
export async function showMoved(desk, place, pair) {
  for (const each of pair) if (each.state !== "revealed" && !(await desk.act(place, "POST", `rounds/${each.id}/reveal`))) return;
  if (current(desk.state)?.poll === pair[0].poll) await desk.act(place, "PUT", "screen", { compare: pair.map(({ id }) => id) }, () => desk.ui.refused.add(pairKey(pair)));
}

/** The choice of two rounds of the poll that is now. Both must be revealed, so this says which are not yet. */
export function comparing(desk, round) {
  const { state, ui } = desk;
  const others = siblings(state, round);
  if (round.state === "open" || others.length === 0) return null;
  const all = [...others, state.rounds.find((each) => each.id === round.round)].filter(Boolean).sort((a, b) => a.nth - b.nth);
  const first = all.find((each) => each.id === ui.first) ?? all[0];
  const second = all.find((each) => each.id === ui.second && each.id !== first.id) ?? all.findLast((each) => each.id !== first.id);
  const isRefused = ui.refused.has(pairKey([first, second]));
  const also = isRefused ? "This pair was refused. Choose another, or compare none." : revealsAlso(state, [first, second]);
  const pick = (label, key, now, but) => h("label", {}, label,
    h("select", { "data-key": `${key}-${all.map((each) => each.id).join("-")}`, onchange: (event) => desk.set({ [key]: Number(event.target.value) }) },
      all.filter((each) => each.id !== but).map((each) => h("option", { value: String(each.id), selected: each.id === now.id }, titleOf(state, each)))));
  return desk.fold("compare", { kind: "console-fold", title: "Compare two votes" },
    h("div", { class: "console-form" },
      h("div", { class: "console-three" }, pick("From", "first", first, null), pick("To", "second", second, first.id)),
      also && h("p", { class: "dk-small" }, also),
      h("div", { class: "dk-buttons" }, desk.button("compare", "Show who moved", () => showMoved(desk, "compare", [first, second]), { disabled: isRefused })),
      desk.problem("compare")));
}
