// A question that the instructor writes during the lesson. What does not fit yet is said in one sentence while it is typed.
import { kindInWords } from "./console_words.mjs";
import { h } from "../../widgets/dom.mjs";

const KINDS = ["choice", "several", "likert", "slider", "probability", "ranking", "points", "text"];
const WITH_OPTIONS = ["choice", "several", "ranking", "points"];
const MOST = 12;

/** A question that is not written yet. */
export function blank() {
  return { kind: "choice", text: "", options: ["", ""], right: null, low: "0", high: "10", unit: "" };
}

/** What is still missing or wrong, in one sentence; "" if the question can be kept. Pure. */
export function fault(draft) {
  const text = draft.text.trim();
  if (!text) return "Type the question.";
  if (text.length > 300) return `The question is ${text.length} characters long; a phone takes 300.`;
  if (WITH_OPTIONS.includes(draft.kind)) {
    const options = draft.options.map((option) => option.trim()).filter(Boolean);
    if (options.length < 2) return "Give at least two answers to choose from.";
    if (options.some((option) => option.length > 120)) return "An answer is longer than 120 characters. Make it shorter.";
    const twice = options.find((option, i) => options.indexOf(option) < i);
    if (twice) return `“${twice}” stands there twice.`;
  }
  if (draft.kind === "slider") {
    const [low, high] = [Number(draft.low), Number(draft.high)];
    if (draft.low.trim() === "" || draft.high.trim() === "" || !Number.isFinite(low) || !Number.isFinite(high)) return "Both ends of the scale should be numbers.";
    if (low >= high) return "The lower end should be below the upper end.";
  }
  return "";
}

/** The question as the server takes it. Pure. */
export function question(draft) {
  const { kind } = draft;
  const made = { kind, text: draft.text.trim() };
  if (WITH_OPTIONS.includes(kind)) {
    made.options = draft.options.map((text, i) => ({ text: text.trim(), ...(kind === "choice" && draft.right === i && { right: true }) })).filter((option) => option.text);
  }
  if (kind === "slider") Object.assign(made, { low: Number(draft.low), high: Number(draft.high), unit: draft.unit.trim() });
  return made;
}

/** The form. */
export function writing(desk) {
  desk.ui.wrote ??= blank();
  const draft = desk.ui.wrote;
  const change = (changed) => { Object.assign(draft, changed); desk.draw(); };
  const wrong = fault(draft);
  const keep = async () => {
    const made = await desk.act("write", "POST", "polls", question(draft));
    if (made) { desk.ui.wrote = blank(); desk.choose(made.id); }
  };
  return h("form", { class: "console-form", onsubmit: (event) => { event.preventDefault(); if (!wrong) keep(); } },
    h("label", {}, "Kind of answer",
      h("select", { "data-key": "write-kind", onchange: (event) => change({ kind: event.target.value }) },
        KINDS.map((kind) => h("option", { value: kind, selected: kind === draft.kind }, kindInWords(kind))))),
    h("label", {}, "Question",
      h("textarea", { rows: "3", maxlength: "400", "data-key": "write-text", oninput: (event) => change({ text: event.target.value }) }, draft.text)),
    WITH_OPTIONS.includes(draft.kind) && options(draft, change),
    draft.kind === "slider" && h("div", { class: "console-three" },
      [["low", "From"], ["high", "To"], ["unit", "Unit"]].map(([field, label]) => h("label", {}, label,
        h("input", { type: "text", inputmode: field === "unit" ? "text" : "decimal", value: draft[field], maxlength: "20", "data-key": `write-${field}`, oninput: (event) => change({ [field]: event.target.value }) })))),
    h("p", { class: "dk-small", role: "status", "data-key": "write-fault" }, wrong || "This can be asked."),
    h("div", { class: "dk-buttons" }, desk.button("write", "Ask this next", keep, { disabled: Boolean(wrong) })),
    desk.problem("write"));
}

function options(draft, change) {
  const facts = draft.kind === "choice";
  const put = (i, text) => change({ options: draft.options.map((old, at) => (at === i ? text : old)) });
  const drop = (i) => change({ options: draft.options.filter((_, at) => at !== i), right: draft.right === i ? null : draft.right > i ? draft.right - 1 : draft.right });
  return h("fieldset", {},
    h("legend", {}, "Answers to choose from"),
    facts && h("p", { class: "dk-small" }, "Mark the right one only for a question of fact: it is shown with the result."),
    h("ul", { class: "console-options" }, draft.options.map((text, i) => h("li", {},
      h("input", { type: "text", value: text, maxlength: "120", "aria-label": `Answer ${i + 1}`, "data-key": `write-option-${i}`, oninput: (event) => put(i, event.target.value) }),
      facts && h("label", { class: "console-tick" }, h("input", { type: "checkbox", checked: draft.right === i, "data-key": `write-right-${i}`, onchange: (event) => change({ right: event.target.checked ? i : null }) }), "right"),
      draft.options.length > 2 && h("button", { type: "button", class: "dk-button console-small", "data-key": `write-drop-${i}`, "aria-label": `Take answer ${i + 1} away`, onclick: () => drop(i) }, "×")))),
    draft.options.length < MOST && h("button", { type: "button", class: "dk-button console-small", "data-key": "write-more", onclick: () => change({ options: [...draft.options, ""] }) }, "One answer more"));
}
