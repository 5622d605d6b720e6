// A vote being made, before it is sent: pure functions, tested without a browser. Here what all kinds share; `order.mjs` and `shares.mjs` know rankings and points.
import { listed } from "../widgets/words.mjs";
import { pointsLeft, shares } from "./shares.mjs";

const ON_A_SLIDER = ["slider", "probability", "truth", "relevance"];

/** Whether a question of this kind is answered on a slider. */
export function onSlider(view) {
  return ON_A_SLIDER.includes(view.kind);
}

/** What is still missing before the vote can be sent, in words; "" when nothing is. */
export function missing(view, draft) {
  const noConfidence = asksConfidence(view, draft.value) && (draft.confidence === null || draft.confidence === undefined);
  const gap = noValue(view, draft.value);
  if (gap && noConfidence) return `${gap.slice(0, -1)} and say how sure you are.`;
  return gap || (noConfidence ? "Say how sure you are." : "");
}

function noValue(view, value) {
  const none = value === null || value === undefined;
  if (onSlider(view)) return none ? "Choose a place on the line." : "";
  if (view.kind === "several") {
    if (none && view.least === 0) return `Choose what fits, or “${NONE_OF_THESE}”.`;
    if (none) return view.least > 1 ? `Choose at least ${view.least}.` : "Choose an answer.";
    if (value.length < view.least) return `Choose ${view.least - value.length} more.`;
    return value.length > most(view) ? `Choose at most ${most(view)}.` : "";
  }
  if (view.kind === "ranking") return none || !value.length ? `Pick at least one, ${first(view)}.` : "";
  if (view.kind === "points") {
    const left = pointsLeft(view, value);
    if (left === view.total) return `Give out all ${left} points.`;
    return left ? `Give out what is left: ${left} ${left === 1 ? "point" : "points"}.` : "";
  }
  if (view.kind === "text") {
    const over = -lettersLeft(view, value);
    if (!oneParagraph(value)) return "Write your answer.";
    return over > 0 ? `Take out ${over} ${over === 1 ? "character" : "characters"}.` : "";
  }
  return none ? "Choose an answer." : "";
}

/** Which option comes first in a ranking, in words. */
export function first(view) {
  return `the ${view.first ?? "best"} first`;
}

/** The vote as it is sent, `{value, confidence}`, from a draft in which nothing is missing. */
export function cast(view, draft) {
  const value = { points: () => shares(view, draft.value), text: () => oneParagraph(draft.value) }[view.kind]?.() ?? draft.value;
  return { value, confidence: asksConfidence(view, value) ? draft.confidence : null };
}

/** What a question of several choices offers to those for whom nothing applies. */
export const NONE_OF_THESE = "None of these";

/** The most answers that may be chosen. */
export function most(view) {
  return view.most ?? view.options.length;
}

/** The choices in `value` with `id` added or taken out, in the order of the options. */
export function toggled(view, value, id) {
  const chosen = new Set(value ?? []);
  if (!chosen.delete(id)) chosen.add(id);
  return chosen.size ? view.options.map((option) => option.id).filter((each) => chosen.has(each)) : null;
}

/** How many may be chosen, in words; "" when any number may. */
export function limits(view) {
  const [low, high] = [view.least, most(view)];
  if (low === high) return `Choose ${low}.`;
  if (high < view.options.length) return low > 0 ? `Choose ${low} to ${high}.` : `Choose at most ${high}.`;
  return low > 1 ? `Choose at least ${low}.` : "Choose all that fit.";
}

