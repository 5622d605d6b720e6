// A question that the instructor writes during the lesson. What does not fit yet is said in one sentence while it is typed.
import { kindInWords } from "./console_words.mjs";
import { h } from "../../widgets/dom.mjs";

const KINDS = ["choice", "several", "likert", "slider", "probability", "ranking", "points", "text"];
const WITH_OPTIONS = ["choice", "several", "ranking", "points"];
const MOST = 12;

/** A question that is not written yet. */
export function blank() {
  return { kind: "choice", text: "", options: ["", ""], right: null, low: "0", high: "10", unit: "", total: "100", first: "best" };
}

/** A question that was kept, to be edited: what `question` makes of it is the same again. Pure. */
export function draftOf(data) {
  const options = (data.options ?? []).map(({ text }) => text);
  const right = (data.options ?? []).findIndex((option) => option.right);
  const typed = Object.fromEntries(["low", "high", "unit", "total", "first"].filter((key) => key in data).map((key) => [key, String(data[key])]));
  return { ...blank(), kind: data.kind, text: data.text, options: options.length < 2 ? ["", ""] : options, right: right < 0 ? null : right, ...typed };
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
  if (draft.kind === "points" && !(/^\d{1,4}$/.test(draft.total.trim()) && Number(draft.total) >= 1 && Number(draft.total) <= 1000)) return "The points to share out are a whole number from 1 to 1000.";
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
  if (kind === "points") made.total = Number(draft.total);
  if (kind === "ranking") made.first = draft.first.trim() || "best";
  return made;
}

/** The form of a new question. */
export function writing(desk) {
  desk.ui.wrote ??= blank();
  const keep = async (made) => {
    const kept = await desk.act("write", "POST", "polls", made);
    if (kept) { desk.ui.wrote = blank(); desk.choose(kept.id); }
  };
  return form(desk, "write", desk.ui.wrote, "Ask this next", keep);
}

/** The form of the question that is being edited. */
export function editing(desk) {
  const { id, draft } = desk.ui.edited;
  const keep = async (made) => { if (await desk.act("rewrite", "PUT", `polls/${encodeURIComponent(id)}`, made)) desk.edit(id, null); };
  return form(desk, "rewrite", draft, "Keep the change", keep, desk.button("rewrite-not", "Leave it as it was", () => desk.edit(id, null)));
}

function form(desk, place, draft, text, keep, ...more) {
  const change = (changed) => { Object.assign(draft, changed); desk.draw(); };
  const wrong = fault(draft);
  const go = () => keep(question(draft));
  const field = (name, label, kind = "decimal") => h("label", {}, label,
    h("input", { type: "text", inputmode: kind, value: draft[name], maxlength: "20", "data-key": `${place}-${name}`, oninput: (event) => change({ [name]: event.target.value }) }));
  return h("form", { class: "console-form", onsubmit: (event) => { event.preventDefault(); if (!wrong) go(); } },
    h("label", {}, "Kind of answer",
      h("select", { "data-key": `${place}-kind`, onchange: (event) => change({ kind: event.target.value }) },
        KINDS.map((kind) => h("option", { value: kind, selected: kind === draft.kind }, kindInWords({ kind }))))),
    h("label", {}, "Question",
      h("textarea", { rows: "3", maxlength: "400", "data-key": `${place}-text`, oninput: (event) => change({ text: event.target.value }) }, draft.text)),
    WITH_OPTIONS.includes(draft.kind) && options(place, draft, change),
    draft.kind === "slider" && h("div", { class: "console-three" }, field("low", "From"), field("high", "To"), field("unit", "Unit", "text")),
    draft.kind === "points" && field("total", "Points that each person shares out, all of them", "numeric"),
    draft.kind === "ranking" && field("first", "What comes first: the …", "text"),
    h("p", { class: "dk-small", role: "status", "data-key": `${place}-fault` }, wrong || "This can be asked."),
    h("div", { class: "dk-buttons" }, desk.button(place, text, go, { disabled: Boolean(wrong), main: place === "rewrite" }), more),
    desk.problem(place));
}

function options(place, draft, change) {
  const facts = draft.kind === "choice";
  const put = (i, text) => change({ options: draft.options.map((old, at) => (at === i ? text : old)) });
  const drop = (i) => change({ options: draft.options.filter((_, at) => at !== i), right: draft.right === i ? null : draft.right > i ? draft.right - 1 : draft.right });
  return h("fieldset", {},
    h("legend", {}, "Answers to choose from"),
    facts && h("p", { class: "dk-small" }, "Mark the right one only for a question of fact: it is shown with the result."),
    h("ul", { class: "console-options" }, draft.options.map((text, i) => h("li", {},
      h("input", { type: "text", value: text, maxlength: "120", "aria-label": `Answer ${i + 1}`, "data-key": `${place}-option-${i}`, oninput: (event) => put(i, event.target.value) }),
      facts && h("label", { class: "console-tick" }, h("input", { type: "checkbox", checked: draft.right === i, "data-key": `${place}-right-${i}`, onchange: (event) => change({ right: event.target.checked ? i : null }) }), "right"),
      draft.options.length > 2 && h("button", { type: "button", class: "dk-button console-small", "data-key": `${place}-drop-${i}`, "aria-label": `Take answer ${i + 1} away`, onclick: () => drop(i) }, "×")))),
    draft.options.length < MOST && h("button", { type: "button", class: "dk-button console-small", "data-key": `${place}-more`, onclick: () => change({ options: [...draft.options, ""] }) }, "One answer more"));
}
