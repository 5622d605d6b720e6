// A list in an order that somebody makes, of ids. Pure.

/** The list with `id` at the place `to`, from 0; what is no place is the nearest that is. */
export function placed(list, id, to) {
  if (!list.includes(id)) return list;
  const next = list.filter((each) => each !== id);
  next.splice(Math.max(0, Math.min(next.length, to)), 0, id);
  return next;
}

/** The list with `id` one place up (`by` −1) or down (1); at an end it stays where it is. */
export function moved(list, id, by) {
  return placed(list, id, list.indexOf(id) + by);
}

/** All of `things`, each with an id: those in `order` by their places, then the others in their own order. */
export function inOrder(things, order) {
  const places = (order ?? []).map((id) => things.find((thing) => thing.id === id)).filter(Boolean);
  return [...places, ...things.filter((thing) => !places.includes(thing))];
}

/** Where `id` stands, in words. */
export function placeOf(list, id) {
  const at = (list ?? []).indexOf(id);
  return at < 0 ? "no place yet" : `place ${at + 1} of ${list.length}`;
}
