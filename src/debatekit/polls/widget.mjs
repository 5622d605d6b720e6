// The poll: a notice once, then the question, then the learner's own answers by round.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { asksConfidence, capital, host, missing, position, range, sentence, spoken, SURE, sureness } from "./draft.mjs";

export default {
  render({ model, el }) {
    const name = unique();
    // By round and question: one page may ask the same question twice.
    const card = makeCard(el, "dk-poll", `${name}-e ${name}-q`);
    let draft = null; // the vote being made, or null when none is
    const line = kernelLine(model, draw);

    function draw() {
      const view = line.view;
      if (view.screen === "vote") draft ??= { value: null, confidence: null };
      // Until the kernel has kept a vote its draft stays in sight, so that nothing has to be chosen twice.
      if ((view.screen !== "vote" && !draft?.changing) || view.final) draft = null;
      const screens = { notice, asking, vote, voted: draft ? vote : voted, closed };
      const below = view.published ? " Published surveys are shown below." : "";
      const news = view.screen === "voted" && !draft ? `Your vote is kept. ${view.results.sentence}${below}` : "";
      card.draw(screens[view.screen](view), { message: line.silent || view.message, news });
    }

    function send(action) {
      line.send(action);
      draw();
    }

    function title(text) {
      return h("p", { class: "dk-question", tabindex: "-1", "data-focus": "", "data-key": "question", id: `${name}-q` }, text);
    }

    function eyebrow(...text) {
      return h("p", { class: "dk-eyebrow", id: `${name}-e` }, text);
    }

    function heading(view) {
      return [eyebrow(`Poll · ${view.round.title}`), title(view.text), view.note && h("p", { class: "dk-note" }, view.note)];
    }

    function notice(view) {
      return [
        eyebrow("Before your first vote", h("span", { class: "dk-hidden" }, ` · ${view.round.title}: ${view.text}`)),
        title(view.notice.title),
        h("ul", {}, view.notice.points.map((point) => h("li", {}, point))),
        h("div", { class: "dk-buttons" },
          h("button", { class: "dk-button dk-main", type: "button", "data-key": "read", onclick: () => send({ do: "read-notice" }) },
            "I have read this: show me the question")),
      ];
    }

    function asking(view) {
      return [...heading(view), h("p", { class: "dk-small" }, "You have voted. Your vote is being fetched from your own record.")];
    }

    function vote(view) {
      const gap = missing(view, draft);
      return [
        ...heading(view),
        view.kind === "slider" || view.kind === "probability" ? scale(view) : radios(view),
        asksConfidence(view, draft.value) && sure(),
        h("div", { class: "dk-buttons" },
          h("button", {
            class: "dk-button dk-main", type: "button", "data-key": "vote", disabled: Boolean(gap),
            onclick: () => { draft.changing = false; send({ do: "vote", value: draft.value, confidence: asksConfidence(view, draft.value) ? draft.confidence : null }); },
          }, view.screen === "voted" ? "Keep the change" : "Vote"),
          view.screen === "voted" && h("button", { class: "dk-button", type: "button", "data-key": "cancel", onclick: () => { draft = null; draw(); } }, "Leave it as it was"),
          h("span", { class: "dk-small" }, gap)),
      ];
    }

    function radios(view) {
      const options = view.kind === "likert" ? view.labels.map((text, i) => ({ id: i + 1, text })) : view.options;
      return h("fieldset", { "aria-labelledby": `${name}-q` },
        h("div", { class: "dk-choices" }, options.map((option) => radio("value", option.id, option.text))));
    }

    function sure() {
      return h("fieldset", {}, h("legend", {}, "How sure are you?"),
        h("div", { class: "dk-row" }, SURE.map(([percent, text]) => radio("confidence", percent, text))));
    }

    function radio(field, value, text) {
      return h("label", { class: "dk-choice" },
        h("input", {
          type: "radio", name: `${name}-${field}`, "data-key": `${field}-${value}`, checked: draft[field] === value,
          onchange: () => { draft[field] = value; draw(); },
        }),
        h("span", {}, text));
    }

    function scale(view) {
      const { low, high, step } = range(view);
      const unset = draft.value === null;
      const shown = h("output", { class: "dk-value" }, unset ? "not set yet" : spoken(view, draft.value));
      const input = h("input", {
        type: "range", min: `${low}`, max: `${high}`, step: `${step}`, "data-key": "range", "aria-labelledby": `${name}-q`,
        class: unset ? "dk-unset" : "", "aria-valuetext": unset ? "not set yet" : spoken(view, draft.value),
        // While dragging only the words change; the slider itself must not be redrawn under the finger.
        oninput: (event) => { draft.value = Number(event.target.value); event.target.classList.remove("dk-unset"); shown.textContent = spoken(view, draft.value); event.target.setAttribute("aria-valuetext", shown.textContent); },
        onchange: () => draw(),
        // A click on the middle, where an unset slider rests, changes nothing for the browser but is an answer.
        onclick: (event) => { draft.value = Number(event.target.value); draw(); },
      });
      input.value = `${unset ? (low + high) / 2 : draft.value}`;
      return h("div", { class: "dk-scale" }, input,
        h("div", { class: "dk-ends" },
          h("span", {}, view.low_label || (view.kind === "probability" ? "0 %, impossible" : `${low}`)),
          shown,
          h("span", {}, view.high_label || (view.kind === "probability" ? "100 %, certain" : `${high}`))));
    }

    function voted(view) {
      return [
        ...heading(view),
        h("p", { class: "dk-kept" }, `Your vote is kept. ${view.results.sentence}`),
        results(view),
        h("p", { class: "dk-small" }, "Only you see this. It stays on this computer.", view.final && " Your vote is final, because you have seen what pollsters found."),
        !view.final && h("div", { class: "dk-buttons" },
          h("button", { class: "dk-button", type: "button", "data-key": "change", onclick: () => { draft = { ...view.vote, changing: true }; draw(); } }, "Change my vote"),
          view.offers && h("button", { class: "dk-button", type: "button", "data-key": "surveys", onclick: () => send({ do: "show-surveys" }) },
            "Show what pollsters found (your vote is then final)")),
        view.remark && h("p", { class: "dk-small" }, view.remark),
        view.published && published(view.published),
      ];
    }

    // What others answered comes after the learner's own last word, and several surveys together.
    function published(surveys) {
      return h("section", { class: "dk-published", "aria-labelledby": `${name}-p` },
        h("h3", { id: `${name}-p` }, surveys.length > 1 ? "What published surveys found" : "What a published survey found"),
        h("p", {}, "These are the answers of other people, to other words, at another time. They are not the right answer."),
        h("ul", { class: "dk-surveys" }, surveys.map((survey) => h("li", {},
          h("h4", {}, survey.pollster),
          h("p", { class: "dk-small" }, `${capital(survey.population)} · ${survey.when} · ${survey.asked}`),
          survey.notes.length > 0 && h("p", { class: "dk-small" }, h("strong", {}, "Note: "), survey.notes.map(sentence).join(" ")),
          h("p", {}, survey.note),
          h("table", {},
            h("caption", {}, survey.question),
            h("tbody", {}, survey.answers.map((answer) => h("tr", {},
              h("th", { scope: "row" }, answer.text, bar(answer.percent / 100, "dk-fill")),
              h("td", {}, `${answer.percent} %`))))),
          survey.rest && h("p", { class: "dk-small" }, survey.rest),
          h("p", { class: "dk-small" }, "Source: ", survey.sources.map((source, i) => [i > 0 && ", ",
            h("a", { href: source, target: "_blank", rel: "noopener noreferrer", "data-key": `source-${i}` },
              host(source), h("span", { class: "dk-hidden" }, `, ${survey.pollster}, opens in a new tab`))]))))));
    }

    function closed(view) {
      return [
        ...heading(view),
        h("p", { class: "dk-kept" }, view.results.sentence),
        view.results.rows.length > 0 && results(view),
        h("p", { class: "dk-small" }, "This round is closed, because you have voted in a later one. Nothing here changes any more."),
      ];
    }

    function results(view) {
      const onScale = view.kind !== "choice";
      return h("table", { class: "dk-results" },
        h("caption", { class: "dk-hidden" }, "Your own answers, by round"),
        h("thead", {}, h("tr", {}, ["Round", "Your answer", view.confidence ? "How sure" : null].filter(Boolean).map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, view.results.rows.map((row) => h("tr", {},
          h("th", { scope: "row" }, row.round, h("span", { class: "dk-date" }, row.date)),
          h("td", {}, row.words, onScale && bar(position(view, row.value), "dk-dot")),
          view.confidence && h("td", {}, sureness(row.confidence), row.confidence !== null && bar(row.confidence / 100, "dk-fill"))))));
    }

    function bar(share, kind) {
      const mark = h("span", { class: kind });
      mark.style.setProperty("--share", `${share * 100}%`);
      return h("span", { class: "dk-bar", "aria-hidden": "true" }, mark);
    }

    draw();
    return () => line.close();
  },
};
