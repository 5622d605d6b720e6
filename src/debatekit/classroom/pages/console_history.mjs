// The rounds of this class so far: bring one back, or delete its votes.
import { erased, looked, titleOf } from "./console_words.mjs";
import { h } from "../../widgets/dom.mjs";

const SEEN = "You have seen the result of these votes. If nearly the same people vote in this round once more, what has changed shows you how single people voted; “Vote again” does not. ";
const STATES = { open: () => "open", closed: (round) => (looked(round) ? "closed, not revealed" : "closed, not looked at"), revealed: () => "revealed" };

/** All rounds, the latest first. */
export function history(desk) {
  const { state } = desk;
  if (state.rounds.length === 0) return null;
  const rounds = [...state.rounds].sort((a, b) => b.id - a.id);
  return desk.fold("history", { kind: "console-fold console-card", title: `Votes so far (${rounds.length})` },
    h("ul", { class: "console-rounds" }, rounds.map((round) => h("li", { "data-key": `round-${round.id}` },
      h("p", {}, h("strong", {}, round.text), h("span", { class: "dk-small" }, ` ${titleOf(state, round)} · ${[STATES[round.state](round), votes(round.votes), erased(round)].filter(Boolean).join(" · ")}`)),
      h("div", { class: "dk-buttons" },
        round.state === "open" && desk.button(`close-${round.id}`, "Close", () => desk.act(`close-${round.id}`, "POST", `rounds/${round.id}/close`), { "aria-label": `Close “${titleOf(state, round)}” of “${round.text}”` }),
        desk.problem(`close-${round.id}`),
        state.now?.round !== round.id && desk.button(`back-${round.id}`, "Put on the phones", () => desk.act(`back-${round.id}`, "PUT", "now", { round: round.id })),
        desk.confirm(`reset-${round.id}`, {
          text: "Delete these votes", question: `${round.looked ? SEEN : ""}Delete ${votes(round.votes)} of “${titleOf(state, round)}” for good? The round is then closed and empty.`,
          yes: `Delete ${votes(round.votes)}`,
          // With other votes in it, a pair that was refused may be compared.
          go: async () => { if (await desk.act(`reset-${round.id}`, "POST", `rounds/${round.id}/reset`, { confirm: round.votes })) desk.ui.refused.clear(); },
        }))))));
}

function votes(count) {
  return count === 1 ? "1 vote" : `${count} votes`;
}
