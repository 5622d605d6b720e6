// Own votes as the class has them, in `page.mine`, and what is said of one that has been sent.
import { isSame, ownMemory } from "./own_memory.mjs";
import { shelf } from "./shelf.mjs";

/** The votes of the person of `page.token`; see `page` in phone.mjs. */
export function ownVotes(page) {
  const { token } = page;
  const memory = ownMemory(shelf, `${page.place}-own`);
  const since = new Map(); // votes that arrived while all were being fetched, which may come from before
  let fetching = null;
  let isOld = false;

  async function fetchAll() {
    do {
      isOld = false;
      since.clear();
      const { status, data } = await page.patiently("GET", "api/me", { key: token });
      if (status === 401) page.lost(status, data);
      if (status !== 200 || token !== page.token) break;
      for (const [round, vote] of since) if (!(data.votes[round]?.n >= vote.n)) data.votes[round] = vote;
      memory.prune(data.votes);
      for (const round of Object.keys(data.votes)) data.votes[round] = memory.filled(round, data.votes[round]);
      page.mine = data;
    } while (isOld);
    page.draw();
  }

  /** Fetch them, and once more if that was under way. */
  function look() {
    if (fetching) isOld = true;
    fetching ??= fetchAll().finally(() => { fetching = null; });
    return fetching;
  }

  async function answered({ round, kind, sent, vote, error }) {
    if (kind === "kept") keep(round, vote);
    // It may have arrived in time, and only the answer not.
    if (kind === "late") await look();
    const stands = kind === "kept" ? vote : page.mine?.votes[round];
    if (stands && !("value" in stands) && isSame(stands, sent)) remember(round, sent);
    const which = round === page.state?.now?.round ? "" : `“${sent.title}”: `;
    if (kind === "kept" && !isSame(stands, sent)) page.message = `${which}You have voted elsewhere meanwhile, and that vote stands. You can still change it.`;
    else if (stands && isSame(stands, sent)) arrived(which);
    else if (kind === "late") page.message = which + (stands ? "Voting was over before your change arrived. Your earlier vote stands." : "Voting was over before your vote arrived, so it does not count.");
    else if (kind === "early") page.message = `${which}${error} ${stands ? "Your earlier vote stands." : "Vote when your teacher asks this; then it counts."}`;
    else page.message = which + (error || "The class could not take this vote. Vote again.");
    page.draw();
  }

  function arrived(which) {
    page.message = "";
    if (!which) page.say("Your vote has arrived.");
  }

  function remember(round, sent) {
    memory.keep(round, sent);
    keep(round, page.mine?.votes[round] ?? { n: sent.n });
  }

  function keep(round, vote) {
    const { value, confidence, same, ...rest } = { ...page.mine?.votes[round], ...vote };
    const whole = memory.filled(round, { ...rest, ...("value" in vote && { value, confidence }) });
    if (fetching) since.set(String(round), whole);
    if (page.mine) page.mine.votes[round] = whole;
  }

  return { look, answered };
}
