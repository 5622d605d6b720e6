// The inputs of a question, of whatever kind: the same in a notebook and on a phone.
import { h } from "../widgets/dom.mjs";
import { asksConfidence, ends, limits, most, NONE_OF_THESE, onSlider, range, spoken, SURE, toggled } from "./draft.mjs";
import { points } from "./ballot_points.mjs";
import { ranking } from "./ballot_ranking.mjs";
import { text } from "./ballot_text.mjs";

/**
 * What is to be filled in to answer `view`, as elements.
 *
 * `draft`, `{value, confidence}` and both null at first, is changed in place; then `change()` is called, which must draw anew before it
 * returns. `name` is unique on the page, and the question stands in the element `${name}-q`. `say(text)` speaks to a screen reader.
 */
export function ballot({ view, draft, name, change, say = () => {} }) {
  const set = (value) => {
    draft.value = value;
    change();
  };
  const kinds = { choice: radios, likert: radios, several: boxes, ranking, points, text };
  const draw = onSlider(view) ? scale : kinds[view.kind];
  if (!draw) return [h("p", { class: "dk-small" }, "This page does not know this kind of question. Load it again.")];
  return [draw({ view, draft, name, set, say, change }), asksConfidence(view, draft.value) && sure({ draft, name, change })];
}

function radios({ view, draft, name, change }) {
  const options = view.kind === "likert" ? view.labels.map((label, i) => ({ id: i + 1, text: label })) : view.options;
  return h("fieldset", { "aria-labelledby": `${name}-q` },
    h("div", { class: "dk-choices" }, options.map((option) => radio({ draft, name, change }, "value", option.id, option.text))));
}

function sure(at) {
  return h("fieldset", {}, h("legend", {}, "How sure are you?"),
    h("div", { class: "dk-row" }, SURE.map(([percent, label]) => radio(at, "confidence", percent, label))));
}

function radio({ draft, name, change }, field, value, label) {
  return h("label", { class: "dk-choice" },
    h("input", {
      type: "radio", name: `${name}-${field}`, "data-key": `${field}-${value}`, checked: draft[field] === value,
      onchange: () => { draft[field] = value; change(); },
    }),
    h("span", {}, label));
}

function boxes({ view, draft, name, set }) {
  const chosen = draft.value ?? [];
  const full = chosen.length >= most(view);
  const box = (key, label, checked, disabled, onchange) => h("label", { class: "dk-choice" }, h("input", { type: "checkbox", "data-key": key, checked, disabled, onchange }), h("span", {}, label));
  const none = draft.value !== null && draft.value !== undefined && !chosen.length;
  return h("fieldset", { "aria-labelledby": `${name}-q`, "aria-describedby": `${name}-limits` },
    h("p", { class: "dk-small", id: `${name}-limits` }, limits(view), full && most(view) < view.options.length && most(view) > 1 && " To choose another, take one out."),
    h("div", { class: "dk-choices" },
      view.options.map(({ id, text: label }) => box(`value-${id}`, label, chosen.includes(id), full && !chosen.includes(id), () => set(toggled(view, chosen, id)))),
      view.least === 0 && box("none", NONE_OF_THESE, none, false, () => set(none ? null : []))));
}

function scale({ view, draft, name, change }) {
  const { low, high, step } = range(view);
  const unset = draft.value === null;
  const said = unset ? "Nothing chosen yet" : spoken(view, draft.value);
  const [left, right] = ends(view);
  const settle = ({ target }) => { draft.value = Number(target.value); change(); };
  const input = h("input", {
    type: "range", min: `${low}`, max: `${high}`, step: `${step}`, "data-key": "range", "aria-labelledby": `${name}-q`,
    class: unset ? "dk-unset" : "", "aria-valuetext": said,
    // While dragging only the words change; the slider itself must not be redrawn under the finger.
    oninput: ({ target }) => {
      draft.value = Number(target.value);
      target.classList.remove("dk-unset");
      target.setAttribute("aria-valuetext", spoken(view, draft.value));
      target.parentElement.querySelector("output").textContent = spoken(view, draft.value);
    },
    onchange: () => change(),
    // A click on the middle, where an unset slider rests, changes nothing for the browser but is an answer. A finger's tap there is no click.
    onclick: settle,
    onpointerup: settle,
  });
  input.value = `${unset ? (low + high) / 2 : draft.value}`;
  return h("div", { class: "dk-scale" }, input,
    h("div", { class: "dk-ends" }, h("span", {}, left), h("output", { class: "dk-value" }, said), h("span", {}, right)));
}
