// The trial of an argument: sliders for truth and relevance, what follows for the thesis, what decides, and a second position beside it.
import { button, h } from "../widgets/dom.mjs";
import { folds } from "../widgets/folds.mjs";
import { answers } from "./answers.mjs";
import { comparison } from "./comparison.mjs";
import { sliders } from "../widgets/sliders.mjs";
import { change, number, verdictOf } from "./trial_words.mjs";
import { stepOf } from "./words.mjs";

/**
 * The parts of a trial. `line` goes to the kernel, `go(id)` shows a claim on the map, `changed()` draws again.
 *
 * `parts.board()` is what stands above the map, `parts.ofClaim(claim)` and `parts.ofReason(reason)` what belongs into their details.
 */
export function trial(line, { name, go, changed }) {
  const hand = sliders((action) => line.send(action), (seq) => line.kept(seq));
  const tell = (action) => line.send(action);
  const fold = folds();
  const answer = answers(line, { go, changed });
  const compare = comparison(line, { go, changed, fold, goThere });

  const valueOf = (id, start) => hand.value(id, line.view.values[id] ?? start);

  /** `about` tells sliders apart that have the same label. */
  function slider(id, label, start, { held = false, about = "" } = {}) {
    const { lowest, highest } = line.view.limits;
    const value = valueOf(id, start);
    const said = held ? "false (0)" : number(value);
    const key = `${name}-s-${id}`;
    return h("div", { class: "dk-slider", "data-key": `slider-${id}` },
      h("label", { for: key }, label),
      h("input", {
        type: "range", id: key, min: String(lowest), max: String(highest), step: "0.01", value: String(value), disabled: held, "data-slider": id, "aria-label": about && `${label} ${about}`, "aria-valuetext": said,
        oninput: (event) => {
          hand.set(id, Number(event.currentTarget.value));
          changed();
        },
      }),
      h("span", { class: "dk-set", "aria-hidden": "true" }, said));
  }

  function ofClaim(claim) {
    const { strengths, held, limits, thesis } = line.view;
    const isHeld = held.includes(claim.id);
    const own = claim.id === thesis;
    return h("div", { class: "dk-moves", "data-key": "moves" },
      slider(claim.id, own ? "How true, before any reason?" : "How true, leaving aside its reasons here?", limits.truth, { held: isHeld }),
      !own && h("label", { class: "dk-suppose" },
        h("input", { type: "checkbox", checked: isHeld, onchange: (event) => tell({ do: "suppose", id: claim.id, false: event.currentTarget.checked }) }),
        h("span", {}, "Suppose that it is false (0, whatever speaks for it)")),
      isShown() && strengths && h("p", { class: "dk-small" }, own ? "With its reasons: " : "With its reasons on this map: ", h("strong", {}, number(strengths[claim.id])), ". ", !own && thesisNow()));
  }

  function ofReason(reason) {
    const { strengths, limits } = line.view;
    return h("div", { class: "dk-moves", "data-key": `moves-${reason.id}` },
      slider(reason.id, reason.premises.length > 1 ? "If these are true: how relevant is the step?" : "If this is true: how relevant is the step?", limits.relevance, { about: `${stepOf(reason, line.view)}.` }),
      isShown() && strengths && h("p", { class: "dk-small" }, "The step carries ", h("strong", {}, number(strengths[reason.id])), ". ", thesisNow()));
  }

  // The board may be out of sight while one moves a slider.
  function thesisNow() {
    const { strengths, thesis, began } = line.view;
    if (line.silent) return h("span", { class: "dk-warn" }, line.silent);
    return ["The thesis: ", h("strong", {}, number(strengths[thesis])), ` (since the start: ${change(strengths[thesis] - began)})`, "."];
  }

  function board() {
    const view = line.view;
    return h("section", { class: "dk-board", "aria-labelledby": `${name}-b`, "data-key": "board" },
      h("p", { class: "dk-part", id: `${name}-b` }, "What if?"),
      h("p", { class: "dk-small" }, "Every claim starts at 0.50, as likely true as not, whatever our fact checks say; every step starts at 0.99, granted. Then the reasons of this map work on the claims, and move the thesis."),
      view.class && h("p", { class: "dk-small", "data-key": "class" }, view.class.says),
      line.silent && h("p", { class: "dk-warn" }, `${line.silent} What you moved and did not save is then gone.`),
      view.trouble ? h("p", { class: "dk-warn" }, view.trouble) : meters(view),
      h("div", { class: "dk-tools" },
        h("label", { class: "dk-pick" }, h("span", {}, "How reasons add up"),
          h("select", { onchange: (event) => tell({ do: "semantics", name: event.currentTarget.value }) },
            Object.entries(view.semantics_in_words).map(([id, each]) => h("option", { value: id, selected: id === view.semantics }, each.name)))),
        button("Which claim decides?", () => tell({ do: "decides" })),
        button("What would have to be false for the thesis to fall?", () => tell({ do: "falls" })),
        button("Reset", () => goThere("start"), !isMoved())),
      h("p", { class: "dk-small" }, view.semantics_in_words[view.semantics].words),
      h("div", { "data-key": "answers" }, answer()),
      compare(),
      meaning());
  }

  function isMoved() {
    return Object.keys(line.view.values).length > 0 || line.view.held.length > 0;
  }

  /** Numbers say nothing before anybody has said anything. */
  function isShown() {
    return isMoved() || Boolean(line.view.other);
  }

  function goThere(position) {
    hand.clear();
    tell({ do: "take", position });
  }

  function meters(view) {
    if (!isShown()) return h("p", {}, h("strong", {}, "Nothing is moved yet."), " Open a claim, say how true you hold it, and see what follows for the thesis.");
    const { thesis, strengths, other, began } = view;
    const start = valueOf(thesis, view.limits.truth);
    const since = strengths[thesis] - began;
    const hardly = Math.abs(since) < 0.02 ? " It hardly moved: what you touched is held together with other claims, or stands beside other reasons that carry the thesis without it." : "";
    return h("div", { class: "dk-meters" },
      meter("The thesis", strengths[thesis], start),
      other?.strengths && meter(`The thesis, at “${other.name}”`, other.strengths[thesis], other.values[thesis] ?? view.limits.truth),
      h("p", { class: "dk-verdict" }, isMoved() && [h("strong", {}, `Since the start: ${change(since)}.`), `${hardly} `], `${verdictOf(strengths[thesis], start)}${other?.strengths ? ` Against “${other.name}”: ${change(strengths[thesis] - other.strengths[thesis])}.` : ""} The number is not the chance that the thesis is true, and cannot be compared with the number of another map.`));
  }

  function meter(label, value, start) {
    return h("div", { class: "dk-meter" },
      h("span", { class: "dk-meter-label" }, label),
      h("span", { class: "dk-meter-track", "aria-hidden": "true" },
        h("span", { class: "dk-meter-fill", style: `width: ${100 * value}%` }), h("span", { class: "dk-meter-start", style: `left: ${100 * start}%` })),
      h("strong", { class: "dk-meter-number" }, number(value)));
  }

  function meaning() {
    return fold("meaning", { kind: "dk-unfold", title: "What the number means, and what it does not" },
      h("p", {}, "It says how far the reasons on this map carry the thesis, if each claim is as true and each step as relevant as you set it. A step carries as much as its premises multiplied with each other and with its relevance: if one premise is false, the step carries nothing."),
      h("ul", {},
        h("li", {}, "It is not the chance that the thesis is true, and it does not say who is right."),
        h("li", {}, "It depends on how finely we cut the map. A step that we split into four premises starts out weaker than one that we left whole. So the numbers of two maps cannot be compared; to open the one here shuts the other."),
        h("li", {}, "How reasons add up is a choice, too. Three ways are offered; take another and see what stays the same. What changes with the way of adding up is no finding about the argument."),
        h("li", {}, "Our fact checks set nothing here. Whether a check should move a claim is for you to say.")));
  }

  return { board, ofClaim, ofReason, isShown, arrived: hand.arrived };
}
