// A show of hands, for those whose phones do not reach the class.
import { looked } from "./console_words.mjs";
import { answersOf } from "../../polls/colours.mjs";
import { h } from "../../widgets/dom.mjs";

const COUNTED = ["choice", "likert"];

/** The form to type how many hands were up for each answer. */
export function hands(desk, round) {
  if (!COUNTED.includes(round.question.kind) || looked(round)) return null;
  const draft = (desk.ui.hands[round.round] ??= { ...round.hands });
  const typed = (id) => (draft[id] === undefined || draft[id] === 0 ? "" : String(draft[id]));
  const wrong = Object.values(draft).some((count) => !Number.isInteger(count) || count < 0 || count > 10_000);
  const keep = () => desk.act("hands", "PUT", `rounds/${round.round}/hands`, { counts: Object.fromEntries(Object.entries(draft).filter(([, count]) => count > 0)) });
  const counted = Object.values(round.hands ?? {}).reduce((sum, count) => sum + count, 0);
  return desk.fold("hands", { kind: "console-fold", title: counted > 0 ? `Show of hands: ${counted} counted` : "Show of hands" },
    h("form", { class: "console-form", onsubmit: (event) => { event.preventDefault(); if (!wrong) keep(); } },
      h("p", { class: "dk-small" }, "Count only people who did not vote with a phone. Hands are seen by everybody, so they are no secret vote."),
      answersOf(round.question).map(({ id, text }) => h("label", { class: "console-hand", "data-key": `hand-${id}` }, h("span", {}, text),
        h("input", { type: "number", min: "0", max: "10000", inputmode: "numeric", value: typed(id), "data-key": `hands-${id}`, oninput: (event) => { draft[id] = event.target.value === "" ? 0 : Number(event.target.value); desk.draw(); } }))),
      h("div", { class: "dk-buttons" }, desk.button("hands", "Count these hands", keep, { disabled: wrong })),
      wrong && h("p", { class: "dk-small" }, "Hands are whole numbers from 0 up."),
      desk.problem("hands")));
}
