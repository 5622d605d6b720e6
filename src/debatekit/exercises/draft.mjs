// An answer being made: pure functions, tested without a browser.

/** How many choices are made, of how many. */
export function progress(view, answer) {
  if (view.kind === "choose") return { done: answer ? 1 : 0, total: 1 };
  return { done: view.items.filter((item) => answer?.[item.id]).length, total: view.items.length };
}

/** The answer with one more choice; never changes the one it is given. */
export function choose(view, answer, key, choice) {
  return view.kind === "choose" ? choice : { ...(answer ?? {}), [key]: choice };
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
  const { right, total } = view.checked;
  if (view.kind === "choose") return right ? "Right." : "Not this one. Read the remark and try again.";
  if (right === total) return `All ${total} are right.`;
  return `${right} of ${total} are right. Read the remarks on the others and try again.`;
}
