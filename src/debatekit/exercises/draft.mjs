// An answer being made: pure functions, tested without a browser.

/** What is chosen now: the answer that the kernel has kept, and over it the choices that it has not answered yet. */
export function overlay(view, pending) {
  if (view.kind === "choose") return pending.size ? [...pending.values()].at(-1).choice : view.answer;
  const chosen = { ...(view.answer ?? {}) };
  for (const [item, { choice }] of pending) chosen[item] = choice;
  return chosen;
}

/** How many choices are made, of how many. */
export function progress(view, answer) {
  if (view.kind === "choose") return { done: answer ? 1 : 0, total: 1 };
  return { done: view.items.filter((item) => answer?.[item.id]).length, total: view.items.length };
}

/** The remark on a choice, or null once the choice has changed since it was checked. */
export function remark(view, answer, key) {
  if (!view.checked) return null;
  const now = view.kind === "choose" ? answer : answer?.[key];
  const then = view.kind === "choose" ? view.checked.answer : view.checked.answer?.[key];
  return now === then ? (view.checked.remarks[key] ?? null) : null;
}

/** The outcome of the last check in words. */
export function outcome(view) {
  if (!view.checked) return "";
  if (view.revealed) return "These are the answers. Change one if you want to try again.";
  const { right, total } = view.checked;
  if (view.kind === "choose") return right ? "Right." : "Not this one. Read the remark and try again.";
  const first = view.first_try !== undefined && view.first_try !== right ? ` At your first try it was ${view.first_try}.` : "";
  if (right === total) return `All ${total} are right.${first}`;
  return `${right} of ${total} are right.${first} Read the remarks on the others and try again.`;
}
