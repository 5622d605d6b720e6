// A claim's box: which rows of text it has, and how tall that makes it. Pure.
import { wrap } from "../widgets/wrap.mjs";

export const PAD = 12;
const STEP = { label: 17, text: 19, flag: 19, foot: 24, weight: 20 };

/**
 * `{key, id, stub, parent, width, height, rows}` for a node of the tree; a row is `{kind, text, y}`, y being the middle of the row below
 * the upper edge. `texts` is `{label, text, flag, foot}`. A stub keeps the first words of its claim, on one line.
 */
export function boxOf(node, texts, width, measure, weighed) {
  const rows = [];
  let end = PAD - 2;
  const add = (kind, lines, step = STEP[kind]) => {
    for (const text of lines) {
      rows.push({ kind, text, y: end + step / 2 });
      end += step;
    }
  };
  const lines = (text, font) => wrap(text ?? "", width - 2 * PAD, (piece) => measure(piece, font));
  const isThesis = node.parent === null;
  const font = isThesis ? "thesis" : "text";
  add("label", lines(texts.label, "label"));
  add("text", node.stub ? cut(texts.text, width - 2 * PAD, (piece) => measure(piece, font)) : lines(texts.text, font), isThesis ? 23 : STEP.text);
  add("flag", lines(texts.flag, "flag"));
  if (texts.foot) add("foot", [texts.foot]);
  if (weighed && !node.stub) add("weight", [""]);
  return { key: node.key, id: node.claim.id, stub: node.stub, parent: node.parent, width, height: end + PAD - 2, rows };
}

/** The beginning of `text` on one line. */
function cut(text, width, measure) {
  const [first = "", second] = wrap(text, width - measure("…"), measure);
  return [second ? `${first}…` : first];
}
