// The poll: a notice once, then the question, then the learner's own answers by round.
import { h, kernelLine, makeCard, unique } from "../widgets/dom.mjs";
import { headed } from "../widgets/headed.mjs";
import { beat } from "../widgets/here.mjs";
import { ballot } from "./ballot.mjs";
import { capital, cast, host, missing, onSlider, position, sentence, sureness } from "./draft.mjs";
import { ofTheClass, onItsWay, spokenOfClass } from "./in_class.mjs";

export default {
  render({ model, el }) {
    const name = unique();
    // By round and question: one page may ask the same question twice.
    const card = makeCard(el, "dk-poll", `${name}-e ${name}-q`);
    let draft = null; // the vote being made, or null when none is
    let asked = null; // the question that it answers: a card that follows the class goes on to another
    const line = kernelLine(model, draw);
    const stop = beat(model, () => line.view.class?.live);

    function draw() {
      const view = line.view;
      if (asked !== here(view)) draft = null;
      asked = here(view);
      if (view.screen === "vote") draft ??= { value: null, confidence: null };
      // Until the kernel has kept a vote its draft stays in sight, so that nothing has to be chosen twice.
      if ((view.screen !== "vote" && !draft?.changing) || view.final || view.class?.over) draft = null;
      const screens = { notice, invited, asking, vote, voted: draft ? vote : voted, closed, idle, over };
      const below = view.published ? " Published surveys are shown below." : "";
      const news = view.screen === "voted" && !draft ? `Your vote is kept. ${view.results.sentence}${below}${spokenOfClass(view)}` : "";
      card.draw(screens[view.screen](view), { message: line.silent || view.message, news });
    }

    function here(view) {
      return `${view.id}/${view.round?.id}`;
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
      return [eyebrow(`${view.follows ? "Asked in class" : "Poll"} · ${view.round.title}`), title(view.text), view.note && h("p", { class: "dk-note" }, view.note)];
    }

    function told(view, ...answers) {
      return [
        eyebrow("Before your first vote", h("span", { class: "dk-hidden" }, ` · ${view.round.title}: ${view.text}`)),
        title(view.notice.title),
        onItsWay(view),
        h("ul", {}, view.notice.points.map((point) => h("li", {}, view.screen === "invited" ? headed(point) : point))),
        h("div", { class: "dk-buttons" }, answers),
      ];
    }

    function answer(key, text, main = true) {
      return h("button", { class: main ? "dk-button dk-main" : "dk-button", type: "button", "data-key": key, onclick: () => send({ do: key }) }, text);
    }

    function notice(view) {
      return told(view, answer("read-notice", "I have read this: show me the question"));
    }

    function invited(view) {
      return told(view, answer("join", "I have read this: join, and show me the question"), answer("alone", "Vote for myself alone", false));
    }

    function asking(view) {
      return [...heading(view), h("p", { class: "dk-small" }, "You have voted. Your vote is being fetched from your own record.")];
    }

    function vote(view) {
      const gap = missing(view, draft);
      return [
        ...heading(view),
        onItsWay(view),
        ballot({ view, draft, name, change: draw }),
        h("div", { class: "dk-buttons" },
          h("button", {
            class: "dk-button dk-main", type: "button", "data-key": "vote", disabled: Boolean(gap),
            onclick: () => { draft.changing = false; send({ do: "vote", ...cast(view, draft), asked: here(view) }); },
          }, view.screen === "voted" ? "Keep the change" : view.kind === "text" ? "Send" : "Vote"),
          view.screen === "voted" && h("button", { class: "dk-button", type: "button", "data-key": "cancel", onclick: () => { draft = null; draw(); } }, "Leave it as it was"),
          h("span", { class: "dk-small" }, gap)),
      ];
    }

    function voted(view) {
      return [
        ...heading(view),
        h("p", { class: "dk-kept" }, `Your vote is kept. ${view.results.sentence}`),
        onItsWay(view),
        results(view),
        h("p", { class: "dk-small" }, view.class ? "Only you see this table." : "Only you see this. It stays on this computer.", view.final && ` Your vote is final, because you have seen what ${view.class?.result ? "your class answered" : "pollsters found"}.`),
        ((!view.final && !view.class?.over) || view.offers || view.class?.sends) && h("div", { class: "dk-buttons" },
          view.class?.sends && h("button", { class: "dk-button dk-main", type: "button", "data-key": "send", onclick: () => send({ do: "send", asked: here(view) }) }, "Send it"),
          !view.final && !view.class?.over && h("button", { class: "dk-button", type: "button", "data-key": "change", onclick: () => { draft = { ...view.vote, changing: true }; draw(); } }, "Change my vote"),
          view.offers && h("button", { class: "dk-button", type: "button", "data-key": "surveys", onclick: () => send({ do: "show-surveys" }) },
            "Show what pollsters found (your vote is then final)")),
        ofTheClass(view, name),
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

    function idle(view) {
      return [eyebrow("Asked in class"), title(view.says)];
    }

    // Voting is over for whoever has not voted, as on a phone.
    function over(view) {
      return [...heading(view), h("p", { class: "dk-kept" }, "You have not voted in this round."), onItsWay(view), ofTheClass(view, name)];
    }

    function closed(view) {
      return [
        ...heading(view),
        h("p", { class: "dk-kept" }, view.results.sentence),
        view.results.rows.length > 0 && results(view),
        h("p", { class: "dk-small" }, "This round is closed, because you have voted in a later one. Nothing here changes any more."),
        view.results.rows.length > 0 && [onItsWay(view), ofTheClass(view, name)],
      ];
    }

    function results(view) {
      const onScale = view.kind === "likert" || onSlider(view);
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
    return () => { stop(); line.close(); };
  },
};
