// How much somebody has written. Pure.

const LEAST = 3; // fewer words are no sentence; own_text.py says the same

/** The number of words. */
export function words(text) {
  return text.trim().split(/\s+/).filter(Boolean).length;
}

/** Whether there is a sentence, however short. */
export function isWritten(text) {
  return words(text) >= LEAST;
}

/** The length in words, and beside it what was asked, if anything. It is no judgement: a good text may be shorter. */
export function length(text, asked) {
  const count = words(text);
  const now = `${count} ${count === 1 ? "word" : "words"}`;
  if (!asked) return `${now}.`;
  const [least, most] = asked;
  const range = `${least} to ${most}`;
  if (!count) return `About ${range} words.`;
  if (count < least) return `${now} so far; about ${range} are asked.`;
  if (count > most) return `${now}; about ${range} are asked. What could go?`;
  return `${now}; that is the length that is asked.`;
}
