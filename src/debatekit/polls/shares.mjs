// Points being given out: an object of whole numbers by the id of an option. Pure.

/** The points of every option, also of those that have none. */
export function shares(view, value) {
  return Object.fromEntries(view.options.map(({ id }) => [id, value?.[id] ?? 0]));
}

/** How many points are still to be given. */
export function pointsLeft(view, value) {
  return view.total - Object.values(shares(view, value)).reduce((sum, each) => sum + each, 0);
}

/** A sensible step for the buttons: about a twentieth of all, as 1, 2 or 5 times a power of ten; 5 for 100. */
export function stepOf(total) {
  const wanted = Math.max(1, total / 20);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= wanted - 1e-9);
}

/** The shares with `points` for `id`, but not below 0 and not more than there are. */
export function given(view, value, id, points) {
  const now = shares(view, value);
  return { ...now, [id]: Math.max(0, Math.min(points, now[id] + pointsLeft(view, now))) };
}

/** The shares after the plus (`by` 1) or minus (−1) of `id`: on to the next multiple of the step, or as far as points go. */
export function stepped(view, value, id, by) {
  const step = stepOf(view.total);
  const now = shares(view, value)[id];
  return given(view, value, id, by > 0 ? Math.floor(now / step) * step + step : Math.ceil(now / step) * step - step);
}