/** A text as one paragraph: line ends and runs of blanks become one blank. */
export function oneParagraph(text) {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

/** How many characters may still be written; below 0 when there are too many. Counted as Python counts them. */
export function lettersLeft(view, text) {
  return view.longest - [...oneParagraph(text)].length;
}

/** The steps on which one says how sure one is, in percent and in words. */
export const SURE = [[0, "A guess"], [25, "A little"], [50, "Half sure"], [75, "Quite sure"], [100, "Certain"]];

/** Whether it is asked how sure one is of `value`: not of being undecided. */
export function asksConfidence(view, value) {
  return view.confidence && !(view.options ?? []).some((option) => option.id === value && option.asks_confidence === false);
}

/** How sure, in words; between two steps in percent. */
export function sureness(percent) {
  if (percent === null || percent === undefined) return "not asked";
  return SURE.find(([step]) => step === percent)?.[1] ?? `${percent} %`;
}

/** A probability in whole percent as words of odds, with small whole numbers. */
export function odds(percent) {
  if (percent === 0) return "certain not to happen";
  if (percent === 100) return "certain to happen";
  if (percent < 10) return `about 1 in ${Math.round(100 / percent)}`;
  if (percent > 90) {
    const of = Math.round(100 / (100 - percent));
    return `about ${of - 1} in ${of}`;
  }
  const miss = (of) => Math.abs(Math.round((percent * of) / 100) / of - percent / 100);
  const of = [2, 3, 4, 5, 10].reduce((best, next) => (miss(next) < miss(best) - 1e-9 ? next : best));
  return of === 2 ? "about as likely as not" : `about ${Math.round((percent * of) / 100)} in ${of}`;
}

/** Where a value stands on its scale, from 0 (left) to 1 (right). */
export function position(view, value) {
  const { low, high } = range(view);
  return (value - low) / (high - low);
}

/** The ends and step of a scale. */
export function range(view) {
  if (view.kind === "likert") return { low: 1, high: view.labels.length, step: 1 };
  if (view.kind === "slider") return { low: view.low, high: view.high, step: view.step };
  return { low: 0, high: 100, step: 1 };
}

// The upper end of each stretch of the scale.
const DEGREES = {
  truth: [[0, "certainly false"], [29, "probably false"], [49, "more likely false than true"], [50, "as likely true as false"], [70, "more likely true than false"], [99, "probably true"], [100, "certainly true"]],
  relevance: [[0, "bears on it not at all"], [24, "hardly bears on it"], [49, "bears on it a little"], [74, "bears on it a good deal"], [99, "bears on it strongly"], [100, "bears on it fully"]],
};
const ENDS = { probability: ["0 %, impossible", "100 %, certain"], truth: ["0 %, certainly false", "100 %, certainly true"], relevance: ["0 %, not at all", "100 %, fully"] };

/** What stands at the two ends of a slider. */
export function ends(view) {
  const [low, high] = ENDS[view.kind] ?? [`${view.low}`, `${view.high}`];
  return [view.low_label || low, view.high_label || high];
}

/** A value on a slider in words. */
export function spoken(view, value) {
  if (view.kind === "probability") return `${value} %, ${odds(value)}`;
  if (view.kind in DEGREES) return `${value} %, ${DEGREES[view.kind].find(([upTo]) => value <= upTo)[1]}`;
  return view.unit ? `${value} ${view.unit}` : `${value}`;
}

/** A vote's value in the words of its question. */
export function words(view, value) {
  const text = (id) => view.options.find((option) => option.id === id)?.text ?? "an answer that is no longer offered";
  if (onSlider(view)) return spoken(view, value);
  if (view.kind === "likert") return view.labels[value - 1];
  if (view.kind === "several") return value.length ? listed(value.map(text)) : NONE_OF_THESE;
  if (view.kind === "ranking") return value.map((id, i) => `${i + 1}. ${text(id)}`).join("; ");
  if (view.kind === "points") return view.options.filter(({ id }) => value[id]).map(({ id }) => `${value[id]} for ${text(id)}`).join("; ");
  return view.kind === "text" ? `“${value}”` : text(value);
}

export { host } from "../widgets/address.mjs";

/** A text with a capital first letter. */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A remark as a sentence: with a capital, and a full stop at its end. */
export function sentence(text) {
  const whole = capital(text);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
