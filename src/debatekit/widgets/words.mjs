// What widgets say in words. Pure.

/** “3”, “3 and 6”, “3, 6 and 7”. */
export function listed(items) {
  return items.length < 2 ? String(items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
