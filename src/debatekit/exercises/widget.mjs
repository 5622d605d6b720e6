// An exercise of any kind. Native radio buttons, lists and boxes, so keyboard and screen reader work.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { makeBuild } from "./build.mjs";
import { makeChance } from "./chance.mjs";
import { makeOrder, OUT } from "./order.mjs";
import { makePremise } from "./premise.mjs";
import { HEADS, rate } from "./rate.mjs";
import { makeRubric } from "./rubric.mjs";
import { doubled, inBox, isStale, letter, overlay, progress, remark, shorten, spoken, tally, uses } from "./draft.mjs";

const PAUSE_MS = 1000;
const SHORT = 70; // characters of an option in the list of a wide page
const FITS = 16; // and in that of a telephone
const MADE = { premise: makePremise, rubric: makeRubric, chance: makeChance }; // the kinds in which one writes or predicts
const REVEAL = { build: "Show a map", order: "Show the order", rate: "Show ratings that we can defend" };
const AT_ONCE = 4; // remarks on a map: more would be too much to read

export default {
  render({ model, el }) {
    const name = unique();
    const card = makeCard(el, "dk-exercise", `${name}-q`);
    const pending = new Map(); // item to {choice, number}: chosen here and not yet kept by the kernel
    let typed = null; // {text, number, entered}: what is in the number box and not, or not yet, what the kernel keeps
    let pause;
    const line = kernelLine(model, draw);
    const parts = { choose: options, sort: (view, answer) => [legend(view), items(view, answer)], match, find, number, build, order: (view, answer) => order.draw(view, answer), rate: rating };
    const map = makeBuild(chooseAll, draw);
    const made = MADE[line.view.kind]?.({ line, name, redraw: draw, remarkLine });
    const order = makeOrder((choice) => choose(null, choice), draw, (item, now) => remarkLine(remark(line.view, now, item), undefined, OUT));
    const doneWords = { rate: "rated", sort: "sorted", match: "matched", find: "chosen", build: "placed" };

    function draw() {
      const view = line.view;
      if (made) return drawMade(view);
      for (const [item, { number }] of pending) if (line.kept(number)) pending.delete(item);
      if (view.kind === "number") settle(view);
      const answer = view.kind === "number" ? inBox(view, typed) : overlay(view, pending);
      // Of graded work only what is kept counts as answered.
      const counted = view.graded && view.kind === "number" ? view.answer : answer;
      const { done } = progress(view, counted);
      const said = spoken(view, answer);
      const twice = view.kind === "match" ? Object.values(doubled(view, answer)).join(" ") : "";
      const state = `${tally(view, counted, "answered")}. ${kept(view)}`;
      const below = view.others?.answer && !isStale(view, answer) ? ` Below stands another map that counts, ${view.others.at} of ${view.others.total}.` : "";
      const news = view.graded ? state : said + below;
      card.draw([
        ...head(view),
        parts[view.kind](view, answer),
        hints(view),
        view.graded ? h("p", { class: "dk-small dk-tally" }, state) : buttons(view, answer, done, said),
      ], { message: line.silent || (isBeingTyped() ? "" : view.message), news: map.news() || order.news() || `${news} ${twice}`.trim() });
      map.focus(el);
      order.focus(el);
    }

    function drawMade(view) {
      card.draw([...head(view), made.draw(view), hints(view), foot(view, made.foot(view))], { message: line.silent || view.message, news: made.foot(view).said });
      made.focus(el);
    }

    function head(view) {
      return [
        h("p", { class: "dk-eyebrow" }, view.graded ? `Graded exercise · ${view.graded}` : "Exercise"),
        h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, view.title),
        h("p", { id: `${name}-prompt` }, view.prompt),
      ];
    }

    function kept(view) {
      if (isRefused(view)) return "What is in the box is not saved.";
      if (pending.size || isBeingTyped() || (typed && typed.text !== view.taken)) return "Saving…";
      return view.saved_at ? `Saved in ${view.file}.` : "Your choices are saved as you make them.";
    }

    function legend(view) {
      return h("dl", { class: "dk-bins" }, view.bins.map((bin) => h("div", {}, h("dt", {}, bin.text), h("dd", {}, bin.about))));
    }

    function items(view, answer) {
      return h("ol", { class: "dk-items" }, view.items.map((item) => h("li", {},
        h("fieldset", {},
          h("legend", {}, item.text),
          h("div", { class: "dk-row" }, view.bins.map((bin) => radio(item.id, bin.id, bin.text, answer[item.id] === bin.id))),
          remarkLine(remark(view, answer, item.id))))));
    }

    function options(view, answer) {
      return h("fieldset", { "aria-labelledby": `${name}-q` },
        h("div", { class: "dk-choices" }, view.options.map((option) => [
          radio(null, option.id, option.text, answer === option.id),
          answer === option.id && remarkLine(remark(view, answer, option.id)),
        ])));
    }

    function rating(view, answer) {
      return rate(view, answer, radio, (item) => remarkLine(remark(view, answer, item), undefined, HEADS));
    }

    function radio(item, choice, text, checked) {
      return h("label", { class: "dk-choice" },
        h("input", { type: "radio", name: `${name}-${item ?? ""}`, "data-key": `${item ?? ""}/${choice}`, checked, onchange: () => choose(item, choice) }),
        h("span", {}, text));
    }

    // One change at a time: two pages, or two kernels, then add to each other's work.
    function choose(item, choice) {
      pending.set(item, { choice, number: line.send({ do: "answer", item, choice }) });
      draw();
    }

    function chooseAll(changes) {
      for (const { item, choice } of changes) {
        pending.delete(item); // the order counts: an undercut comes after its step
        pending.set(item, { choice, number: line.send({ do: "answer", item, choice }) });
      }
      draw();
    }

    function build(view, answer) {
      const told = progress(view, answer).done ? Object.entries(view.checked?.remarks ?? {}) : [];
      return [
        map.draw(view, answer),
        h("div", { class: "dk-b-told" }, told.length > 0 && [
          h("p", { class: "dk-b-title" }, isStale(view, answer) ? "What to look at (as of your last check)" : "What to look at"),
          h("ul", {}, told.slice(0, AT_ONCE).map(([name, { text }]) => h("li", { class: "dk-remark dk-is-wrong" }, h("strong", {}, `${name[0].toUpperCase()}${name.slice(1)}. `), text))),
          told.length > AT_ONCE && h("p", { class: "dk-small" }, `There is more: these ${AT_ONCE} come first.`),
        ]),
      ];
    }

    function match(view, answer) {
      const used = uses(view, answer);
      const twice = doubled(view, answer);
      const choices = view.options.map((option, i) => ({ id: option.id, text: `${letter(i)} · ${shorten(option.text, SHORT)}` }));
      const whole = Object.fromEntries(view.options.map((option) => [option.id, option.text]));
      return [
        h("ul", { class: "dk-letters" }, view.options.map((option, i) => h("li", {},
          h("strong", {}, letter(i)), h("span", {}, option.text),
          h("span", { class: "dk-used" }, used[option.id].length > 0 && [h("span", { class: "dk-hidden" }, "chosen for "), `→ ${used[option.id].join(", ")}`])))),
        list(view, answer, choices, (item) => {
          const chosen = answer[item.id];
          return [
            whole[chosen]?.length > FITS && h("p", { class: `dk-small dk-whole${whole[chosen].length > SHORT ? " dk-long" : ""}` }, whole[chosen]),
            twice[chosen] && h("p", { class: "dk-small dk-twice" }, twice[chosen]),
          ];
        }),
      ];
    }

    function find(view, answer) {
      const choices = Array.from({ length: view.paragraphs }, (_, i) => ({ id: i + 1, text: `Paragraph ${i + 1}` }));
      return list(view, answer, choices, () => null);
    }

    function list(view, answer, choices, notes) {
      return h("ol", { class: "dk-items" }, view.items.map((item, i) => {
        const found = remark(view, answer, item.id);
        const id = `${name}-${i}`;
        const chosen = choices.some((choice) => choice.id === answer[item.id]);
        return h("li", {},
          h("label", { class: "dk-item", for: id }, item.text),
          h("select", {
            id, class: "dk-select", "data-key": `select/${item.id}`, "aria-describedby": found && `${id}-remark`,
            onchange: (event) => choose(item.id, choices[event.target.selectedIndex - 1].id),
          },
            h("option", { value: "", disabled: true, hidden: true, selected: !chosen }, "Choose…"),
            choices.map((choice) => h("option", { value: `${choice.id}`, selected: answer[item.id] === choice.id }, choice.text))),
          notes(item),
          remarkLine(found, `${id}-remark`));
      }));
    }

    function number(view, answer) {
      return [
        h("label", { class: "dk-number" },
          h("span", { class: "dk-hidden" }, "Your number"),
          h("input", {
            type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "data-key": "number", placeholder: "Your number",
            value: `${typed ? typed.text : (answer ?? "")}`, "aria-describedby": `${name}-prompt`, "aria-invalid": isRefused(view) && "true",
            oninput: (event) => type(event.target.value), onkeydown: onKey, onchange: () => enter(),
          }),
          view.unit && h("span", {}, view.unit)),
        remarkLine(remark(view, answer, "number")),
      ];
    }

    function type(text) {
      typed = { text, number: null, entered: false };
      clearTimeout(pause);
      // Graded work is kept without anybody leaving the box or pressing Enter.
      if (line.view.graded) pause = setTimeout(() => send({ do: "answer" }), PAUSE_MS);
      draw();
    }

    function onKey(event) {
      if (event.key !== "Enter" || event.isComposing || isForJupyter(event)) return;
      if (!line.view.graded && progress(line.view, inBox(line.view, typed)).done) check();
      else enter();
    }

    // Shift+Enter runs the cell: what was typed goes first. JupyterLab listens at the document, on the way down.
    function onKeyAnywhere(event) {
      if (event.key !== "Enter" || !isForJupyter(event) || !el.contains(event.target)) return;
      if (made) made.flush();
      else enter();
    }

    function isForJupyter(event) {
      return event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
    }

    function enter() {
      if (!typed) return;
      typed.entered = true;
      if (isBeingTyped()) send({ do: "answer" });
      else draw();
    }

    function check() {
      map.forget(false);
      order.forget();
      // What has not been touched is an order as well.
      if (line.view.kind === "order") return line.send({ do: "check", choice: order.shown() });
      if (typed) typed.entered = true;
      send({ do: "check" });
    }

    // What was typed travels along, so that a check never judges what stood in the box before.
    function send(action) {
      clearTimeout(pause);
      const number = line.send(typed ? { ...action, choice: typed.text } : action);
      if (typed) typed.number = number;
      draw();
    }

    function settle(view) {
      // Not while somebody is typing: the box would change under the hand.
      if (typed?.entered && typed.number !== null && line.kept(typed.number) && typed.text === view.taken) typed = null;
    }

    function isBeingTyped() {
      return typed !== null && typed.number === null;
    }

    function isRefused(view) {
      return typed !== null && typed.number !== null && line.kept(typed.number) && typed.text !== view.taken;
    }

    function remarkLine(found, id, heads = { right: "✓ Right. ", wrong: "✗ Not yet. " }) {
      if (!found) return null;
      if (found.waits) return h("p", { class: "dk-small dk-waits", id }, found.text);
      return h("p", { class: `dk-remark ${found.right ? "dk-is-right" : "dk-is-wrong"}`, id },
        h("strong", {}, found.right ? heads.right : heads.wrong), found.text);
    }

    function hints(view) {
      if (!view.hints.shown.length) return null;
      return h("ol", { class: "dk-hints", "aria-label": "Hints" }, view.hints.shown.map((text) => h("li", {}, text)));
    }

    function buttons(view, answer, done, said) {
      const stale = view.kind === "build" && isStale(view, answer);
      const solved = !stale && (view.revealed || (view.checked && view.checked.right === view.checked.total));
      const others = stale ? { total: 0 } : view.others;
      const more = others.total > 0 && button("another", others.at === others.total ? "Hide the other map" : `Another map that counts (${others.at + 1} of ${others.total})`);
      const note = view.kind in doneWords ? tally(view, answer, doneWords[view.kind]) : "";
      const main = { key: "check", text: "Check", off: done === 0 && view.kind !== "order" };
      return [foot(view, { said, main, solved, reveal: REVEAL[view.kind] ?? "Show the answers", more, note }), others.answer && map.another(others)];
    }

    /** The outcome, and below it the buttons: `main`, if there is one, the next hint, and after the last hint what shows the answers. */
    function foot(view, { said, main, solved, reveal, more, note }) {
      const left = view.hints.total - view.hints.shown.length;
      return [
        h("p", { class: "dk-outcome" }, said),
        h("div", { class: "dk-buttons" },
          main && button(main.key, main.text, { class: "dk-button dk-main", disabled: main.off }),
          !solved && left > 0 && button("hint", `Hint (${view.hints.shown.length + 1} of ${view.hints.total})`),
          !solved && left === 0 && view.checked && reveal && button("reveal", reveal),
          more,
          note && h("span", { class: "dk-small" }, note)),
      ];
    }

    function button(key, text, more) {
      return h("button", { class: "dk-button", type: "button", "data-key": key, onclick: () => press(key), ...more }, text);
    }

    function press(key) {
      if (made?.press(key)) return;
      if (key === "check") return check();
      if (key === "another") map.forget(false);
      if (key === "reveal") {
        typed = null;
        map.forget(true);
        order.forget();
      }
      line.send({ do: key });
    }

    draw();
    window.addEventListener("keydown", onKeyAnywhere, true);
    return () => {
      window.removeEventListener("keydown", onKeyAnywhere, true);
      made?.close();
      line.close();
    };
  },
};
