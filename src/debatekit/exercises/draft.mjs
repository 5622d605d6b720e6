// An answer being made: pure functions, tested without a browser.
import { listed } from "../widgets/words.mjs";
import { apply, changes, EMPTY, used } from "./map.mjs";

const ONE = new Set(["choose", "number"]); // the kinds that ask one thing; in the others each item is judged
const WHOLE = new Set([...ONE, "order"]); // the kinds whose answer is sent as a whole
const WITHIN = { rate: "within what we can defend" }; // what there is instead of right

/** What is chosen now: the answer that the kernel has kept, and over it the choices that it has not answered yet. */
export function overlay(view, pending) {
  if (WHOLE.has(view.kind)) return pending.size ? [...pending.values()].at(-1).choice : view.answer;
  if (view.kind === "build") return [...pending].reduce((answer, [item, { choice }]) => apply(answer, item, choice), view.answer ?? EMPTY);
  const chosen = { ...(view.answer ?? {}) };
  for (const [item, { choice }] of pending) chosen[item] = choice;
  return chosen;
}

/** How many choices are made, of how many. */
export function progress(view, answer) {
  if (WHOLE.has(view.kind)) return { done: isMade(answer) ? 1 : 0, total: 1 };
  if (view.kind === "build") return { done: used(answer ?? EMPTY).size, total: view.claims.length };
  return { done: view.items.filter((item) => isMade(answer?.[item.id])).length, total: view.items.length };
}

// 0 is a number like any other.
function isMade(choice) {
  return choice !== null && choice !== undefined && choice !== "";
}

/** The remark on a choice, or null once the choice has changed since it was checked. */
export function remark(view, answer, key) {
  if (!view.checked) return null;
  if (view.kind === "order") return sameBefore(view.checked.answer, answer, key) ? (view.checked.remarks[key] ?? null) : null;
  const now = ONE.has(view.kind) ? answer : answer?.[key];
  const then = ONE.has(view.kind) ? view.checked.answer : view.checked.answer?.[key];
  return now === then ? (view.checked.remarks[key] ?? null) : null;
}

// An item stands to each other as it did when the same stand before it.
function sameBefore(then, now, id) {
  const before = (order) => order?.slice(0, order.indexOf(id)).sort().join("\n");
  return before(then) === before(now);
}

/** The outcome of the last check in words. */
export function outcome(view) {
  if (!view.checked) return "";
  if (view.kind === "build") return agreed(view);
  if (view.revealed && view.kind === "rate") return "These are ratings that we can defend. Change one if you want to try again.";
  if (view.revealed && view.kind === "order") return "This is the order. Change it if you want to try again.";
  if (view.revealed) return view.kind === "number" ? "This is the answer." : "These are the answers. Change one if you want to try again.";
  const { right, total } = view.checked;
  if (ONE.has(view.kind)) return right ? "Right." : `Not this ${view.kind === "number" ? "number" : "one"}. Read the remark and try again.`;
  const first = view.first_try !== undefined && view.first_try !== right ? ` At your first try it was ${view.first_try}.` : "";
  const what = WITHIN[view.kind] ?? "right";
  if (right === total) return `All ${total} are ${what}.${first}`;
  const left = total - Object.keys(view.checked.remarks).length;
  const open = left > 0 ? ` ${left === 1 ? "One has" : `${left} have`} no answer yet.` : "";
  if (view.kind === "order") {
    const move = Object.values(view.checked.remarks).filter((each) => !each.right && !each.waits).length;
    return `${right} of ${total} are in order with all the others.${first} Moving ${move === 1 ? "one item" : `${move} items`} is enough. Read the remarks and try again.`;
  }
  const then = view.kind === "rate" ? "Read the remarks. You may have a reason that we missed: tell it to somebody, or change your rating." : "Read the remarks and try again.";
  return `${right} of ${total} are ${what}.${first}${open} ${then}`;
}

function agreed(view) {
  if (view.revealed) return "This is one map that counts as right. Change it if you want to try again.";
  const { right } = view.checked;
  const first = view.first_try !== undefined && view.first_try !== right ? ` At your first try it was ${view.first_try} of 100 parts.` : "";
  if (right === 100) return `Your map agrees in full with one that counts as right.${first}`;
  return `Your map and the nearest one that counts as right agree in ${right} of 100 parts.${first} Read the remarks and try again.`;
}

/** Whether a map has changed since it was checked. */
export function isStale(view, answer) {
  return view.checked !== null && changes(view.checked.answer, answer).length > 0;
}

/** The outcome as it stands beside what is chosen now: a number that has changed since the check has none, and a map has to be checked again. */
export function spoken(view, answer) {
  if (view.kind === "number" && !remark(view, answer, "number")) return "";
  if (view.kind !== "build" || !isStale(view, answer)) return outcome(view);
  return used(answer).size ? "You have changed the map since. Check again." : "";
}

/** How far one is, in words: `done` is what one did, such as “sorted”. Of the claims of a map some may have to be left over. */
export function tally(view, answer, word) {
  const { done, total } = progress(view, answer);
  return view.kind === "build" ? `${done} placed, ${total - done} left over` : `${done} of ${total} ${word}`;
}

/** The letter of the option that stands at `index`, from 0. */
export function letter(index) {
  return String.fromCharCode(65 + index);
}

/** `text` in at most `most` characters, cut between words where that is possible. */
export function shorten(text, most) {
  const characters = [...text];
  if (characters.length <= most) return text;
  const start = characters.slice(0, most - 1).join("");
  const end = start.lastIndexOf(" ");
  return `${(end > most / 2 ? start.slice(0, end) : start).trimEnd()}…`;
}

/** For each option the numbers of the items that it is chosen for; the first item is 1. */
export function uses(view, answer) {
  const used = Object.fromEntries(view.options.map((option) => [option.id, []]));
  view.items.forEach((item, i) => used[answer?.[item.id]]?.push(i + 1));
  return used;
}

/** For each option that is chosen more than once a sentence that says so. */
export function doubled(view, answer) {
  const used = uses(view, answer);
  const sentence = (option, i) => `${letter(i)} is chosen for ${listed(used[option.id])}. It can be right for one of them at most.`;
  return Object.fromEntries(view.options.map((option, i) => [option.id, sentence(option, i)]).filter(([id]) => used[id].length > 1));
}

/** What the number box stands for: what was typed until the kernel has taken it, and then the number that it made of it. */
export function inBox(view, typed) {
  return typed && typed.text !== view.taken ? typed.text.trim() : view.answer;
}
