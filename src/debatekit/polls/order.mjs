// A ranking being made: ids of options, the first one first. Pure.

/** The ranking with `id` at its end, or without it if it is there. */
export function picked(order, id) {
  const now = order ?? [];
  const next = now.includes(id) ? now.filter((each) => each !== id) : [...now, id];
  return next.length ? next : null;
}

/** The ranking with `id` one place up (`by` −1) or down (1); at an end it stays where it is. */
export function moved(order, id, by) {
  const [from, to] = [order.indexOf(id), order.indexOf(id) + by];
  if (from < 0 || to < 0 || to >= order.length) return order;
  const next = [...order];
  [next[from], next[to]] = [next[to], next[from]];
  return next;
}

/** All options as they are shown: those with a place by place, then the others in their own order. */
export function inOrder(view, order) {
  const places = (order ?? []).map((id) => view.options.find((option) => option.id === id)).filter(Boolean);
  return [...places, ...view.options.filter((option) => !places.includes(option))];
}

/** Where `id` stands, in words. */
export function placeOf(order, id) {
  const at = (order ?? []).indexOf(id);
  return at < 0 ? "no place yet" : `place ${at + 1} of ${order.length}`;
}
