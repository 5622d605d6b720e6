// Points to give out: minus and plus in sensible steps, or a typed number; never more than there are.
import { h } from "../widgets/dom.mjs";
import { given, pointsLeft, shares, stepOf, stepped } from "./shares.mjs";

/** The inputs of points to give out; see `ballot`. */
export function points({ view, draft, name, set, say }) {
  const now = shares(view, draft.value);
  const left = pointsLeft(view, now);

  function row({ id, text }) {
    const step = (sign, by, word, atEnd) => h("button", {
      type: "button", class: "dk-ballot-step", "aria-label": `${word}: ${text}`, "aria-disabled": atEnd ? "true" : null,
      onclick: () => {
        if (atEnd) return;
        const next = stepped(view, now, id, by);
        set(next);
        say(`${text}: ${next[id]}. ${words(view, pointsLeft(view, next))}`);
      },
    }, sign);
    const bar = h("span", { class: "dk-ballot-given" });
    bar.style.setProperty("--share", `${(100 * now[id]) / view.total}%`);
    return h("div", { class: "dk-ballot-share", role: "group", "aria-labelledby": `${name}-o-${id}`, "data-key": `share-${id}` },
      h("span", { class: "dk-ballot-share-of", id: `${name}-o-${id}` }, text),
      h("span", { class: "dk-ballot-stepper" },
        step("−", -1, "Fewer", now[id] === 0),
        h("input", {
          type: "text", inputmode: "numeric", autocomplete: "off", class: "dk-ballot-number", "aria-labelledby": `${name}-o-${id}`, "data-key": "number", placeholder: "0", value: now[id] ? `${now[id]}` : "",
          onfocus: ({ target }) => target.select(),
          oninput: ({ target }) => {
            const wanted = Number(target.value.replace(/\D/g, "").slice(0, 9));
            const next = given(view, now, id, wanted);
            target.value = next[id] ? `${next[id]}` : "";
            set(next);
            if (next[id] < wanted) say(`No more than ${next[id]}: there are no more points.`);
          },
        }),
        step("+", 1, "More", left === 0)),
      h("span", { class: "dk-ballot-track", "aria-hidden": "true" }, bar));
  }

  return h("fieldset", { "aria-labelledby": `${name}-q`, "aria-describedby": `${name}-left` },
    h("p", { class: left ? "dk-ballot-left" : "dk-ballot-left dk-ballot-all-given", id: `${name}-left` }, words(view, left)),
    h("p", { class: "dk-small" }, `Plus and minus go in steps of ${stepOf(view.total)}; you can also type a number.`),
    h("div", { class: "dk-ballot-shares" }, view.options.map(row)));
}

function words(view, left) {
  return left ? `${left} of ${view.total} ${view.total === 1 ? "point" : "points"} left` : `All ${view.total} points are given.`;
}
