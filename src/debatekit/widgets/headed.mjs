// Sentences of a notice that begin with what they are about.
import { h } from "./dom.mjs";

/** The children for “Kept: your answer.”: what stands before the colon is bold. A sentence that does not begin so stays as it is. */
export function headed(sentence) {
  const [whole, head, rest] = /^([^.:]{1,30}): (.*)$/s.exec(sentence) ?? [sentence];
  return head ? [h("strong", {}, `${head}:`), ` ${rest}`] : [whole];
}
