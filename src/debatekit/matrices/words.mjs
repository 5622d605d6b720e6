// What a matrix says in words on the page. Pure.

export const OPEN = "open";
const NUMBERS = [...Array(11).keys()];

/** What can be chosen for a weight or a mark: open first, then 0 to 10, as pairs of value and text. */
export function choices() {
  return [[OPEN, OPEN], ...NUMBERS.map((number) => [String(number), String(number)])];
}

/** What was chosen, as the kernel takes it: nothing for what is open, which is no 0. */
export function chosen(text) {
  return text === OPEN ? null : Number(text);
}

/** What a choice shows: a number, or that it is open. */
export function shown(value) {
  return value === null || value === undefined ? OPEN : String(value);
}

/** What a fold of an option says of its marks. */
export function marksGiven(given, counting) {
  if (!counting) return "no criterion counts yet";
  if (!given) return "no mark yet";
  return given === counting ? `all ${counting} marked` : `${given} of ${counting} marked`;
}

/** Where a bar from `low` to `high`, out of 10, stands in a picture `wide` wide: a sum that is known is a thin line. */
export function bar(low, high, wide) {
  const from = (low / 10) * wide;
  const width = Math.max(3, ((high - low) / 10) * wide);
  return { x: Math.min(from, wide - width), width };
}
