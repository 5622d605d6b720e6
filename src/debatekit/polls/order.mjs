// A ranking being made: ids of options, the first one first. Pure.

/** The ranking with `id` at its end, or without it if it is there. */
export function picked(order, id) {
  const now = order ?? [];
  const next = now.includes(id) ? now.filter((each) => each !== id) : [...now, id];
  return next.length ? next : null;
}
