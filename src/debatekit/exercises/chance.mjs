// Chances: a slider and a box for each item; after the check what came, beside what one had said.
import { h } from "../widgets/dom.mjs";
import { itemWords, meaning, meanWords, sum } from "./score_words.mjs";

const WHOLE = /^\s*(\d{1,3})\s*%?\s*$/;

/** What widget.mjs needs of this kind; premise.mjs says what that is. */
export function makeChance({ line, name, redraw }) {
  const local = new Map(); // item to {text, number}: what stands here and is not, or not yet, kept; no number: not sent
  let wanted = false;

  const isLocked = (view, id) => view.checked?.answer?.[id] !== undefined;

  function settle(view) {
    for (const [id, { text, number }] of local) {
      if (number !== null && line.kept(number) && (text === view.taken || String(view.answer?.[id] ?? "") === text.trim())) local.delete(id);
    }
  }

  function text(view, id) {
    return local.get(id)?.text ?? String(view.answer?.[id] ?? "");
  }

  /** The whole number from 0 to 100 in the box, or null. */
  function percent(view, id) {
    const found = WHOLE.exec(text(view, id));
    return found && Number(found[1]) <= 100 ? Number(found[1]) : null;
  }

  function draw(view) {
    settle(view);
    return [
      h("ol", { class: "dk-items" }, view.items.map((item, i) => h("li", {},
        h("p", { class: "dk-item", id: `${name}-${i}` }, item.text),
        isLocked(view, item.id) ? result(view, item) : asking(view, item, `${name}-${i}`)))),
      view.came && summary(view),
    ];
  }

  function asking(view, { id }, label) {
    const now = percent(view, id);
    const refused = local.has(id) && local.get(id).number !== null && line.kept(local.get(id).number);
    return h("div", { class: "dk-c-row" },
      h("span", { class: "dk-small", "aria-hidden": "true" }, "surely not"),
      h("input", {
        type: "range", min: "0", max: "100", step: "1", class: now === null ? "dk-c-unset" : "", "data-key": `slider/${id}`, value: String(now ?? 50),
        "aria-labelledby": label, "aria-valuetext": now === null ? "no chance given yet" : `${now} per cent`,
        oninput: (event) => type(id, event.target.value), onchange: (event) => set(id, event.target.value), onclick: (event) => set(id, event.target.value),
      }),
      h("span", { class: "dk-small", "aria-hidden": "true" }, "surely"),
      h("span", { class: "dk-c-box" },
        h("input", {
          type: "text", inputmode: "numeric", autocomplete: "off", maxlength: "6", "data-key": `box/${id}`, value: text(view, id), placeholder: "–", "aria-label": "Chance in per cent", "aria-describedby": label,
          "aria-invalid": (refused || (text(view, id).trim() !== "" && now === null)) && "true",
          oninput: (event) => type(id, event.target.value), onchange: (event) => set(id, event.target.value),
          onkeydown: (event) => event.key === "Enter" && !event.isComposing && set(id, event.target.value),
        }),
        h("span", { "aria-hidden": "true" }, "%")));
  }

  function type(id, value) {
    local.set(id, { text: value, number: null });
    redraw();
  }

  function set(id, value) {
    const there = local.get(id);
    if (there ? there.number !== null && there.text === value : String(line.view.answer?.[id] ?? "") === value) return;
    local.set(id, { text: value, number: line.send({ do: "answer", item: id, choice: value }) });
    redraw();
  }

  function flush() {
    for (const [id, { text: value, number }] of local) if (number === null) set(id, value);
  }

  function result(view, { id }) {
    const said = view.checked.answer[id];
    const came = view.came.events[id];
    return [
      h("div", { class: "dk-c-result", "aria-hidden": "true" },
        h("div", { class: "dk-c-track" },
          came.happened !== null && h("div", { class: "dk-c-gap", style: came.happened ? `left: ${said}%; right: 0` : `left: 0; right: ${100 - said}%` }),
          h("div", { class: "dk-c-mine", style: `left: ${said}%` }),
          came.happened !== null && h("div", { class: "dk-c-came", style: `left: ${came.happened ? 100 : 0}%` })),
        h("span", { class: "dk-c-what" }, came.words.replace(/\.$/, ""))),
      h("p", { class: "dk-remark dk-is-said" }, h("strong", {}, `${itemWords(said, came)} `), view.checked.remarks[id]?.text),
    ];
  }

  function summary(view) {
    const example = view.items.find(({ id }) => view.came.events[id] && view.came.events[id].score !== null);
    return h("div", { class: "dk-c-sum" },
      h("p", { class: "dk-w-part", tabindex: "-1", "data-key": "sum" }, meanWords(view.came)),
      view.came.mean !== null && h("p", {}, meaning(view.came)),
      example && h("p", {}, `How it is worked out: take the distance between your chance and what came (1 if so, 0 if not), and square it. For “${example.text}” that is ${sum(view.checked.answer[example.id], view.came.events[example.id])}. The score of all is the mean. So being sure and wrong costs most.`),
      h("p", {}, view.came.lesson));
  }

  const given = (view) => view.items.filter(({ id }) => percent(view, id) !== null).length;
  const isDone = (view) => view.items.every(({ id }) => isLocked(view, id));

  const said = (view) => view.came ? "Your predictions are locked." : "";
  const main = (view) => isDone(view) ? null : { key: "check", text: "Lock in, then see", off: given(view) < view.items.length };
  const note = (view) => isDone(view) ? "" : `${given(view)} of ${view.items.length} given. Once you have looked, they cannot be changed.`;

  return {
    draw, flush,
    foot: (view) => ({ said: said(view), main: main(view), note: note(view), solved: isDone(view) }),
    press(key) {
      flush();
      wanted = key === "check";
      return false;
    },
    focus(el) {
      const all = wanted && line.view.came && el.querySelector('[data-key="sum"]');
      if (!all) return;
      wanted = false;
      all.focus();
    },
    close() {},
  };
}
