// What a reading shows, as plain data: pure functions, tested without a browser.
import { listed } from "../widgets/words.mjs";

/** The paragraphs in the sections in which they stand: `[{title, paragraphs: [{number, ..., own}]}]`; `title` may be "". */
export function groups(view) {
  const found = [];
  for (const paragraph of view.paragraphs) {
    const title = view.sections[paragraph.number];
    if (title || !found.length) found.push({ title: title ?? "", paragraphs: [] });
    found.at(-1).paragraphs.push({ ...paragraph, own: view.copy?.paragraphs[paragraph.number] ?? null });
  }
  return found;
}

/** How much of the copy was recognised, in one or two sentences. */
export function tally(view) {
  const all = view.paragraphs.map((paragraph) => paragraph.number);
  const own = view.copy.paragraphs;
  const missing = all.filter((number) => !own[number]);
  const partly = all.filter((number) => own[number] && !own[number].whole);
  if (missing.length === all.length) return `Nothing in ${view.copy.name} was recognised as a paragraph of this text. Is it the right file?`;
  const parts = [`${all.length - missing.length} of ${all.length} paragraphs found in ${view.copy.name}.`];
  if (missing.length) parts.push(`Not found: ${spans(missing)}.`);
  if (partly.length) parts.push(`Only in part, or much changed: ${spans(partly)}.`);
  return parts.join(" ");
}

/** Whether there is a copy of which something was recognised. */
export function isBeside(view) {
  return Boolean(view.copy) && Object.keys(view.copy.paragraphs).length > 0;
}

/** What stands in the copy and not in the guide, in words; "" when there is nothing. */
export function leftOver(view) {
  const count = view.copy.left_over;
  if (!count) return "";
  return count === 1 ? "1 passage of your copy is not in the guide" : `${count} passages of your copy are not in the guide`;
}

/** Numbers as a reader says them: 1, 2, 3 and 7 are “1 to 3 and 7”. */
export function spans(numbers) {
  const runs = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.flatMap(([from, to]) => (to - from > 1 ? [`${from} to ${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`]));
  return listed(words);
}
