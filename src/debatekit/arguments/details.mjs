// The details of a claim or of a reason, in words.
import { host } from "../widgets/address.mjs";
import { h } from "../widgets/dom.mjs";
import { SIGNS, cameFrom, paragraphs, plain, sentence, stepOf } from "./words.mjs";

const WEAK = "We found only a weak source for this, or none, so we do not use our check of it here.";

/**
 * The parts of a claim's details. `go(id)` opens another claim, `extra(claim)` adds what the view around it offers.
 */
export function claimDetails(claim, map, go, extra = () => null) {
  const into = map.reasons.filter((reason) => reason.to === claim.id);
  const out = map.reasons.filter((reason) => reason.premises.includes(claim.id));
  const row = (term, ...meaning) => h("div", {}, h("dt", {}, term), h("dd", {}, meaning));
  return [
    h("p", { class: "dk-said" }, claim.text),
    extra(claim),
    h("dl", { class: "dk-facts" },
      row("Kind", h("strong", {}, claim.kind), `: ${map.kinds[claim.kind]}.`),
      // What we supply ourselves has no source in the text, and the author does not say it.
      claim.stated && row("Basis", h("strong", {}, plain(claim.basis)), `: ${map.bases[claim.basis]}.`),
      row("Where", claim.stated ? `${sentence(paragraphs(claim.paragraphs))}.` : `Needed by ${paragraphs(claim.paragraphs)}.`),
      row("Stated", claim.stated ? "Yes. " : [h("strong", {}, "Not stated"), ": we supply it, because:"], claim.note && h("span", { class: "dk-block" }, claim.note)),
      (claim.stated || claim.voice === "objection") && row("Voice", claim.voice === "author" ? "The author speaks." : "An objection that the author takes up in order to answer it.")),
    part(into.length ? "What speaks for or against it" : "No reason is given for it or against it", into.map((reason) => reasonItem(reason, map, go))),
    out.length > 0 && part("Where it leads", out.map((reason) => onwards(reason, claim, map, go))),
    checks(claim, map),
  ];
}

/** The parts of a reason's details. */
export function reasonDetails(reason, map, go) {
  return [
    h("p", { class: "dk-said" }, `${stepOf(reason, map)}.`),
    h("p", {}, h("strong", {}, `${SIGNS[reason.relation]} ${reason.relation}`), `: ${map.relations[reason.relation]}.`),
    ...about(reason, map),
    part("It starts from", reason.premises.map((premise) => h("li", {}, link(premise, map, go)))),
    part("It bears on", [h("li", {}, target(reason, map, go))]),
    hits(reason, map, go),
  ];
}

function reasonItem(reason, map, go) {
  return h("li", {},
    h("p", { class: "dk-rel" }, h("strong", {}, cameFrom(reason))),
    reason.premises.map((premise) => link(premise, map, go)),
    about(reason, map),
    hits(reason, map, go));
}

function onwards(reason, claim, map, go) {
  const others = reason.premises.filter((premise) => premise !== claim.id);
  return h("li", {},
    h("p", { class: "dk-rel" }, h("strong", {}, `${SIGNS[reason.relation]} ${reason.relation}`)),
    target(reason, map, go),
    others.length > 0 && [h("p", { class: "dk-rel" }, "together with"), others.map((premise) => link(premise, map, go))],
    about(reason, map),
    hits(reason, map, go));
}

function hits(reason, map, go) {
  const against = map.reasons.filter((other) => other.to === reason.id);
  return against.length > 0 && h("ul", { class: "dk-against" }, against.map((other) => reasonItem(other, map, go)));
}

function target(reason, map, go) {
  const hit = map.reasons.find((other) => other.id === reason.to);
  return hit ? [h("p", { class: "dk-rel" }, `the step ${stepOf(hit, map)}`), hit.premises.map((premise) => link(premise, map, go))] : link(reason.to, map, go);
}

function about(reason, map) {
  return [
    h("p", { class: "dk-small" }, h("strong", {}, `Kind of step: ${reason.scheme}.`), ` ${map.schemes[reason.scheme]} ${sentence(paragraphs(reason.paragraphs))}.`),
    reason.note && h("p", { class: "dk-small" }, reason.note),
  ];
}

function link(id, map, go) {
  const claim = map.claims.find((other) => other.id === id);
  return h("button", { type: "button", class: "dk-goto", onclick: () => go(id) }, h("span", { class: "dk-no" }, String(claim.number)), h("span", {}, claim.text));
}

function part(title, items) {
  return [h("p", { class: "dk-part" }, title), items.length > 0 && h("ul", { class: "dk-reasons" }, items)];
}

function checks(claim, map) {
  const found = claim.checks.map((id) => map.checks[id]).filter(Boolean);
  if (!found.length) return null;
  return part("We looked this up", found.map((check) => (check.weak
    ? h("li", {}, h("p", {}, h("strong", {}, check.id), `: ${WEAK}`))
    : h("li", {},
      h("p", {}, h("strong", {}, check.id), `: ${check.claim}`),
      h("p", {}, h("strong", {}, sentence(check.verdict)), `: ${map.verdicts[check.verdict]}. ${check.evidence}`),
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
