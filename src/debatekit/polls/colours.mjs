// Which colour an answer has: the same in every picture, by its place in the question and never by how many gave it. Pure.

/** The answers of a question as `{id, text}`, in the poll's order; none for a number or a text. Ids are strings, as they are as keys of JSON. */
export function answersOf(view) {
  if (view.kind === "likert") return view.labels.map((text, i) => ({ id: String(i + 1), text }));
  return (view.options ?? []).map(({ id, text }) => ({ id: String(id), text }));
}

/**
 * The class of an answer's colour: `dk-c1` to `dk-c12` for options, `dk-c0` (grey) for one that is no side, such as “undecided”, and
 * `dk-s1` to `dk-s9` along a scale, whose middle is `dk-s5`.
 */
export function colourOf(view, id) {
  if (view.kind === "likert" && !(Number(id) > 0)) return "dk-c0"; // no vote
  if (view.kind === "likert") return `dk-s${1 + Math.round(((Number(id) - 1) * 8) / (view.labels.length - 1))}`;
  const options = view.options ?? [];
  const sides = options.filter((option) => option.asks_confidence !== false);
  const place = sides.findIndex((option) => String(option.id) === String(id));
  if (place < 0) return options.length > 0 ? "dk-c0" : "dk-c1";
  return `dk-c${1 + (place % 12)}`;
}

/** A share from 0 to 1 in whole percent, with the space that is not broken at. */
export function percent(share) {
  return `${Math.round(share * 100)}\u00a0%`;
}

/** “1 person”, “12 people”. */
export function people(count) {
  return count === 1 ? "1 person" : `${count} people`;
}
