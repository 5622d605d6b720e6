// Two rounds of one question: who moved, and who has won by which rule.
import { h } from "../widgets/dom.mjs";
import { s } from "../widgets/svg.mjs";
import { answersOf, colourOf, people } from "./colours.mjs";
import { flows, matrix } from "./flows.mjs";
import { average, ends, endWords } from "./histogram.mjs";

/** The children that show a comparison of two rounds; `first` and `second` in it are the rounds' titles. With `big` only what can be read from the last row. */
export function comparison(view, compared, { big = false } = {}) {
  const titles = [compared.first ?? "Before", compared.second ?? "After"];
  const head = h("p", { class: "dk-turnout" }, `${people(compared.paired)} voted in both rounds.`, !big && !compared.no_vote && !compared.caution && others(compared));
  if (compared.withheld) return [head, h("p", { class: "dk-withheld" }, compared.withheld)];
  if (compared.kind === "none") return [head, h("p", { class: "dk-small" }, "Answers to this kind of question are not compared person by person."), said(compared, big)];
  if (compared.kind === "shift") return [head, shift(view, compared, titles), said(compared, big)];
  const picture = flows(view, compared, titles, big);
  const together = picture && (compared.groups.some((group) => group.from.length > 1) || compared.ends.some((end) => end.of.length > 1));
  return [
    head,
    picture ?? totals(view, compared, titles, big),
    compared.caution && h("p", { class: "dk-caution" }, compared.caution),
    together && !big && h("p", { class: "dk-small" }, "An answer that fewer than five people gave is taken together with another one, so that nobody can be made out."),
    compared.right ? rightNow(view, compared.right) : rules(view, compared.rules ?? [], compared.rules_left_out, big),
    said(compared, big),
    picture && !big && h("details", { class: "dk-as-table", "data-key": "as-table" }, h("summary", {}, "The same as a table"), matrix(view, compared, titles)),
  ];
}

// Of so few that who went where would show how somebody voted: how many gave each answer in each round, of those who voted in it.
function totals(view, { before: all, after: later, totals: judged }, [first, second], big) {
  const { before, after, paired } = judged ?? { before: all, after: later, paired: false };
  const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  const [voters, laterVoters] = [sum(before), sum(after)];
  const bar = (count, of, kind) => s("svg", { class: `dk-total ${kind}`, "aria-hidden": "true" },
    s("rect", { class: "dk-result-track", width: "100%", height: "100%", rx: 3 }), s("rect", { class: "dk-share", width: `${(100 * count) / Math.max(1, of)}%`, height: "100%", rx: 3 }));
  const figure = (id) => (paired ? `${before[id] ?? 0} → ${after[id] ?? 0}` : `${before[id] ?? 0} of ${voters} → ${after[id] ?? 0} of ${laterVoters}`);
  return [
    h("ul", { class: "dk-result-rows" }, answersOf(view).map(({ id, text }) => h("li", { class: `dk-result-row ${colourOf(view, id)}` },
      h("div", { class: "dk-result-head" }, h("span", { class: "dk-result-text" }, text),
        h("span", { class: "dk-result-figures" }, h("strong", {}, figure(id)), h("span", { class: "dk-result-count" }, "people"))),
      bar(before[id] ?? 0, voters, "dk-earlier"), bar(after[id] ?? 0, laterVoters, "")))),
    h("p", { class: "dk-small" }, `Upper bar: “${first}”, ${voters} votes. Lower bar: “${second}”, ${laterVoters} votes.`, big && " Who went where is not shown of so few."),
  ];
}

function rightNow(view, right) {
  const text = answersOf(view).find(({ id }) => id === String(right.id))?.text ?? right.id;
  return h("section", { class: "dk-rules" }, h("p", { class: "dk-result-verdict" }, `Right is “${text}”.`), right.words.map((sentence) => h("p", {}, sentence)));
}

function others({ only_before: before, only_after: after, no_vote: counted }) {
  if (counted) return null;
  const parts = [before && `${before} only in the first`, after && `${after} only in the second`].filter(Boolean);
  return parts.length > 0 && ` Not counted here: ${parts.join(", ")}.`;
}

function said(compared, big) {
  return !big && (compared.words ?? []).map((sentence) => h("p", { class: "dk-small" }, sentence));
}

function rules(view, all, leftOut, big) {
  if (all.length === 0) return null;
  const name = Object.fromEntries(answersOf(view).map(({ id, text }) => [id, text]));
  return h("section", { class: "dk-rules" },
    h("p", { class: "dk-result-verdict" }, agreement(all)),
    h("ul", {}, all.map((rule) => h("li", { class: `dk-rule ${named(rule) ? colourOf(view, rule.winner) : "dk-c0"}` },
      h("p", { class: "dk-rule-name" }, rule.name),
      h("p", { class: "dk-won" }, named(rule) ? name[rule.winner] ?? rule.winner : rule.winner === "tie" ? "A tie" : "Nobody"),
      !big && h("p", { class: "dk-small" }, rule.says)))),
    leftOut && h("p", { class: "dk-small" }, leftOut));
}

function named(rule) {
  return rule.winner !== null && rule.winner !== "tie";
}

/** Whether the rules name the same winner, in one sentence. Pure. */
export function agreement(all) {
  if (all.length < 2) return "Who has won?";
  return all.every((rule) => rule.winner === all[0].winner)
    ? "Who has won? Here all rules say the same."
    : "Who has won? It depends on the rule: each asks another question.";
}

function shift(view, { mean_before: before, mean_after: after, up, down, same }, [first, second]) {
  const [low, high] = ends(view);
  const [lowest, highest] = endWords(view);
  const at = (value) => `${5 + ((value - low) / (high - low)) * 90}%`;
  const dot = (value, kind, y) => s("circle", { class: kind, cx: at(value), cy: y });
  return [
    s("svg", { class: "dk-shift dk-c1", role: "img", "aria-label": `The mean went from ${average(view, before)} to ${average(view, after)}.` },
      s("line", { class: "dk-axis", x1: "5%", x2: "95%", y1: "38%", y2: "38%" }),
      s("line", { class: "dk-shift-line", x1: at(before), x2: at(after), y1: "38%", y2: "38%" }),
      dot(before, "dk-hollow", "38%"), dot(after, "dk-share", "38%"),
      s("text", { class: "dk-end", x: "5%", y: "92%" }, lowest),
      s("text", { class: "dk-end", x: "95%", y: "92%", "text-anchor": "end" }, highest)),
    h("ul", { class: "dk-numbers" },
      h("li", {}, h("span", {}, `○ mean “${first}”`), h("strong", {}, average(view, before))),
      h("li", {}, h("span", {}, `● mean “${second}”`), h("strong", {}, average(view, after))),
      h("li", {}, h("span", {}, "went up"), h("strong", {}, people(up))),
      h("li", {}, h("span", {}, "stayed"), h("strong", {}, people(same))),
      h("li", {}, h("span", {}, "went down"), h("strong", {}, people(down)))),
  ];
}
