// What widgets say in words. Pure.

/** What is said instead of a fact check whose source is weak. */
export const WEAK = "We found only a weak source for this, or none, so we do not use our check of it here.";

/** “3”, “3 and 6”, “3, 6 and 7”. */
export function listed(items) {
  return items.length < 2 ? String(items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
