// The details of a claim or of a reason, in words.
import { host } from "../widgets/address.mjs";
import { h } from "../widgets/dom.mjs";
import { WEAK } from "../widgets/words.mjs";
import { goTo } from "./goto.mjs";
import { SIGNS, cameFrom, paragraphs, plain, sentence, stepOf } from "./words.mjs";

/**
 * What makes details of claims and reasons of `map`: `ofClaim(claim, extra)`, `extra` being what the view around it offers, and `ofReason(reason)`.
 * `go(id)` opens another claim, `fold` makes what one can unfold; `moves`, of a trial, is what moves a claim or a reason, or null.
 */
export function details(map, { go, fold, moves }) {
  const link = (id) => goTo(id, map, go);

  function ofClaim(claim, extra = null) {
    const into = map.reasons.filter((reason) => reason.to === claim.id);
    const out = map.reasons.filter((reason) => reason.premises.includes(claim.id));
    const row = (term, ...meaning) => h("div", {}, h("dt", {}, term), h("dd", {}, meaning));
    return [
      h("p", { class: "dk-said" }, claim.text),
      moves?.ofClaim(claim),
      extra,
      h("dl", { class: "dk-facts" },
        row("Kind", h("strong", {}, claim.kind), `: ${map.kinds[claim.kind]}.`),
        // What we supply ourselves has no source in the text, and the author does not say it.
        claim.stated && row("Basis", h("strong", {}, plain(claim.basis)), `: ${map.bases[claim.basis]}.`),
        row("Where", claim.stated ? `${sentence(paragraphs(claim.paragraphs))}.` : `Needed by ${paragraphs(claim.paragraphs)}.`),
        row("Stated", claim.stated ? "Yes. " : [h("strong", {}, "Not stated"), ": we supply it, because:"], claim.note && h("span", { class: "dk-block" }, claim.note)),
        (claim.stated || claim.voice === "objection") && row("Voice", claim.voice === "author" ? "The author speaks." : "An objection that the author takes up in order to answer it."),
        row("Id", h("code", {}, claim.id))),
      part(into.length ? "What speaks for or against it" : "No reason is given for it or against it", into.map(reasonItem)),
      out.length > 0 && part("Where it leads", out.map((reason) => onwards(reason, claim))),
      checks(claim, map),
    ];
  }

  function ofReason(reason) {
    return [
      h("p", { class: "dk-said" }, `${stepOf(reason, map)}.`),
      h("p", {}, h("strong", {}, `${SIGNS[reason.relation]} ${reason.relation}`), `: ${map.relations[reason.relation]}.`),
      moves?.ofReason(reason),
      ...about(reason, map),
      part("Questions to ask of this step", map.schemes[reason.scheme].questions.map((question) => h("li", {}, question)), "dk-questions"),
      part("It starts from", reason.premises.map((premise) => h("li", {}, link(premise)))),
      part("It bears on", [h("li", {}, target(reason))]),
      hits(reason),
    ];
  }

  function reasonItem(reason) {
    return h("li", {},
      h("p", { class: "dk-rel" }, h("strong", {}, cameFrom(reason))),
      reason.premises.map(link),
      moves?.ofReason(reason),
      about(reason, map),
      questions(reason, map),
      hits(reason));
  }

  function onwards(reason, claim) {
    const others = reason.premises.filter((premise) => premise !== claim.id);
    return h("li", {},
      h("p", { class: "dk-rel" }, h("strong", {}, `${SIGNS[reason.relation]} ${reason.relation}`)),
      target(reason),
      others.length > 0 && [h("p", { class: "dk-rel" }, "together with"), others.map(link)],
      moves?.ofReason(reason),
      about(reason, map),
      questions(reason, map),
      hits(reason));
  }

  function hits(reason) {
    const against = map.reasons.filter((other) => other.to === reason.id);
    return against.length > 0 && h("ul", { class: "dk-against" }, against.map(reasonItem));
  }

  function target(reason) {
    const hit = map.reasons.find((other) => other.id === reason.to);
    return hit ? [h("p", { class: "dk-rel" }, `the step ${stepOf(hit, map)}`), hit.premises.map(link)] : link(reason.to);
  }

  function questions(reason) {
    return fold(`ask-${reason.id}`, { kind: "dk-ask", title: "Questions to ask of this step" }, h("ul", {}, map.schemes[reason.scheme].questions.map((question) => h("li", {}, question))));
  }

  return { ofClaim, ofReason };
}

function about(reason, map) {
  return [
    h("p", { class: "dk-small" }, h("strong", {}, `Kind of step: ${reason.scheme}.`), ` ${map.schemes[reason.scheme].step} ${sentence(paragraphs(reason.paragraphs))}. Id: `, h("code", {}, reason.id), "."),
    reason.note && h("p", { class: "dk-small" }, reason.note),
  ];
}

function part(title, items, kind = "dk-reasons") {
  return [h("p", { class: "dk-part" }, title), items.length > 0 && h("ul", { class: kind }, items)];
}

function checks(claim, map) {
  const found = claim.checks.map((id) => map.checks[id]).filter(Boolean);
  if (!found.length) return null;
  return part("We looked this up", found.map((check) => (check.weak
    ? h("li", {}, h("p", {}, h("strong", {}, check.id), `: ${WEAK}`))
    : h("li", {},
      h("p", {}, h("strong", {}, check.id), `: ${check.claim}`),
      h("p", {}, h("strong", {}, sentence(check.verdict)), `: ${check.meaning}. ${check.evidence}`),
      sources(check.sources)))));
}

function sources(addresses) {
  if (!addresses.length) return null;
  const shown = (address) => {
    // Only an address of the web becomes a link; anything else stays text.
    if (!/^https?:\/\//.test(address)) return address;
    return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, host(address));
  };
  return h("p", { class: "dk-small" }, `${addresses.length > 1 ? "Sources" : "Source"}: `, addresses.map((address, i) => [i > 0 && ", ", shown(address)]));
}

/** A claim's or a reason's title. */
export function titleOf(chosen, map) {
  if (chosen.reason) return "A step of the argument";
  const claim = map.claims.find((other) => other.id === chosen.claim);
  return claim.id === map.thesis ? `Claim ${claim.number}, the thesis` : `Claim ${claim.number}`;
}
