// The pictures of results are fetched while there is time, so that the page itself is light and a class does not ask for them all in the moment of the reveal.
import { h } from "../../widgets/dom.mjs";

const SPREAD_MS = 4000;

/** What draws results, once it is there; until then, and where it cannot be fetched, their words. `changed()` is called when it is. */
export function pictures(changed) {
  let drawn = null;
  let isAsked = false;
  let timer = null;

  async function load() {
    const sheet = h("link", { rel: "stylesheet", href: String(new URL("../../polls/results.css", import.meta.url)) });
    const styled = new Promise((done) => Object.assign(sheet, { onload: done, onerror: done }));
    document.head.append(sheet);
    try {
      const found = await import("../../polls/results.mjs");
      await styled;
      drawn = found;
      changed();
    } catch {
      sheet.remove();
      isAsked = false;
    }
  }

  function fetch(ms = SPREAD_MS * Math.random()) {
    // What is shown now does not wait for a moment that was chosen before.
    if (ms === 0 && timer !== null) clearTimeout(timer);
    else if (isAsked) return;
    isAsked = true;
    timer = setTimeout(() => { timer = null; load(); }, ms);
  }

  const inWords = (shown) => [shown.withheld, ...(shown.words ?? [])].filter(Boolean).map((sentence) => h("p", {}, sentence));
  return {
    fetch,
    result({ question, result, texts }) {
      if (!drawn) fetch(0);
      if (!result) return h("p", {}, "There is no result to show.");
      return drawn ? drawn.results(question, result, { texts: texts ?? [] }) : inWords(result);
    },
    comparison({ question, comparison }) {
      return drawn ? drawn.comparison(question, comparison) : inWords(comparison);
    },
  };
}
