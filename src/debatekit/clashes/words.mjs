// What the clashes say in words, and which of them are to be seen. Pure.
import { listed } from "../widgets/words.mjs";

export const SIGNS = { contradict: "→←", agree: "=", talk_past: "⇄", one_fact_two_readings: "⋎", shared_assumption: "∩" };

export const NAMES = {
  contradict: "contradict", agree: "agree", talk_past: "talk past each other", one_fact_two_readings: "one fact, two readings", shared_assumption: "shared assumption",
};

/** A relation by sign and name. */
export function named(relation) {
  return `${SIGNS[relation]} ${NAMES[relation]}`;
}

/** What our reading of a claim is, above its text: “Claim 7 · forecast · paragraphs 1 and 3 · …”. */
export function labelOf(claim) {
  const where = `${claim.paragraphs.length > 1 ? "paragraphs" : "paragraph"} ${listed(claim.paragraphs)}`;
  const tags = [`Claim ${claim.number}`, claim.kind, claim.stated ? where : `not stated; needed by ${where}`, claim.voice === "objection" && "a view that he takes up"];
  return tags.filter(Boolean).join(" · ");
}

/** The fact checks of a claim in words: “Looked up: A-F02 partly, A-F03 supported”; empty when there is none. */
export function flagged(claim) {
  return claim.flags.length ? `Looked up: ${claim.flags.map(([id, verdict]) => `${id} ${verdict}`).join(", ")}` : "";
}

/** Whether what two authors do with each other is told: a shared assumption always, since nobody could guess what we supply. */
export function isTold(clash, { guesses, all, only }) {
  return all || only !== null || guesses.has(clash.id) || clash.relation === "shared_assumption";
}

/** The clashes to be seen, each with its number among all. */
export function seen(clashes, only) {
  return clashes.map((clash, i) => ({ ...clash, number: i + 1 })).filter((clash) => only === null || clash.relation === only);
}

/** How many there are of each relation. */
export function counts(clashes) {
  const found = {};
  for (const { relation } of clashes) found[relation] = (found[relation] ?? 0) + 1;
  return found;
}

/** What is said to somebody who has guessed. */
export function reply(guess, relation, labels) {
  if (!guess) return `${labels[relation]}.`;
  const [yours, ours] = [guess, relation].map((one) => labels[one].replace("They ", "they "));
  return guess === relation ? `You say that ${yours}, and we say so, too.` : `You say that ${yours}. We say that ${ours}.`;
}
