// What the map says in words: labels of boxes, names for a screen reader, sentences of the details. Pure.
import { listed } from "../widgets/words.mjs";

export const SIGNS = { supports: "+", attacks: "−", undercuts: "✕" };
const PASSIVE = { supports: "supported by", attacks: "attacked by", undercuts: "undercut by" };

/** “one reason”, “2 reasons”. */
export function count(number, word) {
  return number === 1 ? `1 ${word}` : `${number} ${word}s`;
}

/** The line above a claim's text: its number and kind, what is special about it, and its paragraphs (¶). */
export function label(claim, thesis) {
  const tags = [claim.id === thesis && "thesis", claim.kind, !claim.stated && "not stated", claim.voice === "objection" && "objection", `¶\u00a0${claim.paragraphs.join(",\u00a0")}`];
  return `${claim.number} · ${tags.filter(Boolean).join(" · ")}`;
}

// A claim that its reasons support and one that sources support are two things, so a flag names the fact check.
export const VERDICT_SIGNS = { supported: "✓", partly: "◐", disputed: "?", contradicted: "≠", unverified: "…" };

/** What our fact checks of a claim found, each verdict once: “Fact check: ✓ supported, ◐ partly”; empty when none is named. */
export function flag(claim, map) {
  const found = (claim.checks ?? []).map((id) => map.checks[id]).filter(Boolean);
  const words = found.map((check) => (check.weak ? "○\u00a0not\u00a0used" : `${VERDICT_SIGNS[check.verdict]}\u00a0${check.verdict}`));
  return words.length ? `Fact check: ${[...new Set(words)].join(", ")}` : "";
}

/** What the foot of a box offers: to unfold the reasons of a node that are left out, or to fold those that are there. */
export function foot({ hidden, reasons }) {
  if (hidden) return `+ ${reasons.length ? `${hidden} more ${hidden === 1 ? "reason" : "reasons"}` : count(hidden, "reason")}`;
  return reasons.length ? "− fold" : "";
}

/** A claim's name for a screen reader: “Claim 7, forecast, not stated: …; supported by 2 reasons; 1 of them folded away; fact check: supported”. */
export function nameOf(claim, map, hidden = 0) {
  const tags = [claim.kind, !claim.stated && "not stated", claim.voice === "objection" && "an objection that the author answers"].filter(Boolean);
  const said = ["supports", "attacks"].map((relation) => [relation, map.reasons.filter((reason) => reason.to === claim.id && reason.relation === relation).length]);
  const reasons = said.filter(([, number]) => number).map(([relation, number]) => `${PASSIVE[relation]} ${count(number, "reason")}`);
  const what = claim.id === map.thesis ? `Claim ${claim.number}, the thesis` : `Claim ${claim.number}`;
  const folded = hidden ? `; ${hidden} folded away` : "";
  // A screen reader would spell out the signs of a flag, or skip them.
  const checked = flag(claim, map).replace(/[^\w:, ]\u00a0/g, "").replace("\u00a0", " ").replace("F", "; f");
  return `${what}, ${tags.join(", ")}: ${claim.text.replace(/\.$/, "")}; ${reasons.join(", ") || "no reason is given"}${folded}${checked}`;
}

/** “paragraph 4”, “paragraphs 1, 3 and 7”. */
export function paragraphs(numbers) {
  return `${numbers.length === 1 ? "paragraph" : "paragraphs"} ${listed(numbers)}`;
}

/** How a reason stands to its target, seen from the target: “supported by two claims held together”. */
export function cameFrom(reason) {
  const several = ["", "", "two", "three", "four", "five"][reason.premises.length] ?? String(reason.premises.length);
  const together = reason.premises.length > 1 ? ` ${several} claims held together` : "";
  return `${SIGNS[reason.relation]} ${PASSIVE[reason.relation]}${together}`;
}

/** A reason in one sentence, by the numbers of its claims: “3 and 6 together support 2”. */
export function stepOf(reason, map) {
  const number = new Map(map.claims.map((claim) => [claim.id, claim.number]));
  const from = listed(reason.premises.map((premise) => number.get(premise)));
  const verb = reason.premises.length > 1 ? `together ${reason.relation.replace(/s$/, "")}` : reason.relation;
  const target = map.reasons.find((other) => other.id === reason.to);
  return `${from} ${verb} ${target ? `the step from ${listed(target.premises.map((premise) => number.get(premise)))}` : number.get(reason.to)}`;
}

/** An underscore name of the course as words. */
export function plain(name) {
  return name.replaceAll("_", " ");
}

/** A sentence's first letter in upper case. */
export function sentence(text) {
  return text[0].toUpperCase() + text.slice(1);
}
