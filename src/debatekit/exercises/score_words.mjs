// What came of a prediction, and its Brier score, in words. Pure.

const EVEN = 0.25; // the score of whoever always says 50 %

const number = (score) => score.toFixed(2);

/** One item: what was said, what came, and how far off that was. */
export function itemWords(percent, { words, score }) {
  return `You said ${percent} %. ${words} ${score === null ? "So it has no score." : `Score ${number(score)}.`}`;
}

/** How a score is worked out: from the chance in per cent and what came. */
export function sum(percent, { happened, score }) {
  return `(${number(percent / 100)} − ${happened ? 1 : 0})² = ${number(score)}`;
}

/** All items together. */
export function meanWords({ mean, settled }) {
  if (mean === null) return "None of these can be settled, so there is no score.";
  const over = settled === 1 ? "for the one that can be settled" : `over the ${settled} that can be settled`;
  return `Your mean Brier score is ${number(mean)} ${over}.`;
}

/** What a mean score means to somebody who meets it for the first time. */
export function meaning({ mean, settled }) {
  if (mean === null) return "";
  const than = number(mean) === number(EVEN) ? "just like that" : mean < EVEN ? "better than that" : "worse than that";
  const few = settled < 20 ? ` With so few, luck can make as much of it as skill.` : "";
  return `0 is best and 1 is worst. Whoever says 50 % to everything gets 0.25; yours is ${than}.${few}`;
}
