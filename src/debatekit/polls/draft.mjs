// A vote being made, before it is sent: pure functions, tested without a browser.

/** What is still missing before the vote can be sent, in words; "" when nothing is. */
export function missing(view, draft) {
  const noValue = draft.value === null || draft.value === undefined;
  const noConfidence = asksConfidence(view, draft.value) && (draft.confidence === null || draft.confidence === undefined);
  if (noValue && noConfidence) return "Choose an answer and say how sure you are.";
  if (noValue) return view.kind === "slider" || view.kind === "probability" ? "Move the slider to your answer." : "Choose an answer.";
  if (noConfidence) return "Say how sure you are.";
  return "";
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
  if (view.kind === "probability") return { low: 0, high: 100, step: 1 };
  if (view.kind === "likert") return { low: 1, high: view.labels.length, step: 1 };
  return { low: view.low, high: view.high, step: view.step };
}

/** A value of a slider or probability in words. */
export function spoken(view, value) {
  if (view.kind === "probability") return `${value} %, ${odds(value)}`;
  return view.unit ? `${value} ${view.unit}` : `${value}`;
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
