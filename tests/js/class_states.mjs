// Made-up questions, results and states of a class, as the class server gives them to its pages.

const wilson = (k, n) => {
  const z = 1.959964;
  const middle = (k / n + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt(((k / n) * (1 - k / n)) / n + (z * z) / (4 * n * n));
  return [middle - half, middle + half];
};

export const withdraw = {
  id: "withdraw", kind: "choice", text: "It is July 2021. Should the United States withdraw all its forces from Iraq?", confidence: true,
  note: "There is no right answer to find.",
  options: [{ id: "leave", text: "Yes, withdraw them all" }, { id: "stay", text: "No, keep forces there" }, { id: "undecided", text: "I am undecided", asks_confidence: false }],
};
export const likert = { id: "other-side", kind: "likert", text: "I could explain the case against my own answer so that its supporters would call it fair.", labels: ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"] };
export const truth = { id: "truth-c3", kind: "truth", text: "How true is this, leaving aside the reasons given for it? “Iraqi leaders want some American forces to stay.”", argument: "stay", target: "c3" };
export const slider = { id: "heard", kind: "slider", text: "How much have you read or heard about US forces in Iraq so far?", low: 0, high: 10, step: 1, unit: "", low_label: "0, nothing yet", high_label: "10, a great deal" };
export const ranking = { id: "matters", kind: "ranking", text: "What should weigh most in the decision?", options: [{ id: "a", text: "What Iraqis want" }, { id: "b", text: "The safety of the soldiers" }, { id: "c", text: "Influence in the region" }, { id: "d", text: "What it costs" }] };
export const points = { id: "budget", kind: "points", text: "Share out 100 points among the tasks of the forces.", options: [{ id: "a", text: "Training Iraqi forces" }, { id: "b", text: "Fighting what is left of ISIS" }, { id: "c", text: "Deterring attacks on the embassy" }], total: 100 };
export const text = { id: "word", kind: "text", text: "Which single fact would change your mind?", longest: 280 };
export const twelve = {
  id: "twelve", kind: "several", text: "Which of these considerations would you want a government to publish before it decides on keeping, moving or withdrawing forces that are stationed in another country at the request of that country’s government?",
  options: ["The number of soldiers and where they are", "What the host government asked for, in its own words", "The legal basis of their presence", "The yearly cost, with a range", "Attacks on them in the last year", "What allies plan to do", "The forecast of what follows a withdrawal", "The forecast of what follows if they stay", "The opinion of the host country’s people", "Votes in the host country’s parliament", "The task and how one would know it is done", "Who was consulted"].map((words, i) => ({ id: `o${i + 1}`, text: words })),
};

export function counted(view, counts, hands = null) {
  const voters = view.kind === "several" ? Math.max(...counts) + 3 : counts.reduce((a, b) => a + b, 0);
  const raised = hands ?? counts.map(() => 0);
  const all = voters + raised.reduce((a, b) => a + b, 0);
  const options = view.kind === "likert" ? view.labels.map((label, i) => ({ id: i + 1, text: label })) : view.options;
  return {
    kind: view.kind, voters, hands: all - voters, withheld: "", words: [`${voters} people voted.`],
    rows: options.map((option, i) => {
      const [low, high] = all >= 20 ? wilson(counts[i] + raised[i], all) : [null, null];
      return { id: option.id, text: option.text, count: counts[i], hands: raised[i], share: (counts[i] + raised[i]) / all, low, high };
    }),
  };
}

export const few = { kind: "choice", voters: 3, hands: 0, withheld: "Three people voted. So few votes would show how somebody voted, so nothing more is told.", words: [] };
export const numbers = (bins, low, step, rest) => ({
  kind: "slider", voters: bins.reduce((a, b) => a + b, 0), hands: 0, withheld: "", words: [],
  numbers: { ...rest, low: low, high: low + step * bins.length, bins: bins.map((count, i) => ({ low: low + i * step, high: low + (i + 1) * step, count })) },
});
export const truthResult = { ...numbers([1, 2, 2, 4, 6, 8, 9, 7, 4, 2], 0, 10, { mean: 57.4, median: 60, lower: 44, upper: 73 }), kind: "truth" };
export const rankingResult = {
  kind: "ranking", voters: 45, hands: 0, withheld: "", words: [],
  ranking: {
    borda: [{ id: "b", text: "The safety of the soldiers", points: 79 }, { id: "a", text: "What Iraqis want", points: 76 }, { id: "c", text: "Influence in the region", points: 62 }, { id: "d", text: "What it costs", points: 53 }],
    condorcet: { winner: "b", cycle: [], duels: [{ a: "a", b: "b", for_a: 21, for_b: 24 }, { a: "a", b: "c", for_a: 25, for_b: 20 }, { a: "a", b: "d", for_a: 30, for_b: 15 }, { a: "b", b: "c", for_a: 27, for_b: 18 }, { a: "b", b: "d", for_a: 28, for_b: 17 }, { a: "c", b: "d", for_a: 24, for_b: 21 }] },
    runoff: { winner: "a", rounds: [{ counts: { a: 18, b: 10, c: 12, d: 5 }, dropped: ["d"] }, { counts: { a: 20, b: 12, c: 13 }, dropped: ["b"] }, { counts: { a: 27, c: 18 }, dropped: ["c"] }] },
    words: [],
  },
};
export const pointsResult = { kind: "points", voters: 45, hands: 0, withheld: "", words: [], points: [{ id: "a", text: points.options[0].text, mean: 47.3, share: 0.473 }, { id: "b", text: points.options[1].text, mean: 31.2, share: 0.312 }, { id: "c", text: points.options[2].text, mean: 21.5, share: 0.215 }] };
export const texts = ["A poll of Iraqis that asked about exactly these forces.", "How often the bases were attacked in the year before.", "If the training had reached its own aim.", "What Iraq’s parliament voted, and who stayed away.", "Whether the government could ask them back within a week."];
export const textResult = { kind: "text", voters: 31, hands: 0, withheld: "", words: [], texts: 31 };

// `groups` are `{from, count, to}`, with `parts` where several answers are counted together; `ends` names answers counted together at the end.
export function moved(view, groups, { ends = {}, ...extra } = {}) {
  const options = view.kind === "likert" ? view.labels.map((label, i) => ({ id: i + 1, text: label })) : view.options.map(({ id, text: words }) => ({ id, text: words }));
  const add = (into, id, n) => { into[id] = (into[id] ?? 0) + n; };
  const [before, after] = [{}, {}];
  for (const option of options) before[option.id] = after[option.id] = 0;
  for (const group of groups) {
    for (const [id, n] of Object.entries(group.to)) if (id in after) add(after, id, n);
    if (group.from.length === 1) add(before, group.from[0], group.count);
    else for (const [id, n] of Object.entries(group.parts)) add(before, id, n);
  }
  for (const { parts } of Object.values(ends)) for (const [id, n] of Object.entries(parts)) after[id] = n;
  const names = [...new Set(groups.flatMap((group) => Object.keys(group.to)))];
  const where = names.map((id) => ({ id, of: ends[id]?.of ?? [id], count: groups.reduce((sum, group) => sum + (group.to[id] ?? 0), 0) }));
  const paired = groups.reduce((sum, group) => sum + group.count, 0);
  return { kind: "flows", paired, only_before: 2, only_after: 3, withheld: "", options, before, after, ends: where, no_vote: false, groups, first: "Before reading", second: "After the debate", words: [], rules: [], ...extra };
}

export const rules = [
  { name: "Oxford rule", says: "The side that gained more percentage points between the two votes.", winner: "stay" },
  { name: "Most votes at the end", says: "The side with more votes after the debate, wherever it began.", winner: "leave" },
  { name: "Won over from the other side", says: "The side to which more people came from the other side.", winner: "stay" },
  { name: "Won from the undecided", says: "The side that more of the undecided chose.", winner: "tie" },
];
export const swing = moved(withdraw, [
  { from: ["leave"], count: 22, to: { leave: 15, stay: 5, undecided: 2 } },
  { from: ["stay"], count: 12, to: { stay: 10, leave: 2 } },
  { from: ["undecided"], count: 11, to: { leave: 4, stay: 4, undecided: 3 } },
], { rules, words: ["16 of 45 changed their answer."] });
export const smallSwing = moved(withdraw, [
  { from: ["leave"], count: 7, to: { leave: 5, "stay+undecided": 2 } },
  { from: ["stay", "undecided"], count: 5, parts: { stay: 3, undecided: 2 }, to: { "stay+undecided": 5 } },
], { rules: rules.slice(0, 2), ends: { "stay+undecided": { of: ["stay", "undecided"], parts: { stay: 6, undecided: 1 } } } });
export const largeSwing = moved(withdraw, [
  { from: ["leave"], count: 318, to: { leave: 241, stay: 52, undecided: 25 } },
  { from: ["stay"], count: 236, to: { stay: 201, leave: 20, undecided: 15 } },
  { from: ["undecided"], count: 146, to: { leave: 60, stay: 71, undecided: 15 } },
], { rules });
export const likertSwing = moved(likert, [
  { from: ["1"], count: 6, to: { 1: 2, 2: 3, 4: 1 } },
  { from: ["2"], count: 12, to: { 2: 5, 3: 4, 4: 3 } },
  { from: ["3"], count: 10, to: { 3: 3, 4: 6, 5: 1 } },
  { from: ["4"], count: 11, to: { 4: 7, 5: 3, 3: 1 } },
  { from: ["5"], count: 6, to: { 5: 5, 4: 1 } },
]);
export const shifted = { kind: "shift", paired: 45, only_before: 0, only_after: 1, withheld: "", mean_before: 57.4, mean_after: 66.1, up: 24, down: 9, same: 12, words: [], first: "Before", second: "After" };
